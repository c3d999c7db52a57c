/**
 * @file Times a schedule exactly: every stage does its tasks in order, each as soon as the stage is free and what the
 * task needs has arrived. Transfers overlap with compute; they only delay who waits for them.
 */

import { InternalError } from "../base/errors.ts";
import { range } from "../base/integers.ts";
import { prefixSums } from "../base/prefix-sums.ts";
import type { Schedule, Task } from "./schedule.ts";

export interface TimedTask {
  readonly task: Task;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface StageTiming {
  /** In the schedule's order. */
  readonly tasks: readonly TimedTask[];
  readonly busySeconds: number;
  /** Share of the makespan in which the stage does nothing. */
  readonly bubble: number;
  /** Most (microbatch, chunk) pairs whose activations the stage holds at once. */
  readonly peakInFlight: number;
}

export interface ScheduleTiming {
  readonly stages: readonly StageTiming[];
  /** From the first start to the last end. */
  readonly makespanSeconds: number;
}

/** Tasks that make something that others need, by what they make. */
const producerKinds = ["forward", "backward", "weight"] as const;
const producerOf: Record<Exclude<Task["kind"], "update">, number> = {
  forward: 0,
  backward: 1,
  "backward-input": 1,
  "backward-weight": 2,
};

/**
 * By number of a task, in the order of the stages' lists: the numbers of the tasks whose results it needs, at most two.
 * A task needs the forward of the previous chunk of the model; the forward of its own chunk and the (input) backward of
 * the next one; its own input backward. An update needs everything before it on its stage.
 */
function needsByNumber(schedule: Schedule): (task: Task) => number[] {
  const { rule, sizes } = schedule;
  const { numStages, numMicrobatches } = sizes;
  const numPositions = numStages * sizes.numChunks;
  const positionOf = ({ stage, chunk }: Task) => rule.positionOf(stage, chunk, numStages);
  const producers = producerKinds.map(() => new Int32Array(numPositions * numMicrobatches).fill(-1));
  let number = 0;
  for (const tasks of schedule.tasks)
    for (const task of tasks) {
      if (task.kind !== "update")
        producers[producerOf[task.kind]][positionOf(task) * numMicrobatches + task.microbatch] = number;
      number++;
    }
  const find = (kind: "forward" | "backward", position: number, microbatch: number): number[] => {
    if (position < 0 || position >= numPositions) return [];
    const producer = producers[producerOf[kind]][position * numMicrobatches + microbatch];
    if (producer >= 0) return [producer];
    throw new InternalError(`schedule ${rule.name}`, `no ${kind} of microbatch ${microbatch} at position ${position}`);
  };
  return (task) => {
    const { kind, microbatch } = task;
    const position = positionOf(task);
    if (kind === "forward") return find("forward", position - 1, microbatch);
    if (kind === "backward-weight") return find("backward", position, microbatch);
    if (kind === "update") return [];
    return [...find("forward", position, microbatch), ...find("backward", position + 1, microbatch)];
  };
}

/** The tasks whose results a task of a schedule needs. */
export function dependenciesOf(schedule: Schedule): (task: Task) => Task[] {
  const all = schedule.tasks.flat();
  const needsOf = needsByNumber(schedule);
  return (task) => needsOf(task).map((number) => all[number]);
}

/**
 * Start and end of every task. `taskSeconds` gives how long a task takes; `transferSeconds`, how long the result of a
 * task takes to a task on another stage (default: 0).
 */
export function timeSchedule(
  schedule: Schedule,
  taskSeconds: (task: Task) => number,
  transferSeconds: (from: Task, to: Task) => number = () => 0,
): ScheduleTiming {
  const needsOf = needsByNumber(schedule);
  const all = schedule.tasks.flat();
  const firstOf = prefixSums(schedule.tasks.map(({ length }) => length));
  /** By number of a task. */
  const timed = new Array<TimedTask | undefined>(all.length).fill(undefined);
  /** By number of a task: the stage that waits for it, or −1. */
  const waiting = new Int32Array(all.length).fill(-1);
  const positions = schedule.tasks.map(() => 0);
  const freeAt = schedule.tasks.map(() => 0);
  const ready = range(schedule.tasks.length);
  for (let stage = ready.pop(); stage !== undefined; stage = ready.pop()) {
    for (; positions[stage] < schedule.tasks[stage].length; positions[stage]++) {
      const number = firstOf[stage] + positions[stage];
      const task = all[number];
      const needs = needsOf(task);
      const missing = needs.find((need) => !timed[need]);
      if (missing !== undefined) {
        waiting[missing] = stage;
        break;
      }
      let startSeconds = freeAt[stage];
      for (const need of needs) {
        const { task: from, endSeconds } = timed[need]!;
        startSeconds = Math.max(startSeconds, endSeconds + (from.stage === stage ? 0 : transferSeconds(from, task)));
      }
      freeAt[stage] = startSeconds + taskSeconds(task);
      timed[number] = { task, startSeconds, endSeconds: freeAt[stage] };
      if (waiting[number] >= 0) ready.push(waiting[number]);
    }
  }
  const stuck = positions.findIndex((position, stage) => position < schedule.tasks[stage].length);
  if (stuck >= 0) {
    const { kind, microbatch } = schedule.tasks[stuck][positions[stuck]];
    throw new InternalError(`schedule ${schedule.rule.name}`, `stage ${stuck} waits for ever at ${kind} ${microbatch}`);
  }
  const makespanSeconds = Math.max(...freeAt);
  return {
    makespanSeconds,
    stages: schedule.tasks.map((tasks, stage) => {
      const times = timed.slice(firstOf[stage], firstOf[stage + 1]) as TimedTask[];
      const busySeconds = times.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
      return {
        tasks: times,
        busySeconds,
        bubble: makespanSeconds === 0 ? 0 : 1 - busySeconds / makespanSeconds,
        peakInFlight: peakInFlight(tasks),
      };
    }),
  };
}

/**
 * Peak number of forwards in flight. A stage works in order, so its order of tasks determines it: each forward adds
 * one, and each last backward frees one.
 */
function peakInFlight(tasks: readonly Task[]): number {
  let held = 0;
  let peak = 0;
  for (const { kind } of tasks) {
    if (kind === "forward") peak = Math.max(peak, ++held);
    else if (kind === "backward" || kind === "backward-weight") held--;
  }
  return peak;
}
