/**
 * @file The Lagrangian relaxation of the chain problem: a price per device replaces the limits on devices. Its solution
 * is a lower bound on every plan.
 */
import type { ChainOption, ChainProblem, ChainStage } from "./chain-problem.ts";

/** Relative difference in seconds below which two plans count as equal. */
export const tolerance = 1e-10;

/** The options that no other option dominates, cheapest first. */
export function paretoOptions(options: readonly ChainOption[]): ChainOption[] {
  const sorted = options.toSorted(
    (a, b) => a.addSeconds - b.addSeconds || a.topSeconds - b.topSeconds || a.devices - b.devices,
  );
  const kept: ChainOption[] = [];
  for (const option of sorted) {
    const isDominated = kept.some(
      (other) =>
        other.group === option.group &&
        other.devices <= option.devices &&
        other.topSeconds <= option.topSeconds &&
        other.downstream.least <= option.downstream.least &&
        other.downstream.most >= option.downstream.most,
    );
    if (!isDominated) kept.push(option);
  }
  return kept;
}

/** The best prefixes of the chain if devices have a price instead of a limit. */
export class Relaxation {
  readonly problem: ChainProblem;
  /**
   * Number of levels. The level of a stage is the number of stages after it: 0 … numLevels − 1. The last level also
   * stands for all larger numbers unless `isCapped`.
   */
  readonly numLevels: number;
  /** Whether a plan has at most numLevels − 1 stages. */
  readonly isCapped: boolean;
  /** [end][begin]: the interval's class, or −1. */
  readonly #classes: Int32Array;
  /** Start of each class's options in the flat lists below. */
  readonly #starts: Int32Array;
  readonly #adds: Float64Array;
  readonly #tops: Float64Array;
  readonly #groups: Int32Array;
  readonly #devices: Int32Array;
  readonly #levels: Int32Array;
  /** [level][class]: the lowest priced cost of an option that allows `level` stages after it, and its index. */
  readonly #costs: Float64Array;
  readonly #picks: Int32Array;
  /** [level][layer]: the lowest priced cost of the layers before `layer` if `level` stages follow them. */
  prefixes: Float64Array;
  readonly #begins: Int32Array;

  constructor(problem: ChainProblem) {
    const { numLayers, options, maxStages, exactly } = problem;
    this.problem = problem;
    const flat = options.flat();
    const levels = flat.reduce(
      (known, { downstream: { least, most } }) => Math.max(known, least, most >= numLayers - 1 ? 0 : most + 1),
      0,
    );
    this.isCapped = exactly || maxStages < numLayers;
    this.numLevels = (this.isCapped ? maxStages : levels) + 1;
    this.#classes = new Int32Array((numLayers + 1) ** 2).fill(-1);
    for (let begin = 0; begin < numLayers; begin++) {
      for (let end = begin + 1; end <= numLayers; end++) {
        this.#classes[end * (numLayers + 1) + begin] = problem.classOf(begin, end);
      }
    }
    this.#starts = new Int32Array(options.length + 1);
    options.forEach((list, interval) => {
      this.#starts[interval + 1] = this.#starts[interval] + list.length;
    });
    this.#adds = Float64Array.from(flat, ({ addSeconds }) => addSeconds);
    this.#tops = Float64Array.from(flat, ({ topSeconds }) => topSeconds);
    this.#groups = Int32Array.from(flat, ({ group }) => group);
    this.#devices = Int32Array.from(flat, ({ devices }) => devices);
    this.#levels = Int32Array.from(flat, ({ downstream: { most } }) => Math.min(most, this.numLevels - 1));
    this.#costs = new Float64Array(options.length * this.numLevels);
    this.#picks = new Int32Array(options.length * this.numLevels);
    this.prefixes = new Float64Array(this.numLevels * (numLayers + 1));
    this.#begins = new Int32Array(this.numLevels * (numLayers + 1));
  }

  classAt(begin: number, end: number): number {
    return this.#classes[end * (this.problem.numLayers + 1) + begin];
  }

