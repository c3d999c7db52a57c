/**
 * @file Until when a sent value must be kept: up to an instruction of the sender's that can only run after the
 * receiver's `recv`, because something it waits for was sent after that. So senders need no acknowledgement.
 */
import { InternalError } from "../base/errors.ts";
import { baseOf } from "./buffers.ts";
import { type Executed, findCausality, messageKey } from "./causality.ts";
import type { BufferId, MeshProgram } from "./program.ts";

/**
 * For each mesh, the sent buffers and the index of the instruction up to which each must be kept; the list's length
 * where only the end of the step is sure to come after the receipt.
 * @throws InternalError when the meshes wait for each other in a circle
 */
export function keptUntil(drafts: readonly Pick<MeshProgram, "instructions" | "buffers">[]): Map<BufferId, number>[] {
  const { executed, stuck } = findCausality(drafts);
  if (stuck.length > 0) {
    const [{ mesh, instruction }] = stuck;
    throw new InternalError("lower", `stage ${mesh} waits for ever for a message at instruction ${instruction}`);
  }
  const receivedAt = new Map<string, Executed>();
  /** By mesh, its receipts: all that adds to what it knows. */
  const receipts = drafts.map((): Executed[] => []);
  for (const each of executed) {
    const instruction = drafts[each.mesh].instructions[each.instruction];
    if (instruction.kind !== "recv") continue;
    receivedAt.set(messageKey(instruction), each);
    receipts[each.mesh].push(each);
  }
  return drafts.map(({ instructions, buffers }, mesh) => {
    const kept = new Map<BufferId, number>();
    instructions.forEach((instruction) => {
      if (instruction.kind !== "send") return;
      const receipt = receivedAt.get(messageKey(instruction));
      if (!receipt) throw new InternalError("lower", `message ${messageKey(instruction)} is never received`);
      const proof = receipts[mesh].find(({ after }) => after[receipt.mesh] > receipt.instruction);
      const until = proof?.instruction ?? instructions.length;
      const buffer = baseOf(buffers, instruction.buffer);
      kept.set(buffer, Math.max(until, kept.get(buffer) ?? 0));
    });
    return kept;
  });
}
