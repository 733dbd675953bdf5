import fc from 'fast-check';
import { type BasketLine, HELSINKI_TARIFF, type Price, priceBasket } from '../../domain/pricing/price.ts';

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

/** What any basket costs under the Helsinki tariff. */
export const prices: fc.Arbitrary<Price> = fc
  .tuple(baskets, fares, tips)
  .map(([basket, fare, tip]) => priceBasket(basket, fare, tip, HELSINKI_TARIFF));
