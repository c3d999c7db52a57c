/** @file All public exports of alpa-js: the planner, and what runs its plans on this machine. */
export type { ArgumentKind, ArgumentRole } from "./analysis/argument-roles.ts";
export type { CompanionOptions } from "./api/companions.ts";
export { DistributedArray } from "./api/distributed-array.ts";
export { EarlyStop, type EarlyStopOptions, type EarlyStopState } from "./api/early-stop.ts";
export { Executable } from "./api/executable.ts";
export { loadState } from "./api/load-state.ts";
export type { DeviceReport } from "./api/loaded-step.ts";
export type { ParallelizeOptions } from "./api/options.ts";
export { getLastExecutable, type ParallelizedStep, parallelize } from "./api/parallelize.ts";
export type { SaveOptions, SaveReport } from "./api/save-state.ts";
export { toHost, toJax } from "./api/to-host.ts";
export type { ArrayInput, HostTree, JaxTree, StepInputs, StepOutput } from "./api/tree-types.ts";
export { readManifest } from "./checkpoint/checkpoint.ts";
export { type Manifest, manifestSchema } from "./checkpoint/manifest.ts";
export type { Engine } from "./engines/engine.ts";
export { threads } from "./engines/threads/index.ts";
export * as optim from "./optim/index.ts";
export * from "./planner/index.ts";
