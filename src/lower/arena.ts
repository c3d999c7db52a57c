/**
 * @file The static buffer plan of a mesh program: every buffer gets a fixed offset in its device's arena. Inputs keep
 *   their place between steps. Temporaries share bytes when their live ranges do not overlap. An all-reduce and an
 *   elementwise segment write over an input whose last reader they are. A sent buffer lives until its `free`, because
 *   other meshes may read it after its last use here. All devices of a mesh use the same offsets. Source: greedy by
 *   size (Pisarchyk and Lee 2020), largest first into the tightest gap.
 */
import { InternalError } from "../base/errors.ts";
import { bytesOf, sameType } from "../ir/types.ts";
import { accessOf, baseOf, sentBuffers } from "./buffers.ts";
import type { BufferId, Instruction, MeshProgram } from "./program.ts";

export interface ArenaPlan {
  /**
   * Byte offset of every buffer in its device's arena; 64-byte aligned except for views that begin elsewhere. A lent
   * buffer has its offset in the lender's arena plus `bytes`.
   */
  readonly offsets: readonly number[];
  /** Bytes of one device's arena: the peak. Lent buffers take none of them. */
  readonly bytes: number;
  /** The part of `bytes` that inputs take, which stay between steps. */
  readonly inputBytes: number;
}

const alignmentBytes = 64;
const aligned = (bytes: number): number => Math.ceil(Math.max(1, bytes) / alignmentBytes) * alignmentBytes;

/**
 * The first and last instruction that touches each buffer with bytes of its own. The `free` of a sent buffer counts as
 * a touch; outputs, and sent buffers without a `free`, live past the last instruction.
 */
interface LiveRanges {
  readonly first: Float64Array;
  readonly last: Float64Array;
}

function findLiveRanges({ buffers, instructions }: MeshProgram, outputs: readonly BufferId[]): LiveRanges {
  const first = new Float64Array(buffers.length).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(buffers.length).fill(-1);
  const freed = new Set<BufferId>();
  const sent = sentBuffers(instructions, buffers);
  const touch = (owner: BufferId, index: number, reads: boolean): void => {
    const { name, kind } = buffers[owner];
    if (freed.has(owner))
      throw new InternalError(`instruction ${index}`, `uses buffer ${owner} (${name}) after its free`);
    if (reads && kind === "temporary" && first[owner] > index) {
      throw new InternalError(`instruction ${index}`, `reads buffer ${owner} (${name}) before it is written`);
    }
    first[owner] = Math.min(first[owner], index);
    last[owner] = Math.max(last[owner], index);
  };
  instructions.forEach((instruction, index) => {
    const { reads, writes } = accessOf(instruction, buffers);
    for (const buffer of reads) touch(buffer, index, true);
    for (const buffer of writes) touch(buffer, index, false);
    if (instruction.kind !== "free") return;
    for (const buffer of instruction.buffers) {
      if (sent.has(buffer)) touch(buffer, index, true);
      freed.add(buffer);
    }
  });
  for (const id of sent) if (!freed.has(id)) last[id] = instructions.length;
  for (const output of outputs) {
    const owner = baseOf(buffers, output);
    if (freed.has(owner)) throw new InternalError("outputs", `buffer ${owner} (${buffers[owner].name}) is freed`);
    last[owner] = instructions.length;
  }
  return { first, last };
}

/** The inputs and outputs of an instruction that may share bytes: it reads element i before it writes element i. */
function sharable(
  program: MeshProgram,
  instruction: Instruction,
): [from: readonly BufferId[], to: readonly BufferId[]] {
  if (instruction.kind === "all_reduce") return [[instruction.input], [instruction.output]];
  if (instruction.kind !== "run" || program.segments[instruction.segment].kernel !== "elementwise") return [[], []];
  return [instruction.inputs, instruction.outputs];
}

