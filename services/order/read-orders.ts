import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Address } from '../../contracts/common.ts';
import type { Order, OrderChange, OrderStatusView, OrderSummary } from '../../contracts/orders.ts';
import type { HandOverKind } from '../../domain/delivery/hand-over.ts';
import { DomainError } from '../../domain/errors.ts';
import type { SilentVerdict } from '../../domain/order/change.ts';
import type { Actor, OrderStatus } from '../../domain/order/machine.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import { TIP_HOURS } from '../../domain/payment/tip.ts';
import type { Price } from '../../domain/pricing/price.ts';
import { deliveryIdOf } from '../delivery/request-delivery.ts';
import { readHistory } from '../delivery/watch-deliveries.ts';
import { assertCursor, toPage } from '../page.ts';
import type { ActiveOrder, ActiveOrders } from './active-orders.ts';

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

/** The tip as it stands: as ordered until the payment has found its end. */
function tipOf(
  row: { price: unknown; payment_status: string | null; tip_minor: number | null },
  timeline: { to_status: string; at: Date }[],
): Order['tip'] {
  const delivered = timeline.find(({ to_status }) => to_status === 'DELIVERED');
  const isOpen = row.payment_status === null || row.payment_status === 'HELD';
  return {
    minor: isOpen ? (row.price as Price).tipMinor : (row.tip_minor ?? 0),
    changeableUntil: delivered
      ? new Date(delivered.at.getTime() + TIP_HOURS * 3_600_000).toISOString()
      : null,
  };
}

/**
 * One order with its price, payment, delivery, timeline and changes; when it comes is `services/partner/tracking.ts`'s to say.
 * Three queries at once, four for operators. @throws DomainError `not-found`
 */
export async function getOrder(db: Db, orderId: string, viewer: Viewer): Promise<Omit<Order, 'eta'>> {
  const [row, timeline, changes, history] = await Promise.all([
    visibleOrders(db, viewer)
      .leftJoin('payments', 'payments.order_id', 'orders.id')
      .leftJoin('users as partner', 'partner.id', 'deliveries.partner_id')
      .leftJoin('hand_overs', 'hand_overs.order_id', 'orders.id')
      .select(['hand_overs.kind as hand_over', 'hand_overs.pin', 'hand_overs.photo'])
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
        'payments.refunded_minor',
        'payments.tip_minor',
        'orders.deliver_at',
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
    db
      .selectFrom('order_changes')
      .select(['number', 'status', 'reason', 'price', 'when_silent', 'expires_at', 'answered_by'])
      .where('order_id', '=', orderId)
      .orderBy('number')
      .execute(),
    viewer.role === 'admin' ? readHistory(db, deliveryIdOf(orderId)) : undefined,
  ]);
  if (!row) throw missing();
  return {
    id: row.id,
    status: row.status as Order['status'],
    customerId: row.customer_id,
    restaurant: { id: row.restaurant_id, name: row.restaurant_name },
    address: row.delivery_address as unknown as Address,
    note: row.note,
    handOver: {
      kind: (row.hand_over ?? 'in-person') as HandOverKind,
      pin: viewer.role === 'customer' ? row.pin : null,
      photo: row.photo,
    },
    price: row.price as unknown as Order['price'],
    payment: row.payment_status
      ? {
          status: row.payment_status as NonNullable<Order['payment']>['status'],
          heldMinor: row.held_minor ?? 0,
          capturedMinor: row.captured_minor ?? 0,
          refundedMinor: row.refunded_minor ?? 0,
        }
      : null,
    tip: tipOf(row, timeline),
    deliverAt: row.deliver_at?.toISOString() ?? null,
    changes: changes.map((change) => ({
      number: change.number,
      status: change.status as OrderChange['status'],
      reason: change.reason,
      price: change.price as unknown as OrderChange['price'],
      whenSilent: change.when_silent as OrderChange['whenSilent'],
      expiresAt: change.expires_at.toISOString(),
      answeredBy: change.answered_by as OrderChange['answeredBy'],
    })),
    delivery:
      row.delivery_id && row.delivery_status
        ? {
            id: row.delivery_id,
            status: row.delivery_status,
            partner:
              row.partner_id && row.partner_name ? { id: row.partner_id, name: row.partner_name } : null,
            ...(history && { history }),
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
 * Where an order stands: from Redis while it is under way, else from the database, which also answers when Redis is away. One
 * round trip as a rule. @throws DomainError `not-found`
 */
export async function getStatus(
  { db, active }: { db: Db; active: ActiveOrders },
  orderId: string,
  viewer: Viewer,
): Promise<OrderStatusView> {
  const known = await active.read(orderId).catch(() => undefined);
  const order = known ?? (await readActive(db, orderId));
  if (!order || !maySee(order, viewer)) throw missing();
  if (!known) active.fill(order).catch(() => {}); // the next reader's luck, not this one's wait
  const { customerId: _customer, restaurantId: _restaurant, ...view } = order;
  return view;
}

function maySee(order: ActiveOrder, viewer: Viewer): boolean {
  switch (viewer.role) {
    case 'customer':
      return order.customerId === viewer.id;
    case 'restaurant':
      return order.restaurantId === viewer.restaurantId;
    case 'partner':
      return order.partnerId === viewer.id;
    case 'admin':
      return true;
  }
}

async function readActive(db: Db, orderId: string): Promise<ActiveOrder | undefined> {
  const row = await db
    .selectFrom('orders')
    .leftJoin('deliveries', 'deliveries.order_id', 'orders.id')
    .select([
      'orders.status',
      'orders.seq',
      'orders.customer_id',
      'orders.restaurant_id',
      'orders.updated_at',
    ])
    .select(['deliveries.status as delivery_status', 'deliveries.partner_id'])
    .where('orders.id', '=', orderId)
    .executeTakeFirst();
  return (
    row && {
      id: orderId,
      status: row.status as OrderStatus,
      seq: row.seq,
      customerId: row.customer_id,
      restaurantId: row.restaurant_id,
      updatedAt: row.updated_at.toISOString(),
      deliveryStatus: row.delivery_status as ActiveOrder['deliveryStatus'],
      partnerId: row.partner_id,
    }
  );
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
    await assertCursor(assertVisible(db, after, viewer), 'order of yours');
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
  /** The order's last change of items. */
  change: { number: number; isOpen: boolean; expiresAt: string; whenSilent: SilentVerdict } | undefined;
};

export async function readStanding(db: Db, orderId: string): Promise<Standing> {
  const row = await db
    .selectFrom('orders')
    .innerJoin('order_transitions as last', (join) =>
      join.onRef('last.order_id', '=', 'orders.id').onRef('last.seq', '=', 'orders.seq'),
    )
    .leftJoin('order_changes as change', 'change.order_id', 'orders.id')
    .select(['orders.status', 'orders.seq', 'last.from_status', 'last.actor', 'last.cause'])
    .select(['change.number', 'change.status as change_status', 'change.expires_at', 'change.when_silent'])
    .where('orders.id', '=', orderId)
    .orderBy('change.number', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    status: row.status as OrderStatus,
    seq: row.seq,
    from: (row.from_status ?? row.status) as OrderStatus,
    actor: row.actor as Actor,
    cause: (row.cause as FailureCause | null) ?? undefined,
    change:
      row.number && row.expires_at
        ? {
            number: row.number,
            isOpen: row.change_status === 'PROPOSED',
            expiresAt: row.expires_at.toISOString(),
            whenSilent: row.when_silent as SilentVerdict,
          }
        : undefined,
  };
}
