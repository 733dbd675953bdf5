import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Shift } from '../../domain/delivery/shift.ts';
import type { Locations } from '../delivery/locations.ts';
import { readShift, setShift } from './shift.ts';

/** What partners are to themselves: their shift, their name, their money. */
export function createPartnerService(deps: {
  db: Db;
  redis: RedisClient;
  keys: RedisKeys;
  locations: Locations;
}) {
  return {
    readShift: (partnerId: string) => readShift(deps, partnerId),
    setShift: (partnerId: string, status: Shift) => setShift(deps, partnerId, status),
  };
}
export type PartnerService = ReturnType<typeof createPartnerService>;
