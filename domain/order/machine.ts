/**
 * The life of an order, as data. Everything that moves an order goes through this table: the workflow, the API's errors,
 * the diagram in docs/order-machine.md and the tests.
 */
export const ORDER_STATUSES = [
  'SCHEDULED',
  'PLACED',
  'CONFIRMED',
  'PREPARING',
  'READY',
  'PICKED_UP',
  'DELIVERED',
  'REJECTED',
  'CANCELLED',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_ACTIONS = [
  'start',
  'accept',
  'reject',
  'prepare',
  'ready',
  'pickUp',
  'deliver',
  'fail',
  'cancel',
] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

/** Who acts. `system` is a deadline or a dispatcher that found nobody, never a person. */
export const ACTORS = ['customer', 'restaurant', 'partner', 'operator', 'system'] as const;
export type Actor = (typeof ACTORS)[number];

type Rule = { to: OrderStatus; by: readonly Actor[] };
type OrderMachine = Record<OrderStatus, Partial<Record<OrderAction, Rule>>>;

export const ORDER = {
  // For later: nothing is held and the restaurant only sees it coming.
  SCHEDULED: {
    start: { to: 'PLACED', by: ['system'] },
    cancel: { to: 'CANCELLED', by: ['customer', 'restaurant', 'operator', 'system'] },
  },
  PLACED: {
    accept: { to: 'CONFIRMED', by: ['restaurant'] },
    reject: { to: 'REJECTED', by: ['restaurant', 'system'] },
    cancel: { to: 'CANCELLED', by: ['customer', 'operator'] },
  },
  CONFIRMED: {
    prepare: { to: 'PREPARING', by: ['restaurant'] },
    cancel: { to: 'CANCELLED', by: ['customer', 'restaurant', 'operator', 'system'] },
  },
  PREPARING: {
    ready: { to: 'READY', by: ['restaurant'] },
    cancel: { to: 'CANCELLED', by: ['customer', 'restaurant', 'operator', 'system'] },
  },
  READY: {
    pickUp: { to: 'PICKED_UP', by: ['partner'] },
    cancel: { to: 'CANCELLED', by: ['customer', 'restaurant', 'operator', 'system'] },
  },
  PICKED_UP: {
    deliver: { to: 'DELIVERED', by: ['partner'] },
    // The food could not be handed over; what it costs depends on the cause (refund.ts).
    fail: { to: 'CANCELLED', by: ['partner'] },
    cancel: { to: 'CANCELLED', by: ['operator'] },
  },
  DELIVERED: {},
  REJECTED: {},
  CANCELLED: {},
} as const satisfies OrderMachine;

const MACHINE: OrderMachine = ORDER;

/** Where `action` by `actor` leads from `from`, or `undefined` when the table has no such move. */
export function nextStatus(from: OrderStatus, action: OrderAction, actor: Actor): OrderStatus | undefined {
  const rule = MACHINE[from][action];
  return rule?.by.includes(actor) ? rule.to : undefined;
}

/** Whether nothing can move the order any more. */
export function isFinal(status: OrderStatus): boolean {
  return Object.keys(MACHINE[status]).length === 0;
}

/** Every move of the table, one row each, in table order: for documents and tests. */
export function orderMoves(): { from: OrderStatus; action: OrderAction; actor: Actor; to: OrderStatus }[] {
  return ORDER_STATUSES.flatMap((from) =>
    ORDER_ACTIONS.flatMap((action) =>
      (MACHINE[from][action]?.by ?? []).map((actor) => ({
        from,
        action,
        actor,
        to: (MACHINE[from][action] as Rule).to,
      })),
    ),
  );
}

/** Each action as a person would say it: what was not possible, and what is. */
const SAID: Record<OrderAction, { done: string; can: string }> = {
  start: { done: 'started', can: 'start it' },
  accept: { done: 'accepted', can: 'accept it' },
  reject: { done: 'rejected', can: 'reject it' },
  prepare: { done: 'put in preparation', can: 'start preparing it' },
  ready: { done: 'marked ready', can: 'mark it ready' },
  pickUp: { done: 'picked up', can: 'pick it up' },
  deliver: { done: 'delivered', can: 'deliver it' },
  fail: { done: 'given up', can: 'report that it could not be handed over' },
  cancel: { done: 'cancelled', can: 'cancel it' },
};

/** One sentence for a person whose move the table refuses. */
export function illegalMove(from: OrderStatus, action: OrderAction, actor: Actor): string {
  const legal = ORDER_ACTIONS.filter((candidate) => nextStatus(from, candidate, actor));
  const hint =
    legal.length > 0
      ? `You can ${legal.map((move) => SAID[move].can).join(' or ')} now.`
      : 'Reload the order to see where it stands.';
  return `This order is ${from}; it cannot be ${SAID[action].done} by the ${actor}. ${hint}`;
}
