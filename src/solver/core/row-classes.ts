/**
 * @file Cost tables in compressed form. Rows that are equal up to a constant form one class, and so do columns. In
 * large tables, most rows belong to strategies that are equivalent for the neighbour.
 */
import type { Table } from "./table-pool.ts";

/** Entry (r, c) is `costs[rowClass[r] * numCols + colClass[c]] + rowShift[r] + colShift[c]`. */
export interface ClassTable {
  readonly rowClass: Int32Array;
  readonly colClass: Int32Array;
  readonly rowShift: Float64Array;
  readonly colShift: Float64Array;
  readonly numRows: number;
  readonly numCols: number;
  readonly costs: Float64Array;
}

/** Tables below `MIN_ENTRIES` are not compressed, nor are those that shrink by less than a factor of `MIN_SAVING`. */
const [MIN_ENTRIES, MIN_SAVING] = [1024, 4];

/**
 * Returns the compressed form of `table` (exact for integers), or undefined if it has more than a quarter of the
 * entries.
 */
export function findClasses({ rows, cols, data }: Table): ClassTable | undefined {
  if (rows * cols < MIN_ENTRIES) return undefined;
  const byRow = classesOf(rows, cols, (r, c) => data[r * cols + c]);
  const { first, shift } = byRow;
  if (first.length * MIN_SAVING > rows * cols) return undefined;
  const byCol = classesOf(cols, first.length, (c, k) => data[first[k] * cols + c] - shift[first[k]]);
  const [numRows, numCols] = [first.length, byCol.first.length];
  if (numRows * numCols * MIN_SAVING > rows * cols) return undefined;
  const costs = new Float64Array(numRows * numCols);
  for (let k = 0; k < numRows; k++) {
    for (let l = 0; l < numCols; l++) {
      const c = byCol.first[l];
      costs[k * numCols + l] = data[first[k] * cols + c] - shift[first[k]] - byCol.shift[c];
    }
  }
  return {
    rowClass: byRow.classOf,
    colClass: byCol.classOf,
    rowShift: shift,
    colShift: byCol.shift,
    numRows,
    numCols,
    costs,
  };
}

/**
 * Classifies `count` lines of `length` entries. Returns the class and the first finite entry of each line, and the
 * first line of each class.
 */
function classesOf(
  count: number,
  length: number,
  entry: (line: number, k: number) => number,
): { classOf: Int32Array; shift: Float64Array; first: number[] } {
  const classOf = new Int32Array(count);
  const shift = new Float64Array(count);
  const first: number[] = [];
  const buckets = new Map<number, number[]>();
  const isSame = (line: number, other: number): boolean => {
    for (let k = 0; k < length; k++) if (entry(line, k) - shift[line] !== entry(other, k) - shift[other]) return false;
    return true;
  };
  for (let line = 0; line < count; line++) {
    let k = 0;
    while (k < length && entry(line, k) === Infinity) k++;
    shift[line] = k < length ? entry(line, k) : 0;
    let hash = k;
    for (; k < length; k++) hash = (Math.imul(hash, 31) + hashOf(entry(line, k) - shift[line])) | 0;
    const bucket = buckets.get(hash) ?? [];
    buckets.set(hash, bucket);
    const known = bucket.find((own) => isSame(line, first[own]));
    classOf[line] = known ?? first.length;
    if (known !== undefined) continue;
    bucket.push(first.length);
    first.push(line);
  }
  return { classOf, shift, first };
}

function hashOf(value: number): number {
  return value === Infinity ? 1 : (value % 4294967291) | 0;
}
