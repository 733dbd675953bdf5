import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { HashCache } from '../cache.ts';
import type { RestaurantVersions } from './changed.ts';

/** A cached search lives for five minutes, and asks what has changed since it was made. */
const REMEMBER_MS = 6 * 60_000;

/**
 * Makes caches forget what a change made old: called after the commit, and again by the consumer of `menu-updates`, which
 * heals what a crash between commit and call has left. Never fails: Redis may be away.
 */
export function createForget(deps: { redis: RedisClient; keys: RedisKeys; cache: HashCache }) {
  const { redis, keys, cache } = deps;

  async function remember(restaurantId: string, now: number): Promise<void> {
    const key = keys.restaurantsChanged;
    await redis.zadd(key, now, restaurantId);
    await Promise.all([
      redis.zremrangebyscore(key, '-inf', now - REMEMBER_MS),
      redis.pexpire(key, REMEMBER_MS),
    ]);
  }

  return async ({ restaurantId, version, menuVersion }: RestaurantVersions): Promise<void> => {
    await Promise.all([
      remember(restaurantId, Date.now()).catch(() => {}),
      cache.invalidate(keys.restaurant(restaurantId), version),
      menuVersion !== undefined && cache.invalidate(keys.menu(restaurantId), menuVersion),
    ]);
  };
}
export type Forget = ReturnType<typeof createForget>;
