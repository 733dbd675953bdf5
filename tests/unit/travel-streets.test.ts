import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetwork, type Foothold } from '../../adapters/travel/network.ts';
import { type StreetRow, streetTimes } from '../../adapters/travel/streets.ts';
import { readAddresses, readEateries } from '../../db/seed/places.ts';
import { randomFrom } from '../../db/seed/random.ts';
import { crowFlies, speedOf } from '../../domain/delivery/eta.ts';
import { distanceMetres, type Position } from '../../domain/geo.ts';

/** A place so many metres east and north of the middle of the map. */
const at = (x: number, y: number): Position => ({ lat: 60.17 + y / 111_225, lng: 24.94 + x / 55_330 });

const street = (highway: string, oneWay: 0 | 1, ...points: [number, number][]): StreetRow => [
  null,
  highway,
  oneWay,
  points.flatMap(([x, y]) => [at(x, y).lng, at(x, y).lat]),
];

/**
 * A block of 200 × 100 m that one may drive around clockwise only, with a street through its middle, a bicycles' short cut from
 * corner to corner, and a street 600 m to the north that leads nowhere.
 */
const BLOCK = streetTimes([
  street('residential', 1, [0, 0], [0, 100]),
  street('residential', 1, [0, 100], [100, 100], [200, 100]),
  street('residential', 1, [200, 100], [200, 0]),
  street('residential', 1, [200, 0], [100, 0], [0, 0]),
  street('residential', 0, [100, 0], [100, 100]),
  street('cycleway', 0, [0, 0], [100, 50]),
  street('cycleway', 0, [100, 50], [200, 100]),
  street('residential', 0, [0, 700], [100, 700]),
]);

const metres = (from: Position, to: Position, vehicle = 'bike', travel = BLOCK) =>
  travel.time(from, to, vehicle) * speedOf(vehicle);

describe('the way along streets', () => {
  it('goes with a one-way street, and around the block against it', () => {
    expect(metres(at(0, 20), at(0, 80), 'car')).toBeCloseTo(60, 0);
    expect(metres(at(0, 80), at(0, 20), 'car')).toBeCloseTo(20 + 100 + 100 + 100 + 20, 0);
  });

  it('goes both ways in a street that is not one-way', () => {
    expect(metres(at(100, 20), at(100, 80), 'car')).toBeCloseTo(60, 0);
    expect(metres(at(100, 80), at(100, 20), 'car')).toBeCloseTo(60, 0);
  });

  it('takes the cycle track by bike and the streets by car and scooter', () => {
    const short = 2 * Math.hypot(100, 50);
    expect(metres(at(0, 0), at(200, 100), 'bike')).toBeCloseTo(short, 0);
    expect(metres(at(0, 0), at(200, 100), 'ebike')).toBeCloseTo(short, 0);
    expect(metres(at(0, 0), at(200, 100), 'car')).toBeCloseTo(300, 0);
    expect(metres(at(0, 0), at(200, 100), 'scooter')).toBeCloseTo(300, 0);
  });

  it('takes a vehicle as long as it is slow', () => {
    const [from, to] = [at(100, 20), at(100, 80)];
    expect(BLOCK.time(from, to, 'car')).toBeCloseTo(60 / speedOf('car'), 0);
    expect(BLOCK.time(from, to, 'ebike')).toBeCloseTo(60 / speedOf('ebike'), 0);
  });

  it('takes any street from a junction, also where a one-way street ends', () => {
    expect(metres(at(100, 100), at(100, 0), 'car')).toBeCloseTo(100, 0);
    expect(metres(at(200, 0), at(100, 0), 'car')).toBeCloseTo(100, 0);
  });

  it('is walked by who would be there earlier on foot', () => {
    const [from, to] = [at(0, 60), at(0, 40)];
    expect(BLOCK.time(from, to, 'car')).toBeCloseTo(crowFlies(from, to, 'foot'), 1);
  });

  it('begins and ends beside the street', () => {
    expect(metres(at(80, 40), at(50, 30), 'car')).toBeCloseTo(20 + 40 + 50 + 30, 0);
  });

  it('is distance over speed for who is far from every street', () => {
    const [far, near] = [at(-260, 50), at(0, 50)];
    expect(BLOCK.time(far, near, 'car')).toBe(crowFlies(far, near, 'car'));
    expect(BLOCK.time(near, far, 'car')).toBe(crowFlies(near, far, 'car'));
    expect(BLOCK.time(at(-240, 50), near, 'car')).not.toBe(crowFlies(at(-240, 50), near, 'car'));
  });

  it('is distance over speed where no street leads', () => {
    const [island, near] = [at(50, 700), at(0, 50)];
    expect(BLOCK.time(island, near, 'bike')).toBe(crowFlies(island, near, 'bike'));
    expect(BLOCK.time(near, island, 'bike')).toBe(crowFlies(near, island, 'bike'));
  });

  it('is the same in a plan, for each spot by its own vehicle and by bike where there is none', async () => {
    const pickup = at(0, 80);
    const door = at(0, 20);
    const car = { ...pickup, vehicle: 'car' };
    const ways = await BLOCK.between([pickup, door, car]);
    expect(ways(car, door)).toBe(BLOCK.time(pickup, door, 'car'));
    expect(ways(pickup, door)).toBe(BLOCK.time(pickup, door, 'bike'));
    // Spots that were not announced are welcome, too.
    expect(ways({ ...at(0, 0), vehicle: 'scooter' }, at(200, 100))).toBeCloseTo(300 / speedOf('scooter'), 0);
  });

  it('is distance over speed on an empty map', () => {
    expect(streetTimes([]).time(at(0, 0), at(100, 0), 'bike')).toBe(crowFlies(at(0, 0), at(100, 0), 'bike'));
  });
});

