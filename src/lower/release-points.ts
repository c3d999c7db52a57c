/**
 * @file The release point of every sent buffer: the sender's first `recv` of a message that was sent after the
 * receiver's `recv` of the buffer, by the receiver or by a mesh that heard from it. Once it has run, the buffer may be
 * freed, so receivers send no acknowledgement.
 */
import { InternalError } from "../base/errors.ts";
import { baseOf } from "./buffers.ts";
import { type Clock, messageKey, type Position, visitCausally } from "./causality.ts";
import type { BufferId, MeshProgram } from "./program.ts";

/**
 * By mesh and sent buffer: the index of the instruction after which the buffer may be freed; the list's length if only
 * the end of the step is certain to come after the receipt.
 * @throws InternalError when meshes wait for each other in a cycle
 */
export function releasePoints(
  drafts: readonly Pick<MeshProgram, "instructions" | "buffers">[],
): Map<BufferId, number>[] {
  const receivedAt = new Map<string, Position>();
  /** By mesh: its `recv` instructions, the only ones that advance its clock, and the clock after each. */
  const receipts = drafts.map((): { readonly instruction: number; readonly after: Clock }[] => []);
  const stuck = visitCausally(drafts, (mesh, index, _before, after) => {
    const instruction = drafts[mesh].instructions[index];
    if (instruction.kind !== "recv") return;
    receivedAt.set(messageKey(instruction), { mesh, instruction: index });
    receipts[mesh].push({ instruction: index, after });
  });
  if (stuck.length > 0) {
    const [{ mesh, instruction }] = stuck;
    throw new InternalError("lower", `stage ${mesh} waits for ever for a message at instruction ${instruction}`);
  }
  return drafts.map(({ instructions, buffers }, mesh) => {
    const release = new Map<BufferId, number>();
    instructions.forEach((instruction) => {
      if (instruction.kind !== "send") return;
      const receipt = receivedAt.get(messageKey(instruction));
      if (!receipt) throw new InternalError("lower", `message ${messageKey(instruction)} is never received`);
      const proof = receipts[mesh].find(({ after }) => after[receipt.mesh] > receipt.instruction);
      const until = proof?.instruction ?? instructions.length;
      const buffer = baseOf(buffers, instruction.buffer);
      release.set(buffer, Math.max(until, release.get(buffer) ?? 0));
    });
    return release;
  });
}
