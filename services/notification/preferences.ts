import type { Db } from '../../adapters/postgres/index.ts';
import type { NotificationPreferences } from '../../contracts/notifications.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../domain/notification/preferences.ts';
import type { Locale } from '../../domain/notification/templates.ts';

type Row = {
  locale: string;
  push: boolean;
  sms: boolean;
  email: boolean;
  quiet_from: number | null;
  quiet_to: number | null;
  time_zone: string;
};
type MaybeRow = Row | { [Column in keyof Row]: Row[Column] | null };

/** A person's preferences from a row, or from an outer join that found none. */
export function preferencesOf(row: MaybeRow | undefined): Preferences {
  if (!row?.locale) return DEFAULT_PREFERENCES;
  const {
    locale,
    push,
    sms,
    email,
    quiet_from: fromMinute,
    quiet_to: toMinute,
    time_zone: timeZone,
  } = row as Row;
  const quiet = fromMinute === null || toMinute === null ? null : { fromMinute, toMinute };
  return { locale: locale as Locale, push, sms, email, quiet, timeZone };
}

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export async function readPreferences(db: Db, userId: string): Promise<NotificationPreferences> {
  const row = await db
    .selectFrom('notification_preferences')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst();
  const { locale, push, sms, email, quiet, timeZone } = preferencesOf(row);
  const quietHours = quiet && { from: clockOf(quiet.fromMinute), to: clockOf(quiet.toMinute) };
  return { locale, channels: { push, sms, email }, quietHours, timeZone };
}

/** Takes over a person's preferences as a whole. */
export async function writePreferences(
  db: Db,
  userId: string,
  { locale, channels, quietHours, timeZone }: NotificationPreferences,
): Promise<NotificationPreferences> {
  const row = {
    locale,
    ...channels,
    quiet_from: quietHours && minuteOf(quietHours.from),
    quiet_to: quietHours && minuteOf(quietHours.to),
    time_zone: timeZone,
  };
  await db
    .insertInto('notification_preferences')
    .values({ user_id: userId, ...row })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute();
  return readPreferences(db, userId);
}
