import type { Db } from '../../adapters/postgres/index.ts';
import type { Basket, PlaceOrder, Quote } from '../../contracts/orders.ts';
import type { OptionGroup } from '../../contracts/restaurants.ts';
import { DomainError, type FieldError } from '../../domain/errors.ts';
import { ALL_ON, type Flags } from '../../domain/flags.ts';
import { distanceMetres, type Position } from '../../domain/geo.ts';
import { scheduleRefusal, startsAt } from '../../domain/order/schedule.ts';
import {
  type AppliedPromo,
  type BasketLine,
  calculateFare,
  type OrderOption,
  type Price,
  priceBasket,
  type Tariff,
} from '../../domain/pricing/price.ts';
import { applyPromo } from '../../domain/pricing/promo.ts';
import { NO_SURGE, surgeFactor } from '../../domain/pricing/surge.ts';
import { inStock } from '../../domain/restaurant/food.ts';
import { zoneOf } from '../delivery/zone.ts';
import { newId } from '../ids.ts';
import { assertDelivers, assertTakesOrders, KITCHEN } from '../restaurant/kitchen.ts';
import type { Demand } from './demand.ts';
import { readPromo } from './promos.ts';

type ItemRow = {
  id: string;
  name: string;
  price_minor: number;
  tax_category: string;
  option_groups: unknown;
  available: boolean;
  out_of_stock_until: Date | null;
};
type BasketItem = Basket['items'][number];

/** What is ordered and what it costs. */
export type PricedBasket = {
  basket: Basket;
  price: Price;
  /** ISO 8601; of an order for later: when the restaurant begins. */
  startsAt?: string | undefined;
  /** Where its restaurant is (services/delivery/zone.ts). */
  zone: string;
};

function howMany({ min, max }: OptionGroup): string {
  if (min === max) return min === 1 ? 'one' : String(min);
  return min === 0 ? `at most ${max === 1 ? 'one' : max}` : `${min}–${max}`;
}

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
      errors.push({ path: `${path}.options`, message: `choose ${howMany(group)} of ${group.name}` });
    }
  }
  return chosen;
}

