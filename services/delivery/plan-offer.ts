import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Push } from '../realtime/push.ts';
import { closeOffer } from './answer-offer.ts';
import { callForHand } from './call-for-hand.ts';
import type { Locations } from './locations.ts';
import { over } from './offer-to-best.ts';
import { deliveryIdOf } from './request-delivery.ts';
import { reserveTrip } from './reserve-trip.ts';
import { type Shown, showOffer } from './show-offer.ts';
import type { ZonePlan, ZonePlans } from './zone-plans.ts';

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
/** Who reserved a partner and has not heard from them after so long has died: whoever sees it first shows the offer again. */
const SHOWN_WITHIN_MS = 3_000;
/** So long after a trouble the plan is asked again. */
const TROUBLE_MS = 1_000;

type Open = { zone: string; readyAt: number };

/** Takes down that somebody asks for this delivery, and reads where it stands. */
async function readSearch(db: Db, deliveryId: string) {
  await db
    .updateTable('deliveries')
    .set({ asked_at: new Date() })
    .where('id', '=', deliveryId)
    .where('status', '=', 'SEARCHING')
    .execute();
  return db
    .selectFrom('deliveries')
    .leftJoin('offers as live', (join) =>
      join.onRef('live.delivery_id', '=', 'deliveries.id').on('live.status', '=', 'LIVE'),
    )
    .select(['deliveries.zone', 'deliveries.ready_at'])
    .select(['deliveries.status', 'deliveries.search', 'deliveries.partner_id'])
    .select(['live.id as offer_id', 'live.partner_id as asked'])
    .select(['live.offered_at', 'live.shown_at', 'live.expires_at'])
    .where('deliveries.id', '=', deliveryId)
    .executeTakeFirstOrThrow();
}

/**
 * Waits until the plan of the zone says that this delivery is to be offered now, alone or in a bundle, and makes the offer; or
 * finds that another delivery of its bundle has made it. Safe to repeat. While it waits, it puts a delivery that nobody
 * can come for into the operators' queue; a plan that cannot be made is asked for again.
 * @param signal ends the wait with an AbortError
 * @param stopping ends it with `later`
 */
export async function planOffer(
  deps: Deps,
  ask: PlanAsk,
  { signal, stopping }: { signal: AbortSignal; stopping: AbortSignal },
): Promise<PlanAnswer> {
  const { db, plans } = deps;
  const { orderId, search } = ask;
  const deliveryId = deliveryIdOf(orderId);
  const endsAt = Date.now() + ask.waitSeconds * 1000;
  let dueSince: number | undefined;
  let called = false;

  /** What the books say, and the zone when they say that somebody is still looked for. */
  async function standing(): Promise<PlanAnswer | Open> {
    const row = await readSearch(db, deliveryId);
    if (row.status !== 'SEARCHING' || row.search !== search) return over(row);
    const open = { zone: row.zone as string, readyAt: (row.ready_at as Date).getTime() };
    const { offer_id: offerId, asked: partnerId, expires_at, offered_at, shown_at } = row;
    if (!offerId || !partnerId || !expires_at || !offered_at) return open;
    const now = Date.now();
    if (expires_at.getTime() <= now) {
      // Nobody waited for its answer.
      await closeOffer(db, offerId, shown_at ? 'TIMED_OUT' : 'UNREACHED');
      return open;
    }
    if (shown_at) return { kind: 'offered', offerId, partnerId, expiresAt: expires_at.toISOString() };
    if (now - offered_at.getTime() < SHOWN_WITHIN_MS) return open;
    const shown = await showOffer(deps, offerId);
    return shown.kind === 'offered' ? shown : open;
  }

  async function callOnce(since: number, reason: string): Promise<void> {
    dueSince ??= since;
    if (!called) await callForHand(db, { orderId, search, againInSeconds: 0, reason });
    called = true;
  }

  /** One look at the plan. @returns until when it need not be looked at again */
  async function look({ zone, readyAt }: Open, since: number, either: AbortSignal): Promise<number> {
    let plan: ZonePlan;
    try {
      plan = await plans.since(zone, since, either);
    } catch (error) {
      if (either.aborted) throw error;
      const now = Date.now();
      if (now > readyAt) await callOnce(readyAt, 'Partners cannot be looked for now.');
      return now + TROUBLE_MS;
    }
    const mine = plan.open[deliveryId];
    const offer = plan.offers.find(({ deliveryIds }) => deliveryIds.includes(deliveryId));
    const now = Date.now();
    if (offer) {
      dueSince ??= now;
      const made = (await reserveTrip(deps, offer, ask))?.get(deliveryId);
      if (made) await showOffer(deps, made);
    }
    // Somebody has it, or has offered it, unless nothing has changed.
    if (!mine || offer) known = await standing();
    else if (!mine.pickupAt && now > mine.readyAt - WARN_BEFORE_MS)
      await callOnce(Math.min(now, mine.readyAt), 'Nobody is free who could come.');
    else if (now > mine.readyAt + WARN_AFTER_MS)
      await callOnce(mine.readyAt, 'The food has been ready for ten minutes, and everybody is busy.');
    return plan.freshUntil;
  }

  let known = await standing();
  const wait = new AbortController();
  const end = () => wait.abort();
  for (const each of [signal, stopping]) {
    if (each.aborted) end();
    else each.addEventListener('abort', end, { once: true });
  }
  try {
    for (let since = Date.now(); 'zone' in known && since < endsAt && !stopping.aborted; ) {
      const freshUntil = await look(known, since, wait.signal);
      // The next plan is made after what this round has written.
      since = Date.now();
      const pause = 'zone' in known ? Math.max(0, Math.min(freshUntil, endsAt) - since) : 0;
      await sleep(pause, undefined, { signal: wait.signal });
    }
  } catch (error) {
    if (!stopping.aborted || signal.aborted) throw error;
  } finally {
    for (const each of [signal, stopping]) each.removeEventListener('abort', end);
  }
  if (!('zone' in known)) return known;
  return { kind: 'later', dueSince: dueSince === undefined ? undefined : new Date(dueSince).toISOString() };
}
