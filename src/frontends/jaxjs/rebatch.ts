/** @file Batches of one size from chunks of any number of rows, such as files or pages of a database. */
import { InvalidConfig } from "../../base/errors.ts";
import { numElements, sameType } from "../../ir/types.ts";
import { HostArray } from "./host-array.ts";

/**
 * What happens to rows at the end that do not fill a batch:
 * - `drop`: they are left out.
 * - `smaller`: they are a smaller batch. A step compiles again for it; the devices and microbatches must divide it.
 * - `pad`: they are filled up with zeros. Every batch has one array more, the mask: 1 for a row of data and 0 for a
 *   row of zeros, by which the loss multiplies and divides: `loss.mul(mask).sum().div(mask.sum())`.
 * - `refuse`: an error.
 */
export const lastBatches = ["drop", "smaller", "pad", "refuse"] as const;
export type LastBatch = (typeof lastBatches)[number];

type Rows = readonly HostArray[];

/**
 * Batches of `batchSize` rows, in order, of chunks that have the same arrays with any number of rows (dim 0).
 *
 *     for await (const [x, y, mask] of rebatch(readFiles(), 64, "pad")) …
 */
export async function* rebatch(
  chunks: Iterable<Rows> | AsyncIterable<Rows>,
  batchSize: number,
  last: LastBatch = "drop",
): AsyncGenerator<HostArray[], void> {
  if (!(Number.isInteger(batchSize) && batchSize >= 1))
    throw new InvalidConfig("rebatch: batchSize", `got ${batchSize}; give an integer of 1 or more`);
  if (!lastBatches.includes(last))
    throw new InvalidConfig("rebatch: last", `got ${JSON.stringify(last)}; give ${lastBatches.join(", ")}`);
  const withMask = (batch: HostArray[], numRows: number): HostArray[] => {
    if (last !== "pad") return batch;
    return [...batch, new HostArray(new Float32Array(batchSize).fill(1, 0, numRows), [batchSize])];
  };
  let batch: HostArray[] | undefined;
  let filled = 0;
  let first: Rows | undefined;
  for await (const chunk of chunks) {
    first ??= chunk;
    const numRows = checkedRows(chunk, first);
    for (let start = 0; start < numRows; ) {
      batch ??= chunk.map(({ shape, dtype }) => HostArray.zeros([batchSize, ...shape.slice(1)], dtype));
      const count = Math.min(numRows - start, batchSize - filled);
      for (const [i, array] of chunk.entries()) copyRows(array, start, count, batch[i], filled);
      start += count;
      filled += count;
      if (filled < batchSize) continue;
      yield withMask(batch, filled);
      [batch, filled] = [undefined, 0];
    }
  }
  if (!batch || last === "drop") return;
  if (last === "refuse")
    throw new InvalidConfig(
      "rebatch",
      `the last batch has ${filled} of ${batchSize} rows; give another batch size, or "drop", "smaller" or "pad"`,
    );
  yield last === "pad" ? withMask(batch, filled) : batch.map((array) => headOf(array, filled));
}

/** The number of rows of a chunk. @throws InvalidConfig if its arrays are not those of the first chunk */
function checkedRows(chunk: Rows, first: Rows): number {
  const where = "rebatch: chunks";
  if (chunk.length === 0) throw new InvalidConfig(where, "got a chunk without arrays; give HostArrays of equal dim 0");
  if (chunk.length !== first.length)
    throw new InvalidConfig(where, `got ${chunk.length} arrays after ${first.length}; give the same in every chunk`);
  const numRows = chunk[0].shape[0];
  chunk.forEach((array, i) => {
    const [rows, ...rest] = array.shape;
    if (rows === undefined || rows !== numRows)
      throw new InvalidConfig(where, `array ${i} has ${rows ?? "no"} rows, array 0 has ${numRows}; give equally many`);
    if (!sameType({ dtype: array.dtype, shape: rest }, { dtype: first[i].dtype, shape: first[i].shape.slice(1) }))
      throw new InvalidConfig(where, `array ${i} has rows of another type than in the first chunk; give the same`);
  });
  return numRows;
}

const widthOf = ({ shape }: HostArray): number => numElements(shape.slice(1));

function copyRows(from: HostArray, start: number, count: number, to: HostArray, at: number): void {
  const width = widthOf(from);
  to.data.set(from.data.subarray(start * width, (start + count) * width) as never, at * width);
}

const headOf = (array: HostArray, count: number): HostArray =>
  new HostArray(array.data.slice(0, count * widthOf(array)), [count, ...array.shape.slice(1)], array.dtype);
