import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../../adapters/postgres/index.ts';
import { eventually } from './people.ts';

/** How many rows of each kind there are: equal before and after means that nothing was written. */
export async function countEverything(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from orders) as orders,
           (select count(*) from order_transitions) as transitions,
           (select count(*) from payments) as payments,
           (select count(*) from ledger_entries) as ledger,
           (select count(*) from deliveries) as deliveries,
           (select count(*) from offers) as offers,
           (select count(*) from outbox where topic <> 'menu-updates') as outbox`.execute(db);
  return rows[0] as Record<string, number>;
}

/** Waits until no money of a restaurant’s orders is held any more. */
export async function expectNothingHeld(db: Db, restaurantId: string): Promise<void> {
  const held = () =>
    db
      .selectFrom('payments')
      .innerJoin('orders', 'orders.id', 'payments.order_id')
      .select('orders.id')
      .where('orders.restaurant_id', '=', restaurantId)
      .where('payments.status', '=', 'HELD')
      .execute();
  await eventually(held, (orders) => orders.length === 0, 30_000);
}

/** The invariants of design §12 that one database can tell, over everything the tests have done. */
export async function expectSoundBooks(db: Db): Promise<void> {
  const broken = async (what: string, query: ReturnType<typeof sql<{ id: string }>>) => {
    const { rows } = await query.execute(db);
    expect(rows, what).toEqual([]);
  };
  await broken(
    'the ledger sums to zero per order',
    sql`select order_id as id from ledger_entries group by order_id having sum(amount_minor) <> 0`,
  );
  await broken(
    'captured at most what was held',
    sql`select id from payments where captured_minor > held_minor`,
  );
  await broken(
    'refunded at most what was captured',
    sql`select id from payments where refunded_minor > captured_minor`,
  );
  await broken(
    'the ledger has what the provider took, less what went back, tips after delivery included',
    sql`select p.order_id as id from payments p where p.captured_minor
          - (select coalesce(sum(r.amount_minor), 0) from payment_refunds r where r.order_id = p.order_id and r.state = 'DONE')
          + (select coalesce(sum(t.charged_minor - t.refunded_minor), 0) from tip_changes t where t.order_id = p.order_id)
        <> (select coalesce(sum(l.amount_minor), 0) from ledger_entries l
            where l.order_id = p.order_id and l.account = 'provider_clearing')`,
  );
  await broken(
    'an order never costs more than was held for it',
    sql`select o.id from orders o join payments p on p.order_id = o.id where o.total_minor > p.held_minor`,
  );
  await broken(
    'no change waits for an answer once the order is ready or has ended',
    sql`select c.order_id as id from order_changes c join orders o on o.id = c.order_id
        where c.status = 'PROPOSED' and o.status not in ('CONFIRMED', 'PREPARING')`,
  );
  await broken(
    'no hold outlives its order',
    sql`select o.id from orders o join payments p on p.order_id = o.id
        where o.status in ('DELIVERED', 'REJECTED', 'CANCELLED') and p.status = 'HELD'`,
  );
  await broken(
    'the provider holds what the books say',
    sql`select p.order_id as id from payments p join sandbox_provider.holds h on h.reference = p.provider_reference
        where p.status <> h.status or p.captured_minor <> h.captured_minor or p.refunded_minor <> h.refunded_minor`,
  );
  await broken(
    'no hold without an order',
    sql`select h.reference as id from sandbox_provider.holds h
        left join payments p on p.provider_reference = h.reference where p.id is null and h.status = 'HELD'`,
  );
  await broken(
    'a live partner for each carried delivery, by one accepted offer or by an operator’s hand',
    sql`select d.id from deliveries d where d.status not in ('SEARCHING', 'CANCELLED')
        and (select count(*) from offers f where f.delivery_id = d.id and f.status = 'ACCEPTED'
             and f.partner_id = d.partner_id) <> (
          select case when actor = 'operator' then 0 else 1 end from delivery_history h
          where h.delivery_id = d.id and h.action in ('assign', 'reassign') order by seq desc limit 1)`,
  );
  await broken(
    'every change of a delivery follows the one before, has its event, and the last is where it stands',
    sql`select h.delivery_id as id from delivery_history h
        join deliveries d on d.id = h.delivery_id
        left join delivery_history before on before.delivery_id = h.delivery_id and before.seq = h.seq - 1
        left join delivery_history after on after.delivery_id = h.delivery_id and after.seq = h.seq + 1
        left join outbox o on o.event_id = h.delivery_id || ':' || h.seq
        where before.to_status is distinct from h.from_status or o.id is null
          or (after.seq is null and (h.to_status, coalesce(h.partner_id, '')) <> (d.status, coalesce(d.partner_id, '')))`,
  );
  await broken(
    'a partner’s deliveries are those taken and not lost by no fault of theirs',
    sql`select id from partners where deliveries_completed > deliveries_taken`,
  );
  await broken(
    'every transition follows the one before',
    sql`select t.order_id as id from order_transitions t
        left join order_transitions before on before.order_id = t.order_id and before.seq = t.seq - 1
        where t.seq > 1 and before.to_status is distinct from t.from_status`,
  );
  await broken(
    'every transition has its event',
    sql`select t.order_id as id from order_transitions t
        left join outbox o on o.event_id = t.order_id || ':' || t.seq where o.id is null`,
  );
}
