/**
 * @file The combinatorial core of the stage search: cut a chain of layers into consecutive stages, choose an option for each, so that
 * Σ add + max top is least and the stages of each device group take no more devices than it has (Alpa §5.2, Eq. 4: top is (m−1)·t).
 *
 * Alpa enumerates t_max and solves a dynamic program over (stages behind, layer, devices) for each. Here the program for a bound on
 * top is first relaxed: a price per device instead of the limit (Lagrange), which leaves a cheap program over (stages
 * behind, layer). Its bound skips most values of t_max, and inside the exact program it discards every state that cannot lead to a
 * better answer. The answer is exact.
 */

/** One way to run a stage: some layers on some devices. */
export interface ChainOption {
  /** Adds to the total whatever the other stages do. */
  readonly addSeconds: number;
  /** Only the largest of the stages' counts. */
  readonly topSeconds: number;
  readonly group: number;
  readonly devices: number;
  /** How many stages may follow this one at most (its memory is short if more do). */
  readonly maxBehind: number;
}

export interface ChainProblem {
  readonly numLayers: number;
  /** Devices per group. */
  readonly capacities: readonly number[];
  /** Options of every class of intervals; equal intervals share a class. */
  readonly options: readonly (readonly ChainOption[])[];
  /** Class of the layers [begin, end), or −1 for an interval that may not be a stage. */
  readonly classOf: (begin: number, end: number) => number;
  readonly maxStages: number;
  /** Whether there must be `maxStages` stages, not fewer. */
  readonly exactly: boolean;
}

export interface ChainStage {
  readonly begin: number;
  readonly end: number;
  readonly interval: number;
  readonly option: ChainOption;
}

export interface ChainPlan {
  readonly stages: readonly ChainStage[];
  readonly seconds: number;
}

export interface ChainAnswer {
  /** The best plan better than the limit given, or undefined when there is none. */
  readonly plan?: ChainPlan;
  /** No plan takes less (the limit itself when none is better); equals the plan's seconds unless the search was stopped. */
  readonly lowerBound: number;
}

/** Plans nearer than this to the best, relatively, are not told from it. */
const tolerance = 1e-10;

const totalSeconds = (stages: readonly ChainStage[]): number =>
  stages.reduce((sum, { option }) => sum + option.addSeconds, 0) +
  stages.reduce((most, { option }) => Math.max(most, option.topSeconds), 0);

/**
 * The plan with the least seconds below `limitSeconds`. `shouldStop` is asked between programs; when it says yes, the best plan so far
 * comes back with the bound proved so far.
 */
export function solveChain(
  problem: ChainProblem,
  limitSeconds = Number.POSITIVE_INFINITY,
  shouldStop: () => boolean = () => false,
): ChainAnswer {
  const { capacities } = problem;
  const options = problem.options.map(paretoOptions);
  const tops = [...new Set(options.flat().map(({ topSeconds }) => topSeconds))].sort((a, b) => a - b);
  const relaxation = new Relaxation({ ...problem, options });
  let plan: ChainPlan | undefined;
  let best = limitSeconds;
  const offer = (stages: readonly ChainStage[]) => {
    const seconds = totalSeconds(stages);
    if (seconds < best) [plan, best] = [{ stages, seconds }, seconds];
  };
  const limit = () => (plan ? best - tolerance * Math.abs(best) : best);

  // The smallest top for which the devices may suffice.
  const shares = capacities.map((capacity) => 1 / capacity);
  const mayFit = (index: number) => {
    const { priced } = relaxation.solve(tops[index], shares, false);
    return priced <= capacities.length * (1 + tolerance);
  };
  let last = lastBelow(tops, limitSeconds);
  let first = last + 1;
  for (let [low, high] = [0, last + 1]; low < high; ) {
    const middle = (low + high) >> 1;
    if (mayFit(middle)) high = middle;
    else low = middle + 1;
    first = high;
  }
  if (first > last) return { lowerBound: limitSeconds };

  let prices = capacities.map(() => 0);
  const bound = (top: number): number => {
    const dual = solveDual(relaxation, top, prices, offer);
    prices = dual.prices;
    return dual.bound;
  };
  // A good plan early makes everything after cheap.
  for (let ratio = 1; ratio < 2 && limitSeconds === Number.POSITIVE_INFINITY; ratio *= 1.05) {
    const index = lastBelow(tops, tops[first] * ratio * (1 + tolerance));
    if (index >= first && tops[index] < best) bound(tops[index]);
  }

  let sumBound = Number.NEGATIVE_INFINITY;
  while (last >= first) {
    sumBound = Math.max(sumBound, bound(tops[last]));
    if (sumBound === Number.POSITIVE_INFINITY) break;
    let promising = lastBelow(tops, limit() - sumBound);
    if (promising < first) break;
    if (shouldStop()) return { plan, lowerBound: Math.min(best, sumBound + tops[first]) };
    if (promising >= last) {
      const stages = solveExactly(relaxation, tops[last], prices, limit() - tops[first]);
      if (!stages) break;
      offer(stages);
      sumBound = Math.max(
        sumBound,
        stages.reduce((sum, { option }) => sum + option.addSeconds, 0),
      );
      // Every plan with a top between this one's and the bound is no better than this one.
      const own = stages.reduce((most, { option }) => Math.max(most, option.topSeconds), 0);
      promising = Math.min(lastBelow(tops, limit() - sumBound), lastBelow(tops, own));
    }
    last = promising;
  }
  return { plan, lowerBound: best };
}

