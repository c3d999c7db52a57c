/**
 * @file The forward part of a schedule, for steps without gradients (evaluation, prediction) on the stages and chunks
 * of a training step. Microbatches go in groups of as many as there are stages, and each group through all chunks, so
 * that every stage is busy once the pipeline is full.
 */
import { range } from "../base/integers.ts";
import { plainRule, type ScheduleRule, type Task } from "./schedule.ts";

export const forwardName = (schedule: string): string => `${schedule}-forward`;

export const forwardOnly = ({ name, defaultChunks, positionOf }: ScheduleRule): ScheduleRule => ({
  ...plainRule,
  name: forwardName(name),
  defaultChunks,
  positionOf,
  findProblem: () => undefined,
  tasksOf(stage, { numStages, numMicrobatches, numChunks }) {
    const pairs = range(Math.ceil(numMicrobatches / numStages)).flatMap((group) =>
      range(numChunks).flatMap((chunk) =>
        range(numStages).map((index) => ({ chunk, microbatch: group * numStages + index })),
      ),
    );
    const tasks = pairs.filter(({ microbatch }) => microbatch < numMicrobatches);
    return [
      ...tasks.map((pair): Task => ({ kind: "forward", stage, ...pair })),
      { kind: "update", stage, chunk: 0, microbatch: numMicrobatches - 1 },
    ];
  },
  inFlight: () => 1,
});
