import { Context } from '@temporalio/activity';
import type { PayoutReport, Payouts } from '../services/payment/index.ts';
import { withFailures } from './failures.ts';

export type { PayoutReport };

/** What `PayoutWorkflow` asks of the world. May be repeated: what was paid is not paid again. */
export function createPayoutActivities({ payouts }: { payouts: Payouts }) {
  return withFailures({
    /** @param at ISO 8601; the week before it is paid */
    makePayouts: (at: string): Promise<PayoutReport> =>
      payouts.make(new Date(at), () => Context.current().heartbeat()),
  });
}
export type PayoutActivities = ReturnType<typeof createPayoutActivities>;
