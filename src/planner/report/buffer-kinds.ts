/** @file What the buffers of a stage hold: parameters, optimizer state, batch, gradients, activations or messages. */
import { findRoles, isWeightRole } from "../../analysis/roles.ts";
import type { Step } from "../../analysis/step.ts";
import type { BufferId, Instruction, Program } from "../../lower/program.ts";

export const memoryKinds = ["parameters", "optimizer", "batch", "gradients", "activations", "messages"] as const;
export type MemoryKind = (typeof memoryKinds)[number];

/** The kind of every buffer of a stage. */
export function bufferKinds(step: Step, program: Program, stage: number): MemoryKind[] {
  const { buffers, instructions } = program.meshes[stage];
  const { inputs } = findRoles(step);
  const kinds: MemoryKind[] = buffers.map(() => "activations");
  program.inputs.forEach((port, input) => {
    const role = inputs[input];
    const kind = isWeightRole(role) ? "parameters" : role === "batch" ? "batch" : "optimizer";
    for (const { mesh, buffer } of [port, ...(port.copies ?? [])]) if (mesh === stage) kinds[buffer] = kind;
  });
  for (const instruction of instructions) {
    const written = writtenAs(instruction);
    if (written) kinds[written.buffer] = written.kind;
  }
  return kinds;
}

/** What a buffer holds that an instruction fills: sums over the microbatches are gradients, and messages come in. */
function writtenAs(instruction: Instruction): { readonly buffer: BufferId; readonly kind: MemoryKind } | undefined {
  if (instruction.kind === "accumulate") return { buffer: instruction.into, kind: "gradients" };
  return instruction.kind === "recv" ? { buffer: instruction.buffer, kind: "messages" } : undefined;
}
