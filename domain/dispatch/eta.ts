/** Bounds of the error of an estimate, in seconds: actual less estimated time. */
export type ErrorRange = { low: number; high: number };

/** What is said before anything was learnt: at most 3 minutes early and 15 late. */
export const FIRST_ERROR_RANGE: ErrorRange = { low: -180, high: 900 };

/** How often an outcome may lie below the range, and above it: together one in ten. */
const MISSES = 0.05;

/** How far one outcome moves a bound, in seconds. Large steps follow a rush, small ones keep the range narrow. */
const STEP_SECONDS = 30;

export const isWithin = (error: number, { low, high }: ErrorRange): boolean => low <= error && error <= high;

/**
 * The range after one more outcome. Each bound moves out by 0.95 of a step when it was missed and in by 0.05 of one when it was
 * not. So whatever the errors look like, over n outcomes the share of misses of a bound differs from 5 % by exactly the way
 * that the bound has moved in all, in steps, divided by n (online quantile tracking: Gibbs and Candès 2021).
 * @param promised the range that the customer was given
 */
export const afterOutcome = (range: ErrorRange, error: number, promised: ErrorRange): ErrorRange => ({
  low: range.low - STEP_SECONDS * ((error < promised.low ? 1 : 0) - MISSES),
  high: range.high + STEP_SECONDS * ((error > promised.high ? 1 : 0) - MISSES),
});
