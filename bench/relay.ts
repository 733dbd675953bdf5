import { randomUUID } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { ensureTopics, openKafka } from '../adapters/kafka/index.ts';
import { type Db, openPostgres } from '../adapters/postgres/index.ts';
import { type Config, readConfig } from '../config.ts';
import { startProcesses } from '../scripts/processes.ts';
import { startBroker } from '../tests/helpers/broker.ts';
import { openInstallation } from '../tests/helpers/installation.ts';
import { basket, customer, restaurantThatIs } from '../tests/helpers/people.ts';
import { consume } from '../workers/consume.ts';
import { type Benchmark, type Figure, median, percentile, timed } from './bench.ts';
import { freePort, startProgram } from './processes.ts';

const ROUNDS = 5;
const EVENTS = 20_000;
/** What the relay takes at once, and with how many hands: the bare tools get the same. */
const BATCH = 1_000;
const HANDS = 3;

const LATENCY = { events: 1_000, everyMs: 20 };
const PLACEMENTS_PER_SECOND = 5;
/** Other events meanwhile, so that there is a backlog worth the name. */
const BACKGROUND = { events: 20, everyMs: 100 };

/** An event as large as those of real orders. It concerns nobody's socket. */
function event(orderId: string, seq: number) {
  const data = {
    ...{ orderId, seq, from: 'PLACED', status: 'CONFIRMED', customerId: 'cus_01jd7zk0f8e9vbq3n4m5p6r7st' },
    ...{ restaurantId: 'rst_01jd7zk0f8e9vbq3n4m5p6r7st', actor: 'restaurant', reason: null },
  };
  return {
    ...{ event_id: `${orderId}:${seq}`, topic: 'orders', aggregate_id: orderId, type: 'OrderConfirmed' },
    ...{ data: JSON.stringify(data), realtime_at: new Date() },
  };
}
const events = (count: number) => {
  const run = randomUUID().slice(0, 13);
  return Array.from({ length: count }, (_, index) =>
    event(`ord_${run}_${index % 1_000}`, Math.floor(index / 1_000) + 1),
  );
};
type NewEvent = ReturnType<typeof event>;
const insert = (db: Db, rows: NewEvent[]) => db.insertInto('outbox').values(rows).execute();

async function untilSent(db: Db): Promise<void> {
  const waits = () =>
    db.selectFrom('outbox').select('id').where('kafka_at', 'is', null).limit(1).executeTakeFirst();
  while (await waits()) await sleep(20);
}

/** Works through batches with so many hands. @returns batches' items per second */
async function rateOf(rows: NewEvent[], hands: ((batch: NewEvent[]) => Promise<unknown>)[]): Promise<number> {
  const batches: NewEvent[][] = [];
  for (let from = 0; from < rows.length; from += BATCH) batches.push(rows.slice(from, from + BATCH));
  const ms = await timed(() =>
    Promise.all(
      hands.map(async (hand) => {
        for (let batch = batches.shift(); batch; batch = batches.shift()) await hand(batch);
      }),
    ),
  );
  return rows.length / (ms / 1_000);
}

