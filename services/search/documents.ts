import type { Selectable } from 'kysely';
import type { MenuItems, Restaurants } from '../../adapters/postgres/schema.ts';
import { openMinutes } from '../../domain/restaurant/week-minutes.ts';
import { type Listing, listingOf, pausedUntilOf } from '../restaurant/listing.ts';
import { foundItem } from './engine.ts';

type RestaurantRow = Selectable<Restaurants>;
type ItemRow = Selectable<MenuItems>;

/**
 * What a restaurant is filtered by. `is_open` is false only for a place that never opens, so it is never wrong; which minute is
 * open is asked of `open_minutes`, and on exceptional dates of the hours in the card.
 */
function filteredBy(row: RestaurantRow, listing: Listing) {
  const ranges = openMinutes(listing.hours);
  return {
    cuisine_types: row.cuisines,
    location: { lat: row.lat, lon: row.lng },
    rating: row.rating,
    rating_count: row.rating_count,
    price_level: row.price_level,
    delivery_time_minutes: row.preparation_minutes,
    is_open: ranges.length > 0 || listing.exceptions.some(({ intervals }) => intervals.length > 0),
    is_accepting_orders: row.accepting_orders,
    promoted: row.promoted,
    promotion_score: row.promotion_score,
    open_minutes: ranges,
    exception_dates: listing.exceptions.map(({ date }) => date),
    time_zone: row.time_zone,
    paused_until: pausedUntilOf(row),
  };
}

/** The documents of a restaurant and of its menu, which are filtered by the same. */
export function documentsOf(row: RestaurantRow, menu: ItemRow[]) {
  const listing = listingOf(row);
  const filters = filteredBy(row, listing);
  return {
    restaurant: {
      id: row.id,
      name: row.name,
      description: row.description,
      ...filters,
      dietary: [...new Set(menu.flatMap((item) => item.dietary))],
      card: listing,
    },
    items: menu.map((item) => ({
      id: item.id,
      restaurant_id: row.id,
      name: item.name,
      description: item.description,
      category: item.category,
      price_minor: item.price_minor,
      is_available: item.available,
      out_of_stock_until: item.out_of_stock_until,
      ...filters,
      dietary: item.dietary,
      card: foundItem(item),
    })),
  };
}
