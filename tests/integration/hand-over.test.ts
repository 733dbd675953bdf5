import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { openPayloadCipher } from '../../adapters/temporal/codec.ts';
import { openTemporal } from '../../adapters/temporal/index.ts';
import { startApi } from '../../api/main.ts';
import type { Delivery, DeliveryFile } from '../../contracts/deliveries.ts';
import type { Order, OrderState } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { dispatchIdOf } from '../../workflows/messages.ts';
import { expectNothingHeld, expectSoundBooks } from '../helpers/books.ts';
import {
  basket,
  customer,
  eventually,
  move,
  type OnlinePartner,
  online,
  operator,
  partner,
  place,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem, testConfig } from '../helpers/system.ts';

let system: System;
let restaurant: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;
let admin: ApiClient;
let rider: ApiClient;
let redis: RedisClient;

beforeAll(async () => {
  system = await startSystem();
  redis = openRedis(system.config.redis);
  restaurant = await restaurantThatIs(system.db, 'open', 10);
  [eater, kitchen, admin, rider] = await Promise.all([
    customer(system.url, 10),
    staff(system.url, restaurant.slug),
    operator(system.url),
    partner(system.url, 3),
  ]);
});
afterAll(async () => {
  await expectNothingHeld(system.db, restaurant.id);
  await expectSoundBooks(system.db);
  redis.disconnect();
  await system.close();
});

const riderId = () => rider.session?.user.id as string;
const read = (client: ApiClient, orderId: string) => client.call<Order>('GET', `/v1/orders/${orderId}`);
const file = (id: string) => admin.call<DeliveryFile>('GET', `/v1/admin/deliveries/${id}`);
const report = (id: string, step: string, body?: unknown) =>
  rider.call<OrderState>('POST', `/v1/deliveries/${id}/${step}`, body);

/** An order that the rider has, by hand: nobody needs to be near. */
async function assigned(changes: Record<string, unknown> = {}) {
  const { id: orderId } = await place(eater, await basket(eater, restaurant, changes));
  await move(kitchen, orderId, 'accept');
  await move(kitchen, orderId, 'prepare');
  const id = (await read(admin, orderId)).delivery?.id as string;
  const hand = { partnerId: riderId(), reason: 'a test' };
  await admin.call('POST', `/v1/admin/deliveries/${id}/assign`, hand);
  await move(kitchen, orderId, 'ready');
  return { orderId, id };
}
async function carried(changes: Record<string, unknown> = {}) {
  const order = await assigned(changes);
  await report(order.id, 'pick-up');
  return order;
}
const wrongOf = (pin: string) => String((Number(pin) + 1) % 10_000).padStart(4, '0');

