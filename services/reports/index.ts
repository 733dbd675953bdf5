import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import {
  MAX_REPORT_DAYS,
  type Report,
  type ReportBy,
  type ReportQuery,
  type ReportRow,
} from '../../contracts/reports.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Currency } from '../../domain/money.ts';
import { PAYOUT_PREFIX } from '../../domain/payment/payout.ts';
import { zoneOf } from '../delivery/zone.ts';

type Place = { id: string; name: string; zone: string };

/** How each kind of report names its rows. `o` is the order, `d` its delivery, `place` its restaurant's zone. */
const KEYS: Record<ReportBy, (timeZone: string) => RawBuilder<string | null>> = {
  restaurant: () => sql`o.restaurant_id`,
  partner: () => sql`d.partner_id`,
  zone: () => sql`place.zone`,
  day: (timeZone) => sql`to_char(o.placed_at at time zone ${timeZone}, 'YYYY-MM-DD')`,
  hour: (timeZone) => sql`to_char(o.placed_at at time zone ${timeZone}, 'YYYY-MM-DD"T"HH24:00')`,
};

/** Why an order ended without a delivery, from its last move. */
const CAUSE = sql<string>`case
  when action = 'reject' and actor = 'system' then 'not-answered'
  when action = 'reject' then 'rejected-by-restaurant'
  when action = 'fail' then coalesce(cause, 'not-handed-over')
  when action = 'cancel' and actor = 'system' and from_status = 'SCHEDULED' then 'could-not-begin'
  when action = 'cancel' and actor = 'system' then 'no-partner'
  when action = 'cancel' then 'cancelled-by-' || actor end`;

type Row = {
  key: string;
  orders: number;
  delivered: number;
  rejected: number;
  cancelled: number;
  asked: number;
  accepted: number;
  accept: (number | null)[] | null;
  preparation: (number | null)[] | null;
  delivery: (number | null)[] | null;
  total: (number | null)[] | null;
  charged: number;
  refunded: number;
  restaurants: number;
  partners: number;
  platform: number;
  tax: number;
  causes: Record<string, number> | null;
};

const spread = (from: string, to: string) => sql<(number | null)[]>`
  percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from ${sql.ref(to)} - ${sql.ref(from)})::float8)`;
const booked = (...accounts: string[]) => sql<number>`
  coalesce(-sum(amount_minor) filter (where account = any(${accounts}::text[]) and left(transaction, ${PAYOUT_PREFIX.length}) <> ${PAYOUT_PREFIX}), 0)`;

/** One pass over the orders of the time asked for; everything else is looked up by their ids. */
function query({ by, from, to, time_zone: timeZone }: ReportQuery, places: Place[]) {
  const begin = sql`(${from}::timestamp at time zone ${timeZone})`;
  const end = sql`((${to}::timestamp + interval '1 day') at time zone ${timeZone})`;
  return sql<Row>`
    with place as (
      select * from unnest(${places.map(({ id }) => id)}::text[], ${places.map(({ zone }) => zone)}::text[]) as place (id, zone)
    ), those as materialized (
      select o.id, o.status, ${KEYS[by](timeZone)} as key
      from orders o join place on place.id = o.restaurant_id left join deliveries d on d.order_id = o.id
      where o.placed_at >= ${begin} and o.placed_at < ${end}
    ), moves as (
      select order_id, min(at) filter (where to_status = 'PLACED') as placed,
        min(at) filter (where action = 'accept') as accepted, min(at) filter (where action = 'reject') as rejected,
        min(at) filter (where action = 'prepare') as begun, min(at) filter (where action = 'ready') as ready,
        min(at) filter (where action = 'pickUp') as picked_up, min(at) filter (where action = 'deliver') as delivered,
        min(${CAUSE}) as cause
      from order_transitions where order_id in (select id from those) group by order_id
    ), money as (
      select order_id, ${booked('provider_clearing')} as clearing, ${booked('restaurant_payable')} as restaurants,
        ${booked('partner_payable', 'tips_payable')} as partners, ${booked('platform_revenue', 'promotions')} as platform,
        ${booked('tax')} as tax
      from ledger_entries where order_id in (select id from those) group by order_id
    ), whole as (
      select those.key, those.status, moves.*, money.clearing, money.restaurants, money.partners, money.platform, money.tax,
        payments.refunded_minor
      from those left join moves on moves.order_id = those.id left join money on money.order_id = those.id
        left join payments on payments.order_id = those.id
      where those.key is not null
    ), causes as (
      select key, jsonb_object_agg(cause, times) as causes
      from (select key, cause, count(*) as times from whole where cause is not null group by key, cause) as each group by key
    )
    select whole.key, count(*) as orders,
      count(*) filter (where status = 'DELIVERED') as delivered, count(*) filter (where status = 'REJECTED') as rejected,
      count(*) filter (where status = 'CANCELLED') as cancelled,
      count(coalesce(accepted, whole.rejected)) as asked, count(accepted) as accepted,
      ${spread('placed', 'accepted')} as accept, ${spread('begun', 'ready')} as preparation,
      ${spread('picked_up', 'whole.delivered')} as delivery, ${spread('placed', 'whole.delivered')} as total,
      coalesce(-sum(clearing), 0)::bigint as charged, coalesce(sum(refunded_minor), 0)::bigint as refunded,
      coalesce(sum(restaurants), 0)::bigint as restaurants, coalesce(sum(partners), 0)::bigint as partners,
      coalesce(sum(platform), 0)::bigint as platform, coalesce(sum(tax), 0)::bigint as tax,
      (select causes.causes from causes where causes.key = whole.key) as causes
    from whole group by whole.key`;
}

