import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { startApi } from '../../api/main.ts';
import type { ApiClient } from '../../scripts/client.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import { publishFrame, publishLive } from '../../services/realtime/publish.ts';
import { customer, eventually } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const keys = redisKeys(config.redis.prefix);
/** What lies in the system's own buffers on both sides, and what is forgiven. */
const MOST_BYTES = 16 * 1024 * 1024;

let api: Awaited<ReturnType<typeof startApi>>;
let redis: RedisClient;
let eater: ApiClient;
let me: string;

beforeAll(async () => {
  api = await startApi(config);
  redis = openRedis(config.redis);
  eater = await customer(api.url, 13);
  me = eater.session?.user.id as string;
});
afterAll(async () => {
  redis.disconnect();
  await api.close();
});

const large = (number: number): NewFrame => ({
  topic: 'order:1',
  type: 'order.change',
  data: {
    orderId: 'ord_1',
    number,
    status: 'PROPOSED',
    reason: 'x'.repeat(50_000),
    totalMinor: 0,
    expiresAt: new Date(0).toISOString(),
  },
});

/** A socket that reads no more once it is open. */
async function deaf(query: Record<string, string> = {}): Promise<WebSocket> {
  const { ticket } = await eater.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
  const address = `${api.url.replace(/^http/, 'ws')}/v1/realtime?${new URLSearchParams({ ticket, ...query })}`;
  const ws = new WebSocket(address);
  ws.on('error', () => {});
  await new Promise((resolve) => ws.on('open', resolve));
  ws.pause();
  return ws;
}
/** How many processes still listen for us: none, when the last socket is gone. */
async function listening(): Promise<number> {
  const [, count] = (await redis.pubsub('NUMSUB', keys.channel(me))) as [string, number];
  return count;
}
const becomesListening = (wanted: number) => eventually(listening, (count) => count === wanted);

it('a socket that is not read is ended before what waits for it grows, and the others get everything', async () => {
  const slow = await deaf();
  const other = await eater.socket();
  let sent = 0;
  const closed = new Promise((resolve) => slow.on('close', resolve));
  while (sent * 50_000 < 2 * MOST_BYTES) {
    sent += 1;
    await publishLive(redis, keys, me, large(sent));
  }
  await other.next('order.change', ({ data }) => data.number === sent);
  await other.close();
  // Its own end of the connection, which it still does not read, is all that is left.
  await becomesListening(0);
  slow.resume();
  await closed;
  const got = other.frames.filter(({ type }) => type === 'order.change').length;
  expect(got).toBe(sent);
});

it('somebody who asks for what they missed and does not read it is ended too', async () => {
  const small = (seq: number): NewFrame => ({
    topic: 'order:1',
    type: 'order.updated',
    data: { orderId: 'ord_1', status: 'CONFIRMED', seq, at: new Date(0).toISOString() },
  });
  for (let seq = 1; seq <= 150; seq += 1) await publishFrame(redis, keys, me, small(seq));
  const slow = await deaf({ lastEventId: '0-0' });
  await becomesListening(1);
  for (let number = 1; number * 50_000 < 2 * MOST_BYTES; number += 1)
    await publishLive(redis, keys, me, large(number));
  await becomesListening(0);
  slow.terminate();
});
