import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpenAt,
  localWeekMinute,
  type OpeningException,
  openness,
  parseOpeningHours,
  type Timetable,
  type WeeklyHours,
} from '../../domain/opening-hours.ts';
import { deliveryMinutes, preparationMinutes, takesOrders } from '../../domain/restaurant/availability.ts';
import { deliversTo } from '../../domain/restaurant/delivery-area.ts';
import { inStock } from '../../domain/restaurant/food.ts';

const HELSINKI = 'Europe/Helsinki';
const timetable = (text: string, exceptions: OpeningException[] = []): Timetable => ({
  hours: parseOpeningHours(text) as WeeklyHours,
  exceptions,
  timeZone: HELSINKI,
});
const at = (iso: string) => new Date(iso);
const seen = (table: Timetable, iso: string) => {
  const { open, changesAt } = openness(table, at(iso));
  return [open, changesAt?.toISOString().slice(0, 16)];
};

describe('openness', () => {
  const weekdays = timetable('Mo-Fr 11:00-14:00,17:00-22:00; Sa 18:00-02:00');

  it.each<[string, string, boolean, string]>([
    // Helsinki is two hours ahead of UTC in January.
    ['open until the break', '2026-01-05T10:00:00Z', true, '2026-01-05T12:00'],
    ['closed during the break', '2026-01-05T12:00:00Z', false, '2026-01-05T15:00'],
    ['closed until tomorrow', '2026-01-05T20:00:00Z', false, '2026-01-06T09:00'],
    ['open over midnight', '2026-01-10T23:30:00Z', true, '2026-01-11T00:00'],
    ['closed over Sunday', '2026-01-11T10:00:00Z', false, '2026-01-12T09:00'],
  ])('is %s', (_, iso, open, changesAt) => {
    expect(seen(weekdays, iso)).toEqual([open, changesAt]);
  });

  it('lets an exception replace what begins on its date, and only that', () => {
    const christmas = timetable('Mo-Su 11:00-23:00; Fr 18:00-02:00', [
      { date: '2026-12-24', intervals: [{ from: 600, to: 840 }] },
      { date: '2026-12-26', intervals: [] },
    ]);
    expect(seen(christmas, '2026-12-24T12:30:00Z')).toEqual([false, '2026-12-25T16:00']);
    expect(seen(christmas, '2026-12-24T11:59:00Z')).toEqual([true, '2026-12-24T12:00']);
    // Friday's night runs on into the Saturday that is a holiday.
    expect(seen(christmas, '2026-12-25T23:30:00Z')).toEqual([true, '2026-12-26T00:00']);
    expect(seen(christmas, '2026-12-26T12:00:00Z')).toEqual([false, '2026-12-27T09:00']);
  });

  it('tells the real hour of closing in the night when clocks change', () => {
    const night = timetable('Sa 20:00-05:00');
    expect(seen(night, '2026-03-28T22:00:00Z')).toEqual([true, '2026-03-29T02:00']);
    expect(seen(night, '2026-10-24T22:00:00Z')).toEqual([true, '2026-10-25T03:00']);
  });

  it('never changes where a place is always open or never', () => {
    expect(seen(timetable('24/7'), '2026-01-05T10:00:00Z')).toEqual([true, undefined]);
    expect(seen(timetable('Mo off'), '2026-01-05T10:00:00Z')).toEqual([false, undefined]);
  });

  it('agrees with the week where there are no exceptions, and changes when it says so', () => {
    const instants = fc
      .integer({ min: 0, max: 366 * 24 * 60 })
      .map((m) => new Date(Date.UTC(2026, 0, 1) + m * 60_000));
    const texts = fc.constantFrom(
      'Mo-Fr 11:00-14:30,17:00-22:00; Sa 18:00-02:00',
      'Fr-Sa 10:00-05:00',
      'Su 20:00-05:00',
    );
    fc.assert(
      fc.property(instants, texts, (instant, text) => {
        const table = timetable(text);
        const { open, changesAt } = openness(table, instant);
        const plain = (when: Date) => isOpenAt(table.hours, localWeekMinute(when, HELSINKI));
        expect(open).toBe(plain(instant));
        expect(changesAt && plain(changesAt)).toBe(!open);
        expect(changesAt && plain(new Date(changesAt.getTime() - 60_000))).toBe(open);
      }),
    );
  });
});

