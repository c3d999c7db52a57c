/** @file Bytes that a device of each mesh holds over a simulated step, by kind, and the values that they are. */
import type { Step } from "../analysis/step.ts";
import { bytesOf, typeText } from "../ir/types.ts";
import { baseOf, writesOf } from "../lower/buffers.ts";
import type { MeshProgram, Program } from "../lower/program.ts";
import { bufferKinds, type MemoryKind, memoryKinds } from "../planner/report/buffer-kinds.ts";
import type { Simulation } from "../simulate/simulate.ts";

/** Values of one kind and type: equal layers hold equal values. */
export interface ValueGroup {
  /** The first one's name, such as `exponential.49#1`. */
  readonly name: string;
  readonly kind: MemoryKind;
  /** The type of its part on one device, such as `f32[64,256]`. */
  readonly type: string;
}

export interface MemoryCurve {
  /** Seconds at which the bytes change, rising. */
  readonly seconds: Float64Array;
  /** Most bytes held from each time to the next one. */
  readonly bytes: Float64Array;
  /** The bytes by kind: a row of `seconds` for each of `memoryKinds`. The rest of `bytes` is workspace of kernels. */
  readonly kindBytes: Float64Array;
  readonly peakBytes: number;
  readonly peakSeconds: number;
  readonly groups: readonly ValueGroup[];
  /** For each large value: its index in `groups`, its bytes, and the times at which it is made and freed. */
  readonly group: Uint32Array;
  readonly valueBytes: Float64Array;
  readonly born: Float64Array;
  readonly dies: Float64Array;
}

/** Most points of a curve: more than a screen has columns. */
const maxPoints = 2000;
/** Values of less than this share of the peak are not listed. */
const leastShare = 1e-3;

export const memoryCurves = (step: Step, program: Program, simulation: Simulation): MemoryCurve[] =>
  simulation.meshes.map(({ memory, startSeconds }, stage): MemoryCurve => {
    const mesh = program.meshes[stage];
    const kinds = bufferKinds(step, program, stage);
    const spans = spansOf(mesh);
    const { first, most } = columns(startSeconds, memory.bytes, simulation.seconds);
    return {
      seconds: Float64Array.from(first, (at) => startSeconds[at]),
      bytes: Float64Array.from(most, (at) => memory.bytes[at]),
      kindBytes: kindBytesAt(most, mesh, kinds, spans),
      peakBytes: memory.peakBytes,
      peakSeconds: memory.peakInstruction < 0 ? 0 : startSeconds[memory.peakInstruction],
      ...largeValues(mesh, kinds, spans, startSeconds, leastShare * memory.peakBytes),
    };
  });

/** By buffer: the instruction that first writes it (−1: held before the step) and the one that frees it. */
interface Spans {
  /** The buffers that take memory. */
  readonly held: readonly number[];
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function spansOf({ buffers, instructions }: MeshProgram): Spans {
  const never = instructions.length;
  const [first, last] = [new Int32Array(buffers.length).fill(never), new Int32Array(buffers.length).fill(never)];
  buffers.forEach(({ kind }, id) => {
    if (kind === "input") first[id] = -1;
  });
  instructions.forEach((instruction, index) => {
    for (const view of writesOf(instruction)) {
      const id = baseOf(buffers, view);
      if (buffers[id].kind === "temporary" && first[id] === never) first[id] = index;
    }
    if (instruction.kind === "free") for (const id of instruction.buffers) last[id] = index;
  });
  return { held: [...buffers.keys()].filter((id) => first[id] < never), first, last };
}

/**
 * Intervals of time, at most `maxPoints`.
 * @returns by interval: its first instruction, and the one with the most bytes, which keeps the peaks
 */
export function columns(
  at: Float64Array,
  bytes: Float64Array,
  seconds: number,
): { readonly first: readonly number[]; readonly most: readonly number[] } {
  const columnSeconds = seconds / maxPoints;
  const [first, most]: [number[], number[]] = [[], []];
  let column = -1;
  for (let i = 0; i < at.length; i++) {
    const own = columnSeconds > 0 ? Math.floor(at[i] / columnSeconds) : 0;
    if (own !== column) {
      column = own;
      first.push(i);
      most.push(i);
    } else if (bytes[i] > bytes[most[most.length - 1]]) most[most.length - 1] = i;
  }
  return { first, most };
}

/** Bytes by kind while each instruction of `at` (ascending) runs: a row for each of `memoryKinds`. */
function kindBytesAt(
  at: readonly number[],
  { buffers, instructions }: MeshProgram,
  kinds: readonly MemoryKind[],
  { held: buffersHeld, first, last }: Spans,
): Float64Array {
  const change = memoryKinds.map(() => new Float64Array(instructions.length + 2));
  for (const id of buffersHeld) {
    const own = change[memoryKinds.indexOf(kinds[id])];
    const bytes = bytesOf(buffers[id].type);
    own[first[id] + 1] += bytes;
    own[last[id] + 1] -= bytes;
  }
  const all = new Float64Array(memoryKinds.length * at.length);
  change.forEach((own, kind) => {
    let [held, next] = [own[0], 0];
    at.forEach((instruction, point) => {
      for (; next <= instruction; next++) held += own[next + 1];
      all[kind * at.length + point] = held;
    });
  });
  return all;
}

type LargeValues = Pick<MemoryCurve, "groups" | "group" | "valueBytes" | "born" | "dies">;

function largeValues(
  { buffers }: MeshProgram,
  kinds: readonly MemoryKind[],
  { held, first, last }: Spans,
  startSeconds: Float64Array,
  leastBytes: number,
): LargeValues {
  const groups = new Map<string, ValueGroup & { readonly number: number }>();
  const large = held.filter((id) => bytesOf(buffers[id].type) >= leastBytes);
  const group = Uint32Array.from(large, (id) => {
    const { name, type } = buffers[id];
    const key = `${kinds[id]} ${name.replace(/[.#].*/, "")} ${typeText(type)}`;
    const known = groups.get(key) ?? { name, kind: kinds[id], type: typeText(type), number: groups.size };
    groups.set(key, known);
    return known.number;
  });
  return {
    groups: [...groups.values()].map(({ name, kind, type }) => ({ name, kind, type })),
    group,
    valueBytes: Float64Array.from(large, (id) => bytesOf(buffers[id].type)),
    born: Float64Array.from(large, (id) => (first[id] < 0 ? 0 : startSeconds[first[id]])),
    dies: Float64Array.from(large, (id) => startSeconds[last[id]] ?? Number.POSITIVE_INFINITY),
  };
}

/** A group of values that are held at one time. */
export interface HeldValues extends ValueGroup {
  readonly count: number;
  /** Bytes of all together. */
  readonly bytes: number;
}

/** The large values that are held at a time, most bytes first. */
export function heldAt({ groups, group, valueBytes, born, dies }: MemoryCurve, seconds: number): HeldValues[] {
  const [counts, bytes] = [new Uint32Array(groups.length), new Float64Array(groups.length)];
  for (let value = 0; value < group.length; value++) {
    if (born[value] > seconds || dies[value] <= seconds) continue;
    counts[group[value]]++;
    bytes[group[value]] += valueBytes[value];
  }
  return groups
    .map((each, number) => ({ ...each, count: counts[number], bytes: bytes[number] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.bytes - a.bytes);
}
