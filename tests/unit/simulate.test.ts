import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../bench/simulator/clock.ts';
import { figuresOf } from '../../bench/simulator/figures.ts';
import { type Instance, readInstance, travelSeconds } from '../../bench/simulator/instance.ts';
import { type Policy, simulate } from '../../bench/simulator/run.ts';
import { writeSolution } from '../../bench/simulator/solution.ts';
import { folderOf, type InstanceFiles, inventedInstance } from '../helpers/mdrp.ts';

const OBLIGING = { declines: 0, timeouts: 0, offerSeconds: 30, seed: 1 };
const MOODY = { ...OBLIGING, declines: 0.15, timeouts: 0.05 };
const POLICIES: Policy[] = ['scored', 'matched'];

const town = readInstance(folderOf(inventedInstance()));
const excessOf = (policy: Policy, behaviour = OBLIGING) => {
  const figures = figuresOf(town, simulate(town, policy, behaviour).trips);
  expect(figures.delivered).toBe(figures.orders);
  return figures.excess;
};

/** The rows of a file of the solution, without its head. */
const rowsOf = (folder: string, name: string) =>
  readFileSync(join(folder, `solution_info_${name}.txt`), 'utf8')
    .replace(/\n$/, '')
    .split('\n')
    .slice(1)
    .map((line) => line.split(' '));

/** The rules of the data, checked on the files alone; returns what breaks them. */
function violations(instance: Instance, folder: string): string[] {
  const broken: string[] = [];
  const orders = new Map(instance.orders.map((order) => [order.id, order]));
  const places = new Map(
    [
      ...instance.orders.flatMap(({ restaurant, door }) => [restaurant, door]),
      ...instance.couriers.map((c) => c.start),
    ].map((place) => [place.id, place]),
  );
  const way = (from: string, to: string) => {
    const [a, b] = [places.get(from), places.get(to)];
    if (!a || !b) throw new Error(`there is no ${from} or ${to}`);
    return travelSeconds(a, b, instance.metresPerMinute) / 60;
  };
  const dropoffOf = new Map(rowsOf(folder, 'orders').map(([id, , , , , dropoff]) => [id, Number(dropoff)]));

  const seen = new Set<string>();
  for (const { id, onAt, offAt } of instance.couriers) {
    let [free, place] = [onAt / 60, id];
    const moves = rowsOf(folder, 'couriers').filter(([courier]) => courier === id);
    const trips = rowsOf(folder, 'assignments').filter(([, , courier]) => courier === id);
    for (const [assigned, pickup, , ...bundle] of trips) {
      const at = Number(assigned);
      const restaurants = bundle.map((order) => orders.get(order)?.restaurant.id as string);
      if (new Set(restaurants).size !== 1) broken.push(`${bundle}: more than one restaurant`);
      if (at < free) broken.push(`${bundle}: ${id} is busy until ${free}`);
      if (Number(pickup) > offAt / 60) broken.push(`${bundle}: picked up after the shift of ${id}`);
      for (const order of bundle) {
        if (seen.has(order)) broken.push(`${order} is assigned twice`);
        seen.add(order);
        if (at < (orders.get(order)?.placedAt as number) / 60)
          broken.push(`${order} is assigned before it is placed`);
        if (Number(pickup) < (orders.get(order)?.readyAt as number) / 60)
          broken.push(`${order} is not ready`);
      }
      const [toRestaurant, ...toDoors] = moves.splice(0, bundle.length + 1);
      if (`${toRestaurant?.slice(1)}` !== `${[assigned, place, restaurants[0]]}`)
        broken.push(`${bundle}: ${toRestaurant}`);
      if (Number(pickup) < at + way(place, restaurants[0] as string) + 2)
        broken.push(`${bundle}: picked up too early`);
      [free, place] = [Number(pickup) + 2, restaurants[0] as string];
      for (const [index, order] of bundle.entries()) {
        if (`${toDoors[index]?.slice(1)}` !== `${[free, place, order]}`)
          broken.push(`${order}: ${toDoors[index]}`);
        if (dropoffOf.get(order) !== free + way(place, order) + 2)
          broken.push(`${order} is dropped off at another time`);
        [free, place] = [free + way(place, order) + 4, order];
      }
    }
    if (moves.length > 0) broken.push(`${id} moves without an assignment`);
  }
  return broken;
}

describe('a simulated day', () => {
  it.each(POLICIES)('keeps the rules of the data under %s, whether couriers accept or not', (policy) => {
    for (const behaviour of [OBLIGING, MOODY]) {
      const folder = mkdtempSync(join(tmpdir(), 'tiffin-solution-'));
      const { trips } = simulate(town, policy, behaviour);
      writeSolution(folder, town, trips);
      expect(violations(town, folder)).toEqual([]);
      expect(rowsOf(folder, 'orders')).toHaveLength(town.orders.length);
    }
  });

  it.each(POLICIES)('is the same again under %s, and another under another seed', (policy) => {
    const day = (seed: number) => JSON.stringify(simulate(town, policy, { ...MOODY, seed }).trips);
    expect(day(1)).toBe(day(1));
    expect(day(2)).not.toBe(day(1));
  });

  it('loses at most half the time under matched that it loses under scored', () => {
    expect(excessOf('matched')).toBeLessThanOrEqual(excessOf('scored') / 2);
  });

  it('does so, too, when couriers decline and let offers pass', () => {
    expect(excessOf('matched', MOODY)).toBeLessThanOrEqual(excessOf('scored', MOODY) / 2);
  });

  it('cannot be faster than each order picked up when it is ready', () => {
    expect(excessOf('matched')).toBeGreaterThan(0);
  });

  it('tells each customer a time', () => {
    expect(simulate(town, 'matched', OBLIGING).calibration.made).toBe(town.orders.length);
  });

  it('asks no courier twice for what they refused under matched', () => {
    const alone = readInstance(folderOf(inventedInstance({ orders: 3, couriers: 1 })));
    expect(simulate(alone, 'matched', { ...OBLIGING, declines: 0.9 }).trips).toEqual([]);
    expect(figuresOf(alone, simulate(alone, 'matched', OBLIGING).trips).delivered).toBe(3);
  });

  it('leaves behind what nobody can fetch', () => {
    const late = inventedInstance();
    const folder = folderOf({ ...late, orders: `${late.orders}o_late\t1\t1\t399\tr0\t430\n` });
    const solution = mkdtempSync(join(tmpdir(), 'tiffin-solution-'));
    for (const policy of POLICIES) {
      const instance = readInstance(folder);
      const { trips } = simulate(instance, policy, OBLIGING);
      writeSolution(solution, instance, trips);
      expect(figuresOf(instance, trips)).toMatchObject({ orders: 121, delivered: 120 });
      expect(rowsOf(solution, 'orders').at(-1)).toEqual(['o_late', '399', 'r0', '430', '', '', '']);
    }
  });
});

