import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { DeliveryEarnings, Earnings } from '../../contracts/partners.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { cookingOrder } from '../helpers/orders.ts';
import { customer, partner, problemOf } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
let api: Awaited<ReturnType<typeof startApi>>;
let postgres: Postgres;
let rider: ApiClient;
let riderId: string;

beforeAll(async () => {
  api = await startApi(config);
  postgres = openPostgres(config.postgres);
  rider = await partner(api.url, 38);
  riderId = rider.session?.user.id as string;
});
afterAll(async () => {
  await api.close();
  await postgres.close();
});

/** A delivery of this partner's, with bookings at the given instants: name, account and cents. */
async function delivered(
  bookings: [at: string, name: string, account: 'partner_payable' | 'tips_payable', cents: number][],
): Promise<string> {
  const { db } = postgres;
  const { orderId } = await cookingOrder(db);
  await db
    .updateTable('deliveries')
    .set({ status: 'DELIVERED', partner_id: riderId, delivered_at: new Date() })
    .where('order_id', '=', orderId)
    .execute();
  for (const [at, name, account, cents] of bookings) {
    const entry = { transaction: `${orderId}:${name}`, order_id: orderId, currency: 'EUR', at: new Date(at) };
    await db
      .insertInto('ledger_entries')
      .values([
        { ...entry, account, amount_minor: -cents },
        { ...entry, account: 'platform_revenue', amount_minor: cents },
      ])
      .execute();
  }
  return orderId;
}
const earnings = (query: string) => rider.call<Earnings>('GET', `/v1/earnings?${query}`);

describe('earnings', () => {
  it('count each booking on its own day in Helsinki, across midnight and the change to summer time', async () => {
    await delivered([
      ['2026-03-27T21:59:59Z', 'capture', 'partner_payable', 500], // Friday, a second before midnight
      ['2026-03-27T22:00:00Z', 'waiting', 'partner_payable', 75], // Saturday
      ['2026-03-28T22:30:00Z', 'tip', 'tips_payable', 200], // Sunday
    ]);
    await delivered([
      ['2026-03-29T20:59:00Z', 'capture', 'partner_payable', 641], // Sunday still: summer time has begun
      ['2026-03-29T21:00:00Z', 'refund:a', 'partner_payable', -41], // Monday
    ]);
    const days = await earnings('from=2026-03-27&to=2026-03-30');
    expect(days.timeZone).toBe('Europe/Helsinki');
    expect(
      days.data.map(({ begins, deliveries, waitingMinor, tipMinor, totalMinor }) => [
        begins,
        deliveries,
        waitingMinor,
        tipMinor,
        totalMinor,
      ]),
    ).toEqual([
      ['2026-03-27', 1, 0, 0, 500],
      ['2026-03-28', 1, 75, 0, 75],
      ['2026-03-29', 2, 0, 200, 841],
      ['2026-03-30', 1, 0, 0, -41],
    ]);
    const weeks = await earnings('by=week&from=2026-03-23&to=2026-04-05');
    expect(weeks.data.map(({ begins, totalMinor }) => [begins, totalMinor])).toEqual([
      ['2026-03-23', 1_416],
      ['2026-03-30', -41],
    ]);
  });

  it('have parts that make the total, and totals that make the ledger', async () => {
    await delivered([
      ['2026-05-01T10:00:00Z', 'capture', 'partner_payable', 777],
      ['2026-05-01T10:00:01Z', 'waiting', 'partner_payable', 333],
    ]);
    const { data, totalMinor } = await earnings('from=2026-01-01&to=2026-12-31');
    for (const day of data) {
      const { baseMinor, distanceMinor, waitingMinor, tipMinor } = day;
      expect(baseMinor + distanceMinor + waitingMinor + tipMinor).toBe(day.totalMinor);
    }
    const { booked } = await postgres.db
      .selectFrom('ledger_entries')
      .innerJoin('deliveries', 'deliveries.order_id', 'ledger_entries.order_id')
      .select(({ fn }) => fn.sum<number>('amount_minor').as('booked'))
      .where('partner_id', '=', riderId)
      .where('account', 'in', ['partner_payable', 'tips_payable'])
      .executeTakeFirstOrThrow();
    expect(totalMinor).toBe(-booked);
  });

  it('are listed by delivery, newest first, page by page', async () => {
    const orderId = await delivered([['2026-06-01T10:00:00Z', 'capture', 'partner_payable', 450]]);
    const seen: DeliveryEarnings[] = [];
    let after = '';
    for (let more = true; more; ) {
      const page = await rider.call<{ data: DeliveryEarnings[]; has_more: boolean }>(
        'GET',
        `/v1/earnings/deliveries?limit=1${after}`,
      );
      seen.push(...page.data);
      after = `&starting_after=${page.data.at(-1)?.deliveryId}`;
      more = page.has_more;
    }
    expect(seen[0]).toMatchObject({ orderId, totalMinor: 450, waitingMinor: 0 });
    const { totalMinor } = await earnings('from=2026-01-01&to=2026-12-31');
    expect(seen.reduce((sum, each) => sum + each.totalMinor, 0)).toBe(totalMinor);
  });

  it('of nobody else are among them', async () => {
    const other = await partner(api.url, 39);
    expect(await other.call('GET', '/v1/earnings?from=2026-01-01&to=2026-12-31')).toMatchObject({
      data: [],
      totalMinor: 0,
    });
    expect(await problemOf((await customer(api.url)).call('GET', '/v1/earnings'))).toMatchObject({
      code: 'wrong-role',
    });
  });

  it.each(['from=2026-02-30', 'by=month', 'from=2026-03-02&to=2026-03-01', 'from=2020-01-01&to=2026-01-01'])(
    'are refused for %s',
    async (query) => {
      expect(await problemOf(earnings(query))).toMatchObject({ status: 400, code: 'invalid-request' });
    },
  );
});
