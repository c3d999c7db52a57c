/** @file The table of contents: every public export of alpa-js, by name. Importing it first makes jax-js run on Node 20. */
import "./frontends/jaxjs/polyfill.ts";

export { DistributedArray } from "./api/distributed-array.ts";
export { type DeviceReport, Executable } from "./api/executable.ts";
export { getLastExecutable, type ParallelizedStep, type ParallelizeOptions, parallelize } from "./api/parallelize.ts";
export type { ArrayInput, StepInputs, StepOutput } from "./api/tree-types.ts";
export {
  AlpaError,
  Infeasible,
  InternalError,
  InvalidConfig,
  InvalidGraph,
  RuntimeFailure,
  Unsupported,
} from "./base/errors.ts";
export { clusterFromJson, parseCluster } from "./cluster/parse.ts";
export { chromeTrace } from "./draw/chrome-trace.ts";
export { drawTimeline, type TimelineBar } from "./draw/timeline.ts";
export { defineExample, type Example } from "./frontends/jaxjs/example.ts";
export { HostArray, TensorSpec } from "./frontends/jaxjs/host-array.ts";
export { layer } from "./frontends/jaxjs/layer.ts";
export { type AutoOptions, auto } from "./methods/auto.ts";
export { type Constraints, constrain, type Forbidden, type Pin, type Split } from "./methods/constraints.ts";
export { dataParallel } from "./methods/data-parallel.ts";
export { fixedPlan } from "./methods/fixed-plan.ts";
export type { JointSearchOptions } from "./methods/joint/search-pipeline.ts";
export { type ManualOptions, manual } from "./methods/manual.ts";
export { type MegatronOptions, megatron } from "./methods/megatron.ts";
export type { Method } from "./methods/method.ts";
export { type PipedreamOptions, pipedream } from "./methods/pipedream.ts";
export { type PipeshardOptions, pipeshard } from "./methods/pipeshard.ts";
export type { SearchOptions } from "./methods/search.ts";
export { shard } from "./methods/shard.ts";
export { type TensorParallelOptions, tensorParallel } from "./methods/tensor-parallel.ts";
export { fsdp, type ZeroOptions, zero } from "./methods/zero.ts";
export * as optim from "./optim/index.ts";
export { diffPlans, type PlanDifference } from "./plan/diff.ts";
export type { Mesh, MeshAxis, Placement } from "./plan/placement.ts";
export type { OpPlan, Plan, PortPlan, Prediction, StagePlan } from "./plan/plan.ts";
export { planFromJson, planSchema, planToJson } from "./plan/plan-file.ts";
export { type BytesPerParameter, type StateBytes, stateBytes, zeroStateBytes } from "./sharding/state-bytes.ts";
export type { SimulateOptions } from "./simulate/seconds.ts";
export type { MeshSimulation, Simulation } from "./simulate/simulate.ts";
export type { DeviceUsage, Usage } from "./simulate/usage.ts";
