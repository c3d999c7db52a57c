/** @file The methods that need no options but constraints and those of a search, by the names that people give. */
import { type AutoOptions, auto } from "./auto.ts";
import { dataParallel } from "./data-parallel.ts";
import type { Method } from "./method.ts";
import type { Constraints } from "./search/constraints.ts";
import { shard } from "./shard.ts";
import { tensorParallel } from "./tensor-parallel.ts";
import { fsdp, zero } from "./zero.ts";

/** Options common to all methods. The planning target is not one of them; methods receive it with the step. */
export type MethodSearch = Constraints & Pick<AutoOptions, "onResult">;

export interface NamedMethod {
  /** What it does, in a line. */
  readonly about: string;
  readonly make: (search: MethodSearch) => Method;
}

export const namedMethods: Readonly<Record<string, NamedMethod>> = {
  data: { about: "replicate parameters, split the batch", make: dataParallel },
  tensor: { about: "Megatron-LM's column and row splits of matmul chains", make: tensorParallel },
  zero1: { about: "data parallel with split optimizer state", make: (search) => zero({ ...search, stage: 1 }) },
  zero2: { about: "zero1 with split gradients", make: (search) => zero({ ...search, stage: 2 }) },
  zero3: { about: "zero2 with split parameters", make: (search) => zero({ ...search, stage: 3 }) },
  fsdp: { about: "alias of zero3", make: fsdp },
  shard: { about: "the solver chooses every op's sharding and proves a lower bound", make: shard },
  auto: {
    about: "joint search over stages, microbatches, schedules, recomputation and shardings",
    make: auto,
  },
};
