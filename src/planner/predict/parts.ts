/**
 * @file The parts of a step: the costs of one chunk of a model, by its place (first, middle or last) and its number of
 * blocks. They are read from the simulated program of a small model: one chunk per stage, few stages, few microbatches,
 * one and two blocks per chunk. Blocks are identical, so costs are linear in their number.
 */

import { range } from "../../base/integers.ts";
import { bytesOf } from "../../ir/types.ts";
import { accessOf } from "../../lower/buffers.ts";
import type { BufferId, MeshProgram, TaskSpan } from "../../lower/program.ts";
import type { ScheduleTask } from "../../plan/plan.ts";
import type { MeshSimulation } from "../../simulate/simulate.ts";
import { nothingBeside, type OnceBeside, onceBeside } from "./beside.ts";
import type { Probe } from "./probe.ts";

/** Costs of one chunk on each of its devices. */
export interface ChunkParts {
  /** Seconds of a task, the mean over the microbatches after the first. */
  readonly taskSeconds: Readonly<Record<ScheduleTask, number>>;
  /** Seconds of a task of the first microbatch, which writes the sums over microbatches instead of adding to them. */
  readonly firstSeconds: Readonly<Record<ScheduleTask, number>>;
  /** Seconds of a task after its last send: the next stage need not wait for them. */
  readonly afterSendSeconds: Readonly<Record<ScheduleTask, number>>;
  /** Seconds of a task before its first receive: the task can begin that long before the message arrives. */
  readonly beforeRecvSeconds: Readonly<Record<ScheduleTask, number>>;
  /** Bytes held during the whole step: parameters, optimizer state, gradient sums. */
  readonly persistentBytes: number;
  /** Bytes of saved activations of one microbatch, held from its forward to the end of its backward. */
  readonly savedBytes: number;
  /** Peak bytes of a forward or backward on top of these. */
  readonly transientBytes: number;
  /** Peak bytes of the update on top of the persistent ones. */
  readonly updateBytes: number;
  /** Collectives beside compute, once in a step. */
  readonly beside: OnceBeside;
  /** Seconds of all collectives beside compute of one microbatch. */
  readonly besideSeconds: number;
}

export const taskKinds = ["forward", "backward", "backward-input", "backward-weight", "update"] as const;

const zeroTasks: Record<ScheduleTask, number> = {
  forward: 0,
  backward: 0,
  "backward-input": 0,
  "backward-weight": 0,
  update: 0,
};

/** The costs of the chunk that mesh `index` of a simulated pipeline runs. */
export function partsOf(probe: Pick<Probe, "program" | "simulation" | "cluster">, index: number): ChunkParts {
  const { program, simulation } = probe;
  const mesh = program.meshes[index];
  const { memory, startSeconds } = simulation.meshes[index];
  const { seconds, clock } = ownSeconds(mesh, simulation.meshes[index]);
  const between = (begin: number, end: number): number =>
    seconds.slice(begin, end).reduce((sum, value) => sum + value, 0);
  const indices = (span: TaskSpan, kind: "send" | "recv"): number[] =>
    range(span.end - span.begin)
      .map((i) => span.begin + i)
      .filter((i) => mesh.instructions[i].kind === kind);
  const secondsOf = ({ begin, end }: TaskSpan): number => between(begin, end);
  const taskSeconds = meanByKind(mesh.tasks, secondsOf);
  const ofFirst = mesh.tasks.filter(({ kind, microbatch }) => kind === "update" || microbatch === 0);
  const firstSeconds = meanByKind(ofFirst, secondsOf);
  const afterSendSeconds = meanByKind(mesh.tasks, (span) =>
    between(indices(span, "send").at(-1) ?? span.end, span.end),
  );
  const beforeRecvSeconds = meanByKind(mesh.tasks, (span) =>
    between(span.begin, indices(span, "recv").at(0) ?? span.begin),
  );

  const last = mesh.tasks.findLast(({ kind }) => kind === "backward" || kind === "backward-weight");
  const beside = onceBeside(probe, index, {
    firstInstruction: last?.begin ?? 0,
    endSeconds: last ? clock[last.end - 1] : 0,
    startSeconds: startSeconds[mesh.tasks[0].begin],
  });

  const { saved, persistent } = heldBytes(mesh);
  const update = mesh.tasks.find(({ kind }) => kind === "update");
  const updateBegin = update?.begin ?? mesh.instructions.length;
  const persistentBytes = memory.inputBytes + persistent;
  let [transientBytes, updateBytes] = [0, 0];
  let held = 0;
  const spanOf = spansByInstruction(mesh);
  for (let i = 0; i < mesh.instructions.length; i++) {
    const span = spanOf[i];
    if (span?.begin === i && span.kind === "forward") held++;
    const beyond = memory.bytes[i] - persistentBytes;
    if (i >= updateBegin) updateBytes = Math.max(updateBytes, beyond);
    else transientBytes = Math.max(transientBytes, beyond - held * saved);
    if (span?.end === i + 1 && (span.kind === "backward" || span.kind === "backward-weight")) held--;
  }
  return {
    taskSeconds,
    firstSeconds,
    afterSendSeconds,
    beforeRecvSeconds,
    persistentBytes,
    savedBytes: saved,
    transientBytes,
    updateBytes,
    beside: beside ?? nothingBeside,
    besideSeconds: secondsBeside(probe, index),
  };
}

