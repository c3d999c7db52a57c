/** @file The bars of a program's step, made from measured or predicted events. */
import { describeInstruction } from "../lower/describe.ts";
import type { TimelineEvent } from "../lower/events.ts";
import type { MeshProgram, Program } from "../lower/program.ts";
import type { LaneName, TimelineBar, TimelineTask } from "./bars.ts";

/** One bar per instruction that takes time, with its task in a pipeline. */
export function programBars(program: Program, events: readonly TimelineEvent[]): TimelineBar[] {
  const tasks = program.meshes.map(tasksByInstruction);
  const names = program.meshes.map(({ instructions }) => new Array<string | undefined>(instructions.length));
  return events.flatMap(({ device, mesh: index, instruction, startSeconds, endSeconds, isBeside }): TimelineBar[] => {
    const mesh = program.meshes[index];
    const kind = barKind(mesh, instruction);
    if (!kind || endSeconds === startSeconds) return [];
    names[index][instruction] ??= describeInstruction(mesh, instruction);
    const task = tasks[index][instruction];
    const name = names[index][instruction];
    return [{ device, name, kind, startSeconds, endSeconds, ...(isBeside && { isBeside }), ...(task && { task }) }];
  });
}

/** Names the lanes of a timeline in which the first device of each mesh represents the whole mesh: `devices 0–7`. */
export function meshLaneNames({ meshes }: Program): LaneName {
  const names = new Map(
    meshes.map(({ devices }) => {
      const isRun = devices.every((device, i) => device === devices[0] + i);
      const more = isRun ? `–${devices[devices.length - 1]}` : ` and ${devices.length - 1} more`;
      return [devices[0], devices.length === 1 ? `device ${devices[0]}` : `devices ${devices[0]}${more}`];
    }),
  );
  return (device) => names.get(device) ?? `device ${device}`;
}

/** The kind of an instruction's bar; undefined for instructions that take no time of their own. */
export function barKind({ instructions, segments }: MeshProgram, index: number): TimelineBar["kind"] | undefined {
  const instruction = instructions[index];
  switch (instruction.kind) {
    case "free":
    case "send":
      return undefined;
    case "recv":
      return "wait";
    case "run":
      return segments[instruction.segment].kernel === "elementwise" ? "update" : "compute";
    case "accumulate":
    case "copy":
      return "compute";
    default:
      return "communication";
  }
}

/**
 * The task of every instruction, in a pipeline. Instructions after the last update count as its own: an update that
 * waits for sums over all stages ends there.
 */
export function tasksByInstruction({ tasks, instructions }: MeshProgram): (TimelineTask | undefined)[] {
  const byInstruction = new Array<TimelineTask | undefined>(instructions.length);
  for (const { kind, chunk, microbatch, begin, end } of tasks)
    byInstruction.fill({ kind, chunk, microbatch }, begin, end);
  const last = tasks.reduce((latest, task) => (task.end > latest.end ? task : latest), { kind: "", end: -1 });
  if (last.kind === "update") byInstruction.fill(byInstruction[last.end - 1], last.end);
  return byInstruction;
}
