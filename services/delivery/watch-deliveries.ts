import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type {
  DeliveryEntry,
  DeliveryFile,
  DeliveryQueue,
  WatchedDelivery,
} from '../../contracts/deliveries.ts';
import { CARRYING } from '../../domain/delivery/machine.ts';
import { DomainError } from '../../domain/errors.ts';
import { assertCursor, toPage } from '../page.ts';

/**
 * Nobody searches for a delivery that has been due this long without an offer, and for which no plan was asked lately: no worker
 * runs, or its workflow is gone. Who waits for a plan calls for a hand by themselves.
 */
const OVERDUE = sql<boolean>`(deliveries.due_at is null or deliveries.due_at < now() - interval '2 minutes')
  and (deliveries.due_at is null or deliveries.asked_at is null or deliveries.asked_at < now() - interval '12 minutes')
  and not exists (select from offers where offers.delivery_id = deliveries.id
    and offers.offered_at > now() - interval '2 minutes')`;

const missing = () => new DomainError('not-found', 'There is no such delivery.');

function watched(db: Db) {
  return db
    .selectFrom('deliveries')
    .innerJoin('orders', 'orders.id', 'deliveries.order_id')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .leftJoin('users as partner', 'partner.id', 'deliveries.partner_id')
    .selectAll('deliveries')
    .select([
      'restaurants.id as restaurant_id',
      'restaurants.name as restaurant_name',
      'partner.name as partner_name',
    ]);
}
type Row = Awaited<ReturnType<ReturnType<typeof watched>['executeTakeFirstOrThrow']>>;

const show = (row: Row): WatchedDelivery => ({
  id: row.id,
  orderId: row.order_id,
  status: row.status as WatchedDelivery['status'],
  urgent: row.urgent,
  partner: row.partner_id ? { id: row.partner_id, name: row.partner_name ?? '' } : null,
  restaurant: {
    id: row.restaurant_id,
    name: row.restaurant_name,
    position: { lat: row.pickup_lat, lng: row.pickup_lng },
  },
  dropoff: { lat: row.dropoff_lat, lng: row.dropoff_lng },
  requestedAt: row.requested_at.toISOString(),
  manualSince: row.manual_since?.toISOString() ?? null,
  nextLookAt: row.due_at?.toISOString() ?? null,
});

/** The order behind a delivery, for operators. @throws DomainError `not-found` */
export async function orderOfAnyDelivery(db: Db, deliveryId: string): Promise<string> {
  const row = await db
    .selectFrom('deliveries')
    .select('order_id')
    .where('id', '=', deliveryId)
    .executeTakeFirst();
  if (!row) throw missing();
  return row.order_id;
}

/**
 * A page of deliveries as operators see them: those that have lost a partner first, then the oldest.
 * @param after id of the last delivery of the page before
 * @throws DomainError `invalid-cursor` when there is no such delivery
 */
export async function watchDeliveries(
  db: Db,
  queue: DeliveryQueue,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ data: WatchedDelivery[]; has_more: boolean }> {
  let query = watched(db);
  if (queue === 'carried') query = query.where('deliveries.status', 'in', CARRYING);
  else query = query.where('deliveries.status', '=', 'SEARCHING');
  if (queue === 'manual')
    query = query.where(({ or, eb }) => or([eb('deliveries.manual_since', 'is not', null), OVERDUE]));
  if (after !== undefined) {
    await assertCursor(orderOfAnyDelivery(db, after), 'delivery');
    query = query.where(
      sql<boolean>`(not deliveries.urgent, deliveries.requested_at, deliveries.id)
        > (select not urgent, requested_at, id from deliveries where id = ${after})`,
    );
  }
  const rows = await query
    .orderBy('deliveries.urgent', 'desc')
    .orderBy('deliveries.requested_at')
    .orderBy('deliveries.id')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, show);
}

/** Who did what to a delivery, oldest first. */
export async function readHistory(db: Db, deliveryId: string): Promise<DeliveryEntry[]> {
  const rows = await db
    .selectFrom('delivery_history')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    action: row.action as DeliveryEntry['action'],
    from: row.from_status as DeliveryEntry['from'],
    to: row.to_status as DeliveryEntry['to'],
    partnerId: row.partner_id,
    formerPartnerId: row.former_partner_id,
    actor: row.actor as DeliveryEntry['actor'],
    actorId: row.actor_id,
    code: row.code,
    reason: row.reason,
    warning: row.warning,
    at: row.at.toISOString(),
  }));
}

/** The offers of a delivery, newest first, each with why it went to whom. */
export async function readOffers(db: Db, deliveryId: string): Promise<DeliveryFile['offers']> {
  const rows = await db
    .selectFrom('offers')
    .innerJoin('users', 'users.id', 'offers.partner_id')
    .selectAll('offers')
    .select('users.name')
    .where('delivery_id', '=', deliveryId)
    .orderBy('offered_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    offerId: row.id,
    search: row.search,
    round: row.round,
    radiusKm: row.radius_km,
    partner: { id: row.partner_id, name: row.name },
    status: row.status as DeliveryFile['offers'][number]['status'],
    distanceMetres: row.distance_metres,
    score: row.score,
    factors: row.factors as Record<string, number>,
    offeredAt: row.offered_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
  }));
}

/** One delivery with its history and its offers. Three queries. @throws DomainError `not-found` */
export async function readDeliveryFile(db: Db, deliveryId: string): Promise<DeliveryFile> {
  const [row, history, offers] = await Promise.all([
    watched(db).where('deliveries.id', '=', deliveryId).executeTakeFirst(),
    readHistory(db, deliveryId),
    readOffers(db, deliveryId),
  ]);
  if (!row) throw missing();
  return { ...show(row), history, offers };
}
