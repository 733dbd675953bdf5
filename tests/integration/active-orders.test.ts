import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import type { EventOf } from '../../contracts/events.ts';
import type { OrderStatusView } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { newId } from '../../services/ids.ts';
import {
  type ActiveOrder,
  type ActiveOrders,
  createActiveOrders,
} from '../../services/order/active-orders.ts';
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
let redis: RedisClient;
let active: ActiveOrders;
let restaurant: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;
const keyOf = (orderId: string) => redisKeys(system.config.redis.prefix).order(orderId);

beforeAll(async () => {
  system = await startSystem();
  redis = openRedis(system.config.redis);
  active = createActiveOrders({ redis, keys: redisKeys(system.config.redis.prefix) });
  restaurant = await restaurantThatIs(system.db, 'open', 28);
  [eater, kitchen] = await Promise.all([customer(system.url, 13), staff(system.url, restaurant.slug)]);
});
afterAll(async () => {
  redis.disconnect();
  await system.close();
});

const statusOf = (orderId: string, by = eater) =>
  by.call<OrderStatusView>('GET', `/v1/orders/${orderId}/status`);

describe('order:{id}', () => {
  it('follows the order without being asked, has no end while it is under way, and goes when it has ended', async () => {
    const { id } = await place(eater, await basket(eater, restaurant));
    await move(kitchen, id, 'accept');
    const hash = await eventually(
      () => redis.hgetall(keyOf(id)),
      ({ status }) => status === 'CONFIRMED',
    );
    expect(hash).toMatchObject({
      seq: '2',
      restaurant_id: restaurant.id,
      customer_id: eater.session?.user.id,
    });
    expect(await redis.ttl(keyOf(id))).toBe(-1);
    await move(kitchen, id, 'prepare');
    await eventually(
      () => statusOf(id),
      ({ deliveryStatus }) => deliveryStatus === 'SEARCHING',
    );
    await move(eater, id, 'cancel', { reason: 'end of test' });
    await eventually(
      () => redis.ttl(keyOf(id)),
      (ttl) => ttl > 0 && ttl <= 60,
    );
    await redis.del(keyOf(id));
    expect(await statusOf(id)).toMatchObject({ status: 'CANCELLED', seq: 4 });
    expect(await redis.exists(keyOf(id))).toBe(0);
  });

  it('that was lost is read from the database and filled again', async () => {
    const { id } = await place(eater, await basket(eater, restaurant));
    await eventually(
      () => redis.exists(keyOf(id)),
      (exists) => exists === 1,
    );
    await redis.del(keyOf(id));
    expect(await statusOf(id)).toMatchObject({
      id,
      status: 'PLACED',
      seq: 1,
      deliveryStatus: null,
      partnerId: null,
    });
    await eventually(
      () => active.read(id),
      (order) => order?.status === 'PLACED',
    );
    expect(await statusOf(id)).toMatchObject({ id, status: 'PLACED' });
    await move(kitchen, id, 'reject', { reason: 'end of test' });
  });

  it('is shown to whom the order is shown, from Redis as from the database', async () => {
    const { id } = await place(eater, await basket(eater, restaurant));
    const [stranger, admin] = [await customer(system.url, 12), await operator(system.url)];
    for (const lost of [false, true]) {
      if (lost) await redis.del(keyOf(id));
      expect(await problemOf(statusOf(id, stranger))).toMatchObject({ status: 404, code: 'not-found' });
      expect(await statusOf(id, kitchen)).toMatchObject({ id });
      expect(await statusOf(id, admin)).toMatchObject({ id });
    }
    expect(await problemOf(statusOf(newId('order')))).toMatchObject({ code: 'not-found' });
    await move(kitchen, id, 'reject', { reason: 'end of test' });
  });
});

describe('a reader who was slow', () => {
  const orderId = () => newId('order');
  const order = (id: string, changes: Partial<ActiveOrder>): ActiveOrder => ({
    id,
    status: 'CONFIRMED',
    seq: 2,
    customerId: 'cus_a',
    restaurantId: 'rst_a',
    updatedAt: '2026-01-01T00:00:00.000Z',
    deliveryStatus: null,
    partnerId: null,
    ...changes,
  });
  const moved = (id: string, seq: number, status: 'PREPARING' | 'CANCELLED'): EventOf<'orders'> => ({
    id: randomUUID(),
    aggregateId: id,
    occurredAt: '2026-01-01T00:00:01.000Z',
    type: status === 'PREPARING' ? 'OrderPreparationStarted' : 'OrderCancelled',
    data: {
      orderId: id,
      seq,
      from: 'CONFIRMED',
      status,
      customerId: 'cus_a',
      restaurantId: 'rst_a',
      actor: 'restaurant',
      reason: null,
    },
  });
  const assigned = (id: string): EventOf<'deliveries'> => ({
    id: randomUUID(),
    aggregateId: id,
    occurredAt: '2026-01-01T00:00:01.000Z',
    type: 'DeliveryAssigned',
    data: {
      deliveryId: 'dlv_a',
      orderId: id,
      seq: 2,
      action: 'assign',
      status: 'ASSIGNED',
      customerId: 'cus_a',
      restaurantId: 'rst_a',
      partnerId: 'prt_a',
      formerPartnerId: null,
    },
  });

  it('does not undo a move that came meanwhile', async () => {
    const id = orderId();
    await active.note(moved(id, 3, 'PREPARING'));
    await active.fill(order(id, {}));
    expect(await active.read(id)).toMatchObject({ status: 'PREPARING', seq: 3 });
  });

  it('does not undo an assignment that came meanwhile', async () => {
    const id = orderId();
    await active.note(assigned(id));
    await active.fill(order(id, { deliveryStatus: 'SEARCHING' }));
    expect(await active.read(id)).toMatchObject({
      status: 'CONFIRMED',
      deliveryStatus: 'ASSIGNED',
      partnerId: 'prt_a',
    });
  });

  it('is not told half of what there is after Redis was emptied', async () => {
    const id = orderId();
    await active.note(moved(id, 3, 'PREPARING'));
    expect(await active.read(id)).toBeUndefined();
    await active.note(assigned(id));
    expect(await active.read(id)).toMatchObject({ status: 'PREPARING', partnerId: 'prt_a' });
  });

  it('does not bring back an order that ended meanwhile', async () => {
    const id = orderId();
    await active.note(moved(id, 3, 'CANCELLED'));
    await active.fill(order(id, {}));
    expect(await redis.hget(keyOf(id), 'status')).toBe('CANCELLED');
    expect(await redis.ttl(keyOf(id))).toBeGreaterThan(0);
  });
});