describe('takesOrders', () => {
  const always = timetable('24/7');
  const now = at('2026-01-05T10:00:00Z');
  const later = at('2026-01-05T10:30:00Z');

  it('says no while a restaurant is paused, and when to ask again', () => {
    const paused = { acceptingOrders: true, pausedUntil: later, timetable: always };
    expect(takesOrders(paused, now)).toEqual({ open: false, changesAt: later });
    expect(takesOrders(paused, later).open).toBe(true);
  });

  it('says no for as long as nobody switches orders on again', () => {
    const off = { acceptingOrders: false, pausedUntil: null, timetable: always };
    expect(takesOrders(off, now)).toEqual({ open: false, changesAt: undefined });
  });
});

describe('a busy kitchen', () => {
  const pace = { preparationMinutes: 20, busyExtraMinutes: 15, busyUntil: at('2026-01-05T11:00:00Z') };

  it('takes longer until its time is over', () => {
    expect(preparationMinutes(pace, at('2026-01-05T10:59:00Z'))).toBe(35);
    expect(preparationMinutes(pace, at('2026-01-05T11:00:00Z'))).toBe(20);
    expect(preparationMinutes({ ...pace, busyUntil: null }, at('2030-01-01T00:00:00Z'))).toBe(35);
  });

  it('is further from the door the longer the way', () => {
    expect(deliveryMinutes(20, 0)).toBe(25);
    expect(deliveryMinutes(20, 2_100)).toBe(34);
  });
});

describe('deliversTo', () => {
  const kitchen = { lat: 60.17, lng: 24.94 };
  const east = (metres: number) => ({ lat: 60.17, lng: 24.94 + metres / 55_380 });
  const square = [
    { lat: 60.16, lng: 24.93 },
    { lat: 60.16, lng: 24.95 },
    { lat: 60.18, lng: 24.95 },
    { lat: 60.18, lng: 24.93 },
  ];

  it('goes as far as the circle', () => {
    const area = { kind: 'circle', radiusMetres: 1_000 } as const;
    expect(deliversTo(area, kitchen, east(950), 8_000)).toBe(true);
    expect(deliversTo(area, kitchen, east(1_050), 8_000)).toBe(false);
  });

  it('goes to every corner of the polygon and not beyond, whichever way round it is drawn', () => {
    for (const corners of [square, square.toReversed()]) {
      const area = { kind: 'polygon', corners } as const;
      expect(deliversTo(area, kitchen, { lat: 60.179, lng: 24.949 }, 8_000)).toBe(true);
      expect(deliversTo(area, kitchen, { lat: 60.179, lng: 24.951 }, 8_000)).toBe(false);
    }
  });

  it('never goes further than the marketplace', () => {
    expect(deliversTo({ kind: 'circle', radiusMetres: 50_000 }, kitchen, east(8_500), 8_000)).toBe(false);
    expect(deliversTo(null, kitchen, east(7_500), 8_000)).toBe(true);
  });
});

it('a dish comes back at its time, unless the kitchen has switched it off', () => {
  const noon = at('2026-01-05T12:00:00Z');
  expect(inStock({ available: true, outOfStockUntil: noon }, at('2026-01-05T11:59:59Z'))).toBe(false);
  expect(inStock({ available: true, outOfStockUntil: noon }, noon)).toBe(true);
  expect(inStock({ available: false, outOfStockUntil: noon }, noon)).toBe(false);
});
