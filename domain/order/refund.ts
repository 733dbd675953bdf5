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
  PLACED: FULL,
  CONFIRMED: FULL,
  PREPARING: KITCHEN_STARTED,
  READY: FOOD_MADE,
};

/**
 * The refund policy: full unless it is the customer who changes their mind after the kitchen started. The machine in
 * `machine.ts` says who may cancel when; this table only says what it costs.
 */
export function refundShare(cancelledIn: OrderStatus, by: Actor): RefundShare {
  return by === 'customer' ? (BY_CUSTOMER[cancelledIn] ?? NONE) : FULL;
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

/** What a cancellation keeps of each part, after `refundShare`; the rest goes back. A discount shrinks with what it is on. */
export function keptAfterCancel(price: Kept, cancelledIn: OrderStatus, by: Actor): Kept {
  const share = refundShare(cancelledIn, by);
  const itemsMinor = price.itemsMinor - shareOf(price.itemsMinor, share.items);
  const feesMinor = price.feesMinor - shareOf(price.feesMinor, share.fees);
  const tipMinor = price.tipMinor - shareOf(price.tipMinor, share.tip);
  const [whole, left] =
    price.discountOn === 'items' ? [price.itemsMinor, itemsMinor] : [price.feesMinor, feesMinor];
  const discountMinor = whole === 0 ? 0 : Math.floor((price.discountMinor * left) / whole);
  return { itemsMinor, feesMinor, tipMinor, discountMinor, discountOn: price.discountOn };
}
