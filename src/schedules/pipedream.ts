/**
 * @file PipeDream (Narayanan et al., SOSP'19): 1F1B without flushes. Every microbatch is a minibatch of its own with
 * its own update; its forward takes the newest weights and stashes them for its backward, so stage s holds up to p − s
 * versions.
 */
import { oneFOneB, oneForwardOneBackward } from "./one-f-one-b.ts";
import { needsOneChunk, plainRule, type ScheduleRule } from "./schedule.ts";

export const pipedream: ScheduleRule = {
  ...plainRule,
  name: "pipedream",
  defaultMicrobatchesPerUpdate: () => 1,
  findProblem: ({ numChunks, microbatchesPerUpdate }) =>
    needsOneChunk(numChunks) ??
    (microbatchesPerUpdate === 1
      ? undefined
      : `updates after every microbatch, got ${microbatchesPerUpdate} microbatches per update; use pipedream-2bw`),
  tasksOf: (stage, { numStages, numMicrobatches }) => {
    const delay = numStages - 1 - stage;
    const tasks = oneForwardOneBackward(stage, numStages, numMicrobatches, 0, (microbatch) =>
      Math.max(0, microbatch - delay),
    );
    return tasks.flatMap((task) =>
      task.kind === "backward" ? [task, { ...task, kind: "update", weightVersion: task.microbatch + 1 }] : [task],
    );
  },
  inFlight: oneFOneB.inFlight,
  weightVersions: (stage, numStages, numMicrobatches) => Math.min(numStages - stage, numMicrobatches),
  rampShare: () => 0,
};
