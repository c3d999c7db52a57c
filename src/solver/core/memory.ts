/**
 * @file Memory of a reduced problem: a base load common to all choices, and for each node step functions of time with
 * one value per strategy. Times at which no choice can exceed the limit are dropped.
 */

/** Segment `k` of node `i` (`segmentStart[i] <= k < segmentStart[i+1]`) covers the steps `from[k] <= t < to[k]`. */
export interface Memory {
  readonly limit: number;
  /** For each step, its time in the original problem. */
  readonly times: Int32Array;
  readonly base: Float64Array;
  readonly segmentStart: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Offset into `use` of the segment's usages, one per strategy. Their minimum is 0, because `base` includes it. */
  readonly useAt: Int32Array;
  readonly use: Float64Array;
}

/** An old node whose strategy is determined by a new node's: `map[new strategy] = old strategy`. */
export interface Follower {
  readonly node: number;
  readonly map: Int32Array;
}

/** Collects segments node by node, then drops the steps that cannot exceed the limit. */
class MemoryBuilder {
  readonly #base: Float64Array;
  /** Differences of the base load between consecutive steps. */
  readonly #rise: Float64Array;
  readonly #start: number[] = [0];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #useAt: number[] = [];
  #use = new Float64Array(1 << 12);
  #used = 0;
  readonly #dims: number[] = [];

  constructor(base: Float64Array) {
    this.#base = base;
    this.#rise = new Float64Array(base.length + 1);
  }

  /** Adds `usage` to the base load at the steps `from <= t < to`. */
  addToBase(from: number, to: number, usage: number): void {
    this.#rise[from] += usage;
    this.#rise[to] -= usage;
  }

