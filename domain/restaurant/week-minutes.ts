import { WEEKDAYS, type WeeklyHours, type WeekMinute } from '../opening-hours.ts';

/** Opening hours as an index can be asked: minutes since Monday 0:00 on the clock at the place. */

const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** A range of minutes, both ends included. */
export type MinuteRange = { gte: number; lte: number };

/** A range that may run over the end of the week, cut there. */
function cut(from: number, to: number): MinuteRange[] {
  if (to <= WEEK) return [{ gte: from, lte: to - 1 }];
  return [
    { gte: from, lte: WEEK - 1 },
    { gte: 0, lte: Math.min(to - WEEK, WEEK) - 1 },
  ];
}

/** When a place is open in any week without exceptions. */
export const openMinutes = (hours: WeeklyHours): MinuteRange[] =>
  WEEKDAYS.flatMap((weekday, day) =>
    hours[weekday].flatMap(({ from, to }) => cut(day * DAY + from, day * DAY + to)),
  );

/** The minutes from a moment of the week on, for asking which places are open in any of them. */
export function minutesFrom({ weekday, minuteOfDay }: WeekMinute, minutes: number): MinuteRange[] {
  const from = WEEKDAYS.indexOf(weekday) * DAY + minuteOfDay;
  return cut(from, from + minutes + 1);
}
