import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTopics, openKafka } from '../../adapters/kafka/index.ts';
import { type Db, openPostgres } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config.ts';
import type { EventOf } from '../../contracts/events.ts';
import { createDeadLetterService } from '../../services/dead-letters.ts';
import { type Consumer, consume, Hopeless } from '../../workers/consume.ts';
import { eventually } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

type Payment = EventOf<'payments'>;

const log = pino({ level: 'silent' });
/** Topics of its own: other tests' events are not for these consumers. */
const prefix = `consume-${randomUUID().slice(0, 8)}.`;
let config: Config;
let db: Db;
let close: () => Promise<void>;
let producer: Producer;
let letters: ReturnType<typeof createDeadLetterService>;

beforeAll(async () => {
  config = testConfig({ KAFKA_PREFIX: prefix });
  ({ db, close } = openPostgres(config.postgres));
  letters = createDeadLetterService({ db });
  const kafka = openKafka(config.kafka, 'test');
  await ensureTopics(kafka, config.kafka);
  producer = kafka.producer();
  await producer.connect();
  // A topic that was made a moment ago may have no leader yet.
  const isThere = () =>
    send(payment('ord_warm-up', 1)).then(
      () => true,
      () => false,
    );
  await eventually(isThere, (there) => there);
});
afterAll(async () => {
  await producer.disconnect();
  const admin = openKafka(config.kafka, 'test').admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  await admin.deleteTopics({ topics });
  await admin.disconnect();
  await db.deleteFrom('dead_letters').where('consumer', 'like', 'test-%').execute();
  await db.deleteFrom('consumed_events').where('consumer', 'like', 'test-%').execute();
  await close();
});

const run = () => randomUUID().slice(0, 8);
const payment = (orderId: string, seq: number): Payment => ({
  id: `${orderId}:${seq}`,
  aggregateId: orderId,
  occurredAt: new Date().toISOString(),
  type: 'PaymentHeld',
  data: { orderId, amountMinor: seq, currency: 'EUR' },
});
const send = (...events: Payment[]) =>
  producer.send({
    topic: `${prefix}payments`,
    messages: events.map((event) => ({ key: event.aggregateId, value: JSON.stringify(event) })),
  });

/** A consumer that notes what it takes of one test's orders. `fails` may throw first. */
function noting(mine: string, fails: (event: Payment) => void | Promise<void> = () => {}) {
  const taken: string[] = [];
  const consumer: Consumer<'payments'> = {
    name: `test-${mine}`,
    topics: ['payments'],
    async handle(events) {
      const ours = events.filter(({ aggregateId }) => aggregateId.startsWith(`ord_${mine}`));
      for (const event of ours) await fails(event);
      taken.push(...ours.map(({ id }) => id));
    },
  };
  return { consumer, taken };
}
const start = (consumer: Consumer<'payments'>) =>
  consume(config, { consumer, db, log, retryDelaysSeconds: [0.2, 0.4] });
const has = (taken: string[], count: number) =>
  eventually(
    async () => [...taken],
    (all) => all.length >= count,
    20_000,
  );
const openLetters = (consumer: string) => letters.list({ consumer, status: 'OPEN', limit: 20 });

