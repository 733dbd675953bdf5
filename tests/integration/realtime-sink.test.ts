import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { createLog } from '../../log.ts';
import type { OutboxRow, Sink } from '../../workers/relay/lanes.ts';
import { realtimeSink } from '../../workers/relay/realtime-sink.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig().redis;
const keys = redisKeys(config.prefix);
let redis: RedisClient;
let sink: Sink;
let [eater, kitchen] = ['', ''];

beforeAll(() => {
  redis = openRedis(config);
  sink = realtimeSink(config, createLog('test', 'fatal'));
});
beforeEach(() => {
  [eater, kitchen] = [`cus_${randomUUID()}`, `rst_${randomUUID()}`];
});
afterAll(async () => {
  await sink.close();
  redis.disconnect();
});

const row = (seq: number, recipients: string[]): OutboxRow => ({
  id: seq,
  event_id: `ord_${eater}:${seq}`,
  topic: 'orders',
  aggregate_id: `ord_${eater}`,
  type: 'OrderStatusChanged',
  body: JSON.stringify({
    ...{ id: `ord_${eater}:${seq}`, aggregateId: `ord_${eater}`, occurredAt: new Date(0) },
    ...{ type: 'OrderStatusChanged', data: { orderId: `ord_${eater}`, status: 'CONFIRMED', seq } },
  }),
  recipients,
  trace: null,
});
const shown = async (recipient: string) =>
  (await redis.xrange(keys.stream(recipient), '-', '+')).map(
    ([, [, frame]]) => JSON.parse(frame as string).data.seq as number,
  );

it('what was sent before Redis refused is marked, and the rest comes later', async () => {
  const rows = [row(1, [eater]), row(2, [eater, kitchen]), row(3, [eater])];
  await redis.set(keys.stream(kitchen), 'no stream');
  expect((await sink.send(rows)).sent.map(({ id }) => id)).toEqual([1]);
  await redis.del(keys.stream(kitchen));
  expect((await sink.send(rows.slice(1))).sent.map(({ id }) => id)).toEqual([2, 3]);
  expect(await shown(eater)).toEqual([1, 2, 3]);
  expect(await shown(kitchen)).toEqual([2]);
});

it('a batch of which nothing could be sent is an error, so that somebody hears of it', async () => {
  await redis.set(keys.stream(kitchen), 'no stream');
  await expect(sink.send([row(1, [kitchen]), row(2, [eater])])).rejects.toThrow('WRONGTYPE');
});

it('a batch that is sent again, because nobody could mark it, shows nothing twice', async () => {
  const rows = [1, 2, 3].map((seq) => row(seq, [eater, kitchen]));
  await sink.send(rows);
  await sink.send(rows);
  for (const recipient of [eater, kitchen]) expect(await shown(recipient)).toEqual([1, 2, 3]);
});
