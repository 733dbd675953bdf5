import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Offer, WatchedDelivery } from '../../contracts/deliveries.ts';
import type { Order } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { expectNothingHeld, expectSoundBooks } from '../helpers/books.ts';
import {
  answer,
  basket,
  customer,
  deliveryOf,
  eventually,
  move,
  type OnlinePartner,
  online,
  operator,
  place,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
  takeOffer,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
let restaurant: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;
let admin: ApiClient;
const couriers: OnlinePartner[] = [];
let courierNumber = 0;

beforeAll(async () => {
  system = await startSystem({ DISPATCH_POLICY: 'matched', DISPATCH_OFFER_SECONDS: '4' });
  restaurant = await restaurantThatIs(system.db, 'open');
  await system.db
    .updateTable('restaurants')
    .set({ preparation_minutes: 20 })
    .where('id', '=', restaurant.id)
    .execute();
  [eater, kitchen, admin] = await Promise.all([
    customer(system.url),
    staff(system.url, restaurant.slug),
    operator(system.url),
  ]);
});
beforeEach(() => {
  couriers.length = 0;
});
afterEach(async () => {
  await Promise.all(
    couriers.map(async ({ socket }) => {
      socket.send({ type: 'shift', ref: 'bye', data: { status: 'OFFLINE' } });
      await socket.next('reply', (frame) => frame.data.ref === 'bye');
      await socket.close();
    }),
  );
  const left = await system.db
    .selectFrom('orders')
    .select('id')
    .where('status', 'not in', ['DELIVERED', 'CANCELLED', 'REJECTED'])
    .execute();
  for (const { id } of left)
    await admin.call('POST', `/v1/orders/${id}/cancel`, { reason: 'the test is over' });
});
afterAll(async () => {
  await expectNothingHeld(system.db, restaurant.id);
  await expectSoundBooks(system.db);
  await system.close();
});

/** Each test has couriers of its own, on shift and some way south of the restaurant. */
async function courier(metresAway = 300): Promise<OnlinePartner> {
  courierNumber += 1;
  const at = { lat: restaurant.lat - metresAway / 111_200, lng: restaurant.lng };
  const rider = await online(system.url, courierNumber, at);
  couriers.push(rider);
  return rider;
}

async function accepted(): Promise<Order> {
  const order = await place(eater, await basket(eater, restaurant));
  await move(kitchen, order.id, 'accept');
  return order;
}
async function cooked(): Promise<Order> {
  const order = await accepted();
  await move(kitchen, order.id, 'prepare');
  await move(kitchen, order.id, 'ready');
  return order;
}
const offerOf = async ({ socket }: OnlinePartner, orderId: string): Promise<Offer> =>
  (await socket.next('offer', ({ data }) => holds(data, orderId))).data;
const holds = ({ orderId, bundle }: Offer, wanted: string) =>
  orderId === wanted || bundle.some((one) => one.orderId === wanted);
const deliveryRow = (orderId: string) =>
  system.db.selectFrom('deliveries').selectAll().where('order_id', '=', orderId).executeTakeFirstOrThrow();
const offersOf = (orderId: string) =>
  system.db
    .selectFrom('offers')
    .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
    .select(['offers.status', 'offers.partner_id', 'offers.bundle_place'])
    .where('order_id', '=', orderId)
    .orderBy('offered_at')
    .execute();

describe('a partner', () => {
  it('is asked when they must leave: not while the food is far from ready, at once when it is', async () => {
    const rider = await courier();
    const order = await accepted();
    const { status, zone, ready_at } = await deliveryRow(order.id);
    expect({ status, zone }).toEqual({ status: 'SEARCHING', zone: expect.stringMatching(/^85/) });
    expect((ready_at as Date).getTime() - Date.now()).toBeGreaterThan(10 * 60_000);
    await move(kitchen, order.id, 'prepare');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await offersOf(order.id)).toEqual([]);
    const { manual_since, due_at } = await deliveryRow(order.id);
    expect({ manual_since, due_at }).toEqual({ manual_since: null, due_at: ready_at });

    await move(kitchen, order.id, 'ready');
    const offer = await takeOffer(rider, order.id);
    expect(offer).toMatchObject({ bundle: [], totalPayMinor: offer.payMinor, distanceMetres: 300 });
    const { id } = await deliveryOf(rider, order.id);
    await rider.client.call('POST', `/v1/deliveries/${id}/pick-up`);
    await rider.client.call('POST', `/v1/deliveries/${id}/deliver`);
    const paid = await eventually(
      () => eater.call<Order>('GET', `/v1/orders/${order.id}`),
      ({ payment }) => payment?.status === 'CAPTURED',
    );
    expect(paid.status).toBe('DELIVERED');
  });

  it('who far away must leave earlier is asked earlier', async () => {
    const order = await accepted();
    // So far that the way takes longer than the kitchen.
    const rider = await courier(5_500);
    await offerOf(rider, order.id);
    expect((await deliveryRow(order.id)).status).toBe('SEARCHING');
  });

  it('who lets the offer lapse is followed by another', async () => {
    const first = await courier(100);
    const order = await cooked();
    await offerOf(first, order.id);
    const second = await courier(2_000);
    await takeOffer(second, order.id);
    expect(await offersOf(order.id)).toMatchObject([
      { status: 'TIMED_OUT', partner_id: first.id },
      { status: 'ACCEPTED', partner_id: second.id },
    ]);
  });

  it('who declines is not asked again', async () => {
    const first = await courier(100);
    const order = await cooked();
    const { offerId } = await offerOf(first, order.id);
    expect(await answer(first, offerId, 'offer.decline')).toMatchObject({ ok: true });
    const second = await courier(2_000);
    await takeOffer(second, order.id);
    expect((await offersOf(order.id)).map(({ partner_id }) => partner_id)).toEqual([first.id, second.id]);
  });
});

