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

/**
 * A token bucket as the generic cell rate algorithm: all that is kept is the instant at which the bucket is full again. Redis'
 * clock counts, so several processes agree. KEYS: the bucket. ARGV: ms that a token takes to come back, ms that all take.
 * Replies whether it is allowed and the instant of being full, counted from now; both times in µs, which are whole numbers.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local after = full + tonumber(ARGV[1])
if after - now > tonumber(ARGV[2]) then return {0, full - now} end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return {1, after - now}`;

/** Buckets of this process, for when Redis is away. So many callers are told apart; then it begins anew. */
const MAX_LOCAL = 50_000;

function createLocalBuckets() {
  const full = new Map<string, number>();
  return (key: string, tokenUs: number, allUs: number): [number, number] => {
    const now = performance.now() * 1_000;
    const before = Math.max(full.get(key) ?? 0, now);
    const after = before + tokenUs;
    if (after - now > allUs) return [0, before - now];
    if (full.size >= MAX_LOCAL) full.clear();
    full.set(key, after);
    return [1, after - now];
  };
}

/**
 * Counts requests by policy and subject: exactly, for all processes together, in Redis; while that is away each process counts
 * for itself, so that nobody is locked out and no flood comes in.
 * @param factor what all quotas are multiplied with; 0 counts nothing
 */
export function createRateLimit(deps: { redis: OptionalRedis; keys: RedisKeys; factor: number }) {
  const { redis, keys, factor } = deps;
  const takeLocally = createLocalBuckets();

  return {
    /** Takes one token, if there is one. Undefined where nothing is counted. */
    async take(policy: RatePolicy, subject: string): Promise<Verdict | undefined> {
      if (factor === 0) return undefined;
      const { seconds } = RATE_POLICIES[policy];
      const quota = Math.max(1, Math.round(RATE_POLICIES[policy].quota * factor));
      const allUs = seconds * 1_000_000;
      const tokenUs = Math.floor(allUs / quota);
      const key = keys.rate(policy, subject);
      const [allowed, usedUs] =
        (await redis.ask(
          (client) => client.eval(TAKE, 1, key, tokenUs, allUs) as Promise<[number, number]>,
        )) ?? takeLocally(key, tokenUs, allUs);
      return {
        policy,
        quota,
        seconds,
        allowed: allowed === 1,
        remaining: Math.max(0, Math.floor((allUs - usedUs) / tokenUs)),
        resetMs: Math.ceil(usedUs / 1_000),
        retryMs: allowed === 1 ? 0 : Math.ceil((usedUs + tokenUs - allUs) / 1_000),
      };
    },
  };
}
export type RateLimit = ReturnType<typeof createRateLimit>;
