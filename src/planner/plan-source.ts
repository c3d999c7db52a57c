/**
 * @file The planner: runs its passes in order, trace → simplify → plan. During `plan`, the method asks for the step
 * with the microbatch counts that it considers. The planner knows no frontend: the step comes from a TraceSource or is
 * a graph.
 */
import { findLayers, givenLayers, type LayerOps, layersIfAny } from "../analysis/layers.ts";
import { splitMicrobatches, splitNotice } from "../analysis/microbatch.ts";
import { computeIn, type NarrowWeights, type Precision } from "../analysis/precision.ts";
import { rematerialize } from "../analysis/remat.ts";
import { matchState } from "../analysis/state.ts";
import { stateNotices } from "../analysis/state-notices.ts";
import { batchSize, type Step } from "../analysis/step.ts";
import { abandonOnce, runAsync } from "../base/cooperative.ts";
import { RuntimeFailure, Unsupported } from "../base/errors.ts";
import { memoize } from "../base/memoize.ts";
import { graceAfter, type StopSignal } from "../base/stop-signal.ts";
import type { TracedStep, TraceSource } from "../frontends/trace-source.ts";
import { hasAttention } from "../ir/attention.ts";
import type { Graph } from "../ir/graph.ts";
import { simplify } from "../ir/simplify.ts";
import {
  checkDevices,
  leastRemat,
  type Method,
  type PlanRequest,
  recomputesScores,
  repeatsWholeLayers,
  type SearchBudget,
  type Target,
} from "../methods/method.ts";
import type { Progress, Searching } from "../methods/progress.ts";
import { graphIdentity } from "../plan/identity.ts";
import type { Plan, Remat } from "../plan/plan.ts";
import { PassClock, type PassName, type PassSeconds } from "./pass-clock.ts";

export interface PlanOptions extends Target, SearchBudget {
  readonly method: Method;
  readonly devices: number;
  /** Default: the method's choice, or 1. */
  readonly microbatches?: number;
  /** Element type of the per-example part (analysis/precision.ts). Default: as traced. */
  readonly precision?: Precision;
  /** Where the weights of a 16-bit precision are. Default: stored in the state. */
  readonly narrowWeights?: NarrowWeights;
  /**
   * The recomputation of every layer (analysis/remat.ts). Default: the method's choice, or else what the engine of the
   * cluster does by itself: "fused" if it fuses kernels and the step has layers, "none" if not.
   */
  readonly remat?: Remat;
  /** When aborted, the search ends with its best plan so far. */
  readonly signal?: StopSignal;
  /** Seconds after an abort in which a search without a plan may still find its first one. Default: 0.4. */
  readonly graceSeconds?: number;
  /** Called with each step that the method asks for, before the method plans it. */
  readonly onStep?: (step: Step) => void;
  /** Called when a pass begins. */
  readonly onPass?: (pass: PassName) => void;
  /**
   * Called with the graph that a pass produced. Passes: `trace`, `canonicalize`, `sink-views`, `precision`,
   * `microbatch`, `remat`.
   */
  readonly onGraph?: (pass: string, graph: Graph) => void;
  /** Called many times a second with the progress of a search. */
  readonly onProgress?: (progress: Progress) => void;
}

/** A step and its plan. Reports, simulation and execution derive from these. */
export interface PlannedGraph {
  readonly step: Step;
  readonly plan: Plan;
  readonly method: Method;
  /** The cluster, profile and memory limit that the plan is for. */
  readonly target: Target;
  /** Inputs that look like state but are not treated as state, and why. */
  readonly notices: readonly string[];
  /** One line about the extra cost of splitting the batch into microbatches; absent if it is negligible. */
  readonly cutNotice?: string;
  readonly seconds: PassSeconds;
}

/** All notices to the user about a planned step: inputs that look like state, then the cost of microbatches. */
export const noticesOf = ({ notices, cutNotice }: PlannedGraph): readonly string[] =>
  cutNotice === undefined ? notices : [...notices, cutNotice];

/** Plans a step of any frontend. */
export function* planSource(source: TraceSource, options: PlanOptions): Searching<PlannedGraph> {
  const { method, devices, precision = "f32", narrowWeights, onStep } = options;
  checkDevices(devices);
  const clock = new PassClock(options.onPass);
  const { onGraph } = options;
  const asTraced = memoize((share: number): TracedStep => {
    const step = clock.run("trace", () => source.trace(share));
    onGraph?.("trace", step.graph);
    return step;
  });
  const traced = memoize((share: number) => {
    const step = asTraced(share);
    const { graph: raw, batchInputs } = step;
    return clock.run("simplify", () => {
      const simplified = simplify(raw, onGraph && (({ name, after }) => onGraph(name, after)));
      const { stateOf, notices } = traceState(simplified, step);
      const converted = computeIn(precision, { graph: simplified, batchInputs, stateOf }, narrowWeights);
      if (converted.graph !== simplified) onGraph?.("precision", converted.graph);
      return { ...converted, notices };
    });
  });
  asTraced(1);
  yield;
  const whole = traced(1);
  yield;
  const { cluster, profile, memoryBytes, seconds, gap, signal } = options;
  const asked = options.remat ?? (method.defaults && (method.defaults.remat ?? "none"));
  const remat = asked === "none" ? undefined : asked;
  const flash = method.defaults ? method.defaults.flash === true : recomputesScores(cluster);
  const wholeLayers = method.defaults ? method.defaults.wholeLayers === true : repeatsWholeLayers(cluster);
  /** By number of microbatches. */
  const cuts = new Map<number, Step>();
  const rematOf = new Map<Step, Recomputation>();
  const request: PlanRequest = {
    ...{ cluster, profile, memoryBytes, seconds, gap, signal, devices, remat },
    batch: batchSize(whole),
    microbatches: options.microbatches ?? method.defaults?.microbatches,
    step(microbatches, updates = 1, own = asked) {
      const { graph, batchInputs, stateOf } = traced(updates);
      const step = clock.run("microbatch", () => {
        const microbatched = splitMicrobatches(graph, { batchInputs, stateOf, microbatches });
        cuts.set(microbatches, microbatched);
        onGraph?.("microbatch", microbatched.graph);
        const choice = own ?? leastRemat(cluster);
        if (choice === "none") return microbatched;
        const layers =
          own === undefined ? layersIfAny(microbatched) : layersFor(microbatched, own, method.defaults?.layers);
        if (!layers) return microbatched;
        const { step: rematerialized, ...choices } = recompute(
          microbatched,
          layers,
          choice,
          flash && hasAttention(microbatched.graph),
          wholeLayers,
        );
        onGraph?.("remat", rematerialized.graph);
        rematOf.set(rematerialized, choices);
        return rematerialized;
      });
      onStep?.(step);
      return step;
    },
  };
  const { step, plan } = yield* clock.runSearch("plan", method.plan(request));
  return {
    step,
    plan: { ...plan, ...rematOf.get(step), graph: graphIdentity(step.graph) },
    method,
    target: { cluster, profile, memoryBytes },
    notices: whole.notices,
    cutNotice: splitNotice(cuts.get(step.microbatches) ?? step),
    seconds: clock.seconds,
  };
}

