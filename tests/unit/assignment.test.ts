import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapestAssignment, FORBIDDEN } from '../../domain/dispatch/assignment.ts';

const sumOf = (costs: Float64Array, columns: number, columnOf: ArrayLike<number>) =>
  Array.from(columnOf).reduce((sum, column, row) => sum + (costs[row * columns + column] as number), 0);

/** The cheapest sum of all that there are. */
function bruteForce(costs: Float64Array, rows: number, columns: number): number {
  const taken = new Set<number>();
  function cheapest(row: number): number {
    if (row === rows) return 0;
    let best = Number.POSITIVE_INFINITY;
    for (let column = 0; column < columns; column++) {
      if (taken.has(column)) continue;
      taken.add(column);
      best = Math.min(best, (costs[row * columns + column] as number) + cheapest(row + 1));
      taken.delete(column);
    }
    return best;
  }
  return cheapest(0);
}

/** Small costs, so that equal ones are common; negative ones, and pairs that must not be. */
const cost = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -5, max: 15 }) },
  { weight: 1, arbitrary: fc.constant(FORBIDDEN) },
);
const anyTable = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2 }))
  .chain(([rows, spare]) => {
    const columns = rows + spare;
    const size = rows * columns;
    return fc
      .array(cost, { minLength: size, maxLength: size })
      .map((costs) => ({ rows, columns, costs: Float64Array.from(costs) }));
  });

describe('the cheapest assignment', () => {
  it('is as cheap as the best of all assignments', () => {
    fc.assert(
      fc.property(anyTable, ({ rows, columns, costs }) => {
        const columnOf = cheapestAssignment(costs, rows, columns);
        expect(sumOf(costs, columns, columnOf)).toBe(bruteForce(costs, rows, columns));
      }),
      { numRuns: 500 },
    );
  });

  it('gives each row a column of its own', () => {
    fc.assert(
      fc.property(anyTable, ({ rows, columns, costs }) => {
        const columnOf = Array.from(cheapestAssignment(costs, rows, columns));
        expect(new Set(columnOf).size).toBe(rows);
        expect(columnOf.every((column) => column >= 0 && column < columns)).toBe(true);
      }),
    );
  });

  it('gives up the cheapest pair where that makes the sum cheaper', () => {
    expect(Array.from(cheapestAssignment(Float64Array.of(1, 2, 2, 9), 2, 2))).toEqual([1, 0]);
  });
});
