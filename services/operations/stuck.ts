import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { NextStep, StuckOrder, StuckQuery } from '../../contracts/operations.ts';
import type { DeliveryStatus } from '../../domain/delivery/machine.ts';
import type { OrderStatus } from '../../domain/order/machine.ts';
import { type StuckState, stuckBecause } from '../../domain/order/stuck.ts';
import { zoneOf } from '../delivery/zone.ts';

/** Looked at in one go: more than this many standing still at once is one outage, not so many orders. */
const MAX_CANDIDATES = 2_000;

type Row = {
  id: string;
  status: OrderStatus;
  since: Date;
  starts_at: Date | null;
  restaurant_id: string;
  restaurant_name: string;
  phone: string | null;
  lat: number;
  lng: number;
  preparation_minutes: number;
  delivery_id: string | null;
  delivery_status: DeliveryStatus | null;
  delivery_since: Date | null;
  manual: boolean | null;
  partner_id: string | null;
  partner_name: string | null;
  money_open_since: Date | null;
};

/**
 * Orders under way in which nothing has happened for a while, and ended ones whose money is still open; or one order. Since when
 * a delivery stands where it does is its last row of history.
 */
const candidates = (orderId?: string) => sql<Row>`
  with open_money as (
    select p.order_id, p.updated_at as since from payments p join orders o on o.id = p.order_id
      where p.status = 'HELD' and o.status in ('DELIVERED', 'REJECTED', 'CANCELLED')
    union all select order_id, created_at from payment_refunds where state = 'PENDING'
    union all select order_id, created_at from tip_changes where state = 'PENDING'
  ), those as (
    ${
      orderId === undefined
        ? sql`(select id from orders where status not in ('DELIVERED', 'REJECTED', 'CANCELLED')
                 and updated_at < now() - interval '2 minutes'
                 and (status <> 'SCHEDULED' or coalesce(starts_at, updated_at) < now()) order by updated_at limit ${MAX_CANDIDATES})
              union (select order_id from open_money order by since limit ${MAX_CANDIDATES})`
        : sql`select ${orderId}::text as id`
    }
  )
  select o.id, o.status, o.updated_at as since, o.starts_at, r.id as restaurant_id, r.name as restaurant_name,
         r.lat, r.lng, r.preparation_minutes, d.id as delivery_id, d.status as delivery_status,
         (select max(h.at) from delivery_history h where h.delivery_id = d.id) as delivery_since,
         d.manual_since is not null as manual, d.partner_id, u.name as partner_name, u.phone,
         (select min(m.since) from open_money m where m.order_id = o.id) as money_open_since
  from those join orders o on o.id = those.id join restaurants r on r.id = o.restaurant_id
    left join deliveries d on d.order_id = o.id left join users u on u.id = d.partner_id`;

const callRestaurant = (row: Row): NextStep => ({ do: `Call ${row.restaurant_name} and ask.` });
const callPartner = (row: Row): NextStep => ({
  do: `Call ${row.partner_name ?? 'the partner'}${row.phone ? ` (${row.phone})` : ''} and ask.`,
});
const cancel = (row: Row): NextStep => ({
  do: 'Cancel it: the customer gets everything back.',
  request: { method: 'POST', path: `/v1/orders/${row.id}/cancel`, body: { reason: 'WHY' } },
});
const assign = (row: Row): NextStep => ({
  do: 'Assign a partner by hand.',
  request: {
    method: 'POST',
    path: `/v1/admin/deliveries/${row.delivery_id}/assign`,
    body: { partnerId: 'PARTNER', reason: 'WHY' },
  },
});
const unassign = (row: Row): NextStep => ({
  do: 'Take it from the partner; another is looked for at once.',
  request: {
    method: 'POST',
    path: `/v1/admin/deliveries/${row.delivery_id}/unassign`,
    body: { partnerId: row.partner_id, reason: 'WHY' },
  },
});
const handOver = (row: Row): NextStep => ({
  do: 'Give it to another partner, who takes the food over.',
  request: {
    method: 'POST',
    path: `/v1/admin/deliveries/${row.delivery_id}/assign`,
    body: { partnerId: 'PARTNER', insteadOf: row.partner_id, reason: 'WHY' },
  },
});
const story = (row: Row): NextStep => ({
  do: 'Read what happened, and whether its workflow runs.',
  request: { method: 'GET', path: `/v1/admin/orders/${row.id}/story` },
});
const repair = (row: Row): NextStep => ({
  do: `On a machine of the system: npm run repair -- ${row.id}. It says what it finds and does what it can.`,
});

