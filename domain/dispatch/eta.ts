/** Bounds of the error of an estimate, in seconds: actual less estimated time. */
export type ErrorRange = { low: number; high: number };

/** What the outcomes so far taught: the latest errors, oldest first, and how often the promised ranges were missed. */
export type EtaRecord = {
  readonly errors: readonly number[];
  readonly outcomes: number;
  readonly below: number;
  readonly above: number;
};

export const NOTHING_KNOWN: EtaRecord = { errors: [], outcomes: 0, below: 0, above: 0 };

/** Until there are this many outcomes, ranges are guessed. */
const ENOUGH_OUTCOMES = 20;
const FIRST_GUESS: ErrorRange = { low: -2 * 60, high: 5 * 60 };

/** The errors of one or two hours: old enough to be many, young enough to know today's traffic. */
const REMEMBERED = 100;

/** A 90 % range: one in twenty may come earlier, one in twenty later. */
const MISSES = 0.05;

/** Aimed at instead, because orders under way are missing among the errors, and in a rush they are the ones that are late. */
const AIM = 0.03;

/** How strongly misses so far, beyond or below their share, move the aim. */
const CORRECTION = 3;

/**
 * The 90 % range of the next error: the latest errors without their ends. How much is cut off at each end depends on how the
 * range has held so far, whatever the errors look like (the idea of adaptive conformal inference: Gibbs and Candès 2021).
 */
export function errorRange({ errors, outcomes, below, above }: EtaRecord): ErrorRange {
  if (outcomes < ENOUGH_OUTCOMES) return FIRST_GUESS;
  const sorted = [...errors].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  const cutOff = (missed: number) =>
    Math.min(0.5, Math.max(0, AIM - CORRECTION * (missed / outcomes - MISSES)));
  const low = at(cutOff(below));
  return { low, high: Math.max(low, at(1 - cutOff(above))) };
}

export const isWithin = (error: number, { low, high }: ErrorRange): boolean => low <= error && error <= high;

/** What is known after one more outcome. @param promised the range that the customer was given */
export const afterOutcome = (record: EtaRecord, error: number, promised: ErrorRange): EtaRecord => ({
  errors: [...record.errors.slice(1 - REMEMBERED), error],
  outcomes: record.outcomes + 1,
  below: record.below + (error < promised.low ? 1 : 0),
  above: record.above + (error > promised.high ? 1 : 0),
});
