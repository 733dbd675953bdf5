import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order, Quote } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { countEverything, expectSoundBooks } from '../helpers/books.ts';
import {
  basket,
  customer,
  eventually,
  move,
  operator,
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
let code: string;

beforeAll(async () => {
  system = await startSystem();
  restaurant = await restaurantThatIs(system.db, 'open', 6);
  [eater, kitchen] = await Promise.all([customer(system.url, 10), staff(system.url, restaurant.slug)]);
});
beforeEach(() => {
  code = `T${randomUUID().slice(0, 8)}`.toUpperCase();
});
afterAll(async () => {
  await expectSoundBooks(system.db);
  await system.close();
});

const HOUR_MS = 3_600_000;
type Terms = Partial<{
  max_redemptions: number;
  max_per_customer: number;
  min_subtotal_minor: number;
  ends_at: Date;
}>;

const promotion = (benefit: object, terms: Terms = {}) =>
  system.db
    .insertInto('promo_codes')
    .values({
      code,
      benefit: JSON.stringify(benefit),
      starts_at: new Date(Date.now() - HOUR_MS),
      ends_at: new Date(Date.now() + HOUR_MS),
      ...terms,
    })
    .execute();

async function wanted(client: ApiClient, changes: Record<string, unknown> = {}) {
  const { paymentToken: _token, ...rest } = await basket(client, restaurant, changes);
  return rest;
}
const quoted = async (client: ApiClient, changes: Record<string, unknown> = {}) =>
  client.call<Quote>('POST', '/v1/quotes', await wanted(client, changes));
const order = (client: ApiClient, quoteId: string, key?: string) =>
  place(client, { quoteId, paymentToken: 'tok_visa' }, key);
const raisePrice = (byMinor: number) =>
  system.db
    .updateTable('menu_items')
    .set((eb) => ({ price_minor: eb('price_minor', '+', byMinor) }))
    .where('id', '=', restaurant.items[0]?.id as string)
    .execute();
const end = async (placed: Order) => {
  await move(kitchen, placed.id, 'reject', { reason: 'end of test' });
  const admin = await operator(system.url);
  return eventually(
    () => admin.call<Order>('GET', `/v1/orders/${placed.id}`),
    ({ payment }) => payment?.status !== 'HELD',
  );
};

describe('a quote', () => {
  it('keeps its price for the order that names it, whatever the menu says by then', async () => {
    const { id, price, expiresAt } = await quoted(eater);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(14 * 60_000);
    await raisePrice(500);
    const placed = await order(eater, id);
    await raisePrice(-500);
    expect(placed.price).toEqual(price);
    expect(placed.payment?.heldMinor).toBe(price.totalMinor);
    await end(placed);
  });

  it('422 quote-expired after its life', async () => {
    const { id } = await quoted(eater);
    await system.db.updateTable('quotes').set({ expires_at: new Date() }).where('id', '=', id).execute();
    const before = await countEverything(system.db);
    expect(await problemOf(order(eater, id))).toMatchObject({ status: 422, code: 'quote-expired' });
    expect(await countEverything(system.db)).toEqual(before);
  });

  it('404 for somebody else’s', async () => {
    const { id } = await quoted(eater);
    const other = await customer(system.url, 11);
    expect(await problemOf(order(other, id))).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('promises a price, not the last portion', async () => {
    const { id } = await quoted(eater);
    const item = restaurant.items[0]?.id as string;
    const sell = (available: boolean) =>
      system.db.updateTable('menu_items').set({ available }).where('id', '=', item).execute();
    await sell(false);
    expect(await problemOf(order(eater, id))).toMatchObject({ status: 422, code: 'item-unavailable' });
    await sell(true);
  });

  it('400 for a body that is neither a basket nor a quote, naming what is missing', async () => {
    const problem = await problemOf(place(eater, { paymentToken: 'tok_visa' }));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(problem.errors).toEqual([{ path: 'quoteId', message: expect.any(String) }]);
  });
});

describe('a promotion', () => {
  it.each([
    [
      'a percentage of the items',
      { kind: 'percent', share: 2_000 },
      (q: Quote) => Math.round(q.price.subtotalMinor / 5),
    ],
    ['a percentage up to a limit', { kind: 'percent', share: 9_000, maxMinor: 150 }, () => 150],
    ['an amount', { kind: 'amount', amountMinor: 300 }, () => 300],
    ['free delivery', { kind: 'free-delivery' }, (q: Quote) => q.price.deliveryFeeMinor],
  ])('takes off %s, and the marketplace pays for it', async (_what, benefit, expected) => {
    await promotion(benefit);
    const plain = await quoted(eater);
    const cheaper = await quoted(eater, { promoCode: code.toLowerCase() });
    expect(cheaper.price.discountMinor).toBe(expected(plain));
    expect(cheaper.price.totalMinor).toBe(plain.price.totalMinor - expected(plain));
    expect(cheaper.price.taxMinor).toBe(plain.price.taxMinor);
  });

  it('422 promo-not-valid for an unknown code, a past one, and a basket below its minimum', async () => {
    expect(await problemOf(quoted(eater, { promoCode: 'NO-SUCH-CODE' }))).toMatchObject({
      code: 'promo-not-valid',
    });
    await promotion({ kind: 'amount', amountMinor: 1 }, { min_subtotal_minor: 1_000_000 });
    const small = await problemOf(quoted(eater, { promoCode: code }));
    expect(small).toMatchObject({ status: 422, code: 'promo-not-valid' });
    code = `${code}-OLD`;
    await promotion({ kind: 'amount', amountMinor: 1 }, { ends_at: new Date(Date.now() - 1) });
    expect(await problemOf(quoted(eater, { promoCode: code }))).toMatchObject({ code: 'promo-not-valid' });
  });

  it('with one use left goes to exactly one of two orders at once; the other is not charged', async () => {
    await promotion({ kind: 'amount', amountMinor: 200 }, { max_redemptions: 1 });
    const others = await Promise.all([12, 13].map((number) => customer(system.url, number)));
    const bodies = await Promise.all(others.map((client) => basket(client, restaurant, { promoCode: code })));
    const results = await Promise.allSettled(others.map((client, index) => place(client, bodies[index])));
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(won).toHaveLength(1);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost?.reason.problem).toMatchObject({ status: 422, code: 'promo-used-up' });
    await end(won[0] as Order);
  });

  it('is limited per customer, and given back when the order does not come about', async () => {
    await promotion({ kind: 'amount', amountMinor: 200 }, { max_per_customer: 1 });
    const body = await basket(eater, restaurant, { promoCode: code });
    const first = await place(eater, body);
    expect(await problemOf(place(eater, body))).toMatchObject({ code: 'promo-used-up' });
    await end(first);
    const second = await place(eater, body);
    expect(second.price.discountMinor).toBe(200);
    await end(second);
  });
});
