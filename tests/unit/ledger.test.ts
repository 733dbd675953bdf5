import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptAfterCancel, NOTHING_KEPT } from '../../domain/order/refund.ts';
import {
  capturePostings,
  holdPostings,
  keptMinor,
  type LedgerAccount,
  type Posting,
  partnerPayMinor,
  releasePostings,
  wholePrice,
} from '../../domain/payment/ledger.ts';
import { type BasketLine, HELSINKI_TARIFF, type Price, priceBasket } from '../../domain/pricing/price.ts';
import { prices } from './arbitraries.ts';

const sum = (postings: Posting[]) => postings.reduce((total, { amountMinor }) => total + amountMinor, 0);
const amountOn = (postings: Posting[], account: LedgerAccount) =>
  sum(postings.filter((posting) => posting.account === account));
const capture = (price: Price, kept = wholePrice(price)) => capturePostings(price, kept, HELSINKI_TARIFF);
const book = (postings: Posting[]) =>
  Object.fromEntries(postings.map(({ account, amountMinor }) => [account, amountMinor]));

/** Any price, and any part of it that an ending may keep. */
const pricesAndKept = prices.chain((price) => {
  const whole = wholePrice(price);
  return fc.tuple(
    fc.constant(price),
    fc.record({
      itemsMinor: fc.integer({ min: 0, max: whole.itemsMinor }),
      feesMinor: fc.integer({ min: 0, max: whole.feesMinor }),
      tipMinor: fc.integer({ min: 0, max: whole.tipMinor }),
      discountMinor: fc.integer({ min: 0, max: whole.discountMinor }),
      discountOn: fc.constant(whole.discountOn),
    }),
  );
});

const SOUP: BasketLine = {
  itemId: 'itm_soup',
  name: 'Soup',
  quantity: 2,
  unitPriceMinor: 1_135,
  options: [],
  taxCategory: 'food',
};
/** Items 22.70 (tax 2.70), fees 11.41 + 1.14 = 12.55 (tax 2.55), tip 3.00. */
const PRICE = priceBasket([SOUP], 1_141, 300, HELSINKI_TARIFF);

describe('a hold', () => {
  it('sums to zero for any amount', () => {
    fc.assert(
      fc.property(fc.nat(), (total) => {
        expect(sum(holdPostings(total))).toBe(0);
      }),
    );
  });

  it('is owed by the customer', () => {
    expect(book(holdPostings(3_825))).toEqual({ customer_holds: 3_825, hold_offset: -3_825 });
  });

  it('moves no money', () => {
    expect(holdPostings(3_825).map(({ account }) => account)).not.toContain('provider_clearing');
  });
});

describe('the release of a hold', () => {
  it('sums to zero for any amount', () => {
    fc.assert(
      fc.property(fc.nat(), (total) => {
        expect(sum(releasePostings(total))).toBe(0);
      }),
    );
  });

  it('undoes the hold account by account', () => {
    fc.assert(
      fc.property(fc.nat(), (total) => {
        const both = [...holdPostings(total), ...releasePostings(total)];
        expect([amountOn(both, 'customer_holds'), amountOn(both, 'hold_offset')]).toEqual([0, 0]);
      }),
    );
  });
});

describe('the whole price', () => {
  it('is the total, tip included', () => {
    fc.assert(
      fc.property(prices, (price) => {
        expect(keptMinor(wholePrice(price))).toBe(price.totalMinor);
      }),
    );
  });
});

describe('a capture', () => {
  it('agrees with an example worked out by hand', () => {
    // Items without tax 20.00, of which 25 % commission; fees without tax 10.00, shared 1141 : 114.
    expect(book(capture(PRICE))).toEqual({
      provider_clearing: 3_825,
      restaurant_payable: -1_500,
      partner_payable: -909,
      tips_payable: -300,
      platform_revenue: -(500 + 91),
      tax: -(270 + 255),
    });
  });

  it('pays the restaurant alone when the customer cancels while the kitchen works', () => {
    const kept = keptAfterCancel(wholePrice(PRICE), 'PREPARING', 'customer');
    expect(book(capture(PRICE, kept))).toEqual({
      provider_clearing: 1_135,
      restaurant_payable: -750,
      platform_revenue: -250,
      tax: -135,
    });
  });

  it('shares out the fees of a basket of free items', () => {
    const water: BasketLine = { ...SOUP, name: 'Tap water', unitPriceMinor: 0 };
    const free = priceBasket([water], 1_055, 0, HELSINKI_TARIFF);
    // Delivery 10.55 and the small-order fee of 2.00: 10.00 without tax.
    expect(book(capture(free))).toEqual({
      provider_clearing: 1_255,
      partner_payable: -841,
      platform_revenue: -159,
      tax: -255,
    });
  });

  it('sums to zero for any price and any kept part', () => {
    fc.assert(
      fc.property(pricesAndKept, ([price, kept]) => {
        expect(sum(capture(price, kept))).toBe(0);
      }),
    );
  });

  it('takes from the provider exactly what is kept', () => {
    fc.assert(
      fc.property(pricesAndKept, ([price, kept]) => {
        expect(amountOn(capture(price, kept), 'provider_clearing')).toBe(keptMinor(kept));
      }),
    );
  });

  it('takes money from nobody but the provider, and discounts from the platform', () => {
    fc.assert(
      fc.property(pricesAndKept, ([price, kept]) => {
        const debited = capture(price, kept).filter(({ amountMinor }) => amountMinor > 0);
        const payers = ['provider_clearing', 'promotions'];
        expect(debited.filter(({ account }) => !payers.includes(account))).toEqual([]);
      }),
    );
  });

  it('gives the whole tip to the partner', () => {
    fc.assert(
      fc.property(pricesAndKept, ([price, kept]) => {
        expect(amountOn(capture(price, kept), 'tips_payable') + kept.tipMinor).toBe(0);
      }),
    );
  });

  it('sets aside the tax of the quote when all is kept', () => {
    fc.assert(
      fc.property(prices, (price) => {
        expect(-amountOn(capture(price), 'tax')).toBe(price.taxMinor);
      }),
    );
  });

  it('pays the restaurant three quarters of its items without tax when all is kept', () => {
    fc.assert(
      fc.property(prices, (price) => {
        const net = price.lines.reduce((total, line) => total + line.totalMinor - line.taxMinor, 0);
        const paid = -amountOn(capture(price), 'restaurant_payable');
        expect(Math.abs(paid - net * 0.75)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it('writes nothing when nothing is kept', () => {
    const nothing = NOTHING_KEPT;
    fc.assert(
      fc.property(prices, (price) => {
        expect(capture(price, nothing)).toEqual([]);
      }),
    );
  });

  it('writes no empty posting', () => {
    fc.assert(
      fc.property(pricesAndKept, ([price, kept]) => {
        expect(capture(price, kept).filter(({ amountMinor }) => amountMinor === 0)).toEqual([]);
      }),
    );
  });
});

describe('the pay a partner is shown', () => {
  it('is the delivery fee without tax and the tip', () => {
    expect(partnerPayMinor(PRICE, HELSINKI_TARIFF)).toBe(909 + 300);
  });

  it('is what delivery books for them', () => {
    fc.assert(
      fc.property(prices, (price) => {
        const booked = capture(price);
        const theirs = amountOn(booked, 'partner_payable') + amountOn(booked, 'tips_payable');
        expect(partnerPayMinor(price, HELSINKI_TARIFF) + theirs).toBe(0);
      }),
    );
  });
});
