import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRedis, redisKeys } from '../../adapters/redis/index.ts';
import type { Order } from '../../contracts/orders.ts';
import { type ApiClient, connect, type Socket } from '../../scripts/client.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { deriveId } from '../../services/ids.ts';
import { expectNothingHeld, expectSoundBooks } from '../helpers/books.ts';
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
import { openSessions } from '../helpers/sessions.ts';
import { type System, startSystem } from '../helpers/system.ts';

const PARTNERS = 200;
const DELIVERIES = 50;
const OFFER_SECONDS = 25;

type Rider = { id: string; socket: Socket };
type Answer = { ref: string; riderId: string; offerId: string; kind: 'own' | 'twice' | 'others' | 'late' };
type Offered = { riderId: string; offerId: string; orderId: string; expiresAt: number };

let system: System;
let restaurant: TestRestaurant;
const riders: Rider[] = [];

beforeAll(async () => {
  // One delivery each, so that a partner who gets a second one is over the limit.
  system = await startSystem({
    DISPATCH_MAX_ACTIVE_DELIVERIES: '1',
    DISPATCH_OFFER_SECONDS: String(OFFER_SECONDS),
  });
  restaurant = await restaurantThatIs(system.db, 'open', 34);
  riders.push(...(await bringRiders()));
});
// Two hundred partners who stayed would be asked by the next files' searches, and answer nothing.
afterAll(async () => {
  await Promise.all(riders.map(({ socket }) => socket.close()));
  const redis = openRedis(system.config.redis);
  const locations = createLocations({ redis, keys: redisKeys(system.config.redis.prefix) });
  await Promise.all(riders.map(({ id }) => locations.leave(id)));
  redis.disconnect();
  await system.close();
});

/** Partners of this test alone, each with an open socket, at the restaurant's door. */
async function bringRiders(): Promise<Rider[]> {
  const { sessions, close } = await openSessions(system.config, system.db);
  const people = Array.from({ length: PARTNERS }, (_, index) => {
    const email = `storm${index}@tiffin.test`;
    return { id: deriveId('partner', email), email, name: email, role: 'partner', password_hash: 'no login' };
  });
  await system.db.insertInto('users').values(people).execute();
  await system.db
    .insertInto('partners')
    .values(people.map(({ id }) => ({ id, vehicle: 'bicycle', shift: 'ONLINE' })))
    .execute();
  const clients: ApiClient[] = [];
  // One after the other: two hundred transactions at once would wait too long for a connection.
  for (const { id } of people) {
    const client = await connect(system.url);
    client.session = await sessions.begin(id);
    clients.push(client);
  }
  close();
  return Promise.all(
    clients.map(async (client) => ({ id: client.session?.user.id as string, socket: await client.socket() })),
  );
}

/** Everybody says where they are, as their apps do every ten seconds. */
const heartbeat = () => {
  for (const { socket } of riders)
    socket.send({ type: 'location', data: { lat: restaurant.lat, lng: restaurant.lng } });
};

async function cookAll(): Promise<string[]> {
  const kitchen = await staff(system.url, restaurant.slug);
  const eaters = await Promise.all([12, 13, 14, 15, 16].map((number) => customer(system.url, number)));
  const orders = await Promise.all(
    Array.from({ length: DELIVERIES }, async (_, index) => {
      const eater = eaters[index % eaters.length] as (typeof eaters)[number];
      const { id } = await place(eater, await basket(eater, restaurant));
      await move(kitchen, id, 'accept');
      return id;
    }),
  );
  await Promise.all(orders.map((id) => move(kitchen, id, 'prepare')));
  return orders;
}

const offersOf = ({ id, socket }: Rider): Offered[] =>
  socket.frames.flatMap((frame) =>
    frame.type === 'offer'
      ? [
          {
            riderId: id,
            offerId: frame.data.offerId,
            orderId: frame.data.orderId,
            expiresAt: Date.parse(frame.data.expiresAt),
          },
        ]
      : [],
  );

const riderOf = (riderId: string) => riders.find(({ id }) => id === riderId) as Rider;

function send(riderId: string, offerId: string, kind: Answer['kind']): Answer {
  const ref = randomUUID();
  riderOf(riderId).socket.send({ type: 'offer.accept', ref, data: { offerId } });
  return { ref, riderId, offerId, kind };
}
async function replyTo({ riderId, ref, kind }: Answer) {
  const { socket } = riderOf(riderId);
  const { data } = await socket.next('reply', (frame) => frame.data.ref === ref, 30_000);
  return `${kind}: ${data.ok ? 'ok' : data.code}`;
}
const tally = (texts: string[]) =>
  Object.fromEntries(
    [...new Set(texts)].sort().map((text) => [text, texts.filter((one) => one === text).length]),
  );

