/**
 * @file `alpa-js/planner`: traces a step, plans it for a cluster, lowers, simulates, explains and draws the plan. It
 * imports nothing from Node, so it runs in a browser, a web worker and Node alike. It contains no engine to execute a
 * plan.
 */
import "../frontends/jaxjs/polyfill.ts";

export {
  AlpaError,
  DeviceLost,
  Infeasible,
  InternalError,
  InvalidConfig,
  InvalidGraph,
  RuntimeFailure,
  Unsupported,
} from "../base/errors.ts";
export type { Cluster } from "../cluster/cluster.ts";
export { clusterFromJson, parseCluster } from "../cluster/parse.ts";
export { type Profile, parseProfile } from "../cost/profile.ts";
export type { TimelineBar } from "../draw/bars.ts";
export { chromeTrace } from "../draw/chrome-trace.ts";
export { drawStageMap } from "../draw/stage-map.ts";
export { drawTimeline } from "../draw/timeline.ts";
export { orderedBatches, shuffledBatches } from "../frontends/jaxjs/batches.ts";
export {
  type AnyExample,
  type AnyTrainable,
  type BatchSpecs,
  defineExample,
  defineTrainable,
  type Evaluation,
  type Example,
  exampleSpecs,
  type Initializer,
  initialState,
  type Leaf,
  type Traced as TracedState,
  type Trainable,
} from "../frontends/jaxjs/example.ts";
export { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
export { layer } from "../frontends/jaxjs/layer.ts";
export { prefetch } from "../frontends/jaxjs/prefetch.ts";
export { type LastBatch, rebatch } from "../frontends/jaxjs/rebatch.ts";
export type { TracedStep, TraceSource } from "../frontends/trace-source.ts";
export { lower } from "../lower/lower.ts";
export type { Program } from "../lower/program.ts";
export { type AutoOptions, auto } from "../methods/auto.ts";
export { dataParallel } from "../methods/data-parallel.ts";
export { fixedPlan } from "../methods/fixed-plan.ts";
export type { JointSearchOptions } from "../methods/joint/search-pipeline.ts";
export { type ManualOptions, manual } from "../methods/manual.ts";
export { type MegatronOptions, megatron } from "../methods/megatron.ts";
export type {
  Method,
  PlanDefaults,
  PlannedStep,
  PlanRequest,
  SearchBudget,
  SearchSpace,
  Target,
} from "../methods/method.ts";
export { type PipedreamOptions, pipedream } from "../methods/pipedream.ts";
export { type PipeshardOptions, pipeshard } from "../methods/pipeshard.ts";
export type { Progress } from "../methods/progress.ts";
export { type Constraints, constrain, type Forbidden, type Pin, type Split } from "../methods/search/constraints.ts";
export type { SearchOptions } from "../methods/search/search-plan.ts";
export { shard } from "../methods/shard.ts";
export { type TensorParallelOptions, tensorParallel } from "../methods/tensor-parallel.ts";
export { fsdp, type ZeroOptions, zero } from "../methods/zero.ts";
export { diffPlans, type PlanDifference } from "../plan/diff.ts";
export type { Mesh, MeshAxis, Placement } from "../plan/placement.ts";
export type { Estimate, OpPlan, Plan, PortPlan, StagePlan } from "../plan/plan.ts";
export { planFromJson, planSchema, planToJson } from "../plan/plan-file.ts";
export type { Explanation } from "../sharding/explain.ts";
export { type BytesPerParameter, type StateBytes, stateBytes, zeroStateBytes } from "../sharding/state-bytes.ts";
export type { SimulateOptions } from "../simulate/seconds.ts";
export { type MeshSimulation, type Simulation, simulateProgram } from "../simulate/simulate.ts";
export type { DeviceUsage, Usage } from "../simulate/usage.ts";
export { type CompileOptions, type Planned, planStep } from "./compile.ts";
export { explainPlanned } from "./explain.ts";
export { perDeviceTexts, shardedTexts } from "./hlo-text.ts";
export { type PlannedGraph, type PlanOptions, planGraph } from "./plan-source.ts";
