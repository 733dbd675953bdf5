import type { Consumer as KafkaConsumer, KafkaMessage, Producer } from 'kafkajs';
import type { Logger } from 'pino';
import { createTopics, openKafka } from '../../adapters/kafka/index.ts';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config.ts';
import type { EventOf, Topic } from '../../contracts/events.ts';
import { setAside } from '../../services/dead-letters.ts';
import { parseEvent, textOf } from './parse.ts';
import { type Consumer, type Failed, Hopeless, take } from './take.ts';

const topicOf = (name: string, seconds: number) => `${name}.retry.${seconds}s`;
const headerOf = ({ headers }: KafkaMessage, name: string) => headers?.[name]?.toString() ?? '';

/**
 * Second chances: an event that a consumer could not take waits in a topic for each delay, one after the other, while the
 * events behind it go on; after the last it is a dead letter. So it may be taken after later events of its aggregate.
 */
export async function startRetries<T extends Topic>(
  config: Config['kafka'],
  deps: {
    db: Db;
    consumer: Consumer<T>;
    delaysSeconds: readonly number[];
    log: Logger;
    open(groupId: string): KafkaConsumer;
  },
) {
  const { db, consumer, delaysSeconds, log } = deps;
  const kafka = openKafka(config, consumer.name);
  await createTopics(
    kafka,
    config,
    delaysSeconds.map((seconds) => topicOf(consumer.name, seconds)),
    1,
  );
  let producer: Producer | undefined;
  const timers = new Set<NodeJS.Timeout>();

  async function send(
    topic: string,
    message: { key: string; value: string; headers: Record<string, string> },
  ) {
    producer ??= kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    await producer.send({ topic: config.prefix + topic, acks: -1, messages: [message] });
  }

  /** @param tried how many delays it has been through */
  async function again(topic: T, { event, error }: Failed<EventOf<T>>, tried: number): Promise<void> {
    const seconds = delaysSeconds[tried];
    const value = JSON.stringify(event);
    if (seconds === undefined || error instanceof Hopeless) {
      log.error({ err: error, consumer: consumer.name, eventId: event.id }, 'an event is a dead letter now');
      const letter = { consumer: consumer.name, eventId: event.id, topic, body: value, error: error.message };
      return setAside(db, letter);
    }
    const due = String(Date.now() + seconds * 1_000);
    const headers = { topic, tried: String(tried + 1), due };
    await send(topicOf(consumer.name, seconds), { key: event.aggregateId, value, headers });
  }

  const retrying = deps.open(`${consumer.name}.retry`);
  await retrying.connect();
  await retrying.subscribe({
    topics: delaysSeconds.map((seconds) => config.prefix + topicOf(consumer.name, seconds)),
    fromBeginning: true,
  });
  await retrying.run({
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat, pause, isRunning, isStale }) => {
      for (const message of batch.messages) {
        if (!isRunning() || isStale()) return;
        const waitMs = Number(headerOf(message, 'due')) - Date.now();
        if (waitMs > 0) {
          // All behind it in this topic wait as long or longer.
          const resume = pause();
          const timer = setTimeout(() => {
            timers.delete(timer);
            resume();
          }, waitMs);
          timers.add(timer);
          return;
        }
        const topic = headerOf(message, 'topic') as T;
        const body = textOf(message);
        const parsed = parseEvent(topic, body);
        if ('event' in parsed) {
          const [failed] = await take(db, consumer, [parsed.event], log);
          if (failed) await again(topic, failed, Number(headerOf(message, 'tried')));
        } else {
          // A newer version wrote it, which this one does not understand.
          const eventId = `${batch.topic.slice(config.prefix.length)}[${batch.partition}]@${message.offset}`;
          await setAside(db, { consumer: consumer.name, eventId, topic, body, error: parsed.problem });
        }
        resolveOffset(message.offset);
        await heartbeat();
      }
    },
  });
  return {
    again,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await retrying.disconnect();
      await producer?.disconnect();
    },
  };
}
