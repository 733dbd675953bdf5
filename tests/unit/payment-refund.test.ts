import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GivenBack, type Kept, keptAfter, keptAfterCancel } from '../../domain/order/refund.ts';
import {
  capturePostings,
  keptMinor,
  type Posting,
  refundPostings,
  wholePrice,
} from '../../domain/payment/ledger.ts';
import { HELSINKI_TARIFF } from '../../domain/pricing/price.ts';
import { prices } from './arbitraries.ts';

const sum = (postings: Posting[]) => postings.reduce((total, { amountMinor }) => total + amountMinor, 0);
const accountsOf = (postings: Posting[]) => {
  const accounts = new Map<string, number>();
  for (const { account, amountMinor } of postings) {
    accounts.set(account, (accounts.get(account) ?? 0) + amountMinor);
  }
  return new Map([...accounts].filter(([, amount]) => amount !== 0));
};

const someOf = (kept: Kept) =>
  fc.record({
    itemsMinor: fc.integer({ min: 0, max: kept.itemsMinor }),
    feesMinor: fc.integer({ min: 0, max: kept.feesMinor }),
    tipMinor: fc.integer({ min: 0, max: kept.tipMinor }),
  });
const add = (a: GivenBack, b: GivenBack) => ({
  itemsMinor: a.itemsMinor + b.itemsMinor,
  feesMinor: a.feesMinor + b.feesMinor,
  tipMinor: a.tipMinor + b.tipMinor,
});

/** A price, what of it was captured, and two refunds one after the other. */
const refunds = prices
  .chain((price) =>
    fc.tuple(
      fc.constant(price),
      fc.constantFrom(
        wholePrice(price),
        keptAfterCancel(wholePrice(price), 'PREPARING', 'customer'),
        keptAfterCancel(wholePrice(price), 'READY', 'customer'),
      ),
    ),
  )
  .chain(([price, captured]) => fc.tuple(fc.constant(price), fc.constant(captured), someOf(captured)))
  .chain(([price, captured, first]) =>
    fc.tuple(
      fc.constant(price),
      fc.constant(captured),
      fc.constant(first),
      someOf(keptAfter(captured, first)),
    ),
  );

describe('a refund', () => {
  it('sums to zero, and gives back exactly what is not kept any more', () => {
    fc.assert(
      fc.property(refunds, ([price, captured, first]) => {
        const after = keptAfter(captured, first);
        const postings = refundPostings(price, captured, after, HELSINKI_TARIFF);
        expect(sum(postings)).toBe(0);
        const fromProvider = accountsOf(postings).get('provider_clearing') ?? 0;
        expect(keptMinor(captured) + fromProvider).toBe(keptMinor(after));
      }),
    );
  });

  it('never costs the customer anything, whatever the discount', () => {
    fc.assert(
      fc.property(refunds, ([, captured, first]) => {
        expect(keptMinor(keptAfter(captured, first))).toBeLessThanOrEqual(keptMinor(captured));
        expect(keptMinor(keptAfter(captured, first))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('in two steps ends where capturing less would have ended', () => {
    fc.assert(
      fc.property(refunds, ([price, captured, first, second]) => {
        const between = keptAfter(captured, first);
        const after = keptAfter(captured, add(first, second));
        const booked = [
          ...capturePostings(price, captured, HELSINKI_TARIFF),
          ...refundPostings(price, captured, between, HELSINKI_TARIFF),
          ...refundPostings(price, between, after, HELSINKI_TARIFF),
        ];
        expect(accountsOf(booked)).toEqual(accountsOf(capturePostings(price, after, HELSINKI_TARIFF)));
      }),
    );
  });

  it('of everything leaves no account with anything', () => {
    fc.assert(
      fc.property(refunds, ([price, captured]) => {
        const nothing = keptAfter(captured, captured);
        const booked = [
          ...capturePostings(price, captured, HELSINKI_TARIFF),
          ...refundPostings(price, captured, nothing, HELSINKI_TARIFF),
        ];
        expect(accountsOf(booked)).toEqual(new Map());
      }),
    );
  });

  it('books no empty posting', () => {
    fc.assert(
      fc.property(refunds, ([price, captured, first]) => {
        const postings = refundPostings(price, captured, keptAfter(captured, first), HELSINKI_TARIFF);
        expect(postings.filter(({ amountMinor }) => amountMinor === 0)).toEqual([]);
      }),
    );
  });
});
