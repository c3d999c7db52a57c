/**
 * @file The collectives that a device runs beside its compute, one at a time: which ones they are, when each may begin
 * at the earliest, and when each runs.
 */
import { memoize } from "../base/memoize.ts";
import type { Engine } from "../cluster/engine.ts";
import { definingOps, type ValueId } from "../ir/graph.ts";
import { elementwiseKinds, isSource, isView } from "../ir/ops.ts";
import { bytesOf, numElements } from "../ir/types.ts";
import { accessOf } from "../lower/buffers.ts";
import type { DataParallelRole } from "../lower/data-parallel-roles.ts";
import type { BufferId, MeshProgram } from "../lower/program.ts";

/** The collectives that a device runs beside its compute. */
export interface Beside {
  /** By instruction: 1 if it runs beside compute. */
  readonly is: Uint8Array;
  /** By instruction: the gathers that may begin when this instruction begins. */
  readonly released: ReadonlyMap<number, readonly number[]>;
  /** By instruction: the reductions whose operand it computes, each with the op of a `run` that computes it. */
  readonly startedBy: ReadonlyMap<number, readonly { readonly reduction: number; readonly op: number }[]>;
  /** Gathers of new parameters, in the order in which the next step reads them. They begin after all updates. */
  readonly last: readonly { readonly instruction: number; readonly firstRead: number }[];
}

/** The collectives of a mesh that its engine runs beside compute; undefined if there are none. */
export function besideCompute(
  mesh: MeshProgram,
  roles: readonly (DataParallelRole | undefined)[],
  { overlapsGradients, overlapsParameters, maxLiveElements = Number.POSITIVE_INFINITY }: Engine,
): Beside | undefined {
  const isOverlapped = (role: DataParallelRole | undefined): boolean =>
    role === "gradient" ? overlapsGradients : role?.endsWith("parameter") === true && overlapsParameters;
  const is = Uint8Array.from(roles, (role) => Number(isOverlapped(role)));
  if (!is.includes(1)) return undefined;
  const { readers, writers } = usesOf(mesh);
  const outputOf = (index: number): BufferId => accessOf(mesh.instructions[index], mesh.buffers).writes[0];
  const copies = new Map(mesh.instructions.flatMap((each) => (each.kind === "copy" ? [[each.from, each.into]] : [])));
  const stateOf = (output: BufferId): BufferId => copies.get(output) ?? output;
  const withRole = (role: DataParallelRole): number[] => [...is.keys()].filter((i) => is[i] && roles[i] === role);
  const gathers = withRole("parameter").map((index) => ({
    index,
    firstRead: readers[outputOf(index)].find((reader) => reader > index)!,
    bytes: bytesOf(mesh.buffers[outputOf(index)].type),
    elements: numElements(mesh.buffers[outputOf(index)].type.shape),
  }));
  const released = new Map<number, number[]>();
  releases(mesh, gathers, writers, maxLiveElements).forEach((at, i) => {
    released.set(at, [...(released.get(at) ?? []), gathers[i].index]);
  });
  const last = withRole("new parameter")
    .map((instruction) => ({ instruction, firstRead: readers[stateOf(outputOf(instruction))][0] ?? instruction }))
    .sort((a, b) => a.firstRead - b.firstRead);
  const startedBy = new Map<number, { reduction: number; op: number }[]>();
  for (const reduction of withRole("gradient")) {
    const operand = accessOf(mesh.instructions[reduction], mesh.buffers).reads[0];
    const { instruction, op } = makerOf(mesh, writers, operand, reduction);
    startedBy.set(instruction, [...(startedBy.get(instruction) ?? []), { reduction, op }]);
  }
  return { is, released, startedBy, last };
}

/** By buffer: the instructions that read it, and that write it, in order. */
function usesOf({ instructions, buffers }: MeshProgram): { readers: number[][]; writers: number[][] } {
  const [readers, writers] = [buffers.map((): number[] => []), buffers.map((): number[] => [])];
  instructions.forEach((instruction, index) => {
    const { reads, writes } = accessOf(instruction, buffers);
    for (const id of reads) readers[id].push(index);
    for (const id of writes) writers[id].push(index);
  });
  return { readers, writers };
}

/** The instruction, and the op in it, that computes a value. */
interface Maker {
  /** The instruction's index; −1 for a value that is there from the start. */
  readonly instruction: number;
  /** The op of a `run`; −1 for other instructions. */
  readonly op: number;
}

const fromStart: Maker = { instruction: -1, op: -1 };
const laterOf = (a: Maker, b: Maker): Maker =>
  b.instruction > a.instruction || (b.instruction === a.instruction && b.op > a.op) ? b : a;

/**
 * The maker of a buffer's value before instruction `before`. Sums over microbatches and elementwise ops do not count as
 * makers: engines fuse them with the product that makes a gradient.
 */
