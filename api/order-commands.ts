import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { PlaceOrder } from '../contracts/orders.ts';
import { DomainError } from '../domain/errors.ts';
import { illegalMove, type OrderStatus } from '../domain/order/machine.ts';
import type { DeliveryStanding } from '../services/delivery/change-partner.ts';
import type { OfferedSearch } from '../services/delivery/read-deliveries.ts';
import { deriveId, veiledKey } from '../services/ids.ts';
import { changeNotOpen } from '../services/order/change-order.ts';
import type { OrderService } from '../services/order/index.ts';
import {
  answerChange,
  answerOffer,
  type ChangeAnswer,
  type ChangeOfPartner,
  type ChangeState,
  type ChangeWish,
  dispatchIdOf,
  FOUND_BY,
  MOVES,
  type Move,
  type MoveAction,
  type OrderInput,
  type OrderState,
  PARTNER_CHANGES,
  type PartnerAnswer,
  type PartnerChangeKind,
  type Placement,
  placeOrder,
  proposeChange,
  TASK_QUEUES,
} from '../workflows/messages.ts';
import { createAsk, hashOf } from './ask.ts';

type Rules = OrderInput['rules'];

/** Refusals of an answer to an offer that no repetition changes. */
const SETTLED: readonly string[] = ['offer-not-live', 'partner-busy'];

/** The API's way to the order workflows: every write of an order or an offer goes through here. */
export function createOrderCommands(deps: { temporal: Client; orders: OrderService; rules: Rules }) {
  const { temporal, orders, rules } = deps;

  const ask = createAsk(temporal);

  /** The answer that a finished order gave when it was placed. */
  const firstAnswer = (orderId: string, updateId: string) =>
    temporal.workflow.getHandle(orderId).getUpdateHandle<Placement>(updateId).result();

  async function change(orderId: string, update: (handle: WorkflowHandle) => Promise<ChangeState>) {
    try {
      return await ask(() => update(temporal.workflow.getHandle(orderId)));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw changeNotOpen();
    }
  }

  /** Brings a partner's answer to the search that made the offer. @throws DomainError `offer-not-live` */
  async function answerOne(
    search: { orderId: string; search: number },
    answer: PartnerAnswer,
  ): Promise<void> {
    try {
      await ask(() =>
        temporal.workflow.getHandle(dispatchIdOf(search.orderId, search.search)).executeUpdate(answerOffer, {
          args: [answer],
          // A partner whose connection broke sends it again and gets the first answer.
          updateId: `${answer.offerId}:${answer.accept ? 'accept' : 'decline'}`,
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw new DomainError('offer-not-live', 'This offer is no longer open. Wait for the next one.');
    }
  }

  return {
    /**
     * Places an order, once for each customer and key. @returns the order's id
     * @throws DomainError what `quote` and `authorize` refuse, and `idempotency-key-reused`
     */
    async place(customerId: string, key: string, request: PlaceOrder): Promise<{ orderId: string }> {
      const orderId = deriveId('order', customerId, key);
      const veiled = veiledKey(orderId, key);
      const requestHash = hashOf(request);
      const input: OrderInput = {
        orderId,
        customerId,
        idempotencyKey: veiled,
        requestHash,
        request,
        rules,
      };
      const placement = await ask(async () => {
        const startWorkflowOperation = new WithStartWorkflowOperation('OrderWorkflow', {
          workflowId: orderId,
          taskQueue: TASK_QUEUES.orders,
          args: [input],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          typedSearchAttributes: [
            { key: FOUND_BY.status, value: 'PLACED' },
            ...('restaurantId' in request ? [{ key: FOUND_BY.restaurant, value: request.restaurantId }] : []),
          ],
          staticSummary:
            'quoteId' in request ? `Order of ${request.quoteId}` : `Order from ${request.restaurantId}`,
        });
        try {
          return await temporal.workflow.executeUpdateWithStart(placeOrder, {
            updateId: veiled,
            startWorkflowOperation,
          });
        } catch (error) {
          if (error instanceof WorkflowExecutionAlreadyStartedError) return firstAnswer(orderId, veiled);
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
    async move(orderId: string, action: MoveAction, by: Required<Pick<Move, 'actor'>> & Move, key?: string) {
      try {
        return await ask(() =>
          temporal.workflow.getHandle(orderId).executeUpdate<OrderState, [Move]>(MOVES[action].update, {
            args: [by],
            ...(key && { updateId: `${action}:${veiledKey(orderId, key)}` }),
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        // The order has ended, and its workflow with it.
        const { status } = await orders.getOrder(orderId, { role: 'admin' });
        throw new DomainError('illegal-transition', illegalMove(status as OrderStatus, action, by.actor));
      }
    },

    /** Asks for a change of an order's items. @throws DomainError what `OrderChanges.propose` throws */
    proposeChange: (orderId: string, wish: ChangeWish, key?: string) =>
      change(orderId, (handle) =>
        handle.executeUpdate(proposeChange.update, {
          args: [wish],
          ...(key && { updateId: `change:${veiledKey(orderId, key)}` }),
        }),
      ),

    /** Answers a change; the same answer again gets the first one's. @throws DomainError `change-not-open` */
    answerChange: (orderId: string, answer: ChangeAnswer) =>
      change(orderId, (handle) =>
        handle.executeUpdate(answerChange.update, {
          args: [answer],
          updateId: `change:${answer.number}:${answer.verdict}`,
        }),
      ),

    /**
     * Changes who carries an order. The caller has already checked that they may.
     * @param key the client's Idempotency-Key, if it sent one: repeated, it gets the first answer
     * @throws DomainError `illegal-transition`, `not-found`, `partner-busy`
     */
    async changePartner(orderId: string, kind: PartnerChangeKind, change: ChangeOfPartner, key?: string) {
      try {
        return await ask(() =>
          temporal.workflow
            .getHandle(orderId)
            .executeUpdate<DeliveryStanding, [ChangeOfPartner]>(PARTNER_CHANGES[kind].update, {
              args: [change],
              ...(key && { updateId: `${kind}:${change.partnerId}:${veiledKey(orderId, key)}` }),
            }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        throw new DomainError('illegal-transition', 'This order has ended; nobody carries it any more.');
      }
    },

    /**
     * Brings a partner's answer to the searches of an offer and its bundle. A delivery of it that was cancelled meanwhile, or
     * for which they have no room any more, does not keep the others from them; the partner is told that it was withdrawn.
     * @throws DomainError `offer-not-live` when none of them could take it, `service-unavailable` when one has not answered
     */
    async answerOffer(searches: OfferedSearch[], answer: Omit<PartnerAnswer, 'offerId'>): Promise<void> {
      const answers = await Promise.allSettled(
        searches.map(({ offerId, ...search }) => answerOne(search, { offerId, ...answer })),
      );
      const failures = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      const unknown = failures.find(
        (error) => !(error instanceof DomainError) || !SETTLED.includes(error.code),
      );
      if (unknown) throw unknown;
      if (failures.length === answers.length) throw failures[0];
    },
  };
}
export type OrderCommands = ReturnType<typeof createOrderCommands>;