function basketLines(items: BasketItem[], rows: Map<string, ItemRow>, now: Date): BasketLine[] {
  const unknown = items.flatMap((item, index) =>
    rows.has(item.itemId)
      ? []
      : [{ path: `items.${index}.itemId`, message: 'not on this restaurant’s menu' }],
  );
  if (unknown.length > 0) {
    throw new DomainError('unknown-item', 'Some items are not on the menu. Load the menu again.', unknown);
  }
  const soldOut = items.flatMap((item, index) => {
    const { name, available, out_of_stock_until } = rows.get(item.itemId) as ItemRow;
    if (inStock({ available, outOfStockUntil: out_of_stock_until }, now)) return [];
    return [{ path: `items.${index}.itemId`, message: `${name} is sold out` }];
  });
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

const QUOTE_MINUTES = 15;

/** Prices baskets from the menu as it is now; nothing the client says about money is read, but the tip. */
export function createPricingService({
  db,
  tariff,
  demand,
  flags = ALL_ON,
}: {
  db: Db;
  tariff: Tariff;
  demand: Demand;
  flags?: Flags;
}) {
  /** @throws DomainError `feature-off` while operators have switched off what is needed for a basket */
  async function assertSwitchedOn(basket: Basket): Promise<void> {
    if (!(await flags.isOn('orders')))
      throw new DomainError('feature-off', 'We take no orders for the moment. Try again in a few minutes.');
    if (basket.deliverAt && !(await flags.isOn('scheduled-orders')))
      throw new DomainError(
        'feature-off',
        'Orders for later are not possible for the moment. Order for now.',
      );
    if (basket.promoCode && !(await flags.isOn('promotions')))
      throw new DomainError(
        'feature-off',
        'Promotions do not count for the moment. Order without the code, or try again later.',
      );
  }

  async function promotion(
    code: string,
    basket: { subtotalMinor: number; deliveryFeeMinor: number },
    now: Date,
  ): Promise<AppliedPromo> {
    const promo = await readPromo(db, code);
    const result = applyPromo(promo, basket, now);
    if ('refused' in result) throw new DomainError('promo-not-valid', result.refused);
    return { code: promo.code, kind: promo.benefit.kind, ...result };
  }

  /** The factor on the delivery fee around a restaurant now; none where surge is off or demand is not known. */
  async function surge(around: Position): Promise<number> {
    if (tariff.surge.max <= NO_SURGE.max || !(await flags.isOn('surge'))) return NO_SURGE.max;
    const now = await demand(around);
    return now ? surgeFactor(now.openDeliveries, now.freePartners, tariff.surge) : NO_SURGE.max;
  }

  async function menuRows(restaurantId: string, items: BasketItem[]): Promise<Map<string, ItemRow>> {
    const ids = items.map((item) => item.itemId);
    const rows = await db
      .selectFrom('menu_items')
      .select([
        'id',
        'name',
        'price_minor',
        'tax_category',
        'option_groups',
        'available',
        'out_of_stock_until',
      ])
      .where('restaurant_id', '=', restaurantId)
      .where('id', 'in', ids)
      .execute();
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Items with the menu's own prices. @throws DomainError `unknown-item`, `item-unavailable`, `invalid-options` */
  async function linesOf(restaurantId: string, items: BasketItem[], at: Date): Promise<BasketLine[]> {
    return basketLines(items, await menuRows(restaurantId, items), at);
  }

  /** When the restaurant begins with a basket for later. @throws DomainError `delivery-time-not-possible` */
  function startOf(deliverAt: string, preparationMinutes: number, wayMetres: number, now: Date): Date {
    const starts = startsAt(new Date(deliverAt), preparationMinutes, wayMetres);
    const refused = scheduleRefusal(new Date(deliverAt), starts, now);
    if (refused) throw new DomainError('delivery-time-not-possible', refused);
    return starts;
  }

  /**
   * Whether a basket can be had, now or when the restaurant begins with it: it is open and near enough, the items are there.
   * Reads the primary, for it decides money: two queries at once, and a third where the kitchen has set a capacity.
   * @param mayBeFull for an order whose place in the kitchen is taken already
   * @returns the lines with the menu's prices, where the food is fetched, and when an order for later begins
   * @throws DomainError `not-found`, `restaurant-closed`, `kitchen-full`, `unknown-item`, `item-unavailable`, `invalid-options`,
   *   `address-out-of-area`, `delivery-time-not-possible`
   */
  async function check(
    basket: Basket,
    now: Date,
    mayBeFull = false,
  ): Promise<{ lines: BasketLine[]; pickup: Position; starts: Date | undefined }> {
    const [restaurant, menu] = await Promise.all([
      db
        .selectFrom('restaurants')
        .select([...KITCHEN, 'preparation_minutes'])
        .where('id', '=', basket.restaurantId)
        .executeTakeFirst(),
      menuRows(basket.restaurantId, basket.items),
    ]);
    if (!restaurant) throw new DomainError('not-found', 'There is no such restaurant.');
    const { deliverAt } = basket;
    const wayMetres = distanceMetres(restaurant, basket.address.position);
    const starts = deliverAt ? startOf(deliverAt, restaurant.preparation_minutes, wayMetres, now) : undefined;
    const begins = starts ?? now;
    await assertTakesOrders(db, restaurant, begins, mayBeFull);
    const lines = basketLines(basket.items, menu, begins);
    assertDelivers(restaurant, basket.address.position, tariff.maxDeliveryMetres);
    return { lines, pickup: restaurant, starts };
  }

  /**
   * What a basket costs now; a third query with a promotion.
   * @throws DomainError what `check` throws, `promo-not-valid`, `order-too-large`, `feature-off`
   */
  async function calculate(
    basket: Basket,
    now: Date,
  ): Promise<{ price: Price; startsAt: string | undefined; zone: string }> {
    await assertSwitchedOn(basket);
    const { lines, pickup, starts } = await check(basket, now);
    // Nobody knows how busy it will be.
    const factor = starts ? NO_SURGE.max : await surge(pickup);
    const fareMinor = calculateFare(pickup, basket.address.position, tariff, factor);
    const plain = priceBasket(lines, fareMinor, basket.tipMinor, tariff);
    const price = basket.promoCode
      ? priceBasket(lines, fareMinor, basket.tipMinor, tariff, await promotion(basket.promoCode, plain, now))
      : plain;
    if (price.totalMinor > tariff.maxTotalMinor) {
      throw new DomainError(
        'order-too-large',
        'This order is too large to place online. Split it or call us.',
      );
    }
    return { price, startsAt: starts?.toISOString(), zone: zoneOf(pickup) };
  }

  /** A customer's quote while it lives. @throws DomainError `not-found`, also for somebody else's, and `quote-expired` */
  async function readQuote(
    quoteId: string,
    customerId: string,
    now: Date,
  ): Promise<Pick<PricedBasket, 'basket' | 'price'>> {
    const row = await db
      .selectFrom('quotes')
      .select(['basket', 'price', 'expires_at'])
      .where('id', '=', quoteId)
      .where('customer_id', '=', customerId)
      .executeTakeFirst();
    if (!row) throw new DomainError('not-found', 'There is no such quote.');
    if (row.expires_at <= now)
      throw new DomainError('quote-expired', 'This quote has expired. Ask for a new one.');
    return { basket: row.basket as unknown as Basket, price: row.price as unknown as Price };
  }

  return {
    /** Prices a basket and keeps the price for 15 minutes. @throws DomainError what `calculate` throws */
    async createQuote(customerId: string, basket: Basket, now: Date): Promise<Quote> {
      const { price } = await calculate(basket, now);
      const quoteId = newId('quote');
      const expiresAt = new Date(now.getTime() + QUOTE_MINUTES * 60_000);
      await db
        .insertInto('quotes')
        .values({
          id: quoteId,
          customer_id: customerId,
          restaurant_id: basket.restaurantId,
          basket: JSON.stringify(basket),
          price: JSON.stringify(price),
          expires_at: expiresAt,
        })
        .execute();
      return { id: quoteId, restaurantId: basket.restaurantId, price, expiresAt: expiresAt.toISOString() };
    },

    /**
     * What an order costs: a basket's price now, or what its quote promised, promotion included. The basket of a quote is
     * checked again, for a promise of a price is no promise of the last portion.
     * @throws DomainError what `calculate` throws; of a quote what `check` throws, and `quote-expired`
     */
    async priceOrder(customerId: string, request: PlaceOrder, now: Date): Promise<PricedBasket> {
      if (!('quoteId' in request)) {
        const { paymentToken: _token, note: _note, handOver: _handOver, ...basket } = request;
        return { basket, ...(await calculate(basket, now)) };
      }
      const quote = await readQuote(request.quoteId, customerId, now);
      await assertSwitchedOn(quote.basket);
      const { starts, pickup } = await check(quote.basket, now);
      return { ...quote, startsAt: starts?.toISOString(), zone: zoneOf(pickup) };
    },

    /** Whether the basket of an order for later can be had now that it begins. @throws DomainError what `check` throws */
    async checkNow({ deliverAt: _over, ...basket }: Basket, now: Date): Promise<void> {
      await check(basket, now, true);
    },

    linesOf,
  };
}
export type PricingService = ReturnType<typeof createPricingService>;
