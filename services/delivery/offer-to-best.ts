import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import { rankPartners, type Scored, scoreBeyond } from '../../domain/dispatch/score.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import { deriveId } from '../ids.ts';
import type { Push } from '../realtime/push.ts';
import { eligible } from './eligible.ts';
import { enoughFor } from './enough-for.ts';
import type { Locations, Nearby } from './locations.ts';
import { offerRow } from './offer-row.ts';
import { deliveryIdOf } from './request-delivery.ts';
import { holdIfRoom } from './room.ts';
import { type Shown, showOffer } from './show-offer.ts';

/** One try to find a taker. `attempt` numbers the tries of a search, so that a repeated call meets its own offer. */
export type OfferTry = {
  orderId: string;
  search: number;
  attempt: number;
  round: number;
  radiusKm: number;
  /** How wide the search goes in the end. */
  reachKm: number;
  offerSeconds: number;
};

export type OfferResult =
  | Shown
  /** The offer reached no socket: it counts against nobody, try the next partner. */
  | { kind: 'unreached' }
  | { kind: 'nobody' }
  /** This search is no longer wanted: somebody has the delivery, it was cancelled, or a later search looks for it. */
  | { kind: 'over'; partnerId: string | undefined };

type Deps = { db: Db; locations: Locations; push: Push; tariff: Tariff; maxActiveDeliveries: number };

/**
 * Reserves the best partner who is still free; the unique index decides between two deliveries that want the same one. The
 * delivery's row is held meanwhile, so that no offer outlives a cancellation that came in between.
 */
async function reserve(
  { db, maxActiveDeliveries }: Deps,
  ranked: Scored[],
  offerId: string,
  deliveryId: string,
  offerTry: OfferTry,
) {
  if (ranked.length === 0) return undefined;
  return db.transaction().execute(async (tx) => {
    const open = await tx
      .selectFrom('deliveries')
      .select('id')
      .where('id', '=', deliveryId)
      .where('status', '=', 'SEARCHING')
      .where('search', '=', offerTry.search)
      .forShare()
      .executeTakeFirst();
    if (!open) return undefined;
    for (const candidate of ranked) {
      if (!(await holdIfRoom(tx, candidate.partnerId, maxActiveDeliveries))) continue;
      const reserved = await tx
        .insertInto('offers')
        .values(offerRow(candidate, { ...offerTry, id: offerId, bundleId: offerId, deliveryId }))
        .onConflict((conflict) => conflict.doNothing())
        .returning('partner_id')
        .executeTakeFirst();
      if (reserved) return reserved.partner_id;
    }
    return undefined;
  });
}

/** The answer to a search that is no longer wanted. */
export const over = (delivery: { status: string; partner_id: string | null }) => ({
  kind: 'over' as const,
  partnerId: (delivery.status !== 'CANCELLED' && delivery.partner_id) || undefined,
});

/** Offers whose search was ended from outside would keep their partners from work for ever. */
export async function expireForgottenOffers(db: Db): Promise<void> {
  await db
    .updateTable('offers')
    .set({ status: 'TIMED_OUT', answered_at: new Date() })
    .where('status', '=', 'LIVE')
    .where('expires_at', '<', sql<Date>`now() - interval '1 minute'`)
    .execute();
}

/**
 * One round of the loop: find, score, reserve, show. Safe to repeat: a repeated try meets the offer it made. Where there are
 * no more partners than more urgent deliveries, this one leaves them the partners, and finds nobody.
 */
export async function offerToBest(deps: Deps, offerTry: OfferTry): Promise<OfferResult> {
  const { db, locations } = deps;
  const { search, attempt, radiusKm } = offerTry;
  const deliveryId = deliveryIdOf(offerTry.orderId);
  const offerId = deriveId('offer', deliveryId, String(search), String(attempt));
  const delivery = await db
    .selectFrom('deliveries')
    .leftJoin('offers as mine', (join) => join.on('mine.id', '=', offerId))
    .select(['deliveries.status', 'deliveries.search', 'deliveries.partner_id', 'pickup_lat', 'pickup_lng'])
    .select('mine.status as my_offer')
    .where('deliveries.id', '=', deliveryId)
    .executeTakeFirstOrThrow();
  if (delivery.my_offer)
    return delivery.my_offer === 'LIVE' ? showOffer(deps, offerId) : { kind: 'unreached' };
  if (delivery.status !== 'SEARCHING' || delivery.search !== search) return over(delivery);

  await expireForgottenOffers(db);
  const pickup = { lat: delivery.pickup_lat, lng: delivery.pickup_lng };
  const radiusMetres = radiusKm * 1000;
  const nearby: Nearby[] = [];
  for await (const { partners, reachMetres, last } of locations.outwards(pickup, radiusKm)) {
    nearby.push(...partners);
    // All of them again: who was free a ring ago may have an offer by now, and its delivery no longer counts as more urgent.
    const candidates = await eligible(deps, nearby, deliveryId, offerTry);
    if (candidates.length === 0) continue;
    if (!(await enoughFor(deps, deliveryId, candidates, offerTry.reachKm))) continue;
    // Those whom nobody farther out can beat; in the last ring that is everybody.
    const toBeat = last ? 0 : scoreBeyond(reachMetres, radiusMetres);
    const ranked = rankPartners(candidates, radiusMetres).filter(({ score }) => score >= toBeat);
    if (await reserve(deps, ranked, offerId, deliveryId, offerTry)) return showOffer(deps, offerId);
  }
  return { kind: 'nobody' };
}
