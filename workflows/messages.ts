import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { PlaceOrder } from '../activities/orders.ts';
import type { DispatchRules } from '../domain/dispatch/scored.ts';
import type { Actor, OrderAction, OrderStatus } from '../domain/order/machine.ts';
import type { FailureCause } from '../domain/order/refund.ts';

/** Everything that can be said to the workflows, and what they answer. The API, tests and operators' tools import only this. */

/** `search` is served by the indexer, which writes the index anyway; the others by the order workers. */
export const TASK_QUEUES = { orders: 'orders', dispatch: 'dispatch', search: 'search' } as const;

// ---- OrderWorkflow -------------------------------------------------------------------------------------------------

export type OrderInput = {
  orderId: string;
  customerId: string;
  idempotencyKey: string;
  /** Tells a repeated request from another one under the same key. */
  requestHash: string;
  request: PlaceOrder;
  rules: { acceptWithinSeconds: number; dispatch: DispatchRules };
};

export type OrderState = { id: string; status: OrderStatus; seq: number };
export type Placement = OrderState & { requestHash: string };
/** What the workflow itself returns, for the UI and the CLI. */
export type OrderOutcome =
  | { status: OrderStatus; capturedMinor: number; releasedMinor: number }
  | { status: 'NOT_PLACED'; code: string };

/** Sent together with the start (Update-with-Start); repeated, it returns the first answer. */
export const placeOrder = defineUpdate<Placement>('placeOrder');

/** Who makes a move, and why. `fail` needs its cause. A signal from the CLI may leave all of it out: the move's usual actor is meant. */
export type Move = { actor?: Actor; actorId?: string; reason?: string; cause?: FailureCause };

/**
 * A move of the order, by two doors with one handler: the update answers whether it was done, the signal is for the CLI and
 * the Temporal UI.
 */
const move = (name: string, action: OrderAction, usualActor: Actor) => ({
  name,
  action,
  usualActor,
  update: defineUpdate<OrderState, [Move]>(name),
  signal: defineSignal<[Move?]>(name),
});

export const MOVES = {
  accept: move('acceptOrder', 'accept', 'restaurant'),
  reject: move('rejectOrder', 'reject', 'restaurant'),
  prepare: move('startPreparing', 'prepare', 'restaurant'),
  ready: move('markReady', 'ready', 'restaurant'),
  pickUp: move('pickUpOrder', 'pickUp', 'partner'),
  deliver: move('deliverOrder', 'deliver', 'partner'),
  fail: move('failDelivery', 'fail', 'partner'),
  cancel: move('cancelOrder', 'cancel', 'operator'),
} as const satisfies Record<OrderAction, ReturnType<typeof move>>;

/** For the UI and the CLI; the API reads PostgreSQL. */
export const orderState = defineQuery<{ id: string; status: OrderStatus | 'PLACING'; seq: number }>(
  'orderState',
);

// ---- DispatchWorkflow ----------------------------------------------------------------------------------------------

export type DispatchInput = { orderId: string; rules: DispatchRules };
export type DispatchResult = { found: true; partnerId: string } | { found: false };
export const dispatchIdOf = (orderId: string) => `dispatch-${orderId}`;

export type PartnerAnswer = { offerId: string; partnerId: string; accept: boolean };
export const answerOffer = defineUpdate<void, [PartnerAnswer]>('answerOffer');

// ---- ReindexWorkflow -----------------------------------------------------------------------------------------------

export type ReindexInput = {
  /** Names the new indexes. */
  generation: string;
  /** The old indexes are kept so long, for what was being written to them. */
  retireAfterSeconds: number;
};
export type ReindexProgress = {
  state: 'copying' | 'swapped' | 'done' | 'failed';
  restaurants: number;
  items: number;
  total: number;
};
/** There is one at a time. */
export const REINDEX_ID = 'reindex';
export const reindexProgress = defineQuery<ReindexProgress>('reindexProgress');