function makerOf(mesh: MeshProgram, writers: readonly (readonly number[])[], id: BufferId, before: number): Maker {
  const last = writers[id].findLast((each) => each < before) ?? -1;
  if (last < 0) return fromStart;
  const made = mesh.instructions[last];
  if (made.kind === "accumulate") return makerOf(mesh, writers, made.from, last);
  if (made.kind !== "run") return { instruction: last, op: -1 };
  const { reads, writes } = accessOf(made, mesh.buffers);
  const { graph } = mesh.segments[made.segment];
  const definers = definingOps(graph);
  const ofValue: (value: ValueId) => Maker = memoize((value) => {
    const op = definers[value];
    if (op < 0) {
      const position = graph.inputs.findIndex((input) => input.value === value);
      return makerOf(mesh, writers, reads[position], last);
    }
    const { kind, operands } = graph.ops[op];
    if (isSource(kind)) return fromStart;
    const isPart = elementwiseKinds.has(kind) || isView(kind) || kind === "transpose";
    return isPart ? operands.map(ofValue).reduce(laterOf, fromStart) : { instruction: last, op };
  });
  return ofValue(graph.outputs[writes.indexOf(id)].value);
}

interface Gather {
  readonly index: number;
  readonly firstRead: number;
  readonly bytes: number;
  readonly elements: number;
}

/**
 * By gather: the instruction together with which it may begin. Gathers run ahead as long as those that are not in use
 * yet fit in a buffer for the largest, and the one before has fewer than `maxLiveElements` elements; a gather also
 * waits for the instruction that computes its operand.
 */
function releases(
  { instructions, buffers }: MeshProgram,
  gathers: readonly Gather[],
  writers: readonly (readonly number[])[],
  maxLiveElements: number,
): number[] {
  const room = Math.max(0, ...gathers.map(({ bytes }) => bytes));
  return gathers.map(({ index, firstRead, bytes }, i) => {
    if (i > 0 && gathers[i - 1].elements >= maxLiveElements) return index;
    let [held, before] = [bytes, i - 1];
    for (; before >= 0; before--) {
      const other = gathers[before];
      if (other.firstRead < firstRead && held + other.bytes > room) break;
      held += other.bytes;
    }
    const [operand] = accessOf(instructions[index], buffers).reads;
    const writer = writers[operand].findLast((each) => each < index) ?? -1;
    return Math.max(before < 0 ? 0 : gathers[before].firstRead, writer + 1);
  });
}

interface Waiting {
  readonly index: number;
  /** The earliest time at which it may begin. */
  readonly since: number;
}

/** The times of the collectives that run beside compute. Gathers go first, since compute waits for them. */
export class SecondStream {
  readonly #seconds: Float64Array;
  readonly #start: Float64Array;
  readonly #end: Float64Array;
  /** By instruction: the earliest time at which a reduction may begin. */
  readonly readySeconds: Float64Array;
  readonly #gathers: Waiting[] = [];
  readonly #reductions: Waiting[] = [];
  readonly #done = new Set<number>();
  #now = 0;

  /** @param start, end  receive the times, by instruction */
  constructor(seconds: Float64Array, start: Float64Array, end: Float64Array) {
    this.#seconds = seconds;
    this.#start = start;
    this.#end = end;
    this.readySeconds = new Float64Array(end.length);
  }

  addGather(index: number, since: number): void {
    this.#gathers.push({ index, since });
  }

  addReduction(index: number, since: number): void {
    this.readySeconds[index] = since;
    this.#reductions.push({ index, since });
  }

  /** Runs collectives until `index` ends; returns that time. All that may begin before it must have been added. */
  finish(index: number): number {
    while (!this.#done.has(index)) this.#runNext();
    return this.#end[index];
  }

  /** Whether a collective has ended at `time`. All that may begin before then must have been added. */
  hasEnded(index: number, time: number): boolean {
    while (!this.#done.has(index) && this.#nextStart() < time) this.#runNext();
    return this.#done.has(index) && this.#end[index] <= time;
  }

  #nextStart(): number {
    const since = [this.#gathers, this.#reductions].map(([next]) => next?.since ?? Number.POSITIVE_INFINITY);
    return Math.max(this.#now, Math.min(...since));
  }

  /** Runs all that is left. */
  finishAll(): number {
    while (this.#gathers.length + this.#reductions.length > 0) this.#runNext();
    return this.#now;
  }

  #runNext(): void {
    const [gather, reduction] = [this.#gathers.at(0), this.#reductions.at(0)];
    const isGather = gather && (!reduction || gather.since <= Math.max(this.#now, reduction.since));
    const { index, since } = (isGather ? this.#gathers : this.#reductions).shift()!;
    this.#start[index] = Math.max(this.#now, since);
    this.#now = this.#start[index] + this.#seconds[index];
    this.#end[index] = this.#now;
    this.#done.add(index);
  }
}
