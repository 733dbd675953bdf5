import type { Db } from '../../adapters/postgres/index.ts';
import type { NewPushSubscription, PushSubscription } from '../../contracts/notifications.ts';
import { DomainError } from '../../domain/errors.ts';

/** As many browsers as somebody uses; the oldest makes room. */
const MOST = 10;

const show = (row: { id: number; endpoint: string; created_at: Date }): PushSubscription => ({
  id: row.id,
  service: new URL(row.endpoint).host,
  createdAt: row.created_at.toISOString(),
});

export async function listSubscriptions(db: Db, userId: string): Promise<PushSubscription[]> {
  const rows = await db
    .selectFrom('push_subscriptions')
    .select(['id', 'endpoint', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute();
  return rows.map(show);
}

/** Remembers a browser. Sent again it is the same one; under another login it is that person's from now on. */
export async function addSubscription(
  db: Db,
  userId: string,
  { endpoint, keys }: NewPushSubscription,
): Promise<PushSubscription> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('push_subscriptions')
      .values({ user_id: userId, endpoint, ...keys })
      .onConflict((conflict) => conflict.column('endpoint').doUpdateSet({ user_id: userId, ...keys }))
      .returning(['id', 'endpoint', 'created_at'])
      .executeTakeFirstOrThrow();
    await tx
      .deleteFrom('push_subscriptions')
      .where('user_id', '=', userId)
      .where('id', 'not in', (eb) =>
        eb
          .selectFrom('push_subscriptions')
          .select('id')
          .where('user_id', '=', userId)
          .orderBy('id', 'desc')
          .limit(MOST),
      )
      .where('id', '<>', row.id)
      .execute();
    return show(row);
  });
}

/** @throws DomainError `not-found`, also for somebody else's */
export async function removeSubscription(db: Db, userId: string, id: number): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('push_subscriptions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new DomainError('not-found', 'You have no such push subscription.');
}
