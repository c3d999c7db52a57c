/**
 * @file When a sent value has been received, told from the order of instructions alone: an instruction of the sender's that can only run
 * after the receiver's `recv`, because something it waits for was sent after that. So senders need no acknowledgement: a sent buffer is
 * kept until there.
 */
import { InternalError } from "../base/errors.ts";
import { baseOf } from "./buffers.ts";
import { messageKey } from "./execution-order.ts";
import type { BufferId, MeshProgram } from "./program.ts";

/**
 * For each mesh, the sent buffers and the index of the instruction up to which each must be kept; the list's length where only the end of
 * the step is sure to come after the receipt.
 * @throws InternalError when the meshes wait for each other in a circle
 */
export function keptUntil(drafts: readonly Pick<MeshProgram, "instructions" | "buffers">[]): Map<BufferId, number>[] {
  const meshes = drafts.map(({ instructions }) => instructions);
  const positions = meshes.map(() => 0);
  /** How many instructions of each mesh have surely run when a mesh is where it is. */
  const clocks = meshes.map(() => new Int32Array(meshes.length));
  const sentAt = new Map<string, Int32Array>();
  const receivedAt = new Map<string, { readonly mesh: number; readonly index: number }>();
  /** By mesh: its clock behind each of its `recv`. */
  const history: { readonly index: number; readonly clock: Int32Array }[][] = meshes.map(() => []);
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    meshes.forEach((instructions, mesh) => {
      for (; positions[mesh] < instructions.length; positions[mesh]++, isMoving = true) {
        const index = positions[mesh];
        const instruction = instructions[index];
        const clock = clocks[mesh];
        if (instruction.kind === "recv") {
          const sender = sentAt.get(messageKey(instruction));
          if (!sender) break;
          sender.forEach((time, other) => {
            clock[other] = Math.max(clock[other], time);
          });
          clock[mesh] = index + 1;
          receivedAt.set(messageKey(instruction), { mesh, index });
          history[mesh].push({ index, clock: clock.slice() });
          continue;
        }
        clock[mesh] = index + 1;
        if (instruction.kind === "send") sentAt.set(messageKey(instruction), clock.slice());
      }
    });
  }
  const stuck = positions.findIndex((position, mesh) => position < meshes[mesh].length);
  if (stuck >= 0) {
    const instruction = meshes[stuck][positions[stuck]];
    const what = "message" in instruction ? `message ${messageKey(instruction)}` : instruction.kind;
    throw new InternalError("lower", `stage ${stuck} waits for ever for ${what} at instruction ${positions[stuck]}`);
  }
  return meshes.map((instructions, mesh) => {
    const kept = new Map<BufferId, number>();
    instructions.forEach((instruction) => {
      if (instruction.kind !== "send") return;
      const receipt = receivedAt.get(messageKey(instruction));
      if (!receipt) throw new InternalError("lower", `message ${messageKey(instruction)} is never received`);
      const proof = history[mesh].find(({ clock }) => clock[receipt.mesh] > receipt.index);
      const until = proof?.index ?? instructions.length;
      const buffer = baseOf(drafts[mesh].buffers, instruction.buffer);
      kept.set(buffer, Math.max(until, kept.get(buffer) ?? 0));
    });
    return kept;
  });
}
