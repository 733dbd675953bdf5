import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openRedis, type RedisClient, redisKeys } from '../adapters/redis/index.ts';
import { readConfig } from '../config.ts';
import { randomFrom } from '../db/seed/random.ts';
import { type Candidate, rankPartners, type Scored, scoreBeyond } from '../domain/dispatch/score.ts';
import { distanceMetres, type Position } from '../domain/geo.ts';
import { createLocations, type Locations, type Report } from '../services/delivery/locations.ts';
import { type Benchmark, type Figure, median, timed } from './bench.ts';

const PARTNERS = 100_000;
/** Central Helsinki; partners live around it as far as Espoo, Vantaa and the sea's other side, denser in the middle. */
const CENTRE: Position = { lat: 60.1708, lng: 24.9375 };
const SPREAD_KM = 25;
const RADII_KM = [3, 5, 8, 12];
const SEARCHES = 25;
/** What a search is for: the partners asked at one radius, and some to spare. */
const WANTED = 10;
const INTAKE_SECONDS = 4;
/** What a gateway with 25,000 partners who report each second hands over in one tick of 200 ms. */
const TICK = 5_000;
const TICKS_UNDER_WAY = 4;

const KM_PER_DEGREE = 111.2;
function around(centre: Position, km: number, turn: number): Position {
  const lng = (km * Math.sin(turn)) / KM_PER_DEGREE / Math.cos((centre.lat * Math.PI) / 180);
  return { lat: centre.lat + (km * Math.cos(turn)) / KM_PER_DEGREE, lng: centre.lng + lng };
}

type Partner = Report & Candidate;

function townOf(random: () => number): Partner[] {
  return Array.from({ length: PARTNERS }, (_, index) => {
    const offersAnswered = Math.floor(random() * 500);
    const deliveriesTaken = Math.floor(offersAnswered * (0.5 + random() / 2));
    return {
      partnerId: `prt_01jd7zk0f8e9vbq3n4${String(index).padStart(8, '0')}`,
      position: around(CENTRE, SPREAD_KM * random() ** 0.75, random() * 2 * Math.PI),
      online: true,
      distanceMetres: Number.NaN, // depends on who asks
      rating: random() < 0.05 ? undefined : 3.5 + random() * 1.5,
      offersAnswered,
      offersAccepted: deliveriesTaken,
      deliveriesTaken,
      deliveriesCompleted: Math.floor(deliveriesTaken * (0.9 + random() / 10)),
    };
  });
}

/** The best within the radius as dispatch finds them: ring by ring, until nobody farther out can be better. */
async function bestNear(
  locations: Locations,
  town: Map<string, Partner>,
  centre: Position,
  radiusKm: number,
): Promise<Scored[]> {
  const candidates: Candidate[] = [];
  for await (const { partners, reachMetres, last } of locations.outwards(centre, radiusKm)) {
    for (const near of partners) candidates.push({ ...(town.get(near.partnerId) as Partner), ...near });
    const ranked = rankPartners(candidates, radiusKm * 1000).slice(0, WANTED);
    const toBeat = last ? 0 : scoreBeyond(reachMetres, radiusKm * 1000);
    if (last || (ranked.length === WANTED && (ranked.at(-1) as Scored).score >= toBeat)) return ranked;
  }
  return [];
}

/** Everybody within the radius, by looking at everybody. */
const bruteForce = (town: Partner[], centre: Position, radiusKm: number): Partner[] =>
  town.filter(({ position }) => distanceMetres(centre, position) <= radiusKm * 1000);

/**
 * Everybody within the radius, as Redis tells. Who is among the best is asked of these: it knows places to a third of a metre, which
 * can change the ranks of two who are equally good.
 */
const asTold = (raw: [partnerId: string, metres: string][], town: Map<string, Partner>): Candidate[] =>
  raw.map(([partnerId, metres]) => ({
    ...(town.get(partnerId) as Partner),
    distanceMetres: Math.round(Number(metres)),
  }));

/** The share of what must be found that was found. */
function recallOf(found: { partnerId: string }[], wanted: { partnerId: string }[]): number {
  const ids = new Set(found.map(({ partnerId }) => partnerId));
  return wanted.length === 0
    ? 1
    : wanted.filter(({ partnerId }) => ids.has(partnerId)).length / wanted.length;
}

async function fillSingleKey(redis: RedisClient, key: string, town: Partner[]): Promise<void> {
  for (let start = 0; start < town.length; start += 1_000) {
    const some = town.slice(start, start + 1_000);
    await redis.geoadd(
      key,
      ...(some.flatMap(({ partnerId, position }) => [position.lng, position.lat, partnerId]) as never[]),
    );
  }
}

const execFileAsync = promisify(execFile);

/** Requests per second of `redis-benchmark`, pipelined by 16: each moves one of 100,000 members to a random place. */
async function rawGeoAdds(url: string, key: string): Promise<number> {
  const { hostname, port, password } = new URL(url);
  const move = ['GEOADD', key, '__rand_int__e-5', '__rand_int__e-5', 'prt_01jd7zk0f8e9vbq3n4__rand_int__'];
  const { stdout } = await execFileAsync('redis-benchmark', [
    ...['-h', hostname, '-p', port || '6379', '-n', '500000', '-r', `${PARTNERS}`, '-P', '16', '--csv'],
    ...(password ? ['-a', decodeURIComponent(password)] : []),
    ...move,
  ]);
  return Number(/^"GEOADD[^"]*","([\d.]+)"/m.exec(stdout)?.[1]);
}

