import { describe, expect, it } from 'vitest';
import { plan } from '../../domain/dispatch/plan.ts';
import {
  DEFAULT_PLAN_RULES,
  type OpenDelivery,
  type PlannedPartner,
  type Snapshot,
} from '../../domain/dispatch/snapshot.ts';

/** Places on a road, in seconds of riding. */
const delivery = (id: string, changes: Partial<OpenDelivery<number>> = {}): OpenDelivery<number> => ({
  id,
  restaurantId: 'r',
  pickup: 0,
  door: 300,
  readyAt: 0,
  notFor: new Set(),
  ...changes,
});
const partner = (id: string, changes: Partial<PlannedPartner<number>> = {}): PlannedPartner<number> => ({
  id,
  place: 0,
  freeAt: 0,
  until: 10_000,
  acceptance: 1,
  quality: 1,
  ...changes,
});
const planned = (changes: Partial<Snapshot<number>>) =>
  plan(
    {
      now: 0,
      deliveries: [],
      expected: [],
      partners: [],
      travel: (from, to) => Math.abs(from - to),
      ...changes,
    },
    DEFAULT_PLAN_RULES,
  );

describe('a plan', () => {
  it('offers a delivery that is ready to the partner who is there first', () => {
    const partners = [partner('far', { place: 900 }), partner('near', { place: 100 })];
    const { offers, estimates } = planned({ deliveries: [delivery('d')], partners });
    expect(offers).toEqual([{ partnerId: 'near', deliveryIds: ['d'] }]);
    expect(estimates.get('d')).toMatchObject({ partnerId: 'near' });
  });

  it('waits until the partner must leave, and says when', () => {
    const { offers, askAgainAt } = planned({
      deliveries: [delivery('d', { readyAt: 1_200 })],
      partners: [partner('p', { place: 100 })],
    });
    expect(offers).toEqual([]);
    expect(askAgainAt).toBeGreaterThan(600);
    expect(askAgainAt).toBeLessThanOrEqual(1_100);
  });

  it('crosses no ways: each of two gets the delivery that makes both early', () => {
    const deliveries = [
      delivery('west', { pickup: 0, door: 0, restaurantId: 'w' }),
      delivery('east', { pickup: 1_000, door: 1_000, restaurantId: 'e' }),
    ];
    const { offers } = planned({
      deliveries,
      partners: [partner('a', { place: 900 }), partner('b', { place: 400 })],
    });
    expect(offers.map(({ partnerId, deliveryIds }) => [partnerId, ...deliveryIds]).sort()).toEqual([
      ['a', 'east'],
      ['b', 'west'],
    ]);
  });

  it('bundles when partners are few and the doors lie on one way, and does not when there are enough', () => {
    const deliveries = [delivery('one', { door: 300 }), delivery('two', { door: 320 })];
    expect(planned({ deliveries, partners: [partner('p')] }).offers).toEqual([
      { partnerId: 'p', deliveryIds: ['one', 'two'] },
    ]);
    const { offers } = planned({ deliveries, partners: [partner('p'), partner('q')] });
    expect(offers.map(({ deliveryIds }) => deliveryIds.length)).toEqual([1, 1]);
  });

  it('never asks somebody again for what they refused, nor for a pick-up after their shift', () => {
    const refused = planned({
      deliveries: [delivery('d', { notFor: new Set(['p']) })],
      partners: [partner('p')],
    });
    expect(refused.offers).toEqual([]);
    const late = planned({
      deliveries: [delivery('d')],
      partners: [partner('p', { place: 500, until: 400 })],
    });
    expect(late.offers).toEqual([]);
    expect(late.estimates.size).toBe(0);
  });

  it('plans with partners who are free soon, and offers them nothing before', () => {
    const { offers, estimates } = planned({
      deliveries: [delivery('d')],
      partners: [partner('soon', { freeAt: 200 }), partner('far', { place: 3_000 })],
    });
    expect(offers).toEqual([]);
    expect(estimates.get('d')).toMatchObject({ partnerId: 'soon' });
  });

  it('is the same for the same snapshot', () => {
    const snapshot = {
      deliveries: Array.from({ length: 20 }, (_, n) =>
        delivery(`d${n}`, {
          pickup: (n * 37) % 500,
          door: (n * 91) % 900,
          readyAt: n * 20,
          restaurantId: `r${n % 4}`,
        }),
      ),
      partners: Array.from({ length: 9 }, (_, n) => partner(`p${n}`, { place: (n * 53) % 700 })),
    };
    expect(planned(snapshot)).toEqual(planned(snapshot));
  });
});
