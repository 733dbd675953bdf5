import type { PaymentProvider } from '../../adapters/payments/provider.ts';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import { createAttempts } from './attempts.ts';
import { createHolds } from './authorize.ts';
import { chargeTip, planTip, refundTip, refuseTip, type TipPlan, type TipRequest } from './change-tip.ts';
import { listPayouts, makePayouts, type PayoutReport, type PayoutViewer, readStatement } from './payouts.ts';
import { createProviders } from './providers.ts';
import { type RefundRequest, refund } from './refund.ts';
import { type Ending, settle } from './settle.ts';
import { statementCsv, statementPdf } from './statement-files.ts';

export type { Ending, PayoutReport, PayoutViewer, RefundRequest, TipPlan, TipRequest };

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

/**
 * What restaurants and partners are paid, a week at a time, and their statements.
 * @param deps.timeZone whose weeks
 */
export function createPayouts({ db, timeZone }: { db: Db; timeZone: string }) {
  const statement = (id: string, viewer: PayoutViewer) => readStatement(db, id, viewer);
  return {
    make: (at: Date, beat?: () => void) => makePayouts(db, { at, timeZone, ...(beat && { beat }) }),
    list: (viewer: PayoutViewer, page: { limit: number; after?: string | undefined }) =>
      listPayouts(db, viewer, page),
    statement,
    statementCsv: async (id: string, viewer: PayoutViewer) => statementCsv(await statement(id, viewer)),
    statementPdf: async (id: string, viewer: PayoutViewer) => statementPdf(await statement(id, viewer)),
  };
}
export type Payouts = ReturnType<typeof createPayouts>;
