import {
  type Client,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/client';
import { DomainError } from '../domain/errors.ts';
import type { ProviderNews } from '../domain/payment/compare.ts';
import { veiledKey } from '../services/ids.ts';
import type { RefundRequest } from '../services/payment/index.ts';
import {
  type MoneyResult,
  PAYOUTS_ID,
  type RefundInput,
  refundIdOf,
  TASK_QUEUES,
  type TipInput,
  tipIdOf,
} from '../workflows/messages.ts';
import { createAsk, hashOf, refusalFrom } from './ask.ts';

/** The API's way to money that moves after an order's end. Each is a workflow of its own: it goes on when nobody waits any more. */
export function createMoneyCommands({ temporal }: { temporal: Client }) {
  const ask = createAsk(temporal);

  const startOnce = async (
    workflowType: string,
    workflowId: string,
    input: unknown,
    staticSummary: string,
  ) => {
    try {
      await temporal.workflow.start(workflowType, {
        workflowId,
        taskQueue: TASK_QUEUES.orders,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        staticSummary,
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };

  async function outcome(
    workflowType: 'RefundWorkflow' | 'TipWorkflow',
    workflowId: string,
    input: RefundInput | TipInput,
    summary: string,
  ): Promise<number> {
    const result = await ask(async () => {
      await startOnce(workflowType, workflowId, input, summary);
      return temporal.workflow.getHandle<() => Promise<MoneyResult>>(workflowId).result();
    });
    if (result.requestHash !== input.requestHash) {
      throw new DomainError(
        'idempotency-key-reused',
        'This Idempotency-Key was used for another request. Use a new key.',
      );
    }
    if (!('refused' in result)) return result.amountMinor;
    const { code, message, fields } = result.refused;
    throw refusalFrom(code, message, fields);
  }

  return {
    /**
     * Gives money of an order back, once for each key. @returns what goes back to the card, in minor units
     * @throws DomainError what `payments.refund` throws, and `idempotency-key-reused`
     */
    refund: (orderId: string, asked: RefundRequest): Promise<number> => {
      const request = { ...asked, key: veiledKey(orderId, asked.key) };
      return outcome(
        'RefundWorkflow',
        refundIdOf(orderId, request.key),
        { orderId, request, requestHash: hashOf(request) },
        `Refund of ${orderId}`,
      );
    },

    /**
     * Sets the tip of a delivered order, once for each key. @returns what was charged, negative what was given back
     * @throws DomainError what `payments.planTip` throws, `card-declined`, `payment-unavailable`, `idempotency-key-reused`
     */
    setTip: (
      orderId: string,
      key: string,
      { tipMinor, paymentToken: cardToken }: { tipMinor: number; paymentToken?: string | undefined },
    ): Promise<number> => {
      const veiled = veiledKey(orderId, key);
      return outcome(
        'TipWorkflow',
        tipIdOf(orderId, veiled),
        { orderId, key: veiled, tipMinor, cardToken, requestHash: hashOf({ tipMinor, cardToken }) },
        `Tip of ${orderId}`,
      );
    },

    /** Has the payouts of last week made now, or after those under way. */
    async runPayouts(): Promise<{ workflowId: string }> {
      try {
        // Without a policy a trigger runs beside whatever runs.
        const { BUFFER_ONE } = ScheduleOverlapPolicy;
        await ask(() => temporal.schedule.getHandle(PAYOUTS_ID).trigger(BUFFER_ONE));
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
        throw new DomainError('service-unavailable', 'No worker has started yet. Start one, then ask again.');
      }
      return { workflowId: PAYOUTS_ID };
    },

    /** Has a hold compared that a provider had news of; an event that comes twice does it once. */
    async compare({ eventId, provider, reference }: ProviderNews): Promise<void> {
      const workflowId = `news-${provider}-${eventId}`;
      await ask(() =>
        startOnce(
          'ProviderNewsWorkflow',
          workflowId,
          { provider, reference },
          `${provider} has news of ${reference}`,
        ),
      );
    },
  };
}
export type MoneyCommands = ReturnType<typeof createMoneyCommands>;
