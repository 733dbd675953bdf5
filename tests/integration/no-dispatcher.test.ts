import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openRedis, type RedisClient, type RedisKeys, redisKeys } from '../../adapters/redis/index.ts';
import { openTemporal } from '../../adapters/temporal/index.ts';
import type { DeliveryFile, WatchedDelivery } from '../../contracts/deliveries.ts';
import type { Order } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { startOrderWorker } from '../../workers/orders.ts';
import { dispatchIdOf } from '../../workflows/messages.ts';
import { expectSoundBooks } from '../helpers/books.ts';
import {
  cook,
  customer,
  eventually,
  move,
  type OnlinePartner,
  online,
  operator,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

// The worker serves no deliveries until a test starts one that does.
let system: System;
let restaurant: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;
let admin: ApiClient;
const couriers: OnlinePartner[] = [];
let temporal: Awaited<ReturnType<typeof openTemporal>>;
let redis: RedisClient;
let keys: RedisKeys;
let dispatcher: Awaited<ReturnType<typeof startOrderWorker>> | undefined;

beforeAll(async () => {
  system = await startSystem({ TEMPORAL_TASK_QUEUES: 'orders' });
  temporal = await openTemporal(system.config.temporal);
  redis = openRedis(system.config.redis);
  keys = redisKeys(system.config.redis.prefix);
  restaurant = await restaurantThatIs(system.db, 'open', 8);
  [eater, kitchen, admin] = await Promise.all([
    customer(system.url, 8),
    staff(system.url, restaurant.slug),
    operator(system.url),
  ]);
});
afterEach(async () => {
  const gone = couriers.splice(0);
  await Promise.all(gone.map(({ socket }) => socket.close()));
  await Promise.all(gone.map(({ id }) => createLocations({ redis, keys }).leave(id)));
  const unfinished = await system.db
    .selectFrom('orders')
    .select('id')
    .where('status', '=', 'PREPARING')
    .execute();
  for (const { id } of unfinished)
    await admin.call('POST', `/v1/orders/${id}/cancel`, { reason: 'the test is over' });
  await dispatcher?.close();
  dispatcher = undefined;
});
afterAll(async () => {
  await expectSoundBooks(system.db);
  redis.disconnect();
  await temporal.close();
  await system.close();
});

const startDispatcher = async () => {
  dispatcher = await startOrderWorker({
    ...system.config,
    temporal: { ...system.config.temporal, taskQueues: ['dispatch'] },
  });
};

async function bringOnline(from: number, count: number): Promise<void> {
  for (let number = from; number < from + count; number += 1)
    couriers.push(await online(system.url, number, { lat: restaurant.lat, lng: restaurant.lng }));
}

const cooking = async () => (await cook({ eater, kitchen, restaurant })).id;

/** The orders as their searches began, by Temporal's own clock. */
async function begun(orderIds: string[]): Promise<string[]> {
  const times = await Promise.all(
    orderIds.map(async (orderId) => {
      const handle = temporal.client.workflow.getHandle(dispatchIdOf(orderId, 1));
      const { events } = await handle.fetchHistory();
      const { eventTime } = events?.find((event) => event.workflowTaskStartedEventAttributes) ?? {};
      return { orderId, at: Number(eventTime?.seconds) * 1e9 + Number(eventTime?.nanos) };
    }),
  );
  return times.sort((a, b) => a.at - b.at).map(({ orderId }) => orderId);
}

/** The orders that were offered to somebody who could see it, in the order of their first offers. */
async function firstOffers(orderIds: string[]): Promise<string[]> {
  const rows = await system.db
    .selectFrom('offers')
    .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
    .select('deliveries.order_id')
    .where('deliveries.order_id', 'in', orderIds)
    .where('offers.status', '<>', 'UNREACHED')
    .groupBy('deliveries.order_id')
    .orderBy(({ fn }) => fn.min('offers.offered_at'))
    .execute();
  return rows.map((row) => row.order_id);
}

it('deliveries queue while nobody dispatches, and are looked after oldest first when somebody does', async () => {
  const orders: string[] = [];
  for (let count = 0; count < 24; count += 1) orders.push(await cooking());
  expect(await firstOffers(orders)).toEqual([]);
  // More than the deliveries: another file's test may have left one of them on a pause.
  await bringOnline(1, 30);
  await startDispatcher();
  await eventually(
    () => firstOffers(orders),
    (offered) => offered.length === orders.length,
    25_000,
  );
  // Tasks that start in the same millisecond may change places. Four partitions would put them ten and more places off.
  const places = (await begun(orders)).map((orderId, place) => Math.abs(orders.indexOf(orderId) - place));
  expect(Math.max(...places)).toBeLessThanOrEqual(3);
}, 90_000);

it('where partners are few, the oldest deliveries get them', async () => {
  const orders: string[] = [];
  for (let count = 0; count < 8; count += 1) orders.push(await cooking());
  await bringOnline(34, 3);
  await startDispatcher();
  await eventually(
    () => firstOffers(orders),
    (offered) => offered.length === 3,
  );
  expect((await firstOffers(orders)).sort()).toEqual(orders.slice(0, 3).sort());
}, 90_000);

it('operators see what nobody looks for, and assign it by hand', async () => {
  const orderId = await cooking();
  const order = await admin.call<Order>('GET', `/v1/orders/${orderId}`);
  const id = order.delivery?.id as string;
  await system.db
    .updateTable('deliveries')
    .set({ due_at: new Date(Date.now() - 180_000) })
    .where('id', '=', id)
    .execute();
  const { data } = await admin.call<{ data: WatchedDelivery[] }>('GET', '/v1/admin/deliveries?queue=manual');
  expect(data).toMatchObject([{ id, manualSince: null, partner: null }]);

  await bringOnline(37, 1);
  const [{ id: partnerId, client }] = couriers as [OnlinePartner];
  const reason = 'no dispatcher runs';
  await admin.call<DeliveryFile>('POST', `/v1/admin/deliveries/${id}/assign`, { partnerId, reason });
  await move(kitchen, orderId, 'ready');
  await client.call('POST', `/v1/deliveries/${id}/pick-up`);
  await client.call('POST', `/v1/deliveries/${id}/deliver`);
  await eventually(
    () => admin.call<Order>('GET', `/v1/orders/${orderId}`),
    ({ payment }) => payment?.status === 'CAPTURED',
  );
});
