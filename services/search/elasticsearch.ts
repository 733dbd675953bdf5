import type { Client, estypes } from '@elastic/elasticsearch';
import type { Db } from '../../adapters/postgres/index.ts';
import { localDate, localWeekMinute } from '../../domain/opening-hours.ts';
import { minutesFrom } from '../../domain/restaurant/week-minutes.ts';
import type { Listing } from '../restaurant/listing.ts';
import {
  type Asked,
  type Found,
  type FoundItem,
  HORIZON_MINUTES,
  ITEMS_SHOWN,
  type SearchEngine,
  SUGGESTIONS,
} from './engine.ts';
import { indexNames } from './indexes.ts';
import { MAX_OFFSET, type Wanted } from './wanted.ts';

type Query = estypes.QueryDslQueryContainer;

/** Search is a convenience: past this, PostgreSQL answers. */
const BUDGET = { requestTimeout: 800, maxRetries: 0 };
const ZONES_LIVE_MS = 60_000;
const COUNTED_VALUES = 50;

const DAY_MS = 24 * 60 * 60_000;

/** What text is looked for in, as in the seed. */
const RESTAURANT_FIELDS = ['name^3', 'name.autocomplete^2', 'cuisine_types^1.5', 'description'];
const ITEM_FIELDS = ['name^3', 'name.autocomplete^2', 'category^1.5', 'description'];

/** Each dimension that can be filtered by, so that counting may leave one out. */
const FILTERS = {
  cuisine: ({ cuisine }: Wanted): Query[] => (cuisine ? [{ term: { cuisine_types: cuisine } }] : []),
  rating: ({ minRating }: Wanted): Query[] =>
    minRating === undefined ? [] : [{ range: { rating: { gte: minRating } } }],
  price_level: ({ priceLevels }: Wanted): Query[] =>
    priceLevels ? [{ terms: { price_level: priceLevels } }] : [],
  dietary: ({ dietary = [] }: Wanted): Query[] => dietary.map((mark) => ({ term: { dietary: mark } })),
  // The way there comes on top; the service looks at both.
  minutes: ({ maxMinutes }: Wanted): Query[] =>
    maxMinutes === undefined ? [] : [{ range: { delivery_time_minutes: { lte: maxMinutes } } }],
};
type Dimension = keyof typeof FILTERS;

const filtersBut = (wanted: Wanted, ...left: Dimension[]): Query[] =>
  (Object.keys(FILTERS) as Dimension[])
    .filter((name) => !left.includes(name))
    .flatMap((name) => FILTERS[name](wanted));

/**
 * Open at some minute from now to the horizon, by the clock of each zone. On dates with exceptions, and the day after, when
 * their nights run on, a place is let through: its card knows better.
 */
function mayBeOpen(zones: string[], now: Date): Query {
  const dates = new Set<string>();
  const clauses = zones.map((zone): Query => {
    for (const day of [now.getTime() - DAY_MS, now.getTime()]) dates.add(localDate(new Date(day), zone));
    const ranges = minutesFrom(localWeekMinute(now, zone), HORIZON_MINUTES);
    const open = ranges.map(({ gte, lte }): Query => ({ range: { open_minutes: { gte, lte } } }));
    return { bool: { filter: [{ term: { time_zone: zone } }], should: open, minimum_should_match: 1 } };
  });
  return {
    bool: { should: [...clauses, { terms: { exception_dates: [...dates] } }], minimum_should_match: 1 },
  };
}

/** Who takes orders around a place, whatever else is asked. */
function takingOrders({ centre, radiusKm }: Wanted, zones: string[], now: Date): Query[] {
  const horizon = new Date(now.getTime() + HORIZON_MINUTES * 60_000);
  return [
    { term: { is_open: true } },
    { term: { is_accepting_orders: true } },
    { geo_distance: { distance: `${radiusKm}km`, location: { lat: centre.lat, lon: centre.lng } } },
    mayBeOpen(zones, now),
    { bool: { must_not: { range: { paused_until: { gt: horizon.toISOString() } } } } },
  ];
}

/** Relevance, raised for those who are promoted. Without words all are alike. */
const scored = (filter: Query[], q: string | undefined, fields: string[]): Query => ({
  function_score: {
    query: {
      bool: {
        filter,
        must: q ? [{ multi_match: { query: q, fields, type: 'best_fields' } }] : [{ match_all: {} }],
      },
    },
    functions: [
      { weight: 1 },
      {
        filter: { term: { promoted: true } },
        field_value_factor: { field: 'promotion_score', missing: 0 },
      },
    ],
    score_mode: 'sum',
    boost_mode: 'multiply',
  },
});

