/** The seed's dispatch loop as a pure function: which radius to search next, or to wait, or to give up. */
export type DispatchRules = {
  /** Search radii in kilometres, growing. */
  radiiKm: readonly number[];
  offersPerRadius: number;
  offerSeconds: number;
  /** Pauses between rounds over all radii, in seconds; the last one repeats. */
  backOffSeconds: readonly number[];
  /** After this long without a partner the order is cancelled. */
  giveUpAfterSeconds: number;
};

export const DEFAULT_DISPATCH_RULES: DispatchRules = {
  radiiKm: [3, 5, 8, 12],
  offersPerRadius: 3,
  offerSeconds: 30,
  backOffSeconds: [15, 30, 60],
  giveUpAfterSeconds: 45 * 60,
};

/** Where the search stands. Offers that never reached a partner's socket count in no field. */
export type SearchState = {
  radiusIndex: number;
  offersAtRadius: number;
  rounds: number;
  elapsedSeconds: number;
};

export type SearchStep =
  | { do: 'offer'; radiusKm: number }
  | { do: 'wait'; seconds: number }
  | { do: 'give-up' };

export const SEARCH_START: SearchState = { radiusIndex: 0, offersAtRadius: 0, rounds: 0, elapsedSeconds: 0 };

/** What to do next. Waiting never runs past the limit, so that giving up is on time. */
export function nextStep(state: SearchState, rules: DispatchRules): SearchStep {
  const left = rules.giveUpAfterSeconds - state.elapsedSeconds;
  if (left <= 0) return { do: 'give-up' };
  const radiusKm = rules.radiiKm[state.radiusIndex];
  if (radiusKm !== undefined) return { do: 'offer', radiusKm };
  const pause = rules.backOffSeconds[Math.min(state.rounds, rules.backOffSeconds.length - 1)] ?? 60;
  return { do: 'wait', seconds: Math.min(pause, left) };
}

/** What became of one step. */
export type SearchNews = 'refused' | 'nobody' | 'unreached' | 'waited';

/** The state after a step: a refused offer counts towards the radius, an empty radius is left at once, a pause starts over. */
export function afterStep(state: SearchState, news: SearchNews, rules: DispatchRules): SearchState {
  switch (news) {
    case 'unreached':
      return state;
    case 'waited':
      return { ...state, radiusIndex: 0, offersAtRadius: 0, rounds: state.rounds + 1 };
    case 'nobody':
      return { ...state, radiusIndex: state.radiusIndex + 1, offersAtRadius: 0 };
    case 'refused': {
      const offersAtRadius = state.offersAtRadius + 1;
      return offersAtRadius >= rules.offersPerRadius
        ? { ...state, radiusIndex: state.radiusIndex + 1, offersAtRadius: 0 }
        : { ...state, offersAtRadius };
    }
  }
}
