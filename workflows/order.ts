import {
  type ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  executeChild,
  log,
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  Trigger,
} from '@temporalio/workflow';
import type { DeliveryStanding, DispatchActivities, PartnerChange } from '../activities/dispatch.ts';
import type { OrderActivities } from '../activities/orders.ts';
import { urgently } from '../domain/dispatch/scored.ts';
import {
  type Actor,
  illegalMove,
  isFinal,
  nextStatus,
  type OrderAction,
  type OrderStatus,
} from '../domain/order/machine.ts';
import type { FailureCause } from '../domain/order/refund.ts';
import { DispatchWorkflow } from './dispatch.ts';
import { createInbox } from './inbox.ts';
import {
  CHANGES,
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
import { readChange } from './read-change.ts';
import { readMove } from './read-move.ts';
import { refusalOf, refuse } from './refusal.ts';
import { createUndo } from './undo.ts';

/** Quick reads of our own database: run inside the workflow task, one marker in the history each. */
const { priceOrder } = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '15s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
  summary: 'price the basket',
});
/** Writes whose outcome must be known: tried until they answer, for an unknown outcome cannot be compensated. */
const UNTIL_KNOWN = {
  startToCloseTimeout: '10s',
  // Longer pauses become timers, so that an outage does not keep a workflow task alive by heartbeats.
  localRetryThreshold: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '30s' },
} as const;
const { recordPlaced, recordTransition, readStanding } = proxyLocalActivities<OrderActivities>(UNTIL_KNOWN);
const { changePartner, callForHand } = proxyLocalActivities<DispatchActivities>(UNTIL_KNOWN);
const { authorizeHold } = proxyActivities<OrderActivities>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '5s' },
  summary: 'hold the money',
});
/** Money that must find its end, however long the provider is away. */
const { settlePayment, releaseHold } = proxyActivities<OrderActivities>({
  startToCloseTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '1m' },
  summary: 'settle the payment',
});

const NO_PAYMENT = {
  code: 'payment-unavailable',
  message:
    'Payment does not work now and you are not charged. Try again in a minute with a new Idempotency-Key.',
} as const;
const DISPATCH_GAVE_UP = 'No delivery partner could be found. You are not charged.';

const stillPlacing = () =>
  refuse('illegal-transition', 'This order is still being placed. Try again in a moment.');

type Command = {
  action: OrderAction;
  actor: Actor;
  actorId?: string | undefined;
  reason?: string | undefined;
  cause?: FailureCause | undefined;
  /** Of the search that found nobody: news of an earlier one than the last are no news. */
  search?: number;
};

