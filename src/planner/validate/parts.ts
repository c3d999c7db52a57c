/**
 * @file The parts that a step is composed of: what one chunk of a model costs, by its place (first, middle or last) and
 * its number of blocks. They are read off the simulated program of a small model: one chunk per stage, few stages, few
 * microbatches, one and two blocks per chunk. Blocks are identical, so costs are linear in their number.
 */
import { accessOf } from "../../lower/buffers.ts";
import type { BufferId, MeshProgram, Program, TaskSpan } from "../../lower/program.ts";
import { bytesOf } from "../../ir/types.ts";
import type { ScheduleTask } from "../../plan/plan.ts";
import type { Simulation } from "../../simulate/simulate.ts";

/** Costs of one chunk on each of its devices. */
export interface ChunkParts {
  /** Seconds of a task, the mean over the microbatches after the first. */
  readonly taskSeconds: Readonly<Record<ScheduleTask, number>>;
  /** Parameters, optimizer state, gradient sums: held during the whole step. */
  readonly persistentBytes: number;
  /** Saved activations of one microbatch, from its forward to the end of its backward. */
  readonly savedBytes: number;
  /** Most bytes beyond these during a forward or backward. */
  readonly transientBytes: number;
  /** Most bytes beyond the persistent ones during the update. */
  readonly updateBytes: number;
}

const zeroTasks: Record<ScheduleTask, number> = {
  forward: 0,
  backward: 0,
  "backward-input": 0,
  "backward-weight": 0,
  update: 0,
};

/** The parts of the chunk that mesh `index` of a simulated pipeline runs. */
export function partsOf(program: Program, simulation: Simulation, index: number): ChunkParts {
  const mesh = program.meshes[index];
  const { memory, startSeconds, endSeconds } = simulation.meshes[index];
  const sums = { ...zeroTasks };
  const counts = { ...zeroTasks };
  for (const { kind, microbatch, begin, end } of mesh.tasks) {
    const isFirst = microbatch === 0 && kind !== "update";
    if (isFirst && mesh.tasks.some((other) => other.kind === kind && other.microbatch > 0)) continue;
    for (let i = begin; i < end; i++)
      if (mesh.instructions[i].kind !== "recv") sums[kind] += endSeconds[i] - startSeconds[i];
    counts[kind]++;
  }
  const taskSeconds = { ...zeroTasks };
  for (const kind of Object.keys(sums) as ScheduleTask[]) taskSeconds[kind] = sums[kind] / Math.max(1, counts[kind]);

  const { saved, persistent } = livesOf(mesh);
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
  return { taskSeconds, persistentBytes, savedBytes: saved, transientBytes, updateBytes };
}

function spansByInstruction({ tasks, instructions }: MeshProgram): (TaskSpan | undefined)[] {
  const spanOf = Array<TaskSpan | undefined>(instructions.length).fill(undefined);
  for (const span of tasks) spanOf.fill(span, span.begin, span.end);
  return spanOf;
}

/** Bytes of the buffers that one microbatch saves for its backward, and of those that live until the update. */
function livesOf(mesh: MeshProgram): { saved: number; persistent: number } {
  const { buffers, instructions, tasks } = mesh;
  const freedAt = new Map<BufferId, number>();
  const writtenAt = new Map<BufferId, number>();
  instructions.forEach((instruction, i) => {
    for (const id of accessOf(instruction, buffers).writes) if (!writtenAt.has(id)) writtenAt.set(id, i);
    if (instruction.kind === "free") for (const id of instruction.buffers) freedAt.set(id, i);
  });
  const updateBegin = tasks.find(({ kind }) => kind === "update")?.begin ?? instructions.length;
  const last = tasks.reduce((most, { kind, microbatch }) => (kind === "forward" ? Math.max(most, microbatch) : most), 0);
  const span = (kinds: readonly ScheduleTask[]) =>
    tasks.find(({ kind, microbatch }) => kinds.includes(kind) && microbatch === last);
  const [forward, backward] = [span(["forward"]), span(["backward", "backward-input"])];
  let [saved, persistent] = [0, 0];
  for (const [id, written] of writtenAt) {
    const { kind, type } = buffers[id];
    if (kind !== "temporary") continue;
    const freed = freedAt.get(id) ?? instructions.length;
    if (freed >= updateBegin && written < updateBegin) persistent += bytesOf(type);
    else if (forward && backward && written >= forward.begin && written < forward.end && freed >= backward.begin)
      saved += bytesOf(type);
  }
  return { saved, persistent };
}
