import { type BasisPoints, shareOf } from '../money.ts';

/** What a promotion code gives. Amounts in minor units. */
export type PromoBenefit =
  | { kind: 'percent'; share: BasisPoints; maxMinor?: number | undefined }
  | { kind: 'amount'; amountMinor: number }
  | { kind: 'free-delivery' };

/** A promotion's terms, apart from how often it may be used: that is counted where it is reserved. */
export type Promo = {
  code: string;
  benefit: PromoBenefit;
  minSubtotalMinor: number;
  startsAt: Date;
  endsAt: Date;
};

/** Why a promotion does not apply, for a person. */
export type PromoRefusal = { refused: string };

function benefitMinor(benefit: PromoBenefit, subtotalMinor: number, deliveryFeeMinor: number): number {
  switch (benefit.kind) {
    case 'percent':
      return Math.min(shareOf(subtotalMinor, benefit.share), benefit.maxMinor ?? Number.POSITIVE_INFINITY);
    case 'amount':
      return Math.min(benefit.amountMinor, subtotalMinor);
    case 'free-delivery':
      return deliveryFeeMinor;
  }
}

/**
 * The discount a promotion gives on a basket, in minor units, never more than what it is given on.
 * @param now decides whether the promotion runs: from `startsAt` until just before `endsAt`
 */
export function applyPromo(
  promo: Promo,
  basket: { subtotalMinor: number; deliveryFeeMinor: number },
  now: Date,
): { discountMinor: number } | PromoRefusal {
  if (now < promo.startsAt) return { refused: `${promo.code} starts on ${promo.startsAt.toISOString()}.` };
  if (now >= promo.endsAt) return { refused: `${promo.code} has ended. Order without it.` };
  if (basket.subtotalMinor < promo.minSubtotalMinor) {
    const missing = ((promo.minSubtotalMinor - basket.subtotalMinor) / 100).toFixed(2);
    return { refused: `${promo.code} needs ${missing} more in the basket.` };
  }
  return { discountMinor: benefitMinor(promo.benefit, basket.subtotalMinor, basket.deliveryFeeMinor) };
}
