import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedis, openSubscriber, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { createHub, type Hub, type Listener, type SentFrame } from '../../api/realtime/hub.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import { publishFrame } from '../../services/realtime/publish.ts';
import { createPush, type Push } from '../../services/realtime/push.ts';
import { type Gate, gateBefore } from '../helpers/gate.ts';
import { eventually } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig().redis;
const keys = redisKeys(config.prefix);
const LOOK_MS = 300;
let redis: RedisClient;
let hubSubscriber: RedisClient;
let pushSubscriber: RedisClient;
let gate: Gate;
/** Both hear through a gate; the second looks often what it may have missed. */
let hub: Hub;
let lookingHub: Hub;
let push: Push;
let someone: string;

beforeAll(async () => {
  redis = openRedis(config);
  const through = await gateBefore(config.urls[0] as string);
  gate = through.gate;
  hubSubscriber = openSubscriber({ ...config, urls: [through.address] });
  pushSubscriber = openSubscriber(config);
  hub = createHub({ redis, subscriber: hubSubscriber, keys });
  lookingHub = createHub({ redis, subscriber: hubSubscriber, keys, lookMs: LOOK_MS });
  push = await createPush({ redis, subscriber: pushSubscriber, keys });
});
beforeEach(() => {
  someone = `cus_${randomUUID()}`;
});
afterAll(async () => {
  hub.close();
  lookingHub.close();
  for (const client of [redis, hubSubscriber, pushSubscriber]) client.disconnect();
  await gate.close();
});

const news = (seq: number): NewFrame => ({
  topic: 'order:1',
  type: 'order.updated',
  data: { orderId: 'ord_1', status: 'CONFIRMED', seq, at: new Date(0).toISOString() },
});
const offer: NewFrame = { topic: 'offers', type: 'offer.withdrawn', data: { offerId: 'ofr_1' } };
const publish = (seq: number) => publishFrame(redis, keys, someone, news(seq));
const publishAll = async (from: number, to: number) => {
  for (let seq = from; seq <= to; seq += 1) await publish(seq);
};
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const seqs = (frames: NewFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'order.updated' ? [frame.data.seq] : []));
const resyncs = (frames: NewFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'resync' ? [frame.data.after] : []));
const streamIds = async () => (await redis.xrange(keys.stream(someone), '-', '+')).map(([id]) => id);

/** Listens for somebody, and keeps what comes. */
async function listen(
  lastEventId?: string,
  { send = async () => {}, at = hub }: { send?: (frame: SentFrame) => Promise<void>; at?: Hub } = {},
) {
  const got: SentFrame[] = [];
  const listener: Listener = {
    send(frame, bytes, onGone) {
      expect(JSON.parse(bytes.toString())).toEqual(frame);
      got.push(frame);
      send(frame).then(() => onGone?.(), onGone);
    },
    lost() {},
  };
  const { leave, position } = await at.attach(someone, listener, lastEventId);
  /** What came, when the frame with this number has. */
  const until = (seq: number) =>
    eventually(
      async () => got,
      (frames) => seqs(frames).includes(seq),
    );
  return { got, leave, position, until };
}

describe('catching up', () => {
  it('misses nothing and repeats nothing, though news comes in between', async () => {
    await publish(0);
    const [first] = await streamIds();
    await publish(1);
    // Each frame that is sent lets another one arrive: the race between the stream and the live channel.
    let extra = 1;
    const { until, leave } = await listen(first, {
      async send() {
        if (extra === 5) return;
        extra += 1;
        await publish(extra);
      },
    });
    expect(seqs(await until(5))).toEqual([1, 2, 3, 4, 5]);
    await leave();
  });

  it('is where the last frame was, so that whoever goes on from there gets nothing again', async () => {
    await publishAll(0, 3);
    const ids = await streamIds();
    const behind = await listen(ids[1]);
    expect(seqs(behind.got)).toEqual([2, 3]);
    expect(behind.position()).toBe(ids[3]);
    const fresh = await listen();
    expect([seqs(fresh.got), fresh.position()]).toEqual([[], ids[3]]);
    await Promise.all([behind.leave(), fresh.leave()]);
  });

  it('leaves nobody behind who has gone', async () => {
    const { leave } = await listen();
    await leave();
    const startedAt = Date.now();
    expect(await push(someone, offer)).toBe(false);
    expect(Date.now() - startedAt, 'nobody listens, so nobody is waited for').toBeLessThan(1_000);
  });

  it('from the first frame on begins at the beginning', async () => {
    const { position, leave } = await listen();
    expect(position()).toBe('0-0');
    await leave();
    await publishAll(1, 2);
    const again = await listen(position());
    expect(seqs(again.got)).toEqual([1, 2]);
    await again.leave();
  });
});

