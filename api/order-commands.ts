import { createHash } from 'node:crypto';
import {
  type Client,
  isGrpcDeadlineError,
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { PlaceOrder } from '../contracts/orders.ts';
import { DomainError, type FieldError, isErrorCode } from '../domain/errors.ts';
import { illegalMove, type OrderAction, type OrderStatus } from '../domain/order/machine.ts';
import { deriveId } from '../services/ids.ts';
import type { OrderService } from '../services/order/index.ts';
import {
  answerOffer,
  dispatchIdOf,
  MOVES,
  type Move,
  type OrderInput,
  type OrderState,
  type PartnerAnswer,
  type Placement,
  placeOrder,
  TASK_QUEUES,
} from '../workflows/messages.ts';

/** People wait for these answers; the workflow goes on whether or not they still do. */
const ANSWER_WITHIN_MS = 20_000;

type Rules = OrderInput['rules'];

/** JSON with sorted keys: two bodies that mean the same hash the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

const hashOf = (request: PlaceOrder) => createHash('sha256').update(canonical(request)).digest('base64url');

const away = () =>
  new DomainError(
    'service-unavailable',
    'No answer yet; your request is not lost. Send it again with the same Idempotency-Key in a moment.',
  );

/** The domain error behind what the Temporal client threw, or the error itself when it is none that is expected. */
export function unwrap(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure) || !isErrorCode(cause.type)) return away();
    return new DomainError(cause.type, cause.message, (cause.details?.[0] as FieldError[] | undefined) ?? []);
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcDeadlineError(error)) return away();
  if (error instanceof ServiceError && isGrpcServiceError(error.cause)) return away();
  return error;
}

/** The API's way to the order workflows: every write of an order or an offer goes through here. */
export function createOrderCommands(deps: { temporal: Client; orders: OrderService; rules: Rules }) {
  const { temporal, orders, rules } = deps;

  const ask = <T>(call: () => Promise<T>): Promise<T> =>
    temporal.withDeadline(Date.now() + ANSWER_WITHIN_MS, call).catch((error) => {
      throw unwrap(error);
    });

  /** The answer that a finished order gave when it was placed. */
  const firstAnswer = (orderId: string, updateId: string) =>
    temporal.workflow.getHandle(orderId).getUpdateHandle<Placement>(updateId).result();

  return {
    /**
     * Places an order, once for each customer and key. @returns the order's id
     * @throws DomainError what `quote` and `authorize` refuse, and `idempotency-key-reused`
     */
    async place(
      customerId: string,
      idempotencyKey: string,
      request: PlaceOrder,
    ): Promise<{ orderId: string }> {
      const orderId = deriveId('order', customerId, idempotencyKey);
      const requestHash = hashOf(request);
      const input: OrderInput = { orderId, customerId, idempotencyKey, requestHash, request, rules };
      const placement = await ask(async () => {
        const startWorkflowOperation = new WithStartWorkflowOperation('OrderWorkflow', {
          workflowId: orderId,
          taskQueue: TASK_QUEUES.orders,
          args: [input],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          staticSummary:
            'quoteId' in request ? `Order of ${request.quoteId}` : `Order from ${request.restaurantId}`,
        });
        try {
          return await temporal.workflow.executeUpdateWithStart(placeOrder, {
            updateId: idempotencyKey,
            startWorkflowOperation,
          });
        } catch (error) {
          if (error instanceof WorkflowExecutionAlreadyStartedError)
            return firstAnswer(orderId, idempotencyKey);
          throw error;
        }
      }).catch(async (error): Promise<{ requestHash: string | undefined }> => {
        // Older than Temporal's memory: the row knows.
        if (!(error instanceof DomainError) || error.code !== 'already-placed') throw error;
        return { requestHash: await orders.requestHashOf(orderId) };
      });
      if (placement.requestHash !== requestHash) {
        throw new DomainError(
          'idempotency-key-reused',
          'This Idempotency-Key was used for another order. Use a new key for a new order.',
        );
      }
      return { orderId };
    },

    /**
     * Moves an order. The caller has already checked that the order is theirs.
     * @param key the client's Idempotency-Key, if it sent one: repeated, it gets the first answer
     * @throws DomainError `illegal-transition`, `not-found`
     */
    async move(orderId: string, action: OrderAction, by: Required<Pick<Move, 'actor'>> & Move, key?: string) {
      try {
        return await ask(() =>
          temporal.workflow.getHandle(orderId).executeUpdate<OrderState, [Move]>(MOVES[action].update, {
            args: [by],
            ...(key && { updateId: `${action}:${key}` }),
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        // The order has ended, and its workflow with it.
        const { status } = await orders.getOrder(orderId, { role: 'admin' });
        throw new DomainError('illegal-transition', illegalMove(status as OrderStatus, action, by.actor));
      }
    },

    /** Brings a partner's answer to the live offer of an order. @throws DomainError `offer-not-live` */
    async answerOffer(orderId: string, answer: PartnerAnswer): Promise<void> {
      try {
        await ask(() =>
          temporal.workflow.getHandle(dispatchIdOf(orderId)).executeUpdate(answerOffer, {
            args: [answer],
            // A partner whose connection broke sends it again and gets the first answer.
            updateId: `${answer.offerId}:${answer.accept ? 'accept' : 'decline'}`,
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        throw new DomainError('offer-not-live', 'This offer is no longer open. Wait for the next one.');
      }
    },
  };
}
export type OrderCommands = ReturnType<typeof createOrderCommands>;
