import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTORS, nextStatus, ORDER_STATUSES, type OrderStatus } from '../../domain/order/machine.ts';
import { keptAfterCancel, NOTHING_KEPT, refundShare } from '../../domain/order/refund.ts';
import { keptMinor, wholePrice } from '../../domain/payment/ledger.ts';
import { prices } from './arbitraries.ts';

const PRICE = {
  itemsMinor: 2_001,
  feesMinor: 604,
  tipMinor: 150,
  discountMinor: 0,
  discountOn: 'items',
} as const;

const amounts = prices.map(wholePrice);

describe('a cancellation by the customer', () => {
  it.each<OrderStatus>(['PLACED', 'CONFIRMED'])('refunds everything while the order is %s', (status) => {
    expect(keptAfterCancel(PRICE, status, 'customer')).toEqual(NOTHING_KEPT);
  });

  it('refunds the food only in part once the kitchen has started', () => {
    expect(keptAfterCancel(PRICE, 'PREPARING', 'customer').itemsMinor).toBe(1_000);
  });

  it('refunds nothing of the food once it is made', () => {
    expect(keptAfterCancel(PRICE, 'READY', 'customer').itemsMinor).toBe(2_001);
  });

  it.each<OrderStatus>(['PREPARING', 'READY'])(
    'refunds fees and tip of a %s order, as nobody rode',
    (status) => {
      expect(keptAfterCancel(PRICE, status, 'customer')).toMatchObject({ feesMinor: 0, tipMinor: 0 });
    },
  );

  it('refunds less of the food the later it comes', () => {
    const itemShares = ORDER_STATUSES.filter((status) => nextStatus(status, 'cancel', 'customer')).map(
      (status) => refundShare(status, 'customer').items,
    );
    expect(itemShares).toEqual([10_000, 10_000, 10_000, 5_000, 0]);
  });
});

describe.each(['restaurant', 'operator', 'system'] as const)('a cancellation by the %s', (actor) => {
  it.each(ORDER_STATUSES)('refunds everything in %s', (status) => {
    expect(keptAfterCancel(PRICE, status, actor)).toEqual(NOTHING_KEPT);
  });
});

describe('food that could not be handed over', () => {
  it.each(['nobody-home', 'wrong-address'] as const)(
    'is paid with its delivery, but no tip, after %s',
    (cause) => {
      const kept = keptAfterCancel(PRICE, 'PICKED_UP', 'partner', cause);
      expect(kept).toMatchObject({ itemsMinor: PRICE.itemsMinor, feesMinor: PRICE.feesMinor, tipMinor: 0 });
    },
  );

  it.each(['refused', 'damaged', 'accident'] as const)('is refunded in full after %s', (cause) => {
    expect(keptAfterCancel(PRICE, 'PICKED_UP', 'partner', cause)).toEqual(NOTHING_KEPT);
  });
});

describe('a discount', () => {
  const order = { ...PRICE, itemsMinor: 2_000, discountMinor: 400 };

  it('shrinks with the items it is on', () => {
    expect(keptAfterCancel(order, 'PREPARING', 'customer')).toMatchObject({
      itemsMinor: 1_000,
      discountMinor: 200,
    });
  });

  it('on the delivery is gone when the delivery is not charged', () => {
    const free = { ...order, discountOn: 'fees' as const };
    expect(keptAfterCancel(free, 'PREPARING', 'customer')).toMatchObject({
      itemsMinor: 1_000,
      discountMinor: 0,
    });
  });
});

describe('what a cancellation keeps', () => {
  it('is never negative nor more than the price, part by part', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom(...ORDER_STATUSES),
        fc.constantFrom(...ACTORS),
        (price, status, actor) => {
          const kept = keptAfterCancel(price, status, actor);
          for (const part of ['itemsMinor', 'feesMinor', 'tipMinor', 'discountMinor'] as const) {
            expect(kept[part]).toBeGreaterThanOrEqual(0);
            expect(kept[part]).toBeLessThanOrEqual(price[part]);
          }
          expect(keptMinor(kept)).toBeGreaterThanOrEqual(0);
          expect(keptMinor(kept)).toBeLessThanOrEqual(keptMinor(price));
        },
      ),
    );
  });

  it('is a whole number of cents, whatever the price', () => {
    fc.assert(
      fc.property(amounts, (price) => {
        const { itemsMinor } = keptAfterCancel(price, 'PREPARING', 'customer');
        expect(itemsMinor).toBe(Math.floor(price.itemsMinor / 2));
      }),
    );
  });
});
