import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedis, openSubscriber, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { createHub, type Hub } from '../../api/realtime/hub.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import { publishFrame } from '../../services/realtime/publish.ts';
import { createPush, type Push } from '../../services/realtime/push.ts';
import { eventually } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig().redis;
const keys = redisKeys(config.prefix);
let redis: RedisClient;
let hubSubscriber: RedisClient;
let pushSubscriber: RedisClient;
let hub: Hub;
let push: Push;
let someone: string;

beforeAll(async () => {
  redis = openRedis(config);
  hubSubscriber = openSubscriber(config);
  pushSubscriber = openSubscriber(config);
  hub = createHub({ redis, subscriber: hubSubscriber, keys });
  push = await createPush({ redis, subscriber: pushSubscriber, keys });
});
beforeEach(() => {
  someone = `cus_${randomUUID()}`;
});
afterAll(() => {
  for (const client of [redis, hubSubscriber, pushSubscriber]) client.disconnect();
});

const news = (seq: number): NewFrame => ({
  topic: 'order:1',
  type: 'order.updated',
  data: { orderId: 'ord_1', status: 'CONFIRMED', seq, at: new Date(0).toISOString() },
});
const offer: NewFrame = { topic: 'offers', type: 'offer.withdrawn', data: { offerId: 'ofr_1' } };
const publish = (seq: number) => publishFrame(redis, keys, someone, news(seq));
const seqs = (frames: NewFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'order.updated' ? [frame.data.seq] : []));

describe('catching up', () => {
  it('misses nothing and repeats nothing, though news comes in between', async () => {
    await publish(0);
    const first = (await redis.xrange(keys.stream(someone), '-', '+'))[0]?.[0];
    await publish(1);
    const got: NewFrame[] = [];
    // Each frame that is sent lets another one arrive: the race between the stream and the live channel.
    let extra = 2;
    const send = async (frame: NewFrame) => {
      if (extra < 6) {
        extra += 1;
        await publish(extra - 1);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      got.push(frame);
    };
    const leave = await hub.attach(someone, { send }, first);
    await eventually(
      async () => got.length,
      (length) => length >= 5,
    );
    expect(seqs(got)).toEqual([1, 2, 3, 4, 5]);
    await leave();
  });

  it('leaves nobody behind when the socket breaks meanwhile', async () => {
    await publish(0);
    const broken = { send: () => Promise.reject(new Error('socket is gone')) };
    await expect(hub.attach(someone, broken, '0-0')).rejects.toThrow('socket is gone');
    const startedAt = Date.now();
    expect(await push(someone, offer)).toBe(false);
    expect(Date.now() - startedAt, 'nobody listens, so nobody is waited for').toBeLessThan(1_000);
  });
});

describe('a pushed frame', () => {
  it('is acknowledged by the socket that got it, and names no place in a stream', async () => {
    const got: (NewFrame & { id: string })[] = [];
    const leave = await hub.attach(someone, { send: async (frame) => void got.push(frame) });
    expect(await push(someone, offer)).toBe(true);
    expect(got).toEqual([{ id: '', ...offer }]);
    await leave();
  });

  it('is known not to have arrived when its socket breaks', async () => {
    const leave = await hub.attach(someone, { send: () => Promise.reject(new Error('socket is gone')) });
    expect(await push(someone, offer)).toBe(false);
    await leave();
  });
});
