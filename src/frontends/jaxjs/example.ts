/**
 * @file What a training program tells `alpa run`: how its state begins, its train step, its data. `defineExample` only types it.
 * State is made by one function for real runs (seeded numbers in plain memory) and for planning (shapes only), so that the same
 * program trains a small model here and is planned at 175B parameters.
 */
import { InvalidConfig } from "../../base/errors.ts";
import { type Random, seededRandom } from "../../base/random.ts";
import { numElements } from "../../ir/types.ts";
import { HostArray, TensorSpec } from "./host-array.ts";
import type { numpy as np, tree } from "./jax.ts";

/** A leaf of a state that is not on any device yet. */
export type Leaf = HostArray | TensorSpec;

/** The same tree with jax-js arrays for leaves: what a train step sees. */
export type Traced<State> = tree.MapJsTree<State, Leaf, np.Array>;

/** Makes the leaves of a state: numbers in one mode, shapes in the other. */
export interface Initializer {
  /** Uniform random numbers of mean 0 and standard deviation `deviation`. */
  random(shape: readonly number[], deviation: number): Leaf;
  fill(shape: readonly number[], value: number): Leaf;
}

export interface Evaluation<State> {
  /** E.g. "test accuracy". */
  readonly metric: string;
  /** The metric's mean over one batch. Consumes its arguments. */
  readonly step: (state: Traced<State>, ...batch: np.Array[]) => np.Array;
  /** Whole batches of held-out data, once through. */
  readonly batches: (batchSize: number) => Iterable<HostArray[]>;
  /** A number to compare the metric with, e.g. the unigram entropy of the text. */
  readonly reference?: { readonly name: string; readonly value: () => number };
}

export interface Example<State> {
  readonly name: string;
  readonly description: string;
  readonly init: (make: Initializer) => State;
  /** An ordinary jax-js function; its parameters' names are the names of the graph's inputs. */
  readonly trainStep: (state: Traced<State>, ...batch: np.Array[]) => { state: Traced<State>; loss: np.Array };
  /** Arguments of `trainStep` whose dim 0 is the batch. */
  readonly batchArgs: readonly number[];
  /** Endless batches in an order that the seed decides. */
  readonly batches: (seed: number, batchSize: number) => Iterator<HostArray[], never>;
  readonly evaluation?: Evaluation<State>;
  /**
   * Placements by name (as `manual` takes them) on the axes `data` and `model`, for `--method manual` without placements of its own.
   */
  readonly placements?: Readonly<Record<string, readonly (string | readonly string[] | null)[]>>;
  readonly defaults: { readonly batch: number; readonly steps: number };
}

// biome-ignore lint/suspicious/noExplicitAny: stands for an example of any state type.
export type AnyExample = Example<any>;

/** Types an example; returns it as it is. */
export const defineExample = <State>(example: Example<State>): Example<State> => example;

/** The state that a seed begins with, in plain memory. */
export function initialState<State>(example: Example<State>, seed: number): State {
  const random: Random = seededRandom(seed);
  return example.init({
    random(shape, deviation) {
      const limit = Math.sqrt(3) * deviation;
      const data = new Float32Array(numElements(shape));
      for (let i = 0; i < data.length; i++) data[i] = (2 * random.next() - 1) * limit;
      return new HostArray(data, shape);
    },
    fill: (shape, value) => new HostArray(new Float32Array(numElements(shape)).fill(value), shape),
  });
}

/** The state's shapes; allocates nothing. */
export const stateSpecs = <State>(example: Example<State>): State =>
  example.init({ random: (shape) => new TensorSpec(shape), fill: (shape) => new TensorSpec(shape) });

/** Arguments to trace `trainStep` with, for any batch size: the data of one example tells the shapes of all. */
export function exampleSpecs<State>(example: Example<State>, batchSize: number): [State, ...TensorSpec[]] {
  const one = example.batches(0, 1).next().value;
  const specs = one.map(({ shape, dtype }, i) => {
    const isBatch = example.batchArgs.includes(i + 1);
    return new TensorSpec(isBatch ? [batchSize, ...shape.slice(1)] : shape, dtype);
  });
  return [stateSpecs(example), ...specs];
}

/**
 * Rows of `tensors` (all of as many rows) in endless shuffled passes. The last rows of a pass that do not fill a batch are left out.
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
