import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { PAYOUTS_ID, TASK_QUEUES } from '../workflows/messages.ts';

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

/**
 * Makes sure that payouts are made each Monday at three in the morning, when every booking of the week before is committed. A run
 * that takes longer than a week is followed by the next when it ends (BUFFER_ONE): never two at once, none lost. A Monday on which
 * nobody was there is made up for within a week. An operator's pause stays.
 */
export async function ensurePayouts(client: Client, timeZone: string): Promise<void> {
  const spec = { calendars: [{ dayOfWeek: 'MONDAY' as const, hour: 3, minute: 0 }], timezone: timeZone };
  try {
    await client.schedule.create({
      scheduleId: PAYOUTS_ID,
      spec,
      policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: '7 days' },
      action: {
        type: 'startWorkflow',
        workflowType: 'PayoutWorkflow',
        workflowId: PAYOUTS_ID,
        taskQueue: TASK_QUEUES.orders,
        args: [],
        staticSummary: 'Pays restaurants and partners the week before',
      },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(PAYOUTS_ID).update((current) => ({ ...current, spec }));
  }
}
