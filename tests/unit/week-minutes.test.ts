import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpenAt,
  localWeekMinute,
  parseOpeningHours,
  WEEKDAYS,
  type WeeklyHours,
} from '../../domain/opening-hours.ts';
import { type MinuteRange, minutesFrom, openMinutes } from '../../domain/restaurant/week-minutes.ts';

const hours = (text: string) => parseOpeningHours(text) as WeeklyHours;
const meets = (a: MinuteRange[], b: MinuteRange[]) =>
  a.some((one) => b.some((other) => one.gte <= other.lte && other.gte <= one.lte));

describe('open minutes of a week', () => {
  it('count from Monday, both ends included', () => {
    expect(openMinutes(hours('Tu 11:00-14:30'))).toEqual([{ gte: 1440 + 660, lte: 1440 + 869 }]);
  });

  it('are cut where a Sunday night runs into Monday', () => {
    expect(openMinutes(hours('Su 20:00-02:00'))).toEqual([
      { gte: 6 * 1440 + 1200, lte: 7 * 1440 - 1 },
      { gte: 0, lte: 119 },
    ]);
  });

  it('hold every minute at which the place is open, and no other', () => {
    const texts = fc.constantFrom(
      'Mo-Fr 11:00-14:30,17:00-22:00; Sa 18:00-02:00',
      'Fr-Su 10:00-05:00',
      '24/7',
      'Mo off',
    );
    const moments = fc.record({
      weekday: fc.constantFrom(...WEEKDAYS),
      minuteOfDay: fc.integer({ min: 0, max: 1439 }),
    });
    fc.assert(
      fc.property(texts, moments, (text, moment) => {
        const week = hours(text);
        expect(meets(openMinutes(week), minutesFrom(moment, 0))).toBe(isOpenAt(week, moment));
      }),
    );
  });

  it('are asked for a few minutes ahead, over the end of the week too', () => {
    expect(minutesFrom({ weekday: 'su', minuteOfDay: 1437 }, 5)).toEqual([
      { gte: 10_077, lte: 10_079 },
      { gte: 0, lte: 2 },
    ]);
    const monday = openMinutes(hours('Mo 00:00-01:00'));
    expect(meets(monday, minutesFrom({ weekday: 'su', minuteOfDay: 1437 }, 5))).toBe(true);
    expect(meets(monday, minutesFrom({ weekday: 'su', minuteOfDay: 1434 }, 5))).toBe(false);
  });

  it('go by the clock at the place', () => {
    const kitchen = openMinutes(hours('Mo 11:00-14:00'));
    const noonInHelsinki = new Date('2026-01-05T10:00:00Z');
    expect(meets(kitchen, minutesFrom(localWeekMinute(noonInHelsinki, 'Europe/Helsinki'), 0))).toBe(true);
    expect(meets(kitchen, minutesFrom(localWeekMinute(noonInHelsinki, 'Europe/London'), 0))).toBe(false);
  });
});
