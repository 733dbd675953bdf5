import { createHash } from 'node:crypto';
import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisKeys } from '../../adapters/redis/index.ts';
import type {
  Busy,
  ImportReport,
  Menu,
  MenuCategories,
  MenuImport,
  MenuItem,
  MenuItemChange,
  NewMenuItem,
  Pause,
  Promotion,
  RestaurantChange,
  RestaurantProfile,
  StockChange,
} from '../../contracts/restaurants.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Entry, HashCache } from '../cache.ts';
import type { RestaurantVersions } from './changed.ts';
import type { Forget } from './forget.ts';
import { importMenu } from './import-menu.ts';
import type { ImageUrl } from './listing.ts';
import { addItem, missingItem, removeItem, setCategories, setStock, updateItem } from './menu.ts';
import { pause, promote, resume, setBusy, updateRestaurant } from './profile.ts';
import { readMenu, readProfile, readRestaurant, type Seen } from './read.ts';

const RESTAURANT_TTL_MS = 60 * 60_000;
const MENU_TTL_MS = 15 * 60_000;

/** The hash `restaurant:{id}`. */
type RestaurantField = PageField | 'name' | 'rating' | 'is_open' | 'delivery_fee';

/** An answer as it goes over the wire: JSON, made once and sent often. */
export type Page = { json: Uint8Array<ArrayBuffer>; etag: string };
type PageField = keyof Page;
/** Something to edit, with the version that the edit has to name. */
export type Versioned<T> = { value: T; version: number };

/** Until it is too old, or becomes another one by itself. */
function lifetime(ttlMs: number, changesAt: Date | undefined, now: Date): number {
  return changesAt ? Math.min(ttlMs, changesAt.getTime() - now.getTime()) : ttlMs;
}

function fieldsOf({ value, version }: Seen<unknown>): Record<PageField, string> {
  const json = JSON.stringify(value);
  const hash = createHash('sha256').update(json).digest('base64url').slice(0, 12);
  return { json, etag: `"${version}-${hash}"` };
}

const pageOf = ({ json, etag }: Record<PageField, string>): Page => ({
  json: Buffer.from(json),
  etag,
});

/** Restaurants and their menus: read by everybody through a cache, edited by their own people. */
export function createRestaurantService(deps: {
  db: Db;
  reads: Db;
  keys: RedisKeys;
  cache: HashCache;
  forget: Forget;
  imageUrl: ImageUrl;
  tariff: Tariff;
}) {
  const { db, reads, keys, cache, forget, imageUrl, tariff } = deps;

  async function loadRestaurant(id: string): Promise<Entry<RestaurantField>> {
    const now = new Date();
    const seen = await readRestaurant(reads, id, { now, imageUrl, tariff });
    const { value, version, changesAt } = seen;
    return {
      version,
      ttlMs: lifetime(RESTAURANT_TTL_MS, changesAt, now),
      fields: {
        ...fieldsOf(seen),
        // For other readers of the hash, who want one thing by itself.
        name: value.name,
        rating: String(value.rating ?? ''),
        is_open: String(value.isOpen),
        delivery_fee: String(value.deliveryFeeMinor),
      },
    };
  }

  async function loadMenu(restaurantId: string): Promise<Entry<PageField>> {
    const now = new Date();
    const seen = await readMenu(reads, restaurantId, { now, imageUrl });
    return {
      version: seen.version,
      ttlMs: lifetime(MENU_TTL_MS, seen.changesAt, now),
      fields: fieldsOf(seen),
    };
  }

  /** What editors work on: from the primary, past the cache. */
  async function menu(restaurantId: string): Promise<Versioned<Menu>> {
    return readMenu(db, restaurantId, { now: new Date(), imageUrl });
  }

  async function item(restaurantId: string, itemId: string): Promise<Versioned<MenuItem>> {
    const { value, version } = await menu(restaurantId);
    const found = value.items.find(({ id }) => id === itemId);
    if (!found) throw missingItem();
    return { value: found, version };
  }

  async function profile(restaurantId: string): Promise<Versioned<RestaurantProfile>> {
    const read = await readProfile(db, restaurantId, { now: new Date(), imageUrl });
    return { value: read.profile, version: read.version };
  }

  /** Waits for a change and lets the caches follow, then answers with what there is now. */
  async function afterwards<T>(change: Promise<RestaurantVersions>, answer: () => Promise<T>): Promise<T> {
    await forget(await change);
    return answer();
  }

  const edited = async (change: ReturnType<typeof updateItem>, restaurantId: string) => {
    const { versions, itemId } = await change;
    await forget(versions);
    return item(restaurantId, itemId);
  };

  return {
    /** A restaurant (`Restaurant` as JSON), cached for an hour at most. @throws DomainError `not-found` */
    getRestaurant: (id: string): Promise<Page> =>
      cache.read(keys.restaurant(id), 'json', () => loadRestaurant(id), pageOf),

    /** A menu (`Menu` as JSON), cached for a quarter of an hour at most. @throws DomainError `not-found` */
    getMenu: (restaurantId: string): Promise<Page> =>
      cache.read(keys.menu(restaurantId), 'json', () => loadMenu(restaurantId), pageOf),

    getProfile: profile,
    updateRestaurant: (id: string, change: RestaurantChange, seen: number | undefined) =>
      afterwards(updateRestaurant(db, id, change, seen), () => profile(id)),
    pause: (id: string, body: Pause) => afterwards(pause(db, id, body, new Date()), () => profile(id)),
    resume: (id: string) => afterwards(resume(db, id), () => profile(id)),
    setBusy: (id: string, body: Busy) => afterwards(setBusy(db, id, body, new Date()), () => profile(id)),
    promote: (id: string, body: Promotion, actorId: string) =>
      afterwards(promote(db, id, body, actorId), async () => body),

    getOwnMenu: menu,
    addItem: (id: string, body: NewMenuItem, seen: number | undefined) =>
      edited(addItem(db, id, body, seen), id),
    updateItem: (id: string, itemId: string, change: MenuItemChange, seen: number | undefined) =>
      edited(updateItem(db, id, itemId, change, seen), id),
    setStock: (id: string, itemId: string, change: StockChange) =>
      edited(setStock(db, id, itemId, change), id),
    removeItem: (id: string, itemId: string, seen: number | undefined) =>
      afterwards(removeItem(db, id, itemId, seen), () => menu(id)),
    setCategories: (id: string, body: MenuCategories, seen: number | undefined) =>
      afterwards(setCategories(db, id, body, seen), () => menu(id)),

    async importMenu(
      id: string,
      body: MenuImport,
      options: { dryRun: boolean; seen: number | undefined },
    ): Promise<Versioned<ImportReport>> {
      const { report, versions } = await importMenu(db, id, body, options);
      if (versions) await forget(versions);
      return { value: report, version: versions?.menuVersion ?? options.seen ?? 0 };
    },
  };
}
export type RestaurantService = ReturnType<typeof createRestaurantService>;
