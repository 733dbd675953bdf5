import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OWED, type OwedEntry, owedMinor, payoutPostings } from '../../domain/payment/payout.ts';

const entry = fc.record<OwedEntry>({
  orderId: fc.constantFrom('ord_a', 'ord_b', 'ord_c'),
  account: fc.constantFrom(...OWED),
  transaction: fc.constantFrom('ord_a:capture', 'ord_a:refund:1'),
  amountMinor: fc.integer({ min: -100_000, max: 100_000 }).filter((amount) => amount !== 0),
});

describe('what a payout books', () => {
  it('sums to zero for each order, clears what was owed and sends exactly that to the bank', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const booked = [...payoutPostings(entries)];
        for (const [, postings] of booked) {
          expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
          expect(postings.every(({ amountMinor }) => amountMinor !== 0)).toBe(true);
        }
        for (const account of OWED) {
          const left = [
            ...entries.filter((one) => one.account === account),
            ...booked.flatMap(([, postings]) => postings.filter((one) => one.account === account)),
          ];
          expect(left.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
        }
        const sent = booked
          .flatMap(([, postings]) => postings)
          .filter((one) => one.account === 'payout_clearing');
        expect(0 - sent.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0 + owedMinor(entries));
      }),
    );
  });
});
