import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, formatMoney, includedTax, shareOf } from '../../domain/money.ts';

const amount = fc.integer({ min: 0, max: 10_000_000 });
const share = fc.integer({ min: 0, max: 10_000 });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('a share of an amount', () => {
  it.each([
    [1_000, 2_500, 250],
    [999, 5_000, 500],
    [1, 5_000, 1],
    [1, 4_999, 0],
    [1_234, 10_000, 1_234],
    [1_234, 0, 0],
    [0, 2_500, 0],
  ])('of %i cents at %i basis points is %i, half a cent rounded up', (cents, basisPoints, expected) => {
    expect(shareOf(cents, basisPoints)).toBe(expected);
  });

  it('is never more than half a cent off', () => {
    fc.assert(
      fc.property(amount, share, (cents, basisPoints) => {
        const error = shareOf(cents, basisPoints) * 10_000 - cents * basisPoints;
        expect(Math.abs(error)).toBeLessThanOrEqual(5_000);
      }),
    );
  });
});

describe('the tax contained in a price', () => {
  it('rounds half a cent up', () => {
    expect(includedTax(3, 2_000)).toBe(1);
  });

  it.each([
    ['13.5 % of 11.35 is 1.35', 1_135, 1_350, 135],
    ['25.5 % of 12.55 is 2.55', 1_255, 2_550, 255],
    ['13.5 % of 9.90 is 1.18', 990, 1_350, 118],
    ['13.5 % of one cent is nothing', 1, 1_350, 0],
    ['0 % is nothing', 1_135, 0, 0],
    ['a free item has none', 0, 1_350, 0],
  ])('%s', (_, gross, rate, tax) => {
    expect(includedTax(gross, rate)).toBe(tax);
  });

  it('is the rate on what remains, to half a cent', () => {
    fc.assert(
      fc.property(amount, share, (gross, rate) => {
        const tax = includedTax(gross, rate);
        const error = tax * (10_000 + rate) - gross * rate;
        expect(Number.isInteger(tax)).toBe(true);
        expect(Math.abs(error)).toBeLessThanOrEqual((10_000 + rate) / 2);
      }),
    );
  });
});

describe('an allocation', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 });

  it('gives the odd cent to the largest remainder', () => {
    expect(allocate(100, [1, 2, 4])).toEqual([14, 29, 57]);
  });

  it('gives the odd cents to the first of equal parts', () => {
    expect(allocate(101, [1, 1, 1])).toEqual([34, 34, 33]);
  });

  it('gives everything to the first part when no part has a weight', () => {
    expect(allocate(500, [0, 0, 0])).toEqual([500, 0, 0]);
  });

  it('sums to the amount exactly', () => {
    fc.assert(
      fc.property(amount, weights, (cents, parts) => {
        expect(sum(allocate(cents, parts))).toBe(cents);
      }),
    );
  });

  it('gives nothing to a part without weight when another has some', () => {
    fc.assert(
      fc.property(amount, weights, (cents, parts) => {
        fc.pre(sum(parts) > 0);
        const givenAway = allocate(cents, parts).filter((_, index) => parts[index] === 0);
        expect(sum(givenAway)).toBe(0);
      }),
    );
  });

  it('is less than a cent off for every part', () => {
    fc.assert(
      fc.property(amount, weights, (cents, parts) => {
        const total = sum(parts);
        fc.pre(total > 0);
        for (const [index, part] of allocate(cents, parts).entries()) {
          expect(Math.abs(part * total - cents * (parts[index] ?? 0))).toBeLessThan(total);
        }
      }),
    );
  });
});

describe('money for people', () => {
  it.each([
    [1_234, '12.34 €'],
    [0, '0.00 €'],
    [5, '0.05 €'],
    [70, '0.70 €'],
    [123_456, '1234.56 €'],
    [-1_205, '-12.05 €'],
    [-5, '-0.05 €'],
  ])('writes %i cents as %s', (cents, text) => {
    expect(formatMoney(cents, 'EUR')).toBe(text);
  });
});
