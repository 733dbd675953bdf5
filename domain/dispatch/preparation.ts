/** What is known of how long a kitchen takes. Minutes. */
export type KitchenRecord = {
  /** What the restaurant says of itself, busy mode included. */
  toldMinutes: number;
  /** From accepting to ready, of its last orders, the latest first. */
  recentMinutes: readonly number[];
};

/** What the restaurant says counts as much as so many orders of its own. */
const PRIOR_ORDERS = 4;
/** Each order counts this share of the one after it: kitchens change with the hour. */
const FADING = 0.9;
/** A forgotten tap on "ready" must not count as an hour of cooking, nor a hasty one as none. */
const [LEAST, MOST] = [1 / 3, 3];

/** How long the next order will take from being accepted to being ready, in minutes: what the restaurant says, corrected by what it did. */
export function predictPreparation({ toldMinutes, recentMinutes }: KitchenRecord): number {
  let [sum, weights, weight] = [PRIOR_ORDERS * toldMinutes, PRIOR_ORDERS, 1];
  for (const minutes of recentMinutes) {
    sum += weight * Math.min(MOST * toldMinutes, Math.max(LEAST * toldMinutes, minutes));
    weights += weight;
    weight *= FADING;
  }
  return sum / weights;
}
