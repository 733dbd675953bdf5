/** Which restaurants to show a customer first, and why. Pure: what is known of them comes in. */

/** A restaurant that is open nearby. */
export type Candidate = {
  id: string;
  cuisines: readonly string[];
  rating: number | null;
  ratingCount: number;
  isNew: boolean;
  metres: number;
  /** How often this customer ordered there. */
  timesOrdered: number;
  /** Orders of everybody within the last hours. */
  ordersLately: number;
};

export type Reason =
  | { kind: 'order-again'; times: number }
  | { kind: 'your-cuisine'; cuisine: string }
  | { kind: 'popular-nearby'; orders: number }
  | { kind: 'well-rated-and-new' }
  | { kind: 'nearby' };

export type Recommended = { id: string; reason: Reason };

/** Fewer orders than this are no crowd. */
const CROWD = 3;
const GOOD = 4.2;
/** A rating of few counts like so many ratings of a middling place besides. */
const PRIOR = { ratings: 20, rating: 4 };

/** What a rating is worth, when some are of few people. */
export function fairRating({ rating, ratingCount }: Pick<Candidate, 'rating' | 'ratingCount'>): number {
  if (rating === null) return PRIOR.rating;
  return (rating * ratingCount + PRIOR.rating * PRIOR.ratings) / (ratingCount + PRIOR.ratings);
}

/** A kilometre weighs as much as a quarter of a star. */
const appeal = (candidate: Candidate) => fairRating(candidate) - candidate.metres / 4_000;

/** A way to choose: the candidates it is for, the best first, each with what to say. */
type Shelf = (candidates: readonly Candidate[]) => Recommended[];

const shelf =
  (why: (candidate: Candidate) => Reason | undefined, worth: (candidate: Candidate) => number): Shelf =>
  (candidates) =>
    candidates
      .flatMap((candidate) => {
        const reason = why(candidate);
        return reason ? [{ candidate, reason }] : [];
      })
      .sort((a, b) => worth(b.candidate) - worth(a.candidate) || (a.candidate.id < b.candidate.id ? -1 : 1))
      .map(({ candidate, reason }) => ({ id: candidate.id, reason }));

/** How much of what a customer ordered was of each cuisine. @param orders times and cuisines of each restaurant */
function taste(orders: readonly { times: number; cuisines: readonly string[] }[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { times, cuisines } of orders)
    for (const cuisine of cuisines)
      weights.set(cuisine, (weights.get(cuisine) ?? 0) + times / cuisines.length);
  return weights;
}

function shelves(weights: ReadonlyMap<string, number>): Shelf[] {
  const favourite = (candidate: Candidate) =>
    candidate.cuisines
      .filter((cuisine) => weights.has(cuisine))
      .sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0))[0];
  return [
    shelf(
      ({ timesOrdered: times }) => (times > 0 ? { kind: 'order-again', times } : undefined),
      ({ timesOrdered, metres }) => timesOrdered - metres / 1e6,
    ),
    shelf(
      (candidate) => {
        const cuisine = favourite(candidate);
        return cuisine && candidate.timesOrdered === 0 ? { kind: 'your-cuisine', cuisine } : undefined;
      },
      (candidate) => (weights.get(favourite(candidate) ?? '') ?? 0) * 10 + appeal(candidate),
    ),
    shelf(
      ({ ordersLately: orders }) => (orders >= CROWD ? { kind: 'popular-nearby', orders } : undefined),
      ({ ordersLately, metres }) => ordersLately - metres / 1e6,
    ),
    shelf(
      ({ isNew, rating }) =>
        isNew && rating !== null && rating >= GOOD ? { kind: 'well-rated-and-new' } : undefined,
      appeal,
    ),
  ];
}

/**
 * The recommendations in order: from each shelf in turn, so that none crowds out the others, each restaurant once; then what
 * is good and near.
 */
export function recommend(
  candidates: readonly Candidate[],
  orders: readonly { times: number; cuisines: readonly string[] }[],
  limit: number,
): Recommended[] {
  const queues = shelves(taste(orders)).map((choose) => choose(candidates));
  const chosen = new Map<string, Recommended>();
  const longest = Math.max(...queues.map(({ length }) => length));
  for (let place = 0; place < longest; place += 1) {
    for (const queue of queues) {
      // What another shelf has shown already gives its place to the next.
      const next = queue.find(({ id }) => !chosen.has(id));
      if (next) chosen.set(next.id, next);
    }
  }
  const others = shelf(() => ({ kind: 'nearby' }), appeal)(candidates);
  for (const other of others) if (!chosen.has(other.id)) chosen.set(other.id, other);
  return [...chosen.values()].slice(0, limit);
}