it('200 partners answer 50 live offers at once: each delivery is assigned once, nobody gets two', async () => {
  heartbeat();
  const beating = setInterval(heartbeat, 8_000);
  const orders = await cookAll();
  const first = await eventually(
    async () => riders.flatMap(offersOf),
    (offered) => new Set(offered.map(({ orderId }) => orderId)).size === DELIVERIES,
    30_000,
  );
  expect(new Set(first.map(({ riderId }) => riderId)).size).toBe(first.length);

  // Ten let their offer lapse and answer too late; the others answer now, half of them twice. At the same moment everybody else
  // tries an offer that is not theirs, and an operator gives five of those who say yes another delivery by hand.
  const [late, prompt] = [first.slice(0, 10), first.slice(10)];
  const idle = riders.filter(({ id }) => !first.some(({ riderId }) => riderId === id));
  const storm = [
    ...prompt.map(({ riderId, offerId }) => send(riderId, offerId, 'own')),
    ...idle.map(({ id }, index) => send(id, first[index % first.length]?.offerId as string, 'others')),
    ...prompt.slice(0, 20).map(({ riderId, offerId }) => send(riderId, offerId, 'twice')),
  ];
  const admin = await operator(system.url);
  const byHand = late.slice(0, 5).map(async ({ orderId }, index) => {
    const { delivery } = await admin.call<Order>('GET', `/v1/orders/${orderId}`);
    const partnerId = prompt[30 + index]?.riderId as string;
    const assign = admin.call('POST', `/v1/admin/deliveries/${delivery?.id}/assign`, {
      partnerId,
      reason: 'storm',
    });
    return problemOf(assign).then(
      ({ code }) => code,
      () => 'ok',
    );
  });
  const [replies, hands] = await Promise.all([Promise.all(storm.map(replyTo)), Promise.all(byHand)]);
  const counts = tally(replies);
  expect(counts['others: not-found']).toBe(idle.length);
  // Sent again, an answer is answered as before.
  expect(counts['twice: ok']).toBe(20);
  // Who got another delivery by hand first has no room for the one they accept.
  const tooMany = counts['own: partner-busy'] ?? 0;
  expect(tooMany).toBe(hands.filter((hand) => hand === 'ok').length);
  expect(counts['own: ok']).toBe(prompt.length - tooMany);
  expect(hands.filter((hand) => hand !== 'ok').every((hand) => hand === 'partner-busy')).toBe(true);

  // The offers of the late ones lapse, then they say yes.
  await new Promise((resolve) =>
    setTimeout(resolve, Math.max(...late.map(({ expiresAt }) => expiresAt)) - Date.now()),
  );
  const lateReplies = await Promise.all(
    late.map(({ riderId, offerId }) => replyTo(send(riderId, offerId, 'late'))),
  );
  expect(tally(lateReplies)).toEqual({ 'late: offer-not-live': late.length });

  // Whoever is asked next takes it, until every delivery has somebody.
  const answered = new Set(first.map(({ offerId }) => offerId));
  const assigned = () =>
    system.db
      .selectFrom('deliveries')
      .select(['order_id', 'partner_id'])
      .where('order_id', 'in', orders)
      .where('status', '=', 'ASSIGNED')
      .execute();
  const all = await eventually(
    async () => {
      for (const { riderId, offerId } of riders.flatMap(offersOf)) {
        if (answered.has(offerId)) continue;
        answered.add(offerId);
        send(riderId, offerId, 'own');
      }
      return assigned();
    },
    (rows) => rows.length === DELIVERIES,
    60_000,
  );
  clearInterval(beating);
  expect(new Set(all.map((row) => row.partner_id)).size).toBe(DELIVERIES);

  const winners = await system.db
    .selectFrom('delivery_history')
    .innerJoin('deliveries', 'deliveries.id', 'delivery_history.delivery_id')
    .select('deliveries.order_id')
    .where('deliveries.order_id', 'in', orders)
    .where('action', '=', 'assign')
    .execute();
  expect(winners).toHaveLength(DELIVERIES);
  for (const orderId of orders)
    await admin.call('POST', `/v1/orders/${orderId}/cancel`, { reason: 'the storm is over' });
  await expectNothingHeld(system.db, restaurant.id);
  await expectSoundBooks(system.db);
}, 240_000);
