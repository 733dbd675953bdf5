import type { Db } from '../../adapters/postgres/index.ts';
import type { PlannedOffer } from '../../domain/dispatch/plan.ts';
import { scorePartner } from '../../domain/dispatch/score.ts';
import { distanceMetres } from '../../domain/geo.ts';
import { newId } from '../ids.ts';
import { candidateOf } from './candidate.ts';
import type { Locations } from './locations.ts';
import { offerRow } from './offer-row.ts';
import { holdForTrip } from './room.ts';
import { wayOf } from './way.ts';

type Deps = { db: Db; locations: Locations; maxActiveDeliveries: number };

/** Rolls a reservation back. */
class OutOfDate extends Error {}

/**
 * Reserves a partner for the deliveries of a trip, all or none: the lock on the partner and the unique indexes decide between
 * plans that want the same one, the locks on the deliveries keep a cancellation from passing unseen.
 * @returns the ids of the offers by delivery; `undefined` when the plan is out of date
 */
export async function reserveTrip(
  { db, locations, maxActiveDeliveries }: Deps,
  { partnerId, deliveryIds }: PlannedOffer,
  { offerSeconds, reachKm }: { offerSeconds: number; reachKm: number },
): Promise<Map<string, string> | undefined> {
  const position = await locations.positionOf(partnerId);
  // They have just gone.
  if (!position) return undefined;
  const reservation = db.transaction().execute(async (tx) => {
    const found = await tx
      .selectFrom('deliveries')
      .select(['id', 'search', 'pickup_lat', 'pickup_lng', 'dropoff_lat', 'dropoff_lng'])
      .where('id', 'in', deliveryIds)
      .where('status', '=', 'SEARCHING')
      .orderBy('id')
      .forShare()
      .execute();
    if (found.length < deliveryIds.length) return undefined;
    if (!(await holdForTrip(tx, partnerId, deliveryIds.length, maxActiveDeliveries))) return undefined;
    const partner = await tx
      .selectFrom('partners')
      .selectAll()
      .where('id', '=', partnerId)
      .executeTakeFirstOrThrow();
    const ids = deliveryIds.map(() => newId('offer'));
    const rows = deliveryIds.map((deliveryId, bundlePlace) => {
      const delivery = found.find(({ id }) => id === deliveryId) as (typeof found)[number];
      const away = Math.round(distanceMetres(position, wayOf(delivery).pickup));
      return offerRow(scorePartner(candidateOf(partner, away), reachKm * 1000), {
        id: ids[bundlePlace] as string,
        bundleId: ids[0] as string,
        bundlePlace,
        deliveryId,
        search: delivery.search,
        round: 0,
        radiusKm: reachKm,
        offerSeconds,
      });
    });
    const made = await tx
      .insertInto('offers')
      // In one order for everybody: two trips of the same deliveries must not wait for each other.
      .values(rows.sort((a, b) => (a.delivery_id < b.delivery_id ? -1 : 1)))
      .onConflict((conflict) => conflict.doNothing())
      .returning(['delivery_id', 'id'])
      .execute();
    if (made.length < rows.length) throw new OutOfDate();
    return new Map(made.map(({ delivery_id, id }) => [delivery_id, id]));
  });
  return reservation.catch((error) => {
    if (error instanceof OutOfDate) return undefined;
    throw error;
  });
}
