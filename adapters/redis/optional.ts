import type { Config } from '../../config.ts';
import { openQuickRedis, type RedisClient } from './index.ts';

/** After a failure nobody asks for so long, so that a Redis that hangs costs one time-out a second and not one a request. */
const PAUSE_MS = 1_000;

/** Redis where an answer helps and its absence must not hold anybody up. */
export type OptionalRedis = {
  /** What Redis says; undefined while it is away. */
  ask<T>(question: (redis: RedisClient) => Promise<T>): Promise<T | undefined>;
  close(): void;
};

/** A connection of its own, whose time-outs are short. */
export function openOptionalRedis(config: Config['redis']): OptionalRedis {
  const redis = openQuickRedis(config);
  let awayUntil = 0;
  const away = () => {
    awayUntil = performance.now() + PAUSE_MS;
    return undefined;
  };
  return {
    ask: (question) =>
      performance.now() < awayUntil ? Promise.resolve(undefined) : question(redis).catch(away),
    close: () => redis.disconnect(),
  };
}
