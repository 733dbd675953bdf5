import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { RedisClient, RedisKeys } from '../adapters/redis/index.ts';

/** What is kept of a thing: `version` orders it among its changes, `fields` are the hash. */
export type Entry<Field extends string> = {
  version: number;
  ttlMs: number;
  fields: Record<Field, string>;
};

/** Longer than any query may run: after that nobody can come with what they read before a change. */
const TOMBSTONE_MS = 30_000;
/** Whoever holds the right to load has this long; then the others stop waiting for them. */
const LOCK_MS = 2_000;
const POLL_MS = 15;
/** What a process has read it shares with those who ask so soon after: less than an answer is on its way to its reader. */
const SHARED_MS = 20;

/** Stores a hash unless a later version was announced or stored. KEYS: the hash. ARGV: version, ttl, then fields and values. */
const FILL = `
local known = redis.call('HGET', KEYS[1], 'version')
if known and tonumber(known) > tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'version', ARGV[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;

/** Removes what is older than a version, and leaves the version behind for those who read before it. */
const INVALIDATE = `
local known = redis.call('HGET', KEYS[1], 'version')
if known and tonumber(known) >= tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'version', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;

const UNLOCK = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end`;

/**
 * Cache-aside hashes in Redis. A thousand callers that miss at once make one query: those of a process share one attempt, and
 * of several processes one has the right to load while the others wait for what it stores. Without Redis everybody loads, each
 * process once at a time. Other processes may see what was just invalidated for 20 ms more.
 */
export function createHashCache({ redis, keys }: { redis: RedisClient; keys: RedisKeys }) {
  /** Attempts under way, and for a moment what came of them. */
  const underway = new Map<string, Promise<unknown>>();
  // A Redis that does not answer costs a time-out for each question, so it is not asked for a while.
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 2_000, breaker: new ConsecutiveBreaker(3) });

  /** What Redis says, or undefined when it cannot be asked. */
  const ask = <T>(question: () => Promise<T>): Promise<T | undefined> =>
    breaker.execute(question).catch(() => undefined);

  async function stored<F extends string>(key: string, field: F): Promise<Record<F, string> | undefined> {
    const hash = await ask(() => redis.hgetall(key));
    // A hash without the field is what an invalidation left.
    return hash && field in hash ? (hash as Record<F, string>) : undefined;
  }

  async function loadAndStore<F extends string>(key: string, load: () => Promise<Entry<F>>) {
    const { version, ttlMs, fields } = await load();
    const pairs = Object.entries<string>(fields).flat();
    if (ttlMs > 0) await ask(() => redis.eval(FILL, 1, key, version, Math.ceil(ttlMs), ...pairs));
    return fields;
  }

  async function miss<F extends string>(key: string, field: F, load: () => Promise<Entry<F>>) {
    const lock = keys.lock(key);
    const mine = randomUUID();
    const giveUpAt = Date.now() + LOCK_MS;
    for (;;) {
      const got = await ask(() => redis.set(lock, mine, 'PX', LOCK_MS, 'NX'));
      if (got === 'OK') {
        try {
          // The one before may have stored it between our look and our lock.
          return (await stored(key, field)) ?? (await loadAndStore(key, load));
        } finally {
          await ask(() => redis.eval(UNLOCK, 1, lock, mine));
        }
      }
      if (got === undefined || Date.now() > giveUpAt) return loadAndStore(key, load);
      await sleep(POLL_MS);
      const found = await stored(key, field);
      if (found) return found;
    }
  }

  return {
    /**
     * What `take` makes of the fields of a hash, from Redis or, once for all who ask, from `load`. Those who share an attempt
     * share what was taken, too.
     * @param field one that every stored hash has
     */
    read<F extends string, T>(
      key: string,
      field: NoInfer<F>,
      load: () => Promise<Entry<F>>,
      take: (fields: Record<NoInfer<F>, string>) => T,
    ): Promise<T> {
      const known = underway.get(key) as Promise<T> | undefined;
      if (known) return known;
      const reading = stored<F>(key, field)
        .then((found) => found ?? miss(key, field, load))
        .then(take);
      underway.set(key, reading);
      const done = () => {
        if (underway.get(key) === reading) underway.delete(key);
      };
      reading.then(() => setTimeout(done, SHARED_MS).unref(), done);
      return reading;
    },

    /** Forgets everything older than a version, also what is being loaded now. Does nothing when Redis is away. */
    async invalidate(key: string, version: number): Promise<void> {
      await ask(() => redis.eval(INVALIDATE, 1, key, version, TOMBSTONE_MS));
      underway.delete(key);
    },
  };
}
export type HashCache = ReturnType<typeof createHashCache>;
