import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openRedis, redisKeys } from '../../adapters/redis/index.ts';
import { startApi } from '../../api/main.ts';
import type { ServerFrame } from '../../contracts/realtime.ts';
import type { ApiClient, Socket } from '../../scripts/client.ts';
import { publishFrame } from '../../services/realtime/publish.ts';
import {
  basket,
  cook,
  customer,
  eventually,
  loggedInAt,
  move,
  online,
  place,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

// Three processes of the API on one installation.

let system: System;
let others: Awaited<ReturnType<typeof startApi>>[];
let urls: string[];
let restaurant: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;

beforeAll(async () => {
  system = await startSystem();
  others = await Promise.all([startApi(system.config), startApi(system.config)]);
  urls = [system.url, ...others.map(({ url }) => url)];
  restaurant = await restaurantThatIs(system.db, 'open', 12);
  [eater, kitchen] = await Promise.all([customer(system.url, 12), staff(system.url, restaurant.slug)]);
});
afterAll(async () => {
  await Promise.all(others.map((api) => api.close()));
  await system.close();
});

/** The sockets of one login, one at each process. */
const socketsOf = (client: ApiClient) =>
  Promise.all(urls.map(async (url) => (await loggedInAt(url, client)).socket()));
const closeAll = (sockets: Socket[]) => Promise.all(sockets.map((socket) => socket.close()));
const newsOf = ({ frames }: Socket, orderId: string) =>
  frames.filter(({ data }) => 'orderId' in data && data.orderId === orderId);

describe('several processes', () => {
  it('bring every frame to every socket of a customer and of a kitchen, once and in order', async () => {
    const [customers, kitchens] = await Promise.all([socketsOf(eater), socketsOf(kitchen)]);
    const order = await place(eater, await basket(eater, restaurant));
    await move(kitchen, order.id, 'accept');
    // Before anybody cooks, so that no partner is looked for.
    await move(eater, order.id, 'cancel', { reason: 'changed my mind' });
    for (const sockets of [customers, kitchens]) {
      for (const socket of sockets)
        await socket.next(
          'order.updated',
          ({ data }) => data.orderId === order.id && data.status === 'CANCELLED',
        );
      const [first, ...rest] = sockets.map((socket) => newsOf(socket, order.id).map(({ id }) => id));
      expect(new Set(first).size).toBe(first?.length);
      for (const ids of rest) expect(ids).toEqual(first);
    }
    const statuses = newsOf(customers[1] as Socket, order.id).flatMap((frame) =>
      frame.type === 'order.updated' ? [frame.data.status] : [],
    );
    expect(statuses).toEqual(['CONFIRMED', 'CANCELLED']);
    await closeAll([...customers, ...kitchens]);
  });

  it('show an offer where the partner’s socket is, and take the answer anywhere', async () => {
    const [, there, third] = urls as [string, string, string];
    const rider = await online(there, 12, { lat: restaurant.lat, lng: restaurant.lng });
    const order = await cook({ eater, kitchen, restaurant });
    const { data } = await rider.socket.next('offer', (frame) => frame.data.orderId === order.id);
    const answering = await loggedInAt(third, rider.client);
    await answering.call('POST', `/v1/deliveries/offers/${data.offerId}/accept`);
    const { data: news } = await rider.socket.next(
      'delivery.updated',
      (frame) => frame.data.orderId === order.id,
    );
    expect(news.status).toBe('ASSIGNED');
    await rider.socket.close();
  });

  it('open one socket for a ticket of any of them', async () => {
    const { ticket } = await eater.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
    const outcomes = await Promise.all(
      [...urls, ...urls].map(
        (url) =>
          new Promise<string>((resolve) => {
            const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/realtime?ticket=${ticket}`);
            ws.on('open', () => {
              ws.terminate();
              resolve('open');
            });
            ws.on('unexpected-response', (_request, { statusCode }) => resolve(String(statusCode)));
            ws.on('error', () => {});
          }),
      ),
    );
    expect(outcomes.sort()).toEqual([...Array(urls.length * 2 - 1).fill('401'), 'open']);
  });
});

/** Somebody whose connection breaks again and again, and who goes on each time from the last frame they have. */
function createTraveller(client: ApiClient) {
  const got: number[] = [];
  const resyncs: string[] = [];
  let lastEventId: string | undefined;
  let ws: WebSocket | undefined;

  function hear(frame: ServerFrame): void {
    if (frame.id !== '') lastEventId = frame.id;
    if (frame.type === 'order.updated' && frame.data.orderId === 'ord_1') got.push(frame.data.seq);
    if (frame.type === 'resync') resyncs.push(frame.data.after);
  }
  return {
    got,
    resyncs,
    cut: () => ws?.terminate(),
    async connect(url: string): Promise<void> {
      const { ticket } = await (await loggedInAt(url, client)).call<{ ticket: string }>(
        'POST',
        '/v1/realtime/tickets',
      );
      const query = new URLSearchParams({ ticket, ...(lastEventId && { lastEventId }) });
      const mine = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/realtime?${query}`);
      ws = mine;
      mine.on('error', () => {});
      // What a socket that was cut had already read is not heard any more.
      mine.on(
        'message',
        (data) => mine === ws && mine.readyState === mine.OPEN && hear(JSON.parse(String(data))),
      );
      await new Promise((resolve) => mine.on('open', resolve));
    },
    isWelcome: () => new Promise((resolve) => ws?.once('message', resolve)),
  };
}

describe('somebody whose connection breaks again and again', () => {
  const step = fc.record({
    frames: fc.integer({ min: 0, max: 15 }),
    pauseMs: fc.integer({ min: 0, max: 3 }),
    /** Where they connect next, and how long after the frames began to come; nowhere, if they stay. */
    move: fc.option(
      fc.record({ to: fc.integer({ min: 0, max: 2 }), afterMs: fc.integer({ min: 0, max: 12 }) }),
    ),
  });

  it('gets every frame once and in order, wherever they connect', async () => {
    const redis = openRedis(system.config.redis);
    const keys = redisKeys(system.config.redis.prefix);
    const { session } = eater;
    const me = session?.user.id as string;
    let published = 0;
    const publish = () => {
      published += 1;
      const data = { orderId: 'ord_1', status: 'CONFIRMED', seq: published, at: new Date(0).toISOString() };
      return publishFrame(redis, keys, me, { topic: 'order:1', type: 'order.updated', data });
    };

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const traveller = createTraveller(eater);
        await traveller.connect(urls[0] as string);
        await traveller.isWelcome();
        const before = published;
        for (const { frames, pauseMs, move: next } of steps) {
          const publishing = (async () => {
            for (let count = 0; count < frames; count += 1) {
              await publish();
              if (pauseMs > 0) await sleep(pauseMs - 1);
            }
          })();
          if (next) {
            await sleep(next.afterMs);
            traveller.cut();
            await traveller.connect(urls[next.to] as string);
          }
          await publishing;
        }
        const expected = Array.from({ length: published - before }, (_, index) => before + index + 1);
        await eventually(
          async () => traveller.got.at(-1),
          (last) => last === expected.at(-1),
          5_000,
        );
        expect(traveller.got).toEqual(expected);
        expect(traveller.resyncs).toEqual([]);
        traveller.cut();
      }),
      { numRuns: 12 },
    );
    redis.disconnect();
  }, 120_000);
});
