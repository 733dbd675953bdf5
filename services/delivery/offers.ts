import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Offer } from '../../contracts/deliveries.ts';
import { CARRYING, DELIVERY } from '../../domain/delivery/machine.ts';
import { type Candidate, rankPartners, type Scored } from '../../domain/dispatch/score.ts';
import { DomainError } from '../../domain/errors.ts';
import { partnerPayMinor } from '../../domain/payment/ledger.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';
import { deriveId } from '../ids.ts';
import type { Push } from '../realtime/push.ts';
import { publishDelivery } from './events.ts';
import type { Locations } from './locations.ts';
import { deliveryIdOf } from './request-delivery.ts';

/** One try to find a taker. `attempt` numbers the tries of a delivery, so that a repeated call meets its own offer. */
export type OfferTry = {
  orderId: string;
  attempt: number;
  round: number;
  radiusKm: number;
  offerSeconds: number;
};

export type OfferResult =
  | { kind: 'offered'; offerId: string; partnerId: string }
  /** The offer reached no socket: it counts against nobody, try the next partner. */
  | { kind: 'unreached' }
  | { kind: 'nobody' }
  /** The delivery needs no partner any more: somebody has it, or it was cancelled. */
  | { kind: 'over'; partnerId: string | undefined };

export type OfferAnswer = { offerId: string; partnerId: string };

const notLive = () =>
  new DomainError('offer-not-live', 'This offer is no longer open. Wait for the next one.');

type Deps = { db: Db; locations: Locations; push: Push; tariff: Tariff; maxActiveDeliveries: number };

/** Facts about the partners nearby, without those who may not be asked now. */
async function eligible(
  { db, maxActiveDeliveries }: Deps,
  nearby: { partnerId: string; distanceMetres: number }[],
  deliveryId: string,
  round: number,
): Promise<Candidate[]> {
  if (nearby.length === 0) return [];
  const distance = new Map(nearby.map((near) => [near.partnerId, near.distanceMetres]));
  const rows = await db
    .selectFrom('partners')
    .selectAll('partners')
    .where('partners.id', 'in', [...distance.keys()])
    .where(({ eb, not, exists, selectFrom }) =>
      eb.and([
        not(
          exists(
            selectFrom('offers')
              .select('offers.id')
              .whereRef('offers.partner_id', '=', 'partners.id')
              .where(({ or, eb: offer }) =>
                or([
                  offer('offers.status', '=', 'LIVE'),
                  offer.and([
                    offer('offers.delivery_id', '=', deliveryId),
                    or([offer('offers.status', '=', 'DECLINED'), offer('offers.round', '=', round)]),
                  ]),
                ]),
              ),
          ),
        ),
        eb(
          selectFrom('deliveries')
            .select(({ fn }) => fn.countAll<number>().as('active'))
            .whereRef('deliveries.partner_id', '=', 'partners.id')
            .where('deliveries.status', 'in', CARRYING),
          '<',
          maxActiveDeliveries,
        ),
      ]),
    )
    .execute();
  return rows.map((row) => ({
    partnerId: row.id,
    distanceMetres: distance.get(row.id) as number,
    rating: row.rating ?? undefined,
    offersAccepted: row.offers_accepted,
    offersAnswered: row.offers_answered,
    deliveriesCompleted: row.deliveries_completed,
    deliveriesTaken: row.deliveries_taken,
  }));
}

/**
 * Reserves the best partner who is still free; the unique index decides between two deliveries that want the same one. The
 * delivery's row is held meanwhile, so that no offer outlives a cancellation that came in between.
 */
async function reserve(db: Db, ranked: Scored[], offerId: string, deliveryId: string, offerTry: OfferTry) {
  if (ranked.length === 0) return undefined;
  return db.transaction().execute(async (tx) => {
    const open = await tx
      .selectFrom('deliveries')
      .select('id')
      .where('id', '=', deliveryId)
      .where('status', '=', 'SEARCHING')
      .forShare()
      .executeTakeFirst();
    if (!open) return undefined;
    for (const candidate of ranked) {
      const reserved = await tx
        .insertInto('offers')
        .values(offerRow(candidate, offerId, deliveryId, offerTry))
        .onConflict((conflict) => conflict.doNothing())
        .returning('partner_id')
        .executeTakeFirst();
      if (reserved) return reserved.partner_id;
    }
    return undefined;
  });
}

