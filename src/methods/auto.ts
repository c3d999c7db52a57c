/**
 * @file Auto: Alpa's joint search over both levels. The number of microbatches, the schedule, the stages and their submeshes come from
 * the stage search; what is split inside each stage, ZeRO's levels among it, from the intra-operator solver.
 */
import { findLayers, type Layers } from "../analysis/layers.ts";
import type { Step } from "../analysis/step.ts";
import { runToCompletion } from "../base/cooperative.ts";
import { Infeasible, Unsupported } from "../base/errors.ts";
import { type Cluster, numDevices } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { limitedTo, submeshesOf } from "../cluster/restrict.ts";
import { rematChoices } from "../plan/plan.ts";
import { findSchedule } from "../schedules/registry.ts";
import { range } from "../schedules/schedule.ts";
import { fastest, plansByName } from "./joint/choose-by-simulation.ts";
import type { Setting } from "./joint/joint-problem.ts";
import { LayerCosts } from "./joint/layers/layer-costs.ts";
import { Pieces } from "./joint/layers/layer-slices.ts";
import { planJointly } from "./joint/memory-retry.ts";
import { type JointSearchOptions, jointDefaults } from "./joint/search-pipeline.ts";
import { finishAfter } from "./joint/solve-stages.ts";
import { checkStateFits, withLeastDevices } from "./joint/state-fits.ts";
import { type ChosenPlan, checkDevices, type Method, type StepSource } from "./method.ts";
import { candidateMeshes, searchPlan } from "./search/search-plan.ts";
import { synchronousSchedule } from "./stages/cut-stages.ts";

export interface AutoOptions extends JointSearchOptions {
  /** Numbers of microbatches to try; those of 1, 2, 4, … examples when left out. */
  readonly microbatches?: readonly number[];
  /** Schedules to try, by name; all with one update per step when left out (but `gpipe`, as `1f1b` takes as long in less memory). */
  readonly schedules?: readonly string[];
}

const defaultSchedules = ["1f1b", "zb-h1", "zb-v", "interleaved-1f1b"];

/** The cheapest plan over pipelines, microbatches and what every stage splits. */
export function auto(options: AutoOptions = {}): Method {
  return {
    name: "auto",
    plan: (step, devices) => {
      const source = { batch: batchOf(step), microbatches: step.microbatches, split: () => step };
      return runToCompletion(choosePlan(source, devices, options)).plan;
    },
    choose: (source, devices) => choosePlan(source, devices, options),
  };
}

function* choosePlan(source: StepSource, devices: number, options: AutoOptions): Generator<void, ChosenPlan> {
  checkDevices(devices);
  const { seconds = jointDefaults.seconds, gap = jointDefaults.gap } = options;
  const given = options.cluster ?? threadsCluster(devices);
  const cluster = limitedTo(given, devices, "auto", options.memoryBytes);
  const start = performance.now();
  const isOver = (share: number): boolean => performance.now() > start + 1e3 * share * seconds;
  const shouldStop = (): boolean => isOver(1) || (options.shouldStop?.() ?? false);

  const whole = source.split(source.microbatches ?? 1);
  const layers = layersOf(whole);
  checkStateFits(whole, cluster);
  const isSmall = whole.graph.ops.length < smallOps;
  let best: ChosenPlan | undefined;
  let failure: unknown;
  const bounds: number[] = [];
  /** Of a small step: what the searches found, to be simulated in the end. */
  const finalists: ChosenPlan[] = [];
  const limit = (): number => best?.plan.estimate?.seconds ?? Number.POSITIVE_INFINITY;
  /** Takes what a search finds, when it is better; that nothing fits is no error while others may. */
  function* offer(search: () => Generator<void, ChosenPlan | undefined>): Generator<void, void> {
    try {
      const found = yield* search();
      if (found) finalists.push(found);
      if (found && found.plan.estimate!.seconds < limit()) best = found;
    } catch (error) {
      if (!(error instanceof Infeasible)) throw error;
      failure ??= error;
    }
  }
  const costs = layers && new LayerCosts(new Pieces(whole, layers), cluster, options.profile);
  const settings = settingsOf(source, options, (microbatches) => canCut(source, costs, microbatches));

  if (isSmall || !costs) {
    const { profile, memoryBytes } = options;
    const search = { cluster: given, profile, memoryBytes, seconds: seconds / 10 };
    for (const microbatches of new Set(settings.map((setting) => setting.microbatches))) {
      const least = costs ? leastSeconds(costs, cluster, microbatches) : 0;
      // Half of the time is left for pipelines.
      if (least >= limit() || (best && (isOver(1 / 2) || shouldStop()))) continue;
      yield* offer(function* () {
        yield;
        const step = source.split(microbatches);
        const plan = searchPlan(step, devices, candidateMeshes(devices, ["x", "y"]), "auto", search);
        bounds.push(plan.estimate?.boundSeconds ?? 0);
        return { step, plan };
      });
    }
  }
  if (costs) {
    const { numLayers } = costs.pieces.layers;
    const most = Math.min(devices, numLayers);
    const counts = [undefined, ...(isSmall ? Array.from({ length: most - 1 }, (_, i) => i + 2) : [])];
    for (const numStages of counts) {
      if (best && shouldStop()) break;
      yield* offer(function* () {
        const search = {
          settings: legalSettings(settings, { most, numLayers, numStages }),
          submeshes: submeshesOf(cluster),
          remats: rematChoices,
          numStages,
          gap,
          shouldStop,
          onProgress: options.onProgress,
          ...(best && { limitSeconds: isSmall ? nearlyAsGood * limit() : limit() }),
        };
        const { found, finished } = yield* planJointly(
          costs,
          source.split,
          search,
          finishAfter("auto", seconds, gap),
          options.onResult,
        );
        bounds.push(found.boundSeconds);
        if (!finished) return undefined;
        const { step, plan, ...estimate } = finished;
        return { step, plan: { ...plan, estimate: { ...estimate, symmetry: "identical-layers" } } };
      });
    }
  }
  if (!best) throw failure instanceof Infeasible ? withLeastDevices(failure, whole, cluster) : failure;
  if (isSmall) {
    const search = { cluster: given, profile: options.profile, memoryBytes: options.memoryBytes };
    const others = finalists.filter((found) => found !== best);
    best = fastest([best, ...others, ...plansByName(whole, devices, search)], search);
  }
  const { step, plan } = { ...best, plan: { ...best.plan, method: "auto" } };
  const estimate = { ...plan.estimate!, boundSeconds: Math.min(limit(), ...bounds) };
  return { step, plan: { ...plan, estimate } };
}

