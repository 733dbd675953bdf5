import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  qualityOf,
  rankPartners,
  SCORE_WEIGHTS,
  scorePartner,
} from '../../domain/dispatch/score.ts';

const RADIUS = 3_000;

const AVERAGE: Candidate = {
  partnerId: 'prt_average',
  distanceMetres: 1_000,
  rating: 4.2,
  offersAccepted: 40,
  offersAnswered: 50,
  deliveriesCompleted: 45,
  deliveriesTaken: 50,
};
const NEWCOMER: Candidate = {
  partnerId: 'prt_newcomer',
  distanceMetres: 1_000,
  rating: undefined,
  offersAccepted: 0,
  offersAnswered: 0,
  deliveriesCompleted: 0,
  deliveriesTaken: 0,
};

const score = (candidate: Candidate) => scorePartner(candidate, RADIUS).score;
const idsOf = (candidates: Candidate[]) => rankPartners(candidates, RADIUS).map((ranked) => ranked.partnerId);

const count = fc.integer({ min: 0, max: 10_000 });

/** Any record that could come out of a database, a nonsensical one included: more hits than tries, stars out of range. */
const anyCandidate: fc.Arbitrary<Candidate> = fc.record({
  partnerId: fc.string({ minLength: 1, maxLength: 4 }),
  distanceMetres: fc.double({ min: 0, max: 1e7, noNaN: true }),
  rating: fc.option(fc.double({ min: 0, max: 6, noNaN: true }), { nil: undefined }),
  offersAccepted: count,
  offersAnswered: count,
  deliveriesCompleted: count,
  deliveriesTaken: count,
});

/** Candidates from a few values each, so that equal scores and equal distances are common. */
const similarCandidates = fc.uniqueArray(
  fc.record({
    partnerId: fc.constantFrom(...'abcdefghij'),
    distanceMetres: fc.constantFrom(500, 3_000, 4_000),
    rating: fc.constantFrom(undefined, 4.5, 3),
    offersAccepted: fc.constantFrom(0, 4),
    offersAnswered: fc.constantFrom(4, 5),
    deliveriesCompleted: fc.constantFrom(0, 4),
    deliveriesTaken: fc.constant(5),
  }),
  { selector: (candidate) => candidate.partnerId, maxLength: 10 },
);

