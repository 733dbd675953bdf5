import { describe, expect, it } from 'vitest';
import { type Candidate, fairRating, recommend } from '../../domain/restaurant/recommend.ts';

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  cuisines: [],
  rating: 4,
  ratingCount: 100,
  isNew: false,
  metres: 500,
  timesOrdered: 0,
  ordersLately: 0,
  ...more,
});
const kinds = (...args: Parameters<typeof recommend>) =>
  recommend(...args).map(({ id, reason }) => `${id} ${reason.kind}`);

describe('recommend', () => {
  it('takes from each shelf in turn, and each restaurant once', () => {
    const candidates = [
      candidate('plain'),
      candidate('mine', { timesOrdered: 5, ordersLately: 90, cuisines: ['sushi'] }),
      candidate('mine too', { timesOrdered: 2 }),
      candidate('crowded', { ordersLately: 12 }),
      candidate('alike', { cuisines: ['sushi'] }),
      candidate('fresh', { isNew: true, rating: 4.6, ratingCount: 8 }),
    ];
    expect(kinds(candidates, [{ times: 5, cuisines: ['sushi'] }], 10)).toEqual([
      'mine order-again',
      'alike your-cuisine',
      'crowded popular-nearby',
      'fresh well-rated-and-new',
      'mine too order-again',
      'plain nearby',
    ]);
  });

  it('knows the cuisine that was ordered most', () => {
    const candidates = [
      candidate('a', { cuisines: ['thai', 'pizza'] }),
      candidate('b', { cuisines: ['pizza'] }),
    ];
    const orders = [
      { times: 1, cuisines: ['thai'] },
      { times: 6, cuisines: ['pizza', 'italian'] },
    ];
    const [first] = recommend(candidates, orders, 1);
    expect(first).toEqual({ id: 'a', reason: { kind: 'your-cuisine', cuisine: 'pizza' } });
  });

  it('of a stranger shows what is good and near, and no more than asked', () => {
    const candidates = [
      candidate('far', { metres: 4_000, rating: 4.4 }),
      candidate('near'),
      candidate('good', { rating: 4.8 }),
    ];
    expect(kinds(candidates, [], 2)).toEqual(['good nearby', 'near nearby']);
    expect(recommend([], [], 5)).toEqual([]);
  });

  it('does not call three orders of a badly rated new place well rated', () => {
    expect(kinds([candidate('bad', { isNew: true, rating: 3.9 })], [], 1)).toEqual(['bad nearby']);
  });

  it('trusts a rating of many more than one of few', () => {
    expect(fairRating({ rating: 5, ratingCount: 1 })).toBeLessThan(
      fairRating({ rating: 4.6, ratingCount: 300 }),
    );
    expect(fairRating({ rating: null, ratingCount: 0 })).toBe(4);
  });
});
