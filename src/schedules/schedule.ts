/**
 * @file Schedules as data: in which order every pipeline stage does its tasks. Each schedule is a `ScheduleRule` in a
 * file of its own; `registry.ts` finds them by name. A stage works on its tasks strictly in order, one at a time, each
 * as soon as what it needs has arrived (`timing.ts`).
 */
import { InvalidConfig } from "../base/errors.ts";
import { range } from "../base/integers.ts";
import type { ScheduleTask } from "../plan/plan.ts";

/**
 * - `backward`: gradients of both inputs and weights, from the gradient of the outputs.
 * - `backward-input`, `backward-weight`: its two halves; the input's gradient goes on to the stage before, the weights'
 *   stays.
 * - `update`: applies the gradients that all the stage's chunks have accumulated since the update before.
 */
export type TaskKind = ScheduleTask;

export interface Task {
  readonly kind: TaskKind;
  readonly stage: number;
  /** Which of the stage's chunks of the model; 0 for an update, which is of all of them. */
  readonly chunk: number;
  /** For an update: the last microbatch whose gradients it applies. */
  readonly microbatch: number;
  /**
   * The number of updates that went into the weights which the task reads (which an update task writes). Only in
   * schedules with several updates.
   */
  readonly weightVersion?: number;
}

export interface ScheduleSizes {
  readonly numStages: number;
  readonly numMicrobatches: number;
  /** Pieces of the model per stage. */
  readonly numChunks: number;
  /** Microbatches between two updates. */
  readonly microbatchesPerUpdate: number;
}

export interface ScheduleRule {
  readonly name: string;
  /** Chunks when nobody asks for a number. */
  readonly defaultChunks: number;
  /** Microbatches per update when nobody asks for a number. */
  readonly defaultMicrobatchesPerUpdate: (numStages: number, numMicrobatches: number) => number;
  /** The mistake in the sizes and its remedy, or undefined. Sizes are known to be positive integers. */
  readonly findProblem: (sizes: ScheduleSizes) => string | undefined;
  /** The place in the model, counted in chunks from its input, of chunk `chunk` of stage `stage`. */
  readonly positionOf: (stage: number, chunk: number, numStages: number) => number;
  readonly tasksOf: (stage: number, sizes: ScheduleSizes) => Task[];
  /**
   * Largest number of (microbatch, chunk) pairs whose activations stage `stage` holds at once, from the start of their
   * forward to the end of their last backward task. Exact for m ≥ 2p − 1 and never too small. It never falls when
   * `numStages` grows and the number of stages after `stage` is unchanged.
   */
  readonly inFlight: (stage: number, numStages: number, numMicrobatches: number, numChunks: number) => number;
  /**
   * Largest number of those pairs whose weight gradient is put off at once, from the start of their backward-input task
   * to the end of their backward-weight task; 0 where the backward pass is one task. Never too small; grows with
   * `stage`.
   */
  readonly waiting: (stage: number, numStages: number, numMicrobatches: number) => number;
  /** Most versions of its weights that stage `stage` holds at once between two tasks. */
  readonly weightVersions: (stage: number, numStages: number, numMicrobatches: number) => number;
  /**
   * A step of m ≥ `fewestMicrobatches` on p equal stages of t seconds per microbatch takes m·t + rampShare·(p − 1)·t:
   * what filling and draining the pipeline costs, as a share of the other stages' time (forward, input and weight
   * gradient taken as equally long). 0 where the pipeline is filled once and then kept full over many steps.
   */
  readonly rampShare: (numChunks: number) => number;
  /** The fewest microbatches for which the formula of `rampShare` holds; with fewer, a step takes longer than that. */
  readonly fewestMicrobatches: (numStages: number) => number;
}

/** Whether all microbatches of a step see the same weights. */
export const isSynchronous = ({ weightVersions }: ScheduleRule): boolean => weightVersions(0, 2, 2) === 1;

/** Whether a schedule puts off weight gradients, as zero-bubble schedules do. */
export const putsOffWeightGradients = ({ waiting }: ScheduleRule): boolean => waiting(1, 2, 4) > 0;

/** The common part of all rules with one chunk, one weight version and one update. */
export const plainRule: Omit<ScheduleRule, "name" | "tasksOf" | "inFlight"> = {
  defaultChunks: 1,
  defaultMicrobatchesPerUpdate: (_, numMicrobatches) => numMicrobatches,
  findProblem: ({ numChunks, numMicrobatches, microbatchesPerUpdate }) =>
    needsOneChunk(numChunks) ?? needsOneUpdate(numMicrobatches, microbatchesPerUpdate),
  positionOf: (stage) => stage,
  waiting: () => 0,
  weightVersions: () => 1,
  rampShare: () => 1,
  fewestMicrobatches: () => 1,
};

export const needsOneChunk = (numChunks: number): string | undefined =>
  numChunks === 1 ? undefined : `keeps one chunk per stage, got ${numChunks}; use interleaved-1f1b or zb-v for more`;

export const needsOneUpdate = (numMicrobatches: number, microbatchesPerUpdate: number): string | undefined =>
  numMicrobatches === microbatchesPerUpdate
    ? undefined
    : `updates once, after all ${numMicrobatches} microbatches, got ${microbatchesPerUpdate} microbatches per update; ` +
      "use a PipeDream schedule for more updates";

/**
 * Forwards first until `numAhead` are ahead of the backwards, then one forward and one backward in turn, then the rest.
 */
export function alternate<T>(forwards: readonly T[], backwards: readonly T[], numAhead: number): T[] {
  const tasks = forwards.slice(0, numAhead);
  for (const [index, backward] of backwards.entries()) {
    tasks.push(...forwards.slice(numAhead + index, numAhead + index + 1), backward);
  }
  return tasks;
}

export interface Schedule {
  readonly rule: ScheduleRule;
  readonly sizes: ScheduleSizes;
  /** By stage, in order. */
  readonly tasks: readonly (readonly Task[])[];
}

/**
 * The schedule of a rule for the given sizes.
 * Throws InvalidConfig when a size is no positive integer or breaks the schedule's rule.
 */
export function makeSchedule(
  rule: ScheduleRule,
  sizes: Pick<ScheduleSizes, "numStages" | "numMicrobatches"> & Partial<ScheduleSizes>,
): Schedule {
  const all: ScheduleSizes = {
    ...sizes,
    numChunks: sizes.numChunks ?? rule.defaultChunks,
    microbatchesPerUpdate:
      sizes.microbatchesPerUpdate ?? rule.defaultMicrobatchesPerUpdate(sizes.numStages, sizes.numMicrobatches),
  };
  for (const [name, size] of Object.entries(all)) {
    if (!Number.isInteger(size) || size < 1) {
      throw new InvalidConfig(`schedule ${rule.name}`, `${name} is ${size}; give an integer of 1 or more`, { ...all });
    }
  }
  const problem = rule.findProblem(all);
  if (problem !== undefined) throw new InvalidConfig(`schedule ${rule.name}`, problem, { ...all });
  return { rule, sizes: all, tasks: range(all.numStages).map((stage) => rule.tasksOf(stage, all)) };
}
