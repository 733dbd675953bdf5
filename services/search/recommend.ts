import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Recommendation } from '../../contracts/restaurants.ts';
import type { Reason } from '../../domain/restaurant/recommend.ts';

const REMEMBERED_DAYS = 180;
const RESTAURANTS_REMEMBERED = 50;
/** What "now" means for what is popular. */
const LATELY_HOURS = 2;

/** What is said of a recommendation. */
const TEXTS: { [K in Reason['kind']]: (reason: Extract<Reason, { kind: K }>) => string } = {
  'order-again': ({ times }) => (times === 1 ? 'You ordered here' : `You ordered here ${times} times`),
  'your-cuisine': ({ cuisine }) => `You like ${cuisine}`,
  'popular-nearby': ({ orders }) => `${orders} orders in the last ${LATELY_HOURS} hours`,
  'well-rated-and-new': () => 'New, and well rated',
  nearby: () => 'Near you',
};

export const shownReason = (reason: Reason): Recommendation['reason'] => ({
  kind: reason.kind,
  text: TEXTS[reason.kind](reason as never),
});

export type OrderedFrom = { restaurantId: string; times: number; cuisines: string[] };

/** Where a customer had orders delivered from within half a year, the most frequent first. One query. */
export async function orderedFrom(reads: Db, customerId: string): Promise<OrderedFrom[]> {
  return reads
    .selectFrom('orders')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .select(({ fn }) => [
      'restaurants.id as restaurantId',
      'restaurants.cuisines',
      fn.countAll<number>().as('times'),
    ])
    .where('orders.customer_id', '=', customerId)
    .where('orders.status', '=', 'DELIVERED')
    .where('orders.placed_at', '>', sql<Date>`now() - make_interval(days => ${REMEMBERED_DAYS})`)
    .groupBy('restaurants.id')
    .orderBy('times', 'desc')
    .limit(RESTAURANTS_REMEMBERED)
    .execute();
}

/** How many orders each of these restaurants got lately. One query, by their index. */
export async function ordersLately(reads: Db, restaurantIds: string[]): Promise<Map<string, number>> {
  if (restaurantIds.length === 0) return new Map();
  const rows = await reads
    .selectFrom('orders')
    .select(({ fn }) => ['restaurant_id', fn.countAll<number>().as('orders')])
    .where('restaurant_id', 'in', restaurantIds)
    .where('placed_at', '>', sql<Date>`now() - make_interval(hours => ${LATELY_HOURS})`)
    .groupBy('restaurant_id')
    .execute();
  return new Map(rows.map(({ restaurant_id, orders }) => [restaurant_id, orders]));
}
