import { openness, WEEKDAYS, type WeeklyHours } from '../opening-hours.ts';
import type { Channel, Locale, Template } from './templates.ts';

/** What a person wants to be sent. Minutes are those of the day on their clock. */
export type Preferences = {
  locale: Locale;
  push: boolean;
  sms: boolean;
  email: boolean;
  quiet: { fromMinute: number; toMinute: number } | null;
  timeZone: string;
};

/** Who has decided nothing is told everything, in English, at any hour. */
export const DEFAULT_PREFERENCES: Preferences = {
  locale: 'en',
  push: true,
  sms: true,
  email: true,
  quiet: null,
  timeZone: 'Europe/Helsinki',
};

const DAY = 1440;

/** When the quiet hours end that `now` lies in; undefined outside of them. */
export function quietUntil({ quiet, timeZone }: Preferences, now: Date): Date | undefined {
  if (!quiet) return undefined;
  const { fromMinute: from, toMinute } = quiet;
  const span = { from, to: toMinute > from ? toMinute : toMinute + DAY };
  const hours = Object.fromEntries(WEEKDAYS.map((day) => [day, [span]])) as WeeklyHours;
  // Quiet hours are opening hours of silence, summer time included.
  const silence = openness({ hours, exceptions: [], timeZone }, now);
  return silence.open ? silence.changesAt : undefined;
}

/**
 * By which channels a message goes out, and when at the earliest. Quiet hours hold back what would ring and can wait; e-mail makes
 * no noise. Who has switched push off gets urgent news as SMS.
 */
export function planChannels(
  { channels, urgent }: Pick<Template, 'channels' | 'urgent'>,
  wants: Preferences,
  now: Date,
): { channel: Channel; sendAfter: Date }[] {
  const wanted = channels.flatMap<Channel>((channel) => {
    if (wants[channel]) return [channel];
    return channel === 'push' && urgent && wants.sms ? ['sms'] : [];
  });
  const quietEnd = urgent ? undefined : quietUntil(wants, now);
  return wanted.map((channel) => ({ channel, sendAfter: channel === 'email' ? now : (quietEnd ?? now) }));
}
