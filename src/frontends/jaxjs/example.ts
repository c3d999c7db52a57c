/**
 * @file The description of a training program: its initial state, its train step, the shapes of its batch, and, for
 * training, its data. The same function makes the state for runs (seeded numbers in host memory) and for planning
 * (shapes only), so that one program can train a small model here and be planned at 175B parameters.
 */
import { InvalidConfig } from "../../base/errors.ts";
import { type Random, seededRandom } from "../../base/random.ts";
import { numElements } from "../../ir/types.ts";
import { HostArray, TensorSpec } from "./host-array.ts";
import type { numpy as np, tree } from "./jax.ts";

/** A leaf of a state that is not on a device yet. */
export type Leaf = HostArray | TensorSpec;

/** The same tree with jax-js arrays as leaves, as a train step receives it. */
export type Traced<State> = tree.MapJsTree<State, Leaf, np.Array>;

/** Makes the leaves of a state: numbers in one mode, shapes in the other. */
export interface Initializer {
  /** Uniform random numbers with mean 0 and standard deviation `deviation`. */
  random(shape: readonly number[], deviation: number): Leaf;
  fill(shape: readonly number[], value: number): Leaf;
}

/** The tensors of a batch, by the names and in the order of the train step's arguments after the state. */
export type BatchSpecs = Readonly<Record<string, TensorSpec>>;

/** Placements by name for `manual`, on the axes `data` and `model`. */
export type ExamplePlacements = Readonly<Record<string, readonly (string | readonly string[] | null)[]>>;

/** A training step with the information that planning needs, without data. */
export interface Trainable<State> {
  readonly name: string;
  readonly description: string;
  readonly init: (make: Initializer) => State;
  /** An ordinary jax-js function; its parameters' names are the names of the graph's inputs. */
  readonly trainStep: (state: Traced<State>, ...batch: np.Array[]) => { state: Traced<State>; loss: np.Array };
  /**
   * Shapes of one example, without the batch dim: `{ images: new TensorSpec([784]), labels: new TensorSpec([], "i32")
   * }`. An argument that is not in `batchArgs` has its whole shape here.
   */
  readonly batch?: BatchSpecs;
  /** Arguments of `trainStep` whose dim 0 is the batch. */
  readonly batchArgs: readonly number[];
  /** The learning rate by the number of updates before, as the optimizer has it: for progress and metrics. */
  readonly learningRate?: (step: np.Array) => np.Array;
  /** For `--method manual` without placements of its own. */
  readonly placements?: ExamplePlacements;
}

// biome-ignore lint/suspicious/noExplicitAny: stands for a training step of any state type.
export type AnyTrainable = Trainable<any>;

/** A training step with training data and, optionally, a metric and held-out data. */
export interface Example<State> extends Trainable<State> {
  /** Endless batches in an order that depends on the seed. */
  readonly batches: (seed: number, batchSize: number) => Iterator<HostArray[], never>;
  readonly evaluation?: Evaluation<State>;
  readonly defaults: { readonly batch: number; readonly steps: number };
}

// biome-ignore lint/suspicious/noExplicitAny: stands for an example of any state type.
export type AnyExample = Example<any>;

export interface Evaluation<State> {
  /** E.g. "test accuracy". */
  readonly metric: string;
  /** The metric's mean over one batch. Consumes its arguments. */
  readonly step: (state: Traced<State>, ...batch: np.Array[]) => np.Array;
  /** Full batches of held-out data, in one pass. */
  readonly batches: (batchSize: number) => Iterable<HostArray[]>;
  /** A number to compare the metric with, e.g. the unigram entropy of the text. */
  readonly reference?: { readonly name: string; readonly value: () => number };
}

/** An example as written: all arguments in `batch` have the batch as dim 0 unless `batchArgs` says which do. */
type Definition<T extends AnyTrainable> = Omit<T, "batchArgs"> & Partial<Pick<T, "batchArgs">>;

/** A training step to plan. */
export const defineTrainable = <State>(step: Definition<Trainable<State>>): Trainable<State> => ({
  ...step,
  batchArgs: batchArgsOf(step),
});

/**
 * Defines an example for `alpa run` and `alpa plan`, as a module's default export. With `batch` it can be planned from
 * shapes alone; otherwise shapes come from the first batch of data.
 */
export const defineExample = <State>(example: Definition<Example<State>>): Example<State> => ({
  ...example,
  batchArgs: batchArgsOf(example),
});

function batchArgsOf({ name, batch, batchArgs }: Definition<AnyTrainable>): readonly number[] {
  if (batchArgs) return batchArgs;
  if (batch) return Object.keys(batch).map((_, i) => i + 1);
  throw new InvalidConfig(
    `example ${name}`,
    "says nothing of its batch; give the shapes of one example, as in batch: { x: new TensorSpec([784]) }, or batchArgs: [1]",
  );
}

/** The initial state for a seed, in host memory. */
export function initialState<State>(example: Pick<Trainable<State>, "init">, seed: number): State {
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
export const stateSpecs = <State>(example: Pick<Trainable<State>, "init">): State =>
  example.init({ random: (shape) => new TensorSpec(shape), fill: (shape) => new TensorSpec(shape) });

/** Arguments to trace `trainStep` with, for any batch size. */
export const exampleSpecs = <State>(
  example: Trainable<State> | Example<State>,
  batchSize: number,
): [State, ...TensorSpec[]] => [stateSpecs(example), ...batchSpecs(example, batchSize)];

/** The types of a batch of any size. */
export function batchSpecs(example: AnyTrainable | AnyExample, batchSize: number): TensorSpec[] {
  const isBatch = (i: number): boolean => example.batchArgs.includes(i + 1);
  if (example.batch)
    return Object.values(example.batch).map((spec, i) =>
      isBatch(i) ? new TensorSpec([batchSize, ...spec.shape], spec.dtype) : spec,
    );
  if (!("batches" in example))
    throw new InvalidConfig(example.name, "has neither batch nor data; give the shapes of its batch");
  const one = example.batches(0, 1).next().value;
  return one.map(({ shape, dtype }, i) => new TensorSpec(isBatch(i) ? [batchSize, ...shape.slice(1)] : shape, dtype));
}
