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

/** Creates those topics that are missing. Safe to call at every start and from several processes. */
export async function createTopics(
  kafka: Kafka,
  config: Config['kafka'],
  names: readonly string[],
  partitions = PARTITIONS,
): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: names.map((name) => ({
        topic: config.prefix + name,
        numPartitions: partitions,
        replicationFactor: config.replication,
      })),
    });
  } finally {
    await admin.disconnect();
  }
}

/** Creates the topics of the events where they are missing. */
export const ensureTopics = (kafka: Kafka, config: Config['kafka']): Promise<void> =>
  createTopics(kafka, config, TOPIC_NAMES);
