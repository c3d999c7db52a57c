/**
 * @file Memory as prices: at a small set of active time steps, every unit of usage costs something (Lagrange
 * multipliers). Prices are in cost per whole memory limit, so that all steps have one scale.
 */
import type { Core } from "../core/core.ts";
import { fillLoad, usageAtStep } from "../core/memory.ts";

/** Nodes that use memory at one step. */
interface ActiveStep {
  readonly step: number;
  readonly nodes: Int32Array;
  /** Offset of each node's usages in `memory.use`. */
  readonly useAt: Int32Array;
}

/** The active steps of one core. Steps are only ever added, so price vectors may grow but never change meaning. */
export class ActiveSteps {
  readonly core: Core;
  readonly points: ActiveStep[] = [];
  readonly #known = new Set<number>();
  /** Per node, the points at which it uses memory and where its usages are: [point, useAt, point, useAt, ...]. */
  readonly uses: number[][];
  readonly #load: Float64Array;

  constructor(core: Core) {
    this.core = core;
    this.uses = Array.from({ length: core.numNodes }, () => []);
    this.#load = new Float64Array(core.memory.base.length + 1);
  }

  /** Adds a step unless it is active already. */
  add(step: number): boolean {
    if (this.#known.has(step)) return false;
    this.#known.add(step);
    const nodes: number[] = [];
    const useAt: number[] = [];
    for (let i = 0; i < this.core.numNodes; i++) {
      const at = usageAtStep(this.core.memory, i, step);
      if (at < 0) continue;
      nodes.push(i);
      useAt.push(at);
      this.uses[i].push(this.points.length, at);
    }
    this.points.push({ step, nodes: Int32Array.from(nodes), useAt: Int32Array.from(useAt) });
    return true;
  }

  /** Fraction of the limit by which the load at each active step exceeds it (negative = room left). */
  excess(choice: ArrayLike<number>): Float64Array {
    const { memory } = this.core;
    return Float64Array.from(this.points, ({ step, nodes, useAt }) => {
      let load = memory.base[step];
      for (let k = 0; k < nodes.length; k++) load += memory.use[useAt[k] + choice[nodes[k]]];
      return (load - memory.limit) / memory.limit;
    });
  }

  /** Sets `priced` to the unary costs plus the price of each strategy's memory. */
  applyPrices(prices: ArrayLike<number>, priced: Float64Array): void {
    const { unary, start, memory } = this.core;
    priced.set(unary);
    this.points.forEach(({ nodes, useAt }, p) => {
      const price = (prices[p] ?? 0) / memory.limit;
      if (price === 0) return;
      for (let k = 0; k < nodes.length; k++) {
        const i = nodes[k];
        const [from, at] = [start[i], useAt[k]];
        for (let s = start[i + 1] - from - 1; s >= 0; s--) priced[from + s] += price * memory.use[at + s];
      }
    });
  }

  /** {@link applyPrices} for some nodes only. */
  applyPricesTo(nodes: ArrayLike<number>, prices: ArrayLike<number>, priced: Float64Array): void {
    const { unary, start, memory } = this.core;
    const { use, limit } = memory;
    for (let k = 0; k < nodes.length; k++) {
      const i = nodes[k];
      const from = start[i];
      const dim = start[i + 1] - from;
      for (let s = 0; s < dim; s++) priced[from + s] = unary[from + s];
      const uses = this.uses[i];
      for (let u = 0; u < uses.length; u += 2) {
        const price = (prices[uses[u]] ?? 0) / limit;
        const at = uses[u + 1];
        if (price !== 0) for (let s = 0; s < dim; s++) priced[from + s] += price * use[at + s];
      }
    }
  }

  /** Adds to `excess` what changes when `nodes` go from choice `before` to `after`. */
  shiftExcess(nodes: ArrayLike<number>, before: Int32Array, after: Int32Array, excess: Float64Array): void {
    const { use, limit } = this.core.memory;
    for (let k = 0; k < nodes.length; k++) {
      const i = nodes[k];
      if (before[i] === after[i]) continue;
      const uses = this.uses[i];
      for (let u = 0; u < uses.length; u += 2) {
        excess[uses[u]] += (use[uses[u + 1] + after[i]] - use[uses[u + 1] + before[i]]) / limit;
      }
    }
  }

  /** What `prices` charge for a full limit less the base load: to subtract from a priced bound. */
  allowance(prices: ArrayLike<number>): number {
    const { base, limit } = this.core.memory;
    return this.points.reduce((sum, { step }, p) => sum + (prices[p] ?? 0) * ((limit - base[step]) / limit), 0);
  }

  /**
   * Checks the load at every step. Adds up to `most` of the worst overloaded steps (apart from each other) to the
   * active ones; returns the largest excess as a fraction of the limit, 0 when `choice` fits.
   */
  checkAll(choice: ArrayLike<number>, most: number): number {
    const { memory } = this.core;
    const { limit, base } = memory;
    const load = this.#load;
    fillLoad(memory, choice, load);
    const apart = Math.max(1, Math.floor(base.length / 100));
    const peaks: number[] = [];
    let peak = -1;
    for (let t = 0; t < base.length; t++) {
      if (load[t] > limit && (peak < 0 || load[t] > load[peak])) peak = t;
      if (peak >= 0 && (t - peak >= apart || load[t] <= limit || t === base.length - 1)) {
        peaks.push(peak);
        peak = -1;
      }
    }
    peaks.sort((a, b) => load[b] - load[a]);
    for (const step of peaks.slice(0, most)) this.add(step);
    return peaks.length === 0 ? 0 : (load[peaks[0]] - limit) / limit;
  }
}
