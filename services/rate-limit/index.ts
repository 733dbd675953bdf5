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

/** Buckets of this process. So many callers are told apart; then it begins anew. */
const MAX_LOCAL = 50_000;

/** For when Redis is away, or too late: goes on from what it last said. */
function createLocalBuckets() {
  const full = new Map<string, number>();
  const nowUs = () => performance.now() * 1_000;

  function learn(key: string, fullInUs: number): void {
    if (full.size >= MAX_LOCAL) full.clear();
    full.set(key, nowUs() + fullInUs);
  }
  return {
    learn,
    take(key: string, { tokenUs, allUs }: Bucket, wanted: number): Taken {
      const used = Math.max((full.get(key) ?? 0) - nowUs(), 0);
      const tokens = Math.min(wanted, Math.floor((allUs - used) / tokenUs));
      if (tokens < 1) return [0, used];
      learn(key, used + tokens * tokenUs);
      return [tokens, used + tokens * tokenUs];
    },
  };
}

type Measures = Bucket & { quota: number; seconds: number };

/** Those who came to one bucket since it was asked last. */
type Queue = { policy: RatePolicy; tell: ((verdict: Verdict) => void)[] };

/**
 * Counts requests by policy and subject: exactly, for all processes together, in Redis; while that is away each process counts
 * for itself, so that nobody is locked out and no flood comes in. Those who come to one bucket in the same turn of the event
 * loop, or while it is being asked, ask together, so that a busy process asks seldom.
 * @param factor what all quotas are multiplied with; 0 counts nothing
 */
export function createRateLimit(deps: { redis: OptionalRedis; keys: RedisKeys; factor: number }) {
  const { redis, keys, factor } = deps;
  const local = createLocalBuckets();
  const measures = Object.fromEntries(
    Object.entries(RATE_POLICIES).map(([policy, { quota: usual, seconds }]) => {
      const quota = Math.max(1, Math.round(usual * factor));
      const allUs = seconds * 1_000_000;
      return [policy, { quota, seconds, allUs, tokenUs: Math.floor(allUs / quota) }];
    }),
  ) as Record<RatePolicy, Measures>;
  const waiting = new Map<string, Queue>();
  /** Buckets that Redis is being asked about. */
  const asked = new Set<string>();
  /** Buckets to ask about at the end of this turn. */
  let due: string[] = [];

  async function ask(key: string, { policy, tell }: Queue): Promise<void> {
    const { quota, seconds, tokenUs, allUs } = measures[policy];
    const taken = await redis.ask(
      (client) => client.eval(TAKE, 1, key, tokenUs, allUs, tell.length) as Promise<Taken>,
    );
    if (taken) local.learn(key, taken[1]);
    const [tokens, fullInUs] = taken ?? local.take(key, { tokenUs, allUs }, tell.length);
    const answer = {
      policy,
      quota,
      seconds,
      remaining: Math.max(0, Math.floor((allUs - fullInUs) / tokenUs)),
      resetMs: Math.ceil(fullInUs / 1_000),
    };
    const refused = { ...answer, allowed: false, retryMs: Math.ceil((fullInUs + tokenUs - allUs) / 1_000) };
    const allowed = { ...answer, allowed: true, retryMs: 0 };
    for (const [index, one] of tell.entries()) one(index < tokens ? allowed : refused);
  }

  /** Asks about a bucket at the end of this turn. */
  function askSoon(key: string): void {
    if (due.length === 0) setImmediate(askDue);
    due.push(key);
  }

  async function askFor(key: string): Promise<void> {
    const queue = waiting.get(key) as Queue;
    waiting.delete(key);
    asked.add(key);
    try {
      await ask(key, queue);
    } finally {
      asked.delete(key);
      if (waiting.has(key)) askSoon(key);
    }
  }

  function askDue(): void {
    const those = due;
    due = [];
    for (const key of those) void askFor(key);
  }

  return {
    /** Takes one token, if there is one. Undefined where nothing is counted. */
    take(policy: RatePolicy, subject: string): Promise<Verdict> | undefined {
      if (factor === 0) return undefined;
      return new Promise((resolve) => {
        const key = keys.rate(policy, subject);
        const queue = waiting.get(key);
        if (queue) {
          queue.tell.push(resolve);
          return;
        }
        waiting.set(key, { policy, tell: [resolve] });
        if (!asked.has(key)) askSoon(key);
      });
    },
  };
}
export type RateLimit = ReturnType<typeof createRateLimit>;
