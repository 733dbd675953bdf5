import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../../adapters/postgres/index.ts';

/**
 * Everything that is written down about one order, in words that are the same for every order with the same fate. What a
 * crash may change is left out: times, ids of partners, how often a provider was asked, offers that reached no socket.
 */
export async function booksOf(db: Db, orderId: string) {
  const { rows } = await sql<{ books: Record<string, unknown[]> }>`
    select json_build_object(
      'orders', (select json_agg(json_build_object('status', status, 'seq', seq, 'total', total_minor))
        from orders where id = ${orderId}),
      'transitions', (select json_agg(json_build_object('seq', seq, 'from', from_status, 'to', to_status,
          'action', action, 'actor', actor) order by seq)
        from order_transitions where order_id = ${orderId}),
      'payments', (select json_agg(json_build_object('status', status, 'held', held_minor, 'captured', captured_minor,
          'refunded', refunded_minor))
        from payments where order_id = ${orderId}),
      'attempts', (select json_agg(json_build_object('provider', provider, 'state', state) order by provider)
        from payment_attempts where order_id = ${orderId}),
      'provider', (select json_agg(json_build_object('provider', provider, 'status', status, 'amount', amount_minor,
          'captured', captured_minor) order by provider, amount_minor)
        from sandbox_provider.holds where idempotency_key like ${orderId} || ':%'),
      'changes', (select json_agg(json_build_object('number', number, 'status', status, 'by', answered_by) order by number)
        from order_changes where order_id = ${orderId}),
      'refunds', (select json_agg(json_build_object('amount', amount_minor, 'state', state) order by amount_minor)
        from payment_refunds where order_id = ${orderId}),
      'tips', (select json_agg(json_build_object('number', number, 'state', state, 'to', to_minor, 'charged', charged_minor,
          'refunded', refunded_minor) order by number)
        from tip_changes where order_id = ${orderId}),
      'ledger', (select json_agg(json_build_object('transaction',
          regexp_replace(transaction, 'ord_[0-9a-z]+|(?<=:)[\\w-]{22}$', '', 'g'), 'account', account,
          'amount', amount_minor) order by transaction, account)
        from ledger_entries where order_id = ${orderId}),
      'delivery', (select json_agg(json_build_object('status', status, 'partner', partner_id is not null))
        from deliveries where order_id = ${orderId}),
      'offers', (select json_agg(f.status) from offers f
        join deliveries d on d.id = f.delivery_id where d.order_id = ${orderId} and f.status <> 'UNREACHED'),
      'events', (select json_agg(json_build_object('topic', topic, 'type', type) order by id)
        from outbox where aggregate_id = ${orderId})
    ) as books`.execute(db);
  return rows[0]?.books as Record<string, unknown[]>;
}

/** What only all orders together can tell. */
export async function expectSoundCounts(db: Db): Promise<void> {
  const { rows: partners } = await sql`
    select p.id, deliveries_completed, deliveries_taken from partners p
    left join (select partner_id, count(*) as taken, count(*) filter (where status = 'DELIVERED') as completed
               from deliveries where status <> 'CANCELLED' group by partner_id) d on d.partner_id = p.id
    where p.vehicle = 'crash-test' and (deliveries_completed <> coalesce(d.completed, 0)
      or deliveries_taken <> coalesce(d.taken, 0))`.execute(db);
  expect(partners, 'each delivery counts once for its partner').toEqual([]);
  const { rows: doubles } = await sql`
    select customer_id, idempotency_key from orders group by 1, 2 having count(*) > 1`.execute(db);
  expect(doubles, 'one order for each customer and key').toEqual([]);
}
