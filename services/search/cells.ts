import { gridDisk } from 'h3-js';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Position } from '../../domain/geo.ts';
import { cellOf } from '../cells.ts';

/**
 * The smallest distance between the centres of neighbouring cells, rounded down. Rings of them are a cell or two too many, which
 * costs a cached answer at most, and no more work for radii that nobody has asked for before.
 */
const RING_KM = 4;
/** For clocks that differ, and for what was on its way. */
const TOLERANCE_MS = 1_000;
const EVERYWHERE = 'everywhere';

/**
 * When something that restaurants are found by last changed in each part of the country: by this a cached search knows that
 * there is more to be found than it has. One small hash; without Redis there is no cached search either.
 */
export function createSearchCells({ redis, keys }: { redis: RedisClient; keys: RedisKeys }) {
  /** Never fails, for the index must not wait for Redis: what is cached there ends by itself within five minutes. */
  const touch = (fields: string[], now: number) =>
    redis.hset(keys.searchCells, Object.fromEntries(fields.map((field) => [field, now]))).catch(() => {});

  return {
    /** Takes note that around these places other restaurants can be found from now on. */
    async touch(places: Position[]): Promise<void> {
      if (places.length > 0) await touch([...new Set(places.map(cellOf))], Date.now());
    },
    async touchEverywhere(): Promise<void> {
      await touch([EVERYWHERE], Date.now());
    },

    /**
     * Of when on what is found within a circle holds nothing that has changed since, milliseconds since 1970; 0 when nothing has.
     * One round trip.
     */
    async changedAt(centre: Position, radiusKm: number): Promise<number> {
      const cells = gridDisk(cellOf(centre), Math.ceil(radiusKm / RING_KM) + 1);
      const instants = await redis.hmget(keys.searchCells, EVERYWHERE, ...cells);
      const latest = Math.max(...instants.map(Number));
      return latest === 0 ? 0 : latest + TOLERANCE_MS;
    },
  };
}
export type SearchCells = ReturnType<typeof createSearchCells>;
