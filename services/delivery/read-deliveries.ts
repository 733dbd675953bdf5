import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Delivery } from '../../contracts/deliveries.ts';
import { DomainError } from '../../domain/errors.ts';
import { assertCursor, toPage } from '../page.ts';

/** An offer, and which of an order's searches made it: the first, or one after a partner was lost. */
export type OfferedSearch = { offerId: string; orderId: string; search: number };

const missing = () => new DomainError('not-found', 'There is no such delivery.');

function deliveriesOf(db: Db, partnerId: string) {
  return db
    .selectFrom('deliveries')
    .innerJoin('orders', 'orders.id', 'deliveries.order_id')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .leftJoin('hand_overs', 'hand_overs.order_id', 'orders.id')
    .where('deliveries.partner_id', '=', partnerId);
}

/** The order behind one of a partner's deliveries. @throws DomainError `not-found`, also when it is somebody else's */
export async function orderOfDelivery(db: Db, deliveryId: string, partnerId: string): Promise<string> {
  const row = await deliveriesOf(db, partnerId)
    .select('deliveries.order_id')
    .where('deliveries.id', '=', deliveryId)
    .executeTakeFirst();
  if (!row) throw missing();
  return row.order_id;
}

/**
 * The order behind a delivery that a partner has, or had: a repeated request to give it back comes when it is no longer theirs.
 * @throws DomainError `not-found`
 */
export async function orderOfFormerDelivery(db: Db, deliveryId: string, partnerId: string): Promise<string> {
  const row = await db
    .selectFrom('deliveries')
    .select('order_id')
    .where('id', '=', deliveryId)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('partner_id', '=', partnerId),
        exists(
          selectFrom('delivery_history')
            .select('seq')
            .whereRef('delivery_history.delivery_id', '=', 'deliveries.id')
            .where('former_partner_id', '=', partnerId),
        ),
      ]),
    )
    .executeTakeFirst();
  if (!row) throw missing();
  return row.order_id;
}

/**
 * The searches that an answer to an offer is for: those of its whole bundle that are still open, else its own, which will say
 * that it is over.
 * @throws DomainError `not-found`, also when it went to somebody else
 */
export async function searchesOfOffer(db: Db, offerId: string, partnerId: string): Promise<OfferedSearch[]> {
  const rows = await db
    .selectFrom('offers as mine')
    .innerJoin('offers', 'offers.bundle_id', 'mine.bundle_id')
    .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
    .select(['offers.id', 'offers.status', 'offers.search', 'deliveries.order_id'])
    .where('mine.id', '=', offerId)
    .where('mine.partner_id', '=', partnerId)
    .orderBy('offers.bundle_place')
    .execute();
  if (rows.length === 0) throw new DomainError('not-found', 'There is no such offer.');
  const searches = rows.filter(({ id, status }) => status === 'LIVE' || id === offerId);
  return searches.map((row) => ({ offerId: row.id, orderId: row.order_id, search: row.search }));
}

/**
 * A page of a partner's deliveries, newest first.
 * @param after id of the last delivery of the page before
 * @throws DomainError `invalid-cursor` when the partner has no such delivery
 */
export async function listDeliveries(
  db: Db,
  partnerId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ data: Delivery[]; has_more: boolean }> {
  let query = deliveriesOf(db, partnerId);
  if (after !== undefined) {
    await assertCursor(orderOfDelivery(db, after, partnerId), 'delivery of yours');
    query = query.where(
      sql<boolean>`(deliveries.requested_at, deliveries.id) < (select requested_at, id from deliveries where id = ${after})`,
    );
  }
  const rows = await query
    .select([
      'deliveries.id',
      'deliveries.order_id',
      'deliveries.status',
      'restaurants.name',
      'deliveries.pickup_lat',
      'deliveries.pickup_lng',
      'deliveries.dropoff_lat',
      'deliveries.dropoff_lng',
      'deliveries.requested_at',
      'hand_overs.kind as hand_over',
    ])
    .orderBy('deliveries.requested_at', 'desc')
    .orderBy('deliveries.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => ({
    id: row.id,
    orderId: row.order_id,
    status: row.status as Delivery['status'],
    restaurant: { name: row.name, position: { lat: row.pickup_lat, lng: row.pickup_lng } },
    dropoff: { lat: row.dropoff_lat, lng: row.dropoff_lng },
    handOver: (row.hand_over ?? 'in-person') as Delivery['handOver'],
    requestedAt: row.requested_at.toISOString(),
  }));
}
