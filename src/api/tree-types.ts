/**
 * @file Argument and result types of a parallelized step, derived from the types of the user's own step and its
 * pytrees.
 */
import type { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import type { Array as JaxArray, JsTree } from "../frontends/jaxjs/jax.ts";
import type { DistributedArray } from "./distributed-array.ts";

/** The types that a parallelized step accepts in place of a jax-js array. */
export type ArrayInput = JaxArray | HostArray | DistributedArray;

/**
 * `T` with every leaf of type `From` replaced by `To`. A recursive tree type, as optimizers declare their state, is
 * recognized by containing lists of itself.
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

/** The types of tensors in a tree. */
export type AnyTensor = JaxArray | HostArray | TensorSpec | DistributedArray;

/** A tree with every tensor in host memory; numbers and booleans are unchanged. */
export type HostTree<T> = MapLeaves<T, AnyTensor, HostArray>;

/** A tree with every tensor as a jax-js array; numbers and booleans are unchanged. */
export type JaxTree<T> = MapLeaves<T, AnyTensor, JaxArray>;

/** Arguments of a parallelized step, from those of the user's step. */
export type StepInputs<Args extends readonly unknown[]> = {
  [K in keyof Args]: MapLeaves<Args[K], JaxArray, ArrayInput>;
};

/** Result of a parallelized step, from that of the user's step. */
export type StepOutput<Result> = MapLeaves<Result, JaxArray, DistributedArray>;