const offerRow = (candidate: Scored, offerId: string, deliveryId: string, offerTry: OfferTry) => ({
  id: offerId,
  delivery_id: deliveryId,
  partner_id: candidate.partnerId,
  status: 'LIVE',
  radius_km: offerTry.radiusKm,
  round: offerTry.round,
  distance_metres: candidate.distanceMetres,
  score: candidate.score,
  factors: JSON.stringify(candidate.factors),
  expires_at: sql<Date>`now() + make_interval(secs => ${offerTry.offerSeconds})`,
});

/** What the partner is shown. */
async function offerCard({ db, tariff }: Deps, offerId: string): Promise<Offer & { partnerId: string }> {
  const row = await db
    .selectFrom('offers')
    .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
    .innerJoin('orders', 'orders.id', 'deliveries.order_id')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .select([
      'offers.partner_id',
      'offers.distance_metres',
      'offers.expires_at',
      'deliveries.order_id',
      'deliveries.pickup_lat',
      'deliveries.pickup_lng',
      'deliveries.dropoff_lat',
      'deliveries.dropoff_lng',
      'restaurants.name',
      'orders.price',
      'orders.currency',
    ])
    .where('offers.id', '=', offerId)
    .executeTakeFirstOrThrow();
  const price = row.price as unknown as Price;
  return {
    partnerId: row.partner_id,
    offerId,
    orderId: row.order_id,
    restaurant: { name: row.name, position: { lat: row.pickup_lat, lng: row.pickup_lng } },
    dropoff: { lat: row.dropoff_lat, lng: row.dropoff_lng },
    distanceMetres: row.distance_metres,
    payMinor: partnerPayMinor(price, tariff),
    currency: row.currency,
    expiresAt: row.expires_at.toISOString(),
  };
}

/** Shows a reserved offer to its partner; when no gateway holds their socket, the reservation ends without a trace on them. */
async function show(deps: Deps, offerId: string): Promise<OfferResult> {
  const { db, push } = deps;
  const { partnerId, ...card } = await offerCard(deps, offerId);
  if (await push(partnerId, { topic: 'offers', type: 'offer', data: card })) {
    return { kind: 'offered', offerId, partnerId };
  }
  await db
    .updateTable('offers')
    .set({ status: 'UNREACHED' })
    .where('id', '=', offerId)
    .where('status', '=', 'LIVE')
    .execute();
  return { kind: 'unreached' };
}

/** Offers whose search was ended from outside would keep their partners from work for ever. */
async function expireForgottenOffers(db: Db): Promise<void> {
  await db
    .updateTable('offers')
    .set({ status: 'TIMED_OUT', answered_at: new Date() })
    .where('status', '=', 'LIVE')
    .where('expires_at', '<', sql<Date>`now() - interval '1 minute'`)
    .execute();
}

/** One round of the loop: find, score, reserve, show. Safe to repeat: a repeated try meets the offer it made. */
export async function offerToBest(deps: Deps, offerTry: OfferTry): Promise<OfferResult> {
  const { db, locations } = deps;
  const deliveryId = deliveryIdOf(offerTry.orderId);
  const offerId = deriveId('offer', deliveryId, String(offerTry.attempt));
  const mine = await db.selectFrom('offers').select('status').where('id', '=', offerId).executeTakeFirst();
  if (mine) return mine.status === 'LIVE' ? show(deps, offerId) : { kind: 'unreached' };

  const delivery = await db
    .selectFrom('deliveries')
    .select(['status', 'partner_id', 'pickup_lat', 'pickup_lng'])
    .where('id', '=', deliveryId)
    .executeTakeFirstOrThrow();
  if (delivery.status !== 'SEARCHING') {
    const taken = delivery.status !== 'CANCELLED' && delivery.partner_id;
    return { kind: 'over', partnerId: taken || undefined };
  }

  await expireForgottenOffers(db);
  const pickup = { lat: delivery.pickup_lat, lng: delivery.pickup_lng };
  const nearby = await locations.near(pickup, offerTry.radiusKm);
  const candidates = await eligible(deps, nearby, deliveryId, offerTry.round);
  const ranked = rankPartners(candidates, offerTry.radiusKm * 1000);
  const partnerId = await reserve(db, ranked, offerId, deliveryId, offerTry);
  return partnerId === undefined ? { kind: 'nobody' } : show(deps, offerId);
}