/** No plan of so many microbatches takes fewer seconds. */
function leastSeconds(costs: LayerCosts, cluster: Cluster, microbatches: number): number {
  const layers = [...costs.pieces.layers.classes.keys()];
  const byKind = submeshesOf(cluster).map((submesh) =>
    layers.reduce((sum, layer) => sum + costs.floor(layer, submesh, microbatches).seconds, 0),
  );
  return (microbatches * Math.min(...byKind)) / numDevices(cluster);
}

/** Steps of fewer ops are planned for every number of stages by itself too, and those of one stage over all choices. */
const smallOps = 6000;

/** What the search prices up to so many times the best may be faster when it is simulated. */
const nearlyAsGood = 1.3;

/** The layers of a step; undefined for one that cannot be cut into layers. */
function layersOf(step: Step): Layers | undefined {
  try {
    return findLayers(step, { numLayers: "auto" });
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

function settingsOf(
  { batch, microbatches }: StepSource,
  options: AutoOptions,
  canCut: (microbatches: number) => boolean,
): Setting[] {
  const { schedules = defaultSchedules } = options;
  const counts = microbatches === undefined ? (options.microbatches ?? countsOf(batch, canCut)) : [microbatches];
  for (const schedule of schedules) synchronousSchedule(schedule);
  return counts.flatMap((count) => schedules.map((schedule) => ({ schedule, microbatches: count })));
}

/** The settings whose schedules some number of stages suits, or the one asked for; all when none does, so that the search says why. */
function legalSettings(
  settings: readonly Setting[],
  { most, numLayers, numStages }: { most: number; numLayers: number; numStages?: number },
): readonly Setting[] {
  const counts = numStages === undefined ? range(most).map((index) => index + 1) : [numStages];
  const legal = settings.filter(({ schedule, microbatches }) => {
    const { defaultChunks: numChunks, findProblem } = findSchedule(schedule);
    const sizes = { numMicrobatches: microbatches, numChunks, microbatchesPerUpdate: microbatches };
    // One stage has nothing to order.
    const least = numChunks > 1 ? 2 : 1;
    return counts.some(
      (count) => count >= least && count * numChunks <= numLayers && !findProblem({ ...sizes, numStages: count }),
    );
  });
  return legal.length > 0 ? legal : settings;
}

/**
 * Numbers of microbatches of 1, 2, 4, … examples, as far as they divide the batch, and the whole batch at once. When the step can be cut
 * into none of these (it may regroup its batch), all numbers that it can be cut into.
 */
function countsOf(batch: number, canCut: (microbatches: number) => boolean): number[] {
  const sizes = Array.from({ length: batch - 1 }, (_, i) => i + 1).filter((size) => batch % size === 0);
  const usual = sizes.filter((size) => Number.isInteger(Math.log2(size)) && canCut(batch / size));
  const others = usual.length > 0 ? usual : sizes.filter((size) => canCut(batch / size));
  return [1, ...others.map((size) => batch / size)];
}

/** Whether a step can be cut into so many microbatches, asked of each kind of layer where there are layers. */
function canCut(source: StepSource, costs: LayerCosts | undefined, microbatches: number): boolean {
  try {
    if (costs) for (const layer of costs.pieces.layers.classes.keys()) costs.isChained(layer, microbatches);
    else source.split(microbatches);
    return true;
  } catch (error) {
    if (error instanceof Unsupported) return false;
    throw error;
  }
}

const batchOf = ({ graph, batchInputs, microbatches }: Step): number =>
  batchInputs.length === 0
    ? 1
    : microbatches * graph.types[graph.inputs[batchInputs[0].input].value].shape[batchInputs[0].dim];
