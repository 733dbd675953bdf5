import { describe, expect, it } from 'vitest';
import { scheduleRefusal, startsAt } from '../../domain/order/schedule.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe('an order for later', () => {
  it('begins early enough to cook, to find a partner and to ride', () => {
    expect(startsAt(inMinutes(120), 20, 2_500)).toEqual(inMinutes(120 - 20 - 10 - 15));
    expect(startsAt(inMinutes(120), 20, 2_501)).toEqual(inMinutes(120 - 20 - 11 - 15));
  });

  it.each([
    [46, undefined],
    [45, 'too soon'],
    [10, 'too soon'],
    [-100, 'too soon'],
    [7 * 24 * 60, undefined],
    [7 * 24 * 60 + 1, 'at most 7 days'],
  ])('for %i minutes ahead, beginning 45 before: %s', (minutes, refusal) => {
    const said = scheduleRefusal(inMinutes(minutes), inMinutes(minutes - 45), NOW);
    if (refusal) expect(said).toContain(refusal);
    else expect(said).toBeUndefined();
  });

  it('says the earliest time that works', () => {
    const said = scheduleRefusal(inMinutes(10), inMinutes(-35), NOW);
    expect(said).toContain('2026-03-01T12:46Z');
    expect(scheduleRefusal(inMinutes(46), inMinutes(1), NOW)).toBeUndefined();
  });
});
