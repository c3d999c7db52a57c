/** @file The usual train step: computes the gradients of a loss and applies an optimizer's updates. */
import type { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { type JsTree, type numpy as np, tree, valueAndGrad } from "../frontends/jaxjs/jax.ts";
import { type Arrays, applyUpdates, type Optimizer } from "./optimizer.ts";

/** The state that a train step replaces: parameters and the optimizer's state. */
export interface TrainState<Params, Memory> {
  params: Params;
  optimizer: Memory;
}

type AnyTensor = np.Array | HostArray | TensorSpec;

/** The kinds of the leaves of a tree. */
type LeafOf<T> = unknown extends T
  ? AnyTensor
  : T extends AnyTensor
    ? T
    : T extends readonly (infer Element)[]
      ? LeafOf<Element>
      : T extends object
        ? LeafOf<T[keyof T]>
        : never;

/** The initial state of training and its step. */
export interface Training<Params, Batch extends np.Array[]> {
  /** The state before the first step. `params` may have leaves of any kind; they are not consumed. */
  init<Initial>(params: Initial): TrainState<Initial, JsTree<LeafOf<Initial>>>;
  /** The state after one step, and the loss before it. Consumes its arguments. */
  step(state: TrainState<Params, Arrays>, ...batch: Batch): { state: TrainState<Params, Arrays>; loss: np.Array };
}

/**
 * Training that minimizes `loss` with `optimizer`:
 *
 *     const { init, step } = minimize(loss, adam(1e-3));
 *     const trainStep = (state, images, labels) => step(state, images, labels);
 *
 * @param loss  a scalar from parameters and batch; consumes both
 */
export function minimize<Params, Batch extends np.Array[]>(
  loss: (params: Params, ...batch: Batch) => np.Array,
  optimizer: Optimizer,
): Training<Params, Batch> {
  // jax-js works out the type of the gradients; of a generic tree it cannot.
  const lossAndGradients = valueAndGrad(loss) as unknown as (params: Params, ...batch: Batch) => [np.Array, Params];
  return {
    init: (params) => ({ params, optimizer: optimizer.init(params) as never }),
    step({ params, optimizer: memory }, ...batch) {
      const keep = (): Params => tree.ref(params as never);
      const [value, gradients] = lossAndGradients(keep(), ...batch);
      const [updates, next] = optimizer.update(gradients, memory, keep());
      return { state: { params: applyUpdates(params, updates), optimizer: next }, loss: value };
    },
  };
}