const nearestOfEquals = ({ centre }: Wanted): estypes.SortCombinations[] => [
  '_score',
  { _geo_distance: { location: { lat: centre.lat, lon: centre.lng }, order: 'asc', unit: 'm' } },
];

type Bucket = { key: string | number; doc_count: number };
/** The client types an answer by what any question might get; ours are counts of terms. */
const bucketsOf = (counted: unknown) => (counted as { buckets?: Bucket[] } | undefined)?.buckets ?? [];

/** Finds with Elasticsearch. Rejects when it is away, slow or has no index. */
export function createElasticsearchEngine(deps: {
  elasticsearch: Client;
  reads: Db;
  prefix: string;
}): SearchEngine {
  const { elasticsearch, reads } = deps;
  const names = indexNames(deps.prefix);
  let zones: { names: Promise<string[]>; until: number } | undefined;

  /** The clocks that restaurants go by: one for a town, few for a country. */
  function knownZones(now: Date): Promise<string[]> {
    if (!zones || zones.until < now.getTime()) {
      const asked = reads
        .selectFrom('restaurants')
        .select('time_zone')
        .distinct()
        .execute()
        .then((rows) => rows.map(({ time_zone }) => time_zone));
      asked.catch(() => {
        zones = undefined;
      });
      zones = { names: asked, until: now.getTime() + ZONES_LIVE_MS };
    }
    return zones.names;
  }

  const foundIn = (hit: estypes.SearchHit<{ card: Listing }>): Found[] =>
    hit._source
      ? [{ listing: hit._source.card, score: Number(hit.sort?.[0]), metres: Number(hit.sort?.[1]) }]
      : [];

  async function listingsOf(ids: string[]): Promise<Map<string, Listing>> {
    const { docs } = await elasticsearch.mget<{ card: Listing }>(
      { index: names.restaurants, ids, _source: ['card'] },
      BUDGET,
    );
    return new Map(
      docs.flatMap((doc) => ('_source' in doc && doc._source ? [[doc._id, doc._source.card]] : [])),
    );
  }

  /** The best dishes of each of these restaurants. One more question: asked together with the first it is one for each of them. */
  async function bestDishes(query: Query, ids: string[]): Promise<Map<string, FoundItem[]>> {
    const { aggregations } = await elasticsearch.search(
      {
        index: names.items,
        query: { bool: { must: [query], filter: [{ terms: { restaurant_id: ids } }] } },
        size: 0,
        track_total_hits: false,
        aggs: {
          restaurants: {
            terms: { field: 'restaurant_id', size: ids.length },
            aggs: {
              best: { top_hits: { size: ITEMS_SHOWN, _source: ['card'], sort: ['_score', { id: 'asc' }] } },
            },
          },
        },
      },
      BUDGET,
    );
    type Best = Bucket & { best: { hits: { hits: { _source: { card: FoundItem } }[] } } };
    const buckets = bucketsOf(aggregations?.restaurants) as Best[];
    return new Map(
      buckets.map(({ key, best }) => [String(key), best.hits.hits.map(({ _source }) => _source.card)]),
    );
  }

  return {
    async restaurants(wanted, { after, size, now }) {
      const filter = [...takingOrders(wanted, await knownZones(now), now), ...filtersBut(wanted)];
      const { hits } = await elasticsearch.search<{ card: Listing }>(
        {
          index: names.restaurants,
          query: scored(filter, wanted.q, RESTAURANT_FIELDS),
          size,
          // The whole document: cutting the card out would cost the server more than sending the rest.
          sort: [...nearestOfEquals(wanted), { id: 'asc' }],
          track_total_hits: false,
          ...(after && 'id' in after && { search_after: [after.score, after.metres, after.id] }),
        },
        BUDGET,
      );
      return hits.hits.flatMap(foundIn);
    },

    async items(wanted, { after, size, now }: Asked) {
      const from = after && 'offset' in after ? after.offset : 0;
      if (from + size > MAX_OFFSET) return [];
      const available: Query[] = [
        { term: { is_available: true } },
        { bool: { must_not: { range: { out_of_stock_until: { gt: now.toISOString() } } } } },
      ];
      const filter = [
        ...takingOrders(wanted, await knownZones(now), now),
        ...available,
        ...filtersBut(wanted),
      ];
      const query = scored(filter, wanted.q, ITEM_FIELDS);
      const { hits } = await elasticsearch.search<{ restaurant_id: string }>(
        {
          index: names.items,
          query,
          from,
          size,
          _source: ['restaurant_id'],
          sort: [...nearestOfEquals(wanted), { restaurant_id: 'asc' }],
          track_total_hits: false,
          collapse: { field: 'restaurant_id' },
        },
        BUDGET,
      );
      const ids = hits.hits.flatMap(({ _source }) => _source?.restaurant_id ?? []);
      if (ids.length === 0) return [];
      const [listings, dishes] = await Promise.all([listingsOf(ids), bestDishes(query, ids)]);
      return hits.hits.flatMap((hit) => {
        const restaurantId = hit._source?.restaurant_id ?? '';
        const listing = listings.get(restaurantId);
        if (!listing) return [];
        const [score, metres] = (hit.sort ?? []).map(Number) as [number, number];
        return [{ listing, score, metres, items: dishes.get(restaurantId) ?? [] }];
      });
    },

    async counts(wanted, now) {
      const filter = takingOrders(wanted, await knownZones(now), now);
      const count = (left: Dimension, field: string) => ({
        filter: { bool: { filter: filtersBut(wanted, left) } },
        aggs: { values: { terms: { field, size: COUNTED_VALUES } } },
      });
      const { aggregations } = await elasticsearch.search(
        {
          index: names.restaurants,
          query: scored(filter, wanted.q, RESTAURANT_FIELDS),
          size: 0,
          track_total_hits: false,
          aggs: {
            cuisine: count('cuisine', 'cuisine_types'),
            price_level: count('price_level', 'price_level'),
            // Marks add up, so each is counted among those who have the chosen ones.
            dietary: {
              filter: { bool: { filter: filtersBut(wanted) } },
              aggs: { values: { terms: { field: 'dietary', size: COUNTED_VALUES } } },
            },
          },
        },
        BUDGET,
      );
      const values = (name: string) => {
        const { values: counted } = (aggregations?.[name] ?? {}) as { values?: unknown };
        return bucketsOf(counted).map(({ key, doc_count }) => ({ value: String(key), count: doc_count }));
      };
      return { cuisine: values('cuisine'), price_level: values('price_level'), dietary: values('dietary') };
    },

    async suggest({ q, centre, radiusKm }) {
      const near: Query = {
        geo_distance: { distance: `${radiusKm}km`, location: { lat: centre.lat, lon: centre.lng } },
      };
      // Analysed as whole words: what was typed must begin a word, not only its first two letters.
      const typed: Query = {
        match: { 'name.autocomplete': { query: q, analyzer: 'standard', operator: 'and' } },
      };
      const query: Query = { bool: { filter: [near], must: [typed] } };
      const { responses } = await elasticsearch.msearch<{ card: { id: string; name: string } }>(
        {
          searches: [
            { index: names.restaurants },
            { query, size: SUGGESTIONS, _source: ['card.id', 'card.name'], sort: ['_score', { id: 'asc' }] },
            { index: names.items },
            {
              query,
              size: SUGGESTIONS,
              _source: ['card.name'],
              sort: ['_score', { 'name.keyword': 'asc' }],
              collapse: { field: 'name.keyword' },
            },
            { index: names.restaurants },
            {
              query: { bool: { filter: [near, { prefix: { cuisine_types: q } }] } },
              size: 0,
              aggs: {
                cuisines: { terms: { field: 'cuisine_types', include: `${q.replace(/[^a-z0-9-]/g, '')}.*` } },
              },
            },
          ],
        },
        BUDGET,
      );
      const [restaurants, dishes, cuisines] = responses.map((response) => {
        if ('error' in response) throw new Error(`suggestions failed: ${response.error.reason}`);
        return response;
      });
      const cards = (found: typeof restaurants) =>
        (found?.hits.hits ?? []).flatMap(({ _source }) => _source?.card ?? []);
      return {
        restaurants: cards(restaurants).map(({ id, name }) => ({ id, name })),
        dishes: cards(dishes).map(({ name }) => name),
        cuisines: bucketsOf(cuisines?.aggregations?.cuisines)
          .map(({ key }) => String(key))
          .slice(0, SUGGESTIONS),
      };
    },
  };
}
