import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openElasticsearch } from '../../adapters/elasticsearch/index.ts';
import { openKafka } from '../../adapters/kafka/index.ts';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { openRedis } from '../../adapters/redis/index.ts';
import { openTemporal } from '../../adapters/temporal/index.ts';
import { type Config, readConfig } from '../../config.ts';
import { loadSeed } from '../../db/load.ts';
import { migrate } from '../../db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    settings: Record<string, string>;
  }
}

const nameOf = (url: string) => pg.escapeIdentifier(new URL(url).pathname.slice(1));

/** PostgreSQL's own vacuum may be in one of the databases, which nobody may send away, for a moment. */
async function patiently<T>(act: () => Promise<T>, tries = 20): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 250));
    return patiently(act, tries - 1);
  }
}

/** @param template whose copy it becomes; nobody may be connected to it */
async function recreateDatabase(adminUrl: string, url: string, template?: string): Promise<void> {
  const name = nameOf(url);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await patiently(() => client.query(`drop database if exists ${name} with (force)`));
  const copied = template ? ` template ${nameOf(template)}` : '';
  await patiently(() => client.query(`create database ${name}${copied}`));
  await client.end();
}

/** Orders of an earlier run would ask for rows that are gone, again and again. */
async function terminateWorkflows(config: Config): Promise<void> {
  const { client, close } = await openTemporal(config.temporal);
  for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
    await client.workflow
      .getHandle(workflowId)
      .terminate('the test run is over')
      .catch(() => {}); // ended by itself meanwhile
  }
  await close();
}

async function removeTraces(config: Config): Promise<void> {
  const redis = openRedis(config.redis);
  const keys = await redis.keys(`${config.redis.prefix}*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();

  const elasticsearch = openElasticsearch(config.elasticsearch);
  const indexes = await elasticsearch.indices.get({ index: `${config.elasticsearch.prefix}*` });
  for (const index of Object.keys(indexes)) await elasticsearch.indices.delete({ index });
  await elasticsearch.close();

  const admin = openKafka(config.kafka, 'tests').admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(config.kafka.prefix));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
}

/**
 * An installation of its own on the five running servers: a fresh database with Helsinki in it, a Temporal namespace, and
 * names that nobody else uses in Redis, Kafka and Elasticsearch. It shares database and namespace with the test runs, so
 * there can be one at a time.
 */
export async function openInstallation(purpose: string) {
  const { postgres } = readConfig();
  if (!postgres.testUrl) throw new Error('TEST_DATABASE_URL is not set: run `npm run stack -- up` first.');
  const run = `${purpose}-${process.pid}`;
  const settings = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    PORT: '0',
    // All tests come from one address; those about limits set their own.
    RATE_LIMIT_FACTOR: '1000',
    DATABASE_URL: postgres.testUrl,
    REDIS_PREFIX: `${run}:`,
    ELASTICSEARCH_PREFIX: `${run}-`,
    KAFKA_PREFIX: `${run}.`,
    TEMPORAL_NAMESPACE: 'tiffin-test',
    // Most tests are about what happens to an order, and want its partner to be asked at once.
    DISPATCH_POLICY: 'scored',
  };
  const config = readConfig(settings);

  await Promise.all([recreateDatabase(postgres.url, postgres.testUrl), terminateWorkflows(config)]);
  await migrate(config.postgres.url);
  const { db, close } = openPostgres(config.postgres);
  await loadSeed(db);
  await close();
  return {
    settings,
    async close() {
      await terminateWorkflows(config);
      await removeTraces(config);
    },
  };
}

/**
 * What a test file may change without another file seeing it: a copy of the installation's database, names of its own on the
 * other servers, and no workflow of an earlier file.
 */
export async function ownInstallation(shared: Record<string, string>): Promise<Record<string, string>> {
  const { postgres } = readConfig();
  const template = shared.DATABASE_URL as string;
  const url = new URL(template);
  url.pathname += '_file';
  const file = randomUUID().slice(0, 8);
  const settings = {
    ...shared,
    DATABASE_URL: url.href,
    REDIS_PREFIX: `${shared.REDIS_PREFIX}${file}:`,
    ELASTICSEARCH_PREFIX: `${shared.ELASTICSEARCH_PREFIX}${file}-`,
    KAFKA_PREFIX: `${shared.KAFKA_PREFIX}${file}.`,
  };
  await terminateWorkflows(readConfig(settings));
  await recreateDatabase(postgres.url, url.href, template);
  return settings;
}

/** One installation for a run of the tests, from which each file takes its own. */
export default async function setup(project: TestProject) {
  const { settings, close } = await openInstallation('test');
  project.provide('settings', settings);
  return close;
}