describe('the score of a partner', () => {
  it('weighs distance 40 %, rating 25 %, acceptance 20 % and completion 15 %', () => {
    expect(SCORE_WEIGHTS).toEqual({ distance: 0.4, rating: 0.25, acceptance: 0.2, completion: 0.15 });
  });

  it('has weights that sum to one', () => {
    expect(Object.values(SCORE_WEIGHTS).reduce<number>((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('agrees with an example worked out by hand', () => {
    const candidate = {
      partnerId: 'prt_example',
      distanceMetres: 1_200, // 1 − 1200/3000 = 0.6
      rating: 4.6, // (4.6 − 1)/4 = 0.9
      offersAccepted: 11, // with four of five imagined: 15/20 = 0.75
      offersAnswered: 15,
      deliveriesCompleted: 41, // with four of five imagined: 45/50 = 0.9
      deliveriesTaken: 45,
    };
    const scored = scorePartner(candidate, RADIUS);
    expect(scored.factors.distance).toBeCloseTo(0.6, 12);
    expect(scored.factors.rating).toBeCloseTo(0.9, 12);
    expect(scored.factors.acceptance).toBeCloseTo(0.75, 12);
    expect(scored.factors.completion).toBeCloseTo(0.9, 12);
    expect(scored.score).toBeCloseTo(0.24 + 0.225 + 0.15 + 0.135, 12);
  });

  it('keeps each factor and the score between 0 and 1 for any candidate', () => {
    fc.assert(
      fc.property(anyCandidate, fc.integer({ min: 1, max: 50_000 }), (candidate, radius) => {
        const scored = scorePartner(candidate, radius);
        for (const value of [...Object.values(scored.factors), scored.score]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gives 1 for distance at the door and 0 at the edge of the radius', () => {
    const distance = (distanceMetres: number) =>
      scorePartner({ ...AVERAGE, distanceMetres }, RADIUS).factors.distance;
    expect([distance(0), distance(RADIUS)]).toEqual([1, 0]);
  });

  it('prefers the nearer of two equally good partners', () => {
    const metres = fc.integer({ min: 0, max: RADIUS });
    fc.assert(
      fc.property(metres, metres, (near, far) => {
        fc.pre(near < far);
        expect(score({ ...AVERAGE, distanceMetres: near })).toBeGreaterThan(
          score({ ...AVERAGE, distanceMetres: far }),
        );
      }),
    );
  });

  it.each<[string, Partial<Candidate>, Partial<Candidate>]>([
    ['rating', { rating: 4.3 }, { rating: 4.2 }],
    ['acceptance rate', { offersAccepted: 41 }, { offersAccepted: 40 }],
    ['completion rate', { deliveriesCompleted: 46 }, { deliveriesCompleted: 45 }],
  ])('prefers the better %s, all else equal', (_, better, worse) => {
    expect(score({ ...AVERAGE, ...better })).toBeGreaterThan(score({ ...AVERAGE, ...worse }));
  });
});

describe('a newcomer', () => {
  it('counts as 4.5 stars with rates of 80 %', () => {
    const { rating, acceptance, completion } = scorePartner(NEWCOMER, RADIUS).factors;
    expect({ rating, acceptance, completion }).toEqual({ rating: 0.875, acceptance: 0.8, completion: 0.8 });
  });

  it('goes before a partner with poor facts', () => {
    const poor = { ...AVERAGE, partnerId: 'prt_poor', rating: 3.5, offersAccepted: 20 };
    expect(idsOf([poor, NEWCOMER])).toEqual(['prt_newcomer', 'prt_poor']);
  });

  it('goes after a partner with excellent facts', () => {
    const star = {
      ...AVERAGE,
      partnerId: 'prt_star',
      rating: 4.9,
      offersAccepted: 50,
      deliveriesCompleted: 50,
    };
    expect(idsOf([NEWCOMER, star])).toEqual(['prt_star', 'prt_newcomer']);
  });

  it('loses little by declining the first offer', () => {
    expect(scorePartner({ ...NEWCOMER, offersAnswered: 1 }, RADIUS).factors.acceptance).toBeCloseTo(
      4 / 6,
      12,
    );
  });

  it('is judged by facts alone in the end', () => {
    const veteran = { ...NEWCOMER, offersAnswered: 100_000, offersAccepted: 30_000 };
    expect(scorePartner(veteran, RADIUS).factors.acceptance).toBeCloseTo(0.3, 3);
  });
});

describe('the ranking', () => {
  it('puts the best score first, although farther away', () => {
    const near = { ...AVERAGE, partnerId: 'prt_near', distanceMetres: 900, rating: 2 };
    expect(idsOf([near, AVERAGE])).toEqual(['prt_average', 'prt_near']);
  });

  it('puts the nearer first when scores are equal', () => {
    // Past the radius the distance factor is 0 for both.
    const nearer = { ...AVERAGE, partnerId: 'prt_b', distanceMetres: 4_000 };
    const farther = { ...AVERAGE, partnerId: 'prt_a', distanceMetres: 5_000 };
    expect(idsOf([farther, nearer])).toEqual(['prt_b', 'prt_a']);
  });

  it('goes by id when distances are equal, too', () => {
    const [a, b, c] = ['prt_a', 'prt_b', 'prt_c'].map((partnerId) => ({ ...AVERAGE, partnerId }));
    expect(idsOf([b, c, a] as Candidate[])).toEqual(['prt_a', 'prt_b', 'prt_c']);
  });

  it('does not depend on the order of the candidates', () => {
    const listAndShuffled = similarCandidates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(listAndShuffled, ([list, shuffled]) => {
        expect(rankPartners(shuffled, RADIUS)).toEqual(rankPartners(list, RADIUS));
      }),
    );
  });

  it('leaves the list it was given as it is', () => {
    const candidates = [AVERAGE, { ...AVERAGE, partnerId: 'prt_nearer', distanceMetres: 1 }];
    rankPartners(candidates, RADIUS);
    expect(candidates.map((candidate) => candidate.partnerId)).toEqual(['prt_average', 'prt_nearer']);
  });
});

describe('the quality of a partner', () => {
  const factors = { distance: 0, rating: 1, acceptance: 0, completion: 0 };

  it('weighs rating and completion as the score does, 25 to 15', () => {
    expect(qualityOf(factors)).toBeCloseTo(25 / 40, 12);
    expect(qualityOf({ ...factors, completion: 1 })).toBe(1);
  });

  it('does not depend on where they are or what they accept', () => {
    expect(qualityOf({ ...factors, distance: 1, acceptance: 1 })).toBe(qualityOf(factors));
  });
});
