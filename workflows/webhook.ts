import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { WebhookActivities } from '../activities/webhooks.ts';
import { newMessages } from './messages.ts';

/** While the database is away, for as long as it takes. */
const { sendDue } = proxyActivities<WebhookActivities>({
  startToCloseTimeout: '3m',
  // A try may take as long as the endpoint is given to answer, and the next heartbeat comes after it.
  heartbeatTimeout: '45s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'send what is due',
});

/**
 * The queue of one endpoint: sends what is due, sleeps until more is, and ends when nothing waits. What is to be sent stands in
 * the database, so nothing of it is in the history; a queue that was lost is begun anew by whoever has a message for it.
 */
export async function WebhookWorkflow(endpointId: string): Promise<void> {
  let woken = false;
  setHandler(newMessages, () => {
    woken = true;
  });
  for (;;) {
    woken = false;
    setCurrentDetails('sends what is due');
    const waitMs = await sendDue(endpointId);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof WebhookWorkflow>(endpointId);
    if (woken || waitMs === 0) continue;
    if (waitMs === null) return;
    setCurrentDetails(
      `sleeps until ${new Date(Date.now() + waitMs).toISOString()}: a try has failed (GET …/messages says which)`,
    );
    await condition(() => woken, waitMs);
  }
}