type Asked = { asked: number; accepted: number };

/** The offers that partners answered or let pass in that time. */
async function offersOf(db: Db, { from, to, time_zone: timeZone }: ReportQuery): Promise<Map<string, Asked>> {
  const { rows } = await sql<Asked & { partner_id: string }>`
    select partner_id, count(*) as asked, count(*) filter (where status in ('ACCEPTED', 'RELEASED')) as accepted
    from offers where status in ('ACCEPTED', 'RELEASED', 'DECLINED', 'TIMED_OUT')
      and offered_at >= ${from}::timestamp at time zone ${timeZone}
      and offered_at < (${to}::timestamp + interval '1 day') at time zone ${timeZone}
    group by partner_id`.execute(db);
  return new Map(rows.map(({ partner_id, ...asked }) => [partner_id, asked]));
}

async function namesOf(db: Db, by: ReportBy, keys: string[], places: Place[]): Promise<Map<string, string>> {
  if (by === 'restaurant') return new Map(places.map(({ id, name }) => [id, name]));
  if (by !== 'partner' || keys.length === 0) return new Map();
  const rows = await db.selectFrom('users').select(['id', 'name']).where('id', 'in', keys).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const NOTHING: Omit<Row, 'key'> = {
  ...{ orders: 0, delivered: 0, rejected: 0, cancelled: 0, asked: 0, accepted: 0 },
  ...{ accept: null, preparation: null, delivery: null, total: null, causes: null },
  ...{ charged: 0, refunded: 0, restaurants: 0, partners: 0, platform: 0, tax: 0 },
};

function show(row: Row, { asked, accepted }: Asked, name: string | undefined): ReportRow {
  const round = (value: number | null | undefined) => (value == null ? null : Math.round(value));
  const both = (values: (number | null)[] | null) => ({
    median: round(values?.[0]),
    p90: round(values?.[1]),
  });
  return {
    key: row.key,
    name: name ?? null,
    orders: row.orders,
    delivered: row.delivered,
    rejected: row.rejected,
    cancelled: row.cancelled,
    acceptance: {
      asked,
      accepted,
      share: asked === 0 ? null : Math.round((accepted / asked) * 10_000) / 10_000,
    },
    acceptSeconds: both(row.accept),
    preparationSeconds: both(row.preparation),
    deliverySeconds: both(row.delivery),
    totalSeconds: both(row.total),
    chargedMinor: row.charged,
    refundedMinor: row.refunded,
    restaurantMinor: row.restaurants,
    partnerMinor: row.partners,
    platformMinor: row.platform,
    taxMinor: row.tax,
    causes: row.causes ?? {},
  };
}

/** PostgreSQL has stopped a statement that took longer than this pool may. */
const isTooSlow = (error: unknown) => error instanceof Error && 'code' in error && error.code === '57014';

function assertPeriod({ by, from, to }: ReportQuery): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  const most = MAX_REPORT_DAYS[by];
  if (days >= 1 && days <= most) return;
  throw new DomainError('invalid-request', `A report by ${by} covers 1 to ${most} days.`, [
    { path: 'to', message: `must be on or up to ${most - 1} days after ${from}` },
  ]);
}

/**
 * Figures of orders by restaurant, partner, zone, day or hour, of the days on which they were placed, from a pool of their own
 * that may lag and gives up in time, so that no report slows an order.
 * @param deps.reports the pool (`openReports`)
 */
export function createReportService({ reports, currency }: { reports: Db; currency: Currency }) {
  return {
    /** @throws DomainError `invalid-request` for no or too many days, `report-too-large` when it takes too long */
    async report(asked: ReportQuery): Promise<Report> {
      const { by, from, to, time_zone: timeZone, limit, restaurant_id: restaurantId, zone } = asked;
      assertPeriod(asked);
      try {
        const all = await reports.selectFrom('restaurants').select(['id', 'name', 'lat', 'lng']).execute();
        const places = all
          .map((row) => ({ id: row.id, name: row.name, zone: zoneOf(row) }))
          .filter((place) => (restaurantId ?? place.id) === place.id && (zone ?? place.zone) === place.zone);
        const { rows } = await query(asked, places).execute(reports);
        const offers = by === 'partner' ? await offersOf(reports, asked) : new Map<string, Asked>();
        const isWhole = restaurantId === undefined && zone === undefined;
        const idle = isWhole ? [...offers.keys()].filter((id) => !rows.some(({ key }) => key === id)) : [];
        const found = [...rows, ...idle.map((key): Row => ({ key, ...NOTHING }))].sort((a, b) =>
          by === 'day' || by === 'hour'
            ? a.key < b.key
              ? -1
              : 1
            : b.orders - a.orders || (a.key < b.key ? -1 : 1),
        );
        const shown = found.slice(0, limit);
        const names = await namesOf(
          reports,
          by,
          shown.map(({ key }) => key),
          places,
        );
        const data = shown.map((row) =>
          show(
            row,
            by === 'partner' ? (offers.get(row.key) ?? { asked: 0, accepted: 0 }) : row,
            names.get(row.key),
          ),
        );
        return { by, from, to, timeZone, currency, data, has_more: found.length > limit };
      } catch (error) {
        if (!isTooSlow(error)) throw error;
        throw new DomainError(
          'report-too-large',
          'This report took too long and was stopped. Ask for fewer days, or for one restaurant or zone.',
        );
      }
    },
  };
}
export type ReportService = ReturnType<typeof createReportService>;