/**
 * For each instruction: its seconds in its task, including the wait for a gather that it reads, and the time at which
 * it ends. Collectives beside compute, messages, and waits for messages or gradient reductions count as 0 seconds.
 */
function ownSeconds(
  { instructions }: MeshProgram,
  { startSeconds, endSeconds, beside }: MeshSimulation,
): { readonly seconds: number[]; readonly clock: number[] } {
  const isBeside = beside?.is;
  let now = 0;
  const clock: number[] = [];
  const updateBegin = instructions.findIndex(({ microbatch }) => microbatch < 0);
  const isPutOff = beside && putOff(startSeconds, beside.is);
  const seconds = instructions.map(({ kind }, i) => {
    const own = kind === "recv" || kind === "send" ? 0 : endSeconds[i] - startSeconds[i];
    const isInOrder = !isBeside || ((updateBegin < 0 || i < updateBegin) && !isPutOff?.[i]);
    const gap = isBeside && isInOrder && kind !== "recv" ? Math.max(0, startSeconds[i] - now) : 0;
    if (!isBeside?.[i] && isInOrder) now = endSeconds[i];
    clock.push(now);
    return isBeside?.[i] ? 0 : own + gap;
  });
  return { seconds, clock };
}

/** Seconds of the collectives beside compute of the last microbatch of a mesh. */
export function secondsBeside({ program, simulation }: Pick<Probe, "program" | "simulation">, index: number): number {
  const { instructions } = program.meshes[index];
  const { startSeconds, endSeconds, beside } = simulation.meshes[index];
  const last = instructions.reduce((most, { microbatch }) => Math.max(most, microbatch), 0);
  return instructions.reduce(
    (sum, { microbatch }, i) => (beside?.is[i] && microbatch === last ? sum + endSeconds[i] - startSeconds[i] : sum),
    0,
  );
}

/** By instruction: 1 if it waits for a reduction until later instructions have begun. */
function putOff(startSeconds: Float64Array, isBeside: Uint8Array): Uint8Array {
  const found = new Uint8Array(startSeconds.length);
  let earliest = Number.POSITIVE_INFINITY;
  for (let i = startSeconds.length - 1; i >= 0; i--) {
    if (isBeside[i]) continue;
    if (startSeconds[i] > earliest) found[i] = 1;
    else earliest = startSeconds[i];
  }
  return found;
}

/** By kind of task: the mean over the microbatches after the first, if there are any. */
function meanByKind(tasks: readonly TaskSpan[], secondsOf: (span: TaskSpan) => number): Record<ScheduleTask, number> {
  const result = { ...zeroTasks };
  for (const kind of taskKinds) {
    const all = tasks.filter((span) => span.kind === kind);
    const later = all.filter(({ microbatch }) => microbatch > 0);
    const used = later.length > 0 ? later : all;
    for (const span of used) result[kind] += secondsOf(span) / used.length;
  }
  return result;
}

function spansByInstruction({ tasks, instructions }: MeshProgram): (TaskSpan | undefined)[] {
  const spanOf = Array<TaskSpan | undefined>(instructions.length).fill(undefined);
  for (const span of tasks) spanOf.fill(span, span.begin, span.end);
  return spanOf;
}

/** The live range of a temporary: from the instruction that writes it to the one that frees it. */
interface LiveRange {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

function liveRangesOf({ buffers, instructions }: MeshProgram): LiveRange[] {
  const ranges: LiveRange[] = [];
  const since = new Map<BufferId, number>();
  const end = (id: BufferId, to: number): void => {
    const from = since.get(id);
    if (from !== undefined && since.delete(id)) ranges.push({ bytes: bytesOf(buffers[id].type), from, to });
  };
  instructions.forEach((instruction, i) => {
    for (const id of accessOf(instruction, buffers).writes)
      if (buffers[id].kind === "temporary" && !since.has(id)) since.set(id, i);
    if (instruction.kind === "free") for (const id of instruction.buffers) end(id, i);
  });
  for (const id of [...since.keys()]) end(id, instructions.length);
  return ranges;
}

/** Bytes that one microbatch saves for its backward, and bytes that are live from the first tasks to the update. */
function heldBytes(mesh: MeshProgram): { saved: number; persistent: number } {
  const { instructions, tasks } = mesh;
  const updateBegin = tasks.find(({ kind }) => kind === "update")?.begin ?? instructions.length;
  const last = tasks.reduce(
    (most, { kind, microbatch }) => (kind === "forward" ? Math.max(most, microbatch) : most),
    0,
  );
  const find = (kinds: readonly ScheduleTask[]): number =>
    tasks.findIndex(({ kind, microbatch }) => kinds.includes(kind) && microbatch === last);
  const [forward, backward] = [find(["forward"]), find(["backward", "backward-input"])];
  const begin = forward > 0 ? tasks[forward - 1].end : 0;
  let [saved, persistent] = [0, 0];
  for (const { bytes, from, to } of liveRangesOf(mesh)) {
    if (to >= updateBegin && from < updateBegin) persistent += bytes;
    else if (from >= begin && from < tasks[forward].end && to >= tasks[backward].begin) saved += bytes;
  }
  return { saved, persistent };
}