/** All shortest ways by brute force (Floyd and Warshall), Infinity where there is none. */
function allWays(nodes: number, arcs: readonly (readonly [number, number, number])[]): number[][] {
  const ways = Array.from({ length: nodes }, (_, i) =>
    Array.from({ length: nodes }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
  );
  const way = (i: number, j: number) => ways[i]?.[j] as number;
  const set = (i: number, j: number, length: number) => {
    (ways[i] as number[])[j] = Math.min(way(i, j), length);
  };
  for (const [from, to, length] of arcs) set(from, to, length);
  for (let via = 0; via < nodes; via++)
    for (let i = 0; i < nodes; i++) for (let j = 0; j < nodes; j++) set(i, j, way(i, via) + way(via, j));
  return ways;
}

it('finds the shortest ways of any graph, as brute force does', () => {
  const graphs = fc.record({
    seed: fc.integer(),
    nodes: fc.integer({ min: 2, max: 12 }),
    streets: fc.array(fc.record({ from: fc.nat(11), to: fc.nat(11), oneWay: fc.boolean() }), {
      maxLength: 40,
    }),
  });
  fc.assert(
    fc.property(graphs, ({ seed, nodes, streets }) => {
      // By chance, so that no junction lies on a street that does not lead to it.
      const random = randomFrom(`${seed}`);
      const places = Array.from({ length: nodes }, () =>
        at(random.fraction() * 3_000, random.fraction() * 3_000),
      );
      const kept = streets.filter(({ from, to }) => from < nodes && to < nodes && from !== to);
      const network = createNetwork(
        kept.map(({ from, to, oneWay }) => {
          const [a, b] = [places[from] as Position, places[to] as Position];
          return { isOneWay: oneWay, line: [a.lng, a.lat, b.lng, b.lat] };
        }),
      );
      const found = (i: number, j: number) => {
        const [start, end] = [i, j].map((place) => network.find(places[place] as Position));
        return network.metres(start as Foothold, end as Foothold);
      };
      const expected = allWays(
        nodes,
        kept.flatMap(({ from, to, oneWay }) => {
          const length = distanceMetres(places[from] as Position, places[to] as Position);
          return oneWay
            ? [[from, to, length] as const]
            : [[from, to, length] as const, [to, from, length] as const];
        }),
      );
      const isMutual = (i: number, j: number) =>
        Number.isFinite(expected[i]?.[j]) && Number.isFinite(expected[j]?.[i]);
      const parts = places.map((_, i) => places.map((_, j) => j).filter((j) => isMutual(i, j)));
      const largest = Math.max(...parts.map((part) => part.length));
      fc.pre(largest > 1 && new Set(parts.filter(({ length }) => length === largest).map(String)).size === 1);
      const main = parts.find(({ length }) => length === largest) as number[];
      for (const i of main) {
        for (const j of main) {
          expect(found(i, j)).toBeCloseTo(expected[i]?.[j] as number, 3);
        }
      }
    }),
    { numRuns: 300 },
  );
});

describe('in Helsinki', () => {
  const rows = JSON.parse(readFileSync('db/seed/helsinki/streets.json', 'utf8')) as StreetRow[];
  const helsinki = streetTimes(rows);
  const random = randomFrom('ways');
  const pairs = Array.from({ length: 3_000 }, () => ({
    from: random.pick(readEateries()) as Position,
    to: random.pick(readAddresses()) as Position,
  }));

  it.each(['bike', 'car'])(
    'no way by %s is shorter than the great circle or slower than on foot',
    (vehicle) => {
      for (const { from, to } of pairs) {
        expect(metres(from, to, vehicle, helsinki)).toBeGreaterThan(distanceMetres(from, to) - 0.01);
        expect(helsinki.time(from, to, vehicle)).toBeLessThan(1.005 * crowFlies(from, to, 'foot') + 0.001);
      }
    },
  );

  it('nearly all ways are found, and half of them are no longer than usual detours', () => {
    const detours = pairs.map(
      ({ from, to }) => metres(from, to, 'bike', helsinki) / distanceMetres(from, to),
    );
    detours.sort((a, b) => a - b);
    expect(detours[Math.floor(detours.length / 2)]).toBeGreaterThan(1.2);
    expect(detours[Math.floor(detours.length / 2)]).toBeLessThan(1.7);
    const guessed = pairs.filter(
      ({ from, to }) => helsinki.time(from, to, 'bike') === crowFlies(from, to, 'bike'),
    );
    expect(guessed).toEqual([]);
  });

  it('both directions are the same length when no street is one-way', () => {
    const open = streetTimes(rows.map(([name, highway, , line]) => [name, highway, 0, line]));
    for (const { from, to } of pairs.slice(0, 500)) {
      expect(metres(from, to, 'car', open)).toBeCloseTo(metres(to, from, 'car', open), 3);
    }
  });

  it('cars make detours for one-way streets', () => {
    const open = streetTimes(rows.map(([name, highway, , line]) => [name, highway, 0, line]));
    const sum = (travel: typeof open) =>
      pairs.reduce((total, { from, to }) => total + metres(from, to, 'car', travel), 0);
    expect(sum(helsinki)).toBeGreaterThan(1.02 * sum(open));
  });
});
