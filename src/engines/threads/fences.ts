/**
 * @file Places fences, barriers at which the devices of a group wait for each other. A collective reads (and an
 * all-reduce writes) its peers' memory, so it needs one fence after the peers' earlier accesses to that memory and one
 * before their later ones. Each fence is delayed until an instruction touches such memory, so one fence often serves
 * several collectives. Transfers between meshes need no fences: happens-before order tells when a message has been read
 * (`lower/causality.ts`).
 */
import { bytesOf } from "../../ir/types.ts";
import { accessOf } from "../../lower/buffers.ts";
import type { BufferId, CollectiveInstruction, Instruction, MeshProgram } from "../../lower/program.ts";
import { isShared } from "./collectives/collective.ts";
import { groupKey } from "./job.ts";

/** A barrier of the groups over `axes`, before an instruction. */
export interface Fence {
  readonly axes: readonly string[];
  readonly instruction: number;
}

/**
 * A byte range of a device's arena. All devices of a mesh have the same layout, so it denotes the same buffers on each.
 */
type Range = readonly [begin: number, end: number];

const overlap = (a: readonly Range[], b: readonly Range[]): boolean =>
  a.some(([begin, end]) => b.some((other) => begin < other[1] && other[0] < end));

/** Accesses of a group's members since their last fence that may still be going on. */
interface Pending {
  readonly axes: readonly string[];
  /** Memory of this device that peers may still read. */
  readonly readByPeers: Range[];
  /** Memory of this device that peers may still write. */
  readonly writtenByPeers: Range[];
  /** Memory that this device has written in collectives of this group. */
  readonly written: Range[];
  /** True if only collectives of this group have run since the fence. */
  onlyCollectives: boolean;
}

/** True for collectives that access the memory of more than one device. */
export const needsFence = (instruction: Instruction): instruction is CollectiveInstruction & { microbatch: number } =>
  "attrs" in instruction && isShared(instruction.kind) && instruction.attrs.groupSize > 1;

/**
 * Returns the program's instructions with fences between them.
 * @param offsets  byte offset of every buffer in the arena
 */
export function placeFences(
  { buffers, instructions }: Pick<MeshProgram, "buffers" | "instructions">,
  offsets: readonly number[],
): (Fence | Instruction)[] {
  const placed: (Fence | Instruction)[] = [];
  const groups = new Map<string, Pending>();
  const rangeOf = (id: BufferId): Range => [offsets[id], offsets[id] + bytesOf(buffers[id].type)];
  const noteOtherWork = (except?: string): void => {
    for (const [key, pending] of groups) if (key !== except) pending.onlyCollectives = false;
  };
  const addFence = (axes: readonly string[], instruction: number): Pending => {
    placed.push({ axes, instruction });
    const pending = { axes, readByPeers: [], writtenByPeers: [], written: [], onlyCollectives: true };
    groups.set(groupKey(axes), pending);
    noteOtherWork(groupKey(axes));
    return pending;
  };
  instructions.forEach((instruction, index) => {
    const access = accessOf(instruction, buffers);
    const [reads, writes] = [access.reads.map(rangeOf), access.writes.map(rangeOf)];
    for (const { axes, readByPeers, writtenByPeers } of [...groups.values()]) {
      const conflicts =
        overlap(reads, writtenByPeers) || overlap(writes, writtenByPeers) || overlap(writes, readByPeers);
      if (conflicts) addFence(axes, index);
    }
    if (needsFence(instruction)) {
      const { axes } = instruction.attrs;
      const last = groups.get(groupKey(axes));
      const needsNone = last?.onlyCollectives && !overlap([...reads, ...writes], last.written);
      const pending = needsNone ? last : addFence(axes, index);
      pending.readByPeers.push(...reads);
      pending.written.push(...writes);
      if (instruction.kind === "all_reduce") pending.writtenByPeers.push(...writes);
      noteOtherWork(groupKey(axes));
    } else if (instruction.kind !== "free" && instruction.kind !== "send") noteOtherWork();
    placed.push(instruction);
  });
  return placed;
}
