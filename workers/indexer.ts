import { NativeConnection, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { createSearchActivities } from '../activities/search.ts';
import { openElasticsearch } from '../adapters/elasticsearch/index.ts';
import { openPostgres } from '../adapters/postgres/index.ts';
import { openRedis, redisKeys } from '../adapters/redis/index.ts';
import { dataConverter } from '../adapters/temporal/codec.ts';
import { temporalConnection } from '../adapters/temporal/index.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { isMain, runProcess } from '../process.ts';
import { createHashCache } from '../services/cache.ts';
import { createForget } from '../services/restaurant/forget.ts';
import { createSearchCells } from '../services/search/cells.ts';
import { createSearchIndexes } from '../services/search/indexes.ts';
import { TASK_QUEUES } from '../workflows/messages.ts';
import { consume } from './consume.ts';
import { installRuntime } from './runtime.ts';
import { workflowBundle } from './workflow-bundle.ts';

/** What works on a whole index takes its time. */
const INDEX_WITHIN_MS = 30_000;

/**
 * Keeps the search index and the caches in step with what restaurants change: Kafka `menu-updates` → Elasticsearch, and again
 * → Redis, which heals what a crash between a commit and its own invalidation has left. Neither waits for the other. It also
 * runs the workflow that builds the index anew.
 */
export async function startIndexer(config: Config) {
  const log = createLog('indexer', config.logLevel);
  const postgres = openPostgres(config.postgres);
  const elasticsearch = openElasticsearch(config.elasticsearch, INDEX_WITHIN_MS);
  const redis = openRedis(config.redis);
  const keys = redisKeys(config.redis.prefix);
  const indexes = createSearchIndexes({
    elasticsearch,
    db: postgres.db,
    cells: createSearchCells({ redis, keys }),
    prefix: config.elasticsearch.prefix,
  });
  if (await indexes.ensure()) {
    indexes.fill().catch((error) => {
      log.fatal({ err: error }, 'the search index could not be filled');
      process.exit(1);
    });
  }
  const forget = createForget({ redis, keys, cache: createHashCache({ redis, keys }) });
  const common = { db: postgres.db, log };
  const indexing = await consume(config, {
    ...common,
    consumer: {
      name: 'indexer',
      topics: ['menu-updates'],
      handle: (events) => indexes.update(events.map((event) => event.data)),
    },
  });
  const forgetting = await consume(config, {
    ...common,
    consumer: {
      name: 'caches',
      topics: ['menu-updates'],
      async handle(events) {
        await Promise.all(events.map((event) => forget(event.data)));
      },
    },
  });
  const connection = await NativeConnection.connect(temporalConnection(config.temporal));
  const rebuilds = await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: TASK_QUEUES.search,
    workflowBundle: await workflowBundle(),
    dataConverter: dataConverter(config.temporal),
    activities: createSearchActivities({ indexes }),
    shutdownGraceTime: '10s',
    maxConcurrentActivityTaskExecutions: 2,
  });
  const rebuilding = rebuilds.run();
  rebuilding.catch((error) => {
    log.fatal({ err: error }, 'the worker stopped by itself');
    process.exit(1);
  });
  return {
    checks: {
      postgres: () => sql`select 1`.execute(postgres.db),
      redis: () => redis.ping(),
      elasticsearch: () => elasticsearch.cluster.health({}, { requestTimeout: 1_000, maxRetries: 0 }),
    },
    async close() {
      rebuilds.shutdown();
      await rebuilding;
      await connection.close();
      await Promise.all([indexing.close(), forgetting.close()]);
      redis.disconnect();
      await Promise.all([postgres.close(), elasticsearch.close()]);
    },
  };
}

if (isMain(import.meta.url)) {
  const config = readConfig();
  installRuntime(config);
  await runProcess('indexer', config, startIndexer);
}