describe('frames of several publishers at once', () => {
  it('come in the order of the stream, all of them', async () => {
    const others = [openRedis(config), openRedis(config), openRedis(config)];
    const { got, leave } = await listen();
    await Promise.all(
      others.map(async (client, index) => {
        for (let seq = 0; seq < 200; seq += 1)
          await publishFrame(client, keys, someone, news(index * 1_000 + seq));
      }),
    );
    await eventually(
      async () => got.length,
      (length) => length >= 600,
    );
    expect(got).toHaveLength(600);
    expect(resyncs(got)).toEqual([]);
    // No two are out of place.
    const ids = got.map(({ id }) => id.split('-').map(Number) as [number, number]);
    expect(ids.slice(1).every(([ms, n], at) => ms > (ids[at]?.[0] ?? 0) || n > (ids[at]?.[1] ?? 0))).toBe(
      true,
    );
    for (const client of others) client.disconnect();
    await leave();
  });

  it('tell of an event once, though it is sent twice', async () => {
    const { got, until, leave } = await listen();
    for (const seq of [1, 2]) await publishFrame(redis, keys, someone, news(seq), `ord_1:${seq}`);
    for (const seq of [1, 2, 3]) await publishFrame(redis, keys, someone, news(seq), `ord_1:${seq}`);
    await until(3);
    expect(seqs(got)).toEqual([1, 2, 3]);
    await leave();
  });
});

describe('what was lost on the way', () => {
  it('is read from the stream when the next frame comes', async () => {
    const { until, leave } = await listen();
    await publish(1);
    await until(1);
    await gate.whileShut(() => publishAll(2, 5));
    await eventually(
      async () => hubSubscriber.status,
      (status) => status === 'ready',
    );
    await publish(6);
    expect(seqs(await until(6))).toEqual(range(1, 6));
    await leave();
  });

  it('is read from the stream soon, though no other frame comes', async () => {
    const { until, leave } = await listen(undefined, { at: lookingHub });
    await gate.whileShut(() => publishAll(1, 3));
    expect(seqs(await until(3))).toEqual([1, 2, 3]);
    await leave();
  });
});

describe('a gap that cannot be closed', () => {
  it('is told to whoever was away for more than the stream keeps', async () => {
    await publish(0);
    const [first] = await streamIds();
    await publishAll(1, 400);
    const { got, until, position, leave } = await listen(first);
    expect(got).toMatchObject([{ id: position(), type: 'resync', data: { after: first } }]);
    await publish(401);
    expect(seqs(await until(401))).toEqual([401]);
    await leave();
  });

  it('is none for who has the frame before the oldest that is kept', async () => {
    await publishAll(1, 400);
    const ids = await streamIds();
    const [oldest] = await redis.xrange(keys.stream(someone), '-', '+', 'COUNT', 1);
    const after = oldest?.[1][3];
    const { got, leave } = await listen(after);
    expect(resyncs(got)).toEqual([]);
    expect(got.map(({ id }) => id)).toEqual(ids);
    await leave();
  });

  it('is none when the stream has ended and nothing came since', async () => {
    await publish(1);
    const [last] = await streamIds();
    await redis.del(keys.stream(someone));
    const { got, until, leave } = await listen(last);
    expect(got).toEqual([]);
    await publish(2);
    expect(seqs(await until(2))).toEqual([2]);
    await leave();
  });

  it('is told when the stream has ended and something had come since', async () => {
    await publish(1);
    const [last] = await streamIds();
    await publish(2);
    await redis.del(keys.stream(someone));
    const { got, leave } = await listen(last);
    expect(resyncs(got)).toEqual([last]);
    await leave();
  });

  it('is told when Redis has lost its memory, also to those who listen', async () => {
    await publish(1);
    const [last] = await streamIds();
    const open = await listen(undefined, { at: lookingHub });
    await redis.del(keys.stream(someone), keys.position(someone));
    const { got, leave } = await listen(last);
    expect(resyncs(got)).toEqual([last]);
    await eventually(
      async () => resyncs(open.got),
      (told) => told.length > 0,
    );
    await publish(2);
    expect(seqs(await open.until(2))).toEqual([2]);
    expect(resyncs(open.got)).toEqual([last]);
    await Promise.all([leave(), open.leave()]);
  });

  it('is told to whoever says that they have what nobody sent', async () => {
    await publish(1);
    const { got, until, leave } = await listen('999999999999999-0');
    expect(resyncs(got)).toHaveLength(1);
    await publish(2);
    await until(2);
    await leave();
  });
});

describe('a pushed frame', () => {
  it('is acknowledged by the socket that got it, and names no place in a stream', async () => {
    const { got, leave } = await listen();
    expect(await push(someone, offer)).toBe(true);
    expect(got).toEqual([{ id: '', ...offer }]);
    await leave();
  });

  it('is known not to have arrived when its socket breaks', async () => {
    const { leave } = await listen(undefined, {
      send: () => Promise.reject(new Error('socket is gone')),
    });
    expect(await push(someone, offer)).toBe(false);
    await leave();
  });
});
