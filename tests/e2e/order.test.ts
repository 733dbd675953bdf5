import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openKafka } from '../../adapters/kafka/index.ts';
import type { Ledger, Order } from '../../contracts/orders.ts';
import type { ApiClient, Socket } from '../../scripts/client.ts';
import { expectSoundBooks } from '../helpers/books.ts';
import {
  answer,
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
let news: Socket;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  system = await startSystem({ DISPATCH_OFFER_SECONDS: '3' });
  restaurant = await restaurantThatIs(system.db, 'open');
  [eater, kitchen, admin] = await Promise.all([
    customer(system.url),
    staff(system.url, restaurant.slug),
    operator(system.url),
  ]);
  news = await eater.socket();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
afterAll(async () => {
  await expectSoundBooks(system.db);
  await news.close();
  await system.close();
});

async function courier(number: number, metresAway = 100): Promise<OnlinePartner> {
  const at = { lat: restaurant.lat + metresAway / 111_000, lng: restaurant.lng };
  const someone = await online(system.url, number, at);
  open.push(someone.socket);
  return someone;
}

const cooking = () => cook({ eater, kitchen, restaurant });

const step = ({ client }: OnlinePartner, deliveryId: string, action: string) =>
  client.call('POST', `/v1/deliveries/${deliveryId}/${action}`);
const settled = (orderId: string) =>
  eventually(
    () => admin.call<Order>('GET', `/v1/orders/${orderId}`),
    (order) => order.payment?.status !== 'HELD',
  );
const customerSees = (order: Order, status: string) =>
  news.next('order.updated', ({ data }) => data.orderId === order.id && data.status === status);

/** Everything Kafka holds of these topics that is about one order, in the order it came. */
async function kafkaEventsOf(orderId: string, wanted: number): Promise<{ topic: string; type: string }[]> {
  const { kafka } = system.config;
  const consumer = openKafka(kafka, 'test-reader').consumer({ groupId: `${kafka.prefix}reader-${orderId}` });
  const events: { topic: string; type: string }[] = [];
  await consumer.connect();
  await consumer.subscribe({
    topics: ['orders', 'payments'].map((topic) => kafka.prefix + topic),
    fromBeginning: true,
  });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      const event = JSON.parse(String(message.value)) as { aggregateId: string; type: string };
      if (event.aggregateId === orderId)
        events.push({ topic: topic.slice(kafka.prefix.length), type: event.type });
    },
  });
  try {
    return await eventually(
      async () => events,
      (seen) => seen.length >= wanted,
    );
  } finally {
    await consumer.disconnect();
  }
}

