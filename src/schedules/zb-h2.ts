/**
 * @file ZB-H2 (Qi et al., "Zero Bubble Pipeline Parallelism", 2023; "ZB-2p" with about its memory): as ZB-H1, but a
 * stage begins twice as many microbatches ahead and puts off each weight gradient by twice as many. When all tasks take
 * equally long, no stage idles between its first and its last task, for the activations of 2p − 1 microbatches.
 */
import { range } from "../base/integers.ts";
import { alternate, plainRule, type ScheduleRule, type Task } from "./schedule.ts";

export const zbH2: ScheduleRule = {
  ...plainRule,
  name: "zb-h2",
  tasksOf: (stage, { numStages, numMicrobatches }) => {
    const microbatches = range(numMicrobatches);
    const task = (kind: Task["kind"], microbatch: number): Task => ({ kind, stage, chunk: 0, microbatch });
    const delay = Math.min(2 * stage, numMicrobatches);
    // Backward tasks come in pairs: an input gradient, then the weight gradient that is due.
    const runs = microbatches.map((microbatch) => [
      task("backward-input", microbatch),
      ...(microbatch >= delay ? [task("backward-weight", microbatch - delay)] : []),
    ]);
    const forwards = microbatches.map((microbatch) => [task("forward", microbatch)]);
    return [
      ...alternate(forwards, runs, Math.min(2 * (numStages - 1 - stage), numMicrobatches)).flat(),
      ...microbatches.slice(numMicrobatches - delay).map((microbatch) => task("backward-weight", microbatch)),
      task("update", numMicrobatches - 1),
    ];
  },
  inFlight: (_stage, numStages, numMicrobatches) => Math.min(2 * numStages - 1, numMicrobatches),
  waiting: (stage, _numStages, numMicrobatches) => Math.min(2 * stage + 1, numMicrobatches),
  rampShare: () => 1 / 3,
  fewestMicrobatches: (numStages) => 2 * numStages - 1,
};
