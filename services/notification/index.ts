import type { ReadLateFailures } from '../../adapters/notifications/late-failures.ts';
import type { Db } from '../../adapters/postgres/index.ts';
import type { CountNotifications } from '../../adapters/telemetry/metrics.ts';
import type {
  MailBounce,
  NewPushSubscription,
  NotificationPreferences,
  NotificationQuery,
} from '../../contracts/notifications.ts';
import type { LateFailure } from '../../domain/notification/sending.ts';
import { failLate } from './fail-late.ts';
import { readPreferences, writePreferences } from './preferences.ts';
import { listNotifications, readInbox, resendNotification } from './read.ts';
import { addSubscription, listSubscriptions, removeSubscription } from './subscriptions.ts';

export { NEWS_TOPICS } from './news.ts';
export { planNotifications, planWebhookOff } from './plan.ts';
export { createSender } from './send.ts';

/** What people and operators do with notifications. Written are they by `planNotifications`, sent by `createSender`. */
export function createNotificationService({
  db,
  pushKey,
  read,
  count = () => {},
}: {
  db: Db;
  pushKey: string | undefined;
  read: ReadLateFailures;
  count?: CountNotifications | undefined;
}) {
  async function hearOf(failure: LateFailure | undefined): Promise<void> {
    const channel = await failLate(db, failure);
    if (channel) count(channel, 'failed-late');
  }

  return {
    /** What a browser needs to subscribe (VAPID); null while push messages go to the development inbox. */
    pushKey: pushKey ?? null,
    readPreferences: (userId: string) => readPreferences(db, userId),
    writePreferences: (userId: string, wants: NotificationPreferences) => writePreferences(db, userId, wants),
    listSubscriptions: (userId: string) => listSubscriptions(db, userId),
    addSubscription: (userId: string, wanted: NewPushSubscription) => addSubscription(db, userId, wanted),
    removeSubscription: (userId: string, id: number) => removeSubscription(db, userId, id),
    list: (query: NotificationQuery) => listNotifications(db, query),
    resend: (id: number, by: string) => resendNotification(db, id, by),
    /** Twilio's word of an SMS. @throws DomainError `not-found`, `webhook-refused` */
    hearTwilio: (query: string, body: string, signature: string) =>
      hearOf(read.fromTwilio(query, body, signature)),
    /** A mail server's word of an e-mail. @throws DomainError `not-found`, `webhook-refused` */
    hearMail: (secret: string, bounce: MailBounce) => hearOf(read.fromMail(secret, bounce)),
    readInbox: (userId?: string) => readInbox(db, userId),
  };
}
export type NotificationService = ReturnType<typeof createNotificationService>;
