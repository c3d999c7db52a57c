/** @file Batches from data in host memory. */
import { InvalidConfig } from "../../base/errors.ts";
import { seededRandom } from "../../base/random.ts";
import { numElements } from "../../ir/types.ts";
import { HostArray } from "./host-array.ts";

/**
 * Endless batches of rows of `tensors`, which all have the same number of rows, shuffled anew in every pass. Rows at
 * the end of a pass that do not fill a batch are skipped.
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

/** Full batches of consecutive rows, in one pass. */
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
