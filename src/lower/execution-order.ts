/**
 * @file Checks that a program's messages are sound in every order that the devices can take, and returns one such
 *   order. Each message is sent and received once, no mesh deadlocks, and no sent buffer changes while a receiver may
 *   read it.
 */
import { InternalError } from "../base/errors.ts";
import { sameType, typeText } from "../ir/types.ts";
import { localType } from "../plan/placement.ts";
import { baseOf, overlap, writesOf } from "./buffers.ts";
import { messageKey, type Position, type Transferring, visitCausally } from "./causality.ts";
import type { BufferId, Program } from "./program.ts";

/** A message and, once it is known, its receipt. */
interface Message {
  readonly sender: Position;
  readonly receiver: number;
  /** The sender's buffer. */
  readonly buffer: BufferId;
  /** The receiver's `recv`, once it has been executed. */
  received?: number;
}

/**
 * Returns all instructions: each mesh's in its own order, every `recv` after its `send`.
 * @throws InternalError when a message is not sent and received exactly once by the transfer's meshes and with its
 *   type, when meshes deadlock, or when a sent buffer is written or freed by an instruction that may run before the
 *   receiver's `recv` (except frees at the very end)
 */
export function executionOrder(program: Program): readonly Position[] {
  const { meshes, transfers } = program;
  const executed: Position[] = [];
  const messages = new Map<string, Message>();
  /** By mesh and by buffer: the messages that are held in the buffer or in a view of it. */
  const inFlight = meshes.map(() => new Map<BufferId, Message[]>());

  const stuck = visitCausally(meshes, (mesh, index, before) => {
    const position = { mesh, instruction: index };
    executed.push(position);
    const { buffers, instructions } = meshes[mesh];
    const instruction = instructions[index];
    for (const id of takenBy(program, position)) {
      const base = baseOf(buffers, id);
      const [touched, others]: Message[][] = [[], []];
      for (const message of inFlight[mesh].get(base) ?? [])
        (overlap(buffers, id, message.buffer) ? touched : others).push(message);
      for (const { receiver, received } of touched) {
        if (received !== undefined && before[receiver] > received) continue;
        const { name } = buffers[id];
        throw new InternalError(
          at(position),
          `${instruction.kind} of buffer ${id} (${name}), which mesh ${receiver} need not have received by then`,
        );
      }
      inFlight[mesh].set(base, others);
    }
    if (instruction.kind === "send") {
      checkEnd(program, position, instruction);
      const key = messageKey(instruction);
      if (messages.has(key)) throw new InternalError(at(position), `${nameOf(program, instruction)} is sent twice`);
      const { buffer } = instruction;
      const message: Message = { sender: position, receiver: transfers[instruction.transfer].to.mesh, buffer };
      messages.set(key, message);
      const id = baseOf(buffers, instruction.buffer);
      inFlight[mesh].set(id, [...(inFlight[mesh].get(id) ?? []), message]);
    } else if (instruction.kind === "recv") {
      checkEnd(program, position, instruction);
      const message = messages.get(messageKey(instruction))!;
      if (message.received !== undefined)
        throw new InternalError(at(position), `${nameOf(program, instruction)} is received twice`);
      message.received = index;
    }
  });

  if (stuck.length > 0) {
    const waits = stuck.map((position) => {
      const instruction = meshes[position.mesh].instructions[position.instruction] as Transferring;
      const from = transfers[instruction.transfer]?.from.mesh;
      const isOver = meshes[from] && !stuck.some(({ mesh }) => mesh === from);
      return `${at(position)} waits for ${nameOf(program, instruction)} from mesh ${from}${isOver ? " (over)" : ""}`;
    });
    throw new InternalError("deadlock", waits.join(", "));
  }
  for (const [key, { sender, received }] of messages) {
    if (received === undefined) throw new InternalError(at(sender), `message ${key} is never received`);
  }
  return executed;
}

/**
 * The buffers that an instruction overwrites or frees; the bytes of freed ones may be reused by others. Frees at the
 * end of the list do not count, because no instruction follows them.
 */
export function takenBy({ meshes }: Program, { mesh, instruction: index }: Position): readonly BufferId[] {
  const { instructions } = meshes[mesh];
  const instruction = instructions[index];
  if (instruction.kind !== "free") return writesOf(instruction);
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