/** The rate at which the relay works a backlog off, beside inserting that backlog and beside kafkajs alone. */
async function throughput(db: Db, config: Config, say: (line: string) => void): Promise<Figure> {
  const kafka = openKafka(config.kafka, 'bench');
  const producers = Array.from({ length: HANDS }, () =>
    kafka.producer({ idempotent: true, maxInFlightRequests: 1 }),
  );
  await Promise.all(producers.map((producer) => producer.connect()));
  const rates = { inserts: [] as number[], kafkajs: [] as number[], relay: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bare = events(EVENTS);
    const kafkajs = await rateOf(
      bare,
      producers.map((producer) => (batch) => {
        const messages = batch.map((row) => ({
          key: row.aggregate_id,
          // The bytes that the relay sends, made as it makes them.
          value: JSON.stringify({
            ...{ id: row.event_id, aggregateId: row.aggregate_id, occurredAt: new Date().toISOString() },
            ...{ type: row.type, data: JSON.parse(row.data) },
          }),
          headers: { id: row.event_id, type: row.type },
        }));
        return producer.sendBatch({
          acks: -1,
          topicMessages: [{ topic: `${config.kafka.prefix}orders`, messages }],
        });
      }),
    );
    let inserts = 0;
    // The lanes are locked while the backlog grows.
    await db.transaction().execute(async (tx) => {
      await sql`select 1 from outbox_lanes where sink = 'kafka' for update`.execute(tx);
      inserts = await rateOf(
        events(EVENTS),
        Array.from({ length: HANDS }, () => (batch: NewEvent[]) => insert(db, batch)),
      );
      await sql`select pg_notify('outbox', '')`.execute(tx);
    });
    const relay = EVENTS / ((await timed(() => untilSent(db))) / 1_000);
    say(
      `${round === 0 ? 'warming up' : `round ${round}`}: ${Math.round(relay)} events/s relayed, ` +
        `${Math.round(inserts)} inserted, ${Math.round(kafkajs)} sent by kafkajs alone`,
    );
    if (round === 0) continue;
    rates.inserts.push(inserts);
    rates.kafkajs.push(kafkajs);
    rates.relay.push(relay);
  }
  await Promise.all(producers.map((producer) => producer.disconnect()));
  const [inserts, kafkajs] = [median(rates.inserts), median(rates.kafkajs)];
  return {
    what: `outbox → Kafka, a backlog of ${EVENTS} events`,
    ours: median(rates.relay),
    yardstick:
      inserts < kafkajs
        ? 'bare inserts, the slower of the two'
        : 'bare kafkajs batches, the slower of the two',
    theirs: Math.min(inserts, kafkajs),
    unit: 'per s',
    target: { atLeast: 0.7 },
  };
}

/** From before an event is committed until a consumer, with its check for repetitions, has it. */
async function latency(db: Db, config: Config, say: (line: string) => void): Promise<Figure> {
  const sentAt = new Map<string, number>();
  const took: number[] = [];
  const consumer = await consume(config, {
    db,
    log: pino({ level: 'silent' }),
    consumer: {
      name: 'bench',
      topics: ['orders'],
      async handle(heard) {
        for (const { id } of heard) {
          const at = sentAt.get(id);
          if (at !== undefined) took.push(performance.now() - at);
        }
      },
    },
  });
  // What the other parts have sent comes first.
  const warmUp = event(`ord_${randomUUID()}`, 1);
  sentAt.set(warmUp.event_id, 0);
  await insert(db, [warmUp]);
  while (took.length === 0) await sleep(50);
  took.length = 0;
  say(`${LATENCY.events} events, one every ${LATENCY.everyMs} ms`);
  for (let index = 0; index < LATENCY.events; index += 1) {
    const row = event(`ord_${randomUUID()}`, 1);
    sentAt.set(row.event_id, performance.now());
    await Promise.all([insert(db, [row]), sleep(LATENCY.everyMs)]);
  }
  while (took.length < LATENCY.events) await sleep(50);
  await consumer.close();
  say(`median ${median(took).toFixed(1)} ms, p95 ${percentile(took, 0.95).toFixed(1)} ms`);
  return {
    what: 'commit → consumer, p99 (on an idle machine)',
    value: percentile(took, 0.99),
    unit: 'ms',
    target: { atMost: 50 },
  };
}

