import { Context } from '@temporalio/activity';
import type { PaymentService, RefundRequest, TipPlan, TipRequest } from '../services/payment/index.ts';
import type { Sweep, SweepReport } from '../services/payment/sweep.ts';
import { withFailures } from './failures.ts';

export type { RefundRequest, SweepReport, TipPlan, TipRequest };

/** What `RefundWorkflow`, `TipWorkflow` and `PaymentSweepWorkflow` ask of the world. Each is idempotent. */
export function createMoneyActivities({ payments, sweep }: { payments: PaymentService; sweep: Sweep }) {
  return withFailures({
    refundPayment: (orderId: string, request: RefundRequest) => payments.refund(orderId, request),
    planTip: (request: TipRequest) => payments.planTip(request),
    holdTip: (request: { orderId: string; cardToken: string; amountMinor: number; currency: string }) =>
      payments.authorize(request),
    releaseTip: (subject: string) => payments.release(subject),
    chargeTip: (orderId: string, plan: TipPlan) => payments.chargeTip(orderId, plan),
    refundTip: (orderId: string, plan: TipPlan) => payments.refundTip(orderId, plan),
    refuseTip: (orderId: string, number: number) => payments.refuseTip(orderId, number),
    sweepPayments: () => sweep.all(() => Context.current().heartbeat()),
    comparePayment: (provider: string, reference: string) => sweep.one(provider, reference),
  });
}
export type MoneyActivities = ReturnType<typeof createMoneyActivities>;