describe('an instance', () => {
  const broken = (change: (files: InstanceFiles) => Partial<InstanceFiles>) => () =>
    readInstance(
      folderOf({
        ...inventedInstance({ orders: 2, couriers: 1 }),
        ...change(inventedInstance({ orders: 2, couriers: 1 })),
      }),
    );

  it.each<[string, (files: InstanceFiles) => Partial<InstanceFiles>, RegExp]>([
    [
      'a column too few',
      ({ orders }) => ({ orders: `${orders}o9\t1\t1\t5\tr0\n` }),
      /orders\.txt:4 has 5 columns instead of 6/,
    ],
    [
      'no such column',
      () => ({ couriers: 'courier\tx\ty\ton\toff\n' }),
      /couriers\.txt:1 has no column on_time, off_time/,
    ],
    [
      'a word for a number',
      ({ orders }) => ({ orders: `${orders}o9\t1\tx\t5\tr0\t9\n` }),
      /orders\.txt:4: y must be a number, not "x"/,
    ],
    [
      'an unknown restaurant',
      ({ orders }) => ({ orders: `${orders}o9\t1\t1\t5\tr99\t9\n` }),
      /no restaurant r99/,
    ],
    [
      'an id twice',
      ({ orders }) => ({ orders: `${orders}o1\t1\t1\t5\tr0\t9\n` }),
      /the id o1 is there twice/,
    ],
    ['an id with a space', ({ orders }) => ({ orders: `${orders}o 9\t1\t1\t5\tr0\t9\n` }), /"o 9" is no id/],
    [
      'food that is ready before it is ordered',
      ({ orders }) => ({ orders: `${orders}o9\t1\t1\t5\tr0\t4\n` }),
      /ready_time 4 lies before placement_time 5/,
    ],
    ['no orders', ({ orders }) => ({ orders: `${orders.split('\n')[0]}\n` }), /has no orders/],
    [
      'no speed',
      ({ instance_parameters: p }) => ({ instance_parameters: p.replace('320', '0') }),
      /meters_per_minute must be more than 0/,
    ],
  ])('with %s is refused, saying where', (_, change, message) => {
    expect(broken(change)).toThrow(message);
  });

  it('that is not there is refused, saying where to get one', () => {
    expect(() => readInstance('/nowhere')).toThrow(/\/nowhere\/restaurants\.txt is missing.*mdrplib/);
  });
});

describe('the virtual clock', () => {
  it('goes by time, then by the order of planning, with what is late in a second last', () => {
    const clock = virtualClock();
    const log: string[] = [];
    const say = (what: string) => () => log.push(`${clock.now()} ${what}`);
    clock.at(20, say('late'), 'late');
    clock.at(20, say('first'));
    clock.at(10, () => clock.at(20, say('second')));
    clock.at(20, () => clock.at(5, say('overdue')));
    clock.run();
    expect(log).toEqual(['20 first', '20 second', '20 overdue', '20 late']);
  });
});

describe('npm run simulate', () => {
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, '../../bench/simulate.ts'), ...args],
      { encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };

  it('prints a line of figures and one about the ETA', () => {
    const folder = folderOf(inventedInstance({ orders: 40 }));
    const { status, stdout } = run(folder);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /matched {2}orders 40 delivered 40 {2}click_to_door mean [\d.]+ p90 [\d.]+ .*ready_to_pickup mean [\d.]+ {2}floor [\d.]+ excess [\d.]+/,
    );
    expect(stdout).toMatch(/eta of 40 orders.*within its 90 % range [\d.]+ %/);
  });

  it('says so when nothing was delivered', () => {
    const nobody = inventedInstance({ orders: 3, couriers: 1 });
    const folder = folderOf({ ...nobody, couriers: nobody.couriers.replace(/400\n$/, '61\n') });
    expect(run(folder)).toMatchObject({ status: 0, stdout: expect.stringMatching(/orders 3 delivered 0\n/) });
  });

  it.each([
    [[], /Name at least one folder/],
    [['somewhere', '--policy', 'best'], /no policy best\. There are: scored, matched/],
    [['somewhere', '--declines', '15'], /--declines is a share/],
    [['somewhere', '--declines', '0.6', '--timeouts', '0.5'], /less than 1/],
    [['somewhere', '--seed', 'x'], /--seed must be a whole number/],
    [['somewhere', '--fast'], /Unknown option '--fast'/],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
  });
});
