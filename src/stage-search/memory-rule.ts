/** @file The memory of a stage under a schedule, and the maximum number of stages after it that this memory allows. */
import type { ScheduleRule } from "../schedules/schedule.ts";

/** Bytes on one device of a stage. */
export interface StageMemory {
  readonly paramsBytes: number;
  readonly gradsBytes: number;
  readonly optimizerBytes: number;
  /** Bytes saved between the forward and the backward pass of one microbatch, over all layers of the stage. */
  readonly activationBytesPerMicrobatch: number;
  /** Peak bytes of values that live only inside one task. */
  readonly temporaryBytes: number;
}

/** The schedule and the sizes that its memory depends on. */
export interface MemoryRule {
  readonly schedule: ScheduleRule;
  readonly numMicrobatches: number;
  readonly numChunks: number;
}

/**
 * Bytes on one device of stage `stage` of `numStages`. Activations count once per microbatch in flight, weights once
 * per version.
 */
export function stageBytes(
  { schedule, numMicrobatches, numChunks }: MemoryRule,
  memory: StageMemory,
  stage: number,
  numStages: number,
): number {
  const inFlight = schedule.inFlight(stage, numStages, numMicrobatches, numChunks);
  const versions = schedule.weightVersions(stage, numStages, numMicrobatches);
  return (
    memory.paramsBytes * versions +
    memory.gradsBytes +
    memory.optimizerBytes +
    (memory.activationBytesPerMicrobatch / numChunks) * inFlight +
    memory.temporaryBytes
  );
}

/**
 * Returns a function that finds the maximum number of stages after a stage with which its memory still fits, in a
 * pipeline of `numStages`; −1 if it never fits.
 */
export function maxDownstreamStages(
  rule: MemoryRule,
  numStages: number,
): (memory: StageMemory, limitBytes: number) => number {
  const { schedule, numMicrobatches, numChunks } = rule;
  const stageOf = (downstream: number): number => numStages - 1 - downstream;
  const counts = Array.from({ length: numStages }, (_, downstream) => ({
    inFlight: schedule.inFlight(stageOf(downstream), numStages, numMicrobatches, numChunks) / numChunks,
    versions: schedule.weightVersions(stageOf(downstream), numStages, numMicrobatches),
  }));
  return (memory, limitBytes) => {
    const free = limitBytes - memory.gradsBytes - memory.optimizerBytes - memory.temporaryBytes;
    let [low, high] = [-1, numStages - 1];
    while (low < high) {
      const downstream = (low + high + 1) >> 1;
      const { inFlight, versions } = counts[downstream];
      if (memory.paramsBytes * versions + memory.activationBytesPerMicrobatch * inFlight <= free) low = downstream;
      else high = downstream - 1;
    }
    return low;
  };
}

/** Whether the memory of a stage depends only on the number of stages after it, not on the number before it. */
export function dependsOnDownstreamOnly({ schedule, numMicrobatches, numChunks }: MemoryRule, maxStages: number) {
  for (let numStages = 1; numStages < maxStages; numStages++) {
    for (let downstream = 0; downstream < numStages; downstream++) {
      const [stage, other] = [numStages - 1 - downstream, maxStages - 1 - downstream];
      const [inFlight, otherInFlight] = [
        schedule.inFlight(stage, numStages, numMicrobatches, numChunks),
        schedule.inFlight(other, maxStages, numMicrobatches, numChunks),
      ];
      const [versions, otherVersions] = [
        schedule.weightVersions(stage, numStages, numMicrobatches),
        schedule.weightVersions(other, maxStages, numMicrobatches),
      ];
      if (inFlight !== otherInFlight || versions !== otherVersions) return false;
    }
  }
  return true;
}
