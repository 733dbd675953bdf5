import { Command } from 'ioredis';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
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
 * Token buckets as the generic cell rate algorithm: all that is kept of one is the instant at which it is full again. Redis'
 * clock counts, so several processes agree. KEYS: the buckets. ARGV: for each its tokenUs, its allUs and the tokens wanted, of
 * which it gives as many as it has. @returns for each the tokens given, and in how many µs it will be full
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local taken = {}
for bucket, key in ipairs(KEYS) do
  local token, all, wanted = tonumber(ARGV[3 * bucket - 2]), tonumber(ARGV[3 * bucket - 1]), tonumber(ARGV[3 * bucket])
  local used = math.max(tonumber(redis.call('GET', key) or '0') - now, 0)
  local tokens = math.max(math.min(wanted, math.floor((all - used) / token)), 0)
  if tokens > 0 then
    used = used + tokens * token
    redis.call('SET', key, string.format('%.0f', now + used), 'PX', math.ceil(used / 1000))
  end
  taken[2 * bucket - 1] = tokens
  taken[2 * bucket] = used
end
return taken`;

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

type Measures = Bucket & { policy: RatePolicy; quota: number; seconds: number };

/** One bucket in a question: how many want a token of it, and then how many get one, and what they and the others are told. */
type Asked = {
  key: string;
  measures: Measures;
  wanted: number;
  tokens: number;
  allowed: Verdict;
  refused: Verdict;
};

/**
 * Asks for tokens of many buckets: at once, or in a cluster, where a script may touch one node, each by itself.
 * @throws Error for an answer that does not fit the question
 */
async function takeAll(redis: RedisClient, buckets: Asked[]): Promise<number[]> {
  const argsOf = ({ measures, wanted }: Asked) => [measures.tokenUs, measures.allUs, wanted];
  let taken: unknown;
  if (redis.isCluster) {
    const each = buckets.map(async (bucket) => redis.eval(TAKE, 1, bucket.key, ...argsOf(bucket)));
    taken = (await Promise.all(each)).flat();
  } else {
    const keys = buckets.map(({ key }) => key);
    const command = new Command('eval', [TAKE, keys.length, ...keys, ...buckets.flatMap(argsOf)]);
    // Sent at once: what ioredis collects (auto-pipelining) goes a turn later, and we have collected already.
    taken = await redis.sendCommand(command);
  }
  if (Array.isArray(taken) && taken.length === 2 * buckets.length) return taken;
  throw new Error('Redis answered a question about budgets with something else.');
}

/** What is asked of Redis at a time. Those who wait for it share one promise, so that waiting costs little. */
class Question {
  readonly buckets: Asked[] = [];
  /** The same by policy and subject, strings that are there already: a key is only made for each bucket. */
  readonly found = new Map<RatePolicy, Map<string, Asked>>();
  readonly settled: Promise<void>;
  settle!: () => void;

  constructor() {
    this.settled = new Promise((resolve) => {
      this.settle = resolve;
    });
  }
}

/** A request's claim to a token, as one of those who ask for a bucket together. */
export class Charge {
  readonly settled: Promise<void>;
  private readonly bucket: Asked;
  private readonly place: number;

  constructor(settled: Promise<void>, bucket: Asked, place: number) {
    this.settled = settled;
    this.bucket = bucket;
    this.place = place;
  }
  /** What became of it, once it is settled. */
  get verdict(): Verdict {
    return this.place < this.bucket.tokens ? this.bucket.allowed : this.bucket.refused;
  }
}

/**
 * Counts requests by policy and subject: exactly, for all processes together, in Redis; while that is away each process counts
 * for itself, so that nobody is locked out and no flood comes in. A process asks one question at a time: those who come in the
 * same turn of the event loop, or while Redis is being asked, ask together in the next one, so that a busy process asks seldom
 * and no charge waits for more than two answers. Charges are settled in the order in which they were made.
 * @param factor what all quotas are multiplied with; 0 counts nothing
 */
export function createRateLimit(deps: { redis: OptionalRedis; keys: RedisKeys; factor: number }) {
  const { redis, keys, factor } = deps;
  const local = createLocalBuckets();
  const policies = Object.fromEntries(
    Object.entries(RATE_POLICIES).map(([policy, { quota: usual, seconds }]) => {
      const quota = Math.max(1, Math.round(usual * factor));
      const allUs = seconds * 1_000_000;
      return [policy, { policy, quota, seconds, allUs, tokenUs: Math.floor(allUs / quota) }];
    }),
  ) as Record<RatePolicy, Measures>;
  let next = new Question();
  let asking = false;

  function settle(bucket: Asked, taken: Taken | undefined): void {
    const { key, measures, wanted } = bucket;
    const { policy, quota, seconds, tokenUs, allUs } = measures;
    if (taken) local.learn(key, taken[1]);
    const [tokens, fullInUs] = taken ?? local.take(key, measures, wanted);
    const answer = {
      policy,
      quota,
      seconds,
      remaining: Math.max(0, Math.floor((allUs - fullInUs) / tokenUs)),
      resetMs: Math.ceil(fullInUs / 1_000),
    };
    bucket.tokens = tokens;
    bucket.allowed = { ...answer, allowed: true, retryMs: 0 };
    bucket.refused = {
      ...answer,
      allowed: false,
      retryMs: Math.ceil((fullInUs + tokenUs - allUs) / 1_000),
    };
  }

  async function ask(): Promise<void> {
    const question = next;
    next = new Question();
    const { buckets } = question;
    const taken = await redis.ask((client) => takeAll(client, buckets));
    for (const [index, bucket] of buckets.entries())
      settle(bucket, taken && (taken.slice(2 * index, 2 * index + 2) as Taken));
    question.settle();
    if (next.buckets.length > 0) setImmediate(ask);
    else asking = false;
  }

  return {
    /** Takes one token, if there is one. Undefined where nothing is counted. */
    charge(policy: RatePolicy, subject: string): Charge | undefined {
      if (factor === 0) return undefined;
      if (!asking) {
        asking = true;
        setImmediate(ask);
      }
      const { settled, buckets, found } = next;
      let subjects = found.get(policy);
      if (!subjects) {
        subjects = new Map();
        found.set(policy, subjects);
      }
      let bucket = subjects.get(subject);
      if (!bucket) {
        bucket = { key: keys.rate(policy, subject), measures: policies[policy], wanted: 0 } as Asked;
        subjects.set(subject, bucket);
        buckets.push(bucket);
      }
      const place = bucket.wanted;
      bucket.wanted += 1;
      return new Charge(settled, bucket, place);
    },
  };
}
export type RateLimit = ReturnType<typeof createRateLimit>;
