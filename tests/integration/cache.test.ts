import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { createHashCache, type Entry } from '../../services/cache.ts';
import { gateBefore } from '../helpers/gate.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const keys = redisKeys(config.redis.prefix);
let clients: RedisClient[];
let key: string;
let loads = 0;

beforeAll(() => {
  clients = [openRedis(config.redis), openRedis(config.redis)];
});
beforeEach(() => {
  key = keys.menu(`rst_${Math.random()}`);
  loads = 0;
});
afterAll(() => {
  for (const client of clients) client.disconnect();
});

const same = <T>(fields: T): T => fields;

/** Each with a client of its own, as in two processes. */
const caches = () => clients.map((redis) => createHashCache({ redis, keys }));
const [redis, cache] = [
  () => clients[0] as RedisClient,
  () => caches()[0] as ReturnType<typeof createHashCache>,
];

function loader(version: number, json: string, afterMs = 20) {
  return async (): Promise<Entry<'json'>> => {
    loads += 1;
    await sleep(afterMs);
    return { version, ttlMs: 60_000, fields: { json } };
  };
}

describe('a miss', () => {
  it('of a thousand callers in two processes makes one query', async () => {
    const [here, there] = caches();
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        (index % 2 ? here : there)?.read(key, 'json', loader(1, 'menu'), same),
      ),
    );
    expect(new Set(answers.map((answer) => answer?.json))).toEqual(new Set(['menu']));
    expect(loads).toBe(1);
  });

  it('stores a hash with its life', async () => {
    await cache().read(key, 'json', loader(7, 'menu'), same);
    expect(await redis().hgetall(key)).toEqual({ version: '7', json: 'menu' });
    expect(await redis().pttl(key)).toBeGreaterThan(55_000);
  });

  it('whose query fails fails for those who waited, and the next one asks again', async () => {
    const failing = async () => {
      loads += 1;
      await sleep(20);
      throw new Error('no database');
    };
    const shared = cache();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => shared.read<'json', unknown>(key, 'json', failing, same)),
    );
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(loads).toBe(1);
    expect(await shared.read(key, 'json', loader(1, 'back'), same)).toMatchObject({ json: 'back' });
  });

  it('does not wait long for a process that died while it had the right to load', async () => {
    await redis().set(keys.lock(key), 'somebody who died', 'PX', 500);
    const startedAt = performance.now();
    expect(await cache().read(key, 'json', loader(1, 'menu'), same)).toMatchObject({ json: 'menu' });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});

describe('a change', () => {
  it('is seen at once', async () => {
    await cache().read(key, 'json', loader(1, 'old'), same);
    await cache().invalidate(key, 2);
    expect(await cache().read(key, 'json', loader(2, 'new'), same)).toMatchObject({ json: 'new' });
  });

  it('during the query of a miss keeps the old answer out of the cache', async () => {
    const slow = cache().read(key, 'json', loader(1, 'old', 200), same);
    await sleep(50);
    await cache().invalidate(key, 2);
    await slow;
    expect(await cache().read(key, 'json', loader(2, 'new'), same)).toMatchObject({ json: 'new' });
    expect(await redis().hget(key, 'json')).toBe('new');
  });

  it('told twice, or late, does not throw away what is newer', async () => {
    await cache().read(key, 'json', loader(3, 'newest'), same);
    await cache().invalidate(key, 2);
    await cache().invalidate(key, 3);
    await cache().read(key, 'json', loader(9, 'loaded again'), same);
    expect(loads).toBe(1);
  });
});

it('without Redis everybody is answered, and soon without waiting for it', async () => {
  const { gate, address } = await gateBefore(config.redis.urls[0] as string);
  const away = openRedis({ ...config.redis, urls: [address] });
  const lonely = createHashCache({ redis: away, keys });
  await lonely.read(key, 'json', loader(1, 'menu'), same);
  await gate.whileShut(async () => {
    for (let round = 0; round < 4; round += 1) {
      await sleep(30); // what was read is shared for a moment
      expect(await lonely.read(key, 'json', loader(1, 'from the database'), same)).toMatchObject({
        json: 'from the database',
      });
    }
    await lonely.invalidate(key, 5);
    const startedAt = performance.now();
    await lonely.read(key, 'json', loader(1, 'x', 0), same);
    expect(performance.now() - startedAt).toBeLessThan(50);
  });
  away.disconnect();
  await gate.close();
});
