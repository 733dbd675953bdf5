import {
  type ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  executeChild,
  isCancellation,
  log,
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  Trigger,
} from '@temporalio/workflow';
import type { OrderActivities } from '../activities/orders.ts';
import {
  type Actor,
  illegalMove,
  isFinal,
  nextStatus,
  type OrderAction,
  type OrderStatus,
} from '../domain/order/machine.ts';
import { DispatchWorkflow } from './dispatch.ts';
import { createInbox } from './inbox.ts';
import {
  dispatchIdOf,
  MOVES,
  type Move,
  type OrderInput,
  type OrderOutcome,
  type OrderState,
  orderState,
  type Placement,
  placeOrder,
  TASK_QUEUES,
} from './messages.ts';
import { refusalOf, refuse } from './refusal.ts';
import { createUndo } from './undo.ts';

/** Quick reads and writes of our own database: run inside the workflow task, one marker in the history each. */
const { priceOrder } = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '15s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});
/** Writes whose outcome must be known: tried until they answer, for an unknown outcome cannot be compensated. */
const { recordPlaced, recordTransition } = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '100ms', maximumInterval: '30s' },
});
const { authorizeHold } = proxyActivities<OrderActivities>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '5s' },
});
/** Money that must find its end, however long the provider is away. */
const { settlePayment, releaseHold } = proxyActivities<OrderActivities>({
  startToCloseTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '1m' },
});

const DISPATCH_GAVE_UP = 'No delivery partner could be found. You are not charged.';

type Command = {
  action: OrderAction;
  actor: Actor;
  actorId?: string | undefined;
  reason?: string | undefined;
};

/**
 * One order from placement to its end. Messages come in through the inbox, the table in domain/order/machine.ts decides, one
 * local activity records each move. Nothing here can be cancelled half-way: a cancellation of the workflow is an operator's
 * `cancel` like any other.
 */
export async function OrderWorkflow(input: OrderInput): Promise<OrderOutcome> {
  const cancelRequested = CancellationScope.current().cancelRequested;
  return CancellationScope.nonCancellable(() => setUp(input, cancelRequested).run());
}

