/**
 * @file ZB-H1 (Qi et al., "Zero Bubble Pipeline Parallelism", 2023): 1F1B with the backward split. A stage puts off
 * each weight gradient by as many microbatches as there are stages before it, so that input gradients leave earlier and
 * the weight gradients fill the drain. The bubble is a third of 1F1B's; every stage needs the activation memory that
 * only the first stage of 1F1B needs.
 */
import { range } from "../base/integers.ts";
import { alternate, plainRule, type ScheduleRule, type Task } from "./schedule.ts";

export const zbH1: ScheduleRule = {
  ...plainRule,
  name: "zb-h1",
  tasksOf: (stage, { numStages, numMicrobatches }) => {
    const microbatches = range(numMicrobatches);
    const task = (kind: Task["kind"], microbatch: number): Task => ({ kind, stage, chunk: 0, microbatch });
    // Backward tasks come in pairs: an input gradient, then the weight gradient that is due.
    const runs = microbatches.map((microbatch) => [
      task("backward-input", microbatch),
      ...(microbatch >= stage ? [task("backward-weight", microbatch - stage)] : []),
    ]);
    const numAhead = Math.min(numStages - 1 - stage, numMicrobatches);
    return [
      ...alternate(
        microbatches.map((microbatch) => [task("forward", microbatch)]),
        runs,
        numAhead,
      ).flat(),
      ...microbatches.slice(-stage || numMicrobatches).map((microbatch) => task("backward-weight", microbatch)),
      task("update", numMicrobatches - 1),
    ];
  },
  inFlight: (_stage, numStages, numMicrobatches) => Math.min(numStages, numMicrobatches),
  waiting: (stage, _numStages, numMicrobatches) => Math.min(stage + 1, numMicrobatches),
  rampShare: () => 1 / 3,
  fewestMicrobatches: (numStages) => numStages,
};
