import fc from 'fast-check';
import { type BasketLine, HELSINKI_TARIFF, type Price, priceBasket } from '../../domain/pricing/price.ts';
import { applyPromo, type PromoBenefit } from '../../domain/pricing/promo.ts';

const minor = (max: number) => fc.integer({ min: 0, max });

const option = fc.record({
  groupId: fc.constant('size'),
  optionId: fc.constant('large'),
  name: fc.constant('Large'),
  priceMinor: minor(500),
});

const basketLine: fc.Arbitrary<BasketLine> = fc.record({
  itemId: fc.constant('itm_any'),
  name: fc.constant('Any'),
  quantity: fc.integer({ min: 1, max: 20 }),
  unitPriceMinor: minor(5_000),
  options: fc.array(option, { maxLength: 3 }),
  taxCategory: fc.constantFrom('food', 'drink', 'alcohol'),
});

/** A basket of one to eight lines, as the menu prices them. */
export const baskets = fc.array(basketLine, { minLength: 1, maxLength: 8 });
export const fares = minor(1_500);
export const tips = minor(5_000);

const benefits: fc.Arbitrary<PromoBenefit> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), share: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant('amount' as const), amountMinor: minor(5_000) }),
  fc.constant({ kind: 'free-delivery' as const }),
);

/** What any basket costs under the Helsinki tariff, with or without a promotion. */
export const prices: fc.Arbitrary<Price> = fc
  .tuple(baskets, fares, tips, fc.option(benefits, { nil: undefined }))
  .map(([basket, fare, tip, benefit]) => {
    const plain = priceBasket(basket, fare, tip, HELSINKI_TARIFF);
    if (!benefit) return plain;
    const now = new Date(0);
    const promo = { code: 'ANY', benefit, minSubtotalMinor: 0, startsAt: now, endsAt: new Date(1) };
    const result = applyPromo(promo, plain, now);
    if ('refused' in result) throw new Error(result.refused);
    return priceBasket(basket, fare, tip, HELSINKI_TARIFF, { code: 'ANY', kind: benefit.kind, ...result });
  });
