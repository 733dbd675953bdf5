import { readFileSync } from 'node:fs';
import type { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElasticsearch } from '../../adapters/elasticsearch/index.ts';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import type { FilterQuery } from '../../contracts/restaurants.ts';
import { opennessOf } from '../../services/restaurant/listing.ts';
import { createSearchCells } from '../../services/search/cells.ts';
import { createElasticsearchEngine } from '../../services/search/elasticsearch.ts';
import type { Found, SearchEngine } from '../../services/search/engine.ts';
import { createSearchIndexes } from '../../services/search/indexes.ts';
import { createPostgresEngine } from '../../services/search/postgres.ts';
import { type Wanted, wantedBy } from '../../services/search/wanted.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
/** A Friday evening, when most of Helsinki is open. */
const NOW = new Date('2026-01-09T16:30:00Z');
const TOP = 20;

const file = new URL('../data/search-queries.json', import.meta.url);
const QUERIES = JSON.parse(readFileSync(file, 'utf8')) as FilterQuery[];
const TYPED = QUERIES.filter(({ q }) => q !== undefined).map((query) => query.q as string);

let postgres: Postgres;
let elasticsearch: Client;
let redis: RedisClient;
let engines: { elasticsearch: SearchEngine; postgres: SearchEngine };

beforeAll(async () => {
  postgres = openPostgres(config.postgres);
  elasticsearch = openElasticsearch(config.elasticsearch);
  redis = openRedis(config.redis);
  const { db, reads } = postgres;
  const prefix = `${config.elasticsearch.prefix}fallback-`;
  const cells = createSearchCells({ redis, keys: redisKeys(config.redis.prefix) });
  const indexes = createSearchIndexes({ elasticsearch, db, cells, prefix });
  await indexes.ensure();
  await indexes.fill();
  engines = {
    elasticsearch: createElasticsearchEngine({ elasticsearch, reads, prefix }),
    postgres: createPostgresEngine({ reads }),
  };
});
afterAll(async () => {
  await Promise.all([postgres.close(), elasticsearch.close()]);
  redis.disconnect();
});

const asked = { after: undefined, size: 200, now: NOW };
const openTop = (found: Found[]) =>
  found
    .filter(({ listing }) => opennessOf(listing, NOW).open)
    .slice(0, TOP)
    .map(({ listing }) => listing.id);

/** What both found, of all that either found; 1 when neither found anything. */
function jaccard(a: string[], b: string[]): number {
  const all = new Set([...a, ...b]);
  return all.size === 0 ? 1 : a.filter((id) => b.includes(id)).length / all.size;
}
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const both = async <T>(ask: (engine: SearchEngine) => Promise<T>) =>
  Promise.all([ask(engines.elasticsearch), ask(engines.postgres)]);

describe('without Elasticsearch', () => {
  it('a hundred searches find the same top 20, by and large', async () => {
    expect(QUERIES).toHaveLength(100);
    const overlaps: { query: FilterQuery; overlap: number; found: number }[] = [];
    for (const query of QUERIES) {
      const wanted = wantedBy(query);
      const [there, here] = await both((engine) => engine.restaurants(wanted, asked));
      overlaps.push({ query, overlap: jaccard(openTop(there), openTop(here)), found: openTop(there).length });
    }
    const worst = overlaps.toSorted((a, b) => a.overlap - b.overlap).slice(0, 5);
    expect(overlaps.filter(({ found }) => found > 0).length).toBeGreaterThan(90);
    expect(Math.min(...overlaps.map(({ overlap }) => overlap)), JSON.stringify(worst)).toBeGreaterThanOrEqual(
      0.8,
    );
  });

  it('searches without words find the same, in the same order', async () => {
    for (const query of QUERIES.filter(({ q }) => q === undefined)) {
      const [there, here] = await both((engine) => engine.restaurants(wantedBy(query), asked));
      expect(openTop(here), JSON.stringify(query)).toEqual(openTop(there));
    }
  });

  it('dishes are found by and large as well', async () => {
    const overlaps: number[] = [];
    for (const q of TYPED.slice(0, 40)) {
      const wanted = { ...wantedBy({ lat: 60.1712, lng: 24.9412, radius_km: 3 }), q } as Wanted & {
        q: string;
      };
      const [there, here] = await both((engine) => engine.items(wanted, asked));
      overlaps.push(jaccard(openTop(there), openTop(here)));
    }
    expect(mean(overlaps)).toBeGreaterThanOrEqual(0.8);
  });

  it('filters are counted the same', async () => {
    const wanted = wantedBy({ lat: 60.1712, lng: 24.9412, radius_km: 2, price_level: [1, 2] });
    const [there, here] = await both((engine) => engine.counts(wanted, NOW));
    // PostgreSQL counts those who are closed now too, so it never says less.
    for (const name of ['cuisine', 'price_level', 'dietary'] as const) {
      const counts = new Map(here[name].map(({ value, count }) => [value, count]));
      for (const { value, count } of there[name])
        expect(counts.get(value) ?? 0).toBeGreaterThanOrEqual(count);
    }
  });

  it('suggestions begin with what was typed', async () => {
    const suggestions = await both((engine) =>
      engine.suggest({ q: 'piz', centre: { lat: 60.1712, lng: 24.9412 }, radiusKm: 3 }),
    );
    for (const { restaurants, cuisines, dishes } of suggestions) {
      expect(cuisines).toEqual(['pizza']);
      expect(restaurants.length).toBeGreaterThan(0);
      for (const name of [...restaurants.map(({ name }) => name), ...dishes]) expect(name).toMatch(/\bpiz/i);
    }
  });
});
