import { setTimeout as sleep } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import { sql } from 'kysely';
import { type Logger, pino } from 'pino';
import { ensureTopics, openKafka } from '../adapters/kafka/index.ts';
import { type Db, listen, openPostgres } from '../adapters/postgres/index.ts';
import { openRedis, redisKeys } from '../adapters/redis/index.ts';
import { type Config, readConfig } from '../config.ts';
import type { EventOf, Topic } from '../contracts/events.ts';
import { isMain, runProcess } from '../process.ts';
import { createActiveOrders } from '../services/order/active-orders.ts';
import { frameOf } from '../services/realtime/frames.ts';
import { publishFrame } from '../services/realtime/publish.ts';

const BATCH = 200;
/** A NOTIFY may be lost with its connection; this is how long an event can wait then. */
const POLL_MS = 2_000;
const RETRY_MS = 1_000;

type Row = {
  id: number;
  event_id: string;
  topic: string;
  aggregate_id: string;
  type: string;
  data: unknown;
  recipients: string[];
  trace: string | null;
  occurred_at: Date;
};

type Sink = { mark: 'kafka_at' | 'realtime_at'; send(rows: Row[]): Promise<void> };

const eventOf = (row: Row) => ({
  id: row.event_id,
  aggregateId: row.aggregate_id,
  occurredAt: row.occurred_at.toISOString(),
  type: row.type,
  data: row.data,
});

/**
 * Takes the oldest unsent events, sends them in order and marks them, all while holding the sink's lock: of several relay
 * processes one works a sink at a time, and an event is marked only after it was sent. @returns how many were sent
 */
async function relayBatch(db: Db, sink: Sink): Promise<number> {
  return db.transaction().execute(async (tx) => {
    // The lock must last as long as the send, which has time-outs of its own.
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
    const { rows: locks } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtext(${`outbox:${sink.mark}`})) as mine`.execute(tx);
    if (!locks[0]?.mine) return 0;
    const rows = await tx
      .selectFrom('outbox')
      .selectAll()
      .where(sink.mark, 'is', null)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    if (rows.length === 0) return 0;
    await sink.send(rows);
    await tx
      .updateTable('outbox')
      .set({ [sink.mark]: new Date() })
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    return rows.length;
  });
}

/** Runs a sink until stopped: at once when woken, every two seconds in any case, again after a pause when it fails. */
function runSink(db: Db, sink: Sink, log: Logger) {
  const stopped = new AbortController();
  let woken = false;
  let wake = () => {};

  /** Until the time is over, the sink is stopped, or, if it may be, woken. */
  async function pause(ms: number, mayWake: boolean): Promise<void> {
    if (stopped.signal.aborted || (mayWake && woken)) return;
    const woke = new AbortController();
    if (mayWake) wake = () => woke.abort();
    const signal = AbortSignal.any([stopped.signal, woke.signal]);
    await sleep(ms, undefined, { signal }).catch(() => {}); // cut short
  }

  const loop = async () => {
    while (!stopped.signal.aborted) {
      woken = false;
      try {
        if ((await relayBatch(db, sink)) === BATCH) continue;
        await pause(POLL_MS, true);
      } catch (error) {
        log.warn({ err: error, sink: sink.mark }, 'events wait in the outbox');
        await pause(RETRY_MS, false);
      }
    }
  };
  const done = loop();
  return {
    wake() {
      woken = true;
      wake();
    },
    async close() {
      stopped.abort();
      await done;
    },
  };
}

/** Events keyed by aggregate, so that Kafka keeps the order of each order. The producer is idempotent and sends one batch at a time. */
function kafkaSink(config: Config, log: Logger): Sink & { close(): Promise<void> } {
  const kafka = openKafka(config.kafka, 'relay');
  let producer: Producer | undefined;

  async function connected(): Promise<Producer> {
    if (producer) return producer;
    await ensureTopics(kafka, config.kafka);
    const fresh = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await fresh.connect();
    producer = fresh;
    return fresh;
  }

  return {
    mark: 'kafka_at',
    async send(rows) {
      const topics = [...new Set(rows.map((row) => row.topic))];
      try {
        await (await connected()).sendBatch({
          acks: -1,
          topicMessages: topics.map((topic) => ({
            topic: config.kafka.prefix + topic,
            messages: rows
              .filter((row) => row.topic === topic)
              .map((row) => ({
                key: row.aggregate_id,
                value: JSON.stringify(eventOf(row)),
                headers: { id: row.event_id, type: row.type, ...(row.trace && { traceparent: row.trace }) },
              })),
          })),
        });
      } catch (error) {
        // After an error of sequence an idempotent producer never recovers; a new one is cheap.
        const broken = producer;
        producer = undefined;
        await broken?.disconnect().catch((reason) => log.debug({ err: reason }, 'producer did not close'));
        throw error;
      }
    },
    async close() {
      await producer?.disconnect();
    },
  };
}

const SOCKET_TOPICS: Topic[] = ['orders', 'deliveries'];

function realtimeSink(config: Config): Sink & { close(): Promise<void> } {
  const redis = openRedis(config.redis);
  const keys = redisKeys(config.redis.prefix);
  const active = createActiveOrders({ redis, keys });
  return {
    mark: 'realtime_at',
    async send(rows) {
      for (const row of rows) {
        if (!SOCKET_TOPICS.includes(row.topic as Topic)) continue;
        const event = eventOf(row) as EventOf<'orders'> | EventOf<'deliveries'>;
        // Before the frame: who hears of a change and asks at once should see it.
        await active.note(event);
        const frame = frameOf(event);
        await Promise.all(row.recipients.map((recipient) => publishFrame(redis, keys, recipient, frame)));
      }
    },
    async close() {
      redis.disconnect();
    },
  };
}

/** The relay: brings committed events from the outbox to Kafka and to people's sockets, each sink at its own pace. */
export async function startRelay(config: Config) {
  const log = pino({ level: config.logLevel, name: 'relay' });
  const { db, close } = openPostgres(config.postgres);
  const sinks = [kafkaSink(config, log), realtimeSink(config)];
  const running = sinks.map((sink) => runSink(db, sink, log));
  const listener = listen(config.postgres, 'outbox', () => {
    for (const sink of running) sink.wake();
  });
  return {
    checks: { postgres: () => sql`select 1`.execute(db) },
    async close() {
      await listener.close();
      await Promise.all(running.map((sink) => sink.close()));
      await Promise.all(sinks.map((sink) => sink.close()));
      await close();
    },
  };
}

if (isMain(import.meta.url)) await runProcess('relay', readConfig(), startRelay);
