/**
 * @file Interleaved 1F1B (Narayanan et al., SC'21): each stage holds v chunks of the model; chunk c of a stage is at
 * position c·p + stage, so a microbatch goes round them v times. The bubble shrinks by v, the transfers grow by v.
 * Microbatches go in groups of p.
 */
import { range } from "../base/integers.ts";
import { alternate, needsOneUpdate, plainRule, type ScheduleRule, type Task } from "./schedule.ts";

const numAhead = (stage: number, numStages: number, numChunks: number): number =>
  2 * (numStages - stage - 1) + (numChunks - 1) * numStages;

export const interleaved: ScheduleRule = {
  ...plainRule,
  name: "interleaved-1f1b",
  defaultChunks: 2,
  findProblem: ({ numStages, numMicrobatches, numChunks, microbatchesPerUpdate }) => {
    if (numChunks < 2) return `needs 2 or more chunks per stage, got ${numChunks}; raise the chunks or use 1f1b`;
    if (numMicrobatches % numStages !== 0) {
      const nearest = Math.ceil(numMicrobatches / numStages) * numStages;
      return `needs microbatches in multiples of the ${numStages} stages, got ${numMicrobatches}; use ${nearest} or 1f1b`;
    }
    return needsOneUpdate(numMicrobatches, microbatchesPerUpdate);
  },
  positionOf: (stage, chunk, numStages) => chunk * numStages + stage,
  tasksOf: (stage, { numStages, numMicrobatches, numChunks }) => {
    const order = range(numMicrobatches * numChunks).map((index) => {
      const group = Math.floor(index / (numStages * numChunks));
      const chunk = Math.floor(index / numStages) % numChunks;
      return { chunk, microbatch: group * numStages + (index % numStages) };
    });
    const forwards = order.map((pair): Task => ({ kind: "forward", stage, ...pair }));
    const backwards = order.map(
      ({ chunk, microbatch }): Task => ({ kind: "backward", stage, chunk: numChunks - 1 - chunk, microbatch }),
    );
    return [
      ...alternate(forwards, backwards, Math.min(numAhead(stage, numStages, numChunks), forwards.length)),
      { kind: "update", stage, chunk: 0, microbatch: numMicrobatches - 1 },
    ];
  },
  inFlight: (stage, numStages, numMicrobatches, numChunks) =>
    Math.min(numAhead(stage, numStages, numChunks) + 1, numMicrobatches * numChunks),
  rampShare: (numChunks) => 1 / numChunks,
};