/** Everybody says where they are, a few at a time. */
async function report(locations: Locations, town: Partner[]): Promise<void> {
  for (let start = 0; start < town.length; start += 2_500)
    await locations.update(town.slice(start, start + 2_500));
}

/** What everybody tells next, tick by tick: each has moved a little. Two rounds, so that nobody ever stands still. */
const ticksOf = (town: Partner[], random: () => number): Report[][] =>
  Array.from({ length: (2 * PARTNERS) / TICK }, (_, tick) => {
    const first = (tick * TICK) % PARTNERS;
    return town.slice(first, first + TICK).map(({ partnerId, position, online }) => ({
      partnerId,
      position: around(position, random() * 0.1, random() * 2 * Math.PI),
      online,
    }));
  });

/** Positions per second that `update` takes, over several refreshes of each partner. */
async function intake(locations: Locations, ticks: Report[][]): Promise<number> {
  const startedAt = performance.now();
  const under: Promise<void>[] = [];
  let taken = 0;
  for (let next = 0; performance.now() - startedAt < INTAKE_SECONDS * 1000; next += 1) {
    const tick = ticks[next % ticks.length] as Report[];
    // A tick does not wait for the one before, as in the gateway; a few are under way at most.
    under.push(locations.update(tick));
    taken += tick.length;
    if (under.length === TICKS_UNDER_WAY) await under.shift();
  }
  await Promise.all(under);
  return taken / ((performance.now() - startedAt) / 1000);
}

async function removeAll(redis: RedisClient, prefix: string): Promise<void> {
  const keys = await redis.keys(`${prefix}*`);
  for (let start = 0; start < keys.length; start += 10_000)
    await redis.unlink(keys.slice(start, start + 10_000));
}

async function searches(redis: RedisClient, prefix: string, town: Partner[], locations: Locations) {
  const random = randomFrom('searches').fraction;
  const byId = new Map(town.map((partner) => [partner.partnerId, partner]));
  const single = `${prefix}single`;
  await fillSingleKey(redis, single, town);
  const figures: Figure[] = [];
  for (const radiusKm of RADII_KM) {
    const [ours, all, theirs]: [number[], number[], number[]] = [[], [], []];
    let [bestRecall, allRecall] = [1, 1];
    for (let search = 0; search < SEARCHES; search += 1) {
      const centre = around(CENTRE, random() * 4, random() * 2 * Math.PI);
      const [lng, lat] = [centre.lng, centre.lat];
      let best: Scored[] = [];
      let everybody: { partnerId: string }[] = [];
      let raw: [string, string][] = [];
      theirs.push(
        await timed(async () => {
          raw = (await redis.geosearch(
            ...[single, 'FROMLONLAT', lng, lat, 'BYRADIUS', radiusKm * 1000, 'm', 'WITHDIST'],
          )) as [string, string][];
        }),
      );
      ours.push(
        await timed(async () => {
          best = await bestNear(locations, byId, centre, radiusKm);
        }),
      );
      all.push(
        await timed(async () => {
          everybody = await locations.near(centre, radiusKm);
        }),
      );
      allRecall = Math.min(allRecall, recallOf(everybody, bruteForce(town, centre, radiusKm)));
      bestRecall = Math.min(
        bestRecall,
        recallOf(best, rankPartners(asTold(raw, byId), radiusKm * 1000).slice(0, WANTED)),
      );
    }
    const yardstick = `raw GEOSEARCH WITHDIST of one key, ${radiusKm} km`;
    figures.push(
      {
        what: `the ${WANTED} best of all within ${radiusKm} km`,
        ours: median(ours),
        yardstick,
        theirs: median(theirs),
        unit: 'ms',
        target: { atMost: 1 },
      },
      { what: `  recall of the best, ${radiusKm} km`, value: bestRecall, unit: '', target: { atLeast: 1 } },
      {
        what: `everybody within ${radiusKm} km`,
        ours: median(all),
        yardstick,
        theirs: median(theirs),
        unit: 'ms',
        // The same answer as the yardstick's, with freshness on top, from several keys.
        target: { atMost: 1 },
      },
      { what: `  recall of everybody, ${radiusKm} km`, value: allRecall, unit: '', target: { atLeast: 1 } },
    );
  }
  return figures;
}

export const benchmark: Benchmark = {
  name: 'locations',
  about: `${PARTNERS.toLocaleString('en')} partners online around Helsinki: finding candidates, taking positions`,
  async run(say) {
    const { redis: config } = readConfig();
    const prefix = `${config.prefix}bench-locations-${process.pid}:`;
    const redis = openRedis({ ...config, prefix });
    const locations = createLocations({ redis, keys: redisKeys(prefix) });
    const random = randomFrom('town').fraction;
    const town = townOf(random);
    try {
      say('partners come online');
      await report(locations, town);
      const keepOnline = setInterval(() => void report(locations, town).catch(() => {}), 15_000);
      say('candidate searches');
      const figures = await searches(redis, prefix, town, locations).finally(() => clearInterval(keepOnline));
      say('positions, ours and redis-benchmark in turn');
      const [ours, theirs]: [number[], number[]] = [[], []];
      const ticks = ticksOf(town, random);
      for (let round = 0; round < 5; round += 1) {
        theirs.push(await rawGeoAdds(config.urls[0] as string, `${prefix}raw`));
        ours.push(await intake(locations, ticks));
      }
      figures.push({
        what: 'positions taken',
        ours: median(ours),
        yardstick: 'redis-benchmark -P 16 GEOADD',
        theirs: median(theirs),
        unit: 'per s',
        target: { atLeast: 0.5 },
      });
      return figures;
    } finally {
      await removeAll(redis, prefix);
      redis.disconnect();
    }
  },
};
