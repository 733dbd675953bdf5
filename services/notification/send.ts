import { type Selectable, sql } from 'kysely';
import type { Logger } from 'pino';
import {
  type Channels,
  type Message,
  NoAddress,
  Uncertain,
  Undeliverable,
} from '../../adapters/notifications/channel.ts';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Notifications } from '../../adapters/postgres/schema.ts';
import type { CountNotifications } from '../../adapters/telemetry/metrics.ts';
import { nameOfSending } from '../../domain/notification/sending.ts';

/** Of what could not be delivered. */
const outcomeOf = (error: Error) => {
  if (error instanceof NoAddress) return 'no-address';
  return error instanceof Undeliverable ? 'unreachable' : 'failed';
};

type Notification = Selectable<Notifications>;

const AT_ONCE = 20;
/** Longer than any channel may take. */
const LEASE_SECONDS = 60;
/** Seconds until the next try, after the first, the second … */
const RETRY_AFTER_SECONDS = [5, 30, 120, 600, 1_800];
/** Somebody waits: after a second try by push, SMS is surer. */
const URGENT_PUSH_RETRIES_SECONDS = [2];

const messageOf = (row: Notification): Message => ({
  id: `${row.event_id}.${row.user_id}`,
  sending: nameOfSending({ id: row.id, expiresAt: row.expires_at }),
  title: row.title,
  body: row.text,
  urgent: row.urgent,
  expiresAt: row.expires_at,
});

/**
 * Sends what is due. A row is taken before it is sent and closed afterwards; a process that dies in between leaves a row whose
 * lease runs out. Push and e-mail are then sent again under the same id, by which the other side knows a repetition. An SMS is
 * not: it stays UNCERTAIN until an operator decides.
 */
