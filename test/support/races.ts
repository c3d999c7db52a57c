/**
 * @file Finds data races between the devices of a program: two accesses to the same bytes of an arena, at least one of
 * them a write, that neither fences nor messages order. It knows only arenas and memory accesses, not how fences and
 * buffers are placed.
 */
import { type Fence, needsFence } from "../../src/engines/threads/fences.ts";
import { bytesOf } from "../../src/ir/types.ts";
import { messageKey } from "../../src/lower/causality.ts";
import type { BufferId, Instruction, MeshProgram, Program } from "../../src/lower/program.ts";
import { meshSize } from "../../src/plan/placement.ts";
import { groupOf } from "../../src/plan/shard.ts";
import { transferPieces } from "../../src/plan/transfer.ts";

interface Access {
  readonly by: number;
  readonly epoch: number;
  readonly isWrite: boolean;
  readonly begin: number;
  readonly end: number;
  readonly instruction: number;
}

/** All accesses of `rank` in an instruction: the owner of the memory, the bytes, and whether it writes. */
function accesses(program: MeshProgram, offsets: readonly number[], instruction: Instruction, rank: number) {
  const { mesh, buffers } = program;
  const found: { owner: number; isWrite: boolean; begin: number; end: number }[] = [];
  const add = (owner: number, id: BufferId, isWrite: boolean, part = 0, parts = 1): void => {
    const bytes = bytesOf(buffers[id].type);
    const at = (i: number): number => offsets[id] + (bytes * i) / parts;
    found.push({ owner, isWrite, begin: at(part), end: at(part + 1) });
  };
  if (instruction.kind === "send" || instruction.kind === "recv") {
    add(rank, instruction.buffer, instruction.kind === "recv");
  } else if (instruction.kind === "run") {
    for (const id of instruction.inputs) add(rank, id, false);
    for (const id of instruction.outputs) add(rank, id, true);
  } else if (instruction.kind === "copy" || instruction.kind === "accumulate") {
    add(rank, instruction.from, false);
    add(rank, instruction.into, true);
  } else if (needsFence(instruction)) {
    const members = groupOf(mesh, instruction.attrs.axes, rank);
    const slice =
      instruction.kind === "all_reduce" ? ([members.indexOf(rank), members.length] as const) : ([0, 1] as const);
    for (const member of members) add(member, instruction.input, false, ...slice);
    if (instruction.kind !== "all_reduce") add(rank, instruction.output, true);
    else for (const member of members) add(member, instruction.output, true, ...slice);
  } else if (instruction.kind !== "free") {
    add(rank, instruction.input, false);
    add(rank, instruction.output, true);
  }
  return found;
}

/** A mesh program with its memory layout and the fences between its instructions. */
export interface LaidOut {
  readonly program: MeshProgram;
  /** Byte offset of every buffer in an arena. */
  readonly offsets: readonly number[];
  readonly placed: readonly (Fence | Instruction)[];
}

/** A message that has been sent. */
interface Sent {
  readonly mesh: number;
  readonly buffer: BufferId;
  /** By rank of the sending mesh. */
  readonly clocks: readonly (readonly number[])[];
}

/**
 * Tracks the happens-before order of fences and messages with vector clocks, and returns the first unordered pair of
 * conflicting accesses. Messages of transfers that are not given access only their own device's memory.
 * @param waitsFor  the ranks of the sending mesh that `rank` waits for in a `recv`
 */
export function findRace(
  meshes: readonly LaidOut[],
  transfers: Program["transfers"] = [],
  waitsFor: (senders: readonly number[], rank: number, readFrom: readonly number[]) => readonly number[] = (all) => all,
): string | undefined {
  const ranksOf = meshes.map(({ program }) => Array.from({ length: meshSize(program.mesh) }, (_, rank) => rank));
  const first = ranksOf.map((_, mesh) => ranksOf.slice(0, mesh).flat().length);
  const devices = ranksOf.flat().map((_, device) => device);
  const clocks = devices.map((device) => devices.map((other) => Number(other === device)));
  const memories: Access[][] = devices.map(() => []);
  const messages = new Map<string, Sent>();
  const pieces = transfers.map(({ type, from, to }) => {
    const end = ({ mesh, placement }: typeof from) => ({ mesh: meshes[mesh].program.mesh, placement });
    return transferPieces(type, end(from), end(to));
  });
  const join = (device: number, clock: readonly number[]): void => {
    clocks[device] = clocks[device].map((time, other) => Math.max(time, clock[other]));
  };

  const touch = (by: number, owner: number, range: Omit<Access, "by" | "epoch">): string | undefined => {
    const { isWrite, begin, end, instruction } = range;
    for (const other of memories[owner]) {
      const conflict = (isWrite || other.isWrite) && begin < other.end && other.begin < end && other.by !== by;
      if (!conflict || clocks[by][other.by] >= other.epoch) continue;
      return `instruction ${instruction} of device ${by} and ${other.instruction} of device ${other.by}`;
    }
    // Drop earlier accesses that this one covers and that happened before it: a race with them is also a race with this
    // one.
    const left = memories[owner].filter((other) => {
      const isCovered = begin <= other.begin && other.end <= end && (isWrite || (other.by === by && !other.isWrite));
      return !isCovered || clocks[by][other.by] < other.epoch;
    });
    memories[owner] = [...left, { by, epoch: clocks[by][by], ...range }];
    return undefined;
  };

  /** Executes one item on all devices of a mesh. */
  const execute = (mesh: number, item: Fence | Instruction): string | undefined => {
    const { program, offsets } = meshes[mesh];
    const own = ranksOf[mesh].map((rank) => first[mesh] + rank);
    if ("axes" in item) {
      const before = [...clocks];
      for (const rank of ranksOf[mesh]) {
        for (const member of groupOf(program.mesh, item.axes, rank)) join(own[rank], before[own[member]]);
      }
      for (const device of own) clocks[device][device]++;
      return undefined;
    }
    const instruction = program.instructions.indexOf(item);
    for (const rank of ranksOf[mesh]) {
      const by = own[rank];
      if (item.kind === "recv" && transfers[item.transfer]) {
        const sent = messages.get(messageKey(item))!;
        const readFrom = pieces[item.transfer].flatMap(({ from, to }) => (to === rank ? [from] : []));
        for (const sender of waitsFor(ranksOf[sent.mesh], rank, readFrom)) join(by, sent.clocks[sender]);
        const begin = meshes[sent.mesh].offsets[sent.buffer];
        const end = begin + bytesOf(meshes[sent.mesh].program.buffers[sent.buffer].type);
        for (const sender of readFrom) {
          const race = touch(by, first[sent.mesh] + sender, { isWrite: false, begin, end, instruction });
          if (race) return race;
        }
      }
      for (const { owner, ...range } of accesses(program, offsets, item, rank)) {
        const race = touch(by, own[owner], { ...range, instruction });
        if (race) return race;
      }
    }
    if (item.kind === "send") {
      messages.set(messageKey(item), { mesh, buffer: item.buffer, clocks: own.map((device) => [...clocks[device]]) });
      for (const device of own) clocks[device][device]++;
    }
    return undefined;
  };

  const next = meshes.map(() => 0);
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const [mesh, { placed }] of meshes.entries()) {
      for (; next[mesh] < placed.length; next[mesh]++, isMoving = true) {
        const item = placed[next[mesh]];
        if ("kind" in item && item.kind === "recv" && transfers[item.transfer] && !messages.has(messageKey(item)))
          break;
        const race = execute(mesh, item);
        if (race) return race;
      }
    }
  }
  return undefined;
}
