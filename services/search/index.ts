import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  isBrokenCircuitError,
} from 'cockatiel';
import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type {
  FilterCounts,
  FilterQuery,
  ItemSearchHit,
  ItemSearchQuery,
  ItemSearchResult,
  Recommendations,
  RecommendQuery,
  SearchHit,
  SearchQuery,
  SearchResult,
  Suggestions,
  SuggestQuery,
} from '../../contracts/restaurants.ts';
import { ALL_ON, type Flags } from '../../domain/flags.ts';
import { distanceMetres, type Position } from '../../domain/geo.ts';
import { deliveryMinutes } from '../../domain/restaurant/availability.ts';
import { recommend } from '../../domain/restaurant/recommend.ts';
import { cardOf, type ImageUrl, opennessOf, preparationOf } from '../restaurant/listing.ts';
import { type Answer, createCachedSearch, type Kept, type KeptPage } from './cached.ts';
import type { SearchCells } from './cells.ts';
import { type Asked, type Found, type FoundWithItems, HORIZON_MINUTES, type SearchEngine } from './engine.ts';
import { orderedFrom, ordersLately, shownReason } from './recommend.ts';
import {
  type After,
  cursorOf,
  hashOf,
  readCursor,
  type SearchKind,
  type Wanted,
  wantedBy,
} from './wanted.ts';

const HORIZON_MS = HORIZON_MINUTES * 60_000;
/** The index knows the week but not the holidays: so many more are asked for, and so often, until a page is full. */
const SPARE = 3;
const ROUNDS = 4;
/** Recommendations are chosen from so many, the nearest. */
const AROUND = 150;
const NEW_MS = 90 * 24 * 60 * 60_000;

/** From when to when a restaurant takes orders, as far as the next minutes go; undefined: not in them. */
function openFromTo(found: Found, now: Date): { from: number; to: number } | undefined {
  const first = opennessOf(found.listing, now);
  if (first.open) return { from: now.getTime(), to: first.changesAt?.getTime() ?? Number.MAX_SAFE_INTEGER };
  const opensAt = first.changesAt;
  if (!opensAt || opensAt.getTime() > now.getTime() + HORIZON_MS) return undefined;
  const then = opennessOf(found.listing, opensAt);
  if (!then.open) return undefined;
  return { from: opensAt.getTime(), to: then.changesAt?.getTime() ?? Number.MAX_SAFE_INTEGER };
}

