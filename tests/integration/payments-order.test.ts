import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Order } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { countEverything } from '../helpers/books.ts';
import {
  basket,
  customer,
  eventually,
  move,
  operator,
  place,
  problemOf,
  restaurantThatIs,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
let restaurant: TestRestaurant;
let eater: ApiClient;
let admin: ApiClient;
beforeAll(async () => {
  system = await startSystem({ PAYMENT_PROVIDERS: 'sandbox,sandbox-2' });
  restaurant = await restaurantThatIs(system.db, 'open', 6);
  [eater, admin] = await Promise.all([customer(system.url, 6), operator(system.url)]);
});
afterAll(() => system.close());

const liveHolds = (paymentToken: string) =>
  system.db
    .selectFrom('sandbox_provider.holds')
    .select('provider')
    .where('card_token', '=', paymentToken)
    .where('status', '=', 'HELD')
    .execute();

it.each([
  ['tok_visa', 'sandbox'],
  ['tok_outage', 'sandbox-2'],
  ['tok_timeout', 'sandbox-2'],
  ['tok_timeout_after_success', 'sandbox'],
  ['tok_late_success', 'sandbox-2'],
])('an order paid with %s is held once, by %s, and released there', async (paymentToken, provider) => {
  const before = (await liveHolds(paymentToken)).length;
  const order = await place(eater, await basket(eater, restaurant, { paymentToken }));
  const { provider: holder } = await system.db
    .selectFrom('payments')
    .select('provider')
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow();
  expect(holder).toBe(provider);
  expect(await liveHolds(paymentToken)).toHaveLength(before + 1);
  await move(admin, order.id, 'cancel', { reason: 'end of test' });
  await eventually(
    () => admin.call<Order>('GET', `/v1/orders/${order.id}`),
    ({ payment }) => payment?.status === 'VOIDED',
  );
  expect(await liveHolds(paymentToken)).toHaveLength(before);
});

it.each(['tok_outage_all', 'tok_timeout_all', 'tok_late_success_all'])(
  '503 payment-unavailable for %s: no order, and no hold in the end',
  async (paymentToken) => {
    const before = await countEverything(system.db);
    const key = randomUUID();
    const problem = await problemOf(place(eater, await basket(eater, restaurant, { paymentToken }), key));
    expect(problem).toMatchObject({ status: 503, code: 'payment-unavailable' });
    expect(problem.detail).toContain('you are not charged');
    expect(await countEverything(system.db)).toEqual(before);
    await new Promise((resolve) => setTimeout(resolve, 600)); // what comes late is there by then
    expect(await liveHolds(paymentToken)).toEqual([]);
  },
);
