/** @file Checks the batches that an example's own code generates. */
import { InvalidConfig } from "../base/errors.ts";
import { numberOf } from "../base/units.ts";
import { type AnyExample, batchSpecs } from "../frontends/jaxjs/example.ts";
import type { HostArray } from "../frontends/jaxjs/host-array.ts";
import { sameType, typeText } from "../ir/types.ts";

/**
 * Yields the example's batches of `batchSize` examples, without end.
 * @throws InvalidConfig if the example's generator ends, a batch is too large to allocate, or shapes differ from
 *     `batch`
 */
export function* checkedBatches(example: AnyExample, seed: number, batchSize: number): Generator<HostArray[], never> {
  const where = `${example.name}: batches`;
  const batches = allocateBatch(batchSize, () => example.batches(seed, batchSize) as Iterator<HostArray[], unknown>);
  if (typeof batches?.next !== "function")
    throw new InvalidConfig(where, "gave no iterator; write a generator: *batches(seed, batchSize) { … }");
  for (let count = 0; ; count++) {
    const next = allocateBatch(batchSize, () => batches.next());
    if (next.done) {
      const remedy = count > 0 ? ", or train for as many --steps" : "";
      throw new InvalidConfig(where, `ended after ${count}; go on from the start of the data${remedy}`);
    }
    checkShapes(example, next.value, batchSize, where);
    yield next.value;
  }
}

/** Calls `make` and turns an allocation failure into an error about the batch size. */
function allocateBatch<T>(batchSize: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidConfig("--batch", `no batch of ${batchSize} examples can be made: ${error.message}; give fewer`);
  }
}

/** Checks names and shapes against the example's `batch`, if it declares one. */
function checkShapes(example: AnyExample, tensors: readonly HostArray[], batchSize: number, where: string): void {
  if (!example.batch) return;
  const names = Object.keys(example.batch);
  if (tensors.length !== names.length)
    throw new InvalidConfig(where, `gave ${numberOf(tensors.length, "tensor")}; give ${names.join(", ")}`);
  const specs = batchSpecs(example, batchSize);
  specs.forEach((spec, i) => {
    if (sameType(spec, tensors[i])) return;
    const [given, stated] = [tensors[i], spec].map(typeText);
    throw new InvalidConfig(where, `gave ${names[i]} as ${given}, the example's batch is ${stated}; make both alike`);
  });
}
