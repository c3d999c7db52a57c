/**
 * @file Alpa's joint search over the number of microbatches, the schedule, the stages, their submeshes, logical meshes
 * and recomputation; the intra-operator solver gives the costs of stages. The search is best-first: it finds the
 * fastest stages under lower bounds, solves the layers that they use, and repeats until no plan with an unsolved layer
 * could be better. The lower bound therefore holds for every choice inside every stage, solved or not.
 */

import { within } from "../../base/cooperative.ts";
import { type AlpaError, Infeasible, RuntimeFailure } from "../../base/errors.ts";
import { numDevices } from "../../cluster/cluster.ts";
import type { Progress } from "../progress.ts";
import type { JointOptions, JointResult, Setting } from "./joint-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";
import { SearchState, type SettingState } from "./search-state.ts";
import { findFirstPlan } from "./warm-start.ts";

/**
 * The best stages over all settings.
 * @throws Infeasible when none fits in memory, with what would fit
 */
export function* searchJointly(costs: LayerCosts, options: JointOptions): Generator<Progress, JointResult> {
  const { signal } = options;
  const noPlan = { seconds: Number.POSITIVE_INFINITY, boundSeconds: 0 };
  yield* within(computeOneDeviceCosts(costs, options), () => ({ ...noPlan, numSolved: costs.numSolved }));
  const state = new SearchState(costs, options);
  const progress = (): Progress => ({
    seconds: Number.POSITIVE_INFINITY,
    layersSeconds: state.best?.stages.seconds,
    boundSeconds: state.boundSeconds,
    numSolved: costs.numSolved,
  });
  yield* within(search(state, costs, options), progress);
  const { best, boundSeconds, settings } = state;
  if (!best && options.limitSeconds === undefined) throw explainFailure(settings, costs, signal?.aborted ?? false);
  return {
    ...(best && { best: { setting: settingOf(best.setting), stages: best.stages } }),
    boundSeconds,
    tried: settings.map((setting) => ({
      ...settingOf(setting),
      boundSeconds: setting.boundSeconds,
      ...(setting.best && { best: setting.best }),
    })),
    numSolved: costs.numSolved,
  };
}

/** Computes the costs on one device that every bound starts from, yielding between layers. */
function* computeOneDeviceCosts(costs: LayerCosts, { settings, submeshes }: JointOptions): Generator<void, void> {
  const { classes } = costs.slices.layers;
  const firstOfClass = [...new Set(classes)].map((each) => classes.indexOf(each));
  // Costs of rare layers are derived from those of larger microbatches, which are fewer.
  const counts = [...new Set(settings.map((setting) => setting.microbatches))].sort((a, b) => a - b);
  for (const microbatches of counts)
    for (const layer of firstOfClass)
      for (const submesh of submeshes) {
        yield;
        costs.oneDeviceCost(layer, submesh, microbatches);
      }
}

/** Finds a first plan from estimates, then alternately raises the lowest bound and looks for a better plan there. */
function* search(state: SearchState, costs: LayerCosts, options: JointOptions): Generator<void, void> {
  const { submeshes, signal, likely = [] } = options;
  for (const setting of state.settings)
    if (likely.some((other) => isSame(other, setting))) yield* state.findBest(setting);
  yield* findFirstPlan(state, costs, submeshes, signal);
  for (let setting = state.lowest(); setting && !signal?.aborted; setting = state.lowest()) {
    yield;
    // Other settings may have bounded layers that these stages use.
    if (setting.boundStages && !state.isOutdated(setting)) {
      const progressed = yield* state.refine(setting);
      if (signal?.aborted) break;
      if (!progressed) setting.isDone = true;
      else if (progressed === "solved") yield* state.findBest(setting);
    }
    if (!setting.isDone) yield* state.raiseBound(setting);
  }
}

const isSame = (a: Setting, b: Setting): boolean =>
  a.schedule === b.schedule && a.numChunks === b.numChunks && a.microbatches === b.microbatches;

const settingOf = ({ schedule, numChunks, microbatches }: SettingState): Setting => ({
  schedule,
  ...(numChunks === undefined ? {} : { numChunks }),
  microbatches,
});

function explainFailure(settings: readonly SettingState[], { cluster }: LayerCosts, isStopped: boolean): AlpaError {
  if (isStopped)
    return new RuntimeFailure("auto", "was stopped before a plan that fits in memory was found; give more seconds");
  // The smallest microbatches need the least memory.
  const [smallest] = settings.toSorted((a, b) => b.microbatches - a.microbatches);
  if (smallest.explain) return smallest.explain();
  return new Infeasible(
    "auto",
    `no plan was found that fits the ${numDevices(cluster)} devices of ${cluster.name}, although their memory might ` +
      "suffice for a perfectly even split; use more devices or a smaller batch",
    { numDevices: numDevices(cluster) },
  );
}