describe('a consumer', () => {
  it('takes an event once, however often it comes', async () => {
    const mine = run();
    const order = `ord_${mine}`;
    const { consumer, taken } = noting(mine);
    await send(payment(order, 1), payment(order, 1), payment(order, 2));
    const first = await start(consumer);
    await has(taken, 2);
    await send(payment(order, 2), payment(order, 1), payment(order, 3));
    await has(taken, 3);
    await first.close();
    const second = await start(consumer);
    await send(payment(order, 3), payment(order, 4));
    await has(taken, 4);
    expect(taken).toEqual([1, 2, 3, 4].map((seq) => `${order}:${seq}`));
    await second.close();
  });

  it('tries what fails again later, and does not let the others wait', async () => {
    const mine = run();
    const [bad, good] = [`ord_${mine}_bad`, `ord_${mine}_good`];
    let failures = 0;
    const { consumer, taken } = noting(mine, ({ aggregateId }) => {
      if (aggregateId === bad && failures < 2) {
        failures += 1;
        throw new Error('not today');
      }
    });
    await send(payment(good, 1), payment(bad, 1), payment(good, 2));
    const running = await start(consumer);
    await has(taken, 3);
    expect(failures).toBe(2);
    expect(taken.filter((id) => id.startsWith(bad))).toEqual([`${bad}:1`]);
    expect(taken.filter((id) => id.startsWith(good))).toEqual([`${good}:1`, `${good}:2`]);
    await running.close();
  });

  it('gives an event up after the last delay, shows why, and takes it when it is replayed', async () => {
    const mine = run();
    const order = `ord_${mine}`;
    let mended = false;
    const { consumer, taken } = noting(mine, ({ data }) => {
      if ('amountMinor' in data && data.amountMinor === 2 && !mended) throw new Error('this one never');
    });
    const running = await start(consumer);
    await send(payment(order, 1), payment(order, 2), payment(order, 3));
    const { data } = await eventually(
      () => openLetters(consumer.name),
      (page) => page.data.length > 0,
      20_000,
    );
    expect(data).toMatchObject([
      { eventId: `${order}:2`, topic: 'payments', error: 'this one never', failures: 1 },
    ]);
    const id = data[0]?.id as number;
    await letters.replay(id, 'adm_1');
    const back = await eventually(
      () => letters.read(id),
      ({ failures }) => failures === 2,
    );
    expect(back.status).toBe('OPEN');
    mended = true;
    await letters.replay(id, 'adm_1');
    await eventually(
      () => letters.read(id),
      ({ status }) => status === 'REPLAYED',
    );
    expect([...taken].sort()).toEqual([1, 2, 3].map((seq) => `${order}:${seq}`));
    await running.close();
  });

  it('sets aside at once what is no event, and what its handler calls hopeless', async () => {
    const mine = run();
    const order = `ord_${mine}`;
    const { consumer, taken } = noting(mine, ({ id }) => {
      if (id.endsWith(':1')) throw new Hopeless('no second try would help');
    });
    const running = await start(consumer);
    await producer.send({
      topic: `${prefix}payments`,
      messages: [
        { key: order, value: 'gossip\0' },
        { key: order, value: null },
      ],
    });
    await send(payment(order, 1), payment(order, 2));
    await has(taken, 1);
    const { data } = await eventually(
      () => openLetters(consumer.name),
      (page) => page.data.length >= 3,
    );
    const errors = data.filter(({ eventId }) => eventId === `${order}:1`).map(({ error }) => error);
    expect(errors).toEqual(['no second try would help']);
    const strange = data.filter(({ eventId }) => /^payments\[\d\]@\d+$/.test(eventId));
    expect(strange.map(({ body }) => body).sort()).toEqual(['', 'gossip']);
    expect(strange[0]?.error).toContain('Not an event of payments');
    expect(taken).toEqual([`${order}:2`]);
    await letters.discard(strange[0]?.id as number, 'adm_1', 'gossip');
    expect(await letters.read(strange[0]?.id as number)).toMatchObject({
      status: 'DISCARDED',
      touchedBy: 'adm_1',
      note: 'gossip',
    });
    const log = await db
      .selectFrom('operator_actions')
      .select(['actor_id', 'action', 'reason'])
      .where('subject', '=', `dead-letter:${strange[0]?.id}`)
      .execute();
    expect(log).toEqual([{ actor_id: 'adm_1', action: 'discard-dead-letter', reason: 'gossip' }]);
    await running.close();
  });

  it('lets all events wait while a server is away, and loses none', async () => {
    const mine = run();
    const order = `ord_${mine}`;
    let refusals = 0;
    const { consumer, taken } = noting(mine, () => {
      refusals += 1;
      if (refusals <= 3) throw Object.assign(new Error('nobody answers'), { code: 'ECONNREFUSED' });
    });
    await send(payment(order, 1), payment(order, 2), payment(order, 3));
    const running = await start(consumer);
    await has(taken, 3);
    expect(taken).toEqual([1, 2, 3].map((seq) => `${order}:${seq}`));
    const { data } = await openLetters(consumer.name);
    expect(data.filter(({ eventId }) => eventId.startsWith(order))).toEqual([]);
    await running.close();
  });

  it('hands its partitions over in order: nothing is lost or done twice while members come and go', async () => {
    const mine = run();
    const orders = Array.from({ length: 24 }, (_, index) => `ord_${mine}_${index}`);
    const { consumer, taken } = noting(mine, () => sleep(1));
    const first = await start(consumer);
    const second = await start(consumer);
    const rounds = 40;
    for (let seq = 1; seq <= rounds; seq += 1) await send(...orders.map((order) => payment(order, seq)));
    await has(taken, 100);
    await first.close();
    const afterLeave = taken.length;
    const third = await start(consumer);
    await has(taken, orders.length * rounds);
    expect(afterLeave).toBeLessThan(orders.length * rounds);
    expect(new Set(taken).size).toBe(taken.length);
    for (const order of orders) {
      const seqs = taken.filter((id) => id.startsWith(`${order}:`)).map((id) => Number(id.split(':')[1]));
      expect(seqs, order).toEqual(Array.from({ length: rounds }, (_, index) => index + 1));
    }
    await Promise.all([second.close(), third.close()]);
  });
});