/** The fewest devices, of all groups together, that any plan takes, whatever the groups have; Infinity when there is no plan at all. */
export function leastDevices(problem: ChainProblem): number {
  const relaxation = new Relaxation({ ...problem, options: problem.options.map(paretoOptions) });
  return relaxation.solve(
    Number.POSITIVE_INFINITY,
    problem.capacities.map(() => 1),
    false,
  ).priced;
}

/** Index of the last of the sorted `values` that is less than `limit`, or −1. */
function lastBelow(values: readonly number[], limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The options that no other one beats in everything, cheapest first. */
function paretoOptions(options: readonly ChainOption[]): ChainOption[] {
  const sorted = options
    .filter(({ maxBehind }) => maxBehind >= 0)
    .sort((a, b) => a.addSeconds - b.addSeconds || a.topSeconds - b.topSeconds || a.devices - b.devices);
  const kept: ChainOption[] = [];
  for (const option of sorted) {
    const isBeaten = kept.some(
      (other) =>
        other.group === option.group &&
        other.devices <= option.devices &&
        other.topSeconds <= option.topSeconds &&
        other.maxBehind >= option.maxBehind,
    );
    if (!isBeaten) kept.push(option);
  }
  return kept;
}

/** Best prefixes when devices are paid for instead of limited. */
class Relaxation {
  readonly problem: ChainProblem;
  /** Numbers of stages behind that are told apart: 0 … numLevels − 1, the last one standing for more too unless `isCapped`. */
  readonly numLevels: number;
  /** Whether level numLevels − 1 allows no further stage. */
  readonly isCapped: boolean;
  readonly #classes: Int32Array;
  readonly #costs: Float64Array;
  readonly #picks: Int32Array;
  /** [level][layer]: least priced cost of the layers before `layer` with `level` stages behind them. */
  prefixes: Float64Array;
  readonly #begins: Int32Array;

  constructor(problem: ChainProblem) {
    const { numLayers, options, maxStages, exactly } = problem;
    this.problem = problem;
    const bindings = options.flat().map(({ maxBehind }) => (maxBehind >= numLayers - 1 ? -1 : maxBehind));
    const levels = bindings.reduce((most, behind) => Math.max(most, behind + 1), 0);
    this.isCapped = exactly || maxStages < numLayers;
    this.numLevels = (this.isCapped ? maxStages : levels) + 1;
    this.#classes = new Int32Array((numLayers + 1) ** 2).fill(-1);
    for (let begin = 0; begin < numLayers; begin++) {
      for (let end = begin + 1; end <= numLayers; end++) {
        this.#classes[begin * (numLayers + 1) + end] = problem.classOf(begin, end);
      }
    }
    this.#costs = new Float64Array(options.length * this.numLevels);
    this.#picks = new Int32Array(options.length * this.numLevels);
    this.prefixes = new Float64Array(this.numLevels * (numLayers + 1));
    this.#begins = new Int32Array(this.numLevels * (numLayers + 1));
  }

  classAt(begin: number, end: number): number {
    return this.#classes[begin * (this.problem.numLayers + 1) + end];
  }

  /** Least Σ (add + price·devices), or Σ price·devices alone without `addSeconds`, over plans with every top ≤ `top`. */
  solve(top: number, prices: readonly number[], addSeconds = true): { priced: number; stages: () => ChainStage[] } {
    const { numLevels, isCapped } = this;
    const { numLayers, options, exactly } = this.problem;
    const [costs, picks, begins] = [this.#costs, this.#picks, this.#begins];
    costs.fill(Number.POSITIVE_INFINITY);
    options.forEach((list, interval) => {
      const row = interval * numLevels;
      for (let index = 0; index < list.length; index++) {
        const option = list[index];
        if (option.topSeconds > top) continue;
        const level = Math.min(option.maxBehind, numLevels - 1);
        const cost = (addSeconds ? option.addSeconds : 0) + prices[option.group] * option.devices;
        if (cost < costs[row + level]) [costs[row + level], picks[row + level]] = [cost, index];
      }
      for (let level = numLevels - 2; level >= 0; level--) {
        if (costs[row + level + 1] < costs[row + level]) {
          costs[row + level] = costs[row + level + 1];
          picks[row + level] = picks[row + level + 1];
        }
      }
    });

    const width = numLayers + 1;
    const prefixes = new Float64Array(numLevels * width).fill(Number.POSITIVE_INFINITY);
    this.prefixes = prefixes;
    for (let level = numLevels - 1; level >= 0; level--) {
      const row = level * width;
      if (!exactly || level === numLevels - 1) prefixes[row] = 0;
      if (isCapped && level === numLevels - 1) continue;
      const before = Math.min(level + 1, numLevels - 1) * width;
      for (let end = 1; end <= numLayers; end++) {
        for (let begin = 0; begin < end; begin++) {
          const interval = this.#classes[begin * width + end];
          if (interval < 0) continue;
          const cost = prefixes[before + begin] + costs[interval * numLevels + level];
          if (cost < prefixes[row + end]) [prefixes[row + end], begins[row + end]] = [cost, begin];
        }
      }
    }
    const stages = () => {
      const reversed: ChainStage[] = [];
      for (let [end, level] = [numLayers, 0]; end > 0; level = Math.min(level + 1, numLevels - 1)) {
        const begin = begins[level * width + end];
        const interval = this.classAt(begin, end);
        reversed.push({ begin, end, interval, option: options[interval][picks[interval * numLevels + level]] });
        end = begin;
      }
      return reversed.reverse();
    };
    return { priced: prefixes[numLayers], stages };
  }
}

/**
 * The best prices, and the bound they give on Σ add over plans with every top ≤ `top`: exact for one group, one group after the
 * other for several. Plans met on the way that keep within the devices are offered.
 */
function solveDual(
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
    if (used.every((count, i) => count <= capacities[i])) offer(plan);
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
      // The bound is concave in the price: two prices, one too low and one high enough, and the crossing of their lines between.
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

/** The plan of least Σ add below `limit` with every top ≤ `top` within the devices, or undefined when there is none. */
function solveExactly(
  relaxation: Relaxation,
  top: number,
  prices: readonly number[],
  limit: number,
): ChainStage[] | undefined {
  const { problem, numLevels, isCapped } = relaxation;
  const { numLayers, capacities, exactly } = problem;
  relaxation.solve(top, prices);
  const { prefixes } = relaxation;
  const width = numLayers + 1;
  const strides = capacities.map((_, group) =>
    capacities.slice(0, group).reduce((product, capacity) => product * (capacity + 1), 1),
  );
  const numKeys = capacities.reduce((product, capacity) => product * (capacity + 1), 1);
  const priceOfAll = prices.reduce((sum, price, group) => sum + price * capacities[group], 0);
  const priceOf = (key: number) =>
    capacities.reduce(
      (sum, capacity, group) => sum + prices[group] * (Math.floor(key / strides[group]) % (capacity + 1)),
      0,
    );
  const choices = problem.options.map((list) =>
    list
      .filter(({ topSeconds }) => topSeconds <= top)
      .map((option) => ({
        option,
        cost: option.addSeconds + prices[option.group] * option.devices,
        step: option.devices * strides[option.group],
      }))
      .sort((a, b) => a.cost - b.cost),
  );

  // Labels: suffixes that start at a layer with a number of stages, by devices used; cost includes the devices' prices.
  const labelKeys: number[] = [];
  const labelCosts: number[] = [];
  const labelParents: number[] = [];
  const labelStages: ChainStage[] = [];
  const ranges = new Map<number, readonly number[]>();
  const scratch = new Float64Array(numKeys).fill(Number.POSITIVE_INFINITY);
  const scratchLabels = new Int32Array(numKeys);
  labelKeys.push(0);
  labelCosts.push(0);
  labelParents.push(-1);
  labelStages.push({ begin: numLayers, end: numLayers, interval: -1, option: problem.options[0][0] });
  ranges.set(numLayers, [0]);

  for (let begin = numLayers - 1; begin >= 0; begin--) {
    const least = capacities.length === 1 && !exactly ? new Float64Array(numKeys).fill(Number.POSITIVE_INFINITY) : null;
    for (let level = 0; level < numLevels; level++) {
      const slack = limit + priceOfAll - prefixes[level * width + begin];
      if (!(slack > Number.NEGATIVE_INFINITY)) continue;
      const touched: number[] = [];
      const befores = level === numLevels - 1 && !isCapped ? [level - 1, level] : [level - 1];
      for (const before of befores) {
        if (before < 0) continue;
        for (let end = begin + 1; end <= numLayers; end++) {
          const interval = relaxation.classAt(begin, end);
          const labels = ranges.get(before * width + end);
          if (interval < 0 || !labels) continue;
          const list = choices[interval];
          if (list.length === 0) continue;
          for (const label of labels) {
            const base = labelCosts[label];
            if (base + list[0].cost >= slack) break;
            const key = labelKeys[label];
            for (const choice of list) {
              const cost = base + choice.cost;
              if (cost >= slack) break;
              const { option } = choice;
              if (option.maxBehind < before) continue;
              const capacity = capacities[option.group];
              const used = Math.floor(key / strides[option.group]) % (capacity + 1);
              const next = key + choice.step;
              if (used + option.devices > capacity || cost >= scratch[next]) continue;
              if (scratch[next] === Number.POSITIVE_INFINITY) {
                touched.push(next);
                scratchLabels[next] = labelKeys.length;
                labelKeys.push(next);
                labelCosts.push(cost);
                labelParents.push(label);
                labelStages.push({ begin, end, interval, option });
              } else {
                const own = scratchLabels[next];
                [labelCosts[own], labelParents[own]] = [cost, label];
                labelStages[own] = { begin, end, interval, option };
              }
              scratch[next] = cost;
            }
          }
        }
      }
      for (const key of touched) scratch[key] = Number.POSITIVE_INFINITY;
      const kept = least
        ? touched
            .sort((a, b) => a - b)
            .filter((key) => {
              const own = labelCosts[scratchLabels[key]] - priceOf(key);
              if (own >= least[key]) return false;
              for (let more = key; more < numKeys && least[more] > own; more++) least[more] = own;
              return true;
            })
        : touched;
      if (kept.length === 0) continue;
      const labels = kept.map((key) => scratchLabels[key]);
      ranges.set(
        level * width + begin,
        labels.sort((a, b) => labelCosts[a] - labelCosts[b]),
      );
    }
  }

  let answer = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let level = exactly ? numLevels - 1 : 0; level < numLevels; level++) {
    for (const label of ranges.get(level * width) ?? []) {
      const sum = labelCosts[label] - priceOf(labelKeys[label]);
      if (sum < least) [answer, least] = [label, sum];
    }
  }
  if (answer < 0) return undefined;
  const stages: ChainStage[] = [];
  for (let label = answer; labelParents[label] >= 0; label = labelParents[label]) stages.push(labelStages[label]);
  return stages;
}
