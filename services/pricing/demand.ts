import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import { CARRYING } from '../../domain/delivery/machine.ts';
import type { Position } from '../../domain/geo.ts';
import { createLocations } from '../delivery/locations.ts';

/** How far around a restaurant partners and waiting deliveries count. */
const RADIUS_KM = 5;
/** Degrees of latitude; a box is near enough for a count. */
const BOX_LAT = RADIUS_KM / 111;

export type Demand = (
  around: Position,
) => Promise<{ openDeliveries: number; freePartners: number } | undefined>;

/** Deliveries that wait and partners who are free around a place; `undefined` when Redis is away and nobody knows. */
export function createDemand(deps: { db: Db; redis: RedisClient; keys: RedisKeys }): Demand {
  const { db } = deps;
  const locations = createLocations(deps);

  async function openDeliveries({ lat, lng }: Position): Promise<number> {
    const boxLng = BOX_LAT / Math.cos((lat * Math.PI) / 180);
    const row = await db
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<number>().as('open'))
      .where('status', '=', 'SEARCHING')
      // Planned ahead, they want nobody before their food is ready.
      .where(sql<boolean>`(due_at <= now() or manual_since is not null)`)
      .where(sql<boolean>`pickup_lat between ${lat - BOX_LAT} and ${lat + BOX_LAT}`)
      .where(sql<boolean>`pickup_lng between ${lng - boxLng} and ${lng + boxLng}`)
      .executeTakeFirstOrThrow();
    return row.open;
  }

  async function freePartners(online: string[]): Promise<number> {
    if (online.length === 0) return 0;
    const row = await db
      .selectFrom('deliveries')
      .select(({ fn }) => fn.count<number>('partner_id').distinct().as('busy'))
      .where('partner_id', 'in', online)
      .where('status', 'in', CARRYING)
      .executeTakeFirstOrThrow();
    return online.length - row.busy;
  }

  return async (around) => {
    const nearby = await locations.near(around, RADIUS_KM).catch(() => undefined);
    if (!nearby) return undefined;
    const [open, free] = await Promise.all([
      openDeliveries(around),
      freePartners(nearby.map(({ partnerId }) => partnerId)),
    ]);
    return { openDeliveries: open, freePartners: free };
  };
}
