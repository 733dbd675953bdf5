import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { startApi } from '../../api/main.ts';
import type { Problem } from '../../contracts/common.ts';
import type { Quote } from '../../contracts/orders.ts';
import type { Restaurant, RestaurantProfile } from '../../contracts/restaurants.ts';
import { WEEKDAYS } from '../../domain/opening-hours.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { createOrderService } from '../../services/order/index.ts';
import { newOrder, releaseHolds } from '../helpers/orders.ts';
import {
  basket,
  customer,
  operator,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { send } from '../helpers/send.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const keys = redisKeys(config.redis.prefix);
let api: Awaited<ReturnType<typeof startApi>>;
let postgres: Postgres;
let redis: RedisClient;
let restaurant: TestRestaurant;
let kitchen: ApiClient;
let eater: ApiClient;

beforeAll(async () => {
  api = await startApi(config);
  postgres = openPostgres(config.postgres);
  redis = openRedis(config.redis);
  restaurant = await restaurantThatIs(postgres.db, 'open', 30);
  [kitchen, eater] = await Promise.all([staff(api.url, restaurant.slug), customer(api.url, 13)]);
});
afterAll(async () => {
  await releaseHolds(postgres.db);
  await api.close();
  await postgres.close();
  redis.disconnect();
});
beforeEach(async () => {
  await kitchen.call('DELETE', '/v1/restaurant/pause');
});

type Options = { body?: unknown; headers?: Record<string, string> };
const ask = <T>(method: string, path: string, options: Options = {}) =>
  send<T>(api.url, kitchen, method, path, options);
const page = () => send<Restaurant>(api.url, eater, 'GET', `/v1/restaurants/${restaurant.id}`);
async function change(body: object) {
  const { headers } = await ask('GET', '/v1/restaurant');
  return ask<RestaurantProfile & Problem>('PATCH', '/v1/restaurant', {
    body,
    headers: { 'If-Match': headers.get('ETag') as string },
  });
}
const quote = async () => {
  const { paymentToken: _token, ...wanted } = await basket(eater, restaurant);
  return eater.call<Quote>('POST', '/v1/quotes', wanted);
};

describe('a restaurant', () => {
  it('is changed by its people, and customers see it at once', async () => {
    const before = await page();
    const { status, body } = await change({
      name: 'The Moved Elk',
      cuisines: ['elk', 'nordic'],
      priceLevel: 4,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'The Moved Elk', priceLevel: 4, slug: restaurant.slug });
    expect((await page()).body).toEqual({
      ...before.body,
      name: 'The Moved Elk',
      cuisines: ['elk', 'nordic'],
      priceLevel: 4,
    });
  });

  it('is cached as a hash for an hour at most, and sent as it is', async () => {
    await page();
    const hash = await redis.hgetall(keys.restaurant(restaurant.id));
    expect(hash).toMatchObject({ is_open: 'true', delivery_fee: '290', name: 'The Moved Elk' });
    const ttl = await redis.pttl(keys.restaurant(restaurant.id));
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(3_600_000);
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await page();
    const again = await send(api.url, eater, 'GET', `/v1/restaurants/${restaurant.id}`, {
      headers: { 'If-None-Match': headers.get('ETag') as string },
    });
    expect(again.status).toBe(304);
  });

  it('shows a good token or none, never a bad one', async () => {
    const path = `${api.url}/v1/restaurants/${restaurant.id}`;
    expect((await fetch(path)).status).toBe(200);
    expect((await fetch(path, { headers: { Authorization: 'Bearer rubbish' } })).status).toBe(401);
  });

  it.each(['', '/menu'])('and its menu (%j) say what is wrong with an id that is none', async (rest) => {
    const { status, body } = await send<Problem>(api.url, eater, 'GET', `/v1/restaurants/elk%20%ZZ${rest}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid-request', errors: [{ path: 'id' }] });
  });

  it('cannot be changed by two people at once', async () => {
    const { headers } = await ask('GET', '/v1/restaurant');
    const seen = { 'If-Match': headers.get('ETag') as string };
    const both = await Promise.all(
      ['A', 'B'].map((description) =>
        ask('PATCH', '/v1/restaurant', { body: { description }, headers: seen }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is told what is wrong with its hours, its zone and its area', async () => {
    const day = [
      { from: 600, to: 900 },
      { from: 800, to: 1000 },
    ];
    const { status, body } = await change({
      openingHours: { ...Object.fromEntries(WEEKDAYS.map((name) => [name, []])), mo: day },
      openingExceptions: [{ date: '2026-02-30', intervals: [] }],
      timeZone: 'Europe/Atlantis',
      deliveryArea: { kind: 'polygon', corners: [] },
      rating: 5,
    });
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(body.errors?.map(({ path }) => path).sort()).toEqual([
      '',
      'deliveryArea.corners',
      'openingExceptions.0.date',
      'openingHours.mo',
      'timeZone',
    ]);
  });
});

describe('taking orders', () => {
  const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date());

  it('stops with a pause and goes on after it, by itself', async () => {
    await ask('PUT', '/v1/restaurant/pause', { body: { minutes: 30, reason: 'the oven is broken' } });
    expect((await page()).body).toMatchObject({ isOpen: false });
    expect((await problemOf(quote())).code).toBe('restaurant-closed');
    await postgres.db
      .updateTable('restaurants')
      .set({ paused_until: new Date(Date.now() + 700) })
      .where('id', '=', restaurant.id)
      .execute();
    await redis.del(keys.restaurant(restaurant.id));
    expect((await page()).body.isOpen).toBe(false);
    await sleep(750);
    expect((await page()).body.isOpen).toBe(true);
    await quote();
  });

  it('keeps holidays', async () => {
    await change({ openingExceptions: [{ date: today(), intervals: [], note: 'closed for a wedding' }] });
    expect((await page()).body.isOpen).toBe(false);
    expect((await problemOf(quote())).code).toBe('restaurant-closed');
    await change({ openingExceptions: [] });
    expect((await page()).body.isOpen).toBe(true);
  });

  it('is slower while the kitchen is busy', async () => {
    const usual = (await page()).body.preparationMinutes;
    await ask('PUT', '/v1/restaurant/busy', { body: { extraMinutes: 25, minutes: 60 } });
    expect((await page()).body.preparationMinutes).toBe(usual + 25);
    await ask('PUT', '/v1/restaurant/busy', { body: { extraMinutes: 0 } });
    expect((await page()).body.preparationMinutes).toBe(usual);
  });

  it('ends where its delivery area ends', async () => {
    await change({ deliveryArea: { kind: 'circle', radiusMetres: 100 } });
    expect((await problemOf(quote())).code).toBe('address-out-of-area');
    await change({ deliveryArea: null });
    await quote();
  });

  it('leaves out a dish until its time', async () => {
    const path = `/v1/menu/items/${restaurant.items[0]?.id}/stock`;
    await ask('PUT', path, { body: { available: false, until: new Date(Date.now() + 900).toISOString() } });
    expect((await problemOf(quote())).code).toBe('item-unavailable');
    await sleep(950);
    await quote();
  });
});

describe('a kitchen with a capacity', () => {
  it('is given no more orders than it set, however many come at once', async () => {
    const { db } = postgres;
    const drafts = await Promise.all(Array.from({ length: 8 }, () => newOrder(db)));
    const at = drafts[0]?.basket.restaurantId as string;
    const already = await db
      .selectFrom('orders')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('restaurant_id', '=', at)
      .executeTakeFirstOrThrow();
    const set = (orders: number | null) =>
      db.updateTable('restaurants').set({ capacity_orders: orders }).where('id', '=', at).execute();
    await set(already.count + 3);
    const orders = createOrderService({ db });
    const results = await Promise.allSettled(drafts.map((draft) => orders.createOrder(draft)));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(refused).toEqual(Array(5).fill('kitchen-full'));
    // Nobody's card is held for an order that has no chance, and a repeated write of a placed one succeeds.
    await expect(newOrder(db)).rejects.toMatchObject({ code: 'kitchen-full' });
    const placed = drafts.find((_, index) => results[index]?.status === 'fulfilled');
    await orders.createOrder(placed as (typeof drafts)[number]);
    await set(null);
  });
});

describe('orders without an answer', () => {
  it('pause the restaurant when there are three in a row, and one that was answered begins the count anew', async () => {
    const { db } = postgres;
    const orders = createOrderService({ db });
    const pausedUntil = async (id: string) =>
      (
        await db
          .selectFrom('restaurants')
          .select('paused_until')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).paused_until;
    const decide = async (actor: 'system' | 'restaurant', action: 'accept' | 'reject') => {
      const draft = await newOrder(db);
      await orders.createOrder(draft);
      const to = action === 'accept' ? 'CONFIRMED' : 'REJECTED';
      await orders.updateStatus({ orderId: draft.orderId, seq: 2, from: 'PLACED', to, action, actor });
      return draft.basket.restaurantId;
    };
    await decide('system', 'reject');
    await decide('system', 'reject');
    await decide('restaurant', 'accept');
    await decide('system', 'reject');
    await decide('restaurant', 'reject');
    await decide('system', 'reject');
    const id = await decide('system', 'reject');
    expect(await pausedUntil(id)).toBeNull();
    await decide('system', 'reject');
    const minutes = ((await pausedUntil(id))?.getTime() ?? 0) - Date.now();
    expect(Math.round(minutes / 60_000)).toBe(30);
    await expect(newOrder(db)).rejects.toMatchObject({ code: 'restaurant-closed' });
    await db.updateTable('restaurants').set({ paused_until: null }).where('id', '=', id).execute();
  });
});

it('operators promote restaurants, nobody else', async () => {
  const path = `/v1/admin/restaurants/${restaurant.id}/promotion`;
  const body = { promoted: true, score: 0.5 };
  expect(await (await operator(api.url)).call('PUT', path, body)).toEqual(body);
  expect((await problemOf(kitchen.call('PUT', path, body))).code).toBe('wrong-role');
});
