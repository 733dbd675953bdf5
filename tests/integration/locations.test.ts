import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedis, type RedisClient, type RedisKeys, redisKeys } from '../../adapters/redis/index.ts';
import { distanceMetres, type Position } from '../../domain/geo.ts';
import { cellOf } from '../../services/cells.ts';
import { geoScore } from '../../services/delivery/geo-score.ts';
import { createLocations, type Locations, type Report } from '../../services/delivery/locations.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig().redis;
const HELSINKI = { lat: 60.17, lng: 24.94 };
const KM_PER_DEGREE = 111.2;
let redis: RedisClient;
let keys: RedisKeys;
let locations: Locations;
let run = 0;

beforeAll(() => {
  redis = openRedis(config);
});
beforeEach(() => {
  run += 1;
  keys = redisKeys(`${config.prefix}places-${run}:`);
  locations = createLocations({ redis, keys });
});
afterAll(() => redis.disconnect());

/** The place so many kilometres east and north; the world is round, so 180° is where −180° is. */
function beside(centre: Position, eastKm: number, northKm: number): Position {
  const lat = Math.max(-85.05, Math.min(85.05, centre.lat + northKm / KM_PER_DEGREE));
  const lng = centre.lng + eastKm / KM_PER_DEGREE / Math.cos((lat * Math.PI) / 180);
  return { lat, lng: ((lng + 540) % 360) - 180 };
}
const reportAt = (partnerId: string, position: Position, online = true): Report => ({
  partnerId,
  position,
  online,
});
const found = async (radiusKm = 3, centre: Position = HELSINKI) =>
  (await locations.near(centre, radiusKm)).map(({ partnerId }) => partnerId).sort();
/** As if everybody had been silent for so long. */
const silentFor = async (partnerId: string, at: Position, seconds: number) =>
  redis.zadd(keys.seen(cellOf(at)), Date.now() - seconds * 1000, partnerId);

describe('the search finds exactly those within the radius', () => {
  it.each([
    ['in Helsinki', HELSINKI],
    ['where east meets west', { lat: -16.9, lng: 179.99 }],
    ['on the other side of it', { lat: 66, lng: -179.995 }],
    ['far north', { lat: 84.9, lng: 24 }],
    ['far south', { lat: -84.7, lng: -120 }],
    ['at the origin', { lat: 0.001, lng: -0.001 }],
    ['around one of the twelve pentagons', { lat: 50.10320148224132, lng: -143.47849001502516 }],
  ])('%s, across the borders of cells', async (_where, middle) => {
    const size = 600;
    const town = Array.from({ length: size }, (_, index) => {
      // A sunflower: evenly spread over 16 km around, without chance.
      const km = 16 * Math.sqrt(index / size);
      const turn = index * 2.399963;
      return reportAt(`prt_${index}`, beside(middle, km * Math.cos(turn), km * Math.sin(turn)));
    });
    await locations.update(town);
    for (const radiusKm of [0.5, 3, 5, 8, 12]) {
      for (const [east, north] of [
        [0, 0],
        [2.7, -1.3],
        [-4, 4],
      ] as const) {
        const centre = beside(middle, east, north);
        const metres = town.map(({ position }) => distanceMetres(centre, position));
        const near = new Map(
          (await locations.near(centre, radiusKm)).map((each) => [each.partnerId, each.distanceMetres]),
        );
        for (const [index, distance] of metres.entries()) {
          const given = near.get(`prt_${index}`);
          if (distance <= radiusKm * 1000)
            expect(given, `${distance} m of ${radiusKm} km`).toBeCloseTo(distance, -1);
          // Redis knows places to a third of a metre.
          else if (distance > radiusKm * 1000 + 2) expect(given).toBeUndefined();
        }
      }
    }
  });

  it('ring by ring: each complete, nobody twice, all in the end', async () => {
    const town = Array.from({ length: 100 }, (_, index) =>
      reportAt(`prt_${index}`, beside(HELSINKI, index * 0.09, 0)),
    );
    await locations.update(town);
    const seen: string[] = [];
    for await (const { partners, reachMetres, last } of locations.outwards(HELSINKI, 8)) {
      seen.push(...partners.map(({ partnerId }) => partnerId));
      const within = town.filter(
        ({ position }) => distanceMetres(HELSINKI, position) <= reachMetres - 1,
      ).length;
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(within);
      expect(last).toBe(reachMetres === 8_000);
    }
    expect(seen.sort()).toEqual(await found(8));
  });
});

