import type { UpdateDefinition } from '@temporalio/common';
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
  type SignalDefinition,
  setCurrentDetails,
  setHandler,
  Trigger,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { DeliveryStanding, DispatchActivities, PartnerChange } from '../activities/dispatch.ts';
import type { NewOrder, OrderActivities, PricedBasket } from '../activities/orders.ts';
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
import { createInbox, type Job } from './inbox.ts';
import { createItemChanges } from './item-changes.ts';
import {
  answerChange,
  type ChangeOfPartner,
  type ChangeState,
  dispatchIdOf,
  FOUND_BY,
  MOVES,
  type Move,
  type OrderInput,
  type OrderOutcome,
  type OrderState,
  orderState,
  PARTNER_CHANGES,
  type Placement,
  placeOrder,
  proposeChange,
  TASK_QUEUES,
} from './messages.ts';
import { HOLD, UNTIL_KNOWN, UNTIL_SETTLED } from './options.ts';
import { readAnswer, readWish } from './read-item-change.ts';
import { readMove } from './read-move.ts';
import { readPartnerChange } from './read-partner-change.ts';
import { refusalOf, refuse } from './refusal.ts';
import { createUndo } from './undo.ts';

/** Quick reads of our own database: run inside the workflow task, one marker in the history each. */
const { priceOrder } = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '15s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
  summary: 'price the basket',
});
const { recordPlaced, recordTransition, readStanding, checkScheduled } =
  proxyLocalActivities<OrderActivities>(UNTIL_KNOWN);
const { changePartner, callForHand } = proxyLocalActivities<DispatchActivities>(UNTIL_KNOWN);
const { authorizeHold } = proxyActivities<OrderActivities>(HOLD);
const { settlePayment, releaseHold } = proxyActivities<OrderActivities>({
  ...UNTIL_SETTLED,
  summary: 'settle the payment',
});

const NO_PAYMENT = {
  code: 'payment-unavailable',
  message:
    'Payment does not work now and you are not charged. Try again in a minute with a new Idempotency-Key.',
} as const;
const DISPATCH_GAVE_UP = 'No delivery partner could be found. You are not charged.';
const CANNOT_BEGIN = 'We could not begin with this order. You are not charged; please order again.';
const NOT_ACCEPTED = 'The restaurant did not answer in time. You are not charged.';
/**
 * Temporal takes 2,000 updates of one workflow, and an honest order needs two dozen. Past so many, what cannot be done now is
 * refused before it counts, so that nobody can keep an order from being delivered by asking for the impossible.
 */
const MANY_UPDATES = 200;
/** The books refused what the clock asked for: without a pause the loop would try again for ever. */
const CLOCK_PAUSE_MS = 60_000;

const stillPlacing = () =>
  refuse('illegal-transition', 'This order is still being placed. Try again in a moment.');

type Command = {
  action: OrderAction;
  actor: Actor;
  actorId?: string | undefined;
  reason?: string | undefined;
  cause?: FailureCause | undefined;
  /** Only with `start`. */
  hold?: NewOrder['hold'];
  /** Of the search that found nobody: news of an earlier one than the last are no news. */
  search?: number;
};

type Search = { number: number; scope: CancellationScope };

