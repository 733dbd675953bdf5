import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKafka } from '../../adapters/kafka/index.ts';
import { type Db, openPostgres } from '../../adapters/postgres/index.ts';
import { createDeadLetterService, setAside } from '../../services/dead-letters.ts';
import { forgetSent, readOutboxLag } from '../../services/outbox.ts';
import { startRelay } from '../../workers/relay.ts';
import { type Broker, startBroker } from '../helpers/broker.ts';
import { inventOrders, paymentEvent, removeEvents, waitingEvents, writeEvents } from '../helpers/outbox.ts';
import { eventually } from '../helpers/people.ts';
import { startProcess } from '../helpers/process.ts';
import { testConfig } from '../helpers/system.ts';

let db: Db;
let close: () => Promise<void>;
let broker: Broker;
/** A broker of its own: what waits from other tests goes there, and nobody minds when it is away. */
let settings: Record<string, string>;
const orders: string[] = [];

beforeAll(async () => {
  broker = await startBroker();
  settings = { KAFKA_BROKERS: broker.address, LOG_LEVEL: 'silent' };
  ({ db, close } = openPostgres(testConfig().postgres));
});
afterAll(async () => {
  await removeEvents(db, orders);
  await close();
  await broker.remove();
});

function invent(count: number): string[] {
  const fresh = inventOrders(count);
  orders.push(...fresh);
  return fresh;
}

const nothingWaits = (of: string[], withinMs = 30_000) =>
  eventually(
    () => waitingEvents(db, of),
    (waiting) => waiting.length === 0,
    withinMs,
  );

/** Listens to `payments` from the beginning: the ids of these orders' events, as they come. */
async function hear(of: string[]) {
  const config = testConfig(settings).kafka;
  const mine = new Set(of);
  const heard: string[] = [];
  const consumer = openKafka(config, 'test').consumer({ groupId: randomUUID(), maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic: `${config.prefix}payments`, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      if (mine.has(message.key?.toString() ?? '')) heard.push(message.headers?.id?.toString() ?? '');
    },
  });
  return { heard, close: () => consumer.disconnect() };
}

/** The numbers of an order's events in the order of their first arrival. */
const firsts = (heard: string[], orderId: string) =>
  [...new Set(heard)].filter((id) => id.startsWith(`${orderId}:`)).map((id) => Number(id.split(':')[1]));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('several relays', () => {
  it('share the work, keep the order of each aggregate and lose nothing, though one is killed in the middle', async () => {
    const mine = invent(40);
    const rounds = 50;
    const [doomed, other] = await Promise.all([
      startProcess('workers/relay.ts', settings),
      startProcess('workers/relay.ts', settings),
    ]);
    try {
      for (let seq = 1; seq <= rounds; seq += 1) {
        await writeEvents(
          db,
          mine.map((orderId) => paymentEvent(orderId, seq)),
        );
        if (seq === 25) await doomed.kill();
      }
      await nothingWaits(mine);
      const { heard, close: stopHearing } = await hear(mine);
      await eventually(
        async () => new Set(heard).size,
        (size) => size === mine.length * rounds,
      );
      for (const orderId of mine) expect(firsts(heard, orderId), orderId).toEqual(upTo(rounds));
      // Twice comes at most what the dead one had in its two hands.
      expect(heard.length - mine.length * rounds).toBeLessThanOrEqual(2 * 500);
      await stopHearing();
    } finally {
      await Promise.all([doomed.kill(), other.close()]);
    }
  });

  it('leave the lanes that one holds to it and go on with the others', async () => {
    const mine = invent(60);
    const relay = await startRelay(testConfig(settings));
    try {
      await db.transaction().execute(async (tx) => {
        // A relay that hangs with a lane in its hands.
        await tx
          .selectFrom('outbox_lanes')
          .select('lane')
          .where('sink', '=', 'kafka')
          .where('lane', '=', 3)
          .forUpdate()
          .execute();
        await writeEvents(
          db,
          mine.map((orderId) => paymentEvent(orderId, 1)),
        );
        const lanes = await db
          .selectFrom('outbox')
          .select(['event_id', 'lane'])
          .where('aggregate_id', 'in', mine)
          .execute();
        const held = lanes.filter(({ lane }) => lane === 3).map((row) => row.event_id);
        expect(held.length).toBeGreaterThan(0);
        await eventually(
          () => waitingEvents(db, mine),
          (waiting) => waiting.length === held.length,
        );
        expect((await waitingEvents(db, mine)).sort()).toEqual(held.sort());
      });
      await nothingWaits(mine);
    } finally {
      await relay.close();
    }
  });
});

