import type { Selectable } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Notifications } from '../../adapters/postgres/schema.ts';
import type { Notification, NotificationQuery } from '../../contracts/notifications.ts';
import { DomainError } from '../../domain/errors.ts';
import { recordAction } from '../operations/audit.ts';
import { toPage } from '../page.ts';

/** What an operator sends again is news for another hour. Another end is also what tells this sending from the one before. */
const RESENT_FOR_MS = 3_600_000;

const show = (row: Selectable<Notifications>): Notification => ({
  id: row.id,
  eventId: row.event_id,
  orderId: row.order_id,
  userId: row.user_id,
  channel: row.channel as Notification['channel'],
  template: row.template,
  locale: row.locale,
  title: row.title,
  text: row.text,
  urgent: row.urgent,
  status: row.status as Notification['status'],
  attempts: row.attempts,
  provider: row.provider,
  sentTo: row.sent_to,
  error: row.error,
  createdAt: row.created_at.toISOString(),
  sendAfter: row.send_after.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
});

/** Newest first. */
export async function listNotifications(db: Db, query: NotificationQuery) {
  const { status, userId, orderId, limit, starting_after: after } = query;
  const rows = await db
    .selectFrom('notifications')
    .selectAll()
    .$if(status !== undefined, (some) => some.where('status', '=', status as string))
    .$if(userId !== undefined, (some) => some.where('user_id', '=', userId as string))
    .$if(orderId !== undefined, (some) => some.where('order_id', '=', orderId as string))
    .$if(after !== undefined, (some) => some.where('id', '<', after as number))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, show);
}

/** What the development inbox has been sent, newest first. */
export async function readInbox(db: Db, userId?: string): Promise<Notification[]> {
  const rows = await db
    .selectFrom('notifications')
    .selectAll()
    .where('status', '=', 'SENT')
    .where('provider', '=', 'inbox')
    .$if(userId !== undefined, (some) => some.where('user_id', '=', userId as string))
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.map(show);
}

/**
 * Has one that did not get through sent again; one that is on its way stays as it is.
 * @throws DomainError `not-found`, `already-sent`
 */
export async function resendNotification(db: Db, id: number, by: string): Promise<Notification> {
  await db.transaction().execute(async (tx) => {
    const again = await tx
      .updateTable('notifications')
      .set({
        status: 'QUEUED',
        attempts: 0,
        send_after: new Date(),
        expires_at: new Date(Date.now() + RESENT_FOR_MS),
      })
      .where('id', '=', id)
      .where('status', 'in', ['FAILED', 'EXPIRED', 'UNCERTAIN'])
      .returning('id')
      .executeTakeFirst();
    if (!again) return;
    const subject = `notification:${id}`;
    await recordAction(tx, { actorId: by, action: 'resend-notification', subject });
  });
  const row = await db.selectFrom('notifications').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row)
    throw new DomainError(
      'not-found',
      'There is no such notification. GET /v1/admin/notifications lists them.',
    );
  if (row.status === 'SENT') throw new DomainError('already-sent', 'It was sent. Nobody is told twice.');
  return show(row);
}
