import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DeliveryStanding } from '../activities/dispatch.ts';
import type { RefundRequest, TipRequest } from '../activities/money.ts';
import type { PlaceOrder, Proposal } from '../activities/orders.ts';
import type { DropOutReason } from '../domain/delivery/drop-out.ts';
import type { DispatchRules, SearchState } from '../domain/dispatch/scored.ts';
import type { ChangeStatus, ChangeVerdict } from '../domain/order/change.ts';
import type { Actor, OrderAction, OrderStatus } from '../domain/order/machine.ts';
import type { FailureCause } from '../domain/order/refund.ts';

/** Everything that can be said to the workflows, and what they answer. The API, tests and operators' tools import only this. */

/** `search` is served by the indexer, which writes the index anyway; the others by the order workers. */
export const TASK_QUEUES = {
  orders: 'orders',
  dispatch: 'dispatch',
  search: 'search',
  webhooks: 'webhooks',
} as const;

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
/**
 * What orders can be found by in Temporal (docs/operations.md). Everybody who may look into Temporal reads them, so they hold
 * statuses and ids and nothing of people. Registered by `adapters/temporal`.
 */
export const FOUND_BY = {
  status: keyword('OrderStatus'),
  restaurant: keyword('RestaurantId'),
  partner: keyword('PartnerId'),
  zone: keyword('Zone'),
} as const;

export const FOUND_BY_NAMES = Object.values(FOUND_BY).map(({ name }) => name);

// ---- OrderWorkflow -------------------------------------------------------------------------------------------------

export type OrderInput = {
  orderId: string;
  customerId: string;
  idempotencyKey: string;
  /** Tells a repeated request from another one under the same key. */
  requestHash: string;
  request: PlaceOrder;
  rules: { acceptWithinSeconds: number; answerChangeWithinSeconds: number; dispatch: DispatchRules };
  /** Of an order whose workflow was lost (scripts/repair.ts): it goes on from the books. `search`: 0 before its delivery. */
  takeOver?: { search: number };
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

/** Moves that somebody makes; an order for later is started by its own clock. */
export type MoveAction = Exclude<OrderAction, 'start'>;

/**
 * A move of the order, by two doors with one handler: the update answers whether it was done, the signal is for the CLI and
 * the Temporal UI.
 */
const move = (name: string, action: MoveAction, usualActor: Actor) => ({
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
} as const satisfies Record<MoveAction, ReturnType<typeof move>>;

/** What the restaurant wants left out or swapped. */
export type ChangeWish = Pick<Proposal, 'items' | 'reason' | 'actorId'>;
/** Without `actor`, the one who usually says so. */
export type ChangeAnswer = { number: number; verdict: ChangeVerdict; actor?: 'customer' | 'restaurant' };
export type ChangeState = { id: string; number: number; status: ChangeStatus };

export const proposeChange = {
  update: defineUpdate<ChangeState, [ChangeWish]>('proposeChange'),
  signal: defineSignal<[ChangeWish?]>('proposeChange'),
};
export const answerChange = {
  update: defineUpdate<ChangeState, [ChangeAnswer]>('answerChange'),
  signal: defineSignal<[ChangeAnswer?]>('answerChange'),
};

/**
 * Whom a change of partner is about, who wants it, and why. `code` belongs to `dropOut`; to `assign` belong `insteadOf`, who has
 * the delivery now, and `evenIfOffShift`.
 */
export type ChangeOfPartner = {
  partnerId: string;
  insteadOf?: string;
  evenIfOffShift?: boolean;
  actorId?: string;
  code?: DropOutReason;
  reason?: string;
};

const change = <Kind extends string>(name: string, kind: Kind) => ({
  name,
  kind,
  update: defineUpdate<DeliveryStanding, [ChangeOfPartner]>(name),
  signal: defineSignal<[ChangeOfPartner?]>(name),
});

/** Changes of who carries an order, by the same two doors: the order stays where it is. */
export const PARTNER_CHANGES = {
  dropOut: change('dropOutPartner', 'dropOut'),
  assign: change('assignPartner', 'assign'),
  unassign: change('unassignPartner', 'unassign'),
} as const;
export type PartnerChangeKind = keyof typeof PARTNER_CHANGES;

/** For the UI and the CLI; the API reads PostgreSQL. */
export const orderState = defineQuery<{ id: string; status: OrderStatus | 'PLACING'; seq: number }>(
  'orderState',
);

// ---- money after an order's end ----------------------------------------------------------------------------------

/** `requestHash` comes back with the result: it tells a repeated request from another one under the same key. */
export type RefundInput = { orderId: string; request: RefundRequest; requestHash: string };
/** `cardToken` pays for a higher tip. */
export type TipInput = Omit<TipRequest, 'canPay' | 'byOperator'> & {
  cardToken: string | undefined;
  requestHash: string;
};
/** A refusal is a result: an answer, not a workflow that failed. */
export type Refused = { refused: { code: string; message: string; fields: unknown } };
/** What was given back or, of a tip, what is paid more (negative: less), in minor units. */
export type MoneyResult = { requestHash: string } & ({ amountMinor: number } | Refused);
export const refundIdOf = (orderId: string, key: string) => `refund-${orderId}-${key}`;
export const tipIdOf = (orderId: string, key: string) => `tip-${orderId}-${key}`;

/** The Schedule of payouts, and what its runs' ids begin with. */
export const PAYOUTS_ID = 'payouts';

// ---- DispatchWorkflow ----------------------------------------------------------------------------------------------

export type DispatchInput = {
  orderId: string;
  /** 1, and one more after each partner that was lost. */
  search: number;
  rules: DispatchRules;
  /** Where a search goes on that has had a history too long for one run. */
  resume?: { state: SearchState; attempt: number; startedAt: number; dueSince?: number };
};
/** `over`: somebody has the delivery or it has ended, without this search; `gave-up`: its time is up. */
export type DispatchResult = { found: true; partnerId: string } | { found: false; why: 'over' | 'gave-up' };
/** A search that was cancelled may live on until somebody serves its queue; the next has an id of its own. */
export const dispatchIdOf = (orderId: string, search: number) =>
  search === 1 ? `dispatch-${orderId}` : `dispatch-${orderId}-${search}`;

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

// ---- WebhookWorkflow -----------------------------------------------------------------------------------------------

/** Each endpoint has one queue. */
export const webhookQueueIdOf = (endpointId: string) => `webhooks-${endpointId}`;
/** There is something new to send, or something to send again. */
export const newMessages = defineSignal('newMessages');
