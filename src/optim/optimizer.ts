/**
 * @file An optimizer is a pair of pure jax-js functions in optax's style. `init` makes its state from the parameters;
 * `update` turns gradients into updates, which `applyUpdates` adds. As in jax-js, arguments are consumed: pass `.ref`
 * (or `tree.ref`) of arrays that you keep.
 */
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { type JsTree, numpy as np, tree } from "../frontends/jaxjs/jax.ts";

/** Pytree of jax-js arrays. */
export type Arrays = JsTree<np.Array>;

/** Pytree of jax-js arrays, host arrays or specs, from which an optimizer can make its state. */
export type AnyTensors = JsTree<np.Array | HostArray | TensorSpec>;

export interface Optimizer {
  /**
   * The state before the first step, all zeros, with leaves of the same kind as the parameters'. `HostArray`s and
   * `TensorSpec`s use none of jax-js's memory. Does not consume `params`, a pytree.
   */
  init(params: unknown): AnyTensors;
  /**
   * Consumes all three.
   * @returns updates to add to the parameters, and the next state
   */
  update<Params>(gradients: Params, state: Arrays, params: Params): [updates: Params, state: Arrays];
}

/** Parameters plus updates. Consumes both. */
export const applyUpdates = <Params>(params: Params, updates: Params): Params =>
  mapArrays((param, update) => param.add(update), params, updates);

/** `tree.map` over trees of arrays that preserves their type. `fn` decides whether a tree is consumed. */
export const mapArrays = <Tree>(fn: (...leaves: np.Array[]) => np.Array, first: Tree, ...rest: Tree[]): Tree =>
  tree.map(fn as never, first as never, ...(rest as never[])) as Tree;

/** Zeros of a shape, of the kind of a leaf. */
export function zerosOf(leaf: unknown, shape: readonly number[]): np.Array | HostArray | TensorSpec {
  if (leaf instanceof TensorSpec) return new TensorSpec([...shape], leaf.dtype);
  if (leaf instanceof HostArray) return HostArray.zeros([...shape], leaf.dtype);
  return np.zeros([...shape], { dtype: (leaf as np.Array).dtype });
}

/** Zeros of the shape and kind of every leaf. */
export const zerosLike = (params: unknown): AnyTensors =>
  tree.map(((leaf: np.Array) => zerosOf(leaf, leaf.shape)) as never, params as never) as AnyTensors;

/** A scalar zero of the kind of the leaves. */
export function zeroLike(params: unknown): np.Array | HostArray | TensorSpec {
  const [first] = tree.leaves(params as never) as (np.Array | HostArray | TensorSpec | undefined)[];
  if (first instanceof TensorSpec) return new TensorSpec([]);
  return first instanceof HostArray ? HostArray.zeros([]) : np.zeros([], { dtype: np.float32 });
}

/** Applies optimizers in order, each to the updates of the one before. */
export function chain(...optimizers: readonly Optimizer[]): Optimizer {
  return {
    init: (params) => optimizers.map((optimizer) => optimizer.init(params)),
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      const states = state as Arrays[];
      let updates = gradients;
      const next = optimizers.map((optimizer, i) => {
        const [updated, nextState] = optimizer.update(updates, states[i], tree.ref(params as never));
        updates = updated;
        return nextState;
      });
      tree.dispose(params as never);
      return [updates, next];
    },
  };
}