/** Every text of a history, payloads decrypted and decoded. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString()];
  if (typeof value !== 'object' || value === null) return [];
  const { decrypt } = openPayloadCipher(system.config.temporal);
  return Object.values('metadata' in value ? decrypt(value as object) : value).flatMap(textsIn);
}

describe('a PIN at the door', () => {
  it('is seen by the customer alone, and lets the partner deliver', async () => {
    const { orderId, id } = await carried({ handOver: { kind: 'pin' } });
    const pin = (await read(eater, orderId)).handOver.pin as string;
    expect(pin).toMatch(/^\d{4}$/);
    for (const other of [kitchen, rider, admin]) {
      expect((await read(other, orderId)).handOver).toEqual({ kind: 'pin', pin: null, photo: null });
    }
    const { data } = await rider.call<{ data: Delivery[] }>('GET', '/v1/deliveries');
    expect(data.find((delivery) => delivery.id === id)?.handOver).toBe('pin');

    expect(await problemOf(report(id, 'deliver'))).toMatchObject({ status: 422, code: 'proof-missing' });
    expect(await problemOf(report(id, 'deliver', { pin: '12' }))).toMatchObject({ status: 400 });
    expect(await problemOf(report(id, 'deliver', { pin: wrongOf(pin) }))).toMatchObject({
      status: 422,
      code: 'pin-wrong',
      detail: expect.stringContaining('4 more tries'),
    });
    expect((await read(eater, orderId)).status).toBe('PICKED_UP');
    expect(await report(id, 'deliver', { pin })).toMatchObject({ status: 'DELIVERED' });
  });

  it('is in no history and no event', async () => {
    const { orderId, id } = await carried({ handOver: { kind: 'pin' } });
    const pin = (await read(eater, orderId)).handOver.pin as string;
    await problemOf(report(id, 'deliver', { pin: wrongOf(pin) }));
    await report(id, 'deliver', { pin });
    const temporal = await openTemporal(system.config.temporal);
    const histories = await Promise.all(
      [orderId, dispatchIdOf(orderId, 1)].map(async (workflowId) =>
        textsIn((await temporal.client.workflow.getHandle(workflowId).fetchHistory()).events),
      ),
    );
    await temporal.close();
    const outbox = await system.db
      .selectFrom('outbox')
      .select('data')
      .where('aggregate_id', '=', orderId)
      .execute();
    const written = [...histories.flat(), JSON.stringify(outbox)].join('\n');
    expect(written).toContain('"handOver":{"kind":"pin"}');
    expect(written).not.toContain('"pin":');
    expect(written).not.toContain(`"${pin}"`);
  });

  it('is locked after five wrong ones, also at once; an operator lets it be delivered without', async () => {
    const { orderId, id } = await carried({ handOver: { kind: 'pin' } });
    const pin = (await read(eater, orderId)).handOver.pin as string;
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => problemOf(report(id, 'deliver', { pin: wrongOf(pin) }))),
    );
    const codes = tries.map(({ code }) => code).sort();
    expect(codes.filter((code) => code === 'pin-wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'pin-locked')).toHaveLength(4);
    expect(await problemOf(report(id, 'deliver', { pin }))).toMatchObject({ code: 'pin-locked' });
    expect((await file(id)).history.at(-1)).toMatchObject({ action: 'lockProof', warning: '5 wrong PINs' });

    const waive = () =>
      admin.call<DeliveryFile>('POST', `/v1/admin/deliveries/${id}/waive-proof`, {
        reason: 'knows the name',
      });
    await waive();
    const { history } = await waive();
    expect(history.filter(({ action }) => action === 'waiveProof')).toHaveLength(1);
    expect(history.at(-1)).toMatchObject({ actor: 'operator', reason: 'knows the name' });
    expect(await report(id, 'deliver')).toMatchObject({ status: 'DELIVERED' });
  });

  it('cannot be gone around through Temporal, and a repeated report gets its first answer', async () => {
    const { orderId, id } = await carried({ handOver: { kind: 'pin' } });
    const temporal = await openTemporal(system.config.temporal);
    const deliver = temporal.client.workflow
      .getHandle(orderId)
      .executeUpdate('deliverOrder', { args: [{ actor: 'partner', actorId: riderId() }] });
    await expect(deliver).rejects.toMatchObject({ cause: { type: 'proof-missing' } });
    await temporal.close();
    const { pin } = (await read(eater, orderId)).handOver;
    const again = () =>
      rider.call<OrderState>(
        'POST',
        `/v1/deliveries/${id}/deliver`,
        { pin },
        { 'Idempotency-Key': `again-${id}` },
      );
    expect(await again()).toEqual(await again());
  });
});

describe('food that is left at the door', () => {
  it('needs a picture, which the customer can see', async () => {
    const { orderId, id } = await carried({ handOver: { kind: 'leave-at-door' } });
    expect(await problemOf(report(id, 'deliver', { pin: '1234' }))).toMatchObject({ code: 'proof-missing' });
    expect(await problemOf(report(id, 'deliver', { photo: 'a picture' }))).toMatchObject({ status: 400 });
    await report(id, 'deliver', { photo: 'proofs/2026/door-1.jpg' });
    expect((await read(eater, orderId)).handOver).toEqual({
      kind: 'leave-at-door',
      pin: null,
      photo: 'proofs/2026/door-1.jpg',
    });
  });

  it('is one of three wishes; without one the food is handed over in person', async () => {
    const wish = { handOver: { kind: 'through-the-window' } };
    expect(await problemOf(place(eater, await basket(eater, restaurant, wish)))).toMatchObject({
      status: 400,
    });
    const { orderId, id } = await carried();
    expect((await read(eater, orderId)).handOver).toEqual({ kind: 'in-person', pin: null, photo: null });
    const waive = admin.call('POST', `/v1/admin/deliveries/${id}/waive-proof`, { reason: 'why not' });
    expect(await problemOf(waive)).toMatchObject({ code: 'illegal-transition' });
    await report(id, 'deliver');
  });
});

describe('food that cannot be handed over', () => {
  it.each([
    ['nobody-home', 0],
    ['damaged', 1],
  ])('because of %s counts %i times against who carried it', async (cause, counted) => {
    const taken = async () =>
      (
        await system.db
          .selectFrom('partners')
          .select('deliveries_taken')
          .where('id', '=', riderId())
          .executeTakeFirstOrThrow()
      ).deliveries_taken;
    const before = await taken();
    const { id } = await carried();
    await report(id, 'fail', { cause });
    expect((await taken()) - before).toBe(counted);
    expect((await file(id)).history.at(-1)).toMatchObject({ action: 'fail', code: cause });
  });
});

describe('a step reported from far away', () => {
  /** The rider is seen there: positions are written a moment after they were sent. */
  async function at(lat: number) {
    const locations = createLocations({ redis, keys: redisKeys(system.config.redis.prefix) });
    const someone = await online(system.url, 3, { lat, lng: restaurant.lng });
    await eventually(
      () => locations.positionOf(riderId()),
      (seen) => seen !== undefined && Math.abs(seen.lat - lat) < 1e-4,
    );
    return someone;
  }
  const warnings = async (orderId: string) =>
    (await read(admin, orderId)).delivery?.history?.flatMap(({ action, warning }) =>
      warning ? [`${action}: ${warning}`] : [],
    );
  let here: OnlinePartner | undefined;

  it('is stored with a warning that operators see, and nobody else', async () => {
    here = await at(restaurant.lat + 0.02);
    const { orderId, id } = await assigned();
    await report(id, 'arrive-at-restaurant');
    expect(await warnings(orderId)).toEqual([
      expect.stringMatching(/^arriveAtRestaurant: 22\d\d m from the rest/),
    ]);
    await here.socket.close();
    here = await at(restaurant.lat + 0.001);
    await report(id, 'pick-up');
    expect(await warnings(orderId)).toHaveLength(1);
    expect((await read(eater, orderId)).delivery).not.toHaveProperty('history');
    await report(id, 'deliver');
    await here.socket.close();
  });

  it('is refused where the fence refuses, and done once they are there', async () => {
    const strict = await startApi(testConfig({ GEOFENCE: 'refuse', GEOFENCE_METRES: '500' }));
    here = await at(restaurant.lat + 0.02);
    const { id } = await assigned();
    const token = { Authorization: `Bearer ${rider.session?.accessToken}` };
    const arrive = () =>
      fetch(`${strict.url}/v1/deliveries/${id}/arrive-at-restaurant`, { method: 'POST', headers: token });
    const refused = await arrive();
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      code: 'too-far-away',
      detail: expect.stringContaining('500 m'),
    });
    expect(await file(id)).toMatchObject({ status: 'ASSIGNED' });
    await here.socket.close();
    here = await at(restaurant.lat);
    expect((await arrive()).status).toBe(204);
    await strict.close();
    await here.socket.close();
    await admin.call('POST', `/v1/admin/deliveries/${id}/unassign`, {
      partnerId: riderId(),
      reason: 'enough',
    });
    await admin.call('POST', `/v1/orders/${(await file(id)).orderId}/cancel`, { reason: 'enough' });
  });
});
