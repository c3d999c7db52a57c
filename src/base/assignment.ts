/** @file The assignment of rows to columns with the largest total weight. */

/**
 * For each row, its column in an assignment with the largest total weight, or −1. A row gets only a column for which it
 * has a weight, and each column goes to at most one row. Takes rows² × columns steps (the Hungarian method with
 * potentials).
 * @param weights  per row, the positive weights of the columns that it may get
 */
export function assignment(weights: readonly ReadonlyMap<number, number>[]): number[] {
  const columns = [...new Set(weights.flatMap((row) => [...row.keys()]))];
  const numRows = weights.length;
  // Every row also has an extra column of weight 0, which stands for no column.
  const numColumns = columns.length + numRows;
  const cost = (row: number, column: number): number => {
    if (column < columns.length) return -(weights[row].get(columns[column]) ?? Number.NEGATIVE_INFINITY);
    return column - columns.length === row ? 0 : Number.POSITIVE_INFINITY;
  };
  const rowPrice = new Float64Array(numRows);
  const columnPrice = new Float64Array(numColumns);
  const rowOf = new Int32Array(numColumns).fill(-1);
  for (let start = 0; start < numRows; start++) {
    const distance = new Float64Array(numColumns).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(numColumns).fill(-1);
    const isDone = new Uint8Array(numColumns);
    let row = start;
    let last = -1;
    for (;;) {
      let next = -1;
      for (let column = 0; column < numColumns; column++) {
        if (isDone[column]) continue;
        const length = cost(row, column) - rowPrice[row] - columnPrice[column];
        const base = last < 0 ? 0 : distance[last];
        if (base + length < distance[column]) [distance[column], before[column]] = [base + length, last];
        if (next < 0 || distance[column] < distance[next]) next = column;
      }
      isDone[next] = 1;
      last = next;
      if (rowOf[next] < 0) break;
      row = rowOf[next];
    }
    const total = distance[last];
    rowPrice[start] += total;
    for (let column = 0; column < numColumns; column++) {
      if (!isDone[column] || column === last) continue;
      rowPrice[rowOf[column]] += total - distance[column];
      columnPrice[column] -= total - distance[column];
    }
    for (let column = last; column >= 0; column = before[column])
      rowOf[column] = before[column] < 0 ? start : rowOf[before[column]];
  }
  const chosen = new Array<number>(numRows).fill(-1);
  rowOf.forEach((row, column) => {
    if (row >= 0 && column < columns.length) chosen[row] = columns[column];
  });
  return chosen;
}
