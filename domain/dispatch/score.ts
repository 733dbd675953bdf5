/** What the dispatcher knows of a partner who could take a delivery. Rates and the rating come from facts, never from the app. */
export type Candidate = {
  partnerId: string;
  /** Metres to the restaurant, great circle. */
  distanceMetres: number;
  /** Mean of the stars received, 1–5, or `undefined` before the first. */
  rating: number | undefined;
  offersAccepted: number;
  /** Offers that reached the partner and were accepted, declined or timed out. */
  offersAnswered: number;
  deliveriesCompleted: number;
  deliveriesTaken: number;
};

/** The seed's weights: distance 40 %, rating 25 %, acceptance 20 %, completion 15 %. */
export const SCORE_WEIGHTS = { distance: 0.4, rating: 0.25, acceptance: 0.2, completion: 0.15 } as const;

export type ScoreFactors = Record<keyof typeof SCORE_WEIGHTS, number>;
export type Scored = { partnerId: string; score: number; factors: ScoreFactors; distanceMetres: number };

/**
 * A newcomer starts as a good average partner and is judged by facts as they come: each rate is smoothed with this many
 * imagined successes out of `PRIOR_WEIGHT`, so one declined offer does not sink anybody.
 */
const PRIOR_RATE = 0.8;
const PRIOR_WEIGHT = 5;
const NEWCOMER_RATING = 4.5;

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const smoothed = (hits: number, tries: number) => (hits + PRIOR_RATE * PRIOR_WEIGHT) / (tries + PRIOR_WEIGHT);

/**
 * How well one partner fits, and why. Each factor and the score lie in 0–1; higher is better.
 * @param radiusMetres the search radius: a partner at its edge gets distance 0, one at the door 1
 */
export function scorePartner(candidate: Candidate, radiusMetres: number): Scored {
  const factors: ScoreFactors = {
    distance: clamp(1 - candidate.distanceMetres / radiusMetres),
    rating: clamp(((candidate.rating ?? NEWCOMER_RATING) - 1) / 4),
    acceptance: clamp(smoothed(candidate.offersAccepted, candidate.offersAnswered)),
    completion: clamp(smoothed(candidate.deliveriesCompleted, candidate.deliveriesTaken)),
  };
  const score = (Object.keys(SCORE_WEIGHTS) as (keyof ScoreFactors)[]).reduce(
    (sum, factor) => sum + SCORE_WEIGHTS[factor] * factors[factor],
    0,
  );
  return { partnerId: candidate.partnerId, score, factors, distanceMetres: candidate.distanceMetres };
}

/**
 * The most that anybody farther away than this can score: everything perfect but the distance. Whoever scores at least as much
 * has nobody better beyond, so the search need not go there.
 */
export function scoreBeyond(distanceMetres: number, radiusMetres: number): number {
  return 1 - SCORE_WEIGHTS.distance * clamp(distanceMetres / radiusMetres);
}

/** How good a partner is wherever they are, 0–1: rating and completion in the proportion of their weights. */
export function qualityOf({ rating, completion }: ScoreFactors): number {
  const { rating: ratingWeight, completion: completionWeight } = SCORE_WEIGHTS;
  return (ratingWeight * rating + completionWeight * completion) / (ratingWeight + completionWeight);
}

/** What of a partner does not depend on where they are. */
export function wherever(candidate: Candidate): { acceptance: number; quality: number } {
  const { factors } = scorePartner(candidate, 1);
  return { acceptance: factors.acceptance, quality: qualityOf(factors) };
}

/** All candidates, best first; equal scores go by distance, then by id, so that every process ranks alike. */
export function rankPartners(candidates: readonly Candidate[], radiusMetres: number): Scored[] {
  return candidates
    .map((candidate) => scorePartner(candidate, radiusMetres))
    .sort(
      (a, b) =>
        b.score - a.score || a.distanceMetres - b.distanceMetres || (a.partnerId < b.partnerId ? -1 : 1),
    );
}
