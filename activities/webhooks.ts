import { Context } from '@temporalio/activity';
import type { WebhookSender } from '../services/webhook/send.ts';
import { withFailures } from './failures.ts';

/** One call sends for so long at most, so that a long queue shows its progress in the workflow. */
const WORK_MS = 60_000;

/** What `WebhookWorkflow` asks of the world. May be repeated. @param deps.stopping when the process is told to end */
export function createWebhookActivities(deps: { sender: WebhookSender; stopping: AbortSignal }) {
  const { sender, stopping } = deps;
  return withFailures({
    /**
     * Sends to an endpoint what is due, one after the other.
     * @returns milliseconds until the next message is due; null when none waits
     */
    async sendDue(endpointId: string): Promise<number | null> {
      const context = Context.current();
      const until = Date.now() + WORK_MS;
      while (Date.now() < until && !stopping.aborted && !context.cancellationSignal.aborted) {
        context.heartbeat();
        if (!(await sender.sendNext(endpointId))) break;
      }
      return (await sender.nextDue(endpointId)) ?? null;
    },
  });
}
export type WebhookActivities = ReturnType<typeof createWebhookActivities>;
