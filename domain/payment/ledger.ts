import { allocate, includedTax, shareOf } from '../money.ts';
import type { Kept } from '../order/refund.ts';
import type { Price, Tariff } from '../pricing/price.ts';

/**
 * Accounts of the double-entry ledger. Debits are positive, credits negative; each transaction sums to zero.
 * `customer_holds` and `hold_offset` record authorised money that has not moved yet.
 */
export const LEDGER_ACCOUNTS = [
  'customer_holds',
  'hold_offset',
  'provider_clearing',
  'restaurant_payable',
  'partner_payable',
  'platform_revenue',
  'tax',
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

export type Posting = { account: LedgerAccount; amountMinor: number };

const nonZero = (postings: Posting[]) => postings.filter((posting) => posting.amountMinor !== 0);

/** An authorisation: money promised, nothing moved. */
export function holdPostings(totalMinor: number): Posting[] {
  return [
    { account: 'customer_holds', amountMinor: totalMinor },
    { account: 'hold_offset', amountMinor: -totalMinor },
  ];
}

/** The end of a hold, captured or not. */
export function releasePostings(totalMinor: number): Posting[] {
  return [
    { account: 'customer_holds', amountMinor: -totalMinor },
    { account: 'hold_offset', amountMinor: totalMinor },
  ];
}

/** All of a price: what a delivered order keeps. */
export function wholePrice(price: Price): Kept {
  return {
    itemsMinor: price.subtotalMinor,
    feesMinor: price.deliveryFeeMinor + price.serviceFeeMinor + price.smallOrderFeeMinor,
    tipMinor: price.tipMinor,
  };
}

/** What is charged in the end, in minor units. */
export function keptMinor(kept: Kept): number {
  return kept.itemsMinor + kept.feesMinor + kept.tipMinor;
}

/**
 * Who gets what of the captured money. Tax is set aside; of the rest the restaurant gets its items less the commission, the
 * partner the delivery fee and the whole tip, the platform the commission and the other fees.
 */
export function capturePostings(price: Price, kept: Kept, tariff: Tariff): Posting[] {
  const itemsTax = price.lines.reduce((sum, line) => sum + line.taxMinor, 0);
  const keptItemsTax =
    price.subtotalMinor === 0 ? 0 : Math.round((itemsTax * kept.itemsMinor) / price.subtotalMinor);
  const keptFeesTax = includedTax(kept.feesMinor, tariff.taxRates.service);
  const itemsNet = kept.itemsMinor - keptItemsTax;
  const commission = shareOf(itemsNet, tariff.commission);
  const otherFees = price.serviceFeeMinor + price.smallOrderFeeMinor;
  const [deliveryNet = 0, otherNet = 0] = allocate(kept.feesMinor - keptFeesTax, [
    price.deliveryFeeMinor,
    otherFees,
  ]);
  return nonZero([
    { account: 'provider_clearing', amountMinor: keptMinor(kept) },
    { account: 'restaurant_payable', amountMinor: -(itemsNet - commission) },
    { account: 'partner_payable', amountMinor: -(deliveryNet + kept.tipMinor) },
    { account: 'platform_revenue', amountMinor: -(commission + otherNet) },
    { account: 'tax', amountMinor: -(keptItemsTax + keptFeesTax) },
  ]);
}

/** What the partner earns with a delivered order, tip included: shown in the offer, booked on delivery. Minor units. */
export function partnerPayMinor(price: Price, tariff: Tariff): number {
  const postings = capturePostings(price, wholePrice(price), tariff);
  return -(postings.find(({ account }) => account === 'partner_payable')?.amountMinor ?? 0);
}
