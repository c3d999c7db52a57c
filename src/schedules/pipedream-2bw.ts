/**
 * @file PipeDream-2BW (Narayanan et al., ICML'21): 1F1B without flushes, an update after every G ≥ p microbatches, and
 * two weight versions: group g computes with version g − 1, so w(g+1) = w(g) − lr·∇f(w(g−1)), the same delay on every
 * stage.
 */
import { oneFOneB, oneForwardOneBackward } from "./one-f-one-b.ts";
import { needsOneChunk, plainRule, type ScheduleRule } from "./schedule.ts";

/** The mistake in an update after every `microbatchesPerUpdate` of `numMicrobatches` microbatches. */
export function needsWholeGroups(numMicrobatches: number, microbatchesPerUpdate: number): string | undefined {
  if (numMicrobatches % microbatchesPerUpdate === 0) return undefined;
  const nearest = Math.ceil(numMicrobatches / microbatchesPerUpdate) * microbatchesPerUpdate;
  return `updates after every ${microbatchesPerUpdate} microbatches, which do not divide ${numMicrobatches}; use ${nearest} microbatches`;
}

export const pipedream2bw: ScheduleRule = {
  ...plainRule,
  name: "pipedream-2bw",
  defaultMicrobatchesPerUpdate: (numStages) => numStages,
  findProblem: ({ numStages, numMicrobatches, numChunks, microbatchesPerUpdate }) =>
    needsOneChunk(numChunks) ??
    (microbatchesPerUpdate < numStages
      ? `needs at least as many microbatches per update as its ${numStages} stages, got ${microbatchesPerUpdate}; raise them`
      : needsWholeGroups(numMicrobatches, microbatchesPerUpdate)),
  tasksOf: (stage, { numStages, numMicrobatches, microbatchesPerUpdate }) => {
    const groupOf = (microbatch: number) => Math.floor(microbatch / microbatchesPerUpdate);
    const tasks = oneForwardOneBackward(stage, numStages, numMicrobatches, 0, (microbatch) =>
      Math.max(0, groupOf(microbatch) - 1),
    );
    return tasks.flatMap((task) =>
      task.kind === "backward" && (task.microbatch + 1) % microbatchesPerUpdate === 0
        ? [task, { ...task, kind: "update", weightVersion: groupOf(task.microbatch) + 1 }]
        : [task],
    );
  },
  inFlight: oneFOneB.inFlight,
  weightVersions: () => 2,
  rampShare: () => 0,
};
