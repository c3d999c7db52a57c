/**
 * @file Memory prices (Lagrange multipliers) at a small set of active time steps. The unit is cost per whole memory
 * limit, so that all prices are on one scale.
 */
import type { Core } from "../core/core.ts";
import { fillLoad, usageAtStep } from "../core/memory.ts";

/** The nodes that use memory at one step. */
interface ActiveStep {
  readonly step: number;
  readonly nodes: Int32Array;
  /** Offset of each node's usages in `memory.use`. */
  readonly useAt: Int32Array;
}

/**
 * The active steps of one core. Steps are never removed, so a price vector may grow but its entries keep their meaning.
 */
export class ActiveSteps {
  readonly core: Core;
  readonly points: ActiveStep[] = [];
  readonly #known = new Set<number>();
  /**
   * For each node, the active steps at which it uses memory and the offsets of its usages: [point, useAt, point, useAt,
   * …].
   */
  readonly uses: number[][];
  readonly #load: Float64Array;

  constructor(core: Core) {
    this.core = core;
    this.uses = Array.from({ length: core.numNodes }, () => []);
    this.#load = new Float64Array(core.memory.base.length + 1);
  }

  /** Activates a step; returns false if it is active already. */
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

  /**
   * Returns the excess of the load over the limit at each active step, as a share of the limit; negative below the
   * limit.
   */
  excess(choice: ArrayLike<number>): Float64Array {
    const { memory } = this.core;
    return Float64Array.from(this.points, ({ step, nodes, useAt }) => {
      let load = memory.base[step];
      for (let k = 0; k < nodes.length; k++) load += memory.use[useAt[k] + choice[nodes[k]]];
      return (load - memory.limit) / memory.limit;
    });
  }

  /** Sets `priced` to the unary costs plus the price of the memory of each strategy. */
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

  /** {@link applyPrices} for `nodes` only. */
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

  /** Updates `excess` for a change of `nodes` from choice `before` to `after`. */
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

  /** The price of the memory between base load and limit. A priced bound minus this bounds the original cost. */
  allowance(prices: ArrayLike<number>): number {
    const { base, limit } = this.core.memory;
    return this.points.reduce((sum, { step }, p) => sum + (prices[p] ?? 0) * ((limit - base[step]) / limit), 0);
  }

  /**
   * Checks the load at every step. Activates up to `maxSteps` of the worst overloaded steps, some distance apart.
   * Returns the largest excess as a share of the limit, or 0 when `choice` fits.
   */
  checkAll(choice: ArrayLike<number>, maxSteps: number): number {
    const { memory } = this.core;
    const { limit, base } = memory;
    const load = this.#load;
    fillLoad(memory, choice, load);
    const minDistance = Math.max(1, Math.floor(base.length / 100));
    const peaks: number[] = [];
    let peak = -1;
    for (let t = 0; t < base.length; t++) {
      if (load[t] > limit && (peak < 0 || load[t] > load[peak])) peak = t;
      if (peak >= 0 && (t - peak >= minDistance || load[t] <= limit || t === base.length - 1)) {
        peaks.push(peak);
        peak = -1;
      }
    }
    peaks.sort((a, b) => load[b] - load[a]);
    for (const step of peaks.slice(0, maxSteps)) this.add(step);
    return peaks.length === 0 ? 0 : (load[peaks[0]] - limit) / limit;
  }
}
