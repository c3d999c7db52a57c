/**
 * @file Argument and result types of a parallelized step, derived from the types of the user's own step and its
 * pytrees.
 */
import type { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import type { Array as JaxArray, JsTree } from "../frontends/jaxjs/jax.ts";
import type { DistributedArray } from "./distributed-array.ts";

/** What a parallelized step accepts in place of a jax-js array. */
export type ArrayInput = JaxArray | HostArray | DistributedArray;

/**
 * `T` with every leaf of type `From` replaced by `To`. A tree of any depth, as optimizers declare their state, is known
 * by containing lists of itself.
 */
export type MapLeaves<T, From, To> = unknown extends T ? T : [T[]] extends [T] ? JsTree<To> : MapParts<T, From, To>;

type MapParts<T, From, To> = T extends From
  ? To
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends (...args: never[]) => unknown
      ? T
      : T extends object
        ? { [K in keyof T]: MapLeaves<T[K], From, To> }
        : T;

/** What the tensors of a tree may be. */
export type AnyTensor = JaxArray | HostArray | TensorSpec | DistributedArray;

/** A tree with every tensor in host memory; numbers and booleans stay what they are. */
export type HostTree<T> = MapLeaves<T, AnyTensor, HostArray>;

/** A tree with every tensor as a jax-js array; numbers and booleans stay what they are. */
export type JaxTree<T> = MapLeaves<T, AnyTensor, JaxArray>;

/** Arguments of a parallelized step, from those of the user's step. */
export type StepInputs<Args extends readonly unknown[]> = {
  [K in keyof Args]: MapLeaves<Args[K], JaxArray, ArrayInput>;
};

/** Result of a parallelized step, from that of the user's step. */
export type StepOutput<Result> = MapLeaves<Result, JaxArray, DistributedArray>;
