import type { RedisKeys } from '../../adapters/redis/index.ts';
import type { OptionalRedis } from '../../adapters/redis/optional.ts';
import { RATE_POLICIES, type RatePolicy } from './policies.ts';

/** What became of a request: `remaining` of `quota`, all of it again after `resetMs`; a refused one may come after `retryMs`. */
export type Verdict = {
  policy: RatePolicy;
  quota: number;
  seconds: number;
  allowed: boolean;
  remaining: number;
  resetMs: number;
  retryMs: number;
};

/** A bucket's measures, in whole µs: what a token takes to come back, and what all take. */
type Bucket = { tokenUs: number; allUs: number };
/** How many tokens were taken, and in how many µs the bucket will be full. */
type Taken = [tokens: number, fullInUs: number];

/**
 * A token bucket as the generic cell rate algorithm: all that is kept is the instant at which the bucket is full again. Redis'
 * clock counts, so several processes agree. KEYS: the bucket. ARGV: tokenUs, allUs, tokens wanted; it takes as many as there are.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local used = math.max(tonumber(redis.call('GET', KEYS[1]) or '0') - now, 0)
local token, all = tonumber(ARGV[1]), tonumber(ARGV[2])
local tokens = math.min(tonumber(ARGV[3]), math.floor((all - used) / token))
if tokens < 1 then return {0, used} end
local after = used + tokens * token
redis.call('SET', KEYS[1], string.format('%.0f', now + after), 'PX', math.ceil(after / 1000))
return {tokens, after}`;

/** Buckets of this process, for when Redis is away. So many callers are told apart; then it begins anew. */
const MAX_LOCAL = 50_000;

function createLocalBuckets() {
  const full = new Map<string, number>();
  return (key: string, { tokenUs, allUs }: Bucket, wanted: number): Taken => {
    const now = performance.now() * 1_000;
    const used = Math.max((full.get(key) ?? 0) - now, 0);
    const tokens = Math.min(wanted, Math.floor((allUs - used) / tokenUs));
    if (tokens < 1) return [0, used];
    if (full.size >= MAX_LOCAL) full.clear();
    full.set(key, now + used + tokens * tokenUs);
    return [tokens, used + tokens * tokenUs];
  };
}

/**
 * Counts requests by policy and subject: exactly, for all processes together, in Redis; while that is away each process counts
 * for itself, so that nobody is locked out and no flood comes in. Those who come to one bucket in the same turn of the event
 * loop ask together, so that a busy process asks seldom.
 * @param factor what all quotas are multiplied with; 0 counts nothing
 */
export function createRateLimit(deps: { redis: OptionalRedis; keys: RedisKeys; factor: number }) {
  const { redis, keys, factor } = deps;
  const takeLocally = createLocalBuckets();
  /** Who waits for a token of each bucket. */
  const waiting = new Map<string, ((taken: Taken) => void)[]>();

  async function takeForAll(key: string, bucket: Bucket): Promise<void> {
    const those = waiting.get(key) ?? [];
    waiting.delete(key);
    const { tokenUs, allUs } = bucket;
    const [tokens, fullInUs] =
      (await redis.ask(
        (client) => client.eval(TAKE, 1, key, tokenUs, allUs, those.length) as Promise<Taken>,
      )) ?? takeLocally(key, bucket, those.length);
    for (const [index, tell] of those.entries()) tell([index < tokens ? 1 : 0, fullInUs]);
  }

  const take = (key: string, bucket: Bucket) =>
    new Promise<Taken>((resolve) => {
      const those = waiting.get(key);
      if (those) {
        those.push(resolve);
        return;
      }
      waiting.set(key, [resolve]);
      setImmediate(takeForAll, key, bucket);
    });

  return {
    /** Takes one token, if there is one. Undefined where nothing is counted. */
    async take(policy: RatePolicy, subject: string): Promise<Verdict | undefined> {
      if (factor === 0) return undefined;
      const { seconds } = RATE_POLICIES[policy];
      const quota = Math.max(1, Math.round(RATE_POLICIES[policy].quota * factor));
      const allUs = seconds * 1_000_000;
      const tokenUs = Math.floor(allUs / quota);
      const [taken, usedUs] = await take(keys.rate(policy, subject), { tokenUs, allUs });
      const allowed = taken > 0;
      return {
        policy,
        quota,
        seconds,
        allowed,
        remaining: Math.max(0, Math.floor((allUs - usedUs) / tokenUs)),
        resetMs: Math.ceil(usedUs / 1_000),
        retryMs: allowed ? 0 : Math.ceil((usedUs + tokenUs - allUs) / 1_000),
      };
    },
  };
}
export type RateLimit = ReturnType<typeof createRateLimit>;
