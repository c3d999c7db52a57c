/**
 * @file Where the devices of a mesh must wait for each other. A collective reads (and an all-reduce writes) memory of its peers,
 * so it needs a fence, a barrier of its group, after what its peers did to that memory before, and a fence before what they do
 * to it next. Other meshes read what has been sent without fences: causality tells when they have (`lower/causality.ts`).
 * Every fence is put off until an instruction touches such memory, so one fence often serves several collectives.
 */
import { bytesOf } from "../../ir/types.ts";
import { accessOf } from "../../lower/buffers.ts";
import type { BufferId, CollectiveInstruction, Instruction, MeshProgram } from "../../lower/program.ts";
import { isShared } from "./collectives/collective.ts";
import { groupKey } from "./job.ts";

/** A barrier of the groups over `axes`, in front of an instruction. */
export interface Fence {
  readonly axes: readonly string[];
  readonly instruction: number;
}

/** Bytes of a device's arena. All devices of a mesh have the same layout, so a range means the same on every one. */
type Range = readonly [begin: number, end: number];

const overlap = (a: readonly Range[], b: readonly Range[]): boolean =>
  a.some(([begin, end]) => b.some((other) => begin < other[1] && other[0] < end));

/** What the members of a group may still be doing since their last fence. */
interface Pending {
  readonly axes: readonly string[];
  /** Memory of this device that peers may still read. */
  readonly read: Range[];
  /** Memory of this device that peers may still write. */
  readonly written: Range[];
  /** Memory that this device has written in collectives of this group. */
  readonly made: Range[];
  /** Nothing but collectives of this group has run since the fence. */
  fresh: boolean;
}

/** True for collectives that work on memory of more than one device. */
export const needsFence = (instruction: Instruction): instruction is CollectiveInstruction & { microbatch: number } =>
  "attrs" in instruction && isShared(instruction.kind) && instruction.attrs.groupSize > 1;

/**
 * The program's instructions with the fences between them.
 * @param offsets  byte offset of every buffer in the arena
 */
export function placeFences(
  { buffers, instructions }: Pick<MeshProgram, "buffers" | "instructions">,
  offsets: readonly number[],
): (Fence | Instruction)[] {
  const placed: (Fence | Instruction)[] = [];
  const groups = new Map<string, Pending>();
  const rangeOf = (id: BufferId): Range => [offsets[id], offsets[id] + bytesOf(buffers[id].type)];
  const makeStale = (except?: string): void => {
    for (const [key, pending] of groups) if (key !== except) pending.fresh = false;
  };
  const addFence = (axes: readonly string[], instruction: number): Pending => {
    placed.push({ axes, instruction });
    const pending = { axes, read: [], written: [], made: [], fresh: true };
    groups.set(groupKey(axes), pending);
    makeStale(groupKey(axes));
    return pending;
  };
  instructions.forEach((instruction, index) => {
    const access = accessOf(instruction, buffers);
    const [reads, writes] = [access.reads.map(rangeOf), access.writes.map(rangeOf)];
    for (const { axes, read, written } of [...groups.values()]) {
      if (overlap(reads, written) || overlap(writes, written) || overlap(writes, read)) addFence(axes, index);
    }
    if (needsFence(instruction)) {
      const { axes } = instruction.attrs;
      const last = groups.get(groupKey(axes));
      const ready = last?.fresh && !overlap([...reads, ...writes], last.made);
      const pending = ready ? last : addFence(axes, index);
      pending.read.push(...reads);
      pending.made.push(...writes);
      if (instruction.kind === "all_reduce") pending.written.push(...writes);
      makeStale(groupKey(axes));
    } else if (instruction.kind !== "free" && instruction.kind !== "send") makeStale();
    placed.push(instruction);
  });
  return placed;
}
