import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryFile, WatchedDelivery } from '../../contracts/deliveries.ts';
import type { Order } from '../../contracts/orders.ts';
import type { ShiftState } from '../../contracts/partners.ts';
import type { ApiClient, Socket } from '../../scripts/client.ts';
import { expectNothingHeld, expectSoundBooks } from '../helpers/books.ts';
import {
  answer,
  cook,
  customer,
  eventually,
  type OnlinePartner,
  online,
  operator,
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
const open: Socket[] = [];

beforeAll(async () => {
  system = await startSystem({ DISPATCH_OFFER_SECONDS: '20' });
  restaurant = await restaurantThatIs(system.db, 'open', 33);
  [eater, kitchen, admin] = await Promise.all([
    customer(system.url, 6),
    staff(system.url, restaurant.slug),
    operator(system.url),
  ]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((socket) => socket.close()));
  const unfinished = await system.db
    .selectFrom('orders')
    .select('id')
    .where('status', 'in', ['PREPARING', 'READY'])
    .execute();
  for (const { id } of unfinished)
    await admin.call('POST', `/v1/orders/${id}/cancel`, { reason: 'the test is over' });
});
afterAll(async () => {
  await expectNothingHeld(system.db, restaurant.id);
  await expectSoundBooks(system.db);
  await system.close();
});

async function courier(number: number, metresAway = 100): Promise<OnlinePartner> {
  const at = { lat: restaurant.lat + metresAway / 111_000, lng: restaurant.lng };
  const someone = await online(system.url, number, at);
  open.push(someone.socket);
  return someone;
}

async function listen(client: ApiClient): Promise<Socket> {
  const socket = await client.socket();
  open.push(socket);
  return socket;
}

async function cooking(): Promise<Order> {
  const order = await cook({ eater, kitchen, restaurant });
  return admin.call<Order>('GET', `/v1/orders/${order.id}`);
}

const deliveryIdOf = (order: Order) => order.delivery?.id as string;
const file = (id: string) => admin.call<DeliveryFile>('GET', `/v1/admin/deliveries/${id}`);
const offerTo = async ({ socket }: OnlinePartner, order: Order) =>
  (await socket.next('offer', ({ data }) => data.orderId === order.id)).data.offerId;
const dropOut = (
  { client }: OnlinePartner,
  id: string,
  body: unknown = { reason: 'long-wait' },
  key: string = randomUUID(),
) => client.call('POST', `/v1/deliveries/${id}/drop-out`, body, { 'Idempotency-Key': key });
const byHand = (id: string, what: 'assign' | 'unassign', body: object, key: string = randomUUID()) =>
  admin.call<DeliveryFile>(
    'POST',
    `/v1/admin/deliveries/${id}/${what}`,
    { reason: 'the customer calls', ...body },
    { 'Idempotency-Key': key },
  );
const counts = (partnerId: string) =>
  system.db
    .selectFrom('partners')
    .select(['deliveries_taken', 'deliveries_completed', 'offers_answered'])
    .where('id', '=', partnerId)
    .executeTakeFirstOrThrow();
const deliveryNews = (socket: Socket, id: string, action: string) =>
  socket.next('delivery.updated', ({ data }) => data.deliveryId === id && data.action === action);

it('a partner whose connection broke sees the offer again that is still open, and may take it', async () => {
  const rider = await courier(15);
  const order = await cooking();
  const offerId = await offerTo(rider, order);
  await rider.socket.close();
  const again = await rider.client.socket();
  open.push(again);
  const { data } = await again.next('offer', (frame) => frame.data.orderId === order.id);
  expect(data).toMatchObject({ offerId, deliveryId: deliveryIdOf(order) });
  expect(await answer({ ...rider, socket: again }, offerId, 'offer.accept')).toMatchObject({ ok: true });
  const later = await rider.client.socket();
  open.push(later);
  await expect(later.next('offer', () => true, 300)).rejects.toThrow('no frame offer');
  await admin.call('POST', `/v1/orders/${order.id}/cancel`, { reason: 'end of test' });
});

describe('a partner who drops out', () => {
  it('is replaced: everybody concerned is told, and only a fault counts', async () => {
    const [first, second] = [await courier(11), await courier(12, 2_500)];
    const order = await cooking();
    const id = deliveryIdOf(order);
    const sockets = await Promise.all([listen(eater), listen(kitchen), listen(admin)]);
    const [before, seconds] = [await counts(first.id), await counts(second.id)];
    await answer(first, await offerTo(first, order), 'offer.accept');
    await dropOut(first, id, { reason: 'vehicle', note: 'a flat tyre' });
    for (const socket of sockets) await deliveryNews(socket, id, 'dropOut');
    expect(await counts(first.id)).toMatchObject({ deliveries_taken: before.deliveries_taken });

    await answer(second, await offerTo(second, order), 'offer.accept');
    await dropOut(second, id, { reason: 'too-far' });
    expect((await counts(second.id)).deliveries_taken).toBe(seconds.deliveries_taken + 1);

    const { status, urgent, history, offers } = await file(id);
    expect({ status, urgent }).toEqual({ status: 'SEARCHING', urgent: true });
    expect(history.map(({ action, formerPartnerId, code }) => [action, formerPartnerId, code])).toEqual([
      ['request', null, null],
      ['assign', null, null],
      ['dropOut', first.id, 'vehicle'],
      ['assign', null, null],
      ['dropOut', second.id, 'too-far'],
    ]);
    expect(history[2]).toMatchObject({ actor: 'partner', actorId: first.id, reason: 'a flat tyre' });
    // Couriers of an earlier test may still count as online, without a socket.
    const reached = offers.filter((offer) => offer.status !== 'UNREACHED');
    expect(reached.map((offer) => [offer.search, offer.partner.id, offer.status])).toEqual([
      [2, second.id, 'RELEASED'],
      [1, first.id, 'RELEASED'],
    ]);
    // Who has a flat tyre is not asked for another one, whoever finds the way too far is.
    const shiftOf = ({ client }: OnlinePartner) => client.call<ShiftState>('GET', '/v1/partner/shift');
    expect(await shiftOf(first)).toMatchObject({ status: 'PAUSED' });
    expect(await shiftOf(second)).toMatchObject({ status: 'ONLINE' });
    await first.client.call('PUT', '/v1/partner/shift', { status: 'ONLINE' });
    expect(reached[0]?.factors).toMatchObject({ distance: expect.any(Number), rating: expect.any(Number) });
  });

  it('gets the same answer under the same key, and none of it for others', async () => {
    const [first, stranger] = [await courier(13), await courier(14, 20_000)];
    const order = await cooking();
    const id = deliveryIdOf(order);
    await answer(first, await offerTo(first, order), 'offer.accept');
    expect(await problemOf(dropOut(stranger, id))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await problemOf(dropOut(first, id, { reason: 'tired' }))).toMatchObject({
      status: 400,
      errors: [{ path: 'reason' }],
    });
    const key = randomUUID();
    await dropOut(first, id, { reason: 'accident' }, key);
    await dropOut(first, id, { reason: 'accident' }, key);
    expect((await file(id)).history).toHaveLength(3);
    expect(await problemOf(first.client.call('POST', `/v1/deliveries/${id}/pick-up`))).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a delivery that lost its partner', () => {
  it('is offered before an older one that waits, but not to whom it lost', async () => {
    const first = await courier(15);
    const waiting = await cooking();
    await answer(first, await offerTo(first, waiting), 'offer.decline');
    await eventually(
      () => file(deliveryIdOf(waiting)),
      ({ manualSince }) => manualSince !== null,
    );
    const dropped = await cooking();
    await answer(first, await offerTo(first, dropped), 'offer.accept');
    await dropOut(first, deliveryIdOf(dropped));

    // The only partner near has left the urgent one: they are free for any other.
    const third = await cooking();
    await answer(first, await offerTo(first, third), 'offer.accept');

    // All but the last wait now, the older one first: whichever search looks next, the urgent one is offered first.
    const second = await courier(16, 200);
    const { data } = await second.socket.next('offer', () => true, 25_000);
    expect(data.orderId).toBe(dropped.id);
  }, 60_000);
});

describe('an operator', () => {
  it('finds what waits for a hand, assigns it, and the partner with the offer is told', async () => {
    const order = await cooking();
    const id = deliveryIdOf(order);
    const operators = await listen(admin);
    const told = await listen(eater);
    const manual = () =>
      admin
        .call<{ data: WatchedDelivery[] }>('GET', '/v1/admin/deliveries?limit=100')
        .then(({ data }) => data);
    await eventually(manual, (all) => all.some((one) => one.id === id));
    await Promise.all([deliveryNews(operators, id, 'needHand'), deliveryNews(told, id, 'needHand')]);
    const messages = () =>
      system.db.selectFrom('notifications').select('text').where('event_id', '=', `${id}:2`).execute();
    await eventually(messages, (all) => all.some(({ text }) => text.startsWith('We are still looking')));

    const asked = await courier(17);
    const offerId = await eventually(
      async () => asked.socket.frames.find((frame) => frame.type === 'offer'),
      (frame) => frame !== undefined,
      25_000,
    ).then((frame) => (frame as { data: { offerId: string } }).data.offerId);
    const chosen = await courier(18, 30_000);
    const assigned = await byHand(id, 'assign', { partnerId: chosen.id });
    expect(assigned).toMatchObject({ status: 'ASSIGNED', partner: { id: chosen.id }, manualSince: null });
    await asked.socket.next('offer.withdrawn', ({ data }) => data.offerId === offerId);
    expect(await answer(asked, offerId, 'offer.accept')).toMatchObject({ ok: false, code: 'offer-not-live' });
    expect((await manual()).map((one) => one.id)).not.toContain(id);
    expect(assigned.history.at(-1)).toMatchObject({
      action: 'assign',
      actor: 'operator',
      actorId: admin.session?.user.id,
      reason: 'the customer calls',
      partnerId: chosen.id,
    });
    expect(assigned.history.filter(({ action }) => action === 'needHand')).toHaveLength(1);
  });

  it('takes it back and gives it on, without a mark on anybody', async () => {
    const [first, second] = [await courier(19), await courier(20, 30_000)];
    const order = await cooking();
    const id = deliveryIdOf(order);
    const before = await Promise.all([counts(first.id), counts(second.id)]);
    await answer(first, await offerTo(first, order), 'offer.accept');
    expect(await problemOf(byHand(id, 'assign', { partnerId: second.id }))).toMatchObject({
      status: 409,
      code: 'illegal-transition',
      detail: expect.stringContaining(first.id),
    });
    const key = randomUUID();
    const handed = { partnerId: second.id, insteadOf: first.id };
    await byHand(id, 'assign', handed, key);
    expect(await byHand(id, 'assign', handed, key)).toMatchObject({ partner: { id: second.id } });
    await deliveryNews(first.socket, id, 'reassign');
    expect(await byHand(id, 'unassign', { partnerId: second.id })).toMatchObject({ status: 'SEARCHING' });
    const after = await Promise.all([counts(first.id), counts(second.id)]);
    expect(after.map((one) => one.deliveries_taken)).toEqual(before.map((one) => one.deliveries_taken));
    expect((await file(id)).history.map(({ action }) => action)).toEqual([
      'request',
      'assign',
      'reassign',
      'unassign',
    ]);
  });

  it('pages through a queue, oldest first, and learns what is wrong with a question', async () => {
    const orders = [await cooking(), await cooking(), await cooking()];
    type Page = { data: WatchedDelivery[]; has_more: boolean };
    const ask = (query: string) => admin.call<Page>('GET', `/v1/admin/deliveries?${query}`);
    const seen: string[] = [];
    for (let page = await ask('queue=searching&limit=1'); ; ) {
      seen.push(...page.data.map(({ id }) => id));
      if (!page.has_more) break;
      page = await ask(`queue=searching&limit=1&starting_after=${seen.at(-1)}`);
    }
    expect(seen).toEqual(orders.map(deliveryIdOf));
    expect((await ask('queue=carried')).data).toEqual([]);
    expect(await problemOf(ask('queue=lost'))).toMatchObject({ status: 400, errors: [{ path: 'queue' }] });
    const nothing = 'dlv_01jd7zk0f8e9vbq3n4m5p6r7st';
    expect(await problemOf(ask(`starting_after=${nothing}`))).toMatchObject({ code: 'invalid-cursor' });
    expect(await problemOf(file(nothing))).toMatchObject({ status: 404 });
  });

  it('cannot give anybody more than one may carry, nor to nobody, nor as a partner', async () => {
    const loaded = await courier(21, 30_000);
    const orders = [await cooking(), await cooking(), await cooking()];
    for (const order of orders.slice(0, 2))
      await byHand(deliveryIdOf(order), 'assign', { partnerId: loaded.id });
    const [, , third] = orders as [Order, Order, Order];
    expect(await problemOf(byHand(deliveryIdOf(third), 'assign', { partnerId: loaded.id }))).toMatchObject({
      status: 409,
      code: 'partner-busy',
    });
    const nobody = 'prt_01jd7zk0f8e9vbq3n4m5p6r7st';
    expect(await problemOf(byHand(deliveryIdOf(third), 'assign', { partnerId: nobody }))).toMatchObject({
      status: 404,
    });
    expect(await problemOf(byHand(deliveryIdOf(third), 'unassign', { partnerId: loaded.id }))).toMatchObject({
      code: 'illegal-transition',
    });
    const { client } = loaded;
    expect(await problemOf(client.call('GET', '/v1/admin/deliveries'))).toMatchObject({ code: 'wrong-role' });
    expect((await file(deliveryIdOf(third))).history.map(({ action }) => action)).not.toContain('assign');
  });
});
