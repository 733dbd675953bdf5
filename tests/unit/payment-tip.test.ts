import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TipSource, tipPostings, tipSteps } from '../../domain/payment/tip.ts';

const minor = fc.integer({ min: 0, max: 10_000 });
const sources: fc.Arbitrary<TipSource[]> = fc
  .array(minor, { minLength: 1, maxLength: 5 })
  .map((left) => left.map((leftMinor, source) => ({ source, leftMinor })));

describe('what a changed tip takes', () => {
  it('is one charge of the difference when it rises', () => {
    expect(tipSteps([{ source: 0, leftMinor: 200 }], 500)).toEqual([{ do: 'charge', amountMinor: 300 }]);
  });

  it('is given back from the newest charge first when it falls', () => {
    const charged = [
      { source: 0, leftMinor: 200 },
      { source: 1, leftMinor: 300 },
      { source: 2, leftMinor: 0 },
    ];
    expect(tipSteps(charged, 100)).toEqual([
      { do: 'refund', source: 1, amountMinor: 300 },
      { do: 'refund', source: 0, amountMinor: 100 },
    ]);
  });

  it('always adds up to the wish, never takes more from a charge than it has, and does nothing for nothing', () => {
    fc.assert(
      fc.property(sources, minor, (charged, wish) => {
        const steps = tipSteps(charged, wish);
        const before = charged.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
        const moved = steps.reduce(
          (sum, step) => sum + (step.do === 'charge' ? step.amountMinor : -step.amountMinor),
          0,
        );
        expect(before + moved).toBe(wish);
        for (const step of steps) {
          expect(step.amountMinor).toBeGreaterThan(0);
          if (step.do === 'refund')
            expect(step.amountMinor).toBeLessThanOrEqual(charged[step.source]?.leftMinor ?? 0);
        }
      }),
    );
  });

  it('is booked for the partner in full, and sums to zero', () => {
    expect(tipPostings(300)).toEqual([
      { account: 'provider_clearing', amountMinor: 300 },
      { account: 'tips_payable', amountMinor: -300 },
    ]);
  });
});
