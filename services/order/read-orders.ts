import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Address } from '../../contracts/common.ts';
import type { Order, OrderSummary } from '../../contracts/orders.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor, OrderStatus } from '../../domain/order/machine.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import { toPage } from '../page.ts';

/** Whose orders a caller may see: the filter is part of every query, so that nobody has to remember it. */
export type Viewer =
  | { role: 'customer'; id: string }
  | { role: 'restaurant'; restaurantId: string }
  | { role: 'partner'; id: string }
  | { role: 'admin' };

const missing = () => new DomainError('not-found', 'There is no such order.');

function visibleOrders(db: Db, viewer: Viewer) {
  const orders = db
    .selectFrom('orders')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .leftJoin('deliveries', 'deliveries.order_id', 'orders.id');
  switch (viewer.role) {
    case 'customer':
      return orders.where('orders.customer_id', '=', viewer.id);
    case 'restaurant':
      return orders.where('orders.restaurant_id', '=', viewer.restaurantId);
    case 'partner':
      return orders.where('deliveries.partner_id', '=', viewer.id);
    case 'admin':
      return orders;
  }
}

/** Throws `not-found` unless this viewer may see the order; somebody else's order is the same as a missing one. */
export async function assertVisible(db: Db, orderId: string, viewer: Viewer): Promise<void> {
  const row = await visibleOrders(db, viewer)
    .select('orders.id')
    .where('orders.id', '=', orderId)
    .executeTakeFirst();
  if (!row) throw missing();
}

/**
 * One order with its price, payment, delivery and timeline; when it comes is `services/partner/tracking.ts`'s to say. Two queries.
 * @throws DomainError `not-found`
 */
export async function getOrder(db: Db, orderId: string, viewer: Viewer): Promise<Omit<Order, 'eta'>> {
  const [row, timeline] = await Promise.all([
    visibleOrders(db, viewer)
      .innerJoin('payments', 'payments.order_id', 'orders.id')
      .leftJoin('users as partner', 'partner.id', 'deliveries.partner_id')
      .select([
        'orders.id',
        'orders.status',
        'orders.customer_id',
        'orders.restaurant_id',
        'restaurants.name as restaurant_name',
        'orders.delivery_address',
        'orders.note',
        'orders.price',
        'orders.placed_at',
        'orders.updated_at',
        'payments.status as payment_status',
        'payments.held_minor',
        'payments.captured_minor',
        'deliveries.id as delivery_id',
        'deliveries.status as delivery_status',
        'partner.id as partner_id',
        'partner.name as partner_name',
      ])
      .where('orders.id', '=', orderId)
      .executeTakeFirst(),
    db
      .selectFrom('order_transitions')
      .select(['seq', 'from_status', 'to_status', 'action', 'actor', 'reason', 'cause', 'at'])
      .where('order_id', '=', orderId)
      .orderBy('seq')
      .execute(),
  ]);
  if (!row) throw missing();
  return {
    id: row.id,
    status: row.status as Order['status'],
    customerId: row.customer_id,
    restaurant: { id: row.restaurant_id, name: row.restaurant_name },
    address: row.delivery_address as unknown as Address,
    note: row.note,
    price: row.price as unknown as Order['price'],
    payment: {
      status: row.payment_status as Order['payment']['status'],
      heldMinor: row.held_minor,
      capturedMinor: row.captured_minor,
    },
    delivery:
      row.delivery_id && row.delivery_status
        ? {
            id: row.delivery_id,
            status: row.delivery_status,
            partner:
              row.partner_id && row.partner_name ? { id: row.partner_id, name: row.partner_name } : null,
          }
        : null,
    timeline: timeline.map((entry) => ({
      seq: entry.seq,
      from: entry.from_status as Order['status'] | null,
      to: entry.to_status as Order['status'],
      action: entry.action as Order['timeline'][number]['action'],
      actor: entry.actor as Order['timeline'][number]['actor'],
      reason: entry.reason,
      cause: entry.cause as FailureCause | null,
      at: entry.at.toISOString(),
    })),
    placedAt: row.placed_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/**
 * A page of orders, newest first.
 * @param after id of the last order of the page before
 * @throws DomainError `invalid-cursor` when the viewer has no such order
 */
export async function listOrders(
  db: Db,
  viewer: Viewer,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ data: OrderSummary[]; has_more: boolean }> {
  let query = visibleOrders(db, viewer);
  if (after !== undefined) {
    const cursor = await visibleOrders(db, viewer)
      .select('orders.id')
      .where('orders.id', '=', after)
      .executeTakeFirst();
    if (!cursor)
      throw new DomainError(
        'invalid-cursor',
        'starting_after names no order of yours. Start from the first page.',
      );
    // Compared inside PostgreSQL: a Date would lose the microseconds that order two placements of one millisecond.
    query = query.where(
      sql<boolean>`(orders.placed_at, orders.id) < (select placed_at, id from orders where id = ${after})`,
    );
  }
  const rows = await query
    .select([
      'orders.id',
      'orders.status',
      'orders.restaurant_id',
      'restaurants.name as restaurant_name',
      'orders.total_minor',
      'orders.currency',
      'orders.placed_at',
    ])
    .orderBy('orders.placed_at', 'desc')
    .orderBy('orders.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => ({
    id: row.id,
    status: row.status as OrderSummary['status'],
    restaurant: { id: row.restaurant_id, name: row.restaurant_name },
    totalMinor: row.total_minor,
    currency: row.currency as OrderSummary['currency'],
    placedAt: row.placed_at.toISOString(),
  }));
}

/** The hash of the request that placed an order, or `undefined` when there is no such order. Reads the primary. */
export async function requestHashOf(db: Db, orderId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('orders')
    .select('request_hash')
    .where('id', '=', orderId)
    .executeTakeFirst();
  return row?.request_hash;
}

/** Where an order stands by the books, and the move that brought it there. Reads the primary. */
export type Standing = {
  status: OrderStatus;
  seq: number;
  from: OrderStatus;
  actor: Actor;
  cause: FailureCause | undefined;
};

export async function readStanding(db: Db, orderId: string): Promise<Standing> {
  const row = await db
    .selectFrom('orders')
    .innerJoin('order_transitions as last', (join) =>
      join.onRef('last.order_id', '=', 'orders.id').onRef('last.seq', '=', 'orders.seq'),
    )
    .select(['orders.status', 'orders.seq', 'last.from_status', 'last.actor', 'last.cause'])
    .where('orders.id', '=', orderId)
    .executeTakeFirstOrThrow();
  return {
    status: row.status as OrderStatus,
    seq: row.seq,
    from: (row.from_status ?? row.status) as OrderStatus,
    actor: row.actor as Actor,
    cause: (row.cause as FailureCause | null) ?? undefined,
  };
}
