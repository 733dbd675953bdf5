import type { Selectable } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Restaurants } from '../../adapters/postgres/schema.ts';
import type {
  Menu,
  MenuItem,
  OptionGroup,
  Restaurant,
  RestaurantProfile,
} from '../../contracts/restaurants.ts';
import { calculateFare, type Tariff } from '../../domain/pricing/price.ts';
import type { DeliveryArea } from '../../domain/restaurant/delivery-area.ts';
import { inStock } from '../../domain/restaurant/food.ts';
import { missingRestaurant } from './editing.ts';
import { cardOf, type ImageUrl, listingOf, opennessOf, pausedUntilOf } from './listing.ts';

/** `changesAt`: when the answer becomes another one by itself. */
export type Seen<T> = { value: T; version: number; changesAt: Date | undefined };

const areaOf = (row: Selectable<Restaurants>) => row.delivery_area as unknown as DeliveryArea | null;
const addressOf = (row: Selectable<Restaurants>) => ({
  street: row.street,
  houseNumber: row.house_number,
  postcode: row.postcode,
  city: row.city,
});

const later = (instant: Date | null, now: Date) => (instant && instant > now ? instant : null);

/** The pause that a restaurant is under; an operator's before its own, for it cannot end that one itself. */
function pauseOf(row: Selectable<Restaurants>, now: Date): RestaurantProfile['pause'] {
  const held = later(row.held_until, now);
  if (held) return { until: held.toISOString(), reason: row.held_reason, by: 'operator' };
  const own = later(row.paused_until, now);
  return own && { until: own.toISOString(), reason: row.pause_reason, by: 'restaurant' };
}

const earliest = (instants: (Date | undefined | null)[], now: Date): Date | undefined =>
  instants
    .flatMap((instant) => (instant && instant > now ? [instant] : []))
    .sort((a, b) => a.getTime() - b.getTime())[0];

async function restaurantRow(db: Db, restaurantId: string): Promise<Selectable<Restaurants>> {
  const row = await db
    .selectFrom('restaurants')
    .selectAll()
    .where('id', '=', restaurantId)
    .executeTakeFirst();
  if (!row) throw missingRestaurant();
  return row;
}

/** A restaurant as customers see it. One query. @throws DomainError `not-found` */
export async function readRestaurant(
  db: Db,
  restaurantId: string,
  { now, imageUrl, tariff }: { now: Date; imageUrl: ImageUrl; tariff: Tariff },
): Promise<Seen<Restaurant>> {
  const row = await restaurantRow(db, restaurantId);
  const listing = listingOf(row);
  const { open, changesAt } = opennessOf(listing, now);
  const value: Restaurant = {
    ...cardOf(listing, now, imageUrl),
    isOpen: open,
    address: addressOf(row),
    timeZone: row.time_zone,
    openingHours: listing.hours,
    openingExceptions: listing.exceptions,
    acceptingOrders: row.accepting_orders,
    pausedUntil: later(pausedUntilOf(row), now)?.toISOString() ?? null,
    deliveryArea: areaOf(row),
    deliveryFeeMinor: calculateFare(row, row, tariff),
    currency: row.currency as Restaurant['currency'],
  };
  return {
    value,
    version: row.version,
    changesAt: earliest([changesAt, pausedUntilOf(row), row.busy_until], now),
  };
}

/** A restaurant as its own people see it. One query. @throws DomainError `not-found` */
export async function readProfile(
  db: Db,
  restaurantId: string,
  { now, imageUrl }: { now: Date; imageUrl: ImageUrl },
): Promise<{ profile: RestaurantProfile; version: number }> {
  const row = await restaurantRow(db, restaurantId);
  const listing = listingOf(row);
  const busy = row.busy_extra_minutes > 0 && !(row.busy_until && row.busy_until <= now);
  const profile: RestaurantProfile = {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    cuisines: row.cuisines,
    address: addressOf(row),
    position: listing.position,
    timeZone: row.time_zone,
    openingHours: listing.hours,
    openingExceptions: listing.exceptions,
    acceptingOrders: row.accepting_orders,
    priceLevel: row.price_level,
    preparationMinutes: row.preparation_minutes,
    deliveryArea: areaOf(row),
    image: row.image,
    imageUrl: imageUrl(row.image),
    autoPause: row.auto_pause_orders
      ? { afterOrders: row.auto_pause_orders, minutes: row.auto_pause_minutes }
      : null,
    capacity: row.capacity_orders ? { orders: row.capacity_orders, minutes: row.capacity_minutes } : null,
    pause: pauseOf(row, now),
    busy: busy
      ? { extraMinutes: row.busy_extra_minutes, until: row.busy_until?.toISOString() ?? null }
      : null,
    rating: row.rating,
    ratingCount: row.rating_count,
    currency: row.currency as Restaurant['currency'],
  };
  return { profile, version: row.profile_version };
}

/**
 * A menu in its own order. One query, so that items and version are of one moment.
 * @throws DomainError `not-found`
 */
export async function readMenu(
  db: Db,
  restaurantId: string,
  { now, imageUrl }: { now: Date; imageUrl: ImageUrl },
): Promise<Seen<Menu>> {
  const row = await db
    .selectFrom('restaurants')
    .select((eb) => [
      'restaurants.currency',
      'restaurants.menu_version',
      jsonArrayFrom(
        eb
          .selectFrom('menu_categories')
          .select('name')
          .where('menu_categories.restaurant_id', '=', restaurantId)
          .orderBy('position')
          .orderBy('name'),
      ).as('categories'),
      jsonArrayFrom(
        eb
          .selectFrom('menu_items')
          .innerJoin('menu_categories as category', (join) =>
            join
              .onRef('category.restaurant_id', '=', 'menu_items.restaurant_id')
              .onRef('category.name', '=', 'menu_items.category'),
          )
          .selectAll('menu_items')
          .where('menu_items.restaurant_id', '=', restaurantId)
          .orderBy('category.position')
          .orderBy('category.name')
          .orderBy('menu_items.position')
          .orderBy('menu_items.id'),
      ).as('items'),
    ])
    .where('restaurants.id', '=', restaurantId)
    .executeTakeFirst();
  if (!row) throw missingRestaurant();

  // Through JSON, instants are texts.
  const backAt = (item: { out_of_stock_until: unknown }) =>
    item.out_of_stock_until ? new Date(item.out_of_stock_until as string) : null;
  const items = row.items.map((item): MenuItem => {
    const outOfStockUntil = backAt(item);
    const available = inStock({ available: item.available, outOfStockUntil }, now);
    return {
      id: item.id,
      category: item.category,
      name: item.name,
      description: item.description,
      priceMinor: item.price_minor,
      taxCategory: item.tax_category as MenuItem['taxCategory'],
      dietary: item.dietary as MenuItem['dietary'],
      allergens: item.allergens as MenuItem['allergens'],
      optionGroups: item.option_groups as unknown as OptionGroup[],
      available,
      outOfStockUntil: item.available && !available ? (outOfStockUntil?.toISOString() ?? null) : null,
      imageUrl: imageUrl(item.image),
    };
  });
  return {
    value: {
      restaurantId,
      currency: row.currency as Menu['currency'],
      version: row.menu_version,
      categories: row.categories.map(({ name }) => name),
      items,
    },
    version: row.menu_version,
    changesAt: earliest(row.items.map(backAt), now),
  };
}
