import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Interval,
  isOpenAt,
  localWeekMinute,
  nextOpening,
  parseOpeningHours,
  WEEKDAYS,
  type Weekday,
  type WeeklyHours,
} from '../../domain/opening-hours.ts';

const at = (weekday: Weekday, time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { weekday, minuteOfDay: hour * 60 + minute };
};

function week(days: Partial<WeeklyHours>): WeeklyHours {
  return { mo: [], tu: [], we: [], th: [], fr: [], sa: [], su: [], ...days };
}

const everyDay = (...intervals: Interval[]) =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, intervals])) as WeeklyHours;

function parse(text: string): WeeklyHours {
  const hours = parseOpeningHours(text);
  if (!hours) throw new Error(`not understood: ${text}`);
  return hours;
}

describe('parseOpeningHours', () => {
  const nineToFive = { from: 540, to: 1020 };
  const tenToFour = { from: 600, to: 960 };

  it.each<[string, string, WeeklyHours]>([
    ['a range of days', 'Tu-We 09:00-17:00', week({ tu: [nineToFive], we: [nineToFive] })],
    ['a list of days', 'Mo,Th 09:00-17:00', week({ mo: [nineToFive], th: [nineToFive] })],
    [
      'a list of ranges',
      'Mo-Tu,Su 09:00-17:00',
      week({ mo: [nineToFive], tu: [nineToFive], su: [nineToFive] }),
    ],
    ['a range that wraps round the week', 'Su-Mo 09:00-17:00', week({ su: [nineToFive], mo: [nineToFive] })],
    ['no days as every day', '09:00-17:00', everyDay(nineToFive)],
    ['24/7', '24/7', everyDay({ from: 0, to: 1440 })],
    ['days alone as all day', 'Mo', week({ mo: [{ from: 0, to: 1440 }] })],
    [
      'several intervals a day',
      'Mo 09:00-11:00,13:00-17:00',
      week({
        mo: [
          { from: 540, to: 660 },
          { from: 780, to: 1020 },
        ],
      }),
    ],
    ['closing after midnight', 'Fr 22:00-05:00', week({ fr: [{ from: 1320, to: 1740 }] })],
    ['hours past 24', 'Fr 22:00-29:00', week({ fr: [{ from: 1320, to: 1740 }] })],
    ['midnight as 24:00', 'Fr 22:00-24:00', week({ fr: [{ from: 1320, to: 1440 }] })],
    ['midnight as 00:00', 'Fr 22:00-00:00', week({ fr: [{ from: 1320, to: 1440 }] })],
    ['hours of one digit', 'Mo 9:00-17:00', week({ mo: [nineToFive] })],
    ['missing spaces', 'Mo09:00-17:00;Tu10:00-16:00', week({ mo: [nineToFive], tu: [tenToFour] })],
    ['spaces too many', ' Mo - Tu  09:00 - 17:00 ; ', week({ mo: [nineToFive], tu: [nineToFive] })],
    ['any case', 'mo-TU 09:00-17:00', week({ mo: [nineToFive], tu: [nineToFive] })],
    ['a missing separator', 'Mo 09:00-17:00 Tu 10:00-16:00', week({ mo: [nineToFive], tu: [tenToFour] })],
    ['comments', 'Mo 09:00-17:00 open "Lunch"; Tu 10:00-16:00', week({ mo: [nineToFive], tu: [tenToFour] })],
    [
      'holidays, by reading over them',
      'Mo,PH 09:00-17:00; SH 10:00-16:00; PH off',
      week({ mo: [nineToFive] }),
    ],
    ['closed days', 'Mo-Tu 09:00-17:00; Tu off', week({ mo: [nineToFive] })],
  ])('understands %s', (_, text, hours) => {
    expect(parse(text)).toEqual(hours);
  });

  it('lets a rule after a semicolon replace earlier ones for its days', () => {
    expect(parse('Mo-Tu 09:00-17:00; Tu 10:00-16:00')).toEqual(week({ mo: [nineToFive], tu: [tenToFour] }));
  });

  it('lets a rule after a comma add to earlier ones for its days', () => {
    const evening = { from: 1080, to: 1200 };
    expect(parse('Mo-Tu 09:00-17:00, Tu 18:00-20:00')).toEqual(
      week({ mo: [nineToFive], tu: [nineToFive, evening] }),
    );
  });

  it('sorts and joins intervals that touch or overlap', () => {
    expect(parse('Mo 12:00-17:00,09:00-12:00, Mo 16:00-17:00')).toEqual(week({ mo: [nineToFive] }));
  });

  it.each([
    '',
    ';',
    'PH off',
    '"by appointment"',
    'Mo 09:00',
    'Mo 09:00-',
    'Mo 09:00-17:60',
    'Mo 25:00-26:00',
    'Mo 09:00-49:00',
    'Mo 9am-5pm',
    'Mo[1] 09:00-17:00',
    'Jun-Aug Mo 09:00-17:00',
    'sunrise-sunset',
    'Mo 09:00+',
    'Mo-Fr 09:00-17:00 whenever',
    'Mo 09:00-17:00 || "ask"',
  ])('does not guess at "%s"', (text) => {
    expect(parseOpeningHours(text)).toBeUndefined();
  });

  it('never throws, and never returns intervals out of order, whatever the text', () => {
    const seeds = [
      'Mo-Th 11:00-23:00, Fr 11:00-05:00; PH off',
      'Mo,Tu 7:00-14:30,17:00-26:00 open "x"',
      '24/7; Su off',
    ];
    const noise = [...'MoSu0123456789:-,;"+/ \u0000é🙂'];
    for (const seed of seeds) {
      for (let position = 0; position <= seed.length; position++) {
        for (const character of [...noise, '']) {
          for (const skipped of [0, 1, 5]) {
            const text = seed.slice(0, position) + character + seed.slice(position + skipped);
            const hours = parseOpeningHours(text);
            if (hours) expect(Object.values(hours).every(wellFormed), text).toBe(true);
          }
        }
      }
    }
  });

  function wellFormed(intervals: Interval[]): boolean {
    return intervals.every(({ from, to }, index) => {
      const previous = intervals[index - 1];
      return from >= 0 && from < 1440 && to > from && to <= 2880 && (!previous || previous.to < from);
    });
  }

  it('reads a very long text in no time', () => {
    const started = performance.now();
    parseOpeningHours('Mo-Fr 10:00-11:00,'.repeat(5000));
    parseOpeningHours('Mo,'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('understands all but three of the hours mapped in central Helsinki', () => {
    const file = new URL('../../db/seed/helsinki/eateries.json', import.meta.url);
    const eateries = JSON.parse(readFileSync(file, 'utf8')) as { opening_hours?: string }[];
    const mapped = eateries.flatMap(({ opening_hours }) => opening_hours ?? []);
    expect(mapped).toHaveLength(174);
    expect(mapped.filter((text) => !parseOpeningHours(text))).toEqual([
      '"for request only"',
      'Mon - Fri 11am - 11pm, Sat 12am - 11pm, Sun 2pm - 10pm',
      'Mo-Fr 09:30 - 15:00. Lunch Mo-Fr 11:00 - 13:30',
    ]);
  });
});

describe('isOpenAt', () => {
  it('is open from the first minute up to, not including, the last', () => {
    const hours = parse('Mo 11:00-22:00');
    const open = ['10:59', '11:00', '21:59', '22:00'].map((time) => isOpenAt(hours, at('mo', time)));
    expect(open).toEqual([false, true, true, false]);
  });

  it('stays open over midnight from Sunday to Monday', () => {
    const hours = parse('Su 20:00-05:00');
    expect(isOpenAt(hours, at('su', '23:59'))).toBe(true);
    expect(isOpenAt(hours, at('mo', '04:59'))).toBe(true);
    expect(isOpenAt(hours, at('mo', '05:00'))).toBe(false);
    expect(isOpenAt(hours, at('su', '04:00'))).toBe(false);
  });

  it('is closed between lunch and dinner', () => {
    const hours = parse('Mo-Fr 11:00-14:30,17:00-22:00');
    expect(isOpenAt(hours, at('we', '15:00'))).toBe(false);
    expect(isOpenAt(hours, at('we', '17:00'))).toBe(true);
  });

  it('is always open when open all week', () => {
    expect(WEEKDAYS.every((day) => isOpenAt(parse('24/7'), at(day, '00:00')))).toBe(true);
  });
});

describe('nextOpening', () => {
  const hours = parse('Mo-Fr 11:00-14:30,17:00-22:00; Sa 18:00-02:00');

  it.each<[string, Weekday, string, number, string]>([
    ['now, when it is open', 'mo', '12:00', 0, '12:00'],
    ['now, when it is open since yesterday', 'su', '01:00', 0, '01:00'],
    ['later today', 'mo', '08:00', 0, '11:00'],
    ['at dinner, between the meals', 'mo', '14:30', 0, '17:00'],
    ['tomorrow, after closing', 'mo', '22:00', 1, '11:00'],
    ['on Monday, seen from Sunday', 'su', '02:00', 1, '11:00'],
  ])('is %s', (_, weekday, time, daysAhead, opens) => {
    expect(nextOpening(hours, at(weekday, time))).toEqual({
      daysAhead,
      minuteOfDay: at(weekday, opens).minuteOfDay,
    });
  });

  it('is in a week when today was the only day', () => {
    expect(nextOpening(parse('Mo 11:00-12:00'), at('mo', '12:00'))).toEqual({
      daysAhead: 7,
      minuteOfDay: 660,
    });
  });

  it('is never for a place that never opens', () => {
    expect(nextOpening(week({}), at('mo', '12:00'))).toBeUndefined();
  });
});

describe('localWeekMinute', () => {
  it.each<[string, string, Weekday, string]>([
    ['winter', '2026-01-05T10:00:00Z', 'mo', '12:00'],
    ['summer', '2026-07-06T10:00:00Z', 'mo', '13:00'],
    ['the next day already', '2026-01-04T22:30:00Z', 'mo', '00:30'],
    ['the last minute before clocks go forward', '2026-03-29T00:59:59Z', 'su', '02:59'],
    ['the first minute after, an hour on', '2026-03-29T01:00:00Z', 'su', '04:00'],
    ['three o’clock before clocks go back', '2026-10-25T00:30:00Z', 'su', '03:30'],
    ['three o’clock again', '2026-10-25T01:30:00Z', 'su', '03:30'],
    ['the hour after', '2026-10-25T02:30:00Z', 'su', '04:30'],
  ])('tells the time in Helsinki in %s', (_, instant, weekday, time) => {
    expect(localWeekMinute(new Date(instant), 'Europe/Helsinki')).toEqual(at(weekday, time));
  });

  it('depends on the zone, not on the machine', () => {
    const instant = new Date('2026-01-05T23:30:00Z');
    expect(localWeekMinute(instant, 'UTC')).toEqual(at('mo', '23:30'));
    expect(localWeekMinute(instant, 'Asia/Tokyo')).toEqual(at('tu', '08:30'));
  });

  it('refuses an invalid date and an unknown zone', () => {
    expect(() => localWeekMinute(new Date('never'), 'Europe/Helsinki')).toThrow(RangeError);
    expect(() => localWeekMinute(new Date(0), 'Europe/Atlantis')).toThrow(RangeError);
  });
});
