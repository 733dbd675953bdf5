import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRedis, redisKeys } from '../../adapters/redis/index.ts';
import type { Order } from '../../contracts/orders.ts';
import type { ApiClient, Socket } from '../../scripts/client.ts';
import {
  basket,
  customer,
  deliveryOf,
  eventually,
  move,
  online,
  place,
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
let news: Socket;

beforeAll(async () => {
  system = await startSystem();
  restaurant = await restaurantThatIs(system.db, 'open', 11);
  [eater, kitchen] = await Promise.all([customer(system.url, 4), staff(system.url, restaurant.slug)]);
  news = await eater.socket();
});
afterAll(async () => {
  await news.close();
  await system.close();
});

const kinds = (socket: Socket) => socket.frames.map(({ type }) => type);
const minutesAhead = ({ eta }: Order) =>
  eta && (Date.parse(eta.from) + Date.parse(eta.to)) / 2 / 60_000 - Date.now() / 60_000;

it('shows the customer where their food is from pick-up to the door, and when it comes, to nobody else', async () => {
  const rider = await online(system.url, 31, { lat: restaurant.lat, lng: restaurant.lng });
  const tablet = await kitchen.socket();
  const order = await place(eater, await basket(eater, restaurant));
  const read = () => eater.call<Order>('GET', `/v1/orders/${order.id}`);
  const home = order.address.position;
  const before = minutesAhead(order) as number;
  expect(before, 'the kitchen has yet to cook').toBeGreaterThan(5);

  await move(kitchen, order.id, 'accept');
  await move(kitchen, order.id, 'prepare');
  await takeOffer(rider, order.id);
  await move(kitchen, order.id, 'ready');
  const ready = minutesAhead(await read()) as number;
  expect(ready, 'cooked, so sooner').toBeLessThan(before);

  /** Part of the way from the restaurant to the door. */
  const rideTo = async (share: number) => {
    const data = {
      lat: restaurant.lat + (home.lat - restaurant.lat) * share,
      lng: restaurant.lng + (home.lng - restaurant.lng) * share,
    };
    rider.socket.send({ type: 'location', data });
    return data;
  };
  await rideTo(0.01);
  await sleep(600);
  expect(kinds(news), 'not before pick-up').not.toContain('partner.location');

  const delivery = await deliveryOf(rider, order.id);
  const step = (action: string) => rider.client.call('POST', `/v1/deliveries/${delivery.id}/${action}`);
  await step('pick-up');
  await rider.socket.next('delivery.updated', ({ data }) => data.status === 'PICKED_UP');
  await sleep(100);
  const shown = await rideTo(0.1);
  const { id, data } = await news.next('partner.location', (frame) => frame.data.orderId === order.id);
  expect({ id, position: data.position }).toEqual({ id: '', position: shown });
  const { data: first } = await news.next('eta', (frame) => frame.data.orderId === order.id);
  const between = (Date.parse(first.from) + Date.parse(first.to)) / 2;
  expect(minutesAhead(await read())).toBeCloseTo((between - Date.now()) / 60_000, 0);

  await sleep(1_100);
  await rideTo(0.11);
  await news.next('partner.location', (frame) => frame.data.orderId === order.id);
  const etas = () => kinds(news).filter((type) => type === 'eta').length;
  expect(etas(), 'a few metres are no news').toBe(1);
  await sleep(1_100);
  // A wrong turn, 1.5 km from the door.
  rider.socket.send({ type: 'location', data: { lat: home.lat + 1.5 / 111.2, lng: home.lng } });
  await news.next('partner.location', (frame) => frame.data.orderId === order.id);
  await eventually(
    async () => etas(),
    (count) => count === 2,
  );

  await step('arrive-at-customer');
  await step('deliver');
  await rider.socket.next('delivery.updated', ({ data: news }) => news.status === 'DELIVERED');
  await sleep(200);
  const told = kinds(news).filter((type) => type === 'partner.location').length;
  await rideTo(0.9);
  await sleep(700);
  expect(kinds(news).filter((type) => type === 'partner.location')).toHaveLength(told);
  expect((await read()).eta).toBeNull();

  for (const socket of [tablet, rider.socket]) {
    expect(kinds(socket)).not.toContain('partner.location');
    expect(kinds(socket)).not.toContain('eta');
  }
  // Nor is any of it kept: not in the customer's stream, not in the outbox.
  const redis = openRedis(system.config.redis);
  const stream = await redis.xrange(
    redisKeys(system.config.redis.prefix).stream(eater.session?.user.id as string),
    '-',
    '+',
  );
  redis.disconnect();
  expect(JSON.stringify(stream)).not.toMatch(/partner\.location|"eta"/);
  const { count } = await system.db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('aggregate_id', '=', order.id)
    .where((row) => row(row.cast<string>('data', 'text'), 'like', '%"lat"%'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(0);
  await Promise.all([rider.socket.close(), tablet.close()]);
});