describe('an order from basket to doorstep', () => {
  it('is carried through every status, charged once and told to everyone concerned', async () => {
    const tablet = await kitchen.socket();
    open.push(tablet);
    const rider = await courier(1);
    const order = await place(eater, await basket(eater, restaurant));
    expect(order.status).toBe('PLACED');
    expect(order.payment).toEqual({
      status: 'HELD',
      heldMinor: order.price.totalMinor,
      capturedMinor: 0,
      refundedMinor: 0,
    });
    await tablet.next('order.placed', ({ data }) => data.orderId === order.id);

    await move(kitchen, order.id, 'accept');
    await move(kitchen, order.id, 'prepare');
    const offer = await takeOffer(rider, order.id);
    const delivery = await deliveryOf(rider, order.id);
    await step(rider, delivery.id, 'arrive-at-restaurant');
    await move(kitchen, order.id, 'ready');
    await step(rider, delivery.id, 'pick-up');
    await step(rider, delivery.id, 'arrive-at-customer');
    await step(rider, delivery.id, 'deliver');

    for (const status of ['CONFIRMED', 'PREPARING', 'READY', 'PICKED_UP', 'DELIVERED']) {
      await customerSees(order, status);
    }
    const end = await settled(order.id);
    expect(end.payment).toEqual({
      status: 'CAPTURED',
      heldMinor: order.price.totalMinor,
      capturedMinor: order.price.totalMinor,
      refundedMinor: 0,
    });
    expect(end.timeline.map(({ to, actor }) => `${to} ${actor}`)).toEqual([
      'PLACED customer',
      'CONFIRMED restaurant',
      'PREPARING restaurant',
      'READY restaurant',
      'PICKED_UP partner',
      'DELIVERED partner',
    ]);

    const { entries } = await admin.call<Ledger>('GET', `/v1/admin/orders/${order.id}/ledger`);
    expect(entries.reduce((sum, entry) => sum + entry.amountMinor, 0)).toBe(0);
    const partnerGets = entries
      .filter(({ account }) => account === 'partner_payable' || account === 'tips_payable')
      .reduce((sum, entry) => sum - entry.amountMinor, 0);
    expect(partnerGets, 'the pay shown in the offer').toBe(offer.payMinor);

    const events = await kafkaEventsOf(order.id, 8);
    expect(events.filter(({ topic }) => topic === 'orders').map(({ type }) => type)).toEqual([
      'OrderPlaced',
      'OrderConfirmed',
      'OrderPreparationStarted',
      'OrderReady',
      'OrderPickedUp',
      'OrderDelivered',
    ]);
    expect(events.filter(({ topic }) => topic === 'payments').map(({ type }) => type)).toEqual([
      'PaymentHeld',
      'PaymentCaptured',
    ]);
    const told = () =>
      system.db
        .selectFrom('notifications')
        .select(['channel', 'status', 'title'])
        .where('order_id', '=', order.id)
        .where('user_id', '=', eater.session?.user.id as string)
        .orderBy('id')
        .execute();
    const sent = await eventually(
      told,
      (rows) => rows.length === 5 && rows.every(({ status }) => status === 'SENT'),
    );
    expect(sent.map(({ channel, title }) => `${channel} ${title}`)).toEqual(
      expect.arrayContaining([
        'push Your order is accepted',
        'push Your food is on its way',
        'push Enjoy your meal!',
        expect.stringMatching(/^email Your order from .+: €/),
      ]),
    );
  });

  it('is turned down by the restaurant: the hold is released and nobody is charged', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    await move(kitchen, order.id, 'reject', { reason: 'out of rye bread' });
    await customerSees(order, 'REJECTED');
    const end = await settled(order.id);
    expect(end.payment).toMatchObject({ status: 'VOIDED', capturedMinor: 0 });
    expect(end.timeline.at(-1)).toMatchObject({
      to: 'REJECTED',
      actor: 'restaurant',
      reason: 'out of rye bread',
    });
  });

  it('is cancelled by the customer while it cooks: half of the food is paid, fees and tip go back', async () => {
    const order = await cooking();
    await move(eater, order.id, 'cancel', { reason: 'changed my mind' });
    const end = await settled(order.id);
    expect(end.status).toBe('CANCELLED');
    expect(end.payment?.capturedMinor).toBe(order.price.subtotalMinor / 2);
    expect(end.delivery?.status).toBe('CANCELLED');
  });
});