type Search = { number: number; scope: CancellationScope };

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
  const inbox = createInbox<Command | PartnerChange, OrderState | DeliveryStanding>();
  const placement = new Trigger<Placement>();
  let status: OrderStatus | 'PLACING' = 'PLACING';
  let seq = 0;
  let last: { actor: Actor; from: OrderStatus; cause?: FailureCause | undefined } = {
    actor: 'customer',
    from: 'PLACED',
  };
  /** The search under way, and how many there have been. */
  let search: Search | undefined;
  let searches = 0;
  let story = '';

  const state = (): OrderState => ({ id: orderId, status: status as OrderStatus, seq });

  function tell(line: string) {
    story += `- ${new Date().toISOString().slice(11, 19)} ${line}\n`;
    setCurrentDetails(story);
  }

  /** Asks for a command that nobody waits for, so that its refusal is told where an operator looks. */
  async function askAlone(letter: () => Command | PartnerChange): Promise<void> {
    try {
      await inbox.ask(letter());
    } catch (error) {
      tell(`refused: ${(error as Error).message}`);
    }
  }

  function mayMove({ action, actor }: Command): OrderStatus {
    if (status === 'PLACING') throw stillPlacing();
    const to = nextStatus(status, action, actor);
    if (!to) throw refuse('illegal-transition', illegalMove(status, action, actor));
    return to;
  }

  // ---- messages: every handler is registered before the first await -------------------------------------------------

  setHandler(placeOrder, async () => await placement);
  setHandler(orderState, () => ({ id: orderId, status, seq }));
  for (const { action, usualActor, update, signal } of Object.values(MOVES)) {
    const command = (move?: Move): Command => ({ ...readMove(move, action, usualActor), action });
    setHandler(update, (move) => inbox.ask(command(move)) as Promise<OrderState>, {
      // Only what cannot change: the table is asked in the main loop, after the books were if they may be ahead.
      validator: (move) => {
        command(move);
        if (status === 'PLACING') throw stillPlacing();
      },
    });
    setHandler(signal, (move) => askAlone(() => command(move)));
  }
  for (const { kind, update, signal } of Object.values(CHANGES)) {
    setHandler(
      update,
      (change) => inbox.ask(readChange(orderId, kind, change)) as Promise<DeliveryStanding>,
      {
        validator: (change) => {
          readChange(orderId, kind, change);
          if (status === 'PLACING') throw stillPlacing();
        },
      },
    );
    setHandler(signal, (change) => askAlone(() => readChange(orderId, kind, change)));
  }
  cancelRequested.catch(() =>
    askAlone(() => ({ action: 'cancel', actor: 'operator', reason: 'cancelled in Temporal' })),
  );

  // ---- steps ---------------------------------------------------------------------------------------------------------

  async function place(): Promise<void> {
    const { request, rules: _rules, ...order } = input;
    const undo = createUndo();
    try {
      const { basket, price } = await priceOrder({ orderId, customerId: order.customerId, request });
      undo.before(() => releaseHold(orderId));
      const { totalMinor: amountMinor, currency } = price;
      const hold = await authorizeHold({
        orderId,
        cardToken: request.paymentToken,
        amountMinor,
        currency,
      }).catch((error) => {
        throw refusalOf(error, NO_PAYMENT);
      });
      const { note, handOver } = request;
      await recordPlaced({ ...order, basket, note, handOver, price, hold });
    } catch (error) {
      const refusal = refusalOf(error, {
        code: 'service-unavailable',
        message:
          'The order could not be placed and you are not charged. Try again with a new Idempotency-Key.',
      });
      // The customer hears first: a provider that is away may keep the compensation busy for long.
      placement.reject(refusal);
      refuseTheRest(() => 'This order was not placed.');
      await undo.run();
      throw refusal;
    }
    status = 'PLACED';
    seq = 1;
    tell('PLACED by customer');
    placement.resolve({ ...state(), requestHash: input.requestHash });
  }

  async function nextCommand(acceptBy: number) {
    const letter = await inbox.next(
      status === 'PLACED'
        ? { withinMs: acceptBy - Date.now(), summary: 'the restaurant answers' }
        : undefined,
    );
    if (letter) return letter;
    const reason = 'The restaurant did not answer in time. You are not charged.';
    return {
      question: { action: 'reject', actor: 'system', reason } satisfies Command,
      answer() {},
      refuse() {},
    };
  }

  /** Takes note of where the order is now, and does what follows from it. */
  function arrive(
    to: OrderStatus,
    arrivedSeq: number,
    by: { actor: Actor; from: OrderStatus; reason?: string | undefined; cause?: FailureCause | undefined },
  ) {
    status = to;
    seq = arrivedSeq;
    last = by;
    tell([`${to} by ${by.actor}`, by.cause, by.reason].filter(Boolean).join(': '));
    if (searches === 0 && (to === 'PREPARING' || to === 'READY')) startSearch(1);
  }

  /**
   * When books and workflow disagree, the books win. They can be ahead: a move is recorded before the workflow's history knows
   * of the message that asked for it, and a crash of worker and server together may lose the message.
   */
  async function catchUp(): Promise<void> {
    const books = await readStanding(orderId);
    if (books.seq > seq) arrive(books.status, books.seq, { ...books, reason: 'found in the books' });
  }

  async function move(command: Command): Promise<OrderState> {
    const { action, actor, actorId, reason, cause } = command;
    if (command.search !== undefined && command.search !== search?.number)
      throw refuse('illegal-transition', 'This search is over.');
    if (!nextStatus(status as OrderStatus, action, actor)) await catchUp();
    const to = mayMove(command);
    const from = status as OrderStatus;
    try {
      await recordTransition.executeWithOptions({ ...UNTIL_KNOWN, summary: `${from} → ${to} by ${actor}` }, [
        { orderId, seq: seq + 1, from, to, action, actor, actorId, reason, cause },
      ]);
    } catch (error) {
      await catchUp();
      throw error;
    }
    arrive(to, seq + 1, { actor, from, reason, cause });
    return state();
  }

  /**
   * Who carries the food, by the partner's or an operator's word. The books are changed first, then the search is started or
   * ended: one that has not heard of it yet is refused there.
   */
  async function change(request: PartnerChange): Promise<DeliveryStanding> {
    const { kind, partnerId } = request;
    const standing = await changePartner.executeWithOptions(
      { ...UNTIL_KNOWN, summary: `${kind} ${partnerId}` },
      [request],
    );
    tell(`${kind} ${partnerId}: ${kind === 'dropOut' ? request.code : request.reason}`);
    if (standing.status !== 'SEARCHING') endSearch();
    else if (standing.search > searches) startSearch(standing.search);
    return standing;
  }

  function endSearch(): void {
    search?.scope.cancel();
    search = undefined;
  }

  function startSearch(number: number): void {
    endSearch();
    searches = number;
    search = { number, scope: new CancellationScope() };
    void findPartner(search);
  }

  /** The search runs beside the kitchen; its end is news for the inbox, never an error of the order. */
  async function findPartner(mine: Search): Promise<void> {
    const { number, scope } = mine;
    const first = number === 1;
    try {
      const result = await scope.run(() =>
        executeChild(DispatchWorkflow, {
          workflowId: dispatchIdOf(orderId, number),
          taskQueue: TASK_QUEUES.dispatch,
          args: [{ orderId, search: number, rules: first ? rules.dispatch : urgently(rules.dispatch) }],
          parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
          staticSummary: `Partner for ${orderId}`,
          ...(!first && { priority: { priorityKey: 1 } }),
        }),
      );
      if (result.found) tell(`partner ${result.partnerId} is on the way`);
      else if (result.why === 'gave-up') {
        const reason = DISPATCH_GAVE_UP;
        // When the order has ended meanwhile, there is nothing left to cancel.
        await inbox.ask({ action: 'cancel', actor: 'system', reason, search: number }).catch(() => undefined);
      }
    } catch (error) {
      if (scope.consideredCancelled) return;
      tell('the search for a partner failed: assign one by hand');
      log.error('dispatch failed', { error });
      const reason = 'The search has failed.';
      await callForHand({ orderId, search: number, againInSeconds: undefined, reason });
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

    let acceptBy = Date.now() + rules.acceptWithinSeconds * 1000;
    while (!isFinal(status as OrderStatus)) {
      const { question: command, answer, refuse } = await nextCommand(acceptBy);
      try {
        answer('kind' in command ? await change(command) : await move(command));
      } catch (error) {
        refuse(refusalOf(error, { code: 'service-unavailable', message: 'This did not work. Try again.' }));
        // The books refused the deadline itself: without a pause the loop would try again for ever.
        if ('actor' in command && command.actor === 'system') acceptBy = Date.now() + 60_000;
      }
    }

    // Before the money: nobody should wait for a provider to hear that the order has ended.
    refuseTheRest((command) =>
      'kind' in command
        ? `This order is ${status}; nobody carries it any more.`
        : illegalMove(status as OrderStatus, command.action, command.actor),
    );
    endSearch();
    const settlement = await settlePayment(orderId, {
      status: status as 'DELIVERED' | 'REJECTED' | 'CANCELLED',
      from: last.from,
      by: last.actor,
      cause: last.cause,
    });
    tell(`captured ${settlement.capturedMinor}, released ${settlement.releasedMinor} (minor units)`);
    await condition(allHandlersFinished);
    return { status: status as OrderStatus, ...settlement };
  }

  /** Messages that came while the order ended, and those still to come, get their answer. */
  function refuseTheRest(why: (command: Command | PartnerChange) => string): void {
    inbox.close((command) => refuse('illegal-transition', why(command)));
  }

  return { run };
}
