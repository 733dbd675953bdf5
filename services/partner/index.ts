import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { EarningsQuery } from '../../contracts/partners.ts';
import type { Shift } from '../../domain/delivery/shift.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Locations } from '../delivery/locations.ts';
import { listDeliveryEarnings, readEarnings } from './earnings.ts';
import { readProfile } from './profile.ts';
import { readShift, setShift } from './shift.ts';

/** What partners are to themselves: their shift, their standing, their money. */
export function createPartnerService(deps: {
  db: Db;
  redis: RedisClient;
  keys: RedisKeys;
  locations: Locations;
  tariff: Tariff;
}) {
  return {
    readShift: (partnerId: string) => readShift(deps, partnerId),
    setShift: (partnerId: string, status: Shift) => setShift(deps, partnerId, status),
    readProfile: async (partnerId: string) =>
      readProfile(deps.db, partnerId, await readShift(deps, partnerId)),
    readEarnings: (partnerId: string, query: EarningsQuery) => readEarnings(deps, partnerId, query),
    listDeliveryEarnings: (partnerId: string, page: { limit: number; after?: string | undefined }) =>
      listDeliveryEarnings(deps, partnerId, page),
  };
}
export type PartnerService = ReturnType<typeof createPartnerService>;
