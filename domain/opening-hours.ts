/**
 * Weekly opening hours: reading them from OpenStreetMap's `opening_hours` text and asking them questions.
 *
 * The grammar is https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, without seasons, weeks, dates,
 * daylight and open ends. Public holidays (`PH`) and school holidays (`SH`) are read over: a week has none.
 */

export type Weekday = 'mo' | 'tu' | 'we' | 'th' | 'fr' | 'sa' | 'su';

/** Minutes from midnight of the day it belongs to; `to` is exclusive and exceeds 1440 when it ends the day after. */
export type Interval = { from: number; to: number };

/** For each day the intervals that begin on it, sorted, without overlap. */
export type WeeklyHours = Record<Weekday, Interval[]>;

/** A moment of the week on the clock at the place. */
export type WeekMinute = { weekday: Weekday; minuteOfDay: number };

/** One date, `2026-12-24`, on which other intervals begin than those of its weekday; none: closed. */
export type OpeningException = { date: string; intervals: Interval[]; note?: string | undefined };

/** When a place is open: its week, the dates that differ, and the clock they are meant by (IANA). */
export type Timetable = { hours: WeeklyHours; exceptions: readonly OpeningException[]; timeZone: string };

/** Monday first. */
export const WEEKDAYS: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

const DAY = 24 * 60;
const MINUTE_MS = 60_000;

/**
 * Whether the place is open. An interval that began the day before and runs over midnight counts.
 */
export function isOpenAt(hours: WeeklyHours, at: WeekMinute): boolean {
  return (
    covers(hours[at.weekday], at.minuteOfDay) || covers(hours[shiftDay(at.weekday, -1)], at.minuteOfDay + DAY)
  );
}

/**
 * The first moment, from `at` on, at which the place is open: `at` itself when it is open now. Undefined when it never
 * opens.
 */
export function nextOpening(
  hours: WeeklyHours,
  at: WeekMinute,
): { daysAhead: number; minuteOfDay: number } | undefined {
  if (isOpenAt(hours, at)) return { daysAhead: 0, minuteOfDay: at.minuteOfDay };
  for (let daysAhead = 0; daysAhead <= 7; daysAhead++) {
    const earliest = daysAhead === 0 ? at.minuteOfDay : 0;
    const next = hours[shiftDay(at.weekday, daysAhead)].find(({ from }) => from >= earliest);
    if (next) return { daysAhead, minuteOfDay: next.from };
  }
  return undefined;
}

/**
 * Whether a place is open at an instant, and when that changes next: undefined when not within a week.
 * Holidays and other exceptions replace what begins on their date; what began the day before runs on.
 */
export function openness(
  timetable: Timetable,
  instant: Date,
): { open: boolean; changesAt: Date | undefined } {
  const { timeZone } = timetable;
  const clock = localClock(instant, timeZone);
  const days = Array.from({ length: 9 }, (_, index) => clock.dayNumber + index - 1);
  const spans = merge(days.flatMap((day) => intervalsOf(timetable, day)));
  const now = clock.dayNumber * DAY + clock.minuteOfDay;
  const span = spans.find(({ to }) => now < to);
  if (!span) return { open: false, changesAt: undefined };
  const open = span.from <= now;
  const change = open ? span.to : span.from;
  const ends = open && change >= (clock.dayNumber + 8) * DAY; // as far as was looked
  return { open, changesAt: ends ? undefined : instantAt(change, now, instant, timeZone) };
}

/** The intervals that begin on a day, in minutes since 1970 on the clock at the place. */
function intervalsOf({ hours, exceptions }: Timetable, dayNumber: number): Interval[] {
  const special = exceptions.find(({ date }) => date === dateOf(dayNumber));
  const start = dayNumber * DAY;
  return (special?.intervals ?? hours[weekdayOf(dayNumber)]).map(({ from, to }) => ({
    from: from + start,
    to: to + start,
  }));
}

/** When the clock at the place shows a local minute, seen from an instant at which it shows another one. */
function instantAt(wanted: number, shown: number, instant: Date, timeZone: string): Date {
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  const guess = new Date((minute + wanted - shown) * MINUTE_MS);
  // Clocks that were changed in between are off by what they show there.
  const clock = localClock(guess, timeZone);
  return new Date(guess.getTime() + (wanted - (clock.dayNumber * DAY + clock.minuteOfDay)) * MINUTE_MS);
}

/**
 * Weekday and minute that the clocks of a time zone show at an instant, summer time included.
 * Throws a RangeError for an invalid date or an unknown IANA zone.
 */
export function localWeekMinute(instant: Date, timeZone: string): WeekMinute {
  const { dayNumber, minuteOfDay } = localClock(instant, timeZone);
  return { weekday: weekdayOf(dayNumber), minuteOfDay };
}

/** Making a formatter costs fifty times what asking it does, and there are few zones. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  CLOCKS.set(timeZone, clock);
  return clock;
}

type LocalClock = { dayNumber: number; minuteOfDay: number };

/** What clocks have shown: lists ask it of the same few minutes again and again. */
const SHOWN = new Map<string, LocalClock>();
const MAX_SHOWN = 500;