describe('food that cannot be handed over', () => {
  async function atTheDoor(number: number) {
    const rider = await courier(number);
    const order = await cooking();
    const { data: offer } = await rider.socket.next('offer', ({ data }) => data.orderId === order.id);
    await answer(rider, offer.offerId, 'offer.accept');
    const delivery = await deliveryOf(rider, order.id);
    await move(kitchen, order.id, 'ready');
    await step(rider, delivery.id, 'pick-up');
    await step(rider, delivery.id, 'arrive-at-customer');
    const fail = (body: object) => rider.client.call('POST', `/v1/deliveries/${delivery.id}/fail`, body);
    return { rider, order, delivery, fail };
  }

  it('because nobody is home ends the order: food and ride are paid, the tip goes back, the food returns', async () => {
    const { rider, order, delivery, fail } = await atTheDoor(10);
    await fail({ cause: 'nobody-home', note: 'rang three times' });
    await customerSees(order, 'CANCELLED');
    const end = await settled(order.id);
    expect(end.payment?.capturedMinor).toBe(order.price.totalMinor - order.price.tipMinor);
    expect(end.timeline.at(-1)).toMatchObject({
      action: 'fail',
      actor: 'partner',
      cause: 'nobody-home',
      reason: 'rang three times',
    });
    await step(rider, delivery.id, 'return');
    await step(rider, delivery.id, 'return'); // the first answer was lost in the lift
    expect((await settled(order.id)).delivery?.status).toBe('RETURNED');
  });

  it('because it is damaged costs the customer nothing', async () => {
    const { order, fail } = await atTheDoor(11);
    await fail({ cause: 'damaged' });
    expect((await settled(order.id)).payment).toMatchObject({ status: 'VOIDED', capturedMinor: 0 });
  });

  it('needs a cause that is known, and food that is on its way', async () => {
    const { order, fail } = await atTheDoor(12);
    expect(await problemOf(fail({ cause: 'dog' }))).toMatchObject({ status: 400, code: 'invalid-request' });
    await move(admin, order.id, 'cancel', { reason: 'end of test' });
    await settled(order.id);
    expect(await problemOf(fail({ cause: 'damaged' }))).toMatchObject({
      status: 409,
      code: 'illegal-transition',
    });
  });
});

