import { gridDisk, latLngToCell } from 'h3-js';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Position } from '../../domain/geo.ts';

/** H3 resolution of the geo keys: cells about 6 km across, so that a city is a few keys and a cluster spreads them. */
const RESOLUTION = 6;
/** The smallest distance between the centres of neighbouring cells at this resolution, rounded down. */
const RING_KM = 4;
/** A partner who has not been heard of for this long is offline. Heartbeats come every 10 s. */
const PARTNER_TTL_SECONDS = 30;

const cellOf = ({ lat, lng }: Position) => latLngToCell(lat, lng, RESOLUTION);

/** The cells that can hold a partner within the radius. */
function cellsAround(centre: Position, radiusKm: number): string[] {
  return gridDisk(cellOf(centre), Math.ceil(radiusKm / RING_KM) + 1);
}

type Nearby = { partnerId: string; distanceMetres: number };

/** Runs commands in one round trip and returns their results; rejects with the first error. */
async function pipelined<T>(pipeline: ReturnType<RedisClient['pipeline']>): Promise<T[]> {
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, result]) => {
    if (error) throw error;
    return result as T;
  });
}

/** Where partners are, for as long as they are heard of. Only in Redis: losing it costs one heartbeat. */
export function createLocations({ redis, keys }: { redis: RedisClient; keys: RedisKeys }) {
  return {
    /** Takes positions of many partners in one round trip. */
    async update(batch: readonly { partnerId: string; position: Position }[]): Promise<void> {
      if (batch.length === 0) return;
      const pipeline = redis.pipeline();
      for (const { partnerId, position } of batch) {
        const cell = cellOf(position);
        pipeline.geoadd(keys.locations(cell), position.lng, position.lat, partnerId);
        pipeline.hset(keys.partner(partnerId), {
          cell,
          lat: position.lat,
          lng: position.lng,
          at: Date.now(),
        });
        pipeline.expire(keys.partner(partnerId), PARTNER_TTL_SECONDS);
      }
      await pipelined(pipeline);
    },

    /** Partners online within the radius, with their distance. Two round trips. */
    async near(centre: Position, radiusKm: number): Promise<Nearby[]> {
      const cells = cellsAround(centre, radiusKm);
      const search = redis.pipeline();
      for (const cell of cells) {
        search.geosearch(
          keys.locations(cell),
          'FROMLONLAT',
          centre.lng,
          centre.lat,
          'BYRADIUS',
          radiusKm,
          'km',
          'WITHDIST',
        );
      }
      const found = (await pipelined<[string, string][]>(search)).flatMap((members, index) =>
        members.map(([partnerId, km]) => ({
          partnerId,
          cell: cells[index] as string,
          distanceMetres: Math.round(Number(km) * 1000),
        })),
      );
      if (found.length === 0) return [];
      const status = redis.pipeline();
      for (const { partnerId } of found) status.hget(keys.partner(partnerId), 'cell');
      const cellNow = await pipelined<string | null>(status);

      // A member whose partner went offline or rode into another cell is a leftover: drop it while we are here.
      const sweep = redis.pipeline();
      const fresh = found.filter(({ partnerId, cell }, index) => {
        const here = cellNow[index] === cell;
        if (!here) sweep.zrem(keys.locations(cell), partnerId);
        return here;
      });
      if (sweep.length > 0) await pipelined(sweep);
      return fresh.map(({ partnerId, distanceMetres }) => ({ partnerId, distanceMetres }));
    },
  };
}
export type Locations = ReturnType<typeof createLocations>;
