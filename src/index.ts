/** @file All public exports of alpa-js: the planner, and what runs its plans on this machine. */
export type { ArgumentKind, ArgumentRole } from "./analysis/argument-roles.ts";
export { DistributedArray } from "./api/distributed-array.ts";
export { Executable } from "./api/executable.ts";
export { type LoadedTree, loadState } from "./api/load-state.ts";
export type { DeviceReport } from "./api/loaded-step.ts";
export type { ParallelizeOptions } from "./api/options.ts";
export { getLastExecutable, type ParallelizedStep, parallelize } from "./api/parallelize.ts";
export type { SaveOptions, SaveReport } from "./api/save-state.ts";
export { type JaxTree, toHost, toJax } from "./api/to-host.ts";
export type { ArrayInput, StepInputs, StepOutput } from "./api/tree-types.ts";
export { readManifest } from "./checkpoint/checkpoint.ts";
export { type Manifest, manifestSchema } from "./checkpoint/manifest.ts";
export type { Engine } from "./engines/engine.ts";
export { threads } from "./engines/threads/index.ts";
export * as optim from "./optim/index.ts";
export * from "./planner/index.ts";
