/** @file GPipe (Huang et al. 2019): all forwards, then all backwards, oldest microbatch first as in Alpa. */
import { range } from "../base/integers.ts";
import { plainRule, type ScheduleRule } from "./schedule.ts";

export const gpipe: ScheduleRule = {
  ...plainRule,
  name: "gpipe",
  tasksOf: (stage, { numMicrobatches }) => [
    ...range(numMicrobatches).map((microbatch) => ({ kind: "forward" as const, stage, chunk: 0, microbatch })),
    ...range(numMicrobatches).map((microbatch) => ({ kind: "backward" as const, stage, chunk: 0, microbatch })),
    { kind: "update", stage, chunk: 0, microbatch: numMicrobatches - 1 },
  ],
  inFlight: (_stage, _numStages, numMicrobatches) => numMicrobatches,
};