export function createSender(deps: {
  db: Db;
  channels: Channels;
  log: Logger;
  count?: CountNotifications | undefined;
}) {
  const { db, channels, log, count = () => {} } = deps;

  async function addressOf(userId: string, column: 'email' | 'phone'): Promise<string> {
    const user = await db
      .selectFrom('users')
      .select(['email', 'phone'])
      .where('id', '=', userId)
      .executeTakeFirst();
    const address = user?.[column];
    if (!address)
      throw new NoAddress(column === 'phone' ? 'there is no phone number' : 'there is no address');
    return address;
  }

  /** To every browser of a person. One is enough; those that are gone are forgotten. @returns whereto */
  async function sendPush(row: Notification): Promise<string> {
    if (channels.push.provider === 'inbox') return row.user_id;
    const browsers = await db
      .selectFrom('push_subscriptions')
      .select(['id', 'endpoint', 'p256dh', 'auth'])
      .where('user_id', '=', row.user_id)
      .execute();
    if (browsers.length === 0) throw new NoAddress('no browser or phone has asked for push messages');
    const results = await Promise.allSettled(
      browsers.map(async (browser) => {
        try {
          await channels.push.send(browser, messageOf(row));
        } catch (error) {
          if (error instanceof Undeliverable)
            await db.deleteFrom('push_subscriptions').where('id', '=', browser.id).execute();
          throw error;
        }
      }),
    );
    const reached = results.filter(({ status }) => status === 'fulfilled').length;
    if (reached > 0) return `${reached} of ${browsers.length} browsers`;
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as Error] : [],
    );
    throw errors.find((error) => !(error instanceof Undeliverable)) ?? errors[0];
  }

  async function sendSMS(row: Notification): Promise<string> {
    const phone = await addressOf(row.user_id, 'phone');
    await channels.sms.send(phone, messageOf(row));
    return phone;
  }

  async function sendEmail(row: Notification): Promise<string> {
    const address = await addressOf(row.user_id, 'email');
    await channels.email.send(address, messageOf(row));
    return address;
  }

  const SEND = { push: sendPush, sms: sendSMS, email: sendEmail };

  /** Closes a row that this process has in hand; one whose lease ran out meanwhile is somebody else's. */
  const close = (
    row: Notification,
    changes: Partial<Record<'status' | 'error' | 'sent_to', string>> & object,
    by: Db | Tx = db,
  ) =>
    by
      .updateTable('notifications')
      .set({ lease_until: null, ...changes })
      .where('id', '=', row.id)
      .where('status', '=', 'SENDING')
      .where('attempts', '=', row.attempts);

  /** The push did not get through: the same news as SMS, once. */
  async function fallBack(row: Notification, error: Error): Promise<void> {
    await db.transaction().execute(async (tx) => {
      const closing = close(row, { status: 'FAILED', error: error.message }, tx);
      const { numUpdatedRows } = await closing.executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      await sql`
        insert into notifications (event_id, user_id, channel, order_id, template, locale, title, text, urgent, expires_at)
          select n.event_id, n.user_id, 'sms', n.order_id, n.template, n.locale, n.title, n.text, n.urgent, n.expires_at
            from notifications n left join notification_preferences p on p.user_id = n.user_id
            where n.id = ${row.id} and coalesce(p.sms, true)
          on conflict (event_id, user_id, channel) do nothing`.execute(tx);
    });
  }

  async function failed(row: Notification, error: Error): Promise<void> {
    const about = { notification: row.id, channel: row.channel, eventId: row.event_id };
    if (error instanceof Uncertain) {
      log.error({ ...about, err: error }, 'nobody can tell whether a notification was sent');
      await close(row, { status: 'UNCERTAIN', error: error.message }).execute();
      return count(row.channel, 'uncertain');
    }
    const isUrgentPush = row.channel === 'push' && row.urgent;
    const delays = isUrgentPush ? URGENT_PUSH_RETRIES_SECONDS : RETRY_AFTER_SECONDS;
    const seconds = error instanceof Undeliverable ? undefined : delays[row.attempts - 1];
    if (seconds !== undefined) {
      log.warn({ ...about, err: error, seconds }, 'a notification is sent again later');
      await close(row, { status: 'QUEUED', error: error.message })
        .set({ send_after: new Date(Date.now() + seconds * 1_000) })
        .execute();
      return count(row.channel, 'retried');
    }
    log.warn({ ...about, err: error }, 'a notification could not be delivered');
    if (isUrgentPush) await fallBack(row, error);
    else await close(row, { status: 'FAILED', error: error.message }).execute();
    count(row.channel, outcomeOf(error));
  }

  async function send(row: Notification): Promise<void> {
    const channel = row.channel as keyof Channels;
    try {
      const sentTo = await SEND[channel](row);
      await close(row, { status: 'SENT', sent_to: sentTo })
        .set({ sent_at: new Date(), provider: channels[channel].provider, error: null })
        .execute();
      count(channel, 'sent');
    } catch (error) {
      await failed(row, error as Error);
    }
  }

  /** What nobody has closed in time, and what would come too late. */
  async function tidy(): Promise<void> {
    const left = await sql<{ channel: string; status: string }>`
      update notifications set lease_until = null,
        status = case channel when 'sms' then 'UNCERTAIN' else 'QUEUED' end,
        error = 'whoever was sending it did not come back'
        where status = 'SENDING' and lease_until < now()
        returning channel, status`.execute(db);
    for (const { channel, status } of left.rows)
      count(channel, status === 'QUEUED' ? 'retried' : 'uncertain');
    const late = await sql<{ channel: string }>`
      update notifications set status = 'EXPIRED'
        where status = 'QUEUED' and send_after <= now() and expires_at <= now()
        returning channel`.execute(db);
    for (const { channel } of late.rows) count(channel, 'expired');
  }

  /** Sends some of what is due, each row by one process. @returns how many were tried */
  async function sendDue(): Promise<number> {
    await tidy();
    const { rows } = await sql<Notification>`
      update notifications
        set status = 'SENDING', attempts = attempts + 1, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
        where id in (
          select id from notifications where status = 'QUEUED' and send_after <= now()
            order by urgent desc, send_after limit ${AT_ONCE} for update skip locked
        )
        returning *`.execute(db);
    await Promise.all(rows.map(send));
    return rows.length;
  }

  return { sendDue };
}
