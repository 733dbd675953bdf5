import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { PAYOUTS_ID, TASK_QUEUES } from '../workflows/messages.ts';

export const PAYMENT_SWEEP = 'payment-sweep';

/**
 * Makes sure that there is a schedule. Workers that start at the same time make one; a changed time is taken over, a schedule that
 * an operator has paused stays paused.
 */
async function ensure(client: Client, schedule: ScheduleOptions): Promise<void> {
  const { scheduleId, spec } = schedule;
  try {
    await client.schedule.create(schedule);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update((current) => ({ ...current, spec }));
  }
}

/** Makes sure that the payment sweep runs every so often. */
export const ensurePaymentSweep = (client: Client, everyMinutes: number): Promise<void> =>
  ensure(client, {
    scheduleId: PAYMENT_SWEEP,
    spec: { intervals: [{ every: `${everyMinutes} minutes` }] },
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

/**
 * Makes sure that payouts are made each Monday at three in the morning, when every booking of the week before is committed. A run
 * that takes longer than a week is followed by the next when it ends (BUFFER_ONE): never two at once, none lost. A Monday on which
 * nobody was there is made up for within a week.
 */
export const ensurePayouts = (client: Client, timeZone: string): Promise<void> =>
  ensure(client, {
    scheduleId: PAYOUTS_ID,
    spec: { calendars: [{ dayOfWeek: 'MONDAY', hour: 3, minute: 0 }], timezone: timeZone },
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
