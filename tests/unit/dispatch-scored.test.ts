import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterStep,
  DEFAULT_DISPATCH_RULES,
  type DispatchRules,
  nextStep,
  SEARCH_START,
  type SearchNews,
  type SearchState,
  urgently,
} from '../../domain/dispatch/scored.ts';

const RULES: DispatchRules = {
  radiiKm: [3, 5, 8],
  offersPerRadius: 3,
  offerSeconds: 30,
  backOffSeconds: [15, 30, 45],
  giveUpAfterSeconds: 2_700,
};

const searchAfter = (...news: SearchNews[]) =>
  news.reduce<SearchState>((state, one) => afterStep(state, one, RULES), SEARCH_START);
const stepAfter = (...news: SearchNews[]) => nextStep(searchAfter(...news), RULES);
const at = (state: SearchState, elapsedSeconds: number) => ({ ...state, elapsedSeconds });

const WHOLE_ROUND: SearchNews[] = ['nobody', 'nobody', 'nobody'];

describe('the default rules', () => {
  it('search 3, 5, 8 and 12 km with three offers of 30 s each', () => {
    const { radiiKm, offersPerRadius, offerSeconds } = DEFAULT_DISPATCH_RULES;
    expect({ radiiKm, offersPerRadius, offerSeconds }).toEqual({
      radiiKm: [3, 5, 8, 12],
      offersPerRadius: 3,
      offerSeconds: 30,
    });
  });

  it('search ever farther and pause ever longer', () => {
    const growing = (values: readonly number[]) => [...values].sort((a, b) => a - b);
    const { radiiKm, backOffSeconds } = DEFAULT_DISPATCH_RULES;
    expect({ radiiKm, backOffSeconds }).toEqual({
      radiiKm: growing(radiiKm),
      backOffSeconds: growing(backOffSeconds),
    });
  });
});

describe('the search for a partner', () => {
  it('starts at the smallest radius', () => {
    expect(nextStep(SEARCH_START, RULES)).toEqual({ do: 'offer', radiusKm: 3 });
  });

  it('stays at a radius for three refused offers, then goes wider', () => {
    expect([
      stepAfter('refused'),
      stepAfter('refused', 'refused'),
      stepAfter('refused', 'refused', 'refused'),
    ]).toEqual([
      { do: 'offer', radiusKm: 3 },
      { do: 'offer', radiusKm: 3 },
      { do: 'offer', radiusKm: 5 },
    ]);
  });

  it('counts to three anew at the next radius', () => {
    const widened: SearchNews[] = ['refused', 'refused', 'refused'];
    expect(stepAfter(...widened, 'refused', 'refused')).toEqual({ do: 'offer', radiusKm: 5 });
    expect(stepAfter(...widened, ...widened)).toEqual({ do: 'offer', radiusKm: 8 });
  });

  it('leaves an empty radius at once', () => {
    expect(stepAfter('nobody')).toEqual({ do: 'offer', radiusKm: 5 });
  });

  it('leaves a radius that ran empty and forgets its refusals', () => {
    expect(searchAfter('refused', 'refused', 'nobody')).toEqual({ ...SEARCH_START, radiusIndex: 1 });
  });

  it('counts nothing for an offer that never reached its partner', () => {
    const { offersAtRadius, radiusIndex } = searchAfter('refused', 'unreached', 'unreached');
    expect({ offersAtRadius, radiusIndex }).toEqual({ offersAtRadius: 1, radiusIndex: 0 });
  });

  it('goes wider when ten offers at a radius reached nobody, and counts anew there', () => {
    const stale = Array<SearchNews>(10).fill('unreached');
    expect(stepAfter(...stale.slice(1))).toEqual({ do: 'offer', radiusKm: 3 });
    expect(stepAfter(...stale)).toEqual({ do: 'offer', radiusKm: 5 });
    expect(stepAfter(...stale, ...stale.slice(1))).toEqual({ do: 'offer', radiusKm: 5 });
    expect(stepAfter(...stale, ...stale, ...stale)).toEqual({ do: 'wait', seconds: 15 });
  });

  it('leaves the clock to its caller', () => {
    const clocks = (['refused', 'nobody', 'unreached', 'waited'] as const).map(
      (news) => afterStep(at(SEARCH_START, 77), news, RULES).elapsedSeconds,
    );
    expect(clocks).toEqual([77, 77, 77, 77]);
  });
});

