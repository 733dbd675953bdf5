import type { BasisPoints } from '../money.ts';
import { shareOf } from '../money.ts';
import type { Actor, OrderStatus } from './machine.ts';

/** What of the price goes back to the customer, in basis points of each part. */
export type RefundShare = { items: BasisPoints; fees: BasisPoints; tip: BasisPoints };

const FULL: RefundShare = { items: 10_000, fees: 10_000, tip: 10_000 };
/** Once the kitchen works, the restaurant is paid for the food; nobody rides for a cancelled order, so fees and tip go back. */
const KITCHEN_STARTED: RefundShare = { items: 5_000, fees: 10_000, tip: 10_000 };
const FOOD_MADE: RefundShare = { items: 0, fees: 10_000, tip: 10_000 };
const NONE: RefundShare = { items: 0, fees: 0, tip: 0 };

const BY_CUSTOMER: Partial<Record<OrderStatus, RefundShare>> = {
  SCHEDULED: FULL,
  PLACED: FULL,
  CONFIRMED: FULL,
  PREPARING: KITCHEN_STARTED,
  READY: FOOD_MADE,
};

/** Why food that was on its way could not be handed over. */
export const FAILURE_CAUSES = ['nobody-home', 'wrong-address', 'refused', 'damaged', 'accident'] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** Food was made and carried. Where the cause lies with the customer they pay for both, but no tip. */
const ON_THE_CUSTOMER: RefundShare = { items: 0, fees: 0, tip: 10_000 };
const BY_CAUSE: Record<FailureCause, RefundShare> = {
  'nobody-home': ON_THE_CUSTOMER,
  'wrong-address': ON_THE_CUSTOMER,
  // Nobody refuses food that is as it should be: operators look at these.
  refused: FULL,
  damaged: FULL,
  accident: FULL,
};

/**
 * The refund policy: full unless it is the customer who changes their mind after the kitchen started, or cannot be found at the
 * door. The machine in `machine.ts` says who may end an order when; these tables only say what it costs.
 */
export function refundShare(endedIn: OrderStatus, by: Actor, cause?: FailureCause): RefundShare {
  if (cause) return BY_CAUSE[cause];
  return by === 'customer' ? (BY_CUSTOMER[endedIn] ?? NONE) : FULL;
}

/** The parts of a charge, in minor units. A discount lowers what is charged for the part it is `on`. */
export type Kept = {
  itemsMinor: number;
  feesMinor: number;
  tipMinor: number;
  discountMinor: number;
  discountOn: 'items' | 'fees';
};

/** Nothing is charged. */
export const NOTHING_KEPT: Kept = {
  itemsMinor: 0,
  feesMinor: 0,
  tipMinor: 0,
  discountMinor: 0,
  discountOn: 'items',
};

/** What goes back to the customer of each part of a charge, in minor units. */
export type GivenBack = { itemsMinor: number; feesMinor: number; tipMinor: number };

/** What is kept when parts of a charge go back. A discount shrinks with what it is on. */
export function keptAfter(charge: Kept, back: GivenBack): Kept {
  const itemsMinor = charge.itemsMinor - back.itemsMinor;
  const feesMinor = charge.feesMinor - back.feesMinor;
  const tipMinor = charge.tipMinor - back.tipMinor;
  const [whole, left] =
    charge.discountOn === 'items' ? [charge.itemsMinor, itemsMinor] : [charge.feesMinor, feesMinor];
  const discountMinor = whole === 0 ? 0 : Math.floor((charge.discountMinor * left) / whole);
  return { itemsMinor, feesMinor, tipMinor, discountMinor, discountOn: charge.discountOn };
}

/** What a cancellation keeps of each part, after `refundShare`; the rest goes back. */
export function keptAfterCancel(price: Kept, endedIn: OrderStatus, by: Actor, cause?: FailureCause): Kept {
  const share = refundShare(endedIn, by, cause);
  return keptAfter(price, {
    itemsMinor: shareOf(price.itemsMinor, share.items),
    feesMinor: shareOf(price.feesMinor, share.fees),
    tipMinor: shareOf(price.tipMinor, share.tip),
  });
}