  /**
   * Returns the least Σ (add + price·devices) over plans with every top ≤ `top`, and a function that returns the
   * stages. Without `addSeconds`, the sum is Σ price·devices.
   */
  solve(top: number, prices: readonly number[], addSeconds = true): { priced: number; stages: () => ChainStage[] } {
    const { numLevels, isCapped } = this;
    const { numLayers, options, exactly } = this.problem;
    const [costs, picks, begins, classes] = [this.#costs, this.#picks, this.#begins, this.#classes];
    const numIntervals = options.length;
    costs.fill(Number.POSITIVE_INFINITY);
    for (let interval = 0; interval < numIntervals; interval++) {
      for (let index = this.#starts[interval]; index < this.#starts[interval + 1]; index++) {
        if (this.#tops[index] > top) continue;
        const at = this.#levels[index] * numIntervals + interval;
        const cost = (addSeconds ? this.#adds[index] : 0) + prices[this.#groups[index]] * this.#devices[index];
        if (cost < costs[at]) {
          costs[at] = cost;
          picks[at] = index - this.#starts[interval];
        }
      }
    }
    for (let at = (numLevels - 1) * numIntervals - 1; at >= 0; at--) {
      if (costs[at + numIntervals] < costs[at]) {
        costs[at] = costs[at + numIntervals];
        picks[at] = picks[at + numIntervals];
      }
    }

    const width = numLayers + 1;
    const prefixes = new Float64Array(numLevels * width).fill(Number.POSITIVE_INFINITY);
    this.prefixes = prefixes;
    for (let level = numLevels - 1; level >= 0; level--) {
      const row = level * width;
      if (!exactly || level === numLevels - 1) prefixes[row] = 0;
      if (isCapped && level === numLevels - 1) continue;
      const before = Math.min(level + 1, numLevels - 1) * width;
      const own = level * numIntervals;
      for (let end = 1; end <= numLayers; end++) {
        let least = Number.POSITIVE_INFINITY;
        let from = 0;
        for (let begin = 0; begin < end; begin++) {
          const interval = classes[end * width + begin];
          if (interval < 0) continue;
          const cost = prefixes[before + begin] + costs[own + interval];
          if (cost < least) {
            least = cost;
            from = begin;
          }
        }
        prefixes[row + end] = least;
        begins[row + end] = from;
      }
    }
    const stages = () => {
      const reversed: ChainStage[] = [];
      for (let [end, level] = [numLayers, 0]; end > 0; level = Math.min(level + 1, numLevels - 1)) {
        const begin = begins[level * width + end];
        const interval = this.classAt(begin, end);
        reversed.push({ begin, end, interval, option: options[interval][picks[level * numIntervals + interval]] });
        end = begin;
      }
      return reversed.reverse();
    };
    return { priced: prefixes[numLayers], stages };
  }
}

/**
 * Maximizes the lower bound on Σ add over plans with every top ≤ `top`, and returns it with the prices that attain it.
 * Exact for one group of devices; with several groups, coordinate ascent over the groups.
 * @param offer  called with each plan found on the way that stays within the devices
 */
export function solveDual(
  relaxation: Relaxation,
  top: number,
  start: readonly number[],
  offer: (stages: readonly ChainStage[]) => void,
): { bound: number; prices: number[] } {
  const { capacities } = relaxation.problem;
  let bound = Number.NEGATIVE_INFINITY;
  let prices = [...start];
  const evaluate = (tried: readonly number[], group: number) => {
    const { priced, stages } = relaxation.solve(top, tried);
    if (priced === Number.POSITIVE_INFINITY) return { value: priced, excess: 0, used: 0 };
    const used = capacities.map(() => 0);
    const plan = stages();
    for (const { option } of plan) used[option.group] += option.devices;
    // The relaxation ignores the least number of stages after an option.
    const fits = plan.every(({ option }, stage) => plan.length - 1 - stage >= option.downstream.least);
    if (fits && used.every((count, i) => count <= capacities[i])) offer(plan);
    const value = priced - tried.reduce((sum, price, i) => sum + price * capacities[i], 0);
    if (value > bound) [bound, prices] = [value, [...tried]];
    return { value, excess: used[group] - capacities[group], used: used[group] };
  };
  for (let sweep = 0; sweep < (capacities.length === 1 ? 1 : 3); sweep++) {
    for (const group of capacities.keys()) {
      const at = (price: number) =>
        evaluate(
          prices.map((other, i) => (i === group ? price : other)),
          group,
        );
      // The bound is concave in the price. Of two prices, one too low and one high enough, the next one tried is where
      // their tangents cross.
      let low = { price: 0, ...at(0) };
      if (low.value === Number.POSITIVE_INFINITY) return { bound: low.value, prices };
      if (low.excess <= 0) continue;
      let high = { price: prices[group] || Math.abs(low.value) / capacities[group] || 1, value: 0, excess: 1, used: 0 };
      for (let tries = 0; tries < 60; tries++) {
        high = { price: high.price, ...at(high.price) };
        if (high.excess <= 0) break;
        low = high;
        high = { ...high, price: high.price * 2 };
      }
      if (high.excess > 0) continue;
      for (let tries = 0; tries < 40; tries++) {
        const slope = low.excess - high.excess;
        const price = (high.value - low.value + low.excess * low.price - high.excess * high.price) / slope;
        const crossing = low.value + low.excess * (price - low.price);
        if (!(price > low.price && price < high.price) || crossing <= bound + tolerance * Math.abs(bound)) break;
        const middle = { price, ...at(price) };
        if (middle.excess > 0) low = middle;
        else high = middle;
      }
    }
  }
  return { bound, prices };
}
