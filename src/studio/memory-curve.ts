/** @file Bytes that a device of each mesh holds over a simulated step, and what it holds at the peak. */
import { bytesOf, typeText } from "../ir/types.ts";
import type { Buffer, Program } from "../lower/program.ts";
import type { Simulation } from "../simulate/simulate.ts";

/** Buffers of one kind and type that are held at the peak. */
export interface HeldBuffers {
  /** The largest one's name, such as `exponential.49#1`. */
  readonly name: string;
  readonly count: number;
  /** The type of its part on one device, such as `f32[64,256]`. */
  readonly type: string;
  /** Bytes of all together. */
  readonly bytes: number;
}

export interface MemoryCurve {
  /** Seconds at which `bytes` change, rising. */
  readonly seconds: Float64Array;
  /** Most bytes held from this time to the next one. */
  readonly bytes: Float64Array;
  /** Bytes held all the time: state and batch. */
  readonly inputBytes: number;
  readonly peakBytes: number;
  readonly peakSeconds: number;
  /** The buffers at the peak, without inputs, most bytes first. */
  readonly held: readonly HeldBuffers[];
}

/** Most points of a curve: more than a screen has columns. */
const maxPoints = 2000;
const maxHeld = 30;

export const memoryCurves = (program: Program, { meshes, seconds }: Simulation): MemoryCurve[] =>
  meshes.map(({ memory, startSeconds }, mesh): MemoryCurve => {
    const { buffers } = program.meshes[mesh];
    const { inputBytes, peakBytes, peakInstruction, peakBuffers } = memory;
    return {
      ...thinned(startSeconds, memory.bytes, seconds),
      ...{ inputBytes, peakBytes },
      peakSeconds: peakInstruction < 0 ? 0 : startSeconds[peakInstruction],
      held: foldBuffers(peakBuffers.map((id) => buffers[id])).slice(0, maxHeld),
    };
  });

/** One entry per kind of op and type: equal layers hold equal values. */
function foldBuffers(buffers: readonly Buffer[]): HeldBuffers[] {
  const found = new Map<string, HeldBuffers>();
  for (const { name, type } of buffers) {
    const key = `${name.replace(/[.#].*/, "")} ${typeText(type)}`;
    const known = found.get(key) ?? { name, count: 0, type: typeText(type), bytes: 0 };
    found.set(key, { ...known, count: known.count + 1, bytes: known.bytes + bytesOf(type) });
  }
  return [...found.values()].sort((a, b) => b.bytes - a.bytes);
}

/** At most `maxPoints` points; each has the most bytes of the points that it stands for, so peaks stay. */
export function thinned(
  at: Float64Array,
  bytes: Float64Array,
  seconds: number,
): Pick<MemoryCurve, "seconds" | "bytes"> {
  const columnSeconds = seconds / maxPoints;
  const times: number[] = [];
  const most: number[] = [];
  let column = -1;
  for (let i = 0; i < at.length; i++) {
    const own = columnSeconds > 0 ? Math.floor(at[i] / columnSeconds) : 0;
    if (own !== column) {
      column = own;
      times.push(at[i]);
      most.push(bytes[i]);
    } else most[most.length - 1] = Math.max(most[most.length - 1], bytes[i]);
  }
  return { seconds: Float64Array.from(times), bytes: Float64Array.from(most) };
}
