/** @file The memory of a stage under a schedule, and the maximum number of stages after it that this memory allows. */
import type { ScheduleRule } from "../schedules/schedule.ts";

/** Bytes on one device of a stage. */
export interface StageMemory {
  readonly paramsBytes: number;
  readonly gradsBytes: number;
  readonly optimizerBytes: number;
  /** Bytes saved between the forward and the backward pass of one microbatch, over all layers of the stage. */
  readonly activationBytesPerMicrobatch: number;
  /**
   * Bytes that the weight gradients of one microbatch read, from its backward-input to its backward-weight task:
   * activations, recomputed or not, and gradients of activations.
   */
  readonly waitingBytesPerMicrobatch: number;
  /** Peak bytes of values that live only inside one task. */
  readonly temporaryBytes: number;
}

/** The schedule and the sizes that its memory depends on. */
export interface MemoryRule {
  readonly schedule: ScheduleRule;
  readonly numMicrobatches: number;
  readonly numChunks: number;
}

/** How often a stage holds what: (microbatch, chunk) pairs as microbatches of all chunks, and versions of weights. */
interface Held {
  readonly inFlight: number;
  /** Those in flight whose weight gradients wait. */
  readonly waiting: number;
  readonly versions: number;
}

function heldAt({ schedule, numMicrobatches, numChunks }: MemoryRule, stage: number, numStages: number): Held {
  return {
    inFlight: schedule.inFlight(stage, numStages, numMicrobatches, numChunks) / numChunks,
    waiting: schedule.waiting(stage, numStages, numMicrobatches) / numChunks,
    versions: schedule.weightVersions(stage, numStages, numMicrobatches),
  };
}

function bytesOf(memory: StageMemory, { inFlight, waiting, versions }: Held): number {
  const { activationBytesPerMicrobatch: saved, waitingBytesPerMicrobatch: needed } = memory;
  return (
    memory.paramsBytes * versions +
    memory.gradsBytes +
    memory.optimizerBytes +
    saved * (inFlight - waiting) +
    Math.max(saved, needed) * waiting +
    memory.temporaryBytes
  );
}

/**
 * Bytes on one device of stage `stage` of `numStages`. Activations count once per microbatch in flight, weights once
 * per version.
 */
export const stageBytes = (rule: MemoryRule, memory: StageMemory, stage: number, numStages: number): number =>
  bytesOf(memory, heldAt(rule, stage, numStages));

/** The numbers of stages after a stage with which its memory fits, from `least` to `most`. */
export interface DownstreamRange {
  readonly least: number;
  readonly most: number;
}

/**
 * Returns a function that finds the numbers of stages after a stage with which its memory fits, in a pipeline of
 * `numStages`; undefined if it never fits. A stage needs more the more stages are after it, as it has more microbatches
 * in flight. Where weight gradients are put off, it needs less: all stages have as many in flight, later ones put off
 * more.
 */
export function downstreamRanges(
  rule: MemoryRule,
  numStages: number,
): (memory: StageMemory, limitBytes: number) => DownstreamRange | undefined {
  const held = Array.from({ length: numStages }, (_, downstream) =>
    heldAt(rule, numStages - 1 - downstream, numStages),
  );
  const putsOff = held.some(({ waiting }) => waiting > 0);
  return (memory, limitBytes) => {
    const fits = (downstream: number): boolean => bytesOf(memory, held[downstream]) <= limitBytes;
    const last = numStages - 1;
    // The stage of the pipeline that needs the least.
    const [easiest, hardest] = putsOff ? [last, 0] : [0, last];
    if (!fits(easiest)) return undefined;
    let [good, bad] = [easiest, hardest + (putsOff ? -1 : 1)];
    while (Math.abs(bad - good) > 1) {
      const middle = (good + bad) >> 1;
      if (fits(middle)) good = middle;
      else bad = middle;
    }
    return putsOff ? { least: good, most: last } : { least: 0, most: good };
  };
}

/** Whether the memory of a stage depends only on the number of stages after it, not on the number before it. */
export function dependsOnDownstreamOnly(rule: MemoryRule, maxStages: number): boolean {
  for (let numStages = 1; numStages < maxStages; numStages++) {
    for (let downstream = 0; downstream < numStages; downstream++) {
      const own = heldAt(rule, numStages - 1 - downstream, numStages);
      const other = heldAt(rule, maxStages - 1 - downstream, maxStages);
      if (own.inFlight !== other.inFlight || own.waiting !== other.waiting || own.versions !== other.versions)
        return false;
    }
  }
  return true;
}
