import { describe, expect, it } from 'vitest';
import { applyPromo, type Promo, type PromoBenefit } from '../../domain/pricing/promo.ts';
import { surgeFactor } from '../../domain/pricing/surge.ts';

const START = new Date('2026-11-01T00:00:00Z');
const END = new Date('2026-12-01T00:00:00Z');
const DURING = new Date('2026-11-15T12:00:00Z');
const BASKET = { subtotalMinor: 2_000, deliveryFeeMinor: 390 };
const promo = (benefit: PromoBenefit, terms: Partial<Promo> = {}): Promo => ({
  code: 'WELCOME',
  benefit,
  minSubtotalMinor: 0,
  startsAt: START,
  endsAt: END,
  ...terms,
});

describe('a promotion', () => {
  it.each<[string, PromoBenefit, number]>([
    ['a share of the items', { kind: 'percent', share: 1_500 }, 300],
    ['a share up to its limit', { kind: 'percent', share: 5_000, maxMinor: 700 }, 700],
    ['an amount', { kind: 'amount', amountMinor: 500 }, 500],
    ['no more than the items cost', { kind: 'amount', amountMinor: 9_999 }, 2_000],
    ['the delivery', { kind: 'free-delivery' }, 390],
  ])('takes off %s', (_what, benefit, discountMinor) => {
    expect(applyPromo(promo(benefit), BASKET, DURING)).toEqual({ discountMinor });
  });

  it.each([
    ['applies from its first moment', START, true],
    ['does not apply before', new Date(START.getTime() - 1), false],
    ['does not apply from its last moment on', END, false],
  ])('%s', (_what, now, applies) => {
    const result = applyPromo(promo({ kind: 'amount', amountMinor: 1 }), BASKET, now);
    expect('discountMinor' in result).toBe(applies);
  });

  it('says what is missing to its minimum', () => {
    const dear = promo({ kind: 'amount', amountMinor: 1 }, { minSubtotalMinor: 2_550 });
    expect(applyPromo(dear, BASKET, DURING)).toEqual({ refused: 'WELCOME needs 5.50 more in the basket.' });
    expect(applyPromo(dear, { ...BASKET, subtotalMinor: 2_550 }, DURING)).toEqual({ discountMinor: 1 });
  });
});

describe('surge', () => {
  const rule = { fromPressure: 100, step: 50, max: 18_000 };

  it.each([
    ['leaves the fee alone while there are partners enough', 10, 10, 10_000],
    ['rises with the deliveries that wait', 15, 10, 12_000],
    ['is rounded down to tenths', 14, 10, 12_000],
    ['never passes its limit', 500, 1, 18_000],
    ['bears a city without partners', 2, 0, 15_000],
  ])('%s', (_what, open, free, factor) => {
    expect(surgeFactor(open, free, rule)).toBe(factor);
  });
});
