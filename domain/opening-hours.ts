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

/** Monday first. */
export const WEEKDAYS: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

const DAY = 24 * 60;

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
 * Weekday and minute that the clocks of a time zone show at an instant, summer time included.
 * Throws a RangeError for an invalid date or an unknown IANA zone.
 */
export function localWeekMinute(instant: Date, timeZone: string): WeekMinute {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const shown = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    weekday: shown.weekday?.slice(0, 2).toLowerCase() as Weekday,
    minuteOfDay: Number(shown.hour) * 60 + Number(shown.minute),
  };
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

function weekdayNamed(name: string): Weekday | undefined {
  return WEEKDAYS.find((day) => day === name);
}

function shiftDay(day: Weekday, days: number): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(day) + days + 7) % 7] as Weekday;
}
