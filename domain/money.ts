/** Money is integer minor units (cents) and an ISO 4217 code. Floating point never touches an amount. */
export type Currency = 'EUR';

/** A share in basis points: 10,000 is the whole. */
export type BasisPoints = number;

const WHOLE = 10_000;

/**
 * The given share of an amount, rounded half up, in minor units.
 * @param amountMinor non-negative integer
 */
export function shareOf(amountMinor: number, share: BasisPoints): number {
  return Math.floor((amountMinor * share + WHOLE / 2) / WHOLE);
}

/**
 * The tax contained in a price that includes it: 13.5 % of 11.35 is 1.35. Minor units, rounded half up.
 * @param grossMinor non-negative integer, tax included
 */
export function includedTax(grossMinor: number, rate: BasisPoints): number {
  return Math.floor((grossMinor * rate + (WHOLE + rate) / 2) / (WHOLE + rate));
}

/**
 * Splits an amount in proportion to weights so that the parts sum to it exactly (largest remainder, first wins ties).
 * With no weight at all, everything goes to the first part; there must be one.
 */
export function allocate(amountMinor: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map((_, index) => (index === 0 ? amountMinor : 0));
  const exact = weights.map((weight) => (amountMinor * weight) / total);
  const parts = exact.map(Math.floor);
  let rest = amountMinor - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((value, index) => ({ index, remainder: value - Math.floor(value) }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (rest === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    rest -= 1;
  }
  return parts;
}

/** `-12.05`, whatever the reader's language. */
export function decimal(amountMinor: number): string {
  const sign = amountMinor < 0 ? '-' : '';
  const cents = Math.abs(amountMinor);
  return `${sign}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** `12.34 €` for people; machines get minor units. */
export const formatMoney = (amountMinor: number, currency: Currency): string =>
  `${decimal(amountMinor)} ${currency === 'EUR' ? '€' : currency}`;