/** By buffer: the buffer whose bytes it reuses, or itself. */
function shareDying(program: MeshProgram, { first, last }: LiveRanges): Int32Array {
  const { buffers, instructions } = program;
  const places = Int32Array.from(buffers.keys());
  instructions.forEach((instruction, index) => {
    const [from, to] = sharable(program, instruction);
    const viewed = from.filter((b) => buffers[b].kind === "view").map((b) => baseOf(buffers, b));
    const dying = new Set(
      from.filter((b) => buffers[b].kind === "temporary" && last[b] === index && !viewed.includes(b)),
    );
    for (const output of to) {
      if (buffers[output].kind !== "temporary" || first[output] !== index) continue;
      const match = [...dying].find((input) => sameType(buffers[input].type, buffers[output].type));
      if (match === undefined) continue;
      dying.delete(match);
      places[output] = places[match];
    }
  });
  return places;
}

interface Item {
  readonly bytes: number;
  first: number;
  last: number;
  offset: number;
}

/** Instructions per bucket of the index that finds the items alive at a time. */
const bucketLength = 32;

/**
 * Gives every item an offset so that items alive at the same time do not overlap. Returns the end of the highest one.
 */
function placeItems(items: readonly Item[]): number {
  const buckets: Item[][] = [];
  const bucketOf = (index: number): number => Math.floor(index / bucketLength);
  let end = 0;
  for (const item of [...items].sort((a, b) => b.bytes - a.bytes || a.first - b.first)) {
    const neighbours = new Set<Item>();
    for (let bucket = bucketOf(item.first); bucket <= bucketOf(item.last); bucket++) {
      buckets[bucket] ??= [];
      for (const other of buckets[bucket]) {
        if (other.first <= item.last && other.last >= item.first) neighbours.add(other);
      }
      buckets[bucket].push(item);
    }
    let [top, best, bestGap] = [0, -1, Number.POSITIVE_INFINITY];
    for (const other of [...neighbours].sort((a, b) => a.offset - b.offset)) {
      const gap = other.offset - top;
      if (gap >= item.bytes && gap < bestGap) [best, bestGap] = [top, gap];
      top = Math.max(top, other.offset + other.bytes);
    }
    item.offset = best < 0 ? top : best;
    end = Math.max(end, item.offset + item.bytes);
  }
  return end;
}

/**
 * Plans a mesh program's arena.
 * @param outputs  buffers that are read after the step
 * @param lent     inputs that lie in another program's arena: their offsets there
 * @throws InternalError if the program writes a lent input
 */
export function planArena(
  program: MeshProgram,
  outputs: readonly BufferId[],
  lent: ReadonlyMap<BufferId, number> = new Map(),
): ArenaPlan {
  checkLent(program, lent);
  const { buffers } = program;
  const ranges = findLiveRanges(program, outputs);
  const places = shareDying(program, ranges);
  const offsets: number[] = new Array(buffers.length).fill(0);
  let inputBytes = 0;
  buffers.forEach((buffer, id) => {
    if (buffer.kind !== "input" || lent.has(id)) return;
    offsets[id] = inputBytes;
    inputBytes += aligned(bytesOf(buffer.type));
  });

  const items = new Map<number, Item>();
  buffers.forEach((buffer, id) => {
    if (buffer.kind !== "temporary" || ranges.last[id] < 0) return;
    const [first, last] = [Math.min(ranges.first[id], ranges.last[id]), ranges.last[id]];
    const item = items.get(places[id]);
    if (item) {
      item.first = Math.min(item.first, first);
      item.last = Math.max(item.last, last);
    } else {
      items.set(places[id], { bytes: aligned(bytesOf(buffer.type)), first, last, offset: 0 });
    }
  });
  const temporaryBytes = placeItems([...items.values()]);
  const bytes = inputBytes + temporaryBytes;

  buffers.forEach((buffer, id) => {
    const item = buffer.kind === "temporary" ? items.get(places[id]) : undefined;
    if (item) offsets[id] = inputBytes + item.offset;
    if (lent.has(id)) offsets[id] = bytes + lent.get(id)!;
  });
  buffers.forEach((buffer, id) => {
    if (buffer.kind === "view") offsets[id] = offsets[buffer.of] + buffer.byteOffset;
  });
  return { offsets, bytes, inputBytes };
}

function checkLent({ buffers, instructions }: MeshProgram, lent: ReadonlyMap<BufferId, number>): void {
  instructions.forEach((instruction, index) => {
    const written = accessOf(instruction, buffers).writes.find((buffer) => lent.has(buffer));
    if (written === undefined) return;
    throw new InternalError(`instruction ${index}`, `writes ${buffers[written].name}, which another program lends`);
  });
}