/** What to do next, the likeliest first. */
const NEXT: Record<StuckState, (row: Row) => NextStep[]> = {
  'not-begun': (row) => [story(row), repair(row)],
  'not-answered': (row) => [story(row), repair(row), cancel(row)],
  'not-cooking': (row) => [callRestaurant(row), cancel(row)],
  'cooking-long': (row) => [callRestaurant(row), cancel(row)],
  'without-partner': (row) => [assign(row), story(row), cancel(row)],
  'partner-not-there': (row) => [callPartner(row), unassign(row)],
  'not-picked-up': (row) => [callPartner(row), callRestaurant(row), unassign(row)],
  'long-on-its-way': (row) => [callPartner(row), handOver(row), cancel(row)],
  'money-open': (row) => [
    story(row),
    {
      do: 'See whether provider and books differ.',
      request: { method: 'GET', path: '/v1/admin/payments/differences' },
    },
    repair(row),
  ],
};

function judge(row: Row, acceptWithinSeconds: number, now: number): StuckOrder | undefined {
  const { delivery_status: status, delivery_since: since } = row;
  const found = stuckBecause(
    {
      status: row.status,
      since: row.since.getTime(),
      startsAt: row.starts_at?.getTime(),
      acceptWithinSeconds,
      preparationMinutes: row.preparation_minutes,
      ...(status && since && { delivery: { status, since: since.getTime(), manual: row.manual === true } }),
      moneyOpenSince: row.money_open_since?.getTime(),
    },
    now,
  );
  if (!found) return undefined;
  return {
    orderId: row.id,
    status: row.status,
    stuck: found.stuck,
    since: new Date(found.since).toISOString(),
    forSeconds: Math.max(0, Math.round((now - found.since) / 1000)),
    why: found.why,
    next: NEXT[found.stuck](row),
    restaurant: { id: row.restaurant_id, name: row.restaurant_name },
    partner: row.partner_id ? { id: row.partner_id, name: row.partner_name ?? '', phone: row.phone } : null,
    zone: zoneOf(row),
  };
}

/**
 * The orders that stand still longer than they should, for how long, why, and what to do next; those that have stood longest
 * first. One query. From the books alone: it works while Temporal is away.
 */
export async function listStuck(
  db: Db,
  { limit, stuck }: StuckQuery,
  acceptWithinSeconds: number,
): Promise<{ data: StuckOrder[]; has_more: boolean }> {
  const { rows } = await candidates().execute(db);
  const now = Date.now();
  const found = rows
    .flatMap((row) => judge(row, acceptWithinSeconds, now) ?? [])
    .filter((order) => stuck === undefined || order.stuck === stuck)
    .sort((a, b) => b.forSeconds - a.forSeconds || (a.orderId < b.orderId ? -1 : 1));
  return { data: found.slice(0, limit), has_more: found.length > limit };
}

/** Whether one order stands still. */
export async function whyStuck(
  db: Db,
  orderId: string,
  acceptWithinSeconds: number,
): Promise<StuckOrder | null> {
  const { rows } = await candidates(orderId).execute(db);
  return (rows[0] && judge(rows[0], acceptWithinSeconds, Date.now())) ?? null;
}
