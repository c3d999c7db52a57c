/** @file The memory of a stage under a schedule, and the number of stages that may therefore follow it. */
import type { ScheduleRule } from "../schedules/schedule.ts";

/** Bytes on one device of a stage. */
export interface StageMemory {
  readonly paramsBytes: number;
  readonly gradsBytes: number;
  readonly optimizerBytes: number;
  /** Bytes that stay alive between the forward and the backward pass of one microbatch, of all the stage's layers. */
  readonly activationBytesPerMicrobatch: number;
  /** Most that lives only inside one task. */
  readonly temporaryBytes: number;
}

/** The schedule and the sizes that its memory depends on. */
export interface MemoryRule {
  readonly schedule: ScheduleRule;
  readonly numMicrobatches: number;
  readonly numChunks: number;
}

/**
 * Bytes on one device of stage `stage` of `numStages`: activations by the schedule's in-flight rule, weights once per
 * version.
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
 * For stages of a pipeline of `numStages`: the most stages that may follow one of the given memory so that it still
 * fits, or −1 when it never does.
 */
export function maxStagesBehind(
  rule: MemoryRule,
  numStages: number,
): (memory: StageMemory, limitBytes: number) => number {
  const { schedule, numMicrobatches, numChunks } = rule;
  const stageOf = (behind: number): number => numStages - 1 - behind;
  const counts = Array.from({ length: numStages }, (_, behind) => ({
    inFlight: schedule.inFlight(stageOf(behind), numStages, numMicrobatches, numChunks) / numChunks,
    versions: schedule.weightVersions(stageOf(behind), numStages, numMicrobatches),
  }));
  return (memory, limitBytes) => {
    const free = limitBytes - memory.gradsBytes - memory.optimizerBytes - memory.temporaryBytes;
    let [low, high] = [-1, numStages - 1];
    while (low < high) {
      const behind = (low + high + 1) >> 1;
      const { inFlight, versions } = counts[behind];
      if (memory.paramsBytes * versions + memory.activationBytesPerMicrobatch * inFlight <= free) low = behind;
      else high = behind - 1;
    }
    return low;
  };
}

/** Whether what a stage holds depends only on how many stages follow it, not on how many come before. */
export function dependsOnStagesBehindOnly({ schedule, numMicrobatches, numChunks }: MemoryRule, maxStages: number) {
  for (let numStages = 1; numStages < maxStages; numStages++) {
    for (let behind = 0; behind < numStages; behind++) {
      const [stage, other] = [numStages - 1 - behind, maxStages - 1 - behind];
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
