/**
 * @file In which order the meshes of a program can execute their instructions, and that their messages are sound in every order that the
 * devices may happen to take: each is sent and received once, nobody waits for ever, and no sent buffer changes while it may be read.
 */
import { InternalError } from "../base/errors.ts";
import { sameType, typeText } from "../ir/types.ts";
import { localType } from "../plan/placement.ts";
import { accessOf, baseOf } from "./buffers.ts";
import type { BufferId, Instruction, Program } from "./program.ts";

/** An instruction of a program. */
export interface Position {
  readonly mesh: number;
  readonly instruction: number;
}

export type Transferring = Extract<Instruction, { readonly kind: "send" | "recv" }>;

/** Names a message of a program. */
export const messageKey = ({ transfer, message }: Pick<Transferring, "transfer" | "message">): string =>
  `${transfer}#${message}`;

/** A message on its way. */
interface Message {
  readonly sender: Position;
  readonly receiver: number;
  /** For each mesh, how many of its instructions are over when the message arrives. */
  readonly past: readonly number[];
  /** The receiver's `recv`, once it has been executed. */
  received?: number;
}

/**
 * All instructions, each mesh's in its own order, every `recv` behind its `send`.
 *
 * A `recv` waits for all devices of the sending mesh, so what one device knows to be over is over on all: causality is that between
 * meshes, along their instructions and from `send` to `recv` (Lamport 1978).
 * @throws InternalError when a message is not sent and received exactly once by the transfer's meshes and as its types say, when meshes
 *   wait for each other, or when a sent buffer is written or freed by an instruction that need not come after the receiver's `recv`
 *   (frees at the very end may)
 */
export function executionOrder(program: Program): Position[] {
  const { meshes } = program;
  const order: Position[] = [];
  const messages = new Map<string, Message>();
  const next = meshes.map(() => 0);
  /** For each mesh, how many instructions of every mesh are known there to be over. */
  const known = meshes.map(() => meshes.map(() => 0));
  /** For each mesh, the messages that lie in a buffer. */
  const lying = meshes.map(() => new Map<BufferId, Message[]>());

  const execute = (position: Position): void => {
    const { mesh, instruction: index } = position;
    const { buffers, instructions } = meshes[mesh];
    const instruction = instructions[index];
    for (const id of takenBy(program, position)) {
      for (const { receiver, received } of lying[mesh].get(id) ?? []) {
        if (received !== undefined && known[mesh][receiver] > received) continue;
        const { name } = buffers[id];
        throw new InternalError(
          at(position),
          `${instruction.kind} of buffer ${id} (${name}), which mesh ${receiver} need not have received by then`,
        );
      }
      lying[mesh].delete(id);
    }
    known[mesh][mesh] = index + 1;
    if (instruction.kind === "send") {
      checkEnd(program, position, instruction);
      const key = messageKey(instruction);
      if (messages.has(key)) throw new InternalError(at(position), `${nameOf(program, instruction)} is sent twice`);
      const message: Message = {
        sender: position,
        receiver: program.transfers[instruction.transfer].to.mesh,
        past: [...known[mesh]],
      };
      messages.set(key, message);
      const id = baseOf(buffers, instruction.buffer);
      lying[mesh].set(id, [...(lying[mesh].get(id) ?? []), message]);
    } else if (instruction.kind === "recv") {
      checkEnd(program, position, instruction);
      const message = messages.get(messageKey(instruction))!;
      if (message.received !== undefined) {
        throw new InternalError(at(position), `${nameOf(program, instruction)} is received twice`);
      }
      message.received = index;
      known[mesh] = known[mesh].map((count, other) => Math.max(count, message.past[other]));
    }
    order.push(position);
  };

  const waitsFor = (mesh: number): Transferring | undefined => {
    const instruction = meshes[mesh].instructions[next[mesh]];
    return instruction?.kind === "recv" && !messages.has(messageKey(instruction)) ? instruction : undefined;
  };
  for (let before = -1; before < order.length; ) {
    before = order.length;
    meshes.forEach(({ instructions }, mesh) => {
      for (; next[mesh] < instructions.length && !waitsFor(mesh); next[mesh]++) {
        execute({ mesh, instruction: next[mesh] });
      }
    });
  }

  const stuck = meshes.flatMap((_, mesh) => {
    const instruction = waitsFor(mesh);
    if (!instruction) return [];
    const from = program.transfers[instruction.transfer]?.from.mesh;
    const isOver = meshes[from] && next[from] === meshes[from].instructions.length;
    const position = { mesh, instruction: next[mesh] };
    return [`${at(position)} waits for ${nameOf(program, instruction)} from mesh ${from}${isOver ? " (over)" : ""}`];
  });
  if (stuck.length > 0) throw new InternalError("deadlock", stuck.join(", "));
  for (const [key, { sender, received }] of messages) {
    if (received === undefined) throw new InternalError(at(sender), `message ${key} is never received`);
  }
  return order;
}

/**
 * The buffers whose bytes are not what they were from an instruction on: those it writes and those it frees, which others may then take.
 * After the frees at the end of the list nothing does, so they take nothing.
 */
export function takenBy({ meshes }: Program, { mesh, instruction: index }: Position): readonly BufferId[] {
  const { buffers, instructions } = meshes[mesh];
  const instruction = instructions[index];
  if (instruction.kind !== "free") return accessOf(instruction, buffers).writes;
  return instructions.slice(index).every(({ kind }) => kind === "free") ? [] : instruction.buffers;
}

const at = ({ mesh, instruction }: Position): string => `mesh ${mesh}, instruction ${instruction}`;

const nameOf = ({ transfers }: Program, { transfer, message }: Transferring): string =>
  `message ${message} of transfer ${transfer} (${transfers[transfer]?.name})`;

/** Checks that a `send` or `recv` belongs to its mesh and names a buffer of the right type. */
function checkEnd(program: Program, position: Position, instruction: Transferring): void {
  const { kind, transfer, buffer } = instruction;
  const { from, to, type } = program.transfers[transfer];
  const { mesh, placement } = kind === "send" ? from : to;
  if (mesh !== position.mesh) {
    throw new InternalError(at(position), `${kind} of ${nameOf(program, instruction)}, which is mesh ${mesh}'s`);
  }
  const want = localType(type, placement, program.meshes[mesh].mesh);
  const got = program.meshes[mesh].buffers[buffer].type;
  if (placement.partial.length > 0 || !sameType(want, got)) {
    const partial = placement.partial.length > 0 ? " without partial terms" : "";
    throw new InternalError(
      at(position),
      `${kind} of ${nameOf(program, instruction)} needs a ${typeText(want)}${partial}, buffer ${buffer} is a ${typeText(got)}`,
    );
  }
}
