import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporal } from '../../adapters/temporal/index.ts';
import type { Ledger, Order, PaymentDifference } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { PAYMENT_SWEEP } from '../../workers/schedules.ts';
import { countEverything, expectSoundBooks } from '../helpers/books.ts';
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

beforeAll(async () => {
  system = await startSystem({ DISPATCH_MAX_ACTIVE_DELIVERIES: '1000' });
  restaurant = await restaurantThatIs(system.db, 'open', 24);
  [eater, kitchen, admin] = await Promise.all([
    customer(system.url, 18),
    staff(system.url, restaurant.slug),
    operator(system.url),
  ]);
  rider = await online(system.url, 33, { lat: restaurant.lat, lng: restaurant.lng });
});
afterAll(async () => {
  await expectSoundBooks(system.db);
  await rider.socket.close();
  await system.close();
});

const read = (orderId: string) => eater.call<Order>('GET', `/v1/orders/${orderId}`);

/** An order that was eaten, with a tip of one euro, and charged. */
async function delivered(changes: Record<string, unknown> = {}): Promise<Order> {
  const { id } = await cook({ eater, kitchen, restaurant }, changes);
  await takeOffer(rider, id);
  await move(kitchen, id, 'ready');
  const delivery = await deliveryOf(rider, id);
  await rider.client.call('POST', `/v1/deliveries/${delivery.id}/pick-up`);
  await rider.client.call('POST', `/v1/deliveries/${delivery.id}/deliver`);
  return eventually(
    () => read(id),
    ({ payment }) => payment?.status === 'CAPTURED',
  );
}

/** What an account stands at for one order, debit positive. */
async function balances(orderId: string): Promise<Record<string, number>> {
  const { entries } = await admin.call<Ledger>('GET', `/v1/admin/orders/${orderId}/ledger`);
  const sums: Record<string, number> = {};
  for (const { account, amountMinor } of entries) sums[account] = (sums[account] ?? 0) + amountMinor;
  return sums;
}

