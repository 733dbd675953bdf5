import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { ItemMatch, Restaurant } from '../../contracts/restaurants.ts';
import type { Position } from '../../domain/geo.ts';
import type { RestaurantCard } from '../restaurant/listing.ts';
import type { SearchCells } from './cells.ts';

const TTL_MS = 5 * 60_000;
/** While Elasticsearch is away, so that the database is asked less, and not for long after it is back. */
const DEGRADED_TTL_MS = 20_000;

/** How far the index may be behind: a page may hold what had changed so shortly before it was made. */
const INDEX_LAG_MS = 30_000;

/** A restaurant in a cached page. `from` and `to`: when it takes orders, milliseconds since 1970. */
export type Kept = {
  from: number;
  to: number;
  score: number;
  promoted: boolean;
  isNew: boolean;
  card: RestaurantCard;
  items?: ItemMatch[];
};
/** `next`: the cursor of the page after it. */
export type KeptPage = { kept: Kept[]; next: string | null };

type Circle = { centre: Position; radiusKm: number };
type Asked = Circle & { hash: string };
export type Answer<T> = { value: T; degraded: boolean };
/** `at`: when it was asked for, milliseconds since 1970. */
type Stored<T> = Answer<T> & { at: number };

/**
 * Answers of searches in Redis (`search:{hash}`, five minutes), shared by all who ask the same. An answer is made anew when
 * what can be found around its place has changed; and before the index has followed, each restaurant that changed is looked at
 * again. Without Redis every search is made anew.
 */
export function createCachedSearch(deps: {
  redis: RedisClient;
  keys: RedisKeys;
  cells: SearchCells;
  getRestaurant: (id: string) => Promise<{ json: Uint8Array }>;
}) {
  const { redis, keys, cells, getRestaurant } = deps;
  const underway = new Map<string, Promise<unknown>>();

  /** From Redis, or from `load`, once for all who ask at the same time. */
  function through<T>({ hash, ...circle }: Asked, load: () => Promise<Answer<T>>): Promise<Stored<T>> {
    const known = underway.get(hash) as Promise<Stored<T>> | undefined;
    if (known) return known;
    const reading = stored<T>(hash, circle)
      .then((found) => found ?? loadAndStore(hash, load))
      .finally(() => underway.delete(hash));
    underway.set(hash, reading);
    return reading;
  }

  async function stored<T>(hash: string, { centre, radiusKm }: Circle): Promise<Stored<T> | undefined> {
    // In one round trip, though the second is of use only where the first is there.
    const [text, changedAt] = await Promise.all([
      redis.get(keys.search(hash)).catch(() => null),
      cells.changedAt(centre, radiusKm).catch(() => Number.POSITIVE_INFINITY),
    ]);
    if (text === null) return undefined;
    const answer = JSON.parse(text) as Stored<T>;
    return changedAt > answer.at ? undefined : answer;
  }

  async function loadAndStore<T>(hash: string, load: () => Promise<Answer<T>>): Promise<Stored<T>> {
    const at = Date.now();
    const answer = { at, ...(await load()) };
    const ttl = answer.degraded ? DEGRADED_TTL_MS : TTL_MS;
    // Whoever asked need not wait for it; who asks next over this connection comes after it.
    redis.set(keys.search(hash), JSON.stringify(answer), 'PX', ttl).catch(() => {});
    return answer;
  }

  /** Which of these restaurants a page made at an instant may not know as they are. */
  async function changedSince(ids: string[], at: number): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const instants = await redis.zmscore(keys.restaurantsChanged, ...ids).catch(() => []);
    return new Set(ids.filter((_, index) => Number(instants[index] ?? 0) > at - INDEX_LAG_MS));
  }

  /** The restaurant as it is now, or undefined when it takes no orders. */
  async function again(kept: Kept): Promise<Kept | undefined> {
    const { json } = await getRestaurant(kept.card.id);
    const { isOpen, ...restaurant } = JSON.parse(new TextDecoder().decode(json)) as Restaurant;
    if (!isOpen) return undefined;
    const names = Object.keys(kept.card) as (keyof RestaurantCard)[];
    const card = Object.fromEntries(names.map((name) => [name, restaurant[name]])) as RestaurantCard;
    return { ...kept, card, from: 0, to: Number.MAX_SAFE_INTEGER };
  }

  return {
    /** An answer that may be a little old. */
    readPlain: through,

    /** A page, with what has changed in it. */
    async readPage(asked: Asked, load: () => Promise<Answer<KeptPage>>): Promise<Answer<KeptPage>> {
      const { at, degraded, value } = await through(asked, load);
      const changed = await changedSince(
        value.kept.map(({ card }) => card.id),
        at,
      );
      if (changed.size === 0) return { value, degraded };
      const kept = await Promise.all(value.kept.map((one) => (changed.has(one.card.id) ? again(one) : one)));
      return { value: { ...value, kept: kept.flatMap((one) => one ?? []) }, degraded };
    },
  };
}