describe('offers', () => {
  it('withdraws the live offer when the order is cancelled, and refuses a late acceptance', async () => {
    const rider = await courier(2);
    const order = await cooking();
    const { data: offer } = await rider.socket.next('offer', ({ data }) => data.orderId === order.id);
    await move(eater, order.id, 'cancel', { reason: 'wrong address' });
    await rider.socket.next('offer.withdrawn', ({ data }) => data.offerId === offer.offerId);
    expect(await answer(rider, offer.offerId, 'offer.accept')).toMatchObject({
      ok: false,
      code: 'offer-not-live',
    });
    await settled(order.id);
  });

  it('goes to the next partner when the first declines or lets it run out', async () => {
    const [near, next, far] = [await courier(3, 50), await courier(4, 900), await courier(5, 1_800)];
    const order = await cooking();
    let waiting = [near, next, far].map((rider) => ({
      rider,
      offered: rider.socket.next('offer', ({ data }) => data.orderId === order.id, 20_000),
    }));
    const asked: string[] = [];
    for (const reaction of ['offer.decline', undefined, 'offer.accept'] as const) {
      const { rider, offer } = await Promise.race(
        waiting.map(async ({ rider, offered }) => ({ rider, offer: (await offered).data })),
      );
      asked.push(rider.id);
      waiting = waiting.filter((other) => other.rider !== rider);
      if (reaction) expect(await answer(rider, offer.offerId, reaction)).toMatchObject({ ok: true });
    }
    expect(new Set(asked).size).toBe(3);
    const offers = await system.db
      .selectFrom('offers')
      .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
      .select(['offers.status', 'offers.partner_id'])
      .where('deliveries.order_id', '=', order.id)
      .where('offers.status', '<>', 'UNREACHED') // partners of earlier tests, online for up to 30 s more
      .orderBy('offers.offered_at')
      .execute();
    expect(offers).toEqual([
      { status: 'DECLINED', partner_id: asked[0] },
      { status: 'TIMED_OUT', partner_id: asked[1] },
      { status: 'ACCEPTED', partner_id: asked[2] },
    ]);
    await move(admin, order.id, 'cancel', { reason: 'end of test' });
    await settled(order.id);
  });

  it('does not count an offer against a partner whose socket was gone', async () => {
    const gone = await courier(6, 20);
    await gone.socket.close();
    const answersBefore = await answersOf(gone);
    const here = await courier(7, 1_500);
    const order = await cooking();
    const { data: offer } = await here.socket.next('offer', ({ data }) => data.orderId === order.id);
    const offers = await system.db
      .selectFrom('offers')
      .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
      .select('offers.status')
      .where('deliveries.order_id', '=', order.id)
      .where('offers.partner_id', '=', gone.id)
      .execute();
    expect(offers).toEqual([{ status: 'UNREACHED' }]);
    expect(await answer(here, offer.offerId, 'offer.accept')).toMatchObject({ ok: true });
    expect(await answersOf(gone)).toBe(answersBefore);
    await move(admin, order.id, 'cancel', { reason: 'end of test' });
    await settled(order.id);
  });

  it('gives a repeated acceptance its first answer, and refuses to take it back', async () => {
    const rider = await courier(8);
    const order = await cooking();
    const { data: offer } = await rider.socket.next('offer', ({ data }) => data.orderId === order.id);
    const accept = () => rider.client.call('POST', `/v1/deliveries/offers/${offer.offerId}/accept`);
    const results = await Promise.allSettled([accept(), accept()]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await accept(); // a minute later, when the search is long over
    const decline = rider.client.call('POST', `/v1/deliveries/offers/${offer.offerId}/decline`);
    expect(await problemOf(decline)).toMatchObject({ status: 409, code: 'offer-not-live' });
    const offers = await system.db
      .selectFrom('offers')
      .select('status')
      .where('id', '=', offer.offerId)
      .execute();
    expect(offers).toEqual([{ status: 'ACCEPTED' }]);
    await move(admin, order.id, 'cancel', { reason: 'end of test' });
    await settled(order.id);
  });
});

async function answersOf({ id }: OnlinePartner): Promise<number> {
  const row = await system.db
    .selectFrom('partners')
    .select('offers_answered')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.offers_answered;
}

describe('the customer’s socket', () => {
  it('catches up after a reconnect: nothing missing, nothing twice', async () => {
    const first = await customer(system.url, 2);
    const before = await first.socket();
    const order = await place(first, await basket(first, restaurant));
    const placed = await before.next('order.placed', ({ data }) => data.orderId === order.id);
    await before.close();
    await move(kitchen, order.id, 'accept');
    await move(kitchen, order.id, 'reject', { reason: 'no' }).catch(() => {});
    await move(admin, order.id, 'cancel', { reason: 'end of test' });

    const after = await first.socket(placed.id);
    open.push(after);
    await after.next('order.updated', ({ data }) => data.status === 'CANCELLED');
    const statuses = after.frames.flatMap((frame) =>
      frame.type === 'order.updated' ? [frame.data.status] : [],
    );
    expect(statuses).toEqual(['CONFIRMED', 'CANCELLED']);
    await settled(order.id);
  });

  it('is refused without a ticket, and with one that was used', async () => {
    const answerOf = (query: string) => fetch(`${system.url}/v1/realtime${query}`);
    expect((await answerOf('')).status).toBe(401);
    const { ticket } = await eater.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
    await answerOf(`?ticket=${ticket}`);
    const again = await answerOf(`?ticket=${ticket}`);
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({ code: 'ticket-invalid' });
  });
});

describe('who may see an order', () => {
  it('answers somebody else’s order like a missing one', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    const stranger = await customer(system.url, 3);
    const others = await staff(system.url, (await restaurantThatIs(system.db, 'open', 1)).slug);
    const missing = order.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const client of [stranger, others]) {
      const foreign = await problemOf(client.call('GET', `/v1/orders/${order.id}`));
      const absent = await problemOf(client.call('GET', `/v1/orders/${missing}`));
      expect({ ...foreign, instance: '' }).toEqual({ ...absent, instance: '' });
      expect(foreign.status).toBe(404);
    }
    expect(await problemOf(move(others, order.id, 'accept'))).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    await move(admin, order.id, 'cancel', { reason: 'end of test' });
    await settled(order.id);
  });
});