/**
 * Returns, for each output of the simplified graph, the input that it replaces in the next call, or −1; and notices
 * about inputs that look like state but are not treated as state.
 */
export function traceState(
  simplified: Graph,
  { batchInputs, findState }: TracedStep,
): { readonly stateOf: readonly number[]; readonly notices: readonly string[] } {
  if (findState) return { stateOf: findState(simplified), notices: [] };
  const stateOf = matchState(simplified, batchInputs);
  return { stateOf, notices: stateNotices(simplified, batchInputs, stateOf) };
}

/**
 * Plans a traced graph. Its batch size is fixed, so asynchronous methods cannot divide the batch among several updates.
 */
export function planGraph(traced: TracedStep, options: PlanOptions): Promise<PlannedGraph> {
  const { name } = traced.graph;
  const trace = (share: number): TracedStep => {
    if (share === 1) return traced;
    throw new Unsupported(name, `is a graph for one batch, and ${options.method.name} asks for a share of 1/${share}`);
  };
  return runPlanning({ name, trace }, options);
}

/**
 * Plans in short slices, so that the event loop keeps running.
 * @throws RuntimeFailure when the signal is aborted and no first plan is found within the grace period
 */
export async function runPlanning(source: TraceSource, options: PlanOptions): Promise<PlannedGraph> {
  const grace = graceAfter(options.signal, options.graceSeconds ?? defaultGraceSeconds);
  let hasPlan = false;
  const planning = abandonOnce(() => !hasPlan && grace.aborted, planSource(source, options));
  const planned = await runAsync(planning, (progress) => {
    if (!progress) return;
    hasPlan ||= progress.seconds < Number.POSITIVE_INFINITY;
    options.onProgress?.(progress);
  });
  if (planned) return planned;
  throw new RuntimeFailure(options.method.name, "was stopped before it found a first plan; let it search for longer");
}

/**
 * Plans the step of a planned graph, with its recomputation, by another method or for another target. The method takes
 * the step as it is, so what was found about the step (kernels, layers, stages) is not found again.
 */
export async function replan(
  { step, plan: { remat, layers, flash, wholeLayers, graph }, notices, cutNotice }: PlannedGraph,
  { method, devices, ...target }: Pick<PlanOptions, "method" | "devices"> & Target,
): Promise<PlannedGraph> {
  const clock = new PassClock();
  const { microbatches } = step;
  const batch = batchSize(step) * microbatches;
  const request: PlanRequest = { ...target, devices, batch, microbatches, remat, step: () => step };
  const planned = await runAsync(clock.runSearch("plan", method.plan(request)));
  const identity = planned.step === step ? graph : graphIdentity(planned.step.graph);
  return {
    step: planned.step,
    plan: { ...planned.plan, ...{ remat, layers, flash, wholeLayers, graph: identity } },
    ...{ method, target, notices, cutNotice, seconds: clock.seconds },
  };
}

/** Default grace period. Together with the longest slice of work, a stopped search answers within a second. */
const defaultGraceSeconds = 0.4;

/**
 * The layers that recompute what was asked for.
 * @param remat     one choice for all layers, or one per layer
 * @param opLayers  the layers of an existing plan; found by analysis when omitted
 */
function layersFor(step: Step, remat: Remat | readonly Remat[], opLayers: Plan["layers"]): LayerOps {
  if (typeof remat === "string") return findLayers(step, { numLayers: "auto" });
  return opLayers ? givenLayers(step, opLayers, remat.length) : findLayers(step, { numLayers: remat.length });
}

/** What a plan says about recomputation. */
type Recomputation = Pick<Plan, "remat" | "layers" | "flash" | "wholeLayers">;

/** Returns the rematerialized step, its layers and the choice of each. */
function recompute(
  step: Step,
  layers: LayerOps,
  remat: Remat | readonly Remat[],
  flash: boolean,
  wholeLayers: boolean,
): { readonly step: Step } & Recomputation {
  const choices = typeof remat === "string" ? Array<Remat>(layers.numLayers).fill(remat) : remat;
  return {
    step: rematerialize(step, layers, choices, { flash, wholeLayers }),
    remat: choices,
    layers: [...layers.opLayers],
    ...(flash && { flash }),
    ...(wholeLayers && choices.includes("full") && { wholeLayers }),
  };
}
