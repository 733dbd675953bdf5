import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedAgain } from '../../domain/dispatch/expected.ts';
import { type Plan, plan } from '../../domain/dispatch/plan.ts';
import {
  DEFAULT_PLAN_RULES,
  type ExpectedDelivery,
  type OpenDelivery,
  type PlannedPartner,
  type PlanRules,
  type Snapshot,
} from '../../domain/dispatch/snapshot.ts';

// A street: places are seconds along it. A hand-over takes 2 + 2 minutes.
type Zone = Snapshot<number>;
const NOW = 10_000;
const RULES = DEFAULT_PLAN_RULES;
const travel = (from: number, to: number) => Math.abs(from - to);

const delivery = (id: string, rest: Partial<OpenDelivery<number>> = {}): OpenDelivery<number> => ({
  id,
  restaurantId: 'rst_a',
  pickup: 0,
  door: 600,
  readyAt: NOW,
  notFor: new Set(),
  ...rest,
});
const partner = (id: string, rest: Partial<PlannedPartner<number>> = {}): PlannedPartner<number> => ({
  id,
  place: 0,
  freeAt: NOW,
  until: NOW + 4 * 3_600,
  acceptance: 1,
  quality: 1,
  ...rest,
});
const planned = (zone: Partial<Zone>, rules: Partial<PlanRules> = {}): Plan =>
  plan({ now: NOW, deliveries: [], expected: [], partners: [], travel, ...zone }, { ...RULES, ...rules });
const offersOf = (zone: Partial<Zone>) => planned(zone).offers;
const offer = (partnerId: string, ...deliveryIds: string[]) => ({ partnerId, deliveryIds });

describe('an offer', () => {
  it('goes to the partner who is there first', () => {
    const partners = [partner('far', { place: -900 }), partner('near', { place: -300 })];
    expect(offersOf({ deliveries: [delivery('d')], partners })).toEqual([offer('near', 'd')]);
  });

  it('is made when the partner must leave to be there with the food, not before', () => {
    const partners = [partner('p', { place: 300 })];
    const later = (seconds: number) =>
      planned({ deliveries: [delivery('d', { readyAt: NOW + seconds })], partners });
    // 300 s on the way and half a hand-over of 120 s.
    expect(later(420).offers).toEqual([offer('p', 'd')]);
    expect(later(421)).toMatchObject({ offers: [], askAgainAt: NOW + 1 });
  });

  it('is made earlier to somebody who often refuses, by what refusals cost on average', () => {
    const partners = [partner('p', { place: 300, acceptance: 0.5 })];
    const deliveries = [delivery('d', { readyAt: NOW + 450 })];
    expect(offersOf({ deliveries, partners })).toEqual([offer('p', 'd')]);
  });

  it('waits for a partner who is soon free next door, rather than send one from far away', () => {
    const partners = [partner('far', { place: -3_000 }), partner('soon', { freeAt: NOW + 60 })];
    const result = planned({ deliveries: [delivery('d')], partners });
    expect(result.offers).toEqual([]);
    expect(result.estimates.get('d')?.partnerId).toBe('soon');
  });

  it('goes to the partners so that all wait least, although one of them is nearer to both', () => {
    const partners = [partner('middle', { place: 0 }), partner('left', { place: -400 })];
    const deliveries = [
      delivery('right', { restaurantId: 'rst_r', pickup: 500 }),
      delivery('left', { restaurantId: 'rst_l', pickup: -100, door: -700 }),
    ];
    const offers = offersOf({ deliveries, partners });
    expect(new Set(offers.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify(offer('middle', 'right')), JSON.stringify(offer('left', 'left'))]),
    );
  });

  it('goes to both after a swap that no single move would find', () => {
    const partners = [partner('left', { place: 0 }), partner('right', { place: 1_000 })];
    const deliveries = [
      delivery('first', { restaurantId: 'rst_r', pickup: 400, door: 5_000 }),
      delivery('second', { restaurantId: 'rst_l', pickup: -600, door: -5_000 }),
    ];
    expect(offersOf({ deliveries, partners })).toEqual([offer('left', 'second'), offer('right', 'first')]);
  });

  it('does not go to somebody who must not be asked', () => {
    const partners = [partner('refused'), partner('other', { place: -900 })];
    const deliveries = [delivery('d', { notFor: new Set(['refused']) })];
    expect(offersOf({ deliveries, partners })).toEqual([offer('other', 'd')]);
  });

  it('does not go to somebody whose shift ends before the pick-up', () => {
    const partners = [partner('leaving', { until: NOW + 119 }), partner('staying', { place: -900 })];
    expect(offersOf({ deliveries: [delivery('d')], partners })).toEqual([offer('staying', 'd')]);
    expect(
      offersOf({ deliveries: [delivery('d')], partners: [partner('last', { until: NOW + 120 })] }),
    ).toEqual([offer('last', 'd')]);
  });

  it('goes to the better partner of two who are equally near', () => {
    const partners = [partner('poor', { quality: 0.5 }), partner('good', { quality: 0.9 })];
    expect(offersOf({ deliveries: [delivery('d')], partners })).toEqual([offer('good', 'd')]);
  });

  it('goes to the one more likely to accept of two who are equally near', () => {
    const partners = [partner('picky', { acceptance: 0.4 }), partner('eager', { acceptance: 0.9 })];
    expect(offersOf({ deliveries: [delivery('d')], partners })).toEqual([offer('eager', 'd')]);
  });
});

