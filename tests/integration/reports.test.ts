import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReports } from '../../adapters/postgres/index.ts';
import type { Order } from '../../contracts/orders.ts';
import type { Report, ReportRow } from '../../contracts/reports.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { zoneOf } from '../../services/delivery/zone.ts';
import { createReportService } from '../../services/reports/index.ts';
import {
  basket,
  cook,
  customer,
  eventually,
  move,
  operator,
  partner,
  place,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
let restaurant: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;
let admin: ApiClient;
let rider: ApiClient;
const riderId = () => rider.session?.user.id as string;
/** Two evenings long ago, on which nobody else’s orders are. */
const [MONDAY, TUESDAY] = ['2003-06-02', '2003-06-03'] as const;

/** Moves an order into the past: each of its moves at the minute given, after 18:30 in Helsinki. */
async function backdate(orderId: string, day: string, minutes: Record<string, number>) {
  const placed = new Date(`${day}T18:30:00+03:00`);
  const at = (minute: number) => new Date(placed.getTime() + minute * 60_000);
  await system.db.updateTable('orders').set({ placed_at: placed }).where('id', '=', orderId).execute();
  for (const [action, minute] of Object.entries({ place: 0, ...minutes })) {
    await system.db
      .updateTable('order_transitions')
      .set({ at: at(minute) })
      .where('order_id', '=', orderId)
      .where('action', '=', action)
      .execute();
  }
}

async function delivered(
  day: string,
  minutes: { accept: number; prepare: number; ready: number; pickUp: number; deliver: number },
) {
  const { id } = await cook({ eater, kitchen, restaurant });
  const deliveryId = (await admin.call<Order>('GET', `/v1/orders/${id}`)).delivery?.id;
  await admin.call('POST', `/v1/admin/deliveries/${deliveryId}/assign`, {
    partnerId: riderId(),
    reason: 'a test',
  });
  await move(kitchen, id, 'ready');
  await rider.call('POST', `/v1/deliveries/${deliveryId}/pick-up`);
  await rider.call('POST', `/v1/deliveries/${deliveryId}/deliver`);
  await eventually(
    () => admin.call<Order>('GET', `/v1/orders/${id}`),
    ({ payment }) => payment?.status === 'CAPTURED',
  );
  await backdate(id, day, minutes);
  return id;
}

let charged = 0;
beforeAll(async () => {
  system = await startSystem();
  restaurant = await restaurantThatIs(system.db, 'open', 66);
  [eater, kitchen, admin, rider] = await Promise.all([
    customer(system.url, 16),
    staff(system.url, restaurant.slug),
    operator(system.url),
    partner(system.url, 36),
  ]);
  const ids = [
    await delivered(MONDAY, { accept: 1, prepare: 2, ready: 12, pickUp: 15, deliver: 25 }),
    await delivered(MONDAY, { accept: 3, prepare: 4, ready: 24, pickUp: 25, deliver: 45 }),
    await delivered(TUESDAY, { accept: 2, prepare: 4, ready: 34, pickUp: 40, deliver: 70 }),
  ];
  for (const id of ids)
    charged += (await admin.call<Order>('GET', `/v1/orders/${id}`)).payment?.capturedMinor ?? 0;
  const rejected = await place(eater, await basket(eater, restaurant));
  await move(kitchen, rejected.id, 'reject', { reason: 'no rice' });
  await backdate(rejected.id, MONDAY, { reject: 5 });
  for (const client of [eater, admin]) {
    const { id } = await place(eater, await basket(eater, restaurant));
    await move(client, id, 'cancel', { reason: 'a test' });
    await backdate(id, TUESDAY, { cancel: 1 });
  }
});
afterAll(() => system.close());

const report = (by: string, more = '') =>
  admin.call<Report>('GET', `/v1/admin/reports/orders?by=${by}&from=${MONDAY}&to=${TUESDAY}${more}`);
const only = async (by: string, more?: string) => (await report(by, more)).data as [ReportRow];

describe('a report', () => {
  it('by restaurant has orders, money, acceptance, times and why orders ended', async () => {
    const [row, ...others] = await only('restaurant');
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      key: restaurant.id,
      orders: 6,
      delivered: 3,
      rejected: 1,
      cancelled: 2,
      acceptance: { asked: 4, accepted: 3, share: 0.75 },
      acceptSeconds: { median: 120 },
      preparationSeconds: { median: 1200, p90: 1680 },
      deliverySeconds: { median: 1200 },
      totalSeconds: { median: 45 * 60 },
      chargedMinor: charged,
      refundedMinor: 0,
      causes: { 'rejected-by-restaurant': 1, 'cancelled-by-customer': 1, 'cancelled-by-operator': 1 },
    });
    // What customers paid is what everybody got.
    const { chargedMinor, restaurantMinor, partnerMinor, platformMinor, taxMinor } = row;
    expect(restaurantMinor + partnerMinor + platformMinor + taxMinor).toBe(chargedMinor);
  });

  it('by zone, day and hour has the same orders, on the clocks asked for', async () => {
    expect(await only('zone')).toMatchObject([{ key: zoneOf(restaurant), orders: 6 }]);
    expect(await only('day')).toMatchObject([
      { key: MONDAY, orders: 3, delivered: 2, rejected: 1 },
      { key: TUESDAY, orders: 3, delivered: 1, cancelled: 2 },
    ]);
    expect(await only('hour')).toMatchObject([{ key: `${MONDAY}T18:00` }, { key: `${TUESDAY}T18:00` }]);
    expect(await only('hour', '&time_zone=UTC')).toMatchObject([
      { key: `${MONDAY}T15:00` },
      { key: `${TUESDAY}T15:00` },
    ]);
  });

  it('by partner has what they carried and earned, and how often they accept', async () => {
    const { rows } = await sql<{ id: string }>`insert into offers
        (id, bundle_id, delivery_id, partner_id, status, radius_km, round, distance_metres, score, factors, offered_at, expires_at)
      select 'ofr_report_' || status, 'ofr_report_' || status, d.id, ${riderId()}, status, 3, 9, 100, 0.5, '{}', ${`${MONDAY}T17:00:00Z`}::timestamptz, now()
      from (select deliveries.id from deliveries join orders on orders.id = order_id
            where restaurant_id = ${restaurant.id} limit 1) as d, unnest(array['DECLINED', 'TIMED_OUT', 'RELEASED']) as status
      returning id`.execute(system.db);
    expect(rows).toHaveLength(3);
    const [row] = await only('partner');
    expect(row).toMatchObject({
      key: riderId(),
      orders: 3,
      delivered: 3,
      acceptance: { asked: 3, accepted: 1, share: 0.3333 },
    });
    expect(row.partnerMinor).toBeGreaterThan(0);
  });

  it('says when there is more than was asked for', async () => {
    expect(await report('day', '&limit=1')).toMatchObject({ data: [{ key: MONDAY }], has_more: true });
  });

  it('covers no more days than its kind allows, and no day that there is not', async () => {
    const days = (by: string, from: string, to: string) =>
      problemOf(admin.call('GET', `/v1/admin/reports/orders?by=${by}&from=${from}&to=${to}`));
    expect(await days('hour', '2003-01-01', '2003-02-01')).toMatchObject({
      status: 400,
      errors: [{ path: 'to' }],
    });
    expect(await days('day', '2003-02-01', '2003-01-01')).toMatchObject({ status: 400 });
    expect(await days('day', '2003-02-30', '2003-03-01')).toMatchObject({
      status: 400,
      errors: [{ path: 'from' }],
    });
    expect(await days('weekday', '2003-01-01', '2003-01-01')).toMatchObject({
      status: 400,
      errors: [{ path: 'by' }],
    });
  });

  it('is for operators alone', async () => {
    const path = `/v1/admin/reports/orders?by=day&from=${MONDAY}&to=${TUESDAY}`;
    for (const other of [eater, kitchen, rider])
      expect(await problemOf(other.call('GET', path))).toMatchObject({ code: 'wrong-role' });
  });

  it('that takes too long is stopped, and says what to ask instead', async () => {
    const { reports, close } = openReports({ ...system.config.postgres, reportsSeconds: 1 });
    const locked = system.db.transaction().execute(async (tx) => {
      await sql`lock table offers in access exclusive mode`.execute(tx);
      const asked = { by: 'partner', from: MONDAY, to: TUESDAY, time_zone: 'UTC', limit: 10 } as const;
      const service = createReportService({ reports, currency: 'EUR' });
      return service.report(asked).catch((error: unknown) => error);
    });
    expect(await locked).toMatchObject({ code: 'report-too-large' });
    await close();
  });
});
