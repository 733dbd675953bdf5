import { describe, expect, it } from 'vitest';
import { predictPreparation } from '../../domain/dispatch/preparation.ts';

const times = (count: number, minutes: number) => Array.from({ length: count }, () => minutes);

describe('how long a kitchen takes', () => {
  it('is what the restaurant says, before there are orders to learn from', () => {
    expect(predictPreparation({ toldMinutes: 15, recentMinutes: [] })).toBe(15);
  });

  it('comes near what it really took, order by order', () => {
    const learnt = (orders: number) =>
      predictPreparation({ toldMinutes: 10, recentMinutes: times(orders, 20) });
    expect(learnt(1)).toBe(12);
    expect(learnt(5)).toBeGreaterThan(learnt(1));
    expect(learnt(20)).toBeGreaterThan(16);
    expect(learnt(20)).toBeLessThan(20);
  });

  it('believes the latest orders more than earlier ones', () => {
    const slower = predictPreparation({ toldMinutes: 15, recentMinutes: [...times(5, 25), ...times(5, 10)] });
    const faster = predictPreparation({ toldMinutes: 15, recentMinutes: [...times(5, 10), ...times(5, 25)] });
    expect(slower).toBeGreaterThan(faster);
  });

  it('counts a forgotten tap on ready as slow cooking, not as hours of it, and a hasty one as quick', () => {
    const forgotten = predictPreparation({ toldMinutes: 10, recentMinutes: [600] });
    expect(forgotten).toBe(predictPreparation({ toldMinutes: 10, recentMinutes: [30] }));
    expect(predictPreparation({ toldMinutes: 9, recentMinutes: [0] })).toBe(
      predictPreparation({ toldMinutes: 9, recentMinutes: [3] }),
    );
  });
});
