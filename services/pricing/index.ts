import type { Db } from '../../adapters/postgres/index.ts';
import type { PlaceOrder } from '../../contracts/orders.ts';
import type { OptionGroup } from '../../contracts/restaurants.ts';
import { DomainError, type FieldError } from '../../domain/errors.ts';
import { distanceMetres } from '../../domain/geo.ts';
import { isOpenAt, localWeekMinute, type WeeklyHours } from '../../domain/opening-hours.ts';
import {
  type BasketLine,
  calculateFare,
  type OrderOption,
  type Price,
  priceBasket,
  type Tariff,
} from '../../domain/pricing/price.ts';

type ItemRow = {
  id: string;
  name: string;
  price_minor: number;
  tax_category: string;
  option_groups: unknown;
  available: boolean;
};
type BasketItem = PlaceOrder['items'][number];

/** A priced basket and where the food is fetched. */
export type Quote = { price: Price; restaurantName: string };

/** The options a customer chose, with the menu's names and prices. Pushes what is wrong onto `errors`. */
function chooseOptions(
  item: BasketItem,
  groups: OptionGroup[],
  path: string,
  errors: FieldError[],
): OrderOption[] {
  const chosen: OrderOption[] = [];
  for (const [index, { groupId, optionId }] of item.options.entries()) {
    const group = groups.find((candidate) => candidate.id === groupId);
    const option = group?.options.find((candidate) => candidate.id === optionId);
    if (!group || !option) {
      errors.push({
        path: `${path}.options.${index}`,
        message: `this item has no option ${groupId}/${optionId}`,
      });
    } else if (chosen.some((other) => other.groupId === groupId && other.optionId === optionId)) {
      errors.push({ path: `${path}.options.${index}`, message: `${option.name} is chosen twice` });
    } else {
      chosen.push({ groupId, optionId, name: option.name, priceMinor: option.priceMinor });
    }
  }
  for (const group of groups) {
    const count = chosen.filter((option) => option.groupId === group.id).length;
    if (count < group.min || count > group.max) {
      errors.push({ path: `${path}.options`, message: `choose ${group.min}–${group.max} of ${group.name}` });
    }
  }
  return chosen;
}

function basketLines(items: BasketItem[], rows: Map<string, ItemRow>): BasketLine[] {
  const unknown = items.flatMap((item, index) =>
    rows.has(item.itemId)
      ? []
      : [{ path: `items.${index}.itemId`, message: 'not on this restaurant’s menu' }],
  );
  if (unknown.length > 0) {
    throw new DomainError('unknown-item', 'Some items are not on the menu. Load the menu again.', unknown);
  }
  const soldOut = items.flatMap((item, index) =>
    rows.get(item.itemId)?.available
      ? []
      : [{ path: `items.${index}.itemId`, message: `${rows.get(item.itemId)?.name} is sold out` }],
  );
  if (soldOut.length > 0) {
    throw new DomainError('item-unavailable', 'Some items are sold out. Choose others.', soldOut);
  }
  const errors: FieldError[] = [];
  const lines = items.map((item, index): BasketLine => {
    const row = rows.get(item.itemId) as ItemRow;
    return {
      itemId: row.id,
      name: row.name,
      quantity: item.quantity,
      unitPriceMinor: row.price_minor,
      options: chooseOptions(item, row.option_groups as OptionGroup[], `items.${index}`, errors),
      taxCategory: row.tax_category as BasketLine['taxCategory'],
    };
  });
  if (errors.length > 0) {
    throw new DomainError('invalid-options', 'Some options do not fit. Load the menu again.', errors);
  }
  return lines;
}

/** Prices baskets from the menu as it is now; nothing the client says about money is read, but the tip. */
export function createPricingService({ db, tariff }: { db: Db; tariff: Tariff }) {
  return {
    /**
     * Checks a basket against the restaurant and prices it. Reads only; two queries on the primary, for it decides money.
     * @throws DomainError `not-found`, `restaurant-closed`, `unknown-item`, `item-unavailable`, `invalid-options`,
     *   `address-out-of-area`, `order-too-large`
     */
    async quote(request: Omit<PlaceOrder, 'paymentToken'>, now: Date): Promise<Quote> {
      const [restaurant, items] = await Promise.all([
        db
          .selectFrom('restaurants')
          .select(['name', 'lat', 'lng', 'time_zone', 'opening_hours', 'accepting_orders'])
          .where('id', '=', request.restaurantId)
          .executeTakeFirst(),
        db
          .selectFrom('menu_items')
          .select(['id', 'name', 'price_minor', 'tax_category', 'option_groups', 'available'])
          .where('restaurant_id', '=', request.restaurantId)
          .where(
            'id',
            'in',
            request.items.map((item) => item.itemId),
          )
          .execute(),
      ]);
      if (!restaurant) throw new DomainError('not-found', 'There is no such restaurant.');
      const hours = restaurant.opening_hours as unknown as WeeklyHours;
      if (!restaurant.accepting_orders || !isOpenAt(hours, localWeekMinute(now, restaurant.time_zone))) {
        throw new DomainError(
          'restaurant-closed',
          `${restaurant.name} takes no orders now. Choose another restaurant.`,
        );
      }
      const lines = basketLines(request.items, new Map(items.map((row) => [row.id, row])));
      if (distanceMetres(restaurant, request.address.position) > tariff.maxDeliveryMetres) {
        throw new DomainError(
          'address-out-of-area',
          `${restaurant.name} delivers up to ${tariff.maxDeliveryMetres / 1000} km. Choose a restaurant closer by.`,
        );
      }
      const fare = calculateFare(restaurant, request.address.position, tariff);
      const price = priceBasket(lines, fare, request.tipMinor, tariff);
      if (price.totalMinor > tariff.maxTotalMinor) {
        throw new DomainError(
          'order-too-large',
          'This order is too large to place online. Split it or call us.',
        );
      }
      return { price, restaurantName: restaurant.name };
    },
  };
}
export type PricingService = ReturnType<typeof createPricingService>;