describe('an event that Kafka refuses', () => {
  const letterOf = (orderId: string) =>
    db.selectFrom('dead_letters').selectAll().where('event_id', '=', `${orderId}:2`).executeTakeFirst();

  it('becomes a dead letter, stops nobody, and can be replayed or discarded', async () => {
    const [orderId, ...others] = invent(20) as [string, ...string[]];
    const all = [orderId, ...others];
    const letters = createDeadLetterService({ db });
    const relay = await startRelay(testConfig(settings));
    try {
      await writeEvents(db, [
        ...all.map((id) => paymentEvent(id, 1)),
        // More than a broker takes in one message.
        paymentEvent(orderId, 2, { ballast: randomUUID().repeat(60_000) }),
        paymentEvent(orderId, 3),
        ...others.map((id) => paymentEvent(id, 2)),
      ]);
      await nothingWaits(all);
      const letter = await letterOf(orderId);
      expect(letter).toMatchObject({
        consumer: 'relay-kafka',
        status: 'OPEN',
        topic: 'payments',
        failures: 1,
      });
      expect(letter?.error).toContain('larger than');
      const { heard, close: stopHearing } = await hear(all);
      await eventually(
        async () => new Set(heard).size,
        (size) => size === all.length * 2,
      );
      for (const id of others) expect(firsts(heard, id)).toEqual([1, 2]);
      expect(firsts(heard, orderId)).toEqual([1, 3]);

      // Replayed as it is, it comes back; mended, it goes through.
      const id = letter?.id as number;
      await letters.replay(id, 'adm_1');
      await eventually(
        () => letters.read(id),
        ({ failures }) => failures === 2,
      );
      expect(await letters.read(id)).toMatchObject({ status: 'OPEN', touchedBy: 'adm_1' });
      await db
        .updateTable('outbox')
        .set({ data: paymentEvent(orderId, 2).data })
        .where('event_id', '=', `${orderId}:2`)
        .execute();
      expect(await letters.replayAll('relay-kafka', 'adm_2')).toBe(1);
      await eventually(
        async () => heard.filter((event) => event === `${orderId}:2`).length,
        (times) => times === 1,
      );
      expect(await letters.read(id)).toMatchObject({ status: 'REPLAYED', touchedBy: 'adm_2' });
      await expect(letters.discard(id, 'adm_1', 'not needed')).rejects.toMatchObject({
        code: 'dead-letter-closed',
      });
      await stopHearing();
    } finally {
      await relay.close();
    }
  });

  it('is also one of a topic that does not exist', async () => {
    const [orderId] = invent(1) as [string];
    const relay = await startRelay(testConfig(settings));
    try {
      await writeEvents(db, [{ ...paymentEvent(orderId, 2), topic: 'gossip' }, paymentEvent(orderId, 3)]);
      await nothingWaits([orderId]);
      expect(await letterOf(orderId)).toMatchObject({ status: 'OPEN', error: 'There is no topic gossip' });
    } finally {
      await relay.close();
    }
  });
});

describe('while Kafka is away', () => {
  it('events wait, the lag shows it, and all arrive in order when it is back', async () => {
    const mine = invent(10);
    const relay = await startRelay(testConfig(settings));
    try {
      await writeEvents(
        db,
        mine.map((orderId) => paymentEvent(orderId, 1)),
      );
      await nothingWaits(mine);
      await broker.stop();
      for (const seq of [2, 3, 4]) {
        await writeEvents(
          db,
          mine.map((orderId) => paymentEvent(orderId, seq)),
        );
      }
      await sleep(2_000);
      expect(await waitingEvents(db, mine)).toHaveLength(30);
      const { kafka, realtime } = await readOutboxLag(db);
      expect(kafka.waiting).toBeGreaterThanOrEqual(30);
      expect(kafka.oldestSeconds).toBeGreaterThanOrEqual(2);
      expect(realtime.waiting).toBe(0);
      await broker.start();
      await nothingWaits(mine, 12_000);
      const { heard, close: stopHearing } = await hear(mine);
      await eventually(
        async () => new Set(heard).size,
        (size) => size === 40,
      );
      for (const orderId of mine) expect(firsts(heard, orderId)).toEqual([1, 2, 3, 4]);
      await stopHearing();
      expect((await readOutboxLag(db)).kafka).toEqual({ waiting: 0, oldestSeconds: 0 });
    } finally {
      await relay.close();
    }
  });
});

describe('events that were sent', () => {
  it('are forgotten after two weeks, but not what waits, and not what may be replayed', async () => {
    const [old, waiting, letter, fresh] = invent(4) as [string, string, string, string];
    const sent = new Date();
    const long = new Date(Date.now() - 15 * 86_400_000);
    const rows = [old, waiting, letter, fresh].map((id) => ({
      ...paymentEvent(id, 1),
      occurred_at: id === fresh ? sent : long,
      kafka_at: id === waiting ? null : sent,
    }));
    await db.insertInto('outbox').values(rows).execute();
    await setAside(db, {
      consumer: 'relay-kafka',
      eventId: `${letter}:1`,
      topic: 'payments',
      body: '{}',
      error: 'too large',
    });
    const left = async () => {
      const found = await db
        .selectFrom('outbox')
        .select('aggregate_id')
        .where('aggregate_id', 'in', [old, waiting, letter, fresh])
        .execute();
      return found.map((row) => row.aggregate_id).toSorted();
    };
    await forgetSent(db);
    expect(await left()).toEqual([waiting, letter, fresh].toSorted());
    await db
      .updateTable('dead_letters')
      .set({ status: 'DISCARDED' })
      .where('event_id', '=', `${letter}:1`)
      .execute();
    await forgetSent(db);
    expect(await left()).toEqual([waiting, fresh].toSorted());
  });
});
