import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { OrderRating, RateOrder, Rating } from '../../contracts/ratings.ts';
import { DomainError } from '../../domain/errors.ts';
import { toPage, unknownCursor } from '../page.ts';
import { type RestaurantVersions, restaurantChanged } from '../restaurant/changed.ts';
import type { Forget } from '../restaurant/forget.ts';

/** How long after delivery an opinion may be given and changed. */
const OPEN_DAYS = 7;
const OPEN_MS = OPEN_DAYS * 24 * 60 * 60 * 1000;

type Subject = 'restaurant' | 'partner';
type About = { subject: Subject; subjectId: string };

/** A delivered order and whom its ratings are about; its delivery's row is held, so that two ratings of it take turns. */
async function ratable(tx: Tx, orderId: string, customerId: string) {
  const row = await tx
    .selectFrom('orders')
    .leftJoin('deliveries', 'deliveries.order_id', 'orders.id')
    .select(['orders.status', 'orders.restaurant_id', 'deliveries.partner_id', 'deliveries.delivered_at'])
    .where('orders.id', '=', orderId)
    .where('orders.customer_id', '=', customerId)
    .forUpdate('orders')
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'There is no such order.');
  if (row.status !== 'DELIVERED' || !row.partner_id || !row.delivered_at) {
    throw new DomainError('illegal-transition', 'Only orders that were delivered can be rated.');
  }
  const subjects = { restaurant: row.restaurant_id, partner: row.partner_id };
  return { subjects, until: new Date(row.delivered_at.getTime() + OPEN_MS) };
}

/** The mean after one opinion came or changed; the clamp keeps rounding from leaving the stars. */
const meanAfter = (change: number, added: number) =>
  sql<number>`least(5, greatest(1, (coalesce(rating, 0) * rating_count + ${change}::int) / (rating_count + ${added}::int)))`;

/** Moves somebody's mean. @returns what that makes old of a restaurant */
async function moveMean(
  tx: Tx,
  { subject, subjectId }: About,
  change: number,
  added: number,
): Promise<RestaurantVersions | undefined> {
  await tx
    .updateTable(subject === 'restaurant' ? 'restaurants' : 'partners')
    .set((row) => ({ rating: meanAfter(change, added), rating_count: row('rating_count', '+', added) }))
    .where('id', '=', subjectId)
    .execute();
  return subject === 'restaurant' ? restaurantChanged(tx, subjectId, { quiet: true }) : undefined;
}

async function rateOne(
  tx: Tx,
  orderId: string,
  about: About,
  { stars, comment }: NonNullable<RateOrder[Subject]>,
): Promise<RestaurantVersions | undefined> {
  const { subject, subjectId } = about;
  const before = await tx
    .selectFrom('ratings')
    .select('stars')
    .where('order_id', '=', orderId)
    .where('subject', '=', subject)
    .executeTakeFirst();
  const opinion = { stars, comment: comment ?? null };
  await tx
    .insertInto('ratings')
    .values({ order_id: orderId, subject, subject_id: subjectId, ...opinion })
    .onConflict((conflict) =>
      conflict.columns(['order_id', 'subject']).doUpdateSet({ ...opinion, updated_at: new Date() }),
    )
    .execute();
  if (before?.stars === stars) return undefined; // the mean stays
  return moveMean(tx, about, stars - (before?.stars ?? 0), before ? 0 : 1);
}

async function given(tx: Tx, orderId: string): Promise<Pick<OrderRating, Subject>> {
  const rows = await tx.selectFrom('ratings').selectAll().where('order_id', '=', orderId).execute();
  const of = (subject: Subject) => {
    const row = rows.find((each) => each.subject === subject);
    return row ? { stars: row.stars, comment: row.comment, at: row.updated_at.toISOString() } : null;
  };
  return { restaurant: of('restaurant'), partner: of('partner') };
}

/**
 * A page of what was said about somebody, newest first.
 * @param page.after order of the last rating of the page before
 * @throws DomainError `invalid-cursor` when they have no rating of that order
 */
async function listOf(
  db: Db,
  subjectId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ data: Rating[]; has_more: boolean }> {
  const all = db.selectFrom('ratings').where('subject_id', '=', subjectId);
  let query = all;
  if (after !== undefined) {
    if (!(await all.select('order_id').where('order_id', '=', after).executeTakeFirst()))
      throw unknownCursor('rating of yours');
    query = query.where(
      sql<boolean>`(created_at, order_id) <
        (select created_at, order_id from ratings where order_id = ${after} and subject_id = ${subjectId})`,
    );
  }
  const rows = await query
    .select(['order_id', 'stars', 'comment', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('order_id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => ({
    orderId: row.order_id,
    stars: row.stars,
    comment: row.comment,
    at: row.created_at.toISOString(),
  }));
}

/** What customers think of restaurants and partners, once for each order, with the means kept beside those they are about. */
export function createRatingService({ db, forget }: { db: Db; forget: Forget }) {
  return {
    /**
     * Takes an opinion, or changes it. Sent again, nothing changes: the stars of an order count once.
     * @throws DomainError `not-found`; `illegal-transition` before delivery; `rating-closed` a week after it
     */
    async rate(orderId: string, customerId: string, rating: RateOrder): Promise<OrderRating> {
      const stale: RestaurantVersions[] = [];
      const answer = await db.transaction().execute(async (tx) => {
        const { subjects, until } = await ratable(tx, orderId, customerId);
        if (until.getTime() < Date.now()) {
          throw new DomainError(
            'rating-closed',
            `Ratings can be given and changed for ${OPEN_DAYS} days after delivery.`,
          );
        }
        for (const subject of ['restaurant', 'partner'] as const) {
          const opinion = rating[subject];
          const old =
            opinion && (await rateOne(tx, orderId, { subject, subjectId: subjects[subject] }, opinion));
          if (old) stale.push(old);
        }
        return { orderId, ...(await given(tx, orderId)), changeableUntil: until.toISOString() };
      });
      for (const versions of stale) await forget(versions);
      return answer;
    },

    listOf: (subjectId: string, page: { limit: number; after?: string | undefined }) =>
      listOf(db, subjectId, page),

    /** What was given. @throws DomainError as `rate`, but for the week */
    read: (orderId: string, customerId: string): Promise<OrderRating> =>
      db.transaction().execute(async (tx) => {
        const { until } = await ratable(tx, orderId, customerId);
        return { orderId, ...(await given(tx, orderId)), changeableUntil: until.toISOString() };
      }),
  };
}
export type RatingService = ReturnType<typeof createRatingService>;
