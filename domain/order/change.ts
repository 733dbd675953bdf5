import { DomainError, type FieldError } from '../errors.ts';
import type { BasketLine, PricedLine } from '../pricing/price.ts';

/**
 * A change of one line of an order that the kitchen cannot cook as it was ordered: fewer portions, none, or something else
 * instead of those that are missing.
 */
export type LineChange = {
  /** Which line of the order's price, counted from 0. */
  line: number;
  /** Portions that stay; fewer than before. */
  quantity: number;
  /** What is offered for the missing ones, with the menu's own prices. */
  substitute?: BasketLine | undefined;
};

export const CHANGE_STATUSES = ['PROPOSED', 'APPROVED', 'REFUSED', 'WITHDRAWN'] as const;
export type ChangeStatus = (typeof CHANGE_STATUSES)[number];
export type ChangeVerdict = Exclude<ChangeStatus, 'PROPOSED'>;
export type SilentVerdict = Extract<ChangeVerdict, 'APPROVED' | 'REFUSED'>;

/** Who may say what of an open change. The system speaks when the customer's time is over. */
export const CHANGE_VERDICTS: Record<ChangeVerdict, readonly ('customer' | 'restaurant' | 'system')[]> = {
  APPROVED: ['customer', 'system'],
  REFUSED: ['customer', 'system'],
  WITHDRAWN: ['restaurant'],
};

/**
 * The basket with the changes in it: what stays, in order, each substitute behind the line it stands in for.
 * @throws DomainError `invalid-request` for lines that are not there, are named twice or do not get smaller, and when nothing
 *   would be left
 */
export function changedBasket(lines: readonly PricedLine[], changes: readonly LineChange[]): BasketLine[] {
  const errors: FieldError[] = changes.flatMap(({ line, quantity }, index) => {
    const before = lines[line];
    if (!before)
      return [{ path: `items.${index}.line`, message: `this order has lines 0–${lines.length - 1}` }];
    if (changes.findIndex((other) => other.line === line) < index) {
      return [{ path: `items.${index}.line`, message: 'is changed twice' }];
    }
    return quantity < before.quantity
      ? []
      : [{ path: `items.${index}.quantity`, message: `must be below ${before.quantity}, what was ordered` }];
  });
  if (errors.length > 0)
    throw new DomainError('invalid-request', 'This change does not fit the order.', errors);

  const basket = lines.flatMap(({ totalMinor: _total, taxMinor: _tax, ...before }, index): BasketLine[] => {
    const change = changes.find(({ line }) => line === index);
    if (!change) return [before];
    const rest = change.quantity > 0 ? [{ ...before, quantity: change.quantity }] : [];
    return change.substitute ? [...rest, change.substitute] : rest;
  });
  if (basket.length > 0) return basket;
  throw new DomainError('invalid-request', 'Nothing would be left of this order. Cancel it instead.');
}

/**
 * What becomes of a change when the customer does not answer: what is only left out is left out, because the rest of a meal
 * is better than none; nobody gets something else that they did not agree to.
 */
export function whenSilent(changes: readonly LineChange[]): SilentVerdict {
  return changes.some(({ substitute }) => substitute) ? 'REFUSED' : 'APPROVED';
}
