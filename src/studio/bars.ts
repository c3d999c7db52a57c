/** @file Bars of a timeline as arrays: one lane of bars that do not overlap, in the order of time. */
import type { ScheduleTask } from "../plan/plan.ts";

/** Kinds of bars; their index is what arrays hold. */
export const barKinds = [
  "forward",
  "backward",
  "backward-input",
  "backward-weight",
  "update",
  "compute",
  "communication",
] as const satisfies readonly (ScheduleTask | "compute" | "communication")[];
export type BarKind = (typeof barKinds)[number];

/** Bars by index, struct of arrays: a worker hands them over without a copy, and a frame reads them without objects. */
export interface Bars {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Index into `barKinds`. */
  readonly kind: Uint8Array;
  /** The microbatch of a task; for an update the last one that it applies; −1 outside of tasks. */
  readonly microbatch: Int32Array;
  /** Index into the timeline's names. */
  readonly name: Uint32Array;
}

/** A device, or devices that do the same, over one step. */
export interface Lane {
  /** `devices 0–7`. */
  readonly name: string;
  readonly stage: number;
  /** The share of the step in which nothing runs. */
  readonly idle: number;
  /** Tasks of a schedule, or microbatches and the update of a program without one. */
  readonly blocks: Bars;
  /** The instructions inside of the blocks. */
  readonly details: Bars;
  /** Collectives that run beside them. */
  readonly beside: Bars;
  /** The parts of the lane, and of messages to it, that are on the critical path of the step. */
  readonly critical: Bars;
}

export interface Timeline {
  readonly seconds: number;
  readonly names: readonly string[];
  /** Seconds of the critical path by what they are spent on. */
  readonly critical: { readonly compute: number; readonly communication: number; readonly messages: number };
  readonly lanes: readonly Lane[];
}

/** Collects bars one by one. */
export class BarList {
  readonly #start: number[] = [];
  readonly #end: number[] = [];
  readonly #kind: number[] = [];
  readonly #microbatch: number[] = [];
  readonly #name: number[] = [];

  /** Adds a bar, or lengthens the last one if it has the same name and ends where this one begins. */
  add(
    startSeconds: number,
    endSeconds: number,
    kind: BarKind,
    microbatch: number,
    name: number,
    isJoined: boolean,
  ): void {
    const last = this.#end.length - 1;
    const isSame = isJoined && this.#name[last] === name && startSeconds - this.#end[last] <= 1e-9 * endSeconds;
    if (isSame) {
      this.#end[last] = endSeconds;
      return;
    }
    this.#start.push(startSeconds);
    this.#end.push(endSeconds);
    this.#kind.push(barKinds.indexOf(kind));
    this.#microbatch.push(microbatch);
    this.#name.push(name);
  }

  get bars(): Bars {
    return {
      start: new Float64Array(this.#start),
      end: new Float64Array(this.#end),
      kind: new Uint8Array(this.#kind),
      microbatch: new Int32Array(this.#microbatch),
      name: new Uint32Array(this.#name),
    };
  }
}

/** The kind and the seconds of each of some bars. */
export const eachBar = (
  { start, end, kind }: Bars,
  bars: Iterable<number>,
): { readonly kind: BarKind; readonly seconds: number }[] =>
  Array.from(bars, (bar) => ({ kind: barKinds[kind[bar]], seconds: end[bar] - start[bar] }));

/**
 * The tasks among some blocks of a lane, each by its kind and seconds. A task that waits or is interrupted has several
 * blocks; their seconds are added.
 */
export function wholeTasks(
  { start, end, kind, microbatch, name }: Bars,
  bars: Iterable<number>,
): { readonly kind: BarKind; readonly seconds: number }[] {
  const found = new Map<number | string, { readonly kind: BarKind; seconds: number }>();
  for (const bar of bars) {
    const key = microbatch[bar] < 0 ? `bar ${bar}` : name[bar];
    const known = found.get(key);
    if (known) known.seconds += end[bar] - start[bar];
    else found.set(key, { kind: barKinds[kind[bar]], seconds: end[bar] - start[bar] });
  }
  return [...found.values()];
}

/** The bar at `seconds`, or −1. */
export function barAt({ start, end }: Bars, seconds: number): number {
  const index = firstEndingAfter(end, seconds);
  return index < end.length && start[index] <= seconds ? index : -1;
}

/** The first bar that ends after `seconds`. */
export function firstEndingAfter(end: Float64Array, seconds: number): number {
  let [low, high] = [0, end.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (end[middle] > seconds) high = middle;
    else low = middle + 1;
  }
  return low;
}
