import { setTimeout as sleep } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporal } from '../../adapters/temporal/index.ts';
import type { OperatorAction } from '../../contracts/operations.ts';
import type { Earnings } from '../../contracts/partners.ts';
import type { Payout, PayoutPage, Statement } from '../../contracts/payouts.ts';
import { capturePostings, type Posting, refundPostings, wholePrice } from '../../domain/payment/ledger.ts';
import { waitingPostings } from '../../domain/payment/partner-pay.ts';
import { OWED } from '../../domain/payment/payout.ts';
import { tipPostings } from '../../domain/payment/tip.ts';
import { type BasketLine, HELSINKI_TARIFF, priceBasket } from '../../domain/pricing/price.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { newId } from '../../services/ids.ts';
import { createPayouts } from '../../services/payment/index.ts';
import { PAYOUTS_ID } from '../../workflows/messages.ts';
import {
  eventually,
  operator,
  partner,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { send } from '../helpers/send.ts';
import { type System, startSystem } from '../helpers/system.ts';

const TIME_ZONE = 'Europe/Helsinki';
const DAY = 86_400_000;

let system: System;
let shops: TestRestaurant[];
let riders: ApiClient[];
let kitchen: ApiClient;
let admin: ApiClient;

beforeAll(async () => {
  system = await startSystem();
  shops = await Promise.all([62, 63].map((offset) => restaurantThatIs(system.db, 'open', offset)));
  [riders, kitchen, admin] = await Promise.all([
    Promise.all([partner(system.url, 34), partner(system.url, 35)]),
    staff(system.url, shops[0]?.slug as string),
    operator(system.url),
  ]);
});
afterAll(() => system.close());

const payouts = () => createPayouts({ db: system.db, timeZone: TIME_ZONE });
const idOf = (client: ApiClient | undefined) => client?.session?.user.id as string;

/** Long ago, so that nobody else’s bookings lie before it: each use gets a Monday of its own, later than the one before. */
let monday = Date.parse('2001-01-01T00:00:00+02:00');
const nextWeek = () => {
  monday += 7 * DAY;
  return monday;
};

type Made = {
  shop: number;
  rider: number;
  priceMinor: number;
  quantity: number;
  tipMinor: number;
  waitingMinor: number;
  laterTipMinor: number;
  refund: 'none' | 'items' | 'all';
  day: number;
};

/** Writes an order of the past as the services would have booked it. */
async function booked(made: Made, week: number): Promise<string> {
  const { db } = system;
  const line: BasketLine = {
    itemId: 'itm_x',
    name: 'soup',
    quantity: made.quantity,
    unitPriceMinor: made.priceMinor,
    options: [],
    taxCategory: 'food',
  };
  const price = priceBasket([line], 390, made.tipMinor, HELSINKI_TARIFF);
  const orderId = newId('order');
  const shop = shops[made.shop] as TestRestaurant;
  const at = new Date(week + made.day * DAY + 18 * 3_600_000);
  await db
    .insertInto('orders')
    .values({
      id: orderId,
      customer_id: (
        await db
          .selectFrom('users')
          .select('id')
          .where('role', '=', 'customer')
          .limit(1)
          .executeTakeFirstOrThrow()
      ).id,
      restaurant_id: shop.id,
      status: 'DELIVERED',
      delivery_address: '{}',
      price: JSON.stringify(price),
      total_minor: price.totalMinor,
      currency: 'EUR',
      idempotency_key: orderId,
      request_hash: 'x',
      placed_at: at,
      updated_at: at,
    })
    .execute();
  await db
    .insertInto('deliveries')
    .values({
      id: newId('delivery'),
      order_id: orderId,
      status: 'DELIVERED',
      partner_id: idOf(riders[made.rider]),
      ...{ pickup_lat: shop.lat, pickup_lng: shop.lng, dropoff_lat: shop.lat, dropoff_lng: shop.lng },
    })
    .execute();
  const whole = wholePrice(price);
  const kept = { ...whole, itemsMinor: 0, discountMinor: 0 };
  const nothing = { ...kept, feesMinor: 0, tipMinor: 0 };
  const bookings: [string, Posting[]][] = [
    ['capture', capturePostings(price, whole, HELSINKI_TARIFF)],
    ['waiting', waitingPostings(made.waitingMinor)],
    ['tip:1', made.laterTipMinor > 0 ? tipPostings(made.laterTipMinor) : []],
    [
      'refund:x',
      made.refund === 'none'
        ? []
        : refundPostings(price, whole, made.refund === 'all' ? nothing : kept, HELSINKI_TARIFF),
    ],
  ];
  for (const [name, postings] of bookings) {
    if (postings.length === 0) continue;
    await db
      .insertInto('ledger_entries')
      .values(
        postings.map(({ account, amountMinor }) => ({
          transaction: `${orderId}:${name}`,
          order_id: orderId,
          account,
          amount_minor: amountMinor,
          currency: 'EUR',
          at,
        })),
      )
      .execute();
  }
  return orderId;
}

/** What the ledger owes on these orders, by payee, in cents. */
async function owedOn(orderIds: string[]): Promise<Record<string, number>> {
  const { rows } = await sql<{ payee: string; owed: number }>`
    select case when account = 'restaurant_payable' then o.restaurant_id else d.partner_id end as payee, -sum(amount_minor) as owed
    from ledger_entries l join orders o on o.id = l.order_id join deliveries d on d.order_id = l.order_id
    where l.order_id = any(${orderIds}::text[]) and account = any(${OWED}::text[]) group by payee`.execute(
    system.db,
  );
  return Object.fromEntries(rows.map(({ payee, owed }) => [payee, owed]));
}

const payoutsOf = async (week: number): Promise<Payout[]> => {
  const begins = new Date(week + 6 * 3_600_000).toISOString().slice(0, 10);
  const { data } = await payouts().list({}, { limit: 100 });
  const { data: rest } = await payouts().list({ payeeId: idOf(riders[0]) }, { limit: 100 });
  return [...data, ...rest].filter(
    (one, index, all) => one.begins === begins && all.findIndex(({ id }) => id === one.id) === index,
  );
};

const cents = (text: string) => Math.round(Number(text) * 100);
/** The amounts of a CSV statement's lines, and its total. */
function amountsInCsv(csv: string): { lines: number[]; total: number } {
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => cents(row.match(/(-?\d+\.\d\d),EUR$/)?.[1] as string));
  return { lines: rows.slice(0, -1), total: rows.at(-1) as number };
}
/** Every text of a PDF, in the order in which it is drawn. */
function textsInPdf(pdf: Buffer): string[] {
  const texts: string[] = [];
  for (const { index } of pdf.toString('latin1').matchAll(/stream\n/g)) {
    const from = index + 'stream\n'.length;
    const end = pdf.indexOf('endstream', from);
    let content: string;
    try {
      content = inflateSync(pdf.subarray(from, end)).toString('latin1');
    } catch {
      continue; // not a page
    }
    for (const [, array] of content.matchAll(/\[(.*?)\] TJ/g))
      texts.push(
        [...(array as string).matchAll(/<([0-9a-f]*)>/g)]
          .map(([, hex]) => Buffer.from(hex as string, 'hex').toString('latin1'))
          .join(''),
      );
  }
  return texts;
}

