/**
 * @file The buffers of a program while it is being written: reads and writes of each instruction, state updated in
 *   place, all-reduces in place, buffers freed after their last use.
 */
import { bytesOf } from "../ir/types.ts";
import type { Buffer, BufferId, Instruction, Segment, TaskSpan } from "./program.ts";

/** A program's buffers and instructions, changed in place until they are final. */
export interface Draft {
  readonly buffers: Buffer[];
  instructions: Instruction[];
  readonly segments: readonly Segment[];
  spans: readonly TaskSpan[];
}

interface Access {
  readonly reads: readonly BufferId[];
  readonly writes: readonly BufferId[];
}

/** The buffers that an instruction reads and writes. A view counts as the buffer that holds it. */
export function accessOf(instruction: Instruction, buffers: readonly Buffer[]): Access {
  return { reads: basesOf(readsOf(instruction), buffers), writes: basesOf(writesOf(instruction), buffers) };
}

/** The buffers or views of buffers that an instruction reads. */
function readsOf(instruction: Instruction): readonly BufferId[] {
  switch (instruction.kind) {
    case "run":
      return instruction.inputs;
    case "accumulate":
      return [instruction.into, instruction.from];
    case "copy":
      return [instruction.from];
    case "free":
    case "recv":
      return none;
    case "send":
      return [instruction.buffer];
    default:
      return [instruction.input];
  }
}

/** The buffers or views of buffers that an instruction writes. */
export function writesOf(instruction: Instruction): readonly BufferId[] {
  switch (instruction.kind) {
    case "run":
      return instruction.outputs;
    case "accumulate":
    case "copy":
      return [instruction.into];
    case "free":
    case "send":
      return none;
    case "recv":
      return [instruction.buffer];
    default:
      return [instruction.output];
  }
}

const none: readonly BufferId[] = [];

/** Whether two buffers, or views of buffers, have bytes in common. */
export function overlap(buffers: readonly Buffer[], a: BufferId, b: BufferId): boolean {
  const rangeOf = (id: BufferId): readonly [number, number] => {
    const buffer = buffers[id];
    const start = buffer.kind === "view" ? buffer.byteOffset : 0;
    return [start, start + bytesOf(buffer.type)];
  };
  const [[startA, endA], [startB, endB]] = [rangeOf(a), rangeOf(b)];
  return baseOf(buffers, a) === baseOf(buffers, b) && startA < endB && startB < endA;
}

/**
 * The buffers that are sent; a view counts as the buffer that holds it. Other meshes read them until their `free`, or
 * the end of the step.
 */
export function sentBuffers(instructions: readonly Instruction[], buffers: readonly Buffer[]): Set<BufferId> {
  const sent = new Set<BufferId>();
  for (const each of instructions) if (each.kind === "send") sent.add(baseOf(buffers, each.buffer));
  return sent;
}

export function baseOf(buffers: readonly Buffer[], id: BufferId): BufferId {
  const buffer = buffers[id];
  return buffer.kind === "view" ? buffer.of : id;
}

/** The buffers that hold `ids`; `ids` itself if none is a view. */
function basesOf(ids: readonly BufferId[], buffers: readonly Buffer[]): readonly BufferId[] {
  for (const id of ids) if (buffers[id].kind === "view") return ids.map((each) => baseOf(buffers, each));
  return ids;
}

function mapBuffers(instruction: Instruction, map: (id: BufferId) => BufferId): Instruction {
  switch (instruction.kind) {
    case "run":
      return { ...instruction, inputs: instruction.inputs.map(map), outputs: instruction.outputs.map(map) };
    case "accumulate":
    case "copy":
      return { ...instruction, into: map(instruction.into), from: map(instruction.from) };
    case "free":
      return { ...instruction, buffers: instruction.buffers.map(map) };
    case "send":
    case "recv":
      return { ...instruction, buffer: map(instruction.buffer) };
    default:
      return { ...instruction, input: map(instruction.input), output: map(instruction.output) };
  }
}

/** Calls `visit` with every buffer that an instruction reads, writes or frees, and with the view that it names. */
function visitBuffers(instruction: Instruction, visit: (id: BufferId) => void): void {
  const ids = instruction.kind === "free" ? instruction.buffers : readsOf(instruction);
  for (const id of ids) visit(id);
  for (const id of writesOf(instruction)) visit(id);
}

/** For each of some buffers, the indices of the instructions that read or write it, in order. */
type Accesses = Map<BufferId, number[]>;

function accessesTo(wanted: Iterable<BufferId>, { buffers, instructions }: Draft): Accesses {
  const touched: Accesses = new Map();
  for (const id of wanted) touched.set(id, []);
  for (let index = 0; index < instructions.length; index++) {
    if (instructions[index].kind === "free") continue;
    visitBuffers(instructions[index], (id) => {
      const own = touched.get(baseOf(buffers, id));
      if (own && own[own.length - 1] !== index) own.push(index);
    });
  }
  return touched;
}

/** For every buffer, the index of the last instruction that reads or writes it; −1 if none does. */
function lastAccesses({ buffers, instructions }: Draft): Int32Array {
  const last = new Int32Array(buffers.length).fill(-1);
  for (let index = 0; index < instructions.length; index++) {
    if (instructions[index].kind === "free") continue;
    visitBuffers(instructions[index], (id) => {
      last[baseOf(buffers, id)] = index;
    });
  }
  return last;
}

function renameBuffer(draft: Draft, touched: Accesses, from: BufferId, to: BufferId): void {
  const renamed = touched.get(from)!;
  for (const index of renamed) {
    draft.instructions[index] = mapBuffers(draft.instructions[index], (id) => (id === from ? to : id));
  }
  touched.set(
    to,
    [...new Set([...touched.get(to)!, ...renamed])].sort((a, b) => a - b),
  );
  touched.set(from, []);
}

