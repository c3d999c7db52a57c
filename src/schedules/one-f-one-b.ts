/**
 * @file 1F1B (PipeDream 2019, Megatron-LM 2021): as few forwards ahead as keep the pipeline full, then one forward and
 * one backward in turn. The bubble is GPipe's, the memory is that of p − stage microbatches instead of m.
 */
import { range } from "../base/integers.ts";
import { alternate, plainRule, type ScheduleRule, type Task } from "./schedule.ts";

/** Microbatches `from` to `from + count − 1` in 1F1B order, all with weights of one version if one is given. */
export function oneForwardOneBackward(
  stage: number,
  numStages: number,
  count: number,
  from = 0,
  weightVersionOf?: (microbatch: number) => number,
): Task[] {
  const task = (kind: Task["kind"], microbatch: number): Task => {
    const plain = { kind, stage, chunk: 0, microbatch };
    return weightVersionOf ? { ...plain, weightVersion: weightVersionOf(microbatch) } : plain;
  };
  return alternate(
    range(count).map((index) => task("forward", from + index)),
    range(count).map((index) => task("backward", from + index)),
    Math.min(numStages - 1 - stage, count),
  );
}

export const oneFOneB: ScheduleRule = {
  ...plainRule,
  name: "1f1b",
  tasksOf: (stage, { numStages, numMicrobatches }) => [
    ...oneForwardOneBackward(stage, numStages, numMicrobatches),
    { kind: "update", stage, chunk: 0, microbatch: numMicrobatches - 1 },
  ],
  inFlight: (stage, numStages, numMicrobatches) => Math.min(numStages - stage, numMicrobatches),
};
