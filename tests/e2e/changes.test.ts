import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger, Order, OrderChange } from '../../contracts/orders.ts';
import { distanceMetres } from '../../domain/geo.ts';
import { startsAt } from '../../domain/order/schedule.ts';
import type { ApiClient, Socket } from '../../scripts/client.ts';
import { countEverything, expectSoundBooks } from '../helpers/books.ts';
import {
  basket,
  customer,
  deliveryOf,
  eventually,
  move,
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
let elsewhere: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;
let admin: ApiClient;
let news: Socket;
let orderId: string;

beforeAll(async () => {
  system = await startSystem({ ORDER_CHANGE_ANSWER_SECONDS: '2' });
  restaurant = await restaurantThatIs(system.db, 'open', 20);
  elsewhere = await restaurantThatIs(system.db, 'open', 21);
  [eater, kitchen, admin] = await Promise.all([
    customer(system.url, 16),
    staff(system.url, restaurant.slug),
    operator(system.url),
  ]);
  news = await eater.socket();
});
afterEach(async () => {
  await move(admin, orderId, 'cancel', { reason: 'end of test' }).catch(() => {}); // it may have ended
});
afterAll(async () => {
  await expectSoundBooks(system.db);
  await news.close();
  await system.close();
});

const read = (id = orderId) => eater.call<Order>('GET', `/v1/orders/${id}`);
const propose = (body: unknown, by = kitchen) =>
  by.call<{ number: number }>('POST', `/v1/orders/${orderId}/changes`, body);
const say = (number: number, verdict: string, by = eater) =>
  by.call<OrderChange>('POST', `/v1/orders/${orderId}/changes/${number}/${verdict}`);
const fewer = { items: [{ line: 0, quantity: 1 }], reason: 'only one portion left' };

/** An accepted order of three portions. */
async function accepted(changes: Record<string, unknown> = {}): Promise<Order> {
  const order = await place(
    eater,
    await basket(eater, restaurant, {
      items: [{ itemId: restaurant.items[0]?.id, quantity: 3 }],
      ...changes,
    }),
  );
  orderId = order.id;
  await move(kitchen, orderId, 'accept');
  return order;
}

describe('a change of items', () => {
  it('reaches the customer’s socket, is approved there, and decides what is charged', async () => {
    const before = await accepted();
    await propose({
      items: [{ line: 0, quantity: 1, substitute: { itemId: restaurant.items[1]?.id, quantity: 1 } }],
      reason: 'one of these instead?',
    });
    const { data } = await news.next('order.change', (frame) => frame.data.orderId === orderId);
    expect(data).toMatchObject({ number: 1, status: 'PROPOSED', reason: 'one of these instead?' });
    await say(1, 'approve');
    const after = await read();
    expect(after.price.lines.map(({ itemId, quantity }) => [itemId, quantity])).toEqual([
      [restaurant.items[0]?.id, 1],
      [restaurant.items[1]?.id, 1],
    ]);
    expect(after.price.totalMinor).toBe(data.totalMinor);
    expect(after.changes).toMatchObject([{ number: 1, status: 'APPROVED', answeredBy: 'customer' }]);
    expect(after.payment).toMatchObject({ status: 'HELD', heldMinor: before.price.totalMinor });

    const rider = await online(system.url, 31, { lat: restaurant.lat, lng: restaurant.lng });
    await move(kitchen, orderId, 'prepare');
    await takeOffer(rider, orderId);
    await move(kitchen, orderId, 'ready');
    const { id } = await deliveryOf(rider, orderId);
    await rider.client.call('POST', `/v1/deliveries/${id}/pick-up`);
    await rider.client.call('POST', `/v1/deliveries/${id}/deliver`);
    await rider.socket.close();
    const end = await eventually(read, ({ payment }) => payment?.status === 'CAPTURED');
    expect(end.payment?.capturedMinor).toBe(after.price.totalMinor);
    const { entries } = await admin.call<Ledger>('GET', `/v1/admin/orders/${orderId}/ledger`);
    const released = entries.find(
      ({ transaction, account }) => transaction.endsWith(':release') && account === 'customer_holds',
    );
    expect(released?.amountMinor).toBe(-before.price.totalMinor);
  });

  it('without an answer is approved when it only leaves something out', async () => {
    await accepted();
    await propose(fewer);
    await news.next('order.change', ({ data }) => data.orderId === orderId && data.status === 'APPROVED');
    expect(await read()).toMatchObject({ changes: [{ status: 'APPROVED', answeredBy: 'system' }] });
    expect((await read()).price.lines[0]?.quantity).toBe(1);
  });

  it('can be refused or withdrawn, and then nothing has changed', async () => {
    const before = await accepted();
    await propose(fewer);
    await say(1, 'refuse');
    await propose(fewer);
    await say(2, 'withdraw', kitchen);
    const after = await read();
    expect(after.changes.map(({ status }) => status)).toEqual(['REFUSED', 'WITHDRAWN']);
    expect(after.price).toEqual(before.price);
  });

  it('shrinks the discount with it', async () => {
    await system.db
      .insertInto('promo_codes')
      .values({
        code: 'HALFCHANGE',
        benefit: JSON.stringify({ kind: 'percent', share: 5_000 }),
        starts_at: new Date(0),
        ends_at: new Date('2999-01-01'),
      })
      .execute();
    const before = await accepted({ promoCode: 'HALFCHANGE' });
    await propose(fewer);
    await say(1, 'approve');
    const { price } = await read();
    expect(price.discountMinor).toBe(Math.floor(before.price.discountMinor / 3));
    const redeemed = await system.db
      .selectFrom('promo_redemptions')
      .select('discount_minor')
      .where('order_id', '=', orderId)
      .execute();
    expect(redeemed).toEqual([{ discount_minor: price.discountMinor }]);
  });

  it('approved twice at once is approved once; the other answer after it is 409', async () => {
    await accepted();
    await propose(fewer);
    const [one, two] = await Promise.all([say(1, 'approve'), say(1, 'approve')]);
    expect(two).toEqual(one);
    expect(await problemOf(say(1, 'refuse'))).toMatchObject({ status: 409, code: 'change-not-open' });
  });

  it.each<[string, string, () => unknown]>([
    [
      'change-above-hold',
      'something far dearer',
      () => ({
        items: [{ line: 0, quantity: 2, substitute: { itemId: restaurant.items[1]?.id, quantity: 50 } }],
        reason: 'x',
      }),
    ],
    [
      'unknown-item',
      'something of another restaurant',
      () => ({
        items: [{ line: 0, quantity: 2, substitute: { itemId: elsewhere.items[0]?.id, quantity: 1 } }],
        reason: 'x',
      }),
    ],
    [
      'invalid-request',
      'a line that is not there',
      () => ({ items: [{ line: 7, quantity: 0 }], reason: 'x' }),
    ],
    ['invalid-request', 'more than was ordered', () => ({ items: [{ line: 0, quantity: 9 }], reason: 'x' })],
    ['invalid-request', 'nothing left', () => ({ items: [{ line: 0, quantity: 0 }], reason: 'x' })],
    ['price-not-accepted', 'a price', () => ({ ...fewer, totalMinor: 1 })],
  ])('%s for %s, and nothing is written', async (code, _what, body) => {
    await accepted();
    const before = await countEverything(system.db);
    expect(await problemOf(propose(body()))).toMatchObject({ code });
    expect(await countEverything(system.db)).toEqual(before);
    expect((await read()).changes).toEqual([]);
  });

  it('is the restaurant’s to propose and the customer’s to answer, of this order only', async () => {
    await accepted();
    await propose(fewer);
    const [otherKitchen, otherEater] = await Promise.all([
      staff(system.url, elsewhere.slug),
      customer(system.url, 17),
    ]);
    expect(await problemOf(propose(fewer, eater))).toMatchObject({ code: 'wrong-role' });
    expect(await problemOf(propose(fewer, otherKitchen))).toMatchObject({ code: 'not-found' });
    expect(await problemOf(say(1, 'approve', kitchen))).toMatchObject({ code: 'wrong-role' });
    expect(await problemOf(say(1, 'approve', otherEater))).toMatchObject({ code: 'not-found' });
    expect(await problemOf(say(2, 'approve'))).toMatchObject({ code: 'change-not-open' });
  });

  it('is not possible before the restaurant accepted or once the food is ready', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    orderId = order.id;
    expect(await problemOf(propose(fewer))).toMatchObject({ status: 409, code: 'illegal-transition' });
    await move(kitchen, orderId, 'accept');
    await move(kitchen, orderId, 'prepare');
    await propose(fewer);
    expect(await problemOf(move(kitchen, orderId, 'ready'))).toMatchObject({
      status: 409,
      code: 'change-pending',
    });
    await say(1, 'refuse');
    await move(kitchen, orderId, 'ready');
    expect(await problemOf(propose(fewer))).toMatchObject({ code: 'illegal-transition' });
  });
});

