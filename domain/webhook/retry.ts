/**
 * Seconds until the next try, after the first that failed, the second, and so on; past the last, a message has failed. The first
 * tries come soon, because an order waits minutes for its restaurant; the last ones give an integrator a weekend.
 */
export const WEBHOOK_RETRY_SECONDS: readonly number[] = [
  5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200, 86_400,
];

/** How far waits are stretched at random, so that what failed together does not come back together. */
const SPREAD = 0.1;
/** No endpoint holds us off for longer, whatever it says in `Retry-After`. */
const MOST_SECONDS = 86_400;

/**
 * When a message is tried again that has failed so many times in a row.
 * @param failures 1 or more
 * @param atLeastSeconds what the endpoint asked for, in `Retry-After`
 * @param random in [0, 1)
 * @returns seconds; undefined when it is given up
 */
export function retryAfterSeconds(
  schedule: readonly number[],
  failures: number,
  random: number,
  atLeastSeconds = 0,
): number | undefined {
  const wait = schedule[failures - 1];
  if (wait === undefined) return undefined;
  return Math.max(wait * (1 + SPREAD * random), Math.min(atLeastSeconds, MOST_SECONDS));
}
