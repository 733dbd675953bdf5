import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Position } from '../../domain/geo.ts';
import type { OpeningException, WeeklyHours } from '../../domain/opening-hours.ts';
import { takesOrders } from '../../domain/restaurant/availability.ts';
import { type DeliveryArea, deliversTo } from '../../domain/restaurant/delivery-area.ts';
import { pausedUntilOf } from './listing.ts';

/** What of a restaurant decides whether an order may be placed with it. */
export const KITCHEN = [
  'id',
  'name',
  'lat',
  'lng',
  'time_zone',
  'opening_hours',
  'opening_exceptions',
  'accepting_orders',
  'paused_until',
  'held_until',
  'delivery_area',
  'capacity_orders',
  'capacity_minutes',
] as const;

type Kitchen = {
  id: string;
  name: string;
  lat: number;
  lng: number;
  time_zone: string;
  opening_hours: unknown;
  opening_exceptions: unknown;
  accepting_orders: boolean;
  paused_until: Date | null;
  held_until: Date | null;
  delivery_area: unknown;
  capacity_orders: number | null;
  capacity_minutes: number;
};

const kitchenFull = (name: string, minutes: number) =>
  new DomainError(
    'kitchen-full',
    `${name} has as many orders as it can cook now. Try again within ${minutes} minutes, or choose another restaurant.`,
  );

/** Orders can be placed this long before their kitchen begins, and a day for clocks: bounds the search by the index. */
const PLACED_BEFORE = sql`interval '8 days'`;

/**
 * How many orders begin within the kitchen's window around an instant, whatever became of them; for most that is when they were
 * placed, for orders for later when they start. One that was cancelled before its hour leaves its place.
 */
async function ordersAround(db: Db | Tx, restaurantId: string, at: Date, minutes: number): Promise<number> {
  const begins = sql<Date>`coalesce(starts_at, placed_at)`;
  const window = sql`make_interval(mins => ${minutes})`;
  const { count } = await db
    .selectFrom('orders')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('restaurant_id', '=', restaurantId)
    .where('placed_at', '>', sql<Date>`${at}::timestamptz - ${PLACED_BEFORE}`)
    .where(
      sql<boolean>`${begins} > ${at}::timestamptz - ${window} and ${begins} < ${at}::timestamptz + ${window}`,
    )
    .where(sql<boolean>`not (status = 'CANCELLED' and ${begins} > updated_at)`)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Refuses where a restaurant takes no orders now. Its capacity is only looked at, so that nobody's card is held in vain; who
 * gets the last place is decided by `takeCapacity`.
 * @param at now, or when an order for later begins
 * @param mayBeFull for an order whose place is taken already
 * @throws DomainError `restaurant-closed`, `kitchen-full`
 */
export async function assertTakesOrders(
  db: Db,
  kitchen: Kitchen,
  at: Date,
  mayBeFull = false,
): Promise<void> {
  const { open } = takesOrders(
    {
      acceptingOrders: kitchen.accepting_orders,
      pausedUntil: pausedUntilOf(kitchen),
      timetable: {
        hours: kitchen.opening_hours as WeeklyHours,
        exceptions: kitchen.opening_exceptions as OpeningException[],
        timeZone: kitchen.time_zone,
      },
    },
    at,
  );
  if (!open) {
    throw new DomainError(
      'restaurant-closed',
      `${kitchen.name} takes no orders at that time. Choose another time or another restaurant.`,
    );
  }
  const { capacity_orders: orders, capacity_minutes: minutes } = kitchen;
  if (orders !== null && !mayBeFull && (await ordersAround(db, kitchen.id, at, minutes)) >= orders) {
    throw kitchenFull(kitchen.name, minutes);
  }
}

/** @throws DomainError `address-out-of-area` */
export function assertDelivers(kitchen: Kitchen, to: Position, maxDeliveryMetres: number): void {
  if (deliversTo(kitchen.delivery_area as DeliveryArea | null, kitchen, to, maxDeliveryMetres)) return;
  throw new DomainError(
    'address-out-of-area',
    `${kitchen.name} does not deliver to this address. Choose a restaurant closer by.`,
  );
}

/**
 * Counts a new order, already written in this transaction, against what the kitchen can cook. Orders of a kitchen with a
 * capacity wait for each other on its row, so that of two for the last place one is refused; others pay one query.
 * @param at when the kitchen begins with it
 * @throws DomainError `kitchen-full`
 */
export async function takeCapacity(tx: Tx, restaurantId: string, at: Date): Promise<void> {
  const kitchen = await tx
    .selectFrom('restaurants')
    .select(['name', 'capacity_orders', 'capacity_minutes'])
    .where('id', '=', restaurantId)
    .where('capacity_orders', 'is not', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!kitchen) return;
  const { name, capacity_orders: orders, capacity_minutes: minutes } = kitchen;
  if ((await ordersAround(tx, restaurantId, at, minutes)) > (orders as number))
    throw kitchenFull(name, minutes);
}
