import type { Producer } from 'kafkajs';
import type { Logger } from 'pino';
import { ensureTopics, openKafka } from '../../adapters/kafka/index.ts';
import type { Config } from '../../config.ts';
import { TOPIC_NAMES } from '../../contracts/events.ts';
import type { OutboxRow, Outcome, Sink } from './lanes.ts';

/** Kafka read the message and will never take it. Any other error may be over tomorrow, and then it is sent again. */
const REFUSALS = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'CORRUPT_MESSAGE',
]);
/** How long one batch may be looked through for what Kafka refuses; the rest of it comes next. */
const SEARCH_MS = 5_000;

/** kafkajs wraps what Kafka said, sometimes twice. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && (REFUSALS.has((error as { type?: string }).type ?? '') || isRefusal(error.cause));

/** Only events of topics that exist can be sent; Kafka would answer for the others as if it were away. */
const isKnown = (row: OutboxRow) => (TOPIC_NAMES as string[]).includes(row.topic);

/**
 * Events keyed by aggregate, so that Kafka keeps the order of each. The producer is idempotent and sends one batch at a time; a
 * relay has one for each of its hands, because the sends of one producer must not overlap.
 */
export function kafkaSink(config: Config['kafka'], log: Logger): Sink {
  const kafka = openKafka(config, 'relay');
  let producer: Producer | undefined;

  async function connected(): Promise<Producer> {
    if (producer) return producer;
    await ensureTopics(kafka, config);
    const fresh = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await fresh.connect();
    producer = fresh;
    return fresh;
  }

  async function produce(rows: OutboxRow[]): Promise<void> {
    const topics = [...new Set(rows.map((row) => row.topic))];
    try {
      await (await connected()).sendBatch({
        acks: -1,
        topicMessages: topics.map((topic) => ({
          topic: config.prefix + topic,
          messages: rows
            .filter((row) => row.topic === topic)
            .map((row) => ({
              key: row.aggregate_id,
              value: row.body,
              headers: { id: row.event_id, type: row.type, ...(row.trace && { traceparent: row.trace }) },
            })),
        })),
      });
    } catch (error) {
      // After an error an idempotent producer does not know which numbers Kafka has seen: it would fail for ever, or worse, give
      // a new event the number of an old one, and Kafka would drop it as a repetition. A new producer is cheap.
      const broken = producer;
      producer = undefined;
      await broken?.disconnect().catch((reason) => log.debug({ err: reason }, 'producer did not close'));
      throw error;
    }
  }

  /** One by one, to find out which of them Kafka refuses. */
  async function search(rows: OutboxRow[]): Promise<Outcome> {
    const outcome: Outcome = { sent: [], refused: [] };
    const until = Date.now() + SEARCH_MS;
    for (const row of rows) {
      if (Date.now() > until) break;
      try {
        await produce([row]);
        outcome.sent.push(row);
      } catch (error) {
        if (!isRefusal(error)) {
          // Kafka went away meanwhile; what is known by now is not forgotten.
          if (outcome.sent.length + outcome.refused.length > 0) break;
          throw error;
        }
        log.error({ err: error, eventId: row.event_id }, 'Kafka refuses an event; it is a dead letter now');
        outcome.refused.push({ row, reason: (error as Error).message });
      }
    }
    return outcome;
  }

  return {
    name: 'kafka',
    async send(rows) {
      const known = rows.filter(isKnown);
      const refused = rows
        .filter((row) => !isKnown(row))
        .map((row) => ({ row, reason: `There is no topic ${row.topic}` }));
      if (known.length === 0) return { sent: [], refused };
      try {
        await produce(known);
        return { sent: known, refused };
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const found = await search(known);
        return { sent: found.sent, refused: [...refused, ...found.refused] };
      }
    },
    async close() {
      await producer?.disconnect();
    },
  };
}