const anyOrder: fc.Arbitrary<Made> = fc.record({
  shop: fc.constantFrom(0, 1),
  rider: fc.constantFrom(0, 1),
  priceMinor: fc.integer({ min: 1, max: 9_999 }),
  quantity: fc.integer({ min: 1, max: 5 }),
  tipMinor: fc.integer({ min: 0, max: 2_000 }),
  waitingMinor: fc.integer({ min: 0, max: 300 }),
  laterTipMinor: fc.integer({ min: 0, max: 500 }),
  refund: fc.constantFrom('none', 'none', 'items', 'all'),
  day: fc.integer({ min: 0, max: 6 }),
});
const AN_ORDER: Made = {
  ...{ shop: 0, rider: 0, priceMinor: 1_250, quantity: 2, tipMinor: 200, waitingMinor: 90, laterTipMinor: 0 },
  ...{ refund: 'none', day: 2 },
};

describe('payouts', () => {
  it('equal the ledger to the cent in every week, and so do their statements as CSV and PDF', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOrder, { minLength: 1, maxLength: 12 }), async (week) => {
        const begins = nextWeek();
        const ids: string[] = [];
        for (const made of week) ids.push(await booked(made, begins));
        const owed = await owedOn(ids);
        const due = Object.entries(owed).filter(([, minor]) => minor > 0);
        const report = await payouts().make(new Date(begins + 7 * DAY + 3_600_000));
        expect(report.problems).toEqual([]);
        // Refunds may bring somebody to nothing, never below it.
        expect(report.carried).toBe(0);
        const made = await payoutsOf(begins);
        expect(Object.fromEntries(made.map(({ payeeId, amountMinor }) => [payeeId, amountMinor]))).toEqual(
          Object.fromEntries(due),
        );
        expect(report.amountMinor).toBe(made.reduce((sum, { amountMinor }) => sum + amountMinor, 0));

        for (const { id, payeeId, amountMinor } of made) {
          const statement = await payouts().statement(id, {});
          expect(statement.lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(amountMinor);
          const csv = amountsInCsv(await payouts().statementCsv(id, {}));
          expect(csv).toEqual({ lines: statement.lines.map((line) => line.amountMinor), total: amountMinor });
          const printed = textsInPdf(await payouts().statementPdf(id, {}));
          const amounts = printed.filter((text) => /^-?\d+\.\d\d$/.test(text)).map(cents);
          expect(amounts).toEqual(csv.lines);
          expect(printed.at(-1)).toContain((amountMinor / 100).toFixed(2));
          expect(printed.join(' ')).toContain(payeeId);
        }
        // Double entry: what was owed is owed no more, and each order still sums to zero.
        const left = await owedOn(ids);
        for (const [payee, minor] of Object.entries(left))
          expect(minor, payee).toBe(Math.min(0, owed[payee] as number));
        const { rows } = await sql`select order_id from ledger_entries where order_id = any(${ids}::text[])
          group by order_id having sum(amount_minor) <> 0`.execute(system.db);
        expect(rows).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('are made once, whoever runs them, and how often at once', async () => {
    const begins = nextWeek();
    const id = await booked(AN_ORDER, begins);
    const owed = await owedOn([id]);
    const at = new Date(begins + 7 * DAY + 1);
    const runs = await Promise.all(Array.from({ length: 5 }, () => payouts().make(at)));
    expect(runs.flatMap(({ problems }) => problems)).toEqual([]);
    expect(runs.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(
      Object.values(owed).reduce((sum, minor) => sum + minor, 0),
    );
    expect(await payouts().make(at)).toMatchObject({ paid: 0, amountMinor: 0 });
    expect(await payoutsOf(begins)).toHaveLength(2);
  });

  it('leave out what was booked after the week’s last midnight, and take it the week after', async () => {
    const begins = nextWeek();
    const [sunday, after] = [
      await booked({ ...AN_ORDER, day: 6 }, begins),
      await booked({ ...AN_ORDER, day: 7 }, begins),
    ];
    const first = await payouts().make(new Date(begins + 7 * DAY + 20 * 3_600_000));
    expect(first.amountMinor).toBe(
      Object.values(await owedOn([after])).reduce((sum, minor) => sum + minor, 0),
    );
    expect(Object.values(await owedOn([sunday])).every((minor) => minor === 0)).toBe(true);
    nextWeek();
    await payouts().make(new Date(begins + 14 * DAY + 1));
    expect(Object.values(await owedOn([after])).every((minor) => minor === 0)).toBe(true);
  });

  it('carry what is owed to us into the next week', async () => {
    const begins = nextWeek();
    const orderId = await booked(AN_ORDER, begins);
    await payouts().make(new Date(begins + 7 * DAY + 1));
    const later = nextWeek();
    const at = new Date(later + DAY);
    const entry = { transaction: `${orderId}:refund:late`, order_id: orderId, currency: 'EUR', at };
    await system.db
      .insertInto('ledger_entries')
      .values([
        { ...entry, account: 'restaurant_payable', amount_minor: 500 },
        { ...entry, account: 'provider_clearing', amount_minor: -500 },
      ])
      .execute();
    expect(await payouts().make(new Date(later + 7 * DAY + 1))).toMatchObject({ paid: 0, carried: 1 });
    const last = nextWeek();
    await booked(AN_ORDER, last);
    await payouts().make(new Date(last + 7 * DAY + 1));
    const shop = shops[0]?.id;
    const [before, now] = await Promise.all(
      [begins, last].map(async (week) => (await payoutsOf(week)).find(({ payeeId }) => payeeId === shop)),
    );
    expect(now?.amountMinor).toBe((before?.amountMinor as number) - 500);
    const { lines } = await payouts().statement(now?.id as string, {});
    expect(lines).toContainEqual(
      expect.objectContaining({ amountMinor: -500, what: expect.stringContaining('Refund') }),
    );
  });

  it('are no loss in a partner’s earnings', async () => {
    const begins = nextWeek();
    await booked(AN_ORDER, begins);
    await payouts().make(new Date(begins + 7 * DAY + 1));
    const [from, to] = [begins, begins + 6 * DAY].map((at) =>
      new Date(at + 6 * 3_600_000).toISOString().slice(0, 10),
    );
    const earned = await riders[0]?.call<Earnings>('GET', `/v1/earnings?by=day&from=${from}&to=${to}`);
    const payout = (await payoutsOf(begins)).find(({ payeeId }) => payeeId === idOf(riders[0]));
    expect(earned?.totalMinor).toBe(payout?.amountMinor);
  });
});

describe('statements', () => {
  it('are for the payee and operators, as JSON, CSV and PDF', async () => {
    const begins = nextWeek();
    await booked(AN_ORDER, begins);
    await payouts().make(new Date(begins + 7 * DAY + 1));
    const payout = (await payoutsOf(begins)).find(({ payeeId }) => payeeId === shops[0]?.id) as Payout;
    const path = `/v1/payouts/${payout.id}`;
    for (const reader of [kitchen, admin]) {
      expect((await reader.call<Statement>('GET', path)).amountMinor).toBe(payout.amountMinor);
      const list = await reader.call<PayoutPage>('GET', '/v1/payouts?limit=100');
      expect(list.data.some(({ id }) => id === payout.id)).toBe(true);
    }
    expect(await problemOf((riders[0] as ApiClient).call('GET', path))).toMatchObject({ status: 404 });
    const rider = await (riders[0] as ApiClient).call<PayoutPage>(
      'GET',
      '/v1/payouts?limit=100&payee_id=anybody',
    );
    expect(rider.data.every(({ payeeId }) => payeeId === idOf(riders[0]))).toBe(true);

    const session = kitchen.session?.accessToken;
    for (const [ending, type] of [
      ['csv', 'text/csv; charset=utf-8'],
      ['pdf', 'application/pdf'],
    ]) {
      const response = await fetch(`${system.url}${path}/statement.${ending}`, {
        headers: { Authorization: `Bearer ${session}` },
      });
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-disposition')).toContain(`${payout.id}.${ending}`);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
  });
});

describe('the schedule of payouts', () => {
  it('runs one after the other when a run takes too long, pays once, and an operator’s run is in the log', async () => {
    const { client, close } = await openTemporal(system.config.temporal);
    const { policies } = await client.schedule.getHandle(PAYOUTS_ID).describe();
    expect(policies.overlap).toBe('BUFFER_ONE');
    const since = new Date().toISOString();
    const runs = async () => {
      const query = `WorkflowType = 'PayoutWorkflow' AND StartTime >= '${since}'`;
      const found: { status: string; from: number; to: number }[] = [];
      for await (const { status, startTime, closeTime } of client.workflow.list({ query }))
        found.push({
          status: status.name,
          from: startTime.getTime(),
          to: closeTime?.getTime() ?? Number.NaN,
        });
      return found.sort((a, b) => a.from - b.from);
    };
    const ask = (key: string) =>
      send(system.url, admin, 'POST', '/v1/admin/payouts', {
        body: { reason: 'a test' },
        headers: { 'Idempotency-Key': key },
      });
    // An order of last week, whose restaurant cannot be paid while this transaction is open.
    const orderId = await booked(AN_ORDER, Date.now() - 8 * DAY);
    const shop = shops[0]?.id as string;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = system.db.transaction().execute(async (tx) => {
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
      await sql`select pg_advisory_xact_lock(hashtextextended(${`payout:${shop}`}, 0))`.execute(tx);
      await held;
    });
    try {
      expect((await ask('run-1')).status).toBe(202);
      await eventually(runs, (all) => all.length === 1);
      // A run is named after the second in which it is asked for.
      await sleep(1_100);
      expect((await ask('run-2')).status).toBe(202);
      expect((await ask('run-2')).status).toBe(202);
      await sleep(500);
      expect(await runs()).toMatchObject([{ status: 'RUNNING' }]);
    } finally {
      release();
      await holding;
    }
    const [first, second] = await eventually(
      runs,
      (all) => all.length === 2 && all.every(({ status }) => status === 'COMPLETED'),
      20_000,
    );
    expect(second?.from).toBeGreaterThanOrEqual(first?.to as number);
    expect(Object.values(await owedOn([orderId])).every((minor) => minor === 0)).toBe(true);
    const log = await admin.call<{ data: OperatorAction[] }>('GET', '/v1/admin/actions?subject=payouts');
    expect(log.data).toHaveLength(2);
    await close();
  });
});