describe('a bundle', () => {
  const neighbours = [delivery('d1', { door: 600 }), delivery('d2', { door: 630 })];

  it('is made for neighbours when partners are scarce', () => {
    expect(offersOf({ deliveries: neighbours, partners: [partner('p')] })).toEqual([offer('p', 'd1', 'd2')]);
  });

  it('is not made when there is somebody for each', () => {
    const offers = offersOf({ deliveries: neighbours, partners: [partner('p'), partner('q')] });
    expect(offers.map(({ deliveryIds }) => deliveryIds.length)).toEqual([1, 1]);
  });

  it('is not made of different restaurants', () => {
    const deliveries = [delivery('d1'), delivery('d2', { restaurantId: 'rst_b' })];
    expect(offersOf({ deliveries, partners: [partner('p')] })).toEqual([offer('p', 'd1')]);
  });

  it('has no more deliveries than the rules allow', () => {
    const deliveries = ['a', 'b', 'c', 'd', 'e'].map((id) => delivery(id));
    const [first] = planned({ deliveries, partners: [partner('p')] }, { bundleSize: 2 }).offers;
    expect(first?.deliveryIds).toHaveLength(2);
  });
});

describe('expected deliveries', () => {
  const expected: ExpectedDelivery<number>[] = [
    { restaurantId: 'rst_b', pickup: 1_000, door: 1_200, placedAt: NOW + 60, readyAt: NOW + 200 },
  ];

  it('are never offered', () => {
    expect(planned({ expected, partners: [partner('p', { place: 1_000 })] })).toEqual({
      offers: [],
      askAgainAt: undefined,
      estimates: new Map(),
    });
  });

  it('keep the partner who will be needed there', () => {
    const partners = [partner('beside', { place: 960 }), partner('other', { place: -10 })];
    const deliveries = [delivery('d', { pickup: 480, door: 480, readyAt: NOW + 610 })];
    // Either would be in time for the open delivery.
    expect(planned({ deliveries, expected, partners }).estimates.get('d')?.partnerId).toBe('other');
  });

  it('are those of the last minutes once more', () => {
    const recent = [10, 300, 901].map((ago) => ({
      ...(expected[0] as ExpectedDelivery<number>),
      placedAt: NOW - ago,
      readyAt: NOW - ago + 600,
    }));
    expect(expectedAgain(recent, NOW, 900).map(({ placedAt, readyAt }) => [placedAt, readyAt])).toEqual([
      [NOW + 890, NOW + 1_490],
      [NOW + 600, NOW + 1_200],
    ]);
  });
});

describe('estimates', () => {
  it('say when each delivery of a bundle is picked up and at its door', () => {
    const deliveries = [delivery('d1', { door: 600 }), delivery('d2', { door: 630 })];
    const { estimates } = planned({ deliveries, partners: [partner('p', { place: -60 })] });
    expect(Object.fromEntries(estimates)).toEqual({
      d1: { partnerId: 'p', pickupAt: NOW + 180, dropoffAt: NOW + 300 + 600 + 120 },
      d2: { partnerId: 'p', pickupAt: NOW + 180, dropoffAt: NOW + 300 + 600 + 240 + 30 + 120 },
    });
  });

  it('wait for the food', () => {
    const deliveries = [delivery('d', { readyAt: NOW + 1_000 })];
    expect(planned({ deliveries, partners: [partner('p')] }).estimates.get('d')).toEqual({
      partnerId: 'p',
      pickupAt: NOW + 1_000,
      dropoffAt: NOW + 1_000 + 120 + 600 + 120,
    });
  });

  it('leave out what nobody on shift can take', () => {
    expect(planned({ deliveries: [delivery('d')] })).toEqual({
      offers: [],
      askAgainAt: undefined,
      estimates: new Map(),
    });
  });
});

