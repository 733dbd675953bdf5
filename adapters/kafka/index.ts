import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { Config } from '../../config.ts';
import { TOPIC_NAMES } from '../../contracts/events.ts';

const PARTITIONS = 6;

function sasl(config: Config['kafka']): KafkaConfig['sasl'] {
  if (!config.mechanism || !config.username || !config.password) return undefined;
  const { mechanism, username, password } = config;
  // kafkajs types each mechanism apart; the three share one shape.
  return { mechanism, username, password } as NonNullable<KafkaConfig['sasl']>;
}

/** A kafkajs client; connections are made by the producers and consumers it hands out. */
export function openKafka(config: Config['kafka'], clientId: string): Kafka {
  const credentials = sasl(config);
  return new Kafka({
    clientId,
    brokers: config.brokers,
    ssl: config.ssl,
    ...(credentials && { sasl: credentials }),
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
    // kafkajs logs every reconnect as an error; the processes report what matters themselves.
    logLevel: logLevel.NOTHING,
    // Whoever uses the client decides how long to go on trying.
    retry: { initialRetryTime: 200, retries: 1 },
  });
}

/** A broker may know a new topic a moment later than it has made it. */
const isFresh = (error: unknown) => (error as { type?: string }).type === 'UNKNOWN_TOPIC_OR_PARTITION';
const LOOK_AGAIN_MS = 250;
const LOOKS = 40;

/** Creates those topics that are missing. Safe to call at every start and from several processes. */
export async function createTopics(
  kafka: Kafka,
  config: Config['kafka'],
  names: readonly string[],
  partitions = PARTITIONS,
): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  const create = () =>
    admin.createTopics({
      waitForLeaders: true,
      topics: names.map((name) => ({
        topic: config.prefix + name,
        numPartitions: partitions,
        replicationFactor: config.replication,
      })),
    });
  try {
    for (let look = 1; ; look += 1) {
      try {
        await create();
        return;
      } catch (error) {
        if (!isFresh(error) || look === LOOKS) throw error;
        await sleep(LOOK_AGAIN_MS);
      }
    }
  } finally {
    await admin.disconnect();
  }
}

/** Creates the topics of the events where they are missing. */
export const ensureTopics = (kafka: Kafka, config: Config['kafka']): Promise<void> =>
  createTopics(kafka, config, TOPIC_NAMES);
