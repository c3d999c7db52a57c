/**
 * @file Alpa's joint search: the number of microbatches, the schedule, the stages, their submeshes, logical meshes and
 * recomputation, with stages priced by the intra-operator solver. Layers are solved only where the best plan may rest
 * on them: the stage search first runs on the least that stages can take, what its plan uses is solved, and it runs
 * again, until no plan that could be better rests on anything unsolved (best first). So the bound holds for every
 * choice inside every stage, solved or not.
 */

import { within } from "../../base/cooperative.ts";
import { type AlpaError, Infeasible, RuntimeFailure } from "../../base/errors.ts";
import { numDevices } from "../../cluster/cluster.ts";
import type { Progress } from "../progress.ts";
import type { JointOptions, JointResult, Setting } from "./joint-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";
import { JointRuns, type Run } from "./search-state.ts";
import { findFirstPlan } from "./warm-start.ts";

/** The best plan over all settings. @throws Infeasible when none fits in memory, with what would */
export function* searchJointly(costs: LayerCosts, options: JointOptions): Generator<Progress, JointResult> {
  const { signal } = options;
  const joint = new JointRuns(costs, options);
  const progress = (): Progress => ({
    seconds: Number.POSITIVE_INFINITY,
    layersSeconds: joint.best?.stages.seconds,
    boundSeconds: joint.boundSeconds,
    numSolved: costs.numSolved,
  });
  yield* within(search(joint, costs, options), progress);
  const { best, boundSeconds, runs } = joint;
  if (!best && options.limitSeconds === undefined) throw explainFailure(runs, costs, signal?.aborted ?? false);
  return {
    ...(best && { best: { setting: settingOf(best.run), stages: best.stages } }),
    boundSeconds,
    tried: runs.map((run) => ({
      ...settingOf(run),
      boundSeconds: run.boundSeconds,
      ...(run.best && { best: run.best }),
    })),
    numSolved: costs.numSolved,
  };
}

/** First a plan by guesses; then turns between the bound of the most promising setting and a better plan of it. */
function* search(joint: JointRuns, costs: LayerCosts, { submeshes, signal }: JointOptions): Generator<void, void> {
  yield* findFirstPlan(joint, costs, submeshes, signal);
  for (let run = joint.lowest(); run && !signal?.aborted; run = joint.lowest()) {
    yield;
    if (run.least) {
      const learnt = yield* joint.learn(run);
      if (signal?.aborted) break;
      if (!learnt) run.isDone = true;
      else if (learnt === "solved") yield* joint.findBest(run);
    }
    if (!run.isDone) yield* joint.raiseBound(run);
  }
}

const settingOf = ({ schedule, numChunks, microbatches }: Run): Setting => ({
  schedule,
  ...(numChunks === undefined ? {} : { numChunks }),
  microbatches,
});

function explainFailure(runs: readonly Run[], { cluster }: LayerCosts, isStopped: boolean): AlpaError {
  if (isStopped)
    return new RuntimeFailure("auto", "was stopped before a plan that fits in memory was found; give more seconds");
  // The smallest microbatches need least memory.
  const [smallest] = runs.toSorted((a, b) => b.microbatches - a.microbatches);
  if (smallest.explain) return smallest.explain();
  return new Infeasible(
    "auto",
    `no plan was found that fits the ${numDevices(cluster)} devices of ${cluster.name}, though their memory might suffice if ` +
      `everything could be shared out evenly; use more devices or a smaller batch`,
    { numDevices: numDevices(cluster) },
  );
}
