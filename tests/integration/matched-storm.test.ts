import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Delivery } from '../../contracts/deliveries.ts';
import { randomFrom } from '../../db/seed/random.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { startOrderWorker } from '../../workers/orders.ts';
import { expectNothingHeld, expectSoundBooks } from '../helpers/books.ts';
import {
  answer,
  basket,
  customer,
  eventually,
  move,
  type OnlinePartner,
  online,
  place,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

const COURIERS = 8;
const ORDERS = 24;

let system: System;
let restaurant: TestRestaurant;
let kitchen: ApiClient;
const couriers: OnlinePartner[] = [];
let over = false;

beforeAll(async () => {
  system = await startSystem({ DISPATCH_POLICY: 'matched', DISPATCH_OFFER_SECONDS: '3' });
  restaurant = await restaurantThatIs(system.db, 'open', 6);
  kitchen = await staff(system.url, restaurant.slug);
  for (let number = 1; number <= COURIERS; number += 1)
    couriers.push(await online(system.url, number, { lat: restaurant.lat, lng: restaurant.lng }));
});
afterAll(async () => {
  over = true;
  await Promise.all(couriers.map(({ socket }) => socket.close()));
  await system.close();
});

/** Says yes mostly, no at times, nothing at others; carries what was taken to its doors, then waits for the next. */
async function ride(courier: OnlinePartner, seed: string): Promise<void> {
  const random = randomFrom(seed);
  const seen = new Set<string>();
  while (!over) {
    const frame = await courier.socket
      .next('offer', ({ data }) => !seen.has(data.offerId), 2_000)
      .catch(() => undefined);
    if (!frame) continue;
    seen.add(frame.data.offerId);
    const mood = random.fraction();
    if (mood < 0.1) continue;
    await answer(courier, frame.data.offerId, mood < 0.25 ? 'offer.decline' : 'offer.accept');
    const { data } = await courier.client.call<{ data: Delivery[] }>('GET', '/v1/deliveries');
    for (const { id, status } of data) {
      if (status !== 'ASSIGNED') continue;
      await courier.client.call('POST', `/v1/deliveries/${id}/pick-up`);
      await courier.client.call('POST', `/v1/deliveries/${id}/deliver`);
    }
  }
}

it('a rush with refusals, silence and a worker that goes: everything is delivered, by one courier each', async () => {
  const helper = await startOrderWorker({
    ...system.config,
    temporal: { ...system.config.temporal, taskQueues: ['dispatch'] },
  });
  const eaters = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => customer(system.url, number)));
  const orders = await Promise.all(
    Array.from({ length: ORDERS }, async (_, index) => {
      const eater = eaters[index % eaters.length] as ApiClient;
      const { id } = await place(eater, await basket(eater, restaurant));
      await move(kitchen, id, 'accept');
      return id;
    }),
  );
  const beating = setInterval(() => {
    for (const { socket } of couriers)
      socket.send({ type: 'location', data: { lat: restaurant.lat, lng: restaurant.lng } });
  }, 5_000);
  const riding = couriers.map((courier, index) => ride(courier, `courier ${index}`));
  try {
    for (const id of orders) {
      await move(kitchen, id, 'prepare');
      await move(kitchen, id, 'ready');
    }
    // What waited in it for the plan goes on in the other one.
    await helper.close();
    const left = () =>
      system.db
        .selectFrom('orders')
        .select('id')
        .where('id', 'in', orders)
        .where('status', '<>', 'DELIVERED')
        .execute();
    await eventually(left, (waiting) => waiting.length === 0, 100_000);
  } finally {
    over = true;
    clearInterval(beating);
    await Promise.all(riding);
  }
  const accepted = await system.db
    .selectFrom('offers')
    .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
    .select(['offers.delivery_id', 'offers.partner_id', 'deliveries.partner_id as carrier', 'bundle_place'])
    .where('deliveries.order_id', 'in', orders)
    .where('offers.status', '=', 'ACCEPTED')
    .execute();
  expect(accepted).toHaveLength(ORDERS);
  for (const { partner_id, carrier } of accepted) expect(partner_id).toBe(carrier);
  // The doors are six, so some of the food went together.
  expect(accepted.some(({ bundle_place }) => bundle_place > 0)).toBe(true);
  await expectNothingHeld(system.db, restaurant.id);
  await expectSoundBooks(system.db);
}, 150_000);