async function accepts(address: string): Promise<boolean> {
  const [host, port] = address.split(':') as [string, string];
  return new Promise((resolve) => {
    const socket = connectTcp(Number(port), host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Places orders, and writes other events, while `during` lasts. @returns how long each placement took */
async function placing(place: () => Promise<unknown>, db: Db, seconds: number): Promise<number[]> {
  const took: number[] = [];
  const underWay: Promise<unknown>[] = [];
  const end = Date.now() + seconds * 1_000;
  const background = async () => {
    for (; Date.now() < end; await sleep(BACKGROUND.everyMs)) await insert(db, events(BACKGROUND.events));
  };
  underWay.push(background());
  // An open loop: who orders does not wait for the one before.
  for (let due = Date.now(); due < end; due += 1_000 / PLACEMENTS_PER_SECOND) {
    await sleep(Math.max(0, due - Date.now()));
    underWay.push(timed(place).then((ms) => took.push(ms)));
  }
  await Promise.all(underWay);
  return took;
}

/** Kafka away and back, while orders are placed. */
async function outage(
  db: Db,
  broker: Awaited<ReturnType<typeof startBroker>>,
  settings: Record<string, string>,
  awaySeconds: number,
  say: (line: string) => void,
): Promise<Figure[]> {
  const port = await freePort();
  const { stop } = await startProcesses({ ...settings, PORT: String(port) });
  try {
    const url = `http://127.0.0.1:${port}`;
    const restaurant = await restaurantThatIs(db, 'open');
    const eater = await customer(url);
    const body = await basket(eater, restaurant);
    const token = eater.session?.accessToken as string;
    const place = async () => {
      const key = randomUUID();
      for (;;) {
        const answer = await fetch(`${url}/v1/orders`, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/json',
            'Idempotency-Key': key,
          },
          body: JSON.stringify(body),
        });
        const text = await answer.text();
        if (answer.status === 201) return;
        // A customer would press the button again; it counts as one long wait.
        if (answer.status !== 503) throw new Error(`an order was answered ${answer.status}: ${text}`);
      }
    };
    say(
      `${PLACEMENTS_PER_SECOND} orders and 200 other events a second: warming up, then ${awaySeconds / 2} s with Kafka`,
    );
    await placing(place, db, 10);
    const before = await placing(place, db, awaySeconds / 2);
    await broker.stop();
    say(`${awaySeconds} s without Kafka`);
    const away = await placing(place, db, awaySeconds);
    const { waiting } = await db
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<number>().as('waiting'))
      .where('kafka_at', 'is', null)
      .executeTakeFirstOrThrow();
    const starting = broker.start();
    while (!(await accepts(broker.address))) await sleep(20);
    const drainMs = await timed(() => untilSent(db));
    await starting;
    say(`${waiting} events had waited; ${awaySeconds / 2} s with Kafka again`);
    const after = await placing(place, db, awaySeconds / 2);
    return [
      {
        what: `backlog of ${waiting} events gone after Kafka accepts connections again`,
        value: drainMs / 1_000,
        unit: 's',
        target: { atMost: 12 },
      },
      {
        what: `placing an order while Kafka is away, p99 of ${away.length}`,
        ours: percentile(away, 0.99),
        yardstick: 'with Kafka, before and after',
        theirs: percentile([...before, ...after], 0.99),
        unit: 'ms',
        target: { atMost: 1.05 },
      },
    ];
  } finally {
    await stop();
  }
}

export const benchmark: Benchmark = {
  name: 'relay',
  about:
    'the outbox relay: its rate beside bare inserts and bare kafkajs, its delay, and Kafka away and back',
  async run(say, { awaySeconds }): Promise<Figure[]> {
    const installation = await openInstallation('bench');
    const broker = await startBroker();
    const settings = { ...installation.settings, KAFKA_BROKERS: broker.address };
    const config = readConfig(settings);
    // Asked as the relay asks, so that waiting for it costs nothing beside its work.
    const { db, close } = openPostgres(config.postgres, ['enable_seqscan=off', 'enable_bitmapscan=off']);
    try {
      await ensureTopics(openKafka(config.kafka, 'bench'), config.kafka);
      const relay = await startProgram('workers/relay.ts', { env: { ...settings, LOG_LEVEL: 'warn' } });
      await untilSent(db);
      const figures = [await throughput(db, config, say), await latency(db, config, say)];
      await relay.stop();
      return [...figures, ...(await outage(db, broker, settings, awaySeconds, say))];
    } finally {
      await close();
      await installation.close();
      await broker.remove();
    }
  },
};