/** What calendar and clock show at a place: days since 1 January 1970 there, and the minute of the day. */
function localClock(instant: Date, timeZone: string): LocalClock {
  const key = `${timeZone} ${Math.floor(instant.getTime() / MINUTE_MS)}`;
  const known = SHOWN.get(key);
  if (known) return known;
  if (SHOWN.size >= MAX_SHOWN) SHOWN.clear();
  const clock = readClock(instant, timeZone);
  SHOWN.set(key, clock);
  return clock;
}

function readClock(instant: Date, timeZone: string): LocalClock {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = shown;
  return {
    dayNumber: Date.UTC(year, month - 1, day) / (DAY * MINUTE_MS),
    minuteOfDay: hour * 60 + minute,
  };
}

/** The date that calendars show at a place, such as `2026-12-24`. */
export const localDate = (instant: Date, timeZone: string): string =>
  dateOf(localClock(instant, timeZone).dayNumber);

const dateOf = (dayNumber: number) => new Date(dayNumber * DAY * MINUTE_MS).toISOString().slice(0, 10);

/** Whether the platform knows the clock of an IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads an `opening_hours` text. Undefined when any part of it is not understood: a place with guessed hours is worse
 * than one without.
 *
 * Rules after `;` replace what earlier rules said about their days; rules after `,`, or with no separator at all, add to
 * it. Comments in quotes are read over. Never throws.
 */
export function parseOpeningHours(text: string): WeeklyHours | undefined {
  const rules = parseRules(
    text
      .replace(/"[^"]*"/g, '')
      .replace(/\s/g, '')
      .toLowerCase(),
  );
  if (!rules?.some(({ days }) => days.length > 0)) return undefined;

  const hours: WeeklyHours = { mo: [], tu: [], we: [], th: [], fr: [], sa: [], su: [] };
  for (const { days, intervals, adds } of rules) {
    for (const day of days) hours[day] = adds ? merge([...hours[day], ...intervals]) : merge(intervals);
  }
  return hours;
}

/** `adds` to what earlier rules said about its days, rather than replacing it. No intervals: closed. */
type Rule = { days: Weekday[]; intervals: Interval[]; adds: boolean };

const list = (element: string) => `${element}(?:,${element})*`;
const DAY_NAME = `(?:${WEEKDAYS.join('|')})`;
const DAYS = list(`(?:${DAY_NAME}(?:-${DAY_NAME})?|[ps]h)`);
const TIMES = list('\\d{1,2}:\\d{2}-\\d{1,2}:\\d{2}(?!\\d)');
const RULE = `(?<separator>[;,]?)(?<days>${DAYS})?(?<times>24/7|${TIMES})?(?<state>open|off|closed)?`;

function parseRules(text: string): Rule[] | undefined {
  const rules: Rule[] = [];
  let end = 0;
  for (const match of text.matchAll(new RegExp(RULE, 'gy'))) {
    if (match[0] === '') break;
    end = match.index + match[0].length;
    const { separator, days, times, state } = match.groups ?? {};
    if (!days && !times && !state) continue;
    const closed = state === 'off' || state === 'closed';
    const intervals = closed ? [] : parseTimes(times);
    if (!intervals) return undefined;
    rules.push({ days: parseDays(days), intervals, adds: separator !== ';' && !closed });
  }
  return end === text.length ? rules : undefined;
}

/** No day named means every day; a holiday is no day of the week. */
function parseDays(text: string | undefined): Weekday[] {
  if (!text) return [...WEEKDAYS];
  return text.split(',').flatMap((range) => {
    const first = weekdayNamed(range.slice(0, 2));
    const last = weekdayNamed(range.slice(-2));
    return first && last ? daysFrom(first, last) : [];
  });
}

function daysFrom(first: Weekday, last: Weekday): Weekday[] {
  return first === last ? [first] : [first, ...daysFrom(shiftDay(first, 1), last)];
}

/** No times mean the whole day. */
function parseTimes(text: string | undefined): Interval[] | undefined {
  if (!text || text === '24/7') return [{ from: 0, to: DAY }];
  const intervals = text.split(',').map(parseInterval);
  return intervals.every((interval) => interval !== undefined) ? intervals : undefined;
}

/** Closing at or before the opening time means the day after; so does an hour past 24, as in `18:00-26:00`. */
function parseInterval(text: string): Interval | undefined {
  const [from = Number.NaN, closing = Number.NaN] = text.split('-').map(parseTime);
  if (!(from < DAY && closing <= 2 * DAY)) return undefined;
  return { from, to: closing <= from ? closing + DAY : closing };
}

function parseTime(text: string): number {
  const [hour = Number.NaN, minute = Number.NaN] = text.split(':').map(Number);
  return minute < 60 ? hour * 60 + minute : Number.NaN;
}

function merge(intervals: Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function covers(intervals: Interval[], minute: number): boolean {
  return intervals.some(({ from, to }) => from <= minute && minute < to);
}

/** The day of the week of a day since 1 January 1970, which was a Thursday. */
function weekdayOf(dayNumber: number): Weekday {
  return WEEKDAYS[(((dayNumber + 3) % 7) + 7) % 7] as Weekday;
}

function weekdayNamed(name: string): Weekday | undefined {
  return WEEKDAYS.find((day) => day === name);
}

function shiftDay(day: Weekday, days: number): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(day) + days + 7) % 7] as Weekday;
}
