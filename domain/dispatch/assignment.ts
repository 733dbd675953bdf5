/** A cost that no sum of real ones reaches: the pair must not be. */
export const FORBIDDEN = 1e9;

/**
 * The assignment of each row to a column of its own that costs least in sum: exact, by shortest augmenting paths (Jonker and
 * Volgenant), in time rows² × columns at worst.
 * @param costs row by row, finite; at most as many rows as columns
 * @returns the column of each row
 */
export function cheapestAssignment(costs: Float64Array, rows: number, columns: number): Int32Array {
  // Prices of rows and columns under which no pair is cheaper than the sum of its two, and no assigned pair dearer.
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const rowOf = new Int32Array(columns).fill(-1);
  const columnOf = new Int32Array(rows).fill(-1);
  /** The shortest way found so far from the new row to each column, and the column before it. */
  const distance = new Float64Array(columns);
  const before = new Int32Array(columns);
  /** Columns, those whose shortest way is known in front. */
  const order = new Int32Array(columns);

  // Most rows get their cheapest column without a search.
  const waiting: number[] = [];
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let column = 1; column < columns; column++) {
      const better = (costs[row * columns + column] as number) - (costs[row * columns + best] as number);
      if (better < 0 || (better === 0 && rowOf[best] !== -1)) best = column;
    }
    rowPrice[row] = costs[row * columns + best] as number;
    if (rowOf[best] === -1) {
      rowOf[best] = row;
      columnOf[row] = best;
    } else waiting.push(row);
  }

  for (const added of waiting) {
    for (let column = 0; column < columns; column++) order[column] = column;
    distance.fill(Number.POSITIVE_INFINITY);
    before.fill(-1);
    let known = 0;
    let row = added;
    let through = -1;
    let length = 0;
    let free = -1;
    while (free < 0) {
      const offset = row * columns;
      const base = length - (rowPrice[row] as number);
      let nearest = known;
      length = Number.POSITIVE_INFINITY;
      for (let place = known; place < columns; place++) {
        const column = order[place] as number;
        const way = base + (costs[offset + column] as number) - (columnPrice[column] as number);
        let shortest = distance[column] as number;
        if (way < shortest) {
          shortest = way;
          distance[column] = way;
          before[column] = through;
        }
        if (shortest < length) {
          length = shortest;
          nearest = place;
        }
      }
      through = order[nearest] as number;
      order[nearest] = order[known] as number;
      order[known++] = through;
      row = rowOf[through] as number;
      if (row < 0) free = through;
    }
    rowPrice[added] = (rowPrice[added] as number) + length;
    for (let place = 0; place < known - 1; place++) {
      const column = order[place] as number;
      const saved = length - (distance[column] as number);
      columnPrice[column] = (columnPrice[column] as number) - saved;
      const assigned = rowOf[column] as number;
      rowPrice[assigned] = (rowPrice[assigned] as number) + saved;
    }
    // Along the shortest way, each row moves on to the next column.
    for (let column = free; column >= 0; ) {
      const previous = before[column] as number;
      const mover = previous < 0 ? added : (rowOf[previous] as number);
      rowOf[column] = mover;
      columnOf[mover] = column;
      column = previous;
    }
  }
  return columnOf;
}
