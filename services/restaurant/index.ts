import type { Db } from '../../adapters/postgres/index.ts';
import type { Menu, MenuItem, OptionGroup, Restaurant } from '../../contracts/restaurants.ts';
import { DomainError } from '../../domain/errors.ts';
import { isOpenAt, localWeekMinute, type WeeklyHours } from '../../domain/opening-hours.ts';
import { restaurantCard } from './card.ts';

/** Restaurants and their menus, for reading. */
export function createRestaurantService({ reads }: { reads: Db }) {
  return {
    /** @throws DomainError `not-found` */
    async getRestaurant(id: string, now: Date): Promise<Restaurant> {
      const row = await reads.selectFrom('restaurants').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw new DomainError('not-found', 'There is no such restaurant.');
      const openingHours = row.opening_hours as unknown as WeeklyHours;
      return {
        ...restaurantCard(row),
        isOpen: row.accepting_orders && isOpenAt(openingHours, localWeekMinute(now, row.time_zone)),
        address: {
          street: row.street,
          houseNumber: row.house_number,
          postcode: row.postcode,
          city: row.city,
        },
        timeZone: row.time_zone,
        openingHours,
        acceptingOrders: row.accepting_orders,
        currency: row.currency as Restaurant['currency'],
      };
    },

    /** The menu in its own order. @throws DomainError `not-found` */
    async getMenu(restaurantId: string): Promise<Menu> {
      const [restaurant, items] = await Promise.all([
        reads.selectFrom('restaurants').select('currency').where('id', '=', restaurantId).executeTakeFirst(),
        reads
          .selectFrom('menu_items')
          .selectAll()
          .where('restaurant_id', '=', restaurantId)
          .orderBy('position')
          .execute(),
      ]);
      if (!restaurant) throw new DomainError('not-found', 'There is no such restaurant.');
      return {
        restaurantId,
        currency: restaurant.currency as Menu['currency'],
        items: items.map((row) => ({
          id: row.id,
          category: row.category,
          name: row.name,
          description: row.description,
          priceMinor: row.price_minor,
          taxCategory: row.tax_category as MenuItem['taxCategory'],
          dietary: row.dietary,
          allergens: row.allergens,
          optionGroups: row.option_groups as unknown as OptionGroup[],
          available: row.available,
        })),
      };
    },
  };
}
export type RestaurantService = ReturnType<typeof createRestaurantService>;
