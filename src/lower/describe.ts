/** @file The description of an instruction for people: what it does, and with which buffers. */
import type { MeshProgram } from "./program.ts";

/** Op kinds named per segment. */
const maxNamedOps = 4;

/** `segment 3 (dot_general, add, 5 more ops)`, `all_reduce of w1.grad over data`. */
export function describeInstruction({ segments, buffers, instructions }: MeshProgram, index: number): string {
  const instruction = instructions[index];
  const name = (buffer: number): string => buffers[buffer].name;
  if (instruction.kind === "run") {
    const { ops } = segments[instruction.segment].graph;
    const kinds = ops.slice(0, maxNamedOps).map(({ kind }) => kind);
    const more = ops.length > maxNamedOps ? `, ${ops.length - maxNamedOps} more ops` : "";
    return `segment ${instruction.segment} (${kinds.join(", ")}${more})`;
  }
  if (instruction.kind === "free") return "free";
  if (instruction.kind === "send" || instruction.kind === "recv") {
    return `${instruction.kind} of ${name(instruction.buffer)} (transfer ${instruction.transfer}, message ${instruction.message})`;
  }
  if (instruction.kind === "copy" || instruction.kind === "accumulate") {
    return `${instruction.kind} of ${name(instruction.from)} to ${name(instruction.into)}`;
  }
  return `${instruction.kind} of ${name(instruction.input)} over ${instruction.attrs.axes.join(", ")}`;
}
