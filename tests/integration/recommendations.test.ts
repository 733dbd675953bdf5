import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Recommendations } from '../../contracts/restaurants.ts';
import { deriveId } from '../../services/ids.ts';
import { createOrderService } from '../../services/order/index.ts';
import { restaurantChanged } from '../../services/restaurant/changed.ts';
import { newOrder, releaseHolds } from '../helpers/orders.ts';
import {
  customer,
  eventually,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => {
  await releaseHolds(system.db);
  await system.close();
});

/**
 * Opens a restaurant, so that the clock does not decide.
 * @param at where it moves to: at noon there are many nearer ones than one across town
 */
async function openUp(offset: number, at?: { lat: number; lng: number }): Promise<TestRestaurant> {
  const restaurant = await restaurantThatIs(system.db, 'open', offset);
  const { lat, lng } = at ?? restaurant;
  await system.db.transaction().execute(async (tx) => {
    await tx.updateTable('restaurants').set({ lat, lng }).where('id', '=', restaurant.id).execute();
    await restaurantChanged(tx, restaurant.id);
  });
  return restaurant;
}

/** Orders as they would be after their delivery. */
async function delivered(restaurant: TestRestaurant, customerEmail: string, times: number): Promise<void> {
  const orders = createOrderService({ db: system.db });
  for (let n = 0; n < times; n += 1) {
    const draft = await newOrder(system.db);
    await orders.createOrder(draft);
    await system.db
      .updateTable('orders')
      .set({
        status: 'DELIVERED',
        restaurant_id: restaurant.id,
        customer_id: deriveId('customer', customerEmail),
      })
      .where('id', '=', draft.orderId)
      .execute();
  }
}

it('recommends what a customer ordered before, what is like it, and what others order now, and says so', async () => {
  const mine = await openUp(40);
  const crowded = await openUp(41, mine);
  await delivered(mine, 'customer7@tiffin.test', 2);
  await delivered(crowded, 'customer16@tiffin.test', 4);
  const eater = await customer(system.url, 7);
  const query = new URLSearchParams({
    lat: String(mine.lat),
    lng: String(mine.lng),
    radius_km: '5',
    limit: '50',
  });
  const { data } = await eventually(
    () => eater.call<Recommendations>('GET', `/v1/recommendations?${query}`),
    (found) =>
      !found.degraded &&
      found.data.some(({ id }) => id === mine.id) &&
      found.data.some(({ id }) => id === crowded.id),
    20_000,
  );
  expect(data[0]).toMatchObject({
    id: mine.id,
    reason: { kind: 'order-again', text: 'You ordered here 2 times' },
  });
  expect(data.find(({ id }) => id === crowded.id)?.reason).toEqual({
    kind: 'popular-nearby',
    text: '4 orders in the last 2 hours',
  });
  expect(new Set(data.map(({ id }) => id)).size).toBe(data.length);
  expect(data.every(({ isOpen }) => isOpen)).toBe(true);
});

it('is for customers, who are somewhere', async () => {
  const { slug } = await restaurantThatIs(system.db, 'open', 40);
  const kitchen = await staff(system.url, slug);
  expect((await problemOf(kitchen.call('GET', '/v1/recommendations?lat=60&lng=24'))).code).toBe('wrong-role');
  const eater = await customer(system.url, 7);
  expect((await problemOf(eater.call('GET', '/v1/recommendations'))).status).toBe(400);
});