describe('an order for later', () => {
  async function later(secondsUntilStart: number, changes: Record<string, unknown> = {}) {
    const body = await basket(eater, restaurant);
    const { preparation_minutes: minutes } = await system.db
      .selectFrom('restaurants')
      .select('preparation_minutes')
      .where('id', '=', restaurant.id)
      .executeTakeFirstOrThrow();
    const position = body.address?.position as { lat: number; lng: number };
    const lead = -startsAt(new Date(0), minutes, distanceMetres(restaurant, position)).getTime();
    const deliverAt = new Date(Date.now() + lead + secondsUntilStart * 1000).toISOString();
    return { ...body, deliverAt, ...changes };
  }
  const schedule = async (seconds: number, changes?: Record<string, unknown>) => {
    const order = await place(eater, await later(seconds, changes));
    orderId = order.id;
    return order;
  };

  it('is SCHEDULED without touching the card, and PLACED with a hold at its hour', async () => {
    const tablet = await kitchen.socket();
    const order = await schedule(3);
    expect(order).toMatchObject({ status: 'SCHEDULED', payment: null });
    expect(await problemOf(move(kitchen, order.id, 'accept'))).toMatchObject({ code: 'illegal-transition' });
    await tablet.next('order.placed', ({ data }) => data.orderId === order.id);
    const placed = await read();
    expect(placed).toMatchObject({
      status: 'PLACED',
      payment: { status: 'HELD', heldMinor: order.price.totalMinor },
    });
    expect(placed.timeline.map(({ action, actor }) => [action, actor])).toEqual([
      ['place', 'customer'],
      ['start', 'system'],
    ]);
    await tablet.close();
  });

  it('can be cancelled until then, and costs nothing', async () => {
    const { deliverAt } = await schedule(3_600);
    const { eta } = await read();
    const [from, at, to] = [eta?.from, deliverAt, eta?.to].map((instant) => Date.parse(instant as string));
    expect(from).toBeLessThan(at as number);
    expect(to).toBeGreaterThan(at as number);
    expect((to as number) - (from as number)).toBeLessThan(3_600_000);
    expect(await move(eater, orderId, 'cancel', { reason: 'eating out' })).toMatchObject({
      status: 'CANCELLED',
    });
    expect(await read()).toMatchObject({ status: 'CANCELLED', payment: null });
  });

  it('ends when the card is declined at its hour, and the customer is told', async () => {
    await schedule(2, { paymentToken: 'tok_declined' });
    await news.next('order.updated', ({ data }) => data.orderId === orderId && data.status === 'CANCELLED');
    const { timeline, payment } = await read();
    expect(payment).toBeNull();
    expect(timeline.at(-1)).toMatchObject({ actor: 'system', reason: expect.stringContaining('declined') });
    const told = await eventually(
      () =>
        system.db.selectFrom('notifications').select('text').where('event_id', '=', `${orderId}:2`).execute(),
      (rows) => rows.length > 0,
    );
    expect(told[0]?.text).toContain('declined');
  });

  it('ends when an item sold out meanwhile, though the card is good', async () => {
    const item = restaurant.items[2]?.id as string;
    await schedule(3, { items: [{ itemId: item, quantity: 1 }] });
    await system.db.updateTable('menu_items').set({ available: false }).where('id', '=', item).execute();
    const end = await eventually(read, ({ status }) => status !== 'SCHEDULED');
    expect(end).toMatchObject({ status: 'CANCELLED', payment: null });
    expect(end.timeline.at(-1)?.reason).toContain('sold out');
  });

  it.each<[string, (soon: string) => string]>([
    ['too soon', () => new Date(Date.now() + 60_000).toISOString()],
    ['in the past', () => '2020-01-01T00:00:00Z'],
    ['in two weeks', () => new Date(Date.now() + 14 * 86_400_000).toISOString()],
  ])('422 delivery-time-not-possible when it is %s, and nothing is written', async (_when, at) => {
    const before = await countEverything(system.db);
    const problem = await problemOf(
      place(eater, { ...(await basket(eater, restaurant)), deliverAt: at('') }),
    );
    expect(problem).toMatchObject({ status: 422, code: 'delivery-time-not-possible' });
    expect(await countEverything(system.db)).toEqual(before);
  });
});
