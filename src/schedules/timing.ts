/**
 * @file Times a schedule exactly: every stage does its tasks in order, each as soon as the stage is free and what the
 * task needs has arrived. Transfers overlap with compute; they only delay who waits for them.
 */
import { InternalError } from "../base/errors.ts";
import { range, type Schedule, type Task } from "./schedule.ts";

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

/**
 * The tasks whose results `task` needs: the forward of the previous chunk of the model; the forward of its own chunk
 * and the (input) backward of the next one; its own input backward. An update needs everything before it on its stage.
 */
export function dependenciesOf(schedule: Schedule): (task: Task) => Task[] {
  const { rule, sizes } = schedule;
  const producers = new Map<string, Task>();
  const numPositions = sizes.numStages * sizes.numChunks;
  const keyOf = (kind: "forward" | "backward" | "weight", position: number, microbatch: number) =>
    `${kind}:${position}:${microbatch}`;
  const positionOf = ({ stage, chunk }: Task) => rule.positionOf(stage, chunk, sizes.numStages);
  for (const task of schedule.tasks.flat()) {
    if (task.kind === "update") continue;
    const kind =
      task.kind === "forward" ? "forward" : task.kind === "backward-weight" ? ("weight" as const) : "backward";
    producers.set(keyOf(kind, positionOf(task), task.microbatch), task);
  }
  const find = (kind: "forward" | "backward", position: number, microbatch: number): Task[] => {
    if (position < 0 || position >= numPositions) return [];
    const producer = producers.get(keyOf(kind, position, microbatch));
    if (producer) return [producer];
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

/**
 * Start and end of every task. `taskSeconds` gives how long a task takes; `transferSeconds`, how long the result of a
 * task takes to a task on another stage (default: 0).
 */
export function timeSchedule(
  schedule: Schedule,
  taskSeconds: (task: Task) => number,
  transferSeconds: (from: Task, to: Task) => number = () => 0,
): ScheduleTiming {
  const needsOf = dependenciesOf(schedule);
  const timed = new Map<Task, TimedTask>();
  const positions = schedule.tasks.map(() => 0);
  const freeAt = schedule.tasks.map(() => 0);
  const waiting = new Map<Task, number>();
  const ready = range(schedule.tasks.length);
  for (let stage = ready.pop(); stage !== undefined; stage = ready.pop()) {
    for (; positions[stage] < schedule.tasks[stage].length; positions[stage]++) {
      const task = schedule.tasks[stage][positions[stage]];
      const needs = needsOf(task);
      const missing = needs.find((need) => !timed.has(need));
      if (missing) {
        waiting.set(missing, stage);
        break;
      }
      const arrivals = needs.map(
        (need) => timed.get(need)!.endSeconds + (need.stage === stage ? 0 : transferSeconds(need, task)),
      );
      const startSeconds = Math.max(freeAt[stage], ...arrivals);
      freeAt[stage] = startSeconds + taskSeconds(task);
      timed.set(task, { task, startSeconds, endSeconds: freeAt[stage] });
      const waiter = waiting.get(task);
      if (waiter !== undefined) ready.push(waiter);
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
    stages: schedule.tasks.map((tasks) => {
      const times = tasks.map((task) => timed.get(task)!);
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
