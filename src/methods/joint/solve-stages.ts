/**
 * @file From the stages that the joint search chose to a plan: every stage is solved as a whole within its device's
 * memory, with the activations of as many microbatches as its schedule keeps alive. Equal stages are solved once, for
 * the one that keeps most alive.
 */
import { findLayers, type Layers } from "../../analysis/layers.ts";
import { rematerialize } from "../../analysis/remat.ts";
import { StageCutter, type StagePlace } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { InternalError } from "../../base/errors.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { definingOps } from "../../ir/graph.ts";
import { findSchedule } from "../../schedules/registry.ts";
import { tieLayers } from "../../sharding/problem/identical-layers.ts";
import type { PlannedStage } from "../../stage-search/stage-problem.ts";
import { type StageSeconds, stepSeconds } from "../../stage-search/step-seconds.ts";
import type { PlannedStep } from "../method.ts";
import { type PlannedStage as CombinedStage, combineStages } from "../stages/combine-stages.ts";
import type { Setting } from "./joint-problem.ts";
import { PieceProblem } from "./layers/layer-problem.ts";
import { wholePiece } from "./layers/layer-slices.ts";
import type { StageConfig } from "./stage-candidates.ts";

/** A stage that the search chose. */
export interface ChosenStage
  extends Pick<PlannedStage<StageConfig>, "pieces" | "submesh" | "devices" | "transferSeconds" | "inFlight"> {
  readonly candidate: { readonly config: StageConfig };
}

export interface StageSolveOptions {
  /** The plan's `method` text. */
  readonly method: string;
  /** Seconds that the solve of one stage may take. */
  readonly seconds: number;
  readonly gap: number;
  /** Once aborted, stages are solved no better than they are by then. */
  readonly signal?: StopSignal;
  /** Bytes that a device of the given kind may hold; all that it has when left out. */
  readonly limitBytes?: (stage: ChosenStage) => number;
}

export interface SolvedPipeline extends PlannedStep {
  /** By the step model. */
  readonly seconds: number;
  /** The most that a device holds. */
  readonly peakBytes: number;
}

/**
 * The step with what is made again, and its plan, for stages of the layers of `cut`, with its seconds by the step model
 * and the most bytes that a device holds.
 * @throws Infeasible when a stage that the search took to fit does not
 */
export function* solveStages(
  cut: Step,
  numLayers: number,
  { schedule, microbatches }: Setting,
  { stages }: { readonly stages: readonly ChosenStage[] },
  { method, seconds: stageSeconds, gap, signal, limitBytes = deviceBytes }: StageSolveOptions,
): Generator<void, SolvedPipeline> {
  const rule = findSchedule(schedule);
  const numChunks = stages[0].pieces.length;
  const places = new Array<StagePlace>(numLayers);
  stages.forEach(({ pieces }, stage) => {
    pieces.forEach(({ firstLayer, lastLayer }, chunk) => {
      places.fill({ stage, chunk }, firstLayer, lastLayer + 1);
    });
  });
  const remats = places.map(({ stage }) => stages[stage].candidate.config.remat);
  const whole = layersOf(cut, numLayers);
  const step = rematerialize(cut, whole, remats);
  const layers = step === cut ? whole : layersOf(step, numLayers);
  const cutter = new StageCutter(step);
  const assignment = cutter.assign(layers, places);
  const definers = definingOps(step.graph);
  yield;
  const solved = new Map<
    string,
    { problem: PieceProblem; choice: ArrayLike<number>; peakBytes: number; numOps: number }
  >();
  const planned: (CombinedStage & StageSeconds)[] = [];
  for (const [index, stage] of stages.entries()) {
    yield;
    const part = cutter.stageStep(assignment, index);
    const { mesh } = stage.candidate.config;
    const classes = places.flatMap((place, layer) =>
      place.stage === index ? [`${place.chunk}:${layers.classes[layer]}`] : [],
    );
    const isEnd = index === 0 || index === stages.length - 1;
    // A filter may tell equal layers apart.
    const key = `${mesh.key} ${stage.candidate.config.remat} ${isEnd || mesh.filter ? index : ""} ${classes}`;
    let known = solved.get(key);
    const piece = wholePiece(part, part.step, layers.isForward, definers);
    if (!known || known.numOps !== part.step.graph.ops.length) {
      const isDeep = part.step.graph.ops.length >= deepStageOps;
      const problem = yield* PieceProblem.build(piece, { ...mesh, ties: isDeep ? tieLayers(part.step) : undefined });
      yield;
      const solve = { seconds: stageSeconds, gap, signal };
      const found = yield* problem.solveWithin(limitBytes(stage), stage.inFlight / numChunks, solve);
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
  const again = remats.some((remat) => remat !== "none") && { remat: remats, layers: [...whole.opLayers] };
  // A stage's step numbers its values by itself, of one stage too, in which chunks mean nothing.
  const inOrder = { schedule, numChunks: stages.length > 1 ? numChunks : 1, numUpdates: 1 };
  const { pipeline, ...combined } = combineStages(step, assignment, planned, method, inOrder);
  const placed = combined.stages.map((own, stage) => ({ ...own, devices: stages[stage].devices }));
  const plan = { ...combined, ...(stages.length > 1 && { pipeline }), ...again, stages: placed };
  return { step, plan, seconds, peakBytes };
}

const deviceBytes = ({ submesh }: ChosenStage): number => submesh.host.device.memoryBytes;

function layersOf(step: Step, numLayers: number): Layers {
  const layers = findLayers(step, { numLayers });
  if (layers.numLayers === numLayers) return layers;
  throw new InternalError("auto", `${numLayers} layers became ${layers.numLayers}`);
}

/** From this many ops on, the equal layers of a stage are given equal choices. */
const deepStageOps = 3000;
