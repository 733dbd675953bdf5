import { ApplicationFailure, proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { PayoutActivities, PayoutReport } from '../activities/payouts.ts';

const { makePayouts } = proxyActivities<PayoutActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '2m',
  retry: { initialInterval: '10s', maximumInterval: '5m', maximumAttempts: 10 },
  summary: 'pay the week before',
});

/**
 * Pays restaurants and partners the week that is over. Started by a Schedule each Monday, and by operators whenever they like: a
 * week is paid once. Fails when somebody could not be paid, so that it stands out; the next run makes up for it.
 */
export async function PayoutWorkflow(): Promise<PayoutReport> {
  const report = await makePayouts(workflowInfo().startTime.toISOString());
  const { week, paid, amountMinor, carried, problems } = report;
  const lines = [
    `${week.begins} – ${week.ends}`,
    `payouts: ${paid}, ${amountMinor} minor units`,
    `carried into the next week: ${carried}`,
    ...problems,
  ];
  setCurrentDetails(lines.map((line) => `- ${line}`).join('\n'));
  if (problems.length > 0) {
    throw ApplicationFailure.create({
      type: 'payouts-incomplete',
      message: `Some could not be paid; everybody else was. Mend what is said here and run payouts again: ${problems.join('; ')}`,
      nonRetryable: true,
    });
  }
  return report;
}
