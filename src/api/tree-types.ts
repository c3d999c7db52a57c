/**
 * @file Argument and result types of a parallelized step, derived from the types of the user's own step and its
 * pytrees.
 */
import type { HostArray } from "../frontends/jaxjs/host-array.ts";
import type { Array as JaxArray } from "../frontends/jaxjs/jax.ts";
import type { DistributedArray } from "./distributed-array.ts";

/** What a parallelized step accepts in place of a jax-js array. */
export type ArrayInput = JaxArray | HostArray | DistributedArray;

/** `T` with every jax-js array replaced by `To`. */
export type MapArrays<T, To> = T extends JaxArray
  ? To
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends (...args: never[]) => unknown
      ? T
      : T extends object
        ? { [K in keyof T]: MapArrays<T[K], To> }
        : T;

/** Arguments of a parallelized step, from those of the user's step. */
export type StepInputs<Args extends readonly unknown[]> = { [K in keyof Args]: MapArrays<Args[K], ArrayInput> };

/** Result of a parallelized step, from that of the user's step. */
export type StepOutput<Result> = MapArrays<Result, DistributedArray>;