/** New state computed in `from` that must end in the state's own buffer `into`. */
export interface StateWrite {
  readonly from: BufferId;
  readonly into: BufferId;
}

/**
 * Computes new state in the buffer of the old state if nothing reads the old state afterwards (an elementwise segment
 * may read it in the same pass). Otherwise, and when either buffer is sent, copies it at the end of the step.
 */
export function updateStateInPlace(draft: Draft, writes: readonly StateWrite[]): void {
  const touched = accessesTo(
    writes.flatMap(({ from, into }) => [from, into]),
    draft,
  );
  const sent = sentBuffers(draft.instructions, draft.buffers);
  const cut = new Set(draft.buffers.flatMap((buffer) => (buffer.kind === "view" ? [buffer.of] : [])));
  const copies: StateWrite[] = [];
  for (const { from, into } of writes) {
    const [first] = touched.get(from)!;
    const lastUse = touched.get(into)!.at(-1) ?? -1;
    const definer = draft.instructions[first];
    const isElementwise = definer.kind === "run" && draft.segments[definer.segment].kernel === "elementwise";
    const isFixed = cut.has(from) || sent.has(from) || sent.has(into);
    if (!isFixed && (lastUse < first || (lastUse === first && isElementwise))) renameBuffer(draft, touched, from, into);
    else copies.push({ from, into });
  }
  for (const { from, into } of copies) {
    draft.instructions.push({ microbatch: -1, kind: "copy", into, from });
  }
}

/** Runs an all-reduce in the buffer of its result if nothing else reads its operand, here or on another mesh. */
export function reduceInPlace(draft: Draft, kept: ReadonlySet<BufferId>): void {
  const touched = accessesTo(
    draft.instructions.flatMap((each) => (each.kind === "all_reduce" ? [each.input, each.output] : [])),
    draft,
  );
  const sent = sentBuffers(draft.instructions, draft.buffers);
  draft.instructions.forEach((instruction, index) => {
    if (instruction.kind !== "all_reduce") return;
    const { input, output } = instruction;
    const isOwn = draft.buffers[input].kind === "temporary" && !kept.has(input) && !sent.has(input) && input !== output;
    if (!isOwn || draft.buffers[output].kind === "view" || touched.get(input)!.at(-1) !== index) return;
    // The result's buffer (possibly a state's) must be idle from the first write of the operand on.
    const [first] = touched.get(input)!;
    if (touched.get(output)!.some((use) => use >= first && use < index)) return;
    renameBuffer(draft, touched, input, output);
  });
}

/**
 * Adds a `free` after the last use of every temporary that is not kept.
 * @param releaseAfter by sent buffer: an instruction that runs after all receivers have read it; sent buffers without
 *   one are not freed
 */
export function freeAtLastUse(
  draft: Draft,
  kept: ReadonlySet<BufferId>,
  releaseAfter: ReadonlyMap<BufferId, number> = new Map(),
): void {
  const last = lastAccesses(draft);
  const sent = sentBuffers(draft.instructions, draft.buffers);
  const freed = new Map<number, BufferId[]>();
  const end = draft.instructions.length - 1;
  draft.buffers.forEach((buffer, id) => {
    if (buffer.kind !== "temporary" || kept.has(id) || last[id] < 0) return;
    if (sent.has(id) && !releaseAfter.has(id)) return;
    const until = Math.min(end, Math.max(last[id], releaseAfter.get(id) ?? 0));
    const others = freed.get(until);
    if (others) others.push(id);
    else freed.set(until, [id]);
  });
  const indices: number[] = [];
  const instructions: Instruction[] = [];
  draft.instructions.forEach((instruction, index) => {
    indices.push(instructions.length);
    instructions.push(instruction);
    const buffers = freed.get(index);
    if (buffers) instructions.push({ microbatch: instruction.microbatch, kind: "free", buffers });
  });
  indices.push(instructions.length);
  draft.instructions = instructions;
  draft.spans = draft.spans.map((span) => ({ ...span, begin: indices[span.begin], end: indices[span.end] }));
}

/** A finished draft and the buffers of the program's inputs and outputs. */
export interface Settled {
  readonly draft: Draft;
  readonly inputs: readonly BufferId[];
  readonly outputs: readonly BufferId[];
}

/** Drops the buffers that nothing uses and renumbers the others. */
export function dropUnused(draft: Draft, inputs: readonly BufferId[], outputs: readonly BufferId[]): Settled {
  const isUsed = new Uint8Array(draft.buffers.length);
  const use = (id: BufferId): void => {
    isUsed[id] = 1;
    isUsed[baseOf(draft.buffers, id)] = 1;
  };
  for (const id of inputs) isUsed[id] = 1;
  for (const id of outputs) isUsed[id] = 1;
  for (const instruction of draft.instructions) visitBuffers(instruction, use);
  const numbers = new Int32Array(draft.buffers.length);
  let count = 0;
  for (let id = 0; id < numbers.length; id++) numbers[id] = isUsed[id] ? count++ : -1;
  if (count === numbers.length) return { draft, inputs, outputs };
  const renumber = (id: BufferId): BufferId => numbers[id];
  const buffers = draft.buffers
    .filter((_, id) => isUsed[id])
    .map((buffer) => (buffer.kind === "view" ? { ...buffer, of: renumber(buffer.of) } : buffer));
  const instructions = draft.instructions.map((instruction) => mapBuffers(instruction, renumber));
  return {
    draft: { ...draft, buffers, instructions },
    inputs: inputs.map(renumber),
    outputs: outputs.map(renumber),
  };
}
