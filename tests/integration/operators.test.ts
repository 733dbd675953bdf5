import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryFile } from '../../contracts/deliveries.ts';
import type {
  Circuits,
  FeatureFlags,
  OperatorAction,
  OrderStory,
  PauseState,
  StuckOrders,
  Zones,
} from '../../contracts/operations.ts';
import type { Order, OrderState } from '../../contracts/orders.ts';
import type { RestaurantProfile, SearchResult } from '../../contracts/restaurants.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { zoneOf } from '../../services/delivery/zone.ts';
import { expectNothingHeld } from '../helpers/books.ts';
import {
  basket,
  cook,
  customer,
  eventually,
  move,
  operator,
  partner,
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
let admin: ApiClient;
let rider: ApiClient;

beforeAll(async () => {
  // Two providers: the first one has a circuit breaker.
  system = await startSystem({ PAYMENT_PROVIDERS: 'sandbox,sandbox-2' });
  restaurant = await restaurantThatIs(system.db, 'open', 60);
  [eater, kitchen, admin, rider] = await Promise.all([
    customer(system.url, 14),
    staff(system.url, restaurant.slug),
    operator(system.url),
    partner(system.url, 30),
  ]);
});
afterAll(async () => {
  await expectNothingHeld(system.db, restaurant.id);
  await system.close();
});

const riderId = () => rider.session?.user.id as string;
const adminId = () => admin.session?.user.id as string;
const once = (key: string = randomUUID()) => ({ 'Idempotency-Key': key });
const post = <T>(path: string, body: unknown, key?: string) => admin.call<T>('POST', path, body, once(key));
const actionsOf = async (subject: string) =>
  (await admin.call<{ data: OperatorAction[] }>('GET', `/v1/admin/actions?subject=${subject}`)).data;
const cancelled = (orderId: string) => move(admin, orderId, 'cancel', { reason: 'the test is over' });
const ordered = async () => place(eater, await basket(eater, restaurant));
const cooked = () => cook({ eater, kitchen, restaurant });
const deliveryIdOf = async (orderId: string) =>
  (await admin.call<Order>('GET', `/v1/orders/${orderId}`)).delivery?.id as string;

async function delivered(): Promise<string> {
  const { id } = await cooked();
  const deliveryId = await deliveryIdOf(id);
  await post(`/v1/admin/deliveries/${deliveryId}/assign`, { partnerId: riderId(), reason: 'a test' });
  await move(kitchen, id, 'ready');
  await rider.call('POST', `/v1/deliveries/${deliveryId}/pick-up`);
  await rider.call('POST', `/v1/deliveries/${deliveryId}/deliver`);
  await eventually(
    () => admin.call<Order>('GET', `/v1/orders/${id}`),
    ({ payment }) => payment?.status === 'CAPTURED',
  );
  return id;
}

describe('the operators’ side', () => {
  it.each([
    ['GET', '/v1/admin/orders/stuck'],
    ['GET', '/v1/admin/actions'],
    ['GET', '/v1/admin/zones'],
    ['GET', '/v1/admin/pauses'],
    ['GET', '/v1/admin/flags'],
    ['GET', '/v1/admin/circuits'],
    ['POST', '/v1/admin/zones/851126d3fffffff/pause'],
    ['PUT', '/v1/admin/flags/orders'],
  ])('%s %s is for operators alone', async (method, path) => {
    for (const other of [eater, kitchen, rider]) {
      const body = method === 'GET' ? undefined : {};
      expect(await problemOf(other.call(method, path, body, once()))).toMatchObject({ code: 'wrong-role' });
    }
  });
});

describe('orders that stand still', () => {
  const stuck = async (orderId: string) =>
    (await admin.call<StuckOrders>('GET', '/v1/admin/orders/stuck?limit=100')).data.find(
      (order) => order.orderId === orderId,
    );
  const longAgo = (orderId: string, minutes: number) =>
    system.db
      .updateTable('orders')
      .set({ updated_at: new Date(Date.now() - minutes * 60_000) })
      .where('id', '=', orderId)
      .execute();

  it('are listed with how long, why and what to do next', async () => {
    const { id } = await ordered();
    expect(await stuck(id)).toBeUndefined();
    await move(kitchen, id, 'accept');
    await longAgo(id, 40);
    const found = await stuck(id);
    expect(found).toMatchObject({
      status: 'CONFIRMED',
      stuck: 'not-cooking',
      restaurant: { id: restaurant.id },
      zone: zoneOf(restaurant),
    });
    expect(found?.forSeconds).toBeGreaterThan(39 * 60);
    const step = found?.next.find(({ request }) => request?.path === `/v1/orders/${id}/cancel`);
    // What it says can be done as it stands there.
    await admin.call(step?.request?.method as string, step?.request?.path as string, {
      ...step?.request?.body,
      reason: 'the kitchen is closed',
    });
    expect(await stuck(id)).toBeUndefined();
    expect(await actionsOf(id)).toMatchObject([
      {
        action: 'cancel-order',
        actor: { id: adminId() },
        reason: 'the kitchen is closed',
        before: { status: 'CONFIRMED' },
        after: { status: 'CANCELLED' },
      },
    ]);
  });

  it('say which partner to call, or to assign one', async () => {
    const { id } = await cooked();
    const deliveryId = await deliveryIdOf(id);
    await longAgo(id, 10);
    await system.db
      .updateTable('delivery_history')
      .set({ at: new Date(Date.now() - 8 * 60_000) })
      .where('delivery_id', '=', deliveryId)
      .execute();
    expect(await stuck(id)).toMatchObject({
      stuck: 'without-partner',
      next: [{ request: { path: `/v1/admin/deliveries/${deliveryId}/assign` } }, {}, {}],
    });
    await cancelled(id);
  });
});

describe('the story of an order', () => {
  it('has moves, offers with scores, payments, ledger and operators’ hands in the order of time', async () => {
    const id = await delivered();
    const story = await admin.call<OrderStory>('GET', `/v1/admin/orders/${id}/story`);
    expect(story).toMatchObject({ status: 'DELIVERED', stuck: null, payment: { status: 'CAPTURED' } });
    expect(story.workflow).toMatchObject({ id, state: expect.stringMatching(/RUNNING|COMPLETED/) });
    const what = story.timeline.map((entry) => entry.what);
    for (const expected of [
      'place: PLACED',
      'assign: ASSIGNED',
      'deliver: DELIVERED',
      'assign-delivery',
      'hold',
      'capture',
    ])
      expect(what).toContain(expected);
    expect(story.timeline.map(({ at }) => at)).toEqual(story.timeline.map(({ at }) => at).sort());
    const capture = story.timeline.find((entry) => entry.what === 'capture')?.details.postings as Record<
      string,
      number
    >;
    expect(Object.values(capture).reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });

  it('of a missing order is 404', async () => {
    const path = '/v1/admin/orders/ord_01jd7zk0f8e9vbq3n4m5p6r7st/story';
    expect(await problemOf(admin.call('GET', path))).toMatchObject({ code: 'not-found' });
  });
});

describe('by hand', () => {
  it('a partner who is not on shift is assigned only on purpose, and the history warns', async () => {
    const { id } = await cooked();
    const deliveryId = await deliveryIdOf(id);
    const path = `/v1/admin/deliveries/${deliveryId}/assign`;
    await rider.call('PUT', '/v1/partner/shift', { status: 'OFFLINE' });
    try {
      const hand = { partnerId: riderId(), reason: 'lives next door' };
      expect(await problemOf(post(path, hand))).toMatchObject({
        status: 409,
        code: 'partner-off-shift',
        detail: expect.stringContaining('OFFLINE'),
      });
      expect(await actionsOf(deliveryId)).toEqual([]);
      const key = randomUUID();
      const file = await post<DeliveryFile>(path, { ...hand, evenIfOffShift: true }, key);
      expect(file.history.at(-1)).toMatchObject({ action: 'assign', warning: `${riderId()} is OFFLINE` });
      await post(path, { ...hand, evenIfOffShift: true }, key);
      expect(await actionsOf(deliveryId)).toMatchObject([
        { action: 'assign-delivery', before: { partnerId: null }, after: { partnerId: riderId() } },
      ]);
      const back = { partnerId: riderId(), reason: 'does not answer' };
      await post(`/v1/admin/deliveries/${deliveryId}/unassign`, back);
      await post(`/v1/admin/deliveries/${deliveryId}/unassign`, back);
      expect((await actionsOf(deliveryId)).map(({ action }) => action)).toEqual([
        'unassign-delivery',
        'assign-delivery',
      ]);
    } finally {
      await rider.call('PUT', '/v1/partner/shift', { status: 'ONLINE' });
      await cancelled(id);
    }
  });

  it('a cancellation sent again under its key gets the first answer', async () => {
    const { id } = await ordered();
    const cancel = () =>
      admin.call<OrderState>(
        'POST',
        `/v1/orders/${id}/cancel`,
        { reason: 'the customer called' },
        once('cancel-1'),
      );
    const first = await cancel();
    expect(first).toMatchObject({ status: 'CANCELLED' });
    expect(await cancel()).toEqual(first);
    await eventually(
      () => admin.call<OrderStory>('GET', `/v1/admin/orders/${id}/story`),
      ({ workflow }) => workflow.state === 'COMPLETED',
    );
    expect(await cancel()).toEqual(first);
    expect(await actionsOf(id)).toHaveLength(1);
  });

  it('a refund is made once, whoever presses twice', async () => {
    const id = await delivered();
    const refund = (key: string, more: object = {}) =>
      post<{ refundedMinor: number }>(
        `/v1/admin/orders/${id}/refunds`,
        { reason: 'cold', parts: { itemsMinor: 100, feesMinor: 0, tipMinor: 0 }, ...more },
        key,
      );
    const [one, same] = await Promise.all([refund('refund-1'), refund('refund-1')]);
    expect([one.refundedMinor, same.refundedMinor]).toEqual([100, 100]);
    expect(await problemOf(refund('refund-2'))).toMatchObject({
      status: 409,
      code: 'refund-repeated',
      detail: expect.stringContaining('"again": true'),
    });
    expect(await refund('refund-3', { again: true })).toMatchObject({ refundedMinor: 100 });
    const { payment } = await admin.call<Order>('GET', `/v1/orders/${id}`);
    expect(payment?.refundedMinor).toBe(200);
    const refunds = (await actionsOf(id)).filter(({ action }) => action === 'refund-order');
    expect(refunds).toMatchObject([
      { after: { refundedMinor: 100 } },
      { actor: { id: adminId() }, reason: 'cold', after: { refundedMinor: 100 } },
    ]);

    const all = (key: string) => post(`/v1/admin/orders/${id}/refunds`, { reason: 'never came' }, key);
    const both = await Promise.allSettled([all('all-1'), all('all-2')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const after = await admin.call<Order>('GET', `/v1/orders/${id}`);
    expect(after.payment?.refundedMinor).toBe(after.payment?.capturedMinor);
  });
});

describe('pauses', () => {
  const zone = () => zoneOf(restaurant);
  const isFound = async () => {
    const { lat, lng } = restaurant;
    const query = `lat=${lat}&lng=${lng}&radius_km=0.2&limit=50&q=${encodeURIComponent(restaurant.slug.split('-')[0] as string)}`;
    const { data } = await eater.call<SearchResult>('GET', `/v1/search?${query}`);
    return data.some(({ id }) => id === restaurant.id);
  };
  const placing = async () => problemOf(ordered());
  const pauseOf = async () => (await kitchen.call<RestaurantProfile>('GET', '/v1/restaurant')).pause;

  it('of a restaurant refuse orders until an operator ends them, and each is made once', async () => {
    const path = `/v1/admin/restaurants/${restaurant.id}`;
    const key = randomUUID();
    const pause = () => post<PauseState>(`${path}/pause`, { minutes: 30, reason: 'mice' }, key);
    const [first, again] = await Promise.all([pause(), pause()]);
    expect(again).toEqual(first);
    expect(await placing()).toMatchObject({ code: 'restaurant-closed' });
    // Its own people see it, and cannot end it.
    await kitchen.call('DELETE', '/v1/restaurant/pause');
    expect(await pauseOf()).toMatchObject({ by: 'operator', reason: 'mice', until: first.pause?.until });
    expect(await problemOf(post(`${path}/pause`, { minutes: 5, reason: 'mice' }, key))).toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(await post(`${path}/resume`, { reason: 'gone' })).toEqual({ pause: null });
    await cancelled((await ordered()).id);
    expect((await actionsOf(restaurant.id)).slice(0, 2)).toMatchObject([
      { action: 'resume-restaurant', before: { reason: 'mice' }, after: null },
      { action: 'pause-restaurant', before: null, after: { reason: 'mice' } },
    ]);
  });

  it('of a zone hold all its restaurants, also those paused on their own account for less', async () => {
    const { data } = await admin.call<Zones>('GET', '/v1/admin/zones');
    const here = data.find(({ id }) => id === zone());
    expect(here?.restaurants).toBeGreaterThan(1);
    expect(here?.pause).toBeNull();
    // The index hears of the hours that this test has set.
    await post(`/v1/admin/restaurants/${restaurant.id}/resume`, { reason: 'a test' });
    await eventually(isFound, (found) => found);

    await post(`/v1/admin/restaurants/${restaurant.id}/pause`, { minutes: 20, reason: 'a broken oven' });
    const under = await post<PauseState>(`/v1/admin/zones/${zone()}/pause`, { minutes: 60, reason: 'storm' });
    try {
      expect(await pauseOf()).toMatchObject({ by: 'operator', reason: 'storm', until: under.pause?.until });
      expect(await placing()).toMatchObject({ code: 'restaurant-closed' });
      await eventually(isFound, (found) => !found);
      const held = await system.db
        .selectFrom('restaurants')
        .select(['id', 'lat', 'lng', 'held_reason'])
        .execute();
      for (const one of held) expect(one.held_reason, one.id).toBe(zoneOf(one) === zone() ? 'storm' : null);
    } finally {
      await post(`/v1/admin/zones/${zone()}/resume`, { reason: 'the sun shines' });
    }
    expect(await pauseOf()).toMatchObject({ reason: 'a broken oven' });
    await post(`/v1/admin/restaurants/${restaurant.id}/resume`, { reason: 'mended' });
    expect(await pauseOf()).toBeNull();
    await eventually(isFound, (found) => found);
  });

  it('of what is not there are refused', async () => {
    const nowhere = { minutes: 5, reason: 'none' };
    expect(await problemOf(post('/v1/admin/zones/850000003ffffff/pause', nowhere))).toMatchObject({
      status: 404,
    });
    expect(await problemOf(post('/v1/admin/zones/kallio/pause', nowhere))).toMatchObject({ status: 400 });
    expect(await problemOf(post(`/v1/admin/zones/${zone()}/pause`, { minutes: 5 }))).toMatchObject({
      status: 400,
    });
    const keyless = admin.call('POST', `/v1/admin/zones/${zone()}/pause`, nowhere);
    expect(await problemOf(keyless)).toMatchObject({ code: 'idempotency-key-missing' });
  });
});

describe('flags', () => {
  const set = (name: string, enabled: boolean, key?: string) =>
    admin.call<FeatureFlags>('PUT', `/v1/admin/flags/${name}`, { enabled, reason: 'a test' }, once(key));

  it('stop new orders, and nothing that is under way', async () => {
    const before = await ordered();
    await set('orders', false);
    try {
      const refusal = await eventually(
        async () =>
          ordered().then(
            ({ id }) => cancelled(id),
            (error) => error.problem,
          ),
        (problem) => 'code' in problem,
      );
      expect(refusal).toMatchObject({ status: 503, code: 'feature-off' });
      await move(kitchen, before.id, 'accept');
    } finally {
      const { data } = await set('orders', true);
      expect(data.find(({ name }) => name === 'orders')).toMatchObject({
        enabled: true,
        changedBy: adminId(),
      });
    }
    await cancelled(before.id);
    const placed = await eventually(
      () => ordered().catch(() => undefined),
      (order) => order !== undefined,
    );
    await cancelled((placed as Order).id);
    expect((await actionsOf('flag:orders')).slice(0, 2)).toMatchObject([
      { action: 'set-flag', before: { enabled: false }, after: { enabled: true }, reason: 'a test' },
      { before: { enabled: true }, after: { enabled: false } },
    ]);
  });

  it('let search do without Elasticsearch', async () => {
    const { lat, lng } = restaurant;
    const isDegraded = async () =>
      (
        await eater.call<SearchResult>(
          'GET',
          `/v1/search?lat=${lat}&lng=${lng}&q=${randomUUID().slice(0, 8)}`,
        )
      ).degraded;
    expect(await isDegraded()).toBe(false);
    await set('elasticsearch', false);
    try {
      await eventually(isDegraded, (degraded) => degraded);
    } finally {
      await set('elasticsearch', true);
    }
    await eventually(isDegraded, (degraded) => !degraded);
  });

  it('that do not exist are refused', async () => {
    expect(await problemOf(set('everything', false))).toMatchObject({ status: 400 });
  });
});

describe('circuits', () => {
  it('are shown for each process, and say when a provider is left alone', async () => {
    const circuits = async () => (await admin.call<Circuits>('GET', '/v1/admin/circuits')).data;
    const states = Object.fromEntries((await circuits()).map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({ search: 'closed', 'payment:sandbox': 'closed' });
    // Five holds in a row that the first provider fails.
    for (let nth = 0; nth < 5; nth += 1) {
      const order = await place(eater, await basket(eater, restaurant, { paymentToken: 'tok_outage' }));
      await cancelled(order.id);
    }
    const open = await eventually(circuits, (all) => all.some(({ state }) => state === 'open'));
    expect(open[0]).toMatchObject({ name: 'payment:sandbox', process: expect.stringMatching(/^orders@/) });
  });
});
