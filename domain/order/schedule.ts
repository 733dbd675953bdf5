/** Orders can be placed this long ahead. */
export const MAX_DAYS_AHEAD = 7;

/** Metres a minute that food travels in a city, whoever carries it; the same figure for every order, so that a plan is a plan. */
const METRES_PER_MINUTE = 250;
/** Finding a partner, handing over, the stairs. */
const MARGIN_MINUTES = 15;

/** When the restaurant must hear of an order so that it is at the door in time. @param wayMetres from the kitchen to the door */
export function startsAt(deliverAt: Date, preparationMinutes: number, wayMetres: number): Date {
  const lead = preparationMinutes + Math.ceil(wayMetres / METRES_PER_MINUTE) + MARGIN_MINUTES;
  return new Date(deliverAt.getTime() - lead * 60_000);
}

/** Why an order cannot be for this time, for a person; `undefined` when it can. */
export function scheduleRefusal(deliverAt: Date, starts: Date, now: Date): string | undefined {
  if (deliverAt.getTime() > now.getTime() + MAX_DAYS_AHEAD * 86_400_000) {
    return `Orders can be for at most ${MAX_DAYS_AHEAD} days ahead. Choose an earlier time.`;
  }
  if (starts > now) return undefined;
  const earliest = new Date(deliverAt.getTime() - starts.getTime() + now.getTime() + 60_000);
  return `This is too soon to be scheduled: choose ${earliest.toISOString().slice(0, 16)}Z or later, or order for now.`;
}
