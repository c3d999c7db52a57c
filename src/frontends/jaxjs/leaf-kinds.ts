/**
 * @file The kinds of leaves of a step's arguments: arrays, plain numbers and booleans, other plain values, and values
 * that a step does not take.
 */
import { isForeignArray, refusalOfForeign } from "./copies.ts";
import { HostArray, TensorSpec } from "./host-array.ts";
import { type DType, Array as JaxArray } from "./jax.ts";

/** A jax-js abstract value. It is not a plain object, so that jax-js treats it as a leaf. */
export class AbstractArray {
  readonly shape: number[];
  readonly dtype: DType;
  readonly weakType: boolean;

  constructor(shape: readonly number[], dtype: DType, weakType: boolean) {
    this.shape = [...shape];
    this.dtype = dtype;
    this.weakType = weakType;
  }
}

/** The key under which other array classes provide their type. */
export const leafType: unique symbol = Symbol("type of an array for jax-js");

/** An array of a class that jax-js does not know, such as a handle to an array on the devices. */
export interface TypedLeaf {
  readonly [leafType]: AbstractArray;
}

/**
 * `scalar`: a number or boolean; `plain`: a string, null, undefined or function, which can only be compiled in;
 * `other`: a value that a step does not take.
 */
export type LeafKind = "array" | "scalar" | "plain" | "other";

export function leafKind(leaf: unknown): LeafKind {
  if (isArray(leaf)) return "array";
  if (typeof leaf === "number" || typeof leaf === "boolean") return "scalar";
  if (typeof leaf === "string" || typeof leaf === "function" || leaf === null || leaf === undefined) return "plain";
  return "other";
}

export const isTypedLeaf = (leaf: unknown): leaf is TypedLeaf =>
  typeof leaf === "object" && leaf !== null && leafType in leaf;

const isArray = (leaf: unknown): boolean =>
  leaf instanceof JaxArray ||
  leaf instanceof HostArray ||
  leaf instanceof TensorSpec ||
  leaf instanceof AbstractArray ||
  isTypedLeaf(leaf);

/** The base class of jax-js's arrays and of what stands for them while a function is traced; no export names it. */
const Tracer = Object.getPrototypeOf(JaxArray) as typeof JaxArray;

/**
 * Says what a leaf of kind `other` is and what to pass instead, as the rest of a sentence that begins with its name.
 */
export function refusalOf(leaf: unknown): string {
  if (typeof leaf === "bigint") return "is a BigInt; pass a number, or a HostArray of i32";
  if (typeof leaf === "symbol") return "is a symbol; pass a string";
  if (leaf instanceof Tracer)
    return "belongs to a jax-js trace that is under way; call the parallelized step outside of grad, vmap and jit";
  if (isForeignArray(leaf)) return refusalOfForeign(leaf);
  if (leaf instanceof Promise) return "is a Promise; await it first";
  const kind = (leaf as object).constructor?.name;
  if (ArrayBuffer.isView(leaf))
    return `is a ${kind} without a shape; pass np.array(…) or new HostArray(data, shape, dtype)`;
  if (leaf instanceof Date) return "is a Date; pass a number, such as its getTime()";
  if (kind === undefined) return "is an object without a prototype; pass a plain object, such as { ...it }";
  return (
    `is an instance of ${kind}, and trees are made of plain objects and lists; pass its contents, ` +
    "or name the argument in staticArgs to compile it in"
  );
}
