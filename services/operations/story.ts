import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { OrderStory, StoryEntry } from '../../contracts/operations.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderStatus } from '../../domain/order/machine.ts';
import { deliveryIdOf } from '../delivery/request-delivery.ts';
import { readHistory, readOffers } from '../delivery/watch-deliveries.ts';
import { whyStuck } from './stuck.ts';

type Entry = Omit<StoryEntry, 'at'> & { at: Date };

/** An entry without what is not known of it. */
function entry(
  at: Date,
  kind: StoryEntry['kind'],
  what: string,
  by: string | null,
  details: object = {},
): Entry {
  const known = Object.entries(details).filter(([, value]) => value !== null && value !== undefined);
  return { at, kind, what, by, details: Object.fromEntries(known) };
}

async function moves(db: Db, orderId: string): Promise<Entry[]> {
  const rows = await db.selectFrom('order_transitions').selectAll().where('order_id', '=', orderId).execute();
  return rows.map(({ at, action, to_status, actor, actor_id, reason, cause }) =>
    entry(at, 'order', `${action}: ${to_status}`, actor, { actorId: actor_id, reason, cause }),
  );
}

async function changes(db: Db, orderId: string): Promise<Entry[]> {
  const rows = await db.selectFrom('order_changes').selectAll().where('order_id', '=', orderId).execute();
  return rows.flatMap(({ number, status, reason, proposed_by, proposed_at, answered_by, answered_at }) => [
    entry(proposed_at, 'change', `change ${number} proposed`, proposed_by ?? 'restaurant', { reason }),
    ...(answered_at ? [entry(answered_at, 'change', `change ${number} ${status}`, answered_by)] : []),
  ]);
}

async function deliveries(db: Db, orderId: string): Promise<Entry[]> {
  const history = await readHistory(db, deliveryIdOf(orderId));
  return history.map(
    ({ at, action, to, actor, actorId, partnerId, formerPartnerId, code, reason, warning }) =>
      entry(new Date(at), 'delivery', `${action}: ${to}`, actor, {
        actorId,
        partnerId,
        formerPartnerId,
        code,
        reason,
        warning,
      }),
  );
}

async function payments(db: Db, orderId: string): Promise<Entry[]> {
  const [attempts, refunds, tips, ledger] = await Promise.all([
    db.selectFrom('payment_attempts').selectAll().where('order_id', '=', orderId).execute(),
    db.selectFrom('payment_refunds').selectAll().where('order_id', '=', orderId).execute(),
    db.selectFrom('tip_changes').selectAll().where('order_id', '=', orderId).execute(),
    db
      .selectFrom('ledger_entries')
      .select(['transaction', 'currency'])
      .select(({ fn }) => fn.min('at').as('at'))
      .select(sql<Record<string, number>>`jsonb_object_agg(account, amount_minor)`.as('postings'))
      .where('order_id', '=', orderId)
      .groupBy(['transaction', 'currency'])
      .execute(),
  ]);
  return [
    ...attempts.map(({ created_at, provider, state, calls, detail }) =>
      entry(created_at, 'payment', `hold asked of ${provider}: ${state}`, 'system', { calls, detail }),
    ),
    ...refunds.map(({ created_at, amount_minor, state, asked_by, reason, paid_by, key }) =>
      entry(created_at, 'payment', `refund ${state}`, asked_by, {
        amountMinor: amount_minor,
        reason,
        paidBy: paid_by,
        key,
      }),
    ),
    ...tips.map(({ created_at, from_minor, to_minor, state }) =>
      entry(created_at, 'payment', `tip ${state}`, 'customer', { fromMinor: from_minor, toMinor: to_minor }),
    ),
    ...ledger.map(({ at, transaction, postings, currency }) =>
      entry(at, 'ledger', transaction.replace(`${orderId}:`, ''), null, { postings, currency }),
    ),
  ];
}

async function actions(db: Db, subjects: string[]): Promise<Entry[]> {
  const rows = await db.selectFrom('operator_actions').selectAll().where('subject', 'in', subjects).execute();
  return rows.map(({ at, action, actor_id, reason, before, after }) =>
    entry(at, 'operator', action, actor_id, { reason, before, after }),
  );
}

/**
 * Everything that the books know of an order, in the order in which it happened: moves, changes, delivery, offers with their
 * scores, payments, ledger, operators' hands. A dozen queries, for a person who has one order before them.
 * @throws DomainError `not-found`
 */
export async function readStory(
  db: Db,
  orderId: string,
  acceptWithinSeconds: number,
): Promise<Omit<OrderStory, 'workflow'>> {
  const deliveryId = deliveryIdOf(orderId);
  const order = await db
    .selectFrom('orders')
    .leftJoin('payments', 'payments.order_id', 'orders.id')
    .select(['orders.status', 'orders.total_minor', 'orders.currency'])
    .select([
      'payments.provider',
      'payments.status as payment',
      'held_minor',
      'captured_minor',
      'refunded_minor',
    ])
    .where('orders.id', '=', orderId)
    .executeTakeFirst();
  if (!order) throw new DomainError('not-found', 'There is no such order.');
  const [stuck, offers, ...parts] = await Promise.all([
    whyStuck(db, orderId, acceptWithinSeconds),
    readOffers(db, deliveryId),
    moves(db, orderId),
    changes(db, orderId),
    deliveries(db, orderId),
    payments(db, orderId),
    actions(db, [orderId, deliveryId]),
  ]);
  const shown = offers.map(({ offeredAt, status, partner, score, factors, distanceMetres, search, round }) =>
    entry(new Date(offeredAt), 'offer', `offered to ${partner.name}: ${status}`, 'system', {
      partnerId: partner.id,
      score,
      factors,
      distanceMetres,
      search,
      round,
    }),
  );
  return {
    orderId,
    status: order.status as OrderStatus,
    totalMinor: order.total_minor,
    currency: order.currency,
    payment: order.payment
      ? {
          provider: order.provider ?? '',
          status: order.payment,
          heldMinor: order.held_minor ?? 0,
          capturedMinor: order.captured_minor ?? 0,
          refundedMinor: order.refunded_minor ?? 0,
        }
      : null,
    stuck,
    offers,
    timeline: [...parts.flat(), ...shown]
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}
