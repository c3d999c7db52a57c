/**
 * @file PipeDream-flush (Narayanan et al., ICML'21): 1F1B with the pipeline emptied before each update, so one weight
 * version is enough. With one update per run it is 1F1B; a run may hold several.
 */
import { range } from "../base/integers.ts";
import { oneFOneB, oneForwardOneBackward } from "./one-f-one-b.ts";
import { needsWholeGroups } from "./pipedream-2bw.ts";
import { needsOneChunk, plainRule, type ScheduleRule } from "./schedule.ts";

export const pipedreamFlush: ScheduleRule = {
  ...plainRule,
  name: "pipedream-flush",
  findProblem: ({ numMicrobatches, numChunks, microbatchesPerUpdate }) =>
    needsOneChunk(numChunks) ?? needsWholeGroups(numMicrobatches, microbatchesPerUpdate),
  tasksOf: (stage, { numStages, numMicrobatches, microbatchesPerUpdate: size }) =>
    range(numMicrobatches / size).flatMap((group) => [
      ...oneForwardOneBackward(stage, numStages, size, group * size, () => group),
      { kind: "update", stage, chunk: 0, microbatch: (group + 1) * size - 1, weightVersion: group + 1 },
    ]),
  inFlight: oneFOneB.inFlight,
};
