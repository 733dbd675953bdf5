import { pino } from 'pino';
import { openElasticsearch } from '../adapters/elasticsearch/index.ts';
import { openPostgres } from '../adapters/postgres/index.ts';
import { type Config, readConfig } from '../config.ts';
import { isMain, untilStopped } from '../process.ts';
import { createSearchService } from '../services/search/index.ts';
import { consume } from './consume.ts';

/** Keeps the search index in step with what restaurants change: Kafka `menu-updates` → Elasticsearch. */
export async function startIndexer(config: Config) {
  const log = pino({ level: config.logLevel, name: 'indexer' });
  const postgres = openPostgres(config.postgres);
  const elasticsearch = openElasticsearch(config.elasticsearch);
  // Reads the primary: a replica that lags would index the state before the event.
  const search = createSearchService({
    elasticsearch,
    reads: postgres.db,
    prefix: config.elasticsearch.prefix,
  });
  await search.ensureIndex();
  const consumer = await consume(config, {
    topic: 'menu-updates',
    groupId: 'indexer',
    log,
    handle: (events) => search.indexRestaurants([...new Set(events.map((event) => event.data.restaurantId))]),
  });
  return {
    async close() {
      await consumer.disconnect();
      await Promise.all([postgres.close(), elasticsearch.close()]);
    },
  };
}

if (isMain(import.meta.url)) await untilStopped(startIndexer(readConfig()));