describe('past the last radius', () => {
  it('pauses no longer than at first for a delivery that has lost its partner', () => {
    const pauseAfter = (rounds: number) =>
      nextStep({ ...searchAfter(...WHOLE_ROUND), rounds }, urgently(RULES));
    expect([0, 1, 7].map(pauseAfter)).toEqual(Array(3).fill({ do: 'wait', seconds: 15 }));
  });

  it('pauses', () => {
    expect(stepAfter(...WHOLE_ROUND)).toEqual({ do: 'wait', seconds: 15 });
  });

  it('starts over at the smallest radius after the pause', () => {
    expect(stepAfter(...WHOLE_ROUND, 'waited')).toEqual({ do: 'offer', radiusKm: 3 });
  });

  it('pauses longer after each round, and repeats the longest pause', () => {
    let state = SEARCH_START;
    const pauses = [1, 2, 3, 4, 5].map(() => {
      for (const news of WHOLE_ROUND) state = afterStep(state, news, RULES);
      const step = nextStep(state, RULES);
      state = afterStep(state, 'waited', RULES);
      return step;
    });
    expect(pauses).toEqual([15, 30, 45, 45, 45].map((seconds) => ({ do: 'wait', seconds })));
  });

  it('never waits past the limit', () => {
    expect(nextStep(at(searchAfter(...WHOLE_ROUND), 2_690), RULES)).toEqual({ do: 'wait', seconds: 10 });
  });
});

describe('giving up', () => {
  const anywhere: [string, SearchState][] = [
    ['at the first radius', SEARCH_START],
    ['between two offers', searchAfter('refused', 'refused')],
    ['past the last radius', searchAfter(...WHOLE_ROUND)],
  ];

  it.each(anywhere)('happens at the limit %s', (_, state) => {
    expect(nextStep(at(state, 2_700), RULES)).toEqual({ do: 'give-up' });
  });

  it.each(anywhere)('does not happen a second before the limit %s', (_, state) => {
    expect(nextStep(at(state, 2_699), RULES).do).not.toBe('give-up');
  });
});

describe('any search', () => {
  const seconds = (max: number) => fc.integer({ min: 1, max });
  const anyRules: fc.Arbitrary<DispatchRules> = fc.record({
    radiiKm: fc.array(seconds(20), { maxLength: 5 }),
    offersPerRadius: seconds(4),
    offerSeconds: seconds(60),
    backOffSeconds: fc.array(seconds(90), { maxLength: 4 }),
    giveUpAfterSeconds: seconds(1_200),
  });
  /** What each offer comes to, and how long a refused or lost one takes; an empty radius costs no time. */
  const anyNews = fc.infiniteStream(
    fc.tuple(fc.constantFrom<SearchNews>('refused', 'nobody', 'unreached'), seconds(60)),
  );

  /** Lives through a search to its end and returns every state on the way. */
  function live(rules: DispatchRules, news: Iterator<[SearchNews, number]>): SearchState[] {
    const states = [SEARCH_START];
    for (let state = SEARCH_START, step = nextStep(state, rules); step.do !== 'give-up'; ) {
      if (step.do === 'wait') {
        state = at(afterStep(state, 'waited', rules), state.elapsedSeconds + step.seconds);
      } else {
        const [what, took] = news.next().value as [SearchNews, number];
        const passed = what === 'nobody' ? 0 : Math.min(took, rules.offerSeconds);
        state = at(afterStep(state, what, rules), state.elapsedSeconds + passed);
      }
      states.push(state);
      if (states.length > 100_000) throw new Error('the search does not end');
      step = nextStep(state, rules);
    }
    return states;
  }

  it('ends by giving up, at most one offer after the limit', () => {
    fc.assert(
      fc.property(anyRules, anyNews, (rules, news) => {
        const end = live(rules, news).at(-1)?.elapsedSeconds;
        expect(end).toBeGreaterThanOrEqual(rules.giveUpAfterSeconds);
        expect(end).toBeLessThan(rules.giveUpAfterSeconds + rules.offerSeconds);
      }),
    );
  });

  it('never goes beyond the radii of its rules', () => {
    fc.assert(
      fc.property(anyRules, anyNews, (rules, news) => {
        const widest = Math.max(...live(rules, news).map((state) => state.radiusIndex));
        expect(widest).toBeLessThanOrEqual(rules.radiiKm.length);
      }),
    );
  });

  it('never makes more offers at a radius than its rules allow', () => {
    fc.assert(
      fc.property(anyRules, anyNews, (rules, news) => {
        const most = Math.max(...live(rules, news).map((state) => state.offersAtRadius));
        expect(most).toBeLessThan(rules.offersPerRadius);
      }),
    );
  });
});
