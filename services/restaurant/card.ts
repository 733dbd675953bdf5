import type { Selectable } from 'kysely';
import type { Restaurants } from '../../adapters/postgres/schema.ts';
import type { Restaurant } from '../../contracts/restaurants.ts';

/** What every list and page shows of a restaurant, apart from what depends on the hour or on who is looking. */
export type RestaurantCard = Pick<
  Restaurant,
  | 'id'
  | 'slug'
  | 'name'
  | 'description'
  | 'cuisines'
  | 'position'
  | 'rating'
  | 'ratingCount'
  | 'priceLevel'
  | 'preparationMinutes'
>;

export function restaurantCard(row: Selectable<Restaurants>): RestaurantCard {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    cuisines: row.cuisines,
    position: { lat: row.lat, lng: row.lng },
    rating: row.rating,
    ratingCount: row.rating_count,
    priceLevel: row.price_level,
    preparationMinutes: row.preparation_minutes,
  };
}
