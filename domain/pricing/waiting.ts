/** What the platform pays a partner who has to wait for the food. Amounts in minor units. */
export type WaitingRule = { freeMinutes: number; perMinuteMinor: number; maxMinor: number };

/** Pay for waiting between arrival at the restaurant and pick-up: each full minute after the free ones, up to a maximum. */
export function waitingPayMinor(arrivedAt: Date, pickedUpAt: Date, rule: WaitingRule): number {
  const minutes = Math.floor((pickedUpAt.getTime() - arrivedAt.getTime()) / 60_000);
  const paid = Math.max(0, minutes - rule.freeMinutes);
  return Math.min(rule.maxMinor, paid * rule.perMinuteMinor);
}
