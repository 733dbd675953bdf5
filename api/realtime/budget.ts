/** So many at once, refilled so many per second. */
export type Allowance = { burst: number; perSecond: number };

/** A token bucket. `now` is in milliseconds; the first call starts its clock with a full bucket. */
export function createBudget({ burst, perSecond }: Allowance) {
  let left = burst;
  let at: number | undefined;
  return {
    /** Takes one; false when there is none. */
    take(now: number): boolean {
      left = Math.min(burst, left + ((now - (at ?? now)) / 1000) * perSecond);
      at = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
