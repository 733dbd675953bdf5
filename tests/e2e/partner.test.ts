import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '../../contracts/deliveries.ts';
import type { Ledger, Order } from '../../contracts/orders.ts';
import type { DeliveryEarnings, PartnerProfile } from '../../contracts/partners.ts';
import type { OrderRating } from '../../contracts/ratings.ts';
import type { Restaurant, SearchResult } from '../../contracts/restaurants.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { expectSoundBooks } from '../helpers/books.ts';
import {
  basket,
  cook,
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
let rider: OnlinePartner;
let before: PartnerProfile;
let order: Order;
let offer: Offer;

beforeAll(async () => {
  system = await startSystem();
  restaurant = await restaurantThatIs(system.db, 'open', 12);
  [eater, kitchen, admin] = await Promise.all([
    customer(system.url, 5),
    staff(system.url, restaurant.slug),
    operator(system.url),
  ]);
  rider = await online(system.url, 32, { lat: restaurant.lat, lng: restaurant.lng });
  before = await profile();
  order = await cook({ eater, kitchen, restaurant });
  offer = await takeOffer(rider, order.id);
});
afterAll(async () => {
  await expectSoundBooks(system.db);
  await rider.socket.close();
  await system.close();
});

const profile = () => rider.client.call<PartnerProfile>('GET', '/v1/partner');
const rate = (body: unknown, who = eater) =>
  who.call<OrderRating>('PUT', `/v1/orders/${order.id}/rating`, body);
const means = async () => {
  const { rating, ratingCount } = await eater.call<Restaurant>('GET', `/v1/restaurants/${restaurant.id}`);
  return { rating, ratingCount };
};

describe('what a partner earns', () => {
  it('is told in parts before they accept', () => {
    const { baseMinor, distanceMinor, tipMinor } = offer.pay;
    expect(baseMinor + distanceMinor + tipMinor).toBe(offer.payMinor);
    expect(tipMinor).toBe(100);
    expect(offer.pay.waiting).toEqual({ freeMinutes: 5, perMinuteMinor: 25, maxMinor: 500 });
  });

  it('is what was told, plus the time they had to wait, by the ledger', async () => {
    const delivery = await deliveryOf(rider, order.id);
    const step = (action: string) => rider.client.call('POST', `/v1/deliveries/${delivery.id}/${action}`);
    await step('arrive-at-restaurant');
    await move(kitchen, order.id, 'ready');
    // The kitchen takes a quarter of an hour.
    await system.db
      .updateTable('deliveries')
      .set({ at_restaurant_at: sql`at_restaurant_at - interval '15 minutes 20 seconds'` })
      .where('id', '=', delivery.id)
      .execute();
    await step('pick-up');
    await step('deliver');
    await eventually(
      () => admin.call<Order>('GET', `/v1/orders/${order.id}`),
      ({ payment }) => payment?.status === 'CAPTURED',
    );
    const { entries } = await admin.call<Ledger>('GET', `/v1/admin/orders/${order.id}/ledger`);
    const waiting = entries.filter(({ transaction }) => transaction === `${order.id}:waiting`);
    expect(waiting.map(({ account, amountMinor }) => [account, amountMinor]).sort()).toEqual([
      ['partner_payable', -250],
      ['platform_revenue', 250],
    ]);
    const { data } = await rider.client.call<{ data: DeliveryEarnings[] }>('GET', '/v1/earnings/deliveries');
    expect(data[0]).toMatchObject({
      orderId: order.id,
      baseMinor: offer.pay.baseMinor,
      distanceMinor: offer.pay.distanceMinor,
      waitingMinor: 250,
      tipMinor: 100,
      totalMinor: offer.payMinor + 250,
    });
    expect(await rider.client.call('GET', '/v1/earnings')).toMatchObject({
      data: [{ deliveries: 1, totalMinor: offer.payMinor + 250 }],
      totalMinor: offer.payMinor + 250,
    });
  });

  it('moves their rates, by what they did', async () => {
    const after = await profile();
    expect(after.deliveriesCompleted).toBe(before.deliveriesCompleted + 1);
    expect(after.acceptanceRate).toBeGreaterThan(before.acceptanceRate as number);
    expect(after.shift).toMatchObject({ status: 'ONLINE', reachable: true });
  });
});

describe('a rating', () => {
  it('before delivery, or of somebody else’s order, is refused', async () => {
    const fresh = await place(eater, await basket(eater, restaurant));
    const stars = { restaurant: { stars: 5 } };
    expect(await problemOf(eater.call('PUT', `/v1/orders/${fresh.id}/rating`, stars))).toMatchObject({
      code: 'illegal-transition',
    });
    await move(eater, fresh.id, 'cancel', { reason: 'only a test' });
    expect(await problemOf(rate(stars, await customer(system.url, 6)))).toMatchObject({ code: 'not-found' });
    expect(await problemOf(rate(stars, rider.client))).toMatchObject({ code: 'wrong-role' });
    for (const wrong of [{}, { restaurant: { stars: 6 } }, { partner: { stars: 4.5 } }]) {
      expect(await problemOf(rate(wrong))).toMatchObject({ code: 'invalid-request' });
    }
  });

  it('counts once in both averages, however often it is sent, and may be changed', async () => {
    const old = { restaurant: await means(), partner: await profile() };
    const opinion = { restaurant: { stars: 1, comment: 'cold' }, partner: { stars: 5 } };
    await Promise.all([rate(opinion), rate(opinion), rate(opinion)]);
    const withOne = (mean: { rating: number | null; ratingCount: number }, stars: number) => ({
      rating: expect.closeTo(((mean.rating ?? 0) * mean.ratingCount + stars) / (mean.ratingCount + 1), 9),
      ratingCount: mean.ratingCount + 1,
    });
    expect(await means()).toEqual(withOne(old.restaurant, 1));
    expect(await profile()).toMatchObject(withOne(old.partner, 5));

    const changed = await rate({ restaurant: { stars: 4 } });
    expect(changed).toMatchObject({ restaurant: { stars: 4, comment: null }, partner: { stars: 5 } });
    expect(await means()).toEqual(withOne(old.restaurant, 4));
    expect(await profile()).toMatchObject(withOne(old.partner, 5));
    expect(await eater.call('GET', `/v1/orders/${order.id}/rating`)).toEqual(changed);
  });

  it('is read by the restaurant, page by page', async () => {
    const list = (query = '') => kitchen.call<Page>('GET', `/v1/restaurant/ratings${query}`);
    type Page = { data: { orderId: string; stars: number }[]; has_more: boolean };
    expect(await list('?limit=1')).toMatchObject({
      data: [{ orderId: order.id, stars: 4, comment: null }],
      has_more: false,
    });
    expect(await list(`?starting_after=${order.id}`)).toEqual({ data: [], has_more: false });
    const other = await staff(system.url, (await restaurantThatIs(system.db, 'open', 13)).slug);
    expect(
      await problemOf(other.call('GET', `/v1/restaurant/ratings?starting_after=${order.id}`)),
    ).toMatchObject({ code: 'invalid-cursor' });
  });

  it('reaches the search through Kafka', async () => {
    const { rating } = await means();
    const path = `/v1/search?lat=${restaurant.lat}&lng=${restaurant.lng}&radius_km=0.2&limit=50`;
    await eventually(
      async () =>
        (await eater.call<SearchResult>('GET', path)).data.find(({ id }) => id === restaurant.id)?.rating,
      (shown) => shown !== undefined && Math.abs((shown ?? 0) - (rating ?? 0)) < 1e-9,
      20_000,
    );
  });

  it('comes too late after a week', async () => {
    await system.db
      .updateTable('deliveries')
      .set({ delivered_at: sql`delivered_at - interval '8 days'` })
      .where('order_id', '=', order.id)
      .execute();
    const counted = await means();
    expect(await problemOf(rate({ restaurant: { stars: 1 } }))).toMatchObject({ code: 'rating-closed' });
    expect(await means()).toEqual(counted);
  });
});
