import type { Logger } from 'pino';
import { ensureTopics, openKafka } from '../adapters/kafka/index.ts';
import { traceMessages } from '../adapters/telemetry/tracing.ts';
import type { Config } from '../config.ts';
import { type EventOf, TOPICS, type Topic } from '../contracts/events.ts';

/**
 * Consumes a topic: batches in order, committed only after `handle` has done its work, so it must bear a repetition. A batch
 * that fails is tried again; a message that is no event of the topic is logged and passed over.
 */
export async function consume<T extends Topic>(
  config: Config,
  options: { topic: T; groupId: string; log: Logger; handle(events: EventOf<T>[]): Promise<void> },
) {
  const { topic, groupId, log, handle } = options;
  const kafka = openKafka(config.kafka, groupId);
  await ensureTopics(kafka, config.kafka);
  const consumer = kafka.consumer({
    groupId: config.kafka.prefix + groupId,
    maxWaitTimeInMs: 500,
    // A consumer that cannot work now tries again for as long as it takes; events wait in Kafka.
    retry: { initialRetryTime: 300, maxRetryTime: 10_000, retries: 10, restartOnFailure: async () => true },
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    log.warn({ err: payload.error }, payload.restart ? 'consumer starts again' : 'consumer cannot go on');
    // A process that lives without consuming would look healthy.
    if (!payload.restart) process.exit(1);
  });
  await consumer.connect();
  await consumer.subscribe({ topic: config.kafka.prefix + topic, fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const events = batch.messages.flatMap(({ value, offset }) => {
        const parsed = TOPICS[topic].safeParse(parseJson(value));
        if (!parsed.success)
          log.error({ topic, offset, issues: parsed.error.issues }, 'not an event of this topic');
        return parsed.success ? [parsed.data as EventOf<T>] : [];
      });
      const traces = batch.messages.map(({ headers }) => headers?.traceparent?.toString());
      await traceMessages(topic, traces, () => handle(events));
    },
  });
  return consumer;
}

function parseJson(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString() ?? '');
  } catch {
    return undefined;
  }
}
