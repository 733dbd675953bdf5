import { sql } from 'kysely';
import type { Logger } from 'pino';
import { ensureTopics, openKafka } from '../adapters/kafka/index.ts';
import type { Db } from '../adapters/postgres/index.ts';
import { traceMessages } from '../adapters/telemetry/tracing.ts';
import type { Config } from '../config.ts';
import type { EventOf, Topic } from '../contracts/events.ts';
import { setAside } from '../services/dead-letters.ts';
import { parseEvent, textOf } from './consume/parse.ts';
import { watchReplays } from './consume/replays.ts';
import { startRetries } from './consume/retries.ts';
import { type Consumer, take } from './consume/take.ts';

export { type Consumer, Hopeless } from './consume/take.ts';

/** So many events are taken in one transaction, and lost to a rebalance at most. */
const CHUNK = 100;
const RETRY_DELAYS_SECONDS = [5, 60, 600];
/**
 * Longer than Kafka keeps an event, so that none can come again after it is forgotten: seven days by default, and until then the
 * segment may be seven days old that it lies in.
 */
const REMEMBER_DAYS = 15;
const FORGET_EVERY_MS = 3_600_000;

/**
 * Runs a consumer until closed. Each event is taken once, however often it comes; while a server is away, all wait; what fails
 * for another reason is tried again after a while, and then becomes a dead letter. What is no event becomes one at once.
 */
export async function consume<T extends Topic>(
  config: Config,
  options: { consumer: Consumer<T>; db: Db; log: Logger; retryDelaysSeconds?: readonly number[] },
): Promise<{ close(): Promise<void> }> {
  const { consumer, db, log, retryDelaysSeconds: delaysSeconds = RETRY_DELAYS_SECONDS } = options;
  const { prefix } = config.kafka;
  const kafka = openKafka(config.kafka, consumer.name);
  await ensureTopics(kafka, config.kafka);

  const open = (groupId: string) => {
    const group = kafka.consumer({
      groupId: prefix + groupId,
      maxWaitTimeInMs: 500,
      // A consumer that cannot work now tries again for as long as it takes; events wait in Kafka.
      retry: { initialRetryTime: 300, maxRetryTime: 10_000, retries: 10, restartOnFailure: async () => true },
    });
    group.on(group.events.CRASH, ({ payload }) => {
      log.warn({ err: payload.error }, payload.restart ? 'consumer starts again' : 'consumer cannot go on');
      // A process that lives without consuming would look healthy.
      if (!payload.restart) process.exit(1);
    });
    return group;
  };
  const retries = await startRetries(config.kafka, { db, consumer, delaysSeconds, log, open });
  const replays = watchReplays(config.postgres, { db, consumer, log });
  const forget = () =>
    sql`delete from consumed_events where consumer = ${consumer.name}
          and at < now() - make_interval(days => ${REMEMBER_DAYS})`
      .execute(db)
      .catch((error) => log.warn({ err: error }, 'old events were not forgotten'));
  const forgetting = setInterval(forget, FORGET_EVERY_MS);

  const group = open(consumer.name);
  await group.connect();
  await group.subscribe({ topics: consumer.topics.map((topic) => prefix + topic), fromBeginning: true });
  await group.run({
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }) => {
      const topic = batch.topic.slice(prefix.length) as T;
      for (let from = 0; from < batch.messages.length; from += CHUNK) {
        // Whoever has the partition next goes on from here.
        if (!isRunning() || isStale()) return;
        const chunk = batch.messages.slice(from, from + CHUNK);
        const events: EventOf<T>[] = [];
        const strange: { eventId: string; body: string; error: string }[] = [];
        for (const message of chunk) {
          const body = textOf(message);
          const parsed = parseEvent(topic, body);
          const eventId = `${topic}[${batch.partition}]@${message.offset}`;
          if ('event' in parsed) events.push(parsed.event);
          else strange.push({ eventId, body, error: parsed.problem });
        }
        const traces = chunk.map(({ headers }) => headers?.traceparent?.toString());
        const taken = await traceMessages(topic, traces, () => take(db, consumer, events, log));
        for (const failed of taken) await retries.again(topic, failed, 0);
        // Only now: while a server is away, the same chunk comes again and again.
        for (const { eventId, ...letter } of strange) {
          log.error({ consumer: consumer.name, eventId }, 'not an event of its topic: a dead letter');
          await setAside(db, { consumer: consumer.name, eventId, topic, ...letter });
        }
        resolveOffset(chunk.at(-1)?.offset as string);
        await heartbeat();
        await commitOffsetsIfNecessary();
      }
    },
  });
  return {
    /** Finishes what is in hand, notes how far it came, and leaves the group. */
    async close() {
      clearInterval(forgetting);
      await group.disconnect();
      await Promise.all([retries.close(), replays.close()]);
    },
  };
}