async function countAnswer(tx: Tx, partnerId: string, accepted: boolean): Promise<void> {
  const one = accepted ? 1 : 0;
  await tx
    .updateTable('partners')
    .set((eb) => ({
      offers_answered: eb('offers_answered', '+', 1),
      offers_accepted: eb('offers_accepted', '+', one),
      deliveries_taken: eb('deliveries_taken', '+', one),
    }))
    .where('id', '=', partnerId)
    .execute();
}

/**
 * Gives the delivery to the partner who accepted. The offer's id is the fencing token: only the live offer of a delivery that
 * still searches can win, once.
 * @throws DomainError `offer-not-live`
 */
export async function assignPartner(
  { db, maxActiveDeliveries }: Deps,
  { offerId, partnerId }: OfferAnswer,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Locks the partner, so that two acceptances cannot both find room below the limit.
    await tx.selectFrom('partners').select('id').where('id', '=', partnerId).forUpdate().executeTakeFirst();
    const offer = await tx
      .selectFrom('offers')
      .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
      .innerJoin('orders', 'orders.id', 'deliveries.order_id')
      .select(['offers.status', 'offers.delivery_id', 'deliveries.order_id', 'orders.customer_id'])
      .where('offers.id', '=', offerId)
      .where('offers.partner_id', '=', partnerId)
      .executeTakeFirst();
    if (offer?.status === 'ACCEPTED') return; // our own earlier try
    if (offer?.status !== 'LIVE') throw notLive();

    const { active } = await tx
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<number>().as('active'))
      .where('partner_id', '=', partnerId)
      .where('status', 'in', CARRYING)
      .executeTakeFirstOrThrow();
    const assigned =
      active < maxActiveDeliveries &&
      (await tx
        .updateTable('deliveries')
        .set({ status: DELIVERY.SEARCHING.assign as string, partner_id: partnerId, assigned_at: new Date() })
        .where('id', '=', offer.delivery_id)
        .where('status', '=', 'SEARCHING')
        .returning('id')
        .executeTakeFirst());
    const accepted =
      assigned &&
      (await tx
        .updateTable('offers')
        .set({ status: 'ACCEPTED', answered_at: new Date() })
        .where('id', '=', offerId)
        .where('status', '=', 'LIVE')
        .returning('id')
        .executeTakeFirst());
    if (!accepted) throw notLive();
    await countAnswer(tx, partnerId, true);
    await publishDelivery(tx, {
      deliveryId: offer.delivery_id,
      orderId: offer.order_id,
      customerId: offer.customer_id,
      partnerId,
      status: 'ASSIGNED',
    });
  });
}

/** How an offer ends without a taker. Withdrawn ones count against nobody. */
export type Closing = 'DECLINED' | 'TIMED_OUT' | 'WITHDRAWN';

/** Ends an offer that found no taker. Does nothing to one that is no longer live. */
export async function closeOffer({ db }: Deps, offerId: string, as: Closing): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const closed = await tx
      .updateTable('offers')
      .set({ status: as, answered_at: new Date() })
      .where('id', '=', offerId)
      .where('status', '=', 'LIVE')
      .returning('partner_id')
      .executeTakeFirst();
    if (closed && as !== 'WITHDRAWN') await countAnswer(tx, closed.partner_id, false);
  });
}
