import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapestAssignment, FORBIDDEN } from '../../domain/dispatch/assignment.ts';

/** Every way to give each row a column of its own. */
function* choices(rows: number, columns: number, used: number[] = []): Generator<number[]> {
  if (used.length === rows) {
    yield used;
    return;
  }
  for (let column = 0; column < columns; column += 1)
    if (!used.includes(column)) yield* choices(rows, columns, [...used, column]);
}

const tables = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
  .chain(([rows, more]) =>
    fc
      .array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(FORBIDDEN)), {
        minLength: rows * (rows + more),
        maxLength: rows * (rows + more),
      })
      .map((costs) => ({ rows, columns: rows + more, costs: Float64Array.from(costs) })),
  );

describe('the cheapest assignment', () => {
  it('costs as little as the best of all that there are, and gives each row a column of its own', () => {
    fc.assert(
      fc.property(tables, ({ rows, columns, costs }) => {
        const costOf = (columnOf: ArrayLike<number>) =>
          Array.from(columnOf).reduce(
            (sum, column, row) => sum + (costs[row * columns + column] as number),
            0,
          );
        const found = cheapestAssignment(costs, rows, columns);
        expect(new Set(found).size).toBe(rows);
        expect(costOf(found)).toBe(Math.min(...[...choices(rows, columns)].map(costOf)));
      }),
    );
  });
});