/** Finds restaurants and dishes that can be had now. */
export function createSearchService(deps: {
  elasticsearch: SearchEngine;
  postgres: SearchEngine;
  reads: Db;
  redis: RedisClient;
  keys: RedisKeys;
  cells: SearchCells;
  /** A restaurant as it is now (`Restaurant` as JSON), for those that changed since an answer was cached. */
  getRestaurant: (id: string) => Promise<{ json: Uint8Array }>;
  imageUrl: ImageUrl;
  /** Hears of each search that had to do without Elasticsearch because that failed. */
  onFallback: (error: unknown) => void;
  flags?: Flags;
  /** Gets the circuit breaker before Elasticsearch, to watch it. */
  onBreaker?: (breaker: CircuitBreakerPolicy) => void;
}) {
  const { elasticsearch, postgres, reads, imageUrl, onFallback, flags = ALL_ON } = deps;
  const cached = createCachedSearch(deps);
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(3) });
  deps.onBreaker?.(breaker);

  /** Asks Elasticsearch, and PostgreSQL when that fails or has failed lately. */
  async function answer<T>(question: (engine: SearchEngine) => Promise<T>): Promise<Answer<T>> {
    if (!(await flags.isOn('elasticsearch'))) return { value: await question(postgres), degraded: true };
    try {
      return { value: await breaker.execute(() => question(elasticsearch)), degraded: false };
    } catch (error) {
      if (!isBrokenCircuitError(error)) onFallback(error);
      return { value: await question(postgres), degraded: true };
    }
  }

  /** What a cached page keeps of a restaurant. */
  function keep<F extends Found>(found: F, { maxMinutes }: Wanted, now: Date): Kept | undefined {
    const span = openFromTo(found, now);
    if (!span) return undefined;
    const { listing, score, metres } = found;
    if (maxMinutes !== undefined && deliveryMinutes(preparationOf(listing, now), metres) > maxMinutes)
      return undefined;
    return {
      ...span,
      score,
      promoted: listing.promoted,
      isNew: now.getTime() - Date.parse(listing.createdAt) < NEW_MS,
      card: cardOf(listing, now, imageUrl),
      ...('items' in found && {
        items: (found as unknown as FoundWithItems).items.map(({ image, ...item }) => ({
          ...item,
          imageUrl: imageUrl(image),
        })),
      }),
    };
  }

  /**
   * Asks until a page is full of restaurants that are open, or nothing is left.
   * @param next where the following question begins
   */
  async function fillPage<F extends Found>(
    wanted: Wanted,
    { after, limit, now }: { after: After | undefined; limit: number; now: Date },
    find: (asked: Asked) => Promise<F[]>,
    next: (found: F[], after: After | undefined, used: number) => After,
  ): Promise<KeptPage> {
    const kept: Kept[] = [];
    let open = 0;
    let from = after;
    for (let round = 0; round < ROUNDS; round += 1) {
      const size = limit + SPARE;
      const found = await find({ after: from, size, now });
      for (const [index, candidate] of found.entries()) {
        const one = keep(candidate, wanted, now);
        if (!one) continue;
        if (open === limit) return { kept, next: cursorOf(next(found, from, index)) };
        kept.push(one);
        if (one.from <= now.getTime()) open += 1;
      }
      if (found.length < size) return { kept, next: null };
      from = next(found, from, found.length);
    }
    return { kept, next: cursorOf(from as After) };
  }

  const afterLast = (found: Found[], after: After | undefined, used: number): After => {
    const last = found[used - 1];
    // A page that is full before the first of a round ends where the round began.
    if (!last) return after as After;
    return { score: last.score, metres: last.metres, id: last.listing.id };
  };
  const afterCount = (_found: Found[], after: After | undefined, used: number): After => ({
    offset: (after && 'offset' in after ? after.offset : 0) + used,
  });

  /** A cached page as this caller sees it now: what is open at this minute, within their own radius, by their own distance. */
  function show(kept: Kept[], at: Position, radiusKm: number, now: number): SearchHit[] {
    return kept
      .filter(({ from, to }) => from <= now && now < to)
      .map(({ card, score, promoted, items }) => {
        const metres = Math.round(distanceMetres(at, card.position));
        const hit: SearchHit = {
          ...card,
          isOpen: true,
          distanceMetres: metres,
          deliveryMinutes: deliveryMinutes(card.preparationMinutes, metres),
          promoted,
        };
        return { hit: items ? { ...hit, items } : hit, score };
      })
      .filter(({ hit }) => hit.distanceMetres <= radiusKm * 1000)
      .sort((a, b) => b.score - a.score || a.hit.distanceMetres - b.hit.distanceMetres)
      .map(({ hit }) => hit);
  }

  async function pageOf(
    kind: SearchKind,
    query: SearchQuery,
    load: (wanted: Wanted, after: After | undefined, now: Date) => Promise<Answer<KeptPage>>,
  ) {
    const { limit, cursor } = query;
    const wanted = wantedBy(query);
    const after = readCursor(cursor, kind);
    const hash = hashOf(kind, { ...wanted, limit, cursor });
    const { value, degraded } = await cached.readPage({ hash, ...wanted }, () =>
      load(wanted, after, new Date()),
    );
    return {
      data: show(value.kept, query, query.radius_km, Date.now()),
      has_more: value.next !== null,
      cursor: value.next,
      degraded,
    };
  }

  return {
    /** Restaurants that take orders now, by relevance and promotion, then distance. @throws DomainError `invalid-cursor` */
    search: (query: SearchQuery): Promise<SearchResult> =>
      pageOf('restaurants', query, (wanted, after, now) =>
        answer((engine) =>
          fillPage(
            wanted,
            { after, limit: query.limit, now },
            (asked) => engine.restaurants(wanted, asked),
            afterLast,
          ),
        ),
      ),

    /** Restaurants with the dishes that fit, by their best one. @throws DomainError `invalid-cursor` */
    async searchItems(query: ItemSearchQuery): Promise<ItemSearchResult> {
      const page = await pageOf('items', query, (wanted, after, now) =>
        answer((engine) =>
          fillPage(
            wanted,
            { after, limit: query.limit, now },
            (asked) => engine.items({ ...wanted, q: wanted.q ?? '' }, asked),
            afterCount,
          ),
        ),
      );
      return { ...page, data: page.data as ItemSearchHit[] };
    },

    /**
     * What a customer may want now, and why: their own places and cuisines, what others order, what is new. Two queries, and a
     * search that neighbours share.
     */
    async recommend(customerId: string, query: RecommendQuery): Promise<Recommendations> {
      const wanted = wantedBy(query);
      const [orders, around] = await Promise.all([
        orderedFrom(reads, customerId),
        cached.readPage({ hash: hashOf('around', wanted), ...wanted }, () =>
          answer((engine) =>
            fillPage(
              wanted,
              { after: undefined, limit: AROUND, now: new Date() },
              (asked) => engine.restaurants(wanted, asked),
              afterLast,
            ),
          ),
        ),
      ]);
      const { kept } = around.value;
      const hits = new Map(show(kept, query, query.radius_km, Date.now()).map((hit) => [hit.id, hit]));
      const fresh = new Set(kept.flatMap(({ isNew, card }) => (isNew ? [card.id] : [])));
      const times = new Map(orders.map((order) => [order.restaurantId, order.times]));
      const lately = await ordersLately(reads, [...hits.keys()]);
      const candidates = [...hits.values()].map((hit) => ({
        ...hit,
        isNew: fresh.has(hit.id),
        metres: hit.distanceMetres,
        timesOrdered: times.get(hit.id) ?? 0,
        ordersLately: lately.get(hit.id) ?? 0,
      }));
      const data = recommend(candidates, orders, query.limit).map(({ id, reason }) => ({
        ...(hits.get(id) as SearchHit),
        reason: shownReason(reason),
      }));
      return { data, degraded: around.degraded };
    },

    /** How many restaurants each filter would leave, about: special hours count as open, and the place is rounded. */
    async filter(query: FilterQuery): Promise<FilterCounts> {
      const wanted = wantedBy(query);
      const { value, degraded } = await cached.readPlain({ hash: hashOf('filter', wanted), ...wanted }, () =>
        answer((engine) => engine.counts(wanted, new Date())),
      );
      return { ...value, degraded };
    },

    /** What somebody may be about to type. Open or not: they may look for tomorrow. */
    async suggest(query: SuggestQuery): Promise<Suggestions> {
      const { centre, radiusKm, q = '' } = wantedBy(query);
      const asked = { q, centre, radiusKm };
      const { value, degraded } = await cached.readPlain({ hash: hashOf('suggest', asked), ...asked }, () =>
        answer((engine) => engine.suggest(asked)),
      );
      return { ...value, degraded };
    },
  };
}
export type SearchService = ReturnType<typeof createSearchService>;
