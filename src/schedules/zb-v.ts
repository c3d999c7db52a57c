/**
 * @file ZB-V (Qi et al. 2023, 2024): each stage holds two chunks of the model, in the shape of a V: stage s holds those
 * at positions s and 2p − 1 − s. A microbatch therefore ends where it began, and its backward can start at once. When
 * all tasks take equally long, no stage idles between its first and its last task; the only idle time is that stage s
 * starts later than stage 0 by s forward tasks of one chunk. A stage holds the activations of p microbatches.
 */
import { needsOneUpdate, plainRule, type ScheduleRule, type Task } from "./schedule.ts";

export const zbV: ScheduleRule = {
  ...plainRule,
  name: "zb-v",
  defaultChunks: 2,
  findProblem: ({ numChunks, numMicrobatches, microbatchesPerUpdate }) =>
    numChunks === 2
      ? needsOneUpdate(numMicrobatches, microbatchesPerUpdate)
      : `holds 2 chunks per stage, got ${numChunks}; leave the chunks out`,
  positionOf: (stage, chunk, numStages) => (chunk === 0 ? stage : 2 * numStages - 1 - stage),
  tasksOf: (stage, { numStages, numMicrobatches }) => {
    // A full V needs 2p − 1 microbatches; what a shorter run lacks is left out of its order.
    const numSlots = Math.max(numMicrobatches, 2 * numStages - 1);
    const tasks: Task[] = [];
    const counts = { forward: [0, 0], "backward-input": [0, 0], "backward-weight": [0, 0] };
    const add = (kind: keyof typeof counts, chunk: number) => {
      const microbatch = counts[kind][chunk]++;
      if (microbatch < numMicrobatches) tasks.push({ kind, stage, chunk, microbatch });
    };
    const backward = (chunk: number) => {
      add("backward-input", chunk);
      add("backward-weight", chunk);
    };
    const repeat = (times: number, body: () => void) => {
      for (let i = 0; i < times; i++) body();
    };

    // Down the V until the first microbatch comes back up.
    repeat(2 * (numStages - stage) - 1, () => add("forward", 0));
    repeat(stage, () => {
      add("forward", 1);
      add("forward", 0);
    });
    repeat(numStages - stage, () => {
      add("forward", 1);
      backward(1);
    });
    // Full: a forward and a backward of each chunk in turn.
    while (counts.forward[1] < numSlots) {
      if (counts.forward[0] < numSlots) add("forward", 0);
      backward(0);
      add("forward", 1);
      backward(1);
    }
    // Drain: input gradients first where another stage waits for them, then the weight gradients put off.
    repeat(stage, () => {
      add("backward-input", 0);
      add("backward-input", 1);
    });
    repeat(numStages - stage, () => backward(0));
    while (counts["backward-weight"][1] < numSlots) add("backward-weight", 1);
    while (counts["backward-weight"][0] < numSlots) add("backward-weight", 0);
    return [...tasks, { kind: "update", stage, chunk: 0, microbatch: numMicrobatches - 1 }];
  },
  inFlight: (_stage, numStages, numMicrobatches) => 2 * Math.min(numStages, numMicrobatches),
  waiting: (stage, _numStages, numMicrobatches) => Math.min(2 * stage + 1, 2 * numMicrobatches),
  rampShare: () => 1 / 6,
  fewestMicrobatches: (numStages) => 2 * numStages - 1,
};
