/** @file Batches out of data in plain memory. */
import { InvalidConfig } from "../../base/errors.ts";
import { seededRandom } from "../../base/random.ts";
import { numElements } from "../../ir/types.ts";
import { HostArray } from "./host-array.ts";

/**
 * Rows of `tensors` (all of as many rows) in endless shuffled passes. The last rows of a pass that do not fill a batch
 * are left out.
 */
export function* shuffledBatches(
  tensors: readonly HostArray[],
  seed: number,
  batchSize: number,
): Generator<HostArray[], never> {
  const numRows = tensors[0].shape[0];
  if (!(batchSize >= 1 && batchSize <= numRows)) {
    throw new InvalidConfig("batch", `got ${batchSize} of ${numRows} examples; give 1 to ${numRows}`);
  }
  const random = seededRandom(seed);
  const order = Uint32Array.from({ length: numRows }, (_, i) => i);
  while (true) {
    for (let i = numRows - 1; i > 0; i--) {
      const j = random.int(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (let start = 0; start + batchSize <= numRows; start += batchSize) {
      yield tensors.map((tensor) => takeRows(tensor, order.subarray(start, start + batchSize)));
    }
  }
}

/** Whole batches of consecutive rows, once through. */
export function* orderedBatches(tensors: readonly HostArray[], batchSize: number): Generator<HostArray[]> {
  for (let start = 0; start + batchSize <= tensors[0].shape[0]; start += batchSize) {
    const rows = Uint32Array.from({ length: batchSize }, (_, i) => start + i);
    yield tensors.map((tensor) => takeRows(tensor, rows));
  }
}

function takeRows({ data, shape, dtype }: HostArray, rows: Uint32Array): HostArray {
  const width = numElements(shape.slice(1));
  const taken = HostArray.zeros([rows.length, ...shape.slice(1)], dtype);
  rows.forEach((row, i) => {
    taken.data.set(data.subarray(row * width, (row + 1) * width) as never, i * width);
  });
  return taken;
}
