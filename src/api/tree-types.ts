/** @file Types that keep the user's own pytrees: what a parallelized step takes and gives, derived from the step's own types. */
import type { HostArray } from "../frontends/jaxjs/host-array.ts";
import type { Array as JaxArray } from "../frontends/jaxjs/jax.ts";
import type { DistributedArray } from "./distributed-array.ts";

/** Anything a parallelized step takes where the step itself takes a jax-js array. */
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

/** Arguments of a parallelized step, from the step's. */
export type StepInputs<Args extends readonly unknown[]> = { [K in keyof Args]: MapArrays<Args[K], ArrayInput> };

/** Result of a parallelized step, from the step's. */
export type StepOutput<Result> = MapArrays<Result, DistributedArray>;