  /** Adds a segment to the current node and moves its minimum into the base load. */
  addSegment(from: number, to: number, usages: ArrayLike<number>): void {
    const dim = usages.length;
    let minUsage = Infinity;
    let maxUsage = -Infinity;
    for (let s = 0; s < dim; s++) {
      if (usages[s] < minUsage) minUsage = usages[s];
      if (usages[s] > maxUsage) maxUsage = usages[s];
    }
    if (minUsage !== 0) this.addToBase(from, to, minUsage);
    if (maxUsage === minUsage) return;
    if (this.#used + dim > this.#use.length) {
      const wider = new Float64Array(Math.max(this.#use.length * 2, this.#used + dim));
      wider.set(this.#use);
      this.#use = wider;
    }
    this.#from.push(from);
    this.#to.push(to);
    this.#useAt.push(this.#used);
    for (let s = 0; s < dim; s++) this.#use[this.#used++] = usages[s] - minUsage;
  }

  endNode(dim: number): void {
    this.#start.push(this.#from.length);
    this.#dims.push(dim);
  }

  build(limit: number, times: Int32Array): Memory {
    let risen = 0;
    const base = this.#base.map((load, t) => {
      risen += this.#rise[t];
      return load + risen;
    });
    const numNodes = this.#dims.length;
    const growth = new Float64Array(base.length + 1);
    for (let i = 0; i < numNodes; i++) {
      for (let k = this.#start[i]; k < this.#start[i + 1]; k++) {
        let maxUsage = 0;
        for (let s = 0; s < this.#dims[i]; s++) maxUsage = Math.max(maxUsage, this.#use[this.#useAt[k] + s]);
        growth[this.#from[k]] += maxUsage;
        growth[this.#to[k]] -= maxUsage;
      }
    }
    const newStep = new Int32Array(base.length + 1);
    const kept: number[] = [];
    let maxLoad = 0;
    for (let t = 0; t < base.length; t++) {
      newStep[t] = kept.length;
      maxLoad += growth[t];
      if (base[t] + maxLoad > limit) kept.push(t);
    }
    newStep[base.length] = kept.length;
    const start = new Int32Array(numNodes + 1);
    const [from, to, useAt]: number[][] = [[], [], []];
    const use = new Float64Array(this.#used);
    let used = 0;
    for (let i = 0; i < numNodes; i++) {
      for (let k = this.#start[i]; k < this.#start[i + 1]; k++) {
        const [first, last] = [newStep[this.#from[k]], newStep[this.#to[k]]];
        if (first === last) continue;
        const slice = this.#use.subarray(this.#useAt[k], this.#useAt[k] + this.#dims[i]);
        const previous = from.length - 1;
        if (previous >= start[i] && to[previous] === first && sameValues(use, useAt[previous], slice)) {
          to[previous] = last;
          continue;
        }
        from.push(first);
        to.push(last);
        useAt.push(used);
        use.set(slice, used);
        used += slice.length;
      }
      start[i + 1] = from.length;
    }
    return {
      limit,
      times: Int32Array.from(kept, (t) => times[t]),
      base: Float64Array.from(kept, (t) => base[t]),
      segmentStart: start,
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      useAt: Int32Array.from(useAt),
      use: use.slice(0, used),
    };
  }
}

function sameValues(values: Float64Array, at: number, slice: Float64Array): boolean {
  for (let s = 0; s < slice.length; s++) if (values[at + s] !== slice[s]) return false;
  return true;
}

/**
 * Builds the memory of nodes with one live interval each, given in steps. The usages of node `i` are the `dims[i]`
 * entries from `usageAt[i]`.
 */
export function memoryOfIntervals(
  limit: number,
  times: Int32Array,
  from: Int32Array,
  to: Int32Array,
  nodeStart: Int32Array,
  usages: Float64Array,
): Memory {
  const builder = new MemoryBuilder(new Float64Array(times.length));
  for (let i = 0; i < from.length; i++) {
    const own = usages.subarray(nodeStart[i], nodeStart[i + 1]);
    if (to[i] > from[i]) builder.addSegment(from[i], to[i], own);
    builder.endNode(own.length);
  }
  return builder.build(limit, times);
}

/** Builds the memory after nodes were fixed (`fixed`) or merged: new node `i` carries the old nodes `followers[i]`. */
export function mergeMemory(
  old: Memory,
  fixed: readonly { node: number; strategy: number }[],
  followers: readonly (readonly Follower[])[],
): Memory {
  const builder = new MemoryBuilder(old.base);
  for (const { node, strategy } of fixed) {
    for (let k = old.segmentStart[node]; k < old.segmentStart[node + 1]; k++) {
      builder.addToBase(old.from[k], old.to[k], old.use[old.useAt[k] + strategy]);
    }
  }
  for (const own of followers) {
    const dim = own[0].map.length;
    const events: { time: number; at: number; map: Int32Array; sign: number }[] = [];
    for (const { node, map } of own) {
      for (let k = old.segmentStart[node]; k < old.segmentStart[node + 1]; k++) {
        const at = old.useAt[k];
        events.push({ time: old.from[k], at, map, sign: 1 }, { time: old.to[k], at, map, sign: -1 });
      }
    }
    events.sort((a, b) => a.time - b.time);
    const sum = new Float64Array(dim);
    for (let e = 0; e < events.length; ) {
      const time = events[e].time;
      for (; e < events.length && events[e].time === time; e++) {
        const { at, map, sign } = events[e];
        for (let s = 0; s < dim; s++) sum[s] += sign * old.use[at + map[s]];
      }
      if (e < events.length) builder.addSegment(time, events[e].time, sum);
    }
    builder.endNode(dim);
  }
  return builder.build(old.limit, old.times);
}

/** Returns the step at which the base load exceeds the limit most, or -1. */
export function overfullStep(memory: Memory): number {
  let worst = -1;
  for (let t = 0; t < memory.base.length; t++) {
    if (memory.base[t] > memory.limit && (worst < 0 || memory.base[t] > memory.base[worst])) worst = t;
  }
  return worst;
}

/** Marks (1) strategies that exceed the limit even when every other node uses its minimum. */
export function markOverfull(memory: Memory, start: Int32Array): Uint8Array {
  const { base, limit, segmentStart, from, to, useAt, use } = memory;
  const marks = new Uint8Array(start[start.length - 1]);
  // peaks[k][t] is the largest base load in the 2^k steps from t on.
  const peaks = [base];
  for (let span = 1; 2 * span <= base.length; span *= 2) {
    const previous = peaks[peaks.length - 1];
    peaks.push(
      Float64Array.from({ length: base.length - 2 * span + 1 }, (_, t) => Math.max(previous[t], previous[t + span])),
    );
  }
  for (let i = 0; i + 1 < segmentStart.length; i++) {
    const dim = start[i + 1] - start[i];
    for (let k = segmentStart[i]; k < segmentStart[i + 1]; k++) {
      const level = 31 - Math.clz32(to[k] - from[k]);
      const room = limit - Math.max(peaks[level][from[k]], peaks[level][to[k] - (1 << level)]);
      for (let s = 0; s < dim; s++) if (use[useAt[k] + s] > room) marks[start[i] + s] = 1;
    }
  }
  return marks;
}

/** Writes the load at every step under `choice` to `load`, which has one entry more than `base`. */
export function fillLoad(memory: Memory, choice: ArrayLike<number>, load: Float64Array): void {
  const { base, segmentStart, from, to, useAt, use } = memory;
  load.fill(0);
  for (let i = 0; i + 1 < segmentStart.length; i++) {
    const s = choice[i];
    for (let k = segmentStart[i]; k < segmentStart[i + 1]; k++) {
      const usage = use[useAt[k] + s];
      if (usage !== 0) {
        load[from[k]] += usage;
        load[to[k]] -= usage;
      }
    }
  }
  let running = 0;
  for (let t = 0; t < base.length; t++) {
    running += load[t];
    load[t] = running + base[t];
  }
}

/** Returns the offset into `memory.use` of node `i`'s usages at step `t`, or -1 if it uses nothing there. */
export function usageAtStep(memory: Memory, i: number, t: number): number {
  let low = memory.segmentStart[i];
  let high = memory.segmentStart[i + 1] - 1;
  while (low <= high) {
    const mid = (low + high) >> 1;
    if (memory.to[mid] <= t) low = mid + 1;
    else if (memory.from[mid] > t) high = mid - 1;
    else return memory.useAt[mid];
  }
  return -1;
}
