import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { TASK_QUEUES } from '../workflows/messages.ts';

export const PAYMENT_SWEEP = 'payment-sweep';

/**
 * Makes sure that the payment sweep runs every so often. Workers that start at the same time make one schedule; a changed
 * interval is taken over, a schedule that an operator has paused stays paused.
 */
export async function ensurePaymentSweep(client: Client, everyMinutes: number): Promise<void> {
  const spec = { intervals: [{ every: `${everyMinutes} minutes` as const }] };
  try {
    await client.schedule.create({
      scheduleId: PAYMENT_SWEEP,
      spec,
      // One at a time; sweeps that were missed while nobody was there are made up for by the next, which looks back a day.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      action: {
        type: 'startWorkflow',
        workflowType: 'PaymentSweepWorkflow',
        workflowId: PAYMENT_SWEEP,
        taskQueue: TASK_QUEUES.orders,
        args: [],
        staticSummary: 'Ends holds left behind, compares providers with the ledger',
      },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(PAYMENT_SWEEP).update((current) => ({ ...current, spec }));
  }
}
