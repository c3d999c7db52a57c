/**
 * @file The report of a plan: everything known about it without running it, in one form for all methods. `--json`,
 * texts and drawings use it.
 */
import type { Precision } from "../../analysis/precision.ts";
import { findRoles, isWeightRole, type Role } from "../../analysis/roles.ts";
import type { Step } from "../../analysis/step.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import type { MeshCost } from "../../cost/mesh-cost.ts";
import type { Profile } from "../../cost/profile.ts";
import { bytesOf, numElements, typeText } from "../../ir/types.ts";
import { partitionStages } from "../../lower/partition.ts";
import { localType, type MeshAxis, placementText } from "../../plan/placement.ts";
import type { Estimate, PipelinePlan, Plan, Remat, StagePlan } from "../../plan/plan.ts";
import { valuePlacements } from "../../sharding/check-plan.ts";
import { computeSecondsOf, planCost } from "../../sharding/plan-cost.ts";
import { stateBytesOfStages } from "../../sharding/state-bytes.ts";
import type { Usage } from "../../simulate/usage.ts";
import type { PlannedGraph } from "../plan-source.ts";
import { planFeatures } from "./plan-features.ts";
import { type PlannedCollective, plannedBytes, plannedCollectives } from "./planned-program.ts";
import type { SimulatedStep } from "./simulated-step.ts";
import { stageCosts } from "./stage-costs.ts";
import { type UndividedDim, undividedDims } from "./undivided-dims.ts";

/** Bytes on each device of a stage. */
export interface StageMemory {
  readonly parameters: number;
  readonly optimizer: number;
  /** All gradients, each in its smallest placement. Live gradients also count in `temporaries`. */
  readonly gradients: number;
  /** Batch inputs of the whole step. */
  readonly batch: number;
  /** Peak bytes of activations, gradients and collective buffers together. Only for plans with one stage. */
  readonly temporaries?: number;
  /** Peak bytes in total. Absent for a plan of several stages that was not simulated. */
  readonly peak?: number;
  /** Bytes that a device of this stage may use: its memory, or the requested limit if that is lower. */
  readonly limit: number;
}

export interface StageReport {
  /** First and last layer of each chunk; empty when the model is not split into stages. */
  readonly layers: NonNullable<StagePlan["layers"]>;
  /** Parameters of this stage, before they are split over its devices. */
  readonly numParameters: number;
  readonly devices: readonly number[];
  readonly mesh: readonly MeshAxis[];
  readonly memory: StageMemory;
  /** Collectives of one device in one step. Absent for a plan of several stages that was not simulated. */
  readonly collectives?: readonly PlannedCollective[];
  /** Usage of each device in the simulated step, and the peak number of microbatches in flight. */
  readonly simulated?: Usage & { readonly peakInFlight: number };
}

/** Parameters of one type and placement whose names differ only in their indices. */
export interface PlannedParameters {
  readonly name: string;
  readonly type: string;
  readonly count: number;
  readonly stage: number;
  readonly placement: string;
  readonly bytesPerDevice: number;
}

/** The cost model's estimate of one step. */
export interface EstimateReport extends Omit<Estimate, "peakBytes"> {
  /** Compute part of `seconds`. Both parts are present only for plans with one stage. */
  readonly computeSeconds?: number;
  readonly communicationSeconds?: number;
  /** (seconds − boundSeconds) / seconds. Present when a search proved a lower bound. */
  readonly gap?: number;
}

/** The output of `alpa plan --json`, for all methods. Unknown values are omitted. */
export interface PlanReport extends ConfigurationReport {
  readonly method: string;
  /** Short phrases that summarize the strategy: recomputation, how far parameters and optimizer state are split. */
  readonly features: readonly string[];
  readonly numParameters: number;
  /** The pipeline schedule. Present when the plan has several stages. */
  readonly pipeline?: PipelinePlan;
  /** Estimate of the cost model that searches use. Absent for pipelines that no search made. */
  readonly estimate?: EstimateReport;
  /** Result of the simulator, which steps through the plan's program. */
  readonly simulated?: Omit<SimulatedStep, "stages">;
  /** Peak bytes over all devices. Absent when the plan was neither estimated nor simulated. */
  readonly peakBytes?: number;
  readonly stages: readonly StageReport[];
  readonly parameters: readonly PlannedParameters[];
  /** Dims of weights that are not split because they do not divide by a mesh axis, the most expensive first. */
  readonly undividedDims: readonly UndividedDim[];
  readonly planningSeconds: PlannedGraph["seconds"];
}

/** The planned configuration: the user's request, completed with the method's choices. */
export interface ConfigurationReport {
  readonly model: string;
  readonly cluster: string;
  readonly devices: number;
  readonly batch: number;
  readonly microbatches: number;
  /** Element type of the per-example part of the step; state keeps its own type. */
  readonly precision: Precision;
  /** By layer: the recomputation in its backward pass; empty if nothing is recomputed. */
  readonly remat: readonly Remat[];
}

export interface ReportOptions {
  readonly cluster: Cluster;
  readonly profile?: Profile;
  /** Memory limit per device in bytes; the devices' own memory when omitted. */
  readonly memoryBytes?: number;
  readonly simulated?: SimulatedStep;
}

