/**
 * @file Composes a step from its parts: the tasks of its schedule in order, with the seconds of the chunks of a small
 * simulated pipeline. The tests compare it with a simulation of the whole step.
 */
import { range } from "../../base/integers.ts";
import { type Engine, waitsForSends } from "../../cluster/engine.ts";
import { scheduleByName } from "../../schedules/registry.ts";
import type { Task } from "../../schedules/schedule.ts";
import { type TimedTask, timeSchedule } from "../../schedules/timing.ts";
import { endOf, type OnceBeside, type Timed, waitFor } from "./beside.ts";
import type { Layout } from "./layout.ts";
import type { Messages } from "./messages.ts";
import type { ChunkParts } from "./parts.ts";

/** Seconds of a step and peak bytes of the device that holds the most. */
export interface Prediction {
  readonly seconds: number;
  readonly peakBytes: number;
}

/**
 * A step of a pipeline by its schedule.
 * @param partsAt  the parts of the chunk at a position of the model
 */
export function composePipeline(
  layout: Pick<Layout, "pipeline" | "chunks" | "numMicrobatches" | "isSynchronized" | "schedule">,
  partsAt: (position: number) => ChunkParts,
  messages: Pick<Messages, "seconds">,
  engine: Engine,
): Prediction {
  const { pipeline: numStages, chunks: numChunks, numMicrobatches, isSynchronized } = layout;
  const schedule = scheduleByName(layout.schedule, { numStages, numMicrobatches, numChunks });
  const { rule } = schedule;
  const parts = range(numStages * numChunks).map(partsAt);
  const positionOf = ({ stage, chunk }: Task): number => rule.positionOf(stage, chunk, numStages);
  const stageOf = schedule.tasks.flat().reduce((found: number[], task) => {
    if (task.kind === "forward" && task.microbatch === 0) found[positionOf(task)] = task.stage;
    return found;
  }, []);
  const sendsWait = waitsForSends(engine, schedule.tasks.flat());
  /** Seconds from the end of a task until its message has arrived, if its stage waits so long. */
  const waitOf = (task: Task): number => {
    const position = positionOf(task);
    if (!sendsWait || task.kind === "update" || task.kind === "backward-weight") return 0;
    const to = stageOf[position + (task.kind === "forward" ? 1 : -1)];
    return to === undefined || to === task.stage ? 0 : messages.seconds(task.stage, to, task.kind === "forward");
  };
  const timing = timeSchedule(
    schedule,
    (task) => {
      const { taskSeconds, firstSeconds } = parts[positionOf(task)];
      if (task.kind !== "update") return (task.microbatch === 0 ? firstSeconds : taskSeconds)[task.kind] + waitOf(task);
      const own = range(numChunks).map((chunk) => parts[rule.positionOf(task.stage, chunk, numStages)]);
      return own.reduce((sum, { taskSeconds }) => sum + taskSeconds.update, 0);
    },
    (from, to) =>
      messages.seconds(from.stage, to.stage, positionOf(from) < positionOf(to)) -
      waitOf(from) -
      parts[positionOf(from)].afterSendSeconds[from.kind] -
      parts[positionOf(to)].beforeRecvSeconds[to.kind],
  );
  const stages = timing.stages.map(({ tasks }, stage) => {
    const own = range(numChunks).map((chunk) => parts[rule.positionOf(stage, chunk, numStages)]);
    const { end, newParameters } = besideOfStage(
      tasks,
      own.map(({ beside }) => beside),
    );
    // The collectives beside compute of all microbatches run one after another.
    const collectives = own.reduce((sum, { besideSeconds }) => sum + besideSeconds, 0) * numMicrobatches;
    return { tasks, newParameters, end: Math.max(end, tasks[0].startSeconds + collectives) };
  });
  // A stage that does not wait for the others begins the next step as soon as it ends this one.
  const ended = isSynchronized
    ? Math.max(...stages.map(({ end }) => end))
    : Math.max(...stages.map(({ tasks, end }) => end - tasks[0].startSeconds));
  const waits = stages.map(({ tasks, end, newParameters }) =>
    waitFor(newParameters, isSynchronized ? ended - end : -tasks[0].startSeconds),
  );
  const stepSeconds = ended + Math.max(...waits);
  const peaks = schedule.tasks.map((tasks, stage) => {
    const own = range(numChunks).map((chunk) => parts[rule.positionOf(stage, chunk, numStages)]);
    const persistent = own.reduce((sum, { persistentBytes }) => sum + persistentBytes, 0);
    let [held, peak] = [0, 0];
    for (const { kind, chunk } of tasks) {
      if (kind === "update") peak = Math.max(peak, ...own.map(({ updateBytes }) => updateBytes));
      else {
        if (kind === "forward") held += own[chunk].savedBytes;
        peak = Math.max(peak, held + own[chunk].transientBytes);
        if (kind === "backward" || kind === "backward-weight") held -= own[chunk].savedBytes;
      }
    }
    return persistent + peak;
  });
  return { seconds: stepSeconds, peakBytes: Math.max(...peaks) };
}

/**
 * The time at which a stage ends, reductions included, and its gathers of new parameters, ordered by when the next step
 * needs them.
 * @param own  by chunk
 */
function besideOfStage(
  tasks: readonly TimedTask[],
  own: readonly OnceBeside[],
): { readonly end: number; readonly newParameters: readonly Timed[] } {
  const isOf =
    (chunk: number, kinds: readonly Task["kind"][]) =>
    ({ task }: TimedTask): boolean =>
      task.chunk === chunk && kinds.includes(task.kind);
  const at = (all: readonly Timed[], by: number): Timed[] => all.map((each) => ({ ...each, at: each.at + by }));
  const inOrder = (a: Timed, b: Timed): number => a.at - b.at;
  const reductions = own.flatMap(({ reductions }, chunk) =>
    reductions.length === 0
      ? []
      : at(reductions, tasks.findLast(isOf(chunk, ["backward", "backward-weight"]))!.endSeconds),
  );
  const newParameters = own.flatMap(({ newParameters }, chunk) =>
    newParameters.length === 0 ? [] : at(newParameters, tasks.find(isOf(chunk, ["forward"]))!.startSeconds),
  );
  // The update begins when all gradients are reduced.
  const { task, startSeconds, endSeconds } = tasks.at(-1)!;
  const updateSeconds = task.kind === "update" ? endSeconds - startSeconds : 0;
  return {
    end: Math.max(endSeconds, endOf(reductions.sort(inOrder)) + updateSeconds),
    newParameters: newParameters.sort(inOrder),
  };
}
