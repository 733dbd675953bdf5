import type { Updateable } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Restaurants } from '../../adapters/postgres/schema.ts';
import type { Busy, Pause, Promotion, RestaurantChange } from '../../contracts/restaurants.ts';
import { recordAction } from '../operations/audit.ts';
import { type RestaurantVersions, restaurantChanged } from './changed.ts';
import { assertUnchanged, editRestaurant } from './editing.ts';

type Columns = Updateable<Restaurants>;

type Part = keyof RestaurantChange;
/** Which columns each part of a profile is kept in. */
const COLUMNS: { [P in Part]-?: (value: Exclude<RestaurantChange[P], undefined>) => Columns } = {
  name: (name) => ({ name }),
  description: (description) => ({ description }),
  cuisines: (cuisines) => ({ cuisines }),
  address: ({ houseNumber: house_number, ...same }) => ({ ...same, house_number }),
  position: (position) => position,
  timeZone: (time_zone) => ({ time_zone }),
  openingHours: (hours) => ({ opening_hours: JSON.stringify(hours) }),
  openingExceptions: (exceptions) => ({ opening_exceptions: JSON.stringify(exceptions) }),
  acceptingOrders: (accepting_orders) => ({ accepting_orders }),
  priceLevel: (price_level) => ({ price_level }),
  preparationMinutes: (preparation_minutes) => ({ preparation_minutes }),
  deliveryArea: (area) => ({ delivery_area: area && JSON.stringify(area) }),
  image: (image) => ({ image }),
  autoPause: (rule) => ({
    auto_pause_orders: rule?.afterOrders ?? null,
    ...(rule && { auto_pause_minutes: rule.minutes }),
  }),
  capacity: (rule) => ({
    capacity_orders: rule?.orders ?? null,
    ...(rule && { capacity_minutes: rule.minutes }),
  }),
};

function columnsOf(change: RestaurantChange): Columns {
  const parts = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.assign({}, ...parts.map(([name, value]) => COLUMNS[name as Part](value as never)));
}

/**
 * Changes what a restaurant says of itself; what is left out stays.
 * @param seen the version that the editor read
 * @throws DomainError `not-found`, `changed-meanwhile`
 */
export async function updateRestaurant(
  db: Db,
  restaurantId: string,
  change: RestaurantChange,
  seen: number | undefined,
): Promise<RestaurantVersions> {
  const { versions } = await editRestaurant(db, restaurantId, async (tx, row) => {
    assertUnchanged(seen, row.profile_version);
    await set(tx, restaurantId, columnsOf(change));
    return { profile: true };
  });
  return versions;
}

async function set(tx: Tx, restaurantId: string, columns: Columns): Promise<void> {
  if (Object.keys(columns).length === 0) return;
  await tx.updateTable('restaurants').set(columns).where('id', '=', restaurantId).execute();
}

/** Sets columns that nobody overwrites for anybody: the last one to say so is right. */
async function switchTo(db: Db, restaurantId: string, columns: Columns): Promise<RestaurantVersions> {
  const { versions } = await editRestaurant(db, restaurantId, async (tx) => {
    await set(tx, restaurantId, columns);
    return {};
  });
  return versions;
}

const after = (minutes: number, now: Date) => new Date(now.getTime() + minutes * 60_000);

/** Takes no orders for a while. @throws DomainError `not-found` */
export const pause = (db: Db, restaurantId: string, { minutes, reason }: Pause, now: Date) =>
  switchTo(db, restaurantId, { paused_until: after(minutes, now), pause_reason: reason ?? null });

/** Takes orders again, as far as its hours go. @throws DomainError `not-found` */
export const resume = (db: Db, restaurantId: string) =>
  switchTo(db, restaurantId, { paused_until: null, pause_reason: null });

/** Takes longer for a while. @throws DomainError `not-found` */
export const setBusy = (db: Db, restaurantId: string, { extraMinutes, minutes }: Busy, now: Date) =>
  switchTo(db, restaurantId, {
    busy_extra_minutes: extraMinutes,
    busy_until: minutes === undefined ? null : after(minutes, now),
  });

/** Operators' word on who is shown first; said again, nothing changes. @throws DomainError `not-found` */
export async function promote(
  db: Db,
  restaurantId: string,
  { promoted, score }: Promotion,
  actorId: string,
): Promise<RestaurantVersions> {
  const { versions } = await editRestaurant(db, restaurantId, async (tx, row) => {
    const before = { promoted: row.promoted, score: row.promotion_score };
    if (before.promoted === promoted && before.score === score) return {};
    await set(tx, restaurantId, { promoted, promotion_score: score });
    const after = { promoted, score };
    await recordAction(tx, { actorId, action: 'promote-restaurant', subject: restaurantId, before, after });
    return {};
  });
  return versions;
}

/**
 * Pauses a restaurant that has let so many orders in a row pass without an answer, in the transaction that rejects the last of
 * them. Orders that customers cancelled do not count. Two queries, and only when an order was not answered.
 */
export async function pauseIfUnanswered(tx: Tx, restaurantId: string, now: Date): Promise<void> {
  const rule = await tx
    .selectFrom('restaurants')
    .select(['auto_pause_orders as orders', 'auto_pause_minutes as minutes', 'paused_until'])
    .where('id', '=', restaurantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (rule.orders === null || (rule.paused_until && rule.paused_until > now)) return;
  const answers = await tx
    .selectFrom('orders')
    .innerJoin('order_transitions as answer', (join) =>
      // The first thing that happens to a placed order is its answer.
      join.onRef('answer.order_id', '=', 'orders.id').on('answer.seq', '=', 2),
    )
    .select('answer.actor')
    .where('orders.restaurant_id', '=', restaurantId)
    .where('answer.action', 'in', ['accept', 'reject'])
    .orderBy('orders.placed_at', 'desc')
    .limit(rule.orders)
    .execute();
  if (answers.length < rule.orders || answers.some(({ actor }) => actor !== 'system')) return;
  await set(tx, restaurantId, {
    paused_until: after(rule.minutes, now),
    pause_reason: `${rule.orders} orders in a row were not answered`,
  });
  await restaurantChanged(tx, restaurantId);
}