describe('food from one kitchen for doors side by side', () => {
  const countsOf = ({ id }: OnlinePartner) =>
    system.db.selectFrom('partners').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  async function bundled() {
    const orders = [await cooked(), await cooked()];
    const rider = await courier();
    const offer = await offerOf(rider, orders[0]?.id as string);
    return { orders: orders as [Order, Order], rider, offer };
  }

  it('is one offer, one answer and two deliveries', async () => {
    const { orders, rider, offer } = await bundled();
    const before = await countsOf(rider);
    expect([offer.orderId, ...offer.bundle.map(({ orderId }) => orderId)].sort()).toEqual(
      orders.map(({ id }) => id).sort(),
    );
    expect(offer.totalPayMinor).toBe(offer.payMinor + (offer.bundle[0]?.payMinor ?? 0));
    expect(await answer(rider, offer.offerId, 'offer.accept')).toMatchObject({ ok: true });
    for (const { id } of orders)
      expect(await deliveryRow(id)).toMatchObject({ status: 'ASSIGNED', partner_id: rider.id });
    const counts = await countsOf(rider);
    expect(counts.offers_answered - before.offers_answered).toBe(1);
    expect(counts.offers_accepted - before.offers_accepted).toBe(1);
    expect(counts.deliveries_taken - before.deliveries_taken).toBe(2);
  });

  it('is still the rest when one of the orders is cancelled before the answer', async () => {
    const { orders, rider, offer } = await bundled();
    const [gone, left] = offer.orderId === orders[0].id ? orders : [orders[1], orders[0]];
    await admin.call('POST', `/v1/orders/${gone.id}/cancel`, { reason: 'the customer called' });
    // The card on the screen still has the id of what was cancelled.
    expect(await answer(rider, offer.offerId, 'offer.accept')).toMatchObject({ ok: true });
    expect(await deliveryRow(left.id)).toMatchObject({ status: 'ASSIGNED', partner_id: rider.id });
    expect(await deliveryRow(gone.id)).toMatchObject({ status: 'CANCELLED', partner_id: null });
  });

  it('is nobody’s when all of it is cancelled: the answer is late', async () => {
    const { orders, rider, offer } = await bundled();
    for (const { id } of orders)
      await admin.call('POST', `/v1/orders/${id}/cancel`, { reason: 'the customer called' });
    const path = `/v1/deliveries/offers/${offer.offerId}/accept`;
    expect(await problemOf(rider.client.call('POST', path))).toMatchObject({ code: 'offer-not-live' });
  });

  it('is shown again as one card to a partner whose connection broke', async () => {
    const { rider, offer } = await bundled();
    await rider.socket.close();
    const socket = await rider.client.socket();
    const { data } = await socket.next('offer');
    expect(data).toEqual(offer);
    await socket.close();
    rider.socket = await rider.client.socket();
  });
});

describe('when nobody can come', () => {
  it('the delivery is in the operators’ queue, and whoever comes is asked', async () => {
    const order = await cooked();
    const waiting = await eventually(
      () => admin.call<{ data: WatchedDelivery[] }>('GET', '/v1/admin/deliveries?queue=manual'),
      ({ data }) => data.some(({ orderId }) => orderId === order.id),
    );
    expect(waiting.data.find(({ orderId }) => orderId === order.id)?.status).toBe('SEARCHING');
    const rider = await courier();
    await takeOffer(rider, order.id);
    expect((await deliveryRow(order.id)).manual_since).toBeNull();
  });
});