/** What happens when nobody says anything until `at` (milliseconds since 1970). */
type Deadline = { at: number; summary: string; act: () => Promise<unknown> };

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
  const { orderId, request, rules } = input;
  const { policy } = rules.dispatch;
  /** Who plans ahead begins as soon as there will be food. */
  const searchFrom: readonly OrderStatus[] =
    policy === 'matched' ? ['CONFIRMED', 'PREPARING', 'READY'] : ['PREPARING', 'READY'];
  const inbox = createInbox();
  const changes = createItemChanges(orderId, rules.answerChangeWithinSeconds, tell);
  const placement = new Trigger<Placement>();
  let status: OrderStatus | 'PLACING' = 'PLACING';
  let seq = 0;
  let last: { actor: Actor; from: OrderStatus; cause?: FailureCause | undefined } = {
    actor: 'customer',
    from: 'PLACED',
  };
  /** What was ordered, and what it costs as far as it was placed. */
  let priced: PricedBasket | undefined;
  /** Whether an order for later ever asked for its hold. */
  let mayBeHeld = false;
  let acceptBy = 0;
  /** Updates that were taken in, and who carries the food as far as this workflow has heard. */
  let asked = 0;
  let carrier: string | null = null;
  /** The search under way, and how many there have been. */
  let search: Search | undefined;
  let searches = 0;
  let story = '';

  const state = (): OrderState => ({ id: orderId, status: status as OrderStatus, seq });

  function tell(line: string) {
    story += `- ${new Date().toISOString().slice(11, 19)} ${line}\n`;
    setCurrentDetails(story);
  }

  /**
   * Lets the order be found by what it is now. Each time is an event of the history, and a delivered order has room for four
   * (docs/decisions/0025): so it is told with each move under way, not of the delivery itself, which is the workflow's result.
   */
  function label() {
    upsertSearchAttributes([
      { key: FOUND_BY.status, value: status },
      // Of an order that was taken over, whoever started it has said so.
      ...(priced
        ? [
            { key: FOUND_BY.restaurant, value: priced.basket.restaurantId },
            { key: FOUND_BY.zone, value: priced.zone },
          ]
        : []),
      { key: FOUND_BY.partner, value: carrier },
    ]);
  }

  function mayMove({ action, actor }: Command): OrderStatus {
    if (status === 'PLACING') throw stillPlacing();
    const to = nextStatus(status, action, actor);
    if (!to) throw refuse('illegal-transition', illegalMove(status, action, actor));
    return to;
  }

  // ---- messages: every handler is registered before the first await -------------------------------------------------

  /** Asks for something that nobody waits for: its refusal is told where an operator looks. */
  async function askAlone(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask();
    } catch (error) {
      tell(`refused: ${(error as Error).message}`);
    }
  }
  /**
   * A human step by its two doors, which lead to one job: the update answers whether it was done, a signal's refusal is told
   * where an operator looks.
   * @param read the message as a job; throws when it means nothing
   * @param whyNot past so many updates: why it cannot be done now. Before that only what can never be is refused at the door;
   *   the rest is asked in the main loop, after the books were if they may be ahead.
   */
  function open<Sent, Answer>(
    doors: { update: UpdateDefinition<Answer, [Sent]>; signal: SignalDefinition<[Sent?]> },
    read: (sent?: Sent) => Job<Answer>,
    whyNot: (sent?: Sent) => string | undefined,
  ): void {
    const ask = (sent: Sent) => {
      asked += 1;
      return inbox.ask(read(sent));
    };
    setHandler(doors.update, ask, {
      validator: (sent) => {
        read(sent);
        if (status === 'PLACING') throw stillPlacing();
        const refusal = asked >= MANY_UPDATES ? whyNot(sent) : undefined;
        if (refusal) throw refuse('illegal-transition', refusal);
      },
    });
    setHandler(doors.signal, (sent) => askAlone(async () => inbox.ask(read(sent))));
  }
  const moving = (command: Command): Job<OrderState> => ({
    do: () => move(command),
    tooLate: () => tooLate(command),
  });
  const changing = (act: () => Promise<ChangeState>): Job<ChangeState> => ({
    do: async () => {
      // The books may know of a change whose message was lost, and number the next one.
      await catchUp();
      return act();
    },
    tooLate: () => refuse('illegal-transition', `This order is ${status}; nothing can be changed any more.`),
  });
  const changingPartner = (change: PartnerChange): Job<DeliveryStanding> => ({
    do: () => changeCarrier(change),
    tooLate: () => refuse('illegal-transition', `This order is ${status}; nobody carries it any more.`),
  });

  setHandler(placeOrder, async () => await placement);
  setHandler(orderState, () => ({ id: orderId, status, seq }));
  for (const { action, usualActor, ...doors } of Object.values(MOVES)) {
    const command = (move?: Move): Command => ({ ...readMove(move, action, usualActor), action });
    open(
      doors,
      (move) => moving(command(move)),
      (move) => {
        const { actor } = command(move);
        const at = status as OrderStatus;
        return nextStatus(at, action, actor) ? undefined : illegalMove(at, action, actor);
      },
    );
  }
  for (const { kind, ...doors } of Object.values(PARTNER_CHANGES)) {
    const change = (sent?: ChangeOfPartner) => readPartnerChange(orderId, kind, sent);
    open(
      doors,
      (sent) => changingPartner(change(sent)),
      (sent) => {
        const { partnerId } = change(sent);
        return kind === 'dropOut' && partnerId !== carrier
          ? `${partnerId} does not carry this order.`
          : undefined;
      },
    );
  }
  open(
    proposeChange,
    (sent) => {
      const wish = readWish(sent);
      return changing(() => changes.propose(wish));
    },
    () => (changes.open() ? 'The customer has not answered your last change yet.' : undefined),
  );
  open(
    answerChange,
    (sent) => {
      const { number, verdict, actor } = readAnswer(sent);
      return changing(() => changes.answer(number, verdict, actor));
    },
    (sent) =>
      changes.open()?.number === readAnswer(sent).number ? undefined : 'This change is not open any more.',
  );
  cancelRequested.catch(() =>
    askAlone(() =>
      inbox.ask(moving({ action: 'cancel', actor: 'operator', reason: 'cancelled in Temporal' })),
    ),
  );

  // ---- steps ---------------------------------------------------------------------------------------------------------

  const hold = ({ price }: PricedBasket, patience: '30s' | '5m') =>
    authorizeHold
      .executeWithOptions({ ...HOLD, scheduleToCloseTimeout: patience, summary: 'hold the money' }, [
        {
          orderId,
          cardToken: request.paymentToken,
          amountMinor: price.totalMinor,
          currency: price.currency,
        },
      ])
      .catch((error) => {
        throw refusalOf(error, NO_PAYMENT);
      });

  async function place(): Promise<void> {
    const { request: _request, rules: _rules, ...order } = input;
    const undo = createUndo();
    try {
      priced = await priceOrder({ orderId, customerId: order.customerId, request });
      const { basket, price, startsAt } = priced;
      const { note, handOver } = request;
      const placed = { ...order, basket, note, handOver, price };
      if (startsAt) {
        await recordPlaced({ ...placed, startsAt });
      } else {
        undo.before(() => releaseHold(orderId));
        await recordPlaced({ ...placed, hold: await hold(priced, '30s') });
      }
    } catch (error) {
      const refusal = refusalOf(error, {
        code: 'service-unavailable',
        message:
          'The order could not be placed and you are not charged. Try again with a new Idempotency-Key.',
      });
      // The customer hears first: a provider that is away may keep the compensation busy for long.
      placement.reject(refusal);
      inbox.close();
      await undo.run();
      throw refusal;
    }
    const placedAs = priced.startsAt ? 'SCHEDULED' : 'PLACED';
    arrive(placedAs, 1, { actor: 'customer', from: placedAs });
    placement.resolve({ ...state(), requestHash: input.requestHash });
  }

  /**
   * Goes on with an order whose workflow was lost, from what the books say. Its basket is not in them as it was sent, so one for
   * later that has not begun cannot begin any more: it is cancelled a minute later.
   */
  async function takeOver(lastSearch: number): Promise<void> {
    searches = lastSearch;
    const books = await readStanding(orderId);
    changes.learn(books.change);
    arrive(books.status, books.seq, { ...books, reason: 'taken over from the books' });
    placement.resolve({ ...state(), requestHash: input.requestHash });
    if (lastSearch > 0 && searchFrom.includes(books.status)) startSearch(lastSearch);
  }

  /** The hour of an order for later has come: looks again whether it can be had, and holds the money only now. */
  async function begin(due: PricedBasket): Promise<void> {
    try {
      await checkScheduled(due.basket);
      mayBeHeld = true;
      // The kitchen is still asleep: there is time to wait for a provider.
      await move({ action: 'start', actor: 'system', hold: await hold(due, '5m') });
    } catch (error) {
      const { message: reason } = refusalOf(error, NO_PAYMENT);
      await move({ action: 'cancel', actor: 'system', reason });
    }
  }

  /** What the clock will ask for in the order's present state. */
  function deadline(): Deadline | undefined {
    if (status === 'SCHEDULED' && !priced) {
      const cancel = { action: 'cancel', actor: 'system', reason: CANNOT_BEGIN } as const;
      return { at: Date.now() + CLOCK_PAUSE_MS, summary: 'an operator helps', act: () => move(cancel) };
    }
    if (status === 'SCHEDULED') {
      const due = priced as PricedBasket;
      return { at: Date.parse(due.startsAt as string), summary: 'the order begins', act: () => begin(due) };
    }
    if (status === 'PLACED') {
      const reject = { action: 'reject', actor: 'system', reason: NOT_ACCEPTED } as const;
      return { at: acceptBy, summary: 'the restaurant answers', act: () => move(reject) };
    }
    const change = changes.open();
    return (
      change && {
        at: change.expiresAt,
        summary: 'the customer answers the change',
        act: async () => {
          // The books may have an answer whose message was lost.
          await catchUp();
          if (changes.open()?.number === change.number)
            await changes.answer(change.number, change.whenSilent, 'system');
        },
      }
    );
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
    if (to === 'PLACED') acceptBy = Date.now() + rules.acceptWithinSeconds * 1000;
    tell([`${to} by ${by.actor}`, by.cause, by.reason].filter(Boolean).join(': '));
    // The start of the workflow has said that it is placed.
    if (to !== 'DELIVERED' && to !== 'PLACED') label();
    if (searches === 0 && searchFrom.includes(to)) startSearch(1);
  }

  /**
   * When books and workflow disagree, the books win. They can be ahead: a move is recorded before the workflow's history knows
   * of the message that asked for it, and a crash of worker and server together may lose the message.
   */
  async function catchUp(): Promise<void> {
    const books = await readStanding(orderId);
    changes.learn(books.change);
    if (books.seq > seq) arrive(books.status, books.seq, { ...books, reason: 'found in the books' });
  }

  async function move(command: Command): Promise<OrderState> {
    const { action, actor, actorId, reason, cause, hold: held } = command;
    if (command.search !== undefined && command.search !== search?.number)
      throw refuse('illegal-transition', 'This search is over.');
    if (!nextStatus(status as OrderStatus, action, actor)) await catchUp();
    const to = mayMove(command);
    const from = status as OrderStatus;
    try {
      await recordTransition.executeWithOptions({ ...UNTIL_KNOWN, summary: `${from} → ${to} by ${actor}` }, [
        { orderId, seq: seq + 1, from, to, action, actor, actorId, reason, cause, hold: held, policy },
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
  async function changeCarrier(request: PartnerChange): Promise<DeliveryStanding> {
    const { kind, partnerId } = request;
    const standing = await changePartner.executeWithOptions(
      { ...UNTIL_KNOWN, summary: `${kind} ${partnerId}` },
      [request],
    );
    carrier = standing.partnerId;
    label();
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
          typedSearchAttributes: [
            { key: FOUND_BY.restaurant, value: priced?.basket.restaurantId ?? '' },
            { key: FOUND_BY.zone, value: priced?.zone ?? '' },
          ],
          ...(!first && { priority: { priorityKey: 1 } }),
        }),
      );
      if (result.found) {
        carrier = result.partnerId;
        tell(`partner ${result.partnerId} is on the way`);
        // Before that, the next move tells it.
        if (status === 'READY') label();
      } else if (result.why === 'gave-up') {
        const reason = DISPATCH_GAVE_UP;
        // When the order has ended meanwhile, there is nothing left to cancel.
        const cancel = moving({ action: 'cancel', actor: 'system', reason, search: number });
        await inbox.ask(cancel).catch(() => undefined);
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
      if (input.takeOver) await takeOver(input.takeOver.search);
      else await place();
    } catch (error) {
      await condition(allHandlersFinished);
      return { status: 'NOT_PLACED', code: (error as ApplicationFailure).type as string };
    }

    let notBefore = 0;
    while (!isFinal(status as OrderStatus)) {
      const due = deadline();
      const letter = await inbox.next(
        due && { withinMs: Math.max(due.at, notBefore) - Date.now(), summary: due.summary },
      );
      try {
        if (letter) letter.answer(await letter.job.do());
        else await due?.act();
      } catch (error) {
        letter?.refuse(
          refusalOf(error, { code: 'service-unavailable', message: 'This did not work. Try again.' }),
        );
        if (!letter) notBefore = Date.now() + CLOCK_PAUSE_MS;
      }
    }

    // Before the money: nobody should wait for a provider to hear that the order has ended.
    inbox.close();
    endSearch();
    const settlement = await settled();
    tell(`captured ${settlement.capturedMinor}, released ${settlement.releasedMinor} (minor units)`);
    await condition(allHandlersFinished);
    return { status: status as OrderStatus, ...settlement };
  }

  /** The money's end. An order that never began has no payment, but perhaps a hold that nobody wrote down. */
  async function settled() {
    if (last.from === 'SCHEDULED') {
      if (mayBeHeld) await releaseHold(orderId);
      return { capturedMinor: 0, releasedMinor: 0 };
    }
    return settlePayment(orderId, {
      status: status as 'DELIVERED' | 'REJECTED' | 'CANCELLED',
      from: last.from,
      by: last.actor,
      cause: last.cause,
    });
  }

  /** For messages that came while the order ended, and those still to come. */
  function tooLate({ action, actor }: Command): Error {
    const why = seq === 0 ? 'This order was not placed.' : illegalMove(status as OrderStatus, action, actor);
    return refuse('illegal-transition', why);
  }

  return { run };
}
