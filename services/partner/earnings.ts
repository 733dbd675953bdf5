import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { DeliveryEarnings, Earnings, EarningsQuery } from '../../contracts/partners.ts';
import { DomainError } from '../../domain/errors.ts';
import { splitPay } from '../../domain/payment/partner-pay.ts';
import { PAYOUT_PREFIX } from '../../domain/payment/payout.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import { orderOfDelivery } from '../delivery/read-deliveries.ts';
import { type WayRow, wayOf } from '../delivery/way.ts';
import { assertCursor, toPage } from '../page.ts';

type Deps = { db: Db; tariff: Tariff };
/** Longest time that one answer covers, in days. */
const MAX_DAYS = 366;

/** One delivery's bookings of a day, a week, or altogether. Sums of cents; negative where money went back. */
type Booked = WayRow & {
  pay: number;
  waiting: number;
  tip: number;
};

/** Being paid out is no loss. */
const EARNED = sql`left(l.transaction, ${PAYOUT_PREFIX.length}) <> ${PAYOUT_PREFIX}`;

/** The partner's side of the ledger by what it was for. `l` are the entries. */
const SUMS = sql`
  coalesce(-sum(l.amount_minor) filter (where l.account = 'partner_payable' and l.transaction <> l.order_id || ':waiting'), 0)
    as pay,
  coalesce(-sum(l.amount_minor) filter (where l.account = 'partner_payable' and l.transaction = l.order_id || ':waiting'), 0)
    as waiting,
  coalesce(-sum(l.amount_minor) filter (where l.account = 'tips_payable'), 0) as tip`;

function partsOf(booked: Booked, tariff: Tariff) {
  return {
    ...splitPay(booked.pay, wayOf(booked), tariff),
    waitingMinor: booked.waiting,
    tipMinor: booked.tip,
    totalMinor: booked.pay + booked.waiting + booked.tip,
  };
}

/** The partner's zone and the days asked for. @throws DomainError `invalid-request` when there are too many or none */
async function periodOf(db: Db, partnerId: string, { from, to }: EarningsQuery) {
  const { rows } = await sql<{ zone: string; first: string; last: string; days: number }>`
    select zone, to_char(first, 'YYYY-MM-DD') as first, to_char(last, 'YYYY-MM-DD') as last, last - first + 1 as days
    from (select time_zone as zone, coalesce(${to ?? null}::date, (now() at time zone time_zone)::date) as last,
                 coalesce(${from ?? null}::date, coalesce(${to ?? null}::date, (now() at time zone time_zone)::date) - 6) as first
          from partners where id = ${partnerId}) as period`.execute(db);
  const period = rows[0];
  if (!period) throw new DomainError('not-found', 'There is no such partner.');
  if (period.days >= 1 && period.days <= MAX_DAYS) return period;
  throw new DomainError('invalid-request', `Ask for 1 to ${MAX_DAYS} days.`, [
    { path: 'to', message: `must be on or up to ${MAX_DAYS - 1} days after ${period.first}` },
  ]);
}

/**
 * What a partner has earned, by day or week on the clocks of their time zone, from the ledger and nothing else: what is booked
 * later (a tip, a refund) counts on its own day. Two queries.
 */
export async function readEarnings(
  { db, tariff }: Deps,
  partnerId: string,
  query: EarningsQuery,
): Promise<Earnings> {
  const { zone, first, last } = await periodOf(db, partnerId, query);
  const { rows } = await sql<Booked & { begins: string }>`
    select to_char(date_trunc(${query.by}, l.at at time zone ${zone}), 'YYYY-MM-DD') as begins,
           d.pickup_lat, d.pickup_lng, d.dropoff_lat, d.dropoff_lng, ${SUMS}
    from deliveries d join ledger_entries l on l.order_id = d.order_id
    where d.partner_id = ${partnerId} and l.account in ('partner_payable', 'tips_payable') and ${EARNED}
      and l.at >= ${first}::timestamp at time zone ${zone}
      and l.at < (${last}::timestamp + interval '1 day') at time zone ${zone}
    group by d.id, begins order by begins`.execute(db);

  const data: Earnings['data'] = [];
  for (const row of rows) {
    const parts = partsOf(row, tariff);
    let period = data.at(-1);
    if (period?.begins !== row.begins) {
      const none = { baseMinor: 0, distanceMinor: 0, waitingMinor: 0, tipMinor: 0, totalMinor: 0 };
      period = { begins: row.begins, deliveries: 0, ...none };
      data.push(period);
    }
    period.deliveries += 1;
    for (const part of Object.keys(parts) as (keyof typeof parts)[]) period[part] += parts[part];
  }
  const totalMinor = data.reduce((sum, period) => sum + period.totalMinor, 0);
  return { timeZone: zone, currency: tariff.currency, data, totalMinor };
}

/**
 * What each delivery has brought, newest first. One query, and one for the cursor.
 * @param page.after id of the last delivery of the page before
 * @throws DomainError `invalid-cursor` when the partner has no such delivery
 */
export async function listDeliveryEarnings(
  { db, tariff }: Deps,
  partnerId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ data: DeliveryEarnings[]; has_more: boolean }> {
  if (after !== undefined) await assertCursor(orderOfDelivery(db, after, partnerId), 'delivery of yours');
  const { rows } = await sql<Booked & { id: string; order_id: string; delivered_at: Date | null }>`
    select d.id, d.order_id, d.delivered_at, d.pickup_lat, d.pickup_lng, d.dropoff_lat, d.dropoff_lng, ${SUMS}
    from deliveries d join ledger_entries l on l.order_id = d.order_id
    where d.partner_id = ${partnerId} and l.account in ('partner_payable', 'tips_payable') and ${EARNED}
      and (${after ?? null}::text is null
           or (d.requested_at, d.id) < (select requested_at, id from deliveries where id = ${after ?? null}))
    group by d.id order by d.requested_at desc, d.id desc limit ${limit + 1}`.execute(db);
  return toPage(rows, limit, (row) => ({
    deliveryId: row.id,
    orderId: row.order_id,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    currency: tariff.currency,
    ...partsOf(row, tariff),
  }));
}
