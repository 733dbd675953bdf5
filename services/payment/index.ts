import type { PaymentProvider } from '../../adapters/payments/provider.ts';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import { createAttempts } from './attempts.ts';
import { createHolds } from './authorize.ts';
import { chargeTip, planTip, refundTip, refuseTip, type TipPlan, type TipRequest } from './change-tip.ts';
import { createProviders } from './providers.ts';
import { type RefundRequest, refund } from './refund.ts';
import { type Ending, settle } from './settle.ts';

export type { Ending, RefundRequest, TipPlan, TipRequest };

/**
 * Holds, captures, releases and gives back money, with the ledger in the transaction of each change.
 * @param deps.providers in the order in which they are asked for a hold
 */
export function createPaymentService(deps: { db: Db; providers: PaymentProvider[]; tariff: Tariff }) {
  const { db, tariff } = deps;
  const providers = createProviders(deps.providers);
  return {
    ...createHolds({ attempts: createAttempts(db), providers }),
    settle: (orderId: string, ending: Ending) => settle({ db, providers, tariff }, orderId, ending),
    planTip: (request: TipRequest) => planTip(db, request),
    chargeTip: (orderId: string, plan: TipPlan) => chargeTip({ db, providers, tariff }, orderId, plan),
    refundTip: (orderId: string, plan: TipPlan) => refundTip({ db, providers, tariff }, orderId, plan),
    refuseTip: (orderId: string, number: number) => refuseTip(db, orderId, number),
    refund: (orderId: string, request: RefundRequest) => refund({ db, providers, tariff }, orderId, request),
  };
}
export type PaymentService = ReturnType<typeof createPaymentService>;
