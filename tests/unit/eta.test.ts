import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../db/seed/random.ts';
import {
  afterOutcome,
  type EtaRecord,
  errorRange,
  isWithin,
  NOTHING_KNOWN,
} from '../../domain/dispatch/eta.ts';

/** Promises and keeps one order after the other. Returns the share that held, of those after the first hundred. */
function shareHeld(errors: number[]): number {
  let record: EtaRecord = NOTHING_KNOWN;
  let held = 0;
  errors.forEach((error, index) => {
    const range = errorRange(record);
    if (index >= 100 && isWithin(error, range)) held += 1;
    record = afterOutcome(record, error, range);
  });
  return held / (errors.length - 100);
}

const random = randomFrom('eta');
const times = (count: number, error: (index: number) => number) =>
  Array.from({ length: count }, (_, i) => error(i));

describe('the range of an estimate', () => {
  it('is guessed before anything is known', () => {
    expect(errorRange(NOTHING_KNOWN)).toEqual({ low: -120, high: 300 });
  });

  it.each([
    ['errors to both sides', () => random.int(-600, 600)],
    ['errors that are mostly small, with a long tail', () => 3_600 * random.fraction() ** 6],
    [
      'errors that grow in a rush and shrink again',
      (index: number) => Math.sin(index / 300) ** 2 * random.int(-300, 1_200),
    ],
  ])('holds for nine in ten: %s', (_, error) => {
    const share = shareHeld(times(3_000, error));
    expect(share).toBeGreaterThan(0.88);
    expect(share).toBeLessThan(0.92);
  });

  it('is as narrow as the estimates are good', () => {
    const record = times(100, () => 0).reduce(
      (known, error) => afterOutcome(known, error, errorRange(known)),
      NOTHING_KNOWN,
    );
    expect(errorRange(record)).toEqual({ low: 0, high: 0 });
  });

  it('widens where it was missed', () => {
    const calm = times(100, (index) => index % 10).reduce(
      (known, error) => afterOutcome(known, error, { low: -60, high: 60 }),
      NOTHING_KNOWN,
    );
    const late = times(10, () => 500).reduce(
      (known, error) => afterOutcome(known, error, errorRange(known)),
      calm,
    );
    expect(errorRange(calm).high).toBeLessThan(10);
    expect(errorRange(late).high).toBe(500);
  });

  it('remembers the last hundred outcomes', () => {
    const record = times(250, (index) => index).reduce(
      (known, error) => afterOutcome(known, error, { low: 0, high: 300 }),
      NOTHING_KNOWN,
    );
    expect(record.errors).toEqual(times(100, (index) => 150 + index));
  });
});
