import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { deriveId } from '../../services/ids.ts';
import type { NewOrder, Transition } from '../../services/order/index.ts';
import { createOrderService } from '../../services/order/index.ts';
import { book } from '../../services/payment/book.ts';
import { cookingOrder, newOrder } from '../helpers/orders.ts';
import { testConfig } from '../helpers/system.ts';

let postgres: Postgres;
beforeAll(() => {
  postgres = openPostgres(testConfig().postgres);
});
afterAll(() => postgres.close());

const accept = ({ orderId }: NewOrder): Transition => ({
  orderId,
  seq: 2,
  from: 'PLACED',
  to: 'CONFIRMED',
  action: 'accept',
  actor: 'restaurant',
});

const rowsOf = async (orderId: string) => {
  const { db } = postgres;
  const [transitions, events, ledger] = await Promise.all([
    db
      .selectFrom('order_transitions')
      .select(['seq', 'to_status'])
      .where('order_id', '=', orderId)
      .orderBy('seq')
      .execute(),
    db.selectFrom('outbox').select('event_id').where('aggregate_id', '=', orderId).orderBy('id').execute(),
    db.selectFrom('ledger_entries').select('account').where('order_id', '=', orderId).execute(),
  ]);
  return { transitions, events: events.map(({ event_id }) => event_id), ledger: ledger.length };
};

it('has the tables that adapters/postgres/schema.ts says', () => {
  const { url } = testConfig().postgres;
  const verify = () =>
    execFileSync(
      'node_modules/.bin/kysely-codegen',
      ['--config-file', 'db/codegen.json', '--url', url, '--verify'],
      {
        stdio: 'pipe',
      },
    );
  expect(verify, 'run `npm run db:types` after a migration').not.toThrow();
});

describe('writing an order', () => {
  it('writes order, payment, ledger and events once, however often it is tried', async () => {
    const orders = createOrderService(postgres);
    const order = await newOrder(postgres.db);
    await orders.createOrder(order);
    const first = await rowsOf(order.orderId);
    await orders.createOrder(order);
    expect(await rowsOf(order.orderId)).toEqual(first);
    expect(first).toEqual({
      transitions: [{ seq: 1, to_status: 'PLACED' }],
      events: [`${order.orderId}:1`, `${order.orderId}:hold`],
      ledger: 2,
    });
  });

  it('records a move once when its answer was lost and it is tried again', async () => {
    const orders = createOrderService(postgres);
    const order = await newOrder(postgres.db);
    await orders.createOrder(order);
    await orders.updateStatus(accept(order));
    await orders.updateStatus(accept(order));
    expect((await rowsOf(order.orderId)).transitions).toHaveLength(2);
  });

  it('refuses a move from a status the order has left, and writes nothing', async () => {
    const orders = createOrderService(postgres);
    const order = await newOrder(postgres.db);
    await orders.createOrder(order);
    await orders.updateStatus(accept(order));
    const before = await rowsOf(order.orderId);
    const reject: Transition = { ...accept(order), to: 'REJECTED', action: 'reject' };
    await expect(orders.updateStatus(reject)).rejects.toMatchObject({ code: 'illegal-transition' });
    expect(await rowsOf(order.orderId)).toEqual(before);
  });
});

describe('the ledger', () => {
  it('refuses at commit what does not sum to zero', async () => {
    const order = await newOrder(postgres.db);
    await createOrderService(postgres).createOrder(order);
    const unbalanced = postgres.db.transaction().execute((tx) =>
      book(tx, { transaction: `${order.orderId}:wrong`, orderId: order.orderId, currency: 'EUR' }, [
        { account: 'tax', amountMinor: 100 },
        { account: 'platform_revenue', amountMinor: -99 },
      ]),
    );
    await expect(unbalanced).rejects.toThrow('does not sum to zero');
    expect((await rowsOf(order.orderId)).ledger).toBe(2);
  });

  it('can only be added to', async () => {
    const { db } = postgres;
    await expect(db.updateTable('ledger_entries').set({ amount_minor: 1 }).execute()).rejects.toThrow(
      'append-only',
    );
    await expect(db.deleteFrom('ledger_entries').execute()).rejects.toThrow('append-only');
  });
});

describe('exclusive offers', () => {
  it('lets the database refuse a second live offer for a partner', async () => {
    const { db } = postgres;
    const offers = await Promise.all(
      [1, 2].map(async (number) => {
        const order = await cookingOrder(postgres.db);
        return {
          id: deriveId('offer', order.orderId, String(number)),
          bundle_id: deriveId('offer', order.orderId, String(number)),
          delivery_id: deriveId('delivery', order.orderId),
          partner_id: deriveId('partner', 'partner40@tiffin.test'),
          status: 'LIVE',
          radius_km: 3,
          round: 0,
          distance_metres: 1,
          score: 1,
          factors: '{}',
          expires_at: new Date(Date.now() + 1000),
        };
      }),
    );
    const insert = (offer: (typeof offers)[number] | undefined) =>
      db
        .insertInto('offers')
        .values(offer as (typeof offers)[number])
        .execute();
    await insert(offers[0]);
    await expect(insert(offers[1])).rejects.toThrow('one_live_offer_per_partner');
  });
});
