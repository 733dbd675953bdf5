/** Who decides whom to ask: a plan for the whole zone (./plan.ts), or the best partner for this delivery alone (below). */
export const DISPATCH_POLICIES = ['matched', 'scored'] as const;
export type DispatchPolicy = (typeof DISPATCH_POLICIES)[number];

/** The seed's dispatch loop as a pure function: which radius to search next, or to wait, or to give up. */
export type DispatchRules = {
  /** Orders that were placed before there was a choice have none: `scored`. */
  policy?: DispatchPolicy;
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

/**
 * The loop of a delivery whose zone is planned: it asks the plan, which knows of all partners, as long as there is time. A
 * question takes minutes, so the pause between two is only there to keep a broken one from being asked without end.
 */
export const asPlanned = (rules: DispatchRules): DispatchRules => ({
  ...rules,
  radiiKm: [Math.max(...rules.radiiKm)],
  offersPerRadius: Number.POSITIVE_INFINITY,
  backOffSeconds: [5],
});

/** For a delivery that has lost its partner: its food is getting cold, and others leave it the partners near. */
export const urgently = (rules: DispatchRules): DispatchRules => ({
  ...rules,
  backOffSeconds: rules.backOffSeconds.slice(0, 1),
});

/**
 * So many offers that reach no socket, and the circle grows: when a gateway dies with a thousand partners, a search must
 * neither ask them all nor write a thousand tries down.
 */
const UNREACHED_PER_RADIUS = 10;

/** Where the search stands. Offers that never reached a partner's socket are no offers, but there is an end to them. */
export type SearchState = {
  radiusIndex: number;
  offersAtRadius: number;
  unreachedAtRadius: number;
  rounds: number;
  elapsedSeconds: number;
};

export type SearchStep =
  | { do: 'offer'; radiusKm: number }
  | { do: 'wait'; seconds: number }
  | { do: 'give-up' };

export const SEARCH_START: SearchState = {
  radiusIndex: 0,
  offersAtRadius: 0,
  unreachedAtRadius: 0,
  rounds: 0,
  elapsedSeconds: 0,
};

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

const widened = (state: SearchState): SearchState => ({
  ...state,
  radiusIndex: state.radiusIndex + 1,
  offersAtRadius: 0,
  unreachedAtRadius: 0,
});

/** The state after a step: a refused offer counts towards the radius, an empty radius is left at once, a pause starts over. */
export function afterStep(state: SearchState, news: SearchNews, rules: DispatchRules): SearchState {
  switch (news) {
    case 'unreached': {
      const unreachedAtRadius = state.unreachedAtRadius + 1;
      return unreachedAtRadius >= UNREACHED_PER_RADIUS ? widened(state) : { ...state, unreachedAtRadius };
    }
    case 'waited':
      return { ...SEARCH_START, rounds: state.rounds + 1, elapsedSeconds: state.elapsedSeconds };
    case 'nobody':
      return widened(state);
    case 'refused': {
      const offersAtRadius = state.offersAtRadius + 1;
      return offersAtRadius >= rules.offersPerRadius ? widened(state) : { ...state, offersAtRadius };
    }
  }
}
