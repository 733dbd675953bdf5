import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BasketLine,
  calculateFare,
  calculateFees,
  HELSINKI_TARIFF,
  priceBasket,
} from '../../domain/pricing/price.ts';
import { baskets, fares, tips } from './arbitraries.ts';

const KITCHEN = { lat: 60.1719, lng: 24.9414 };
const EARTH_RADIUS_METRES = 6_372_797.560856;
const northOf = (metres: number) => ({
  lat: KITCHEN.lat + ((metres / EARTH_RADIUS_METRES) * 180) / Math.PI,
  lng: KITCHEN.lng,
});
const fare = (metres: number, tariff = HELSINKI_TARIFF) => calculateFare(KITCHEN, northOf(metres), tariff);

const option = (name: string, priceMinor: number) => ({ groupId: name, optionId: name, name, priceMinor });
const line = (changes: Partial<BasketLine>): BasketLine => ({
  itemId: 'itm_soup',
  name: 'Soup',
  quantity: 1,
  unitPriceMinor: 1_135,
  options: [],
  taxCategory: 'food',
  ...changes,
});
const price = (...lines: BasketLine[]) => priceBasket(lines, 0, 0, HELSINKI_TARIFF);

describe('the delivery fee', () => {
  it.each([
    [0, 290],
    [1, 299],
    [99, 299],
    [101, 308],
    [1_999, 470],
    [2_001, 479],
  ])('for %i m is %i cents: the base and 9 for each started 100 m', (metres, cents) => {
    expect(fare(metres)).toBe(cents);
  });

  it('is rounded to whole cents only once', () => {
    expect(fare(250, { ...HELSINKI_TARIFF, deliveryPerKmMinor: 95 })).toBe(290 + 29);
  });

  it('never shrinks with the distance', () => {
    const metres = fc.integer({ min: 0, max: 8_000 });
    fc.assert(
      fc.property(metres, metres, (a, b) => {
        expect(fare(Math.max(a, b))).toBeGreaterThanOrEqual(fare(Math.min(a, b)));
      }),
    );
  });
});

describe('the fees of a basket', () => {
  it.each([
    [0, 200],
    [1_199, 200],
    [1_200, 0],
    [1_201, 0],
  ])('have for a subtotal of %i a small-order fee of %i', (subtotal, fee) => {
    expect(calculateFees(subtotal, HELSINKI_TARIFF).smallOrderFeeMinor).toBe(fee);
  });

  it.each([
    [0, 0],
    [1_000, 50],
    [1_010, 51],
    [7_960, 398],
    [7_980, 399],
    [8_000, 399],
    [100_000, 399],
  ])('have for a subtotal of %i a service fee of %i: 5 %%, at most 3.99', (subtotal, fee) => {
    expect(calculateFees(subtotal, HELSINKI_TARIFF).serviceFeeMinor).toBe(fee);
  });
});

describe('the price of a line', () => {
  it('is unit price times quantity', () => {
    expect(price(line({ unitPriceMinor: 450, quantity: 3 })).lines[0]?.totalMinor).toBe(1_350);
  });

  it('has every option once for each unit', () => {
    const options = [option('large', 200), option('extra cheese', 50)];
    expect(price(line({ unitPriceMinor: 1_000, options, quantity: 2 })).lines[0]?.totalMinor).toBe(2_500);
  });

  it.each([
    ['food', 135],
    ['drink', 135],
    ['alcohol', 231],
  ] as const)('of 11.35 for %s contains %i cents of tax', (taxCategory, tax) => {
    expect(price(line({ taxCategory })).lines[0]?.taxMinor).toBe(tax);
  });
});

describe('the price of a basket', () => {
  it('agrees with an example worked out by hand', () => {
    const basket = [
      line({ quantity: 2 }),
      line({ taxCategory: 'alcohol', unitPriceMinor: 755, options: [option('large', 500)] }),
    ];
    expect(priceBasket(basket, 470, 300, HELSINKI_TARIFF)).toMatchObject({
      currency: 'EUR',
      subtotalMinor: 2_270 + 1_255,
      deliveryFeeMinor: 470,
      serviceFeeMinor: 176, // 5 % of 35.25 is 1.7625
      smallOrderFeeMinor: 0,
      tipMinor: 300,
      taxMinor: 270 + 255 + 131, // 25.5 % contained in the fees of 6.46
      totalMinor: 3_525 + 470 + 176 + 300,
    });
  });

  it('is the sum of its lines, fees and tip for any basket', () => {
    fc.assert(
      fc.property(baskets, fares, tips, (basket, fareMinor, tip) => {
        const priced = priceBasket(basket, fareMinor, tip, HELSINKI_TARIFF);
        const lines = priced.lines.reduce((total, { totalMinor }) => total + totalMinor, 0);
        expect(priced.subtotalMinor).toBe(lines);
        expect(priced.totalMinor).toBe(
          lines + fareMinor + priced.serviceFeeMinor + priced.smallOrderFeeMinor + tip,
        );
      }),
    );
  });

  it('contains its tax: items at their category, fees at the rate of services, no tax on the tip', () => {
    fc.assert(
      fc.property(baskets, fares, tips, (basket, fareMinor, tip) => {
        const priced = priceBasket(basket, fareMinor, tip, HELSINKI_TARIFF);
        const taxable = priced.totalMinor - tip;
        // Each line and the fees are rounded by themselves, half a cent each at most.
        const slack = (basket.length + 1) / 2;
        expect(priced.taxMinor).toBeGreaterThanOrEqual((taxable * 13.5) / 113.5 - slack);
        expect(priced.taxMinor).toBeLessThanOrEqual((taxable * 25.5) / 125.5 + slack);
      }),
    );
  });

  it('has no fraction of a cent in any part', () => {
    fc.assert(
      fc.property(baskets, fares, tips, (basket, fareMinor, tip) => {
        const {
          lines,
          currency: _,
          promo: _promo,
          ...parts
        } = priceBasket(basket, fareMinor, tip, HELSINKI_TARIFF);
        const amounts = [...Object.values(parts), ...lines.flatMap((one) => [one.totalMinor, one.taxMinor])];
        expect(amounts.filter((value) => !Number.isInteger(value) || value < 0)).toEqual([]);
      }),
    );
  });
});
