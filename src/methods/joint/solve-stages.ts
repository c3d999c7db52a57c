/**
 * @file Solves the stages that the joint search chose and combines their plans. Every stage is solved as a whole within
 * the memory of its devices, with the saved activations of all microbatches in flight. Identical stages are solved
 * once, for the first of them, which has the most microbatches in flight.
 */
import { findLayers, type Layers } from "../../analysis/layers.ts";
import { rematerialize } from "../../analysis/remat.ts";
import { StageCutter, type StagePlace } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { InternalError } from "../../base/errors.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { hasAttention } from "../../ir/attention.ts";
import { definingOps } from "../../ir/graph.ts";
import { findSchedule } from "../../schedules/registry.ts";
import { tieLayers } from "../../sharding/problem/identical-layers.ts";
import type { PlannedStage } from "../../stage-search/stage-problem.ts";
import { type StageSeconds, stepSeconds } from "../../stage-search/step-seconds.ts";
import type { PlannedStep } from "../method.ts";
import { combineStages, type PlannedStage as StagePart } from "../stages/combine-stages.ts";
import type { Setting } from "./joint-problem.ts";
import { LayerProblem } from "./layers/layer-problem.ts";
import { sliceFromPart } from "./layers/layer-slices.ts";
import type { StageConfig } from "./stage-candidates.ts";

/** A stage that the search chose. */
export interface ChosenStage
  extends Pick<
    PlannedStage<StageConfig>,
    "chunks" | "submesh" | "devices" | "transferSeconds" | "inFlight" | "waiting"
  > {
  readonly candidate: { readonly config: StageConfig };
}

export interface StageSolveOptions {
  /** The plan's `method` text. */
  readonly method: string;
  /** Seconds that the solve of one stage may take. */
  readonly seconds: number;
  readonly gap: number;
  /** Once aborted, the best solution so far of each stage is taken. */
  readonly signal?: StopSignal;
  /** Whether layers that recompute anything also recompute the scores of attention. Default: false. */
  readonly flash?: boolean;
  /** Bytes that each device of a stage may hold; defaults to all of its memory. */
  readonly limitBytes?: (stage: ChosenStage) => number;
}

export interface SolvedPipeline extends PlannedStep {
  /** Estimated seconds per step, by `step-seconds.ts`. */
  readonly seconds: number;
  /** Peak memory of the device that holds the most. */
  readonly peakBytes: number;
}

/**
 * Solves every chosen stage and returns the step with its recomputation, the complete plan, the estimated seconds and
 * the peak memory.
 * @throws Infeasible when a stage does not fit in memory although the search assumed that it does
 */
export function* solveStages(
  original: Step,
  numLayers: number,
  { schedule, microbatches }: Setting,
  { stages }: { readonly stages: readonly ChosenStage[] },
  { method, seconds: stageSeconds, gap, signal, limitBytes = deviceBytes, flash = false }: StageSolveOptions,
): Generator<void, SolvedPipeline> {
  const rule = findSchedule(schedule);
  const numChunks = stages[0].chunks.length;
  const places = new Array<StagePlace>(numLayers);
  stages.forEach(({ chunks }, stage) => {
    chunks.forEach(({ firstLayer, lastLayer }, chunk) => {
      places.fill({ stage, chunk }, firstLayer, lastLayer + 1);
    });
  });
  const remats = places.map(({ stage }) => stages[stage].candidate.config.remat);
  const originalLayers = layersOf(original, numLayers);
  yield;
  const hasFlash = flash && hasAttention(original.graph);
  const step = rematerialize(original, originalLayers, remats, { flash: hasFlash });
  yield;
  const layers = step === original ? originalLayers : layersOf(step, numLayers);
  const cutter = new StageCutter(step);
  const assignment = cutter.assign(layers, places);
  const definers = definingOps(step.graph);
  yield;
  const solved = new Map<
    string,
    { problem: LayerProblem; choice: ArrayLike<number>; peakBytes: number; numOps: number }
  >();
  const planned: (StagePart & StageSeconds)[] = [];
  for (const [index, stage] of stages.entries()) {
    yield;
    const part = cutter.stageStep(assignment, index);
    const { mesh } = stage.candidate.config;
    const classes = places.flatMap((place, layer) =>
      place.stage === index ? [`${place.chunk}:${layers.classes[layer]}`] : [],
    );
    const isEnd = index === 0 || index === stages.length - 1;
    // A filter may allow different choices for identical layers.
    const key = `${mesh.key} ${stage.candidate.config.remat} ${isEnd || mesh.filter ? index : ""} ${classes}`;
    let known = solved.get(key);
    const slice = sliceFromPart(part, part.step, layers.isForward, definers);
    if (!known || known.numOps !== part.step.graph.ops.length) {
      const isDeep = part.step.graph.ops.length >= deepStageOps;
      const problem = yield* LayerProblem.build(slice, { ...mesh, ties: isDeep ? tieLayers(part.step) : undefined });
      yield;
      const solve = { seconds: stageSeconds, gap, signal };
      const held = { inFlight: stage.inFlight / numChunks, waiting: mostWaiting(stages, index) / numChunks };
      const found = yield* problem.solveWithin(limitBytes(stage), held, solve);
      known = { problem, ...found, numOps: part.step.graph.ops.length };
      solved.set(key, known);
    }
    const cost = known.problem.evaluate(known.choice, true);
    planned.push({
      part,
      plan: known.problem.decode(known.choice, method),
      seconds: cost.seconds,
      perStepSeconds: cost.perStepSeconds,
      transferSeconds: stage.transferSeconds,
    });
  }
  const seconds = stepSeconds({ schedule: rule, numMicrobatches: microbatches, numChunks, numUpdates: 1 }, planned);
  const peakBytes = Math.max(...[...solved.values()].map((stage) => stage.peakBytes));
  const recomputation = remats.some((remat) => remat !== "none") && {
    remat: remats,
    ...(hasFlash && { flash: true as const }),
    layers: [...originalLayers.opLayers],
  };
  // A stage's step has its own value numbers, so even a single stage is mapped back; chunks mean nothing there.
  const pipelinePlan = { schedule, numChunks: stages.length > 1 ? numChunks : 1, numUpdates: 1 };
  const { pipeline, ...combined } = combineStages(step, assignment, planned, method, pipelinePlan);
  const placed = combined.stages.map((own, stage) => ({ ...own, devices: stages[stage].devices }));
  const plan = { ...combined, ...(stages.length > 1 && { pipeline }), ...recomputation, stages: placed };
  return { step, plan, seconds, peakBytes };
}

/** The most weight gradients put off at once by a stage or by those that may be identical to it: all but the ends. */
function mostWaiting(stages: readonly ChosenStage[], index: number): number {
  const isEnd = index === 0 || index === stages.length - 1;
  return Math.max(...(isEnd ? [stages[index]] : stages.slice(1, -1)).map(({ waiting }) => waiting));
}

/** Bytes of each device of a stage. */
export const deviceBytes = ({ submesh }: ChosenStage): number => submesh.host.device.memoryBytes;

function layersOf(step: Step, numLayers: number): Layers {
  const layers = findLayers(step, { numLayers });
  if (layers.numLayers === numLayers) return layers;
  throw new InternalError("auto", `${numLayers} layers became ${layers.numLayers}`);
}

/** Identical layers of a stage share their strategies if the stage has at least this many ops. */
const deepStageOps = 3000;