/** Returns the report of a planned step, with its simulation if `options` has one. */
export function reportPlan(
  planned: PlannedGraph,
  configuration: ConfigurationReport,
  options: ReportOptions,
): PlanReport {
  const { step, plan, seconds } = planned;
  const costs = stageCosts(plan, options.cluster, options.profile);
  const isPipeline = plan.stages.length > 1;
  const estimate = isPipeline ? plan.estimate : (plan.estimate ?? planCost(step, plan, costs[0]));
  const report: PlanReport = {
    ...configuration,
    method: plan.method,
    features: planFeatures(step, plan),
    numParameters: inputsOf(step, isWeightRole).reduce((sum, input) => sum + elementsOf(step, input), 0),
    ...(plan.pipeline && isPipeline && { pipeline: plan.pipeline }),
    ...(estimate && { estimate: estimateReport(step, plan, estimate, isPipeline ? undefined : costs[0]) }),
    ...withPeak(plan, stageReports(planned, costs, options)),
    parameters: groupParameters(step, plan),
    undividedDims: undividedDims(step, plan, costs),
    planningSeconds: seconds,
  };
  return options.simulated ? withSimulation(planned, report, options.simulated) : report;
}

/** Adds the simulation of its program to the report of a planned step. */
export function withSimulation({ step, plan }: PlannedGraph, report: PlanReport, simulated: SimulatedStep): PlanReport {
  const isPipeline = plan.stages.length > 1;
  const collectives = isPipeline ? plannedCollectives(step, partitionStages(step, plan)) : undefined;
  const stages = report.stages.map((stage, index): StageReport => {
    const { peakBytes: peak, ...usage } = simulated.stages[index];
    return {
      ...stage,
      ...(isPipeline && { memory: { ...stage.memory, peak } }),
      ...(collectives && { collectives: collectives[index] }),
      simulated: usageOf(usage),
    };
  });
  return {
    ...report,
    simulated: { seconds: simulated.seconds, traffic: simulated.traffic },
    ...withPeak(plan, stages),
  };
}

/** Stages, and the peak of all devices if it is known. */
function withPeak({ estimate }: Plan, stages: readonly StageReport[]): Pick<PlanReport, "peakBytes" | "stages"> {
  const peaks = stages.flatMap(({ memory: { peak } }) => (peak === undefined ? [] : [peak]));
  const peakBytes = peaks.length > 0 ? Math.max(...peaks) : estimate?.peakBytes;
  return { ...(peakBytes !== undefined && { peakBytes }), stages };
}

function estimateReport(
  step: Step,
  plan: Plan,
  { seconds, boundSeconds, symmetry }: Pick<Estimate, "seconds" | "boundSeconds" | "symmetry">,
  cost: MeshCost | undefined,
): EstimateReport {
  const computeSeconds = cost && computeSecondsOf(step, plan, cost);
  return {
    seconds,
    ...(computeSeconds !== undefined && { computeSeconds, communicationSeconds: seconds - computeSeconds }),
    ...(boundSeconds !== undefined && { boundSeconds, gap: (seconds - boundSeconds) / seconds }),
    ...(symmetry && { symmetry }),
  };
}

function stageReports(
  { step, plan }: PlannedGraph,
  costs: readonly MeshCost[],
  { memoryBytes }: ReportOptions,
): StageReport[] {
  const state = stateBytesOfStages(step, plan);
  const parts = plan.stages.length === 1 ? partitionStages(step, plan) : undefined;
  const collectives = parts && plannedCollectives(step, parts);
  return plan.stages.map(({ mesh, devices, layers = [] }, stage) => {
    const batch = inputsOf(step, (role) => role === "batch").reduce((sum, input) => {
      if (plan.inputs[input].stage !== stage) return sum;
      const type = step.graph.types[step.graph.inputs[input].value];
      return sum + bytesOf(localType(type, plan.inputs[input].placement, mesh));
    }, 0);
    const limit = Math.min(costs[stage].memoryBytes, memoryBytes ?? Number.POSITIVE_INFINITY);
    const { parameters, optimizer, gradients } = state[stage];
    return {
      layers,
      numParameters: inputsOf(step, isWeightRole)
        .filter((input) => plan.inputs[input].stage === stage)
        .reduce((sum, input) => sum + elementsOf(step, input), 0),
      devices,
      mesh: mesh.axes,
      memory: {
        parameters,
        optimizer,
        gradients,
        batch: batch * step.microbatches,
        ...(parts && plannedBytes(step, plan, parts, costs[stage].fusion === "flash")),
        limit,
      },
      ...(collectives && { collectives: collectives[stage] }),
    };
  });
}

const usageOf = ({
  computeSeconds,
  communicationSeconds,
  idleSeconds,
  bubble,
  peakInFlight,
}: Omit<SimulatedStep["stages"][number], "peakBytes">): StageReport["simulated"] => ({
  computeSeconds,
  communicationSeconds,
  idleSeconds,
  bubble,
  peakInFlight,
});

const inputsOf = (step: Step, has: (role: Role) => boolean): number[] => {
  const { inputs } = findRoles(step);
  return step.graph.inputs.flatMap((_, input) => (has(inputs[input]) ? [input] : []));
};

const elementsOf = ({ graph }: Step, input: number): number =>
  numElements(graph.types[graph.inputs[input].value].shape);

function groupParameters(step: Step, plan: Plan): PlannedParameters[] {
  const { graph } = step;
  const placements = valuePlacements(graph, plan);
  const groups = new Map<string, PlannedParameters>();
  for (const input of inputsOf(step, isWeightRole)) {
    const { name: whole, value } = graph.inputs[input];
    const { stage } = plan.inputs[input];
    const name = whole.replace(/\[\d+\]/g, "[*]");
    const type = typeText(graph.types[value]);
    const placement = placementText(placements[value]);
    const bytes = bytesOf(localType(graph.types[value], placements[value], plan.stages[stage].mesh));
    const key = `${name} ${type} ${stage} ${placement}`;
    const { count = 0, bytesPerDevice = 0 } = groups.get(key) ?? {};
    groups.set(key, { name, type, count: count + 1, stage, placement, bytesPerDevice: bytesPerDevice + bytes });
  }
  return [...groups.values()].sort((a, b) => b.bytesPerDevice - a.bytesPerDevice);
}
