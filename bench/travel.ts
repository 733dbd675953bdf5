import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTravel } from '../adapters/travel/choose.ts';
import { distanceOverSpeed, type Spot, type Travel } from '../adapters/travel/index.ts';
import { readAddresses, readEateries, readStreetPoints } from '../db/seed/places.ts';
import { plan } from '../domain/dispatch/plan.ts';
import { DEFAULT_PLAN_RULES, type Snapshot } from '../domain/dispatch/snapshot.ts';
import { type Benchmark, median, timed } from './bench.ts';
import { ORDERS, PARTNERS, rush } from './planning.ts';

const ROUNDS = 60;
const LOOKUPS = 1_000_000;
const EATERIES = readEateries();
const DOORS = readAddresses();
const STREET_POINTS = readStreetPoints();
const spotOf = ({ lat, lng }: Spot): Spot => ({ lat, lng });

/** A rush in the seed city. Whoever rounds are named after is somewhere else. */
const town = (name: string): Snapshot<Spot> =>
  rush(
    name,
    (random) => ({
      restaurant: () => spotOf(random.pick(EATERIES)),
      door: () => spotOf(random.pick(DOORS)),
      partner: () => ({
        ...spotOf(random.pick(STREET_POINTS)),
        vehicle: random.pick(['bike', 'ebike', 'ebike', 'scooter', 'car']),
      }),
    }),
    () => 0,
  );

const spotsOf = ({ deliveries, expected, partners }: Snapshot<Spot>): Spot[] => [
  ...[...deliveries, ...expected].flatMap(({ pickup, door }) => [pickup, door]),
  ...partners.map(({ place }) => place),
];

/** One round as production makes it, with the ways that it needs. Returns how long it took, in milliseconds. */
const planned = (travel: Travel, zone: Snapshot<Spot>): Promise<number> =>
  timed(async () => plan({ ...zone, travel: await travel.between(spotsOf(zone)) }, DEFAULT_PLAN_RULES));

/** Nanoseconds of one lookup between the spots of a zone, all of them known. */
async function lookupNs(travel: Travel, zone: Snapshot<Spot>): Promise<number> {
  const starts = zone.partners.map(({ place }) => place);
  const ends = zone.deliveries.map(({ door }) => door);
  const ways = await travel.between(spotsOf(zone));
  let sum = 0;
  const took = await timed(async () => {
    for (let i = 0; i < LOOKUPS; i++)
      sum += ways(starts[i % starts.length] as Spot, ends[(i * 7) % ends.length] as Spot);
  });
  if (Number.isNaN(sum)) throw new Error('a way takes no time');
  return (took * 1e6) / LOOKUPS;
}

/** A server that answers every table at once, the way OSRM does. */
async function startOsrm(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://osrm');
    const count = (name: string) => (searchParams.get(name) ?? '').split(';').length;
    const row = new Array(count('destinations')).fill(321.5);
    response.end(JSON.stringify({ code: 'Ok', durations: new Array(count('sources')).fill(row) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

const fail = (error: unknown): never => {
  throw error;
};

/** Median rounds of two, made alternately over zones that change from round to round, or do not. */
async function alternately(ours: Travel, theirs: Travel, zoneOf: (round: number) => Snapshot<Spot>) {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const zone = zoneOf(round);
    times.theirs.push(await planned(theirs, zone));
    times.ours.push(await planned(ours, zone));
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}

export const benchmark: Benchmark = {
  name: 'travel',
  about: `ways for rounds of ${ORDERS} orders and ${PARTNERS} partners in the seed city, along streets and from OSRM`,
  async run(say) {
    for (let round = 0; round < 20; round++) await planned(distanceOverSpeed, town(`warm ${round}`));
    const openStreets = () => openTravel({ by: 'streets', osrmUrl: '' }, fail);
    const opening: number[] = [];
    const first: number[] = [];
    for (let round = 0; round < 10; round++) {
      opening.push(await timed(async () => openStreets()));
      first.push(await planned(openStreets(), town(`first ${round}`)));
    }
    say(
      `reading the streets ${median(opening).toFixed(0)} ms, the first plan after it ${median(first).toFixed(0)} ms`,
    );

    const streets = openStreets();
    for (let round = 0; round < 5; round++) await planned(streets, town(`warm ${round}`));
    const zone = town('lookups');
    const lookups = { ours: await lookupNs(streets, zone), theirs: await lookupNs(distanceOverSpeed, zone) };
    say(`a lookup ${lookups.ours.toFixed(0)} ns along streets, ${lookups.theirs.toFixed(0)} ns by distance`);
    const warm = await alternately(streets, distanceOverSpeed, (round) => town(`round ${round}`));

    const server = await startOsrm();
    const osrm = openTravel({ by: 'osrm', osrmUrl: server.url }, fail);
    const cold: number[] = [];
    for (let round = 0; round < 30; round++) {
      cold.push(await planned(osrm, zone));
      await sleep(100);
    }
    say(
      `the first plan with OSRM ${cold[0]?.toFixed(0)} ms, a lookup of it ${(await lookupNs(osrm, zone)).toFixed(0)} ns`,
    );
    const known = await alternately(osrm, distanceOverSpeed, () => zone);
    server.close();

    const yardstick = 'distance over speed';
    return [
      { what: 'a round along streets', ...warm, yardstick, unit: 'ms', target: { atMost: 1.5 } },
      { what: 'a round with what OSRM said', ...known, yardstick, unit: 'ms', target: { atMost: 2 } },
    ];
  },
};