describe('a delivery that waits too long', () => {
  it('goes before one that costs the others less', () => {
    // Old first makes the new one 1,280 s later, new first the old one 480 s.
    const deliveries = [
      delivery('old', { restaurantId: 'rst_o', pickup: 300, door: 400, readyAt: NOW - 1_800 }),
      delivery('new', { door: 30 }),
    ];
    const first = (rules: Partial<PlanRules>) =>
      planned({ deliveries, partners: [partner('p')] }, rules).offers[0];
    expect(first({ impatience: 0 })).toEqual(offer('p', 'new'));
    expect(first({ impatience: 3 })).toEqual(offer('p', 'old'));
  });
});

describe('any plan', () => {
  const place = fc.integer({ min: -3_000, max: 3_000 });
  const restaurant = fc.constantFrom(['rst_a', -500], ['rst_b', 0], ['rst_c', 900]) as fc.Arbitrary<
    [string, number]
  >;
  const seconds = (min: number, max: number) => fc.integer({ min: NOW + min, max: NOW + max });
  const anyZone: fc.Arbitrary<Zone> = fc.record({
    now: fc.constant(NOW),
    travel: fc.constant(travel),
    deliveries: fc
      .array(fc.tuple(restaurant, place, seconds(-1_800, 1_800), fc.subarray(['p0', 'p1', 'p2'])), {
        maxLength: 12,
      })
      .map((rows) =>
        rows.map(([[restaurantId, pickup], door, readyAt, notFor], index) =>
          delivery(`d${index}`, { restaurantId, pickup, door, readyAt, notFor: new Set(notFor) }),
        ),
      ),
    expected: fc.array(fc.tuple(restaurant, place, seconds(1, 900)), { maxLength: 4 }).map((rows) =>
      rows.map(([[restaurantId, pickup], door, placedAt]) => ({
        restaurantId,
        pickup,
        door,
        placedAt,
        readyAt: placedAt + 300,
      })),
    ),
    partners: fc
      .array(fc.tuple(place, seconds(-600, 900), seconds(0, 7_200)), { maxLength: 6 })
      .map((rows) =>
        rows.map(([start, freeAt, until], index) => partner(`p${index}`, { place: start, freeAt, until })),
      ),
  });

  it('can be carried out: free partners, within their shifts, each delivery once, each bundle from one restaurant', () => {
    fc.assert(
      fc.property(anyZone, (zone) => {
        const { offers } = plan(zone, RULES);
        const offered = offers.flatMap(({ deliveryIds }) => deliveryIds);
        expect(new Set(offered).size).toBe(offered.length);
        expect(new Set(offers.map(({ partnerId }) => partnerId)).size).toBe(offers.length);
        for (const { partnerId, deliveryIds } of offers) {
          const taker = zone.partners.find(({ id }) => id === partnerId) as PlannedPartner<number>;
          const bundle = deliveryIds.map(
            (id) => zone.deliveries.find((one) => one.id === id) as OpenDelivery<number>,
          );
          const [first] = bundle as [OpenDelivery<number>];
          const pickupAt = Math.max(
            NOW + travel(taker.place, first.pickup) + 120,
            ...bundle.map((one) => one.readyAt),
          );
          expect(taker.freeAt).toBeLessThanOrEqual(NOW);
          expect(pickupAt).toBeLessThanOrEqual(taker.until);
          expect(bundle.length).toBeLessThanOrEqual(RULES.bundleSize);
          expect(new Set(bundle.map(({ restaurantId }) => restaurantId)).size).toBe(1);
          expect(bundle.some(({ notFor }) => notFor.has(partnerId))).toBe(false);
        }
      }),
    );
  });

  it('asks again in the future, if at all', () => {
    fc.assert(
      fc.property(anyZone, (zone) => {
        expect(plan(zone, RULES).askAgainAt ?? NOW + 1).toBeGreaterThan(NOW);
      }),
    );
  });

  it('is the same for the same zone', () => {
    fc.assert(
      fc.property(anyZone, (zone) => {
        expect(plan(zone, RULES)).toEqual(plan(zone, RULES));
      }),
    );
  });

  it('finds somebody for each delivery while there are shifts that last', () => {
    const lasting = anyZone.map((zone) => ({
      ...zone,
      deliveries: zone.deliveries.map((one) => ({ ...one, notFor: new Set<string>() })),
      partners: [...zone.partners, partner('always', { until: NOW + 48 * 3_600 })],
    }));
    fc.assert(
      fc.property(lasting, (zone) => {
        expect(plan(zone, RULES).estimates.size).toBe(zone.deliveries.length);
      }),
    );
  });
});
