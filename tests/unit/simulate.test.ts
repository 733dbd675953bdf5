import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresOf } from '../../bench/simulator/figures.ts';
import { type Instance, readInstance } from '../../bench/simulator/instance.ts';
import { POLICIES, type Policy, simulate } from '../../bench/simulator/run.ts';
import { randomFrom } from '../../db/seed/random.ts';

/** A made-up evening in the format of the Meal Delivery Routing Problem: 60 orders from 6 kitchens, 14 couriers. */
function writeInstance(folder: string): void {
  const random = randomFrom('evening');
  const point = () => `${random.int(0, 6_000)}\t${random.int(0, 6_000)}`;
  const file = (name: string, head: string, rows: string[]) =>
    writeFileSync(join(folder, `${name}.txt`), `${[head, ...rows].join('\n')}\n`);
  file(
    'restaurants',
    'restaurant\tx\ty',
    Array.from({ length: 6 }, (_, n) => `r${n}\t${point()}`),
  );
  file(
    'orders',
    'order\tx\ty\tplacement_time\trestaurant\tready_time',
    Array.from({ length: 60 }, (_, n) => {
      const placed = 1_000 + n * 2;
      return `o${n}\t${point()}\t${placed}\tr${random.int(0, 5)}\t${placed + random.int(8, 25)}`;
    }),
  );
  file(
    'couriers',
    'courier\tx\ty\ton_time\toff_time',
    Array.from({ length: 14 }, (_, n) => `c${n}\t${point()}\t${950 + n}\t1400`),
  );
  file(
    'instance_parameters',
    'meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\tmaximum click-to-door\tpay per order\tguaranteed pay per hour',
    ['320\t4\t4\t40\t90\t10\t15'],
  );
}

let folder: string;
let instance: Instance;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mdrp-'));
  writeInstance(folder);
  instance = readInstance(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const CALM = { declines: 0, timeouts: 0, offerSeconds: 30, seed: 1 };
const day = (policy: Policy, behaviour = CALM) => simulate(instance, policy, behaviour);

describe.each(Object.keys(POLICIES) as Policy[])('a day by the policy %s', (policy) => {
  it('delivers every order, none before it can be, no courier at two places at once', () => {
    const { trips } = day(policy);
    const figures = figuresOf(instance, trips);
    expect(figures).toMatchObject({ orders: 60, delivered: 60 });
    expect(figures.excess).toBeGreaterThanOrEqual(0);
    for (const trip of trips) {
      expect(new Set(trip.orders.map(({ restaurant }) => restaurant.id)).size).toBe(1);
      for (const order of trip.orders) {
        expect(trip.assignedAt).toBeGreaterThanOrEqual(order.placedAt);
        expect(trip.pickupAt).toBeGreaterThanOrEqual(order.readyAt);
      }
      expect(trip.pickupAt).toBeLessThanOrEqual(trip.courier.offAt);
    }
    for (const { courier } of trips) {
      const own = trips
        .filter((trip) => trip.courier === courier)
        .sort((a, b) => a.assignedAt - b.assignedAt);
      for (const [index, trip] of own.entries())
        expect(trip.assignedAt).toBeGreaterThanOrEqual(own[index - 1]?.freeAt ?? 0);
    }
  });

  it('delivers them all the same when a fifth of the offers is refused, and the same input gives the same day', () => {
    const refusing = { ...CALM, declines: 0.15, timeouts: 0.05 };
    const first = figuresOf(instance, day(policy, refusing).trips);
    expect(first.delivered).toBe(60);
    expect(figuresOf(instance, day(policy, refusing).trips)).toEqual(first);
  });
});

it('loses less time with a plan than with each order’s own search', () => {
  const excess = (policy: Policy) => figuresOf(instance, day(policy).trips).excess;
  expect(excess('matched')).toBeLessThan(excess('scored'));
});

describe('a folder that is no instance', () => {
  it('is refused with what is missing and where to get it', () => {
    expect(() => readInstance(join(folder, 'nowhere'))).toThrow(
      /is missing\. Name a folder of an MDRP instance/,
    );
  });
  it('is refused with the line that is wrong', () => {
    const broken = mkdtempSync(join(tmpdir(), 'mdrp-broken-'));
    writeInstance(broken);
    writeFileSync(join(broken, 'couriers.txt'), 'courier\tx\ty\ton_time\toff_time\nc1\tnorth\t2\t3\t4\n');
    expect(() => readInstance(broken)).toThrow(/couriers\.txt:2/);
    rmSync(broken, { recursive: true });
  });
});