describe('an operator’s refund', () => {
  const refund = (orderId: string, body: unknown, key: string = randomUUID(), by = admin) =>
    by.call<{ refundedMinor: number }>('POST', `/v1/admin/orders/${orderId}/refunds`, body, {
      'Idempotency-Key': key,
    });

  it('of everything leaves every account at zero', async () => {
    const order = await delivered();
    expect(await refund(order.id, { reason: 'cold food' })).toEqual({
      orderId: order.id,
      refundedMinor: order.price.totalMinor,
    });
    expect(Object.values(await balances(order.id)).every((sum) => sum === 0)).toBe(true);
    expect((await read(order.id)).payment).toMatchObject({ refundedMinor: order.price.totalMinor });
    expect((await read(order.id)).tip.minor).toBe(0);
  });

  it('of a part takes it from those who got it; paid by the marketplace it leaves them alone', async () => {
    const order = await delivered();
    const before = await balances(order.id);
    await refund(order.id, { parts: { itemsMinor: 300 }, paidBy: 'platform', reason: 'goodwill' });
    const goodwill = await balances(order.id);
    expect(goodwill.restaurant_payable).toBe(before.restaurant_payable);
    expect(goodwill.platform_revenue).toBe((before.platform_revenue ?? 0) + 300);
    await refund(order.id, { parts: { itemsMinor: 300 }, reason: 'a dish was missing' });
    const taken = await balances(order.id);
    expect(taken.restaurant_payable).toBeGreaterThan(before.restaurant_payable ?? 0);
    expect(taken.partner_payable).toBe(before.partner_payable);
  });

  it('asked for twice at once under one key is given once; under another body it is refused', async () => {
    const order = await delivered();
    const key = randomUUID();
    const body = { parts: { itemsMinor: 100 }, reason: 'late' };
    const [one, two] = await Promise.all([refund(order.id, body, key), refund(order.id, body, key)]);
    expect(two).toEqual(one);
    expect(await refund(order.id, body, key)).toEqual(one);
    expect((await read(order.id)).payment?.refundedMinor).toBe(100);
    expect(await problemOf(refund(order.id, { ...body, parts: { itemsMinor: 200 } }, key))).toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('never exceeds what was captured, however many come at once', async () => {
    const order = await delivered();
    const half = Math.ceil(order.price.subtotalMinor / 2);
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map(() => refund(order.id, { parts: { itemsMinor: half }, reason: 'all at once' })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(2);
    const { payment } = await read(order.id);
    expect(payment?.refundedMinor).toBeLessThanOrEqual(payment?.capturedMinor ?? 0);
    expect(
      await problemOf(refund(order.id, { parts: { itemsMinor: 1_000_000 }, reason: 'x' })),
    ).toMatchObject({ code: 'invalid-request' });
  });

  it('is not for an order that was not charged yet, and not for others than operators', async () => {
    const { id } = await place(eater, await basket(eater, restaurant));
    const before = await countEverything(system.db);
    expect(await problemOf(refund(id, { reason: 'x' }))).toMatchObject({ code: 'illegal-transition' });
    expect(await problemOf(refund(id, { reason: 'x' }, randomUUID(), eater))).toMatchObject({
      code: 'wrong-role',
    });
    expect(
      await problemOf(
        refund(
          id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
          { reason: 'x' },
        ),
      ),
    ).toMatchObject({ code: 'not-found' });
    expect(await problemOf(refund(id, { parts: { itemsMinor: -5 }, reason: 'x' }))).toMatchObject({
      code: 'invalid-request',
    });
    expect(await countEverything(system.db)).toEqual(before);
    await move(admin, id, 'cancel', { reason: 'end of test' });
  });
});

describe('a tip after delivery', () => {
  const tip = (orderId: string, body: unknown, key: string = randomUUID()) =>
    eater.call<{ paidMinor: number }>('PUT', `/v1/orders/${orderId}/tip`, body, { 'Idempotency-Key': key });
  const tipsOf = async (orderId: string) => 0 - ((await balances(orderId)).tips_payable ?? 0);

  it('is raised by another charge and lowered by giving back, all of it the partner’s', async () => {
    const { id } = await delivered();
    expect(await tip(id, { tipMinor: 500, paymentToken: 'tok_visa' })).toMatchObject({
      tipMinor: 500,
      paidMinor: 400,
    });
    expect(await tipsOf(id)).toBe(500);
    expect((await read(id)).tip.minor).toBe(500);
    expect(await tip(id, { tipMinor: 50 })).toMatchObject({ tipMinor: 50, paidMinor: -450 });
    expect(await tipsOf(id)).toBe(50);
    expect(await tip(id, { tipMinor: 0 })).toMatchObject({ paidMinor: -50 });
    expect(await tipsOf(id)).toBe(0);
    expect(await tip(id, { tipMinor: 200, paymentToken: 'tok_visa' })).toMatchObject({ paidMinor: 200 });
    expect((await read(id)).tip).toMatchObject({ minor: 200, changeableUntil: expect.any(String) });
  });

  it('goes back with everything else when an operator refunds the whole order, once', async () => {
    const { id, price } = await delivered();
    await tip(id, { tipMinor: 500, paymentToken: 'tok_visa' });
    const key = { 'Idempotency-Key': 'tip:1' };
    const whole = () =>
      admin.call<{ refundedMinor: number }>(
        'POST',
        `/v1/admin/orders/${id}/refunds`,
        { reason: 'cold' },
        key,
      );
    expect(await whole()).toMatchObject({ refundedMinor: price.totalMinor + 400 });
    expect(await whole()).toMatchObject({ refundedMinor: price.totalMinor + 400 });
    expect(Object.values(await balances(id)).every((sum) => sum === 0)).toBe(true);
    expect((await read(id)).tip.minor).toBe(0);
  });

  it('asked for again under its key is charged once', async () => {
    const { id } = await delivered();
    const key = randomUUID();
    const wish = { tipMinor: 300, paymentToken: 'tok_visa' };
    const [one, two] = await Promise.all([tip(id, wish, key), tip(id, wish, key)]);
    expect(two).toEqual(one);
    expect(await tipsOf(id)).toBe(300);
    expect(await problemOf(tip(id, { tipMinor: 400, paymentToken: 'tok_visa' }, key))).toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('of two changes at once never mixes: each is done or told to wait', async () => {
    const { id } = await delivered();
    const results = await Promise.allSettled([
      tip(id, { tipMinor: 300, paymentToken: 'tok_visa' }),
      tip(id, { tipMinor: 700, paymentToken: 'tok_visa' }),
    ]);
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason.problem).toMatchObject({ status: 409, code: 'tip-change-pending' });
    }
    const { minor } = (await read(id)).tip;
    expect([300, 700]).toContain(minor);
    expect(await tipsOf(id)).toBe(minor);
  });

  it.each([
    ['card-declined', 'tok_declined'],
    ['payment-unavailable', 'tok_outage'],
    ['payment-unavailable', 'tok_late_success'],
  ])('%s with %s leaves the tip as it was and holds nothing', async (code, paymentToken) => {
    const { id } = await delivered();
    expect(await problemOf(tip(id, { tipMinor: 500, paymentToken }))).toMatchObject({ code });
    expect((await read(id)).tip.minor).toBe(100);
    expect(await tipsOf(id)).toBe(100);
    const holds = await system.db
      .selectFrom('sandbox_provider.holds')
      .select('status')
      .where('idempotency_key', 'like', `${id}:tip:%`)
      .where('status', 'in', ['HELD', 'CAPTURED'])
      .execute();
    expect(holds).toEqual([]);
    expect(await tip(id, { tipMinor: 300, paymentToken: 'tok_visa' })).toMatchObject({ tipMinor: 300 });
  });

  it('whose answer is lost after the money was held is charged once', async () => {
    const { id } = await delivered();
    expect(await tip(id, { tipMinor: 500, paymentToken: 'tok_timeout_after_success' })).toMatchObject({
      paidMinor: 400,
    });
    expect(await tipsOf(id)).toBe(500);
  });

  it('is refused without a card, out of bounds, before delivery and a day after it', async () => {
    const { id } = await delivered();
    const before = await countEverything(system.db);
    expect(await problemOf(tip(id, { tipMinor: 500 }))).toMatchObject({
      code: 'invalid-request',
      errors: [{ path: 'paymentToken' }],
    });
    expect(await problemOf(tip(id, { tipMinor: 100_000_000, paymentToken: 'tok_visa' }))).toMatchObject({
      code: 'invalid-tip',
    });
    expect(await problemOf(tip(id, { tipMinor: 0.5 }))).toMatchObject({ code: 'invalid-tip' });
    await system.db
      .updateTable('order_transitions')
      .set({ at: new Date(Date.now() - 25 * 3_600_000) })
      .where('order_id', '=', id)
      .where('to_status', '=', 'DELIVERED')
      .execute();
    expect(await problemOf(tip(id, { tipMinor: 0 }))).toMatchObject({ status: 409, code: 'tip-closed' });
    expect(await countEverything(system.db)).toEqual(before);

    const placed = await place(eater, await basket(eater, restaurant));
    expect(await problemOf(tip(placed.id, { tipMinor: 0 }))).toMatchObject({ code: 'illegal-transition' });
    const other = await customer(system.url, 19);
    expect(
      await problemOf(other.call('PUT', `/v1/orders/${id}/tip`, { tipMinor: 0 }, { 'Idempotency-Key': 'k' })),
    ).toMatchObject({ code: 'not-found' });
    await move(admin, placed.id, 'cancel', { reason: 'end of test' });
  });
});

describe('the payment sweep', () => {
  it('is on the schedule, runs when triggered, and tells what it found', async () => {
    const { client, close } = await openTemporal(system.config.temporal);
    const schedule = client.schedule.getHandle(PAYMENT_SWEEP);
    await schedule.trigger();
    const report = await eventually(
      async () => (await schedule.describe()).info.recentActions.at(-1)?.action.workflow,
      (workflow) => workflow !== undefined,
    );
    const result = await client.workflow.getHandle(report?.workflowId as string).result();
    expect(result).toMatchObject({ released: expect.any(Number), compared: expect.any(Number) });
    await close();
    const { data } = await admin.call<{ data: PaymentDifference[] }>('GET', '/v1/admin/payments/differences');
    const open = data.filter(({ resolvedAt, provider }) => resolvedAt === null && provider === 'sandbox');
    expect(open).toEqual([]);
  });
});
