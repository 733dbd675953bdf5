import { type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { DB, MenuItems, Restaurants } from '../../adapters/postgres/schema.ts';
import { distanceMetres, type Position } from '../../domain/geo.ts';
import { beginnings, type Field, relevance, runs, words } from '../../domain/search/relevance.ts';
import { listingOf } from '../restaurant/listing.ts';
import {
  type Found,
  type FoundItem,
  foundItem,
  ITEMS_SHOWN,
  type SearchEngine,
  SUGGESTIONS,
} from './engine.ts';
import type { After, Wanted } from './wanted.ts';

/** So many are looked at; what is further away, or fits worse, is not found. */
const CANDIDATES = 1_000;
/** earth_box measures on a rounder and smaller earth than we do. */
const BOX_MARGIN = 1.01;

type RestaurantRow = Selectable<Restaurants>;
type RestaurantWords = Pick<RestaurantRow, 'name' | 'description' | 'cuisines'>;
type ItemWords = Pick<Selectable<MenuItems>, 'name' | 'description' | 'category'>;

const NAME: Field<{ name: string }>[] = [
  { boost: 3, terms: ({ name }) => words(name), queryTerms: words, lengthCounts: true },
  { boost: 2, terms: ({ name }) => beginnings(name), queryTerms: beginnings, lengthCounts: true },
];
const DESCRIPTION: Field<{ description: string }> = {
  boost: 1,
  terms: ({ description }) => words(description),
  queryTerms: words,
  lengthCounts: true,
};
const RESTAURANT_FIELDS: Field<RestaurantWords>[] = [
  ...NAME,
  { boost: 1.5, terms: ({ cuisines }) => cuisines, queryTerms: (query) => [query], lengthCounts: false },
  DESCRIPTION,
];
const ITEM_FIELDS: Field<ItemWords>[] = [
  ...NAME,
  { boost: 1.5, terms: ({ category }) => words(category), queryTerms: words, lengthCounts: true },
  DESCRIPTION,
];

const escaped = (word: string) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&');

/** A pattern that trigram indexes can answer: any word that begins as one of the query's does. */
const beginsLike = (q: string) =>
  `\\m(${[...new Set(runs(q).map((run) => [...run].slice(0, 2).join('')))].join('|') || '$^'})`;
/** Any of the query's words, whole. */
const hasWord = (q: string) => `\\m(${words(q).map(escaped).join('|') || '$^'})\\M`;

type RestaurantsQuery = ExpressionBuilder<DB, 'restaurants'>;

const inside = (centre: Position, radiusKm: number) => sql<SqlBool>`
  earth_box(ll_to_earth(${centre.lat}, ${centre.lng}), ${radiusKm * 1000 * BOX_MARGIN})
    @> ll_to_earth(restaurants.lat, restaurants.lng)`;
const away = (centre: Position) =>
  sql<number>`ll_to_earth(restaurants.lat, restaurants.lng) <-> ll_to_earth(${centre.lat}, ${centre.lng})`;

/** The filters of a search, but for the clock, as one condition. */
function fits(eb: RestaurantsQuery, wanted: Wanted) {
  const { centre, radiusKm, cuisine, minRating, priceLevels, dietary, maxMinutes } = wanted;
  return eb.and([
    inside(centre, radiusKm),
    eb('restaurants.accepting_orders', '=', true),
    ...(cuisine ? [sql<SqlBool>`${cuisine} = any(restaurants.cuisines)`] : []),
    ...(minRating === undefined ? [] : [eb('restaurants.rating', '>=', minRating)]),
    ...(priceLevels ? [eb('restaurants.price_level', 'in', priceLevels)] : []),
    ...(maxMinutes === undefined ? [] : [eb('restaurants.preparation_minutes', '<=', maxMinutes)]),
    ...(dietary ?? []).map((mark) =>
      eb.exists(
        eb
          .selectFrom('menu_items as dish')
          .select('dish.id')
          .whereRef('dish.restaurant_id', '=', 'restaurants.id')
          .where(sql<SqlBool>`${mark} = any(dish.dietary)`),
      ),
    ),
  ]);
}

const inOrder = (a: Found, b: Found) =>
  b.score - a.score || a.metres - b.metres || (a.listing.id < b.listing.id ? -1 : 1);

/** What comes after a page, of a list in order. */
function page<F extends Found>(found: F[], after: After | undefined, size: number): F[] {
  if (!after) return found.slice(0, size);
  if ('offset' in after) return found.slice(after.offset, after.offset + size);
  const last = { listing: { id: after.id }, score: after.score, metres: after.metres } as Found;
  return found.filter((candidate) => inOrder(last, candidate) < 0).slice(0, size);
}

/**
 * Finds with trigrams and earthdistance, for as long as Elasticsearch is away. It looks at a thousand candidates and computes
 * relevance as Elasticsearch would, from what is around the place instead of from everything there is.
 */
export function createPostgresEngine({ reads }: { reads: Db }): SearchEngine {
  const found = (row: RestaurantRow, relevant: number, centre: Position): Found => ({
    listing: listingOf(row),
    score: relevant * (1 + (row.promoted ? row.promotion_score : 0)),
    metres: distanceMetres(row, centre),
  });

  async function howMany(centre: Position, radiusKm: number): Promise<number> {
    const { count } = await reads
      .selectFrom('restaurants')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(inside(centre, radiusKm))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** All candidates for a search in order, open or not. */
  async function all(wanted: Wanted): Promise<Found[]> {
    const { centre, radiusKm, q } = wanted;
    const candidates = reads
      .selectFrom('restaurants')
      .selectAll('restaurants')
      .where((eb) => fits(eb, wanted))
      .limit(CANDIDATES);
    const within = (list: Found[]) =>
      list.filter(({ score, metres }) => score > 0 && metres <= radiusKm * 1000).sort(inOrder);
    if (!q) {
      const rows = await candidates.orderBy('promoted', 'desc').orderBy(away(centre)).execute();
      return within(rows.map((row) => found(row, 1, centre)));
    }
    const [rows, total] = await Promise.all([
      candidates
        .where((eb) =>
          eb.or([
            eb('name', '~*', beginsLike(q)),
            eb('description', '~*', hasWord(q)),
            sql<SqlBool>`${q} = any(cuisines)`,
          ]),
        )
        .orderBy(sql`word_similarity(${q}, name)`, 'desc')
        .orderBy(away(centre))
        .execute(),
      howMany(centre, radiusKm),
    ]);
    const scores = relevance(RESTAURANT_FIELDS, rows, q, total);
    return within(rows.map((row, index) => found(row, scores[index] ?? 0, centre)));
  }

  return {
    async restaurants(wanted, { after, size }) {
      return page(await all(wanted), after, size);
    },

    async items(wanted, { after, size, now }) {
      const { centre, radiusKm, q, dietary } = wanted;
      const items = await reads
        .selectFrom('menu_items')
        .innerJoin('restaurants', 'restaurants.id', 'menu_items.restaurant_id')
        .selectAll('menu_items')
        .where((eb) => fits(eb as unknown as RestaurantsQuery, { ...wanted, dietary: undefined }))
        .where((eb) =>
          eb.and([
            eb('menu_items.available', '=', true),
            eb.or([
              eb('menu_items.out_of_stock_until', 'is', null),
              eb('menu_items.out_of_stock_until', '<=', now),
            ]),
            ...(dietary ?? []).map((mark) => sql<SqlBool>`${mark} = any(menu_items.dietary)`),
            eb.or([
              eb('menu_items.name', '~*', beginsLike(q)),
              eb('menu_items.description', '~*', hasWord(q)),
              eb('menu_items.category', '~*', hasWord(q)),
            ]),
          ]),
        )
        .orderBy(sql`word_similarity(${q}, menu_items.name)`, 'desc')
        .orderBy(away(centre))
        .limit(CANDIDATES)
        .execute();
      const scores = relevance(ITEM_FIELDS, items, q, items.length * 2);
      const ranked = items
        .map((item, index) => ({ item, score: scores[index] ?? 0 }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.item.id < b.item.id ? -1 : 1));
      const byRestaurant = new Map<string, { best: number; items: FoundItem[] }>();
      for (const { item, score } of ranked) {
        const known = byRestaurant.get(item.restaurant_id) ?? { best: score, items: [] };
        byRestaurant.set(item.restaurant_id, known);
        if (known.items.length < ITEMS_SHOWN) known.items.push(foundItem(item));
      }
      if (byRestaurant.size === 0) return [];
      const rows = await reads
        .selectFrom('restaurants')
        .selectAll()
        .where('id', 'in', [...byRestaurant.keys()])
        .execute();
      const results = rows.flatMap((row) => {
        const match = byRestaurant.get(row.id);
        return match ? [{ ...found(row, match.best, centre), items: match.items }] : [];
      });
      return page(results.filter(({ metres }) => metres <= radiusKm * 1000).sort(inOrder), after, size);
    },

    async counts(wanted, _now) {
      const [forCuisine, forPrice, rows] = await Promise.all([
        all({ ...wanted, cuisine: undefined }),
        all({ ...wanted, priceLevels: undefined }),
        all(wanted),
      ]);
      const marks = rows.length
        ? await reads
            .selectFrom('menu_items')
            .select(['restaurant_id', sql<string>`unnest(dietary)`.as('mark')])
            .distinct()
            .where(
              'restaurant_id',
              'in',
              rows.map(({ listing }) => listing.id),
            )
            .execute()
        : [];
      return {
        cuisine: tally(forCuisine.flatMap(({ listing }) => listing.cuisines)),
        price_level: tally(forPrice.map(({ listing }) => String(listing.priceLevel))),
        dietary: tally(marks.map(({ mark }) => mark)),
      };
    },

    async suggest({ q, centre, radiusKm }) {
      const typed = runs(q);
      const begins = typed.map((run) => `\\m${run}`);
      const [restaurants, dishes, cuisines] = await Promise.all([
        reads
          .selectFrom('restaurants')
          .select(['id', 'name'])
          .where(inside(centre, radiusKm))
          .where((eb) => eb.and(begins.map((pattern) => eb('name', '~*', pattern))))
          .orderBy(sql`word_similarity(${q}, name)`, 'desc')
          .orderBy('id')
          .limit(SUGGESTIONS)
          .execute(),
        reads
          .selectFrom('menu_items')
          .innerJoin('restaurants', 'restaurants.id', 'menu_items.restaurant_id')
          .select(['menu_items.name'])
          .distinct()
          .where(inside(centre, radiusKm))
          .where((eb) => eb.and(begins.map((pattern) => eb('menu_items.name', '~*', pattern))))
          .orderBy('menu_items.name')
          .limit(SUGGESTIONS)
          .execute(),
        reads
          .selectFrom('restaurants')
          .select(sql<string>`unnest(cuisines)`.as('cuisine'))
          .where(inside(centre, radiusKm))
          .execute(),
      ]);
      const fitting = cuisines.map(({ cuisine }) => cuisine).filter((cuisine) => cuisine.startsWith(q));
      return {
        restaurants,
        dishes: dishes.map(({ name }) => name),
        cuisines: tally(fitting)
          .slice(0, SUGGESTIONS)
          .map(({ value }) => value),
      };
    },
  };
}

/** How often each value is there, the most frequent first. */
function tally(values: string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
