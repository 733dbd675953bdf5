import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { PlannedOffer } from '../../domain/dispatch/plan.ts';
import { scorePartner } from '../../domain/dispatch/score.ts';
import { distanceMetres } from '../../domain/geo.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import { deriveId } from '../ids.ts';
import type { Push } from '../realtime/push.ts';
import { callForHand } from './call-for-hand.ts';
import type { Locations } from './locations.ts';
import { expireForgottenOffers } from './offer-to-best.ts';
import { deliveryIdOf } from './request-delivery.ts';
import { holdIfRoom } from './room.ts';
import { type Shown, showOffer } from './show-offer.ts';
import { wayOf } from './way.ts';
import type { ZonePlans } from './zone-plans.ts';

/** A question to the plan of the delivery's zone: whom to offer it. */
export type PlanAsk = {
  orderId: string;
  search: number;
  /** How long to wait for an offer that is due. */
  waitSeconds: number;
  offerSeconds: number;
  /** For the records: the distance that counts as far. */
  reachKm: number;
};

export type PlanAnswer =
  | Shown
  /** Nothing was due yet, or nobody is free. `dueSince` (ISO 8601): since when somebody ought to be on the way. */
  | { kind: 'later'; dueSince: string | undefined }
  /** This search is no longer wanted: somebody has the delivery, it was cancelled, or a later search looks for it. */
  | { kind: 'over'; partnerId: string | undefined };

type Deps = {
  db: Db;
  plans: ZonePlans;
  locations: Locations;
  push: Push;
  tariff: Tariff;
  maxActiveDeliveries: number;
};

/** Food for which nobody can come is an operator's business this long before it is ready. */
const WARN_BEFORE_MS = 5 * 60_000;
/** And this long after, though the plan has somebody in mind. */
const WARN_AFTER_MS = 10 * 60_000;

async function readSearch(db: Db, deliveryId: string) {
  return db
    .selectFrom('deliveries')
    .leftJoin('offers as live', (join) =>
      join.onRef('live.delivery_id', '=', 'deliveries.id').on('live.status', '=', 'LIVE'),
    )
    .select(['deliveries.zone', 'deliveries.status', 'deliveries.search', 'deliveries.partner_id'])
    .select(['live.id as offer_id', 'live.partner_id as asked', 'live.expires_at'])
    .where('deliveries.id', '=', deliveryId)
    .executeTakeFirstOrThrow();
}

/**
 * Reserves a partner for the deliveries of a trip, all or none: the lock on the partner and the unique indexes decide between
 * plans that want the same one, the locks on the deliveries keep a cancellation from passing unseen.
 * @returns the ids of the offers by delivery; `undefined` when the plan is out of date
 */
async function reserve(
  { db, locations, maxActiveDeliveries }: Deps,
  { partnerId, deliveryIds }: PlannedOffer,
  { offerSeconds, reachKm }: PlanAsk,
): Promise<Map<string, string> | undefined> {
  const position = await locations.positionOf(partnerId);
  return db.transaction().execute(async (tx) => {
    const found = await tx
      .selectFrom('deliveries')
      .select(['id', 'search', 'pickup_lat', 'pickup_lng', 'dropoff_lat', 'dropoff_lng'])
      .where('id', 'in', deliveryIds)
      .where('status', '=', 'SEARCHING')
      .orderBy('id')
      .forShare()
      .execute();
    if (found.length < deliveryIds.length) return undefined;
    if (!(await holdIfRoom(tx, partnerId, maxActiveDeliveries, deliveryIds.length))) return undefined;
    const partner = await tx
      .selectFrom('partners')
      .selectAll()
      .where('id', '=', partnerId)
      .executeTakeFirstOrThrow();
    // A search may ask the same partner again after a while, so each offer has a number.
    const { before } = await tx
      .selectFrom('offers')
      .select(({ fn }) => fn.countAll<number>().as('before'))
      .where('delivery_id', 'in', deliveryIds)
      .executeTakeFirstOrThrow();
    const rows = deliveryIds.map((deliveryId, place) => {
      const delivery = found.find(({ id }) => id === deliveryId) as (typeof found)[number];
      const scored = scorePartner(
        {
          partnerId,
          distanceMetres: position ? Math.round(distanceMetres(position, wayOf(delivery).pickup)) : 0,
          rating: partner.rating ?? undefined,
          offersAccepted: partner.offers_accepted,
          offersAnswered: partner.offers_answered,
          deliveriesCompleted: partner.deliveries_completed,
          deliveriesTaken: partner.deliveries_taken,
        },
        reachKm * 1000,
      );
      return {
        id: deriveId('offer', deliveryId, String(delivery.search), `plan ${before}`),
        bundle_id: '',
        bundle_place: place,
        delivery_id: deliveryId,
        partner_id: partnerId,
        status: 'LIVE',
        radius_km: reachKm,
        search: delivery.search,
        round: 0,
        distance_metres: scored.distanceMetres,
        score: scored.score,
        factors: JSON.stringify(scored.factors),
        expires_at: sql<Date>`now() + make_interval(secs => ${offerSeconds})`,
      };
    });
    const bundleId = rows[0]?.id as string;
    const made = await tx
      .insertInto('offers')
      .values(rows.map((row) => ({ ...row, bundle_id: bundleId })))
      .onConflict((conflict) => conflict.doNothing())
      .returning(['delivery_id', 'id'])
      .execute();
    if (made.length < rows.length) throw new OutOfDate();
    return new Map(made.map(({ delivery_id, id }) => [delivery_id, id]));
  });
}

