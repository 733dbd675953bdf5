import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Push } from '../realtime/push.ts';
import { callForHand } from './call-for-hand.ts';
import type { Locations } from './locations.ts';
import { expireForgottenOffers } from './offer-to-best.ts';
import { deliveryIdOf } from './request-delivery.ts';
import { reserveTrip } from './reserve-trip.ts';
import { type Shown, showOffer } from './show-offer.ts';
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
      const mineMade = (await reserveTrip(deps, offer, ask))?.get(deliveryId);
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
