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

/**
 * Where partners are, for as long as they are heard of. Only in Redis: losing it costs one heartbeat. Commands go out one by one
 * and ioredis sends what belongs to a node together (auto-pipelining), since a pipeline of ours could not span a cluster.
 */
export function createLocations({ redis, keys }: { redis: RedisClient; keys: RedisKeys }) {
  return {
    /** Takes positions of many partners in one round trip to each node. */
    async update(batch: readonly { partnerId: string; position: Position }[]): Promise<void> {
      await Promise.all(
        batch.flatMap(({ partnerId, position }) => {
          const cell = cellOf(position);
          const { lat, lng } = position;
          return [
            redis.geoadd(keys.locations(cell), lng, lat, partnerId),
            redis.hset(keys.partner(partnerId), { cell, lat, lng, at: Date.now() }),
            redis.expire(keys.partner(partnerId), PARTNER_TTL_SECONDS),
          ];
        }),
      );
    },

    /** Partners online within the radius, with their distance. Two round trips to each node asked. */
    async near({ lat, lng }: Position, radiusKm: number): Promise<Nearby[]> {
      const found = await Promise.all(
        cellsAround({ lat, lng }, radiusKm).map(async (cell) => {
          const key = keys.locations(cell);
          const within = await redis.geosearch(
            key,
            'FROMLONLAT',
            lng,
            lat,
            'BYRADIUS',
            radiusKm,
            'km',
            'WITHDIST',
          );
          return (within as [string, string][]).map(([partnerId, km]) => ({
            partnerId,
            cell,
            distanceMetres: Math.round(Number(km) * 1000),
          }));
        }),
      );
      const seen = await Promise.all(
        found.flat().map(async (member) => ({
          ...member,
          isHere: (await redis.hget(keys.partner(member.partnerId), 'cell')) === member.cell,
        })),
      );
      // A member whose partner went offline or rode into another cell is a leftover: drop it while we are here.
      const leftovers = seen.filter(({ isHere }) => !isHere);
      await Promise.all(leftovers.map(({ cell, partnerId }) => redis.zrem(keys.locations(cell), partnerId)));
      return seen
        .filter(({ isHere }) => isHere)
        .map(({ partnerId, distanceMetres }) => ({ partnerId, distanceMetres }));
    },
  };
}
export type Locations = ReturnType<typeof createLocations>;