function setUp(input: OrderInput, cancelRequested: Promise<never>) {
  const { orderId, rules } = input;
  const inbox = createInbox<Command, OrderState>();
  const placement = new Trigger<Placement>();
  const dispatch = new CancellationScope();
  let status: OrderStatus | 'PLACING' = 'PLACING';
  let seq = 0;
  let story = '';

  const state = (): OrderState => ({ id: orderId, status: status as OrderStatus, seq });

  function tell(line: string) {
    story += `- ${new Date().toISOString().slice(11, 19)} ${line}\n`;
    setCurrentDetails(story);
  }

  function mayMove({ action, actor }: Command): OrderStatus {
    if (status === 'PLACING')
      throw refuse('illegal-transition', 'This order is still being placed. Try again in a moment.');
    const to = nextStatus(status, action, actor);
    if (!to) throw refuse('illegal-transition', illegalMove(status, action, actor));
    return to;
  }

  // ---- messages: every handler is registered before the first await -------------------------------------------------

  setHandler(placeOrder, async () => await placement);
  setHandler(orderState, state);
  for (const { action, usualActor, update, signal } of Object.values(MOVES)) {
    const command = (move: Move = {}): Command => ({ action, actor: usualActor, ...move });
    setHandler(update, (move) => inbox.ask(command(move)), {
      validator: (move) => {
        mayMove(command(move));
      },
    });
    setHandler(signal, async (move) => {
      await inbox.ask(command(move)).catch((error: Error) => {
        tell(`refused: ${error.message}`);
        log.warn('a signal was refused', { action, message: error.message });
      });
    });
  }
  cancelRequested.catch(() =>
    inbox
      .ask({ action: 'cancel', actor: 'operator', reason: 'cancelled in Temporal' })
      .catch((error: Error) => {
        tell(`refused: ${error.message}`);
      }),
  );

  // ---- steps ---------------------------------------------------------------------------------------------------------

  async function place(): Promise<void> {
    const { customerId, idempotencyKey, requestHash, request } = input;
    const undo = createUndo();
    try {
      const price = await priceOrder(orderId, request);
      undo.before(() => releaseHold(orderId));
      const { totalMinor: amountMinor, currency } = price;
      const hold = await authorizeHold({ orderId, cardToken: request.paymentToken, amountMinor, currency });
      await recordPlaced({ orderId, customerId, idempotencyKey, requestHash, request, price, hold });
    } catch (error) {
      const refusal = refusalOf(error, {
        code: 'payment-unavailable',
        message:
          'The order could not be placed and you are not charged. Try again with a new Idempotency-Key.',
      });
      // The customer hears first: a provider that is away may keep the compensation busy for long.
      placement.reject(refusal);
      await undo.run();
      throw refusal;
    }
    status = 'PLACED';
    seq = 1;
    tell('PLACED by customer');
    placement.resolve({ ...state(), requestHash: input.requestHash });
  }

  async function nextCommand(acceptBy: number) {
    const letter = await inbox.next(status === 'PLACED' ? acceptBy - Date.now() : undefined);
    if (letter) return letter;
    const reason = 'The restaurant did not answer in time. You are not charged.';
    return {
      question: { action: 'reject', actor: 'system', reason } satisfies Command,
      answer() {},
      refuse() {},
    };
  }

  async function move(command: Command): Promise<void> {
    const { action, actor, actorId, reason } = command;
    const to = mayMove(command);
    await recordTransition({
      orderId,
      seq: seq + 1,
      from: status as OrderStatus,
      to,
      action,
      actor,
      actorId,
      reason,
    });
    status = to;
    seq += 1;
    tell(`${to} by ${actor}${reason ? `: ${reason}` : ''}`);
  }

  /** Nobody was found; when the order ended meanwhile, there is nothing left to cancel. */
  async function giveUp(): Promise<void> {
    await inbox.ask({ action: 'cancel', actor: 'system', reason: DISPATCH_GAVE_UP }).catch(() => undefined);
  }

  /** The search runs beside the kitchen; its end is news for the inbox, never an error of the order. */
  async function findPartner(): Promise<void> {
    try {
      const result = await dispatch.run(() =>
        executeChild(DispatchWorkflow, {
          workflowId: dispatchIdOf(orderId),
          taskQueue: TASK_QUEUES.dispatch,
          args: [{ orderId, rules: rules.dispatch }],
          parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
          staticSummary: `Partner for ${orderId}`,
        }),
      );
      if (result.found) tell(`partner ${result.partnerId} is on the way`);
      else await giveUp();
    } catch (error) {
      if (!isCancellation(error)) {
        tell('the search for a partner failed: assign one by hand');
        log.error('dispatch failed', { error });
      }
    }
  }

  // ---- the way of the order ------------------------------------------------------------------------------------------

  async function run(): Promise<OrderOutcome> {
    try {
      await place();
    } catch (error) {
      await condition(allHandlersFinished);
      return { status: 'NOT_PLACED', code: (error as ApplicationFailure).type as string };
    }

    const acceptBy = Date.now() + rules.acceptWithinSeconds * 1000;
    let last: Command & { from: OrderStatus } = { action: 'accept', actor: 'customer', from: 'PLACED' };
    while (!isFinal(status as OrderStatus)) {
      const { question: command, answer, refuse } = await nextCommand(acceptBy);
      const from = status as OrderStatus;
      try {
        await move(command);
        last = { ...command, from };
        if (status === 'PREPARING') void findPartner();
        answer(state());
      } catch (error) {
        refuse(refusalOf(error, { code: 'service-unavailable', message: 'This did not work. Try again.' }));
      }
    }

    dispatch.cancel();
    const settlement = await settlePayment(orderId, {
      status: status as 'DELIVERED' | 'REJECTED' | 'CANCELLED',
      from: last.from,
      by: last.actor,
    });
    tell(`captured ${settlement.capturedMinor}, released ${settlement.releasedMinor} (minor units)`);
    await refuseTheRest();
    return { status: status as OrderStatus, ...settlement };
  }

  /** Messages that came while the order ended get their answer before the workflow closes. */
  async function refuseTheRest(): Promise<void> {
    for (let letter = await inbox.next(0); letter; letter = await inbox.next(0)) {
      const { action, actor } = letter.question;
      letter.refuse(refuse('illegal-transition', illegalMove(status as OrderStatus, action, actor)));
    }
    await condition(allHandlersFinished);
  }

  return { run };
}