describe('a partner', () => {
  it('who is silent for 30 s is not found, though nobody has tidied up', async () => {
    await locations.update([reportAt('prt_1', HELSINKI), reportAt('prt_2', HELSINKI)]);
    await silentFor('prt_1', HELSINKI, 29);
    expect(await found()).toEqual(['prt_1', 'prt_2']);
    await silentFor('prt_1', HELSINKI, 31);
    expect(await found()).toEqual(['prt_2']);
  });

  it('is remembered for 30 s by `partner:{id}`', async () => {
    await locations.update([reportAt('prt_1', HELSINKI)]);
    expect(await redis.hgetall(keys.partner('prt_1'))).toMatchObject({
      status: 'online',
      cell: cellOf(HELSINKI),
    });
    expect(await redis.ttl(keys.partner('prt_1'))).toBeGreaterThan(28);
    const { lat, lng } = (await locations.positionOf('prt_1')) as Position;
    expect(distanceMetres({ lat, lng }, HELSINKI)).toBeLessThan(1);
    expect(await locations.positionOf('prt_2')).toBeUndefined();
  });

  it('who rides into another cell is found there only, also when another process hears of it', async () => {
    const far = beside(HELSINKI, 40, 0);
    await locations.update([reportAt('prt_1', HELSINKI), reportAt('prt_2', HELSINKI)]);
    await locations.update([reportAt('prt_1', far)]);
    await createLocations({ redis, keys }).update([reportAt('prt_2', far)]);
    expect(await found()).toEqual([]);
    expect(await found(3, far)).toEqual(['prt_1', 'prt_2']);
    expect(await redis.zcard(keys.locations(cellOf(HELSINKI)))).toBe(0);
  });

  it('who pauses is not found, and their place is still known', async () => {
    await locations.update([reportAt('prt_1', HELSINKI)]);
    await locations.update([reportAt('prt_1', HELSINKI, false)]);
    expect(await found()).toEqual([]);
    expect(await locations.positionOf('prt_1')).toEqual(HELSINKI);
    await locations.update([reportAt('prt_1', HELSINKI)]);
    expect(await found()).toEqual(['prt_1']);
  });

  it('who leaves is neither found nor known', async () => {
    await locations.update([reportAt('prt_1', HELSINKI)]);
    await locations.leave('prt_1');
    expect(await found()).toEqual([]);
    expect(await locations.positionOf('prt_1')).toBeUndefined();
  });

  it('is found again after Redis was emptied, with the first report', async () => {
    await locations.update([reportAt('prt_1', HELSINKI)]);
    await redis.del(keys.locations(cellOf(HELSINKI)), keys.seen(cellOf(HELSINKI)), keys.partner('prt_1'));
    expect(await found()).toEqual([]);
    await locations.update([reportAt('prt_1', HELSINKI)]);
    expect(await found()).toEqual(['prt_1']);
  });
});

describe('the sweep', () => {
  it('takes out who is silent, and whoever was left without a time, and nobody else', async () => {
    const cell = cellOf(HELSINKI);
    await locations.update(['prt_1', 'prt_2', 'prt_3'].map((id) => reportAt(id, HELSINKI)));
    await silentFor('prt_1', HELSINKI, 31);
    await redis.zrem(keys.seen(cell), 'prt_2');
    expect(await locations.sweep(), 'cells in use').toBe(1);
    expect(await redis.zrangebyscore(keys.locations(cell), '-inf', '+inf')).toEqual(['prt_3']);
    expect(await redis.zrangebyscore(keys.seen(cell), '-inf', '+inf')).toEqual(['prt_3']);
  });

  it('forgets a cell that is empty, until somebody reports from it', async () => {
    await locations.update([reportAt('prt_1', HELSINKI)]);
    await silentFor('prt_1', HELSINKI, 31);
    expect(await locations.sweep()).toBe(0);
    expect(await redis.smembers(keys.cells)).toEqual([]);
    locations.forget('prt_1');
    await locations.update([reportAt('prt_1', HELSINKI)]);
    expect(await locations.sweep()).toBe(1);
  });

  it('takes thousands at once', async () => {
    const many = Array.from({ length: 3_456 }, (_, index) => `prt_${index}`);
    await locations.update(many.map((id) => reportAt(id, HELSINKI)));
    await redis.zadd(keys.seen(cellOf(HELSINKI)), ...many.flatMap((id) => [1, id]));
    expect(await locations.sweep()).toBe(0);
    expect(await redis.exists(keys.locations(cellOf(HELSINKI)))).toBe(0);
  });
});

it('a position is stored as GEOADD would store it', async () => {
  const places = Array.from({ length: 2_000 }, (_, index) => ({
    lat: -85.05 + ((index * 0.618_034) % 1) * 170.1,
    lng: -180 + ((index * 0.754_878) % 1) * 360,
  }));
  const corners = [-85.05, 0, 85.05].flatMap((lat) => [-180, 0, 179.999_999].map((lng) => ({ lat, lng })));
  const all = [...places, ...corners];
  await redis.geoadd(
    `${config.prefix}geo`,
    ...(all.flatMap(({ lat, lng }, index) => [lng, lat, `${index}`]) as [number, number, string]),
  );
  const scores = await redis.zmscore(`${config.prefix}geo`, ...all.map((_, index) => `${index}`));
  await redis.del(`${config.prefix}geo`);
  expect(scores.map(Number)).toEqual(all.map(geoScore));
});
