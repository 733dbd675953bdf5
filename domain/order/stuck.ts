import type { DeliveryStatus } from '../delivery/machine.ts';
import { isFinal, type OrderStatus } from './machine.ts';

/** The ways in which an order stands still. */
export const STUCK_STATES = [
  'not-begun',
  'not-answered',
  'not-cooking',
  'cooking-long',
  'without-partner',
  'partner-not-there',
  'not-picked-up',
  'long-on-its-way',
  'money-open',
] as const;
export type StuckState = (typeof STUCK_STATES)[number];

/** What is known of an order by the books. Instants are milliseconds since 1970. */
export type OrderFacts = {
  status: OrderStatus;
  /** Since when it has this status. */
  since: number;
  /** Of an order for later. */
  startsAt?: number | undefined;
  acceptWithinSeconds: number;
  preparationMinutes: number;
  delivery?: { status: DeliveryStatus; since: number; manual: boolean } | undefined;
  /** Money that waits for its provider, and since when. */
  moneyOpenSince?: number | undefined;
};

export type Stuck = { stuck: StuckState; since: number; why: string };

/** Minutes that each may take; beyond them somebody should look. */
export const PATIENCE = {
  begin: 5,
  /** After the restaurant's deadline, which the system enforces. */
  answer: 2,
  startCooking: 15,
  /** After the preparation time that the restaurant has said. */
  cook: 20,
  findPartner: 5,
  reachRestaurant: 25,
  pickUp: 15,
  deliver: 45,
  settle: 10,
} as const;

const MINUTE = 60_000;

/** What is wrong with an order that stands still, or `undefined` when it does not. One state at a time: the most urgent. */
export function stuckBecause(order: OrderFacts, now: number): Stuck | undefined {
  const { status, since, delivery } = order;
  const over = (from: number, minutes: number) => now - from > minutes * MINUTE;
  const is = (stuck: StuckState, from: number, why: string): Stuck => ({ stuck, since: from, why });

  if (order.moneyOpenSince !== undefined && over(order.moneyOpenSince, PATIENCE.settle))
    return is(
      'money-open',
      order.moneyOpenSince,
      'The payment provider has yet to confirm what becomes of the money.',
    );
  if (isFinal(status)) return undefined;

  switch (status) {
    case 'SCHEDULED': {
      const due = order.startsAt ?? since;
      if (over(due, PATIENCE.begin))
        return is(
          'not-begun',
          due,
          'Its hour has come, and it has not begun: no worker runs, or its workflow is gone.',
        );
      return undefined;
    }
    case 'PLACED': {
      const deadline = since + order.acceptWithinSeconds * 1000;
      if (over(deadline, PATIENCE.answer))
        return is(
          'not-answered',
          since,
          'The restaurant did not answer, and the system did not reject it: no worker runs, or its workflow is gone.',
        );
      return undefined;
    }
    case 'CONFIRMED':
      if (delivery?.manual) return waitingForPartner(order, over, is);
      if (over(since, PATIENCE.startCooking))
        return is('not-cooking', since, 'The restaurant accepted it and has not begun to cook.');
      return undefined;
    case 'PREPARING':
    case 'READY':
      return waitingForPartner(order, over, is) ?? kitchenLate(order, over, is);
    case 'PICKED_UP': {
      const from = delivery?.since ?? since;
      if (over(since, PATIENCE.deliver))
        return is('long-on-its-way', from, 'It was picked up and has not arrived.');
      return undefined;
    }
    default:
      return undefined;
  }
}

type Over = (from: number, minutes: number) => boolean;
type Is = (stuck: StuckState, from: number, why: string) => Stuck;

function waitingForPartner({ status, delivery }: OrderFacts, over: Over, is: Is): Stuck | undefined {
  if (!delivery) return undefined;
  const { since, manual } = delivery;
  switch (delivery.status) {
    case 'SEARCHING':
      if (!manual && !over(since, PATIENCE.findPartner)) return undefined;
      return is(
        'without-partner',
        since,
        manual
          ? 'Nobody near has accepted; it waits for your hand while the search goes on.'
          : 'Nobody has it yet.',
      );
    case 'ASSIGNED':
      if (!over(since, PATIENCE.reachRestaurant)) return undefined;
      return is('partner-not-there', since, 'Its partner has not reached the restaurant.');
    case 'AT_RESTAURANT':
      if (status !== 'READY' || !over(since, PATIENCE.pickUp)) return undefined;
      return is(
        'not-picked-up',
        since,
        'Food and partner are both in the restaurant, and nobody has picked it up.',
      );
    default:
      return undefined;
  }
}

function kitchenLate(
  { status, since, preparationMinutes }: OrderFacts,
  over: Over,
  is: Is,
): Stuck | undefined {
  if (status !== 'PREPARING' || !over(since, preparationMinutes + PATIENCE.cook)) return undefined;
  return is('cooking-long', since, `The kitchen usually takes ${preparationMinutes} minutes.`);
}
