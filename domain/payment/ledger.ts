import { allocate, includedTax, shareOf } from '../money.ts';
import type { Kept } from '../order/refund.ts';
import type { Price, Tariff } from '../pricing/price.ts';

/**
 * Accounts of the double-entry ledger. Debits are positive, credits negative; each transaction sums to zero.
 * `customer_holds` and `hold_offset` record authorised money that has not moved yet; `payout_clearing` is what went to the bank
 * for restaurants and partners.
 */
export const LEDGER_ACCOUNTS = [
  'customer_holds',
  'hold_offset',
  'provider_clearing',
  'restaurant_payable',
  'partner_payable',
  'tips_payable',
  'platform_revenue',
  'promotions',
  'tax',
  'payout_clearing',
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
    discountMinor: price.discountMinor,
    discountOn: price.promo?.kind === 'free-delivery' ? 'fees' : 'items',
  };
}

/** What is charged in the end, in minor units. */
export function keptMinor(kept: Kept): number {
  return kept.itemsMinor + kept.feesMinor + kept.tipMinor - kept.discountMinor;
}

/**
 * Who gets what of the captured money. Tax is set aside; of the rest the restaurant gets its items less the commission, the
 * partner the delivery fee and the whole tip, the platform the commission and the other fees. A discount is the platform's cost.
 * Tips stand on their own, because they are the partner's and never revenue.
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
    { account: 'partner_payable', amountMinor: -deliveryNet },
    { account: 'tips_payable', amountMinor: -kept.tipMinor },
    { account: 'platform_revenue', amountMinor: -(commission + otherNet) },
    { account: 'promotions', amountMinor: kept.discountMinor },
    { account: 'tax', amountMinor: -(keptItemsTax + keptFeesTax) },
  ]);
}

/** What the partner earns with a delivered order, tip included: shown in the offer, booked on delivery. Minor units. */
export function partnerPayMinor(price: Price, tariff: Tariff): number {
  const postings = capturePostings(price, wholePrice(price), tariff);
  const theirs = postings.filter(
    ({ account }) => account === 'partner_payable' || account === 'tips_payable',
  );
  return theirs.reduce((pay, { amountMinor }) => pay - amountMinor, 0);
}

/**
 * Undoes the part of a capture that is given back: the difference between keeping `before` and keeping `after`, so that
 * everybody returns what they got for it, and after a full refund all accounts are as if nothing had been captured.
 */
export function refundPostings(price: Price, before: Kept, after: Kept, tariff: Tariff): Posting[] {
  const undone = capturePostings(price, before, tariff).map(({ account, amountMinor }) => ({
    account,
    amountMinor: -amountMinor,
  }));
  const kept = capturePostings(price, after, tariff);
  return nonZero(
    LEDGER_ACCOUNTS.map((account) => ({
      account,
      amountMinor: [...undone, ...kept]
        .filter((posting) => posting.account === account)
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    })),
  );
}

/** A refund that the marketplace pays: restaurant, partner and tax office keep what they got. */
export function goodwillPostings(amountMinor: number): Posting[] {
  return [
    { account: 'provider_clearing', amountMinor: -amountMinor },
    { account: 'platform_revenue', amountMinor },
  ];
}