/** Rolls a reservation back. */
class OutOfDate extends Error {}

/**
 * Waits until the plan of the zone says that this delivery is to be offered now, alone or in a bundle, and makes the offer; or
 * finds that another delivery of its bundle has made it. Safe to repeat. While it waits, it puts a delivery that nobody
 * can come for into the operators' queue.
 * @param again whether this question was asked before, by a process that may have died before the partner saw the offer
 * @param signal ends the wait with an AbortError
 * @param stopping ends it with `later`
 */
export async function planOffer(
  deps: Deps,
  ask: PlanAsk,
  { again, signal, stopping }: { again: boolean; signal: AbortSignal; stopping: AbortSignal },
): Promise<PlanAnswer> {
  const { db, plans } = deps;
  const { orderId, search } = ask;
  const deliveryId = deliveryIdOf(orderId);
  const endsAt = Date.now() + ask.waitSeconds * 1000;
  let dueSince: number | undefined;
  let called = false;
  let showAgain = again;
  await expireForgottenOffers(db);

  /** What the books say, and the zone when they say that somebody is still looked for. */
  async function standing(): Promise<PlanAnswer | { zone: string }> {
    const row = await readSearch(db, deliveryId);
    if (row.status !== 'SEARCHING' || row.search !== search) {
      const taken = row.status !== 'CANCELLED' && row.partner_id;
      return { kind: 'over', partnerId: taken || undefined };
    }
    if (row.offer_id && row.asked && row.expires_at) {
      const offer = { offerId: row.offer_id, partnerId: row.asked, expiresAt: row.expires_at.toISOString() };
      if (!showAgain) return { kind: 'offered', ...offer };
      showAgain = false;
      const shown = await showOffer(deps, offer.offerId);
      if (shown.kind === 'offered') return shown;
    }
    return { zone: row.zone as string };
  }

  async function callOnce(reason: string): Promise<void> {
    dueSince ??= Date.now();
    if (!called) await callForHand(db, { orderId, search, againInSeconds: 0, reason });
    called = true;
  }

  const either = AbortSignal.any([signal, stopping]);
  const unlessStopping = (error: unknown) => {
    if (!stopping.aborted || signal.aborted) throw error;
    return undefined;
  };
  let now = Date.now();
  let known = await standing();
  while ('zone' in known && Date.now() < endsAt && !stopping.aborted) {
    const plan = await plans.since(known.zone, now, either).catch(unlessStopping);
    if (!plan) break;
    const mine = plan.open[deliveryId];
    const offer = plan.offers.find(({ deliveryIds }) => deliveryIds.includes(deliveryId));
    now = Date.now();
    if (offer) {
      dueSince ??= now;
      const made = await reserve(deps, offer, ask).catch((error) => {
        if (error instanceof OutOfDate) return undefined;
        throw error;
      });
      const mineMade = made?.get(deliveryId);
      const shown = mineMade && (await showOffer(deps, mineMade));
      if (shown && shown.kind === 'offered') return shown;
    }
    // Somebody has it, or has offered it, unless nothing has changed.
    if (!mine || offer) known = await standing();
    else if (!mine.pickupAt && now > mine.readyAt - WARN_BEFORE_MS)
      await callOnce('Nobody is free who could come.');
    else if (now > mine.readyAt + WARN_AFTER_MS)
      await callOnce('The food has been ready for ten minutes, and everybody is busy.');
    // The next plan is made after what this round has written.
    const pause = Math.min(plan.freshUntil, endsAt) - Date.now();
    await sleep(Math.max(0, pause), undefined, { signal: either }).catch(unlessStopping);
  }
  if (!('zone' in known)) return known;
  return { kind: 'later', dueSince: dueSince === undefined ? undefined : new Date(dueSince).toISOString() };
}
