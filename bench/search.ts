import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openElasticsearch } from '../adapters/elasticsearch/index.ts';
import { openPostgres } from '../adapters/postgres/index.ts';
import { openRedis, redisKeys } from '../adapters/redis/index.ts';
import { readConfig } from '../config.ts';
import type { FilterQuery, SearchQuery } from '../contracts/restaurants.ts';
import { createSearchCells } from '../services/search/cells.ts';
import { createElasticsearchEngine } from '../services/search/elasticsearch.ts';
import { createSearchService } from '../services/search/index.ts';
import { createSearchIndexes } from '../services/search/indexes.ts';
import { createPostgresEngine } from '../services/search/postgres.ts';
import { wantedBy } from '../services/search/wanted.ts';
import { openInstallation } from '../tests/helpers/installation.ts';
import { type Benchmark, type Figure, median, percentile, timed } from './bench.ts';
import { growTown } from './town.ts';

const TOWN = { restaurants: 50_000, itemsEach: 20 };
const LIMIT = 20;
const ROUNDS = 4;

const file = new URL('../tests/data/search-queries.json', import.meta.url);
const QUERIES = (JSON.parse(readFileSync(file, 'utf8')) as FilterQuery[]).filter(({ q }) => q !== undefined);

/** The seed's query as it stands there, and nothing else. */
const bareQuery = ({ q, lat, lng, radius_km }: FilterQuery) => ({
  query: {
    bool: {
      filter: [
        { term: { is_open: true } },
        { term: { is_accepting_orders: true } },
        { geo_distance: { distance: `${radius_km}km`, location: { lat, lon: lng } } },
      ],
      must: [
        {
          multi_match: {
            query: q,
            fields: ['name^3', 'name.autocomplete^2', 'cuisine_types^1.5', 'description'],
            type: 'best_fields',
          },
        },
      ],
    },
  },
  from: 0,
  size: LIMIT,
  sort: ['_score', { _geo_distance: { location: { lat, lon: lng }, order: 'asc', unit: 'km' } }],
});

/** Tries again after a pause, as Temporal would: the local Elasticsearch has little memory and says when it is short of it. */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries === 20) throw error;
      await sleep(1_000);
    }
  }
}

/** 50,000 restaurants with a million items: our search beside the seed's query sent to Elasticsearch by itself, and from the cache. */
export const benchmark: Benchmark = {
  name: 'search',
  about:
    '50,000 restaurants and 1,000,000 items: a search, found and cached, beside the bare Elasticsearch query',
  async run(say): Promise<Figure[]> {
    const installation = await openInstallation('bench');
    const config = readConfig(installation.settings);
    const { db, reads, close } = openPostgres(config.postgres);
    const redis = openRedis(config.redis);
    const keys = redisKeys(config.redis.prefix);
    const elasticsearch = openElasticsearch(config.elasticsearch, 600_000);
    const { prefix } = config.elasticsearch;
    const cells = createSearchCells({ redis, keys });
    try {
      await growTown(config.postgres.url, { ...TOWN, say });
      const indexes = createSearchIndexes({ elasticsearch, db, cells, prefix });
      await indexes.ensure();
      const total = await indexes.begin('bench');
      say(`indexing ${total} restaurants`);
      let copied = 0;
      for (let after = '', done = false; !done; ) {
        const page = await patiently(() => indexes.copy('bench', after, 200));
        ({ after, done } = page);
        copied += page.restaurants;
        if (copied % 10_000 === 0) say(`${copied} indexed`);
      }
      await patiently(() => indexes.swap('bench'));
      await indexes.retire();
      await elasticsearch.indices.forcemerge({
        index: [`${prefix}restaurants`, `${prefix}menu_items`],
        max_num_segments: 1,
      });

      const search = createSearchService({
        elasticsearch: createElasticsearchEngine({ elasticsearch, reads, prefix }),
        postgres: createPostgresEngine({ reads }),
        reads,
        redis,
        keys,
        cells,
        getRestaurant: () => Promise.reject(new Error('nothing changes here')),
        imageUrl: (name) => name,
        onFallback: (error) => {
          throw error;
        },
      });
      const [node] = config.elasticsearch.nodes;
      const url = `${node}/${prefix}restaurants/_search`;
      const bare = async (query: FilterQuery) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(bareQuery(query)),
        });
        if (!response.ok) throw new Error(`Elasticsearch answered ${response.status}`);
        await response.json();
      };
      const ask = (query: FilterQuery) => search.search({ ...query, limit: LIMIT } as SearchQuery);

      say(`${QUERIES.length} queries, ${ROUNDS} rounds, in turns`);
      const times = {
        bare: [] as number[],
        found: [] as number[],
        cached: [] as number[],
        fallback: [] as number[],
      };
      const fallback = createPostgresEngine({ reads });
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const query of QUERIES) {
          // Each round from another place, so that no round finds the answer of the one before.
          const moved = { ...query, lat: query.lat + 0.002 * round };
          const theirs = await timed(() => bare(moved));
          const ours = await timed(() => ask(moved));
          const again: number[] = [];
          for (let n = 0; n < 3; n += 1) again.push(await timed(() => ask(moved)));
          if (round === 0) continue; // warms up
          times.bare.push(theirs);
          times.found.push(ours);
          times.cached.push(...again);
        }
      }
      for (const query of QUERIES.slice(0, 30)) {
        const asked = { after: undefined, size: LIMIT, now: new Date() };
        times.fallback.push(await timed(() => fallback.restaurants(wantedBy(query), asked)));
      }
      const yardstick = 'the seed’s query over bare HTTP';
      const theirs = median(times.bare);
      return [
        {
          what: 'search, found',
          ours: median(times.found),
          yardstick,
          theirs,
          unit: 'ms',
          target: { atMost: 1.1 },
        },
        {
          what: 'search, cached',
          ours: median(times.cached),
          yardstick,
          theirs,
          unit: 'ms',
          target: { atMost: 0.1 },
        },
        {
          what: 'search without Elasticsearch, 95th percentile',
          value: percentile(times.fallback, 0.95),
          unit: 'ms',
          target: { atMost: 800 },
        },
      ];
    } finally {
      await Promise.all([close(), elasticsearch.close()]);
      redis.disconnect();
      await installation.close();
    }
  },
};
