/**
 * @file Anytime local search on a core. A move re-optimizes a random region exactly by bucket elimination with priced
 * memory, raising prices until the memory limit holds everywhere. It is accepted if the cost does not rise too far.
 */
import type { Random } from "../../base/random.ts";
import type { ActiveSteps } from "../bounds/memory-prices.ts";
import type { Budget } from "../budget.ts";
import { costChange, type Graph } from "../core/adjacency.ts";
import { type Core, costOfCore } from "../core/core.ts";
import { fillLoad } from "../core/memory.ts";
import { Eliminator } from "./bucket-elimination.ts";
import { memoryCharges, minMemoryChoice } from "./min-memory-start.ts";

export interface LocalSearchOptions {
  readonly core: Core;
  readonly graph: Graph;
  readonly steps: ActiveSteps;
  readonly random: Random;
  readonly budget: Budget;
}

export class LocalSearch {
  readonly #core: Core;
  readonly #graph: Graph;
  readonly #steps: ActiveSteps;
  readonly #random: Random;
  readonly #budget: Budget;
  readonly #eliminator: Eliminator;
  readonly #priced: Float64Array;
  readonly #load: Float64Array;
  readonly #allStrategies: Int32Array[];
  /** Strategies of each node in order of reduced cost. */
  #ranked: Int32Array[];
  /** The choice that moves start from, its cost, and its excess memory at the active steps. */
  #current: Int32Array | undefined;
  #currentCost = Infinity;
  #excess: Float64Array = new Float64Array(0);
  readonly #trial: Int32Array;
  /** Best cost since the search last changed its start, the allowed increase over it, and the moves since. */
  #trackCost = Infinity;
  #slack = 0;
  #numMoves = 0;
  /** Best choice that fits, and its cost; undefined until one is found. */
  choice: Int32Array | undefined;
  cost = Infinity;

  constructor({ core, graph, steps, random, budget }: LocalSearchOptions) {
    this.#core = core;
    this.#graph = graph;
    this.#steps = steps;
    this.#random = random;
    this.#budget = budget;
    this.#eliminator = new Eliminator(graph);
    this.#priced = new Float64Array(core.unary.length);
    this.#trial = new Int32Array(core.numNodes);
    this.#load = new Float64Array(core.memory.base.length + 1);
    this.#allStrategies = Array.from(graph.dims, (dim) => Int32Array.from({ length: dim }, (_, s) => s));
    this.#ranked = this.#allStrategies;
  }

  /** Makes `choice` the best if it fits and is cheaper. The search then continues from there. */
  adopt(choice: Int32Array): boolean {
    const cost = costOfCore(this.#core, choice);
    if (!(cost < this.cost) || !this.#fits(choice)) return false;
    this.choice = choice.slice();
    this.cost = cost;
    if (choice !== this.#current) this.#current = undefined;
    return true;
  }

  /** Orders strategies by reduced cost; domains are limited to the lowest ones. */
  rankStrategies(reduced: Float64Array): void {
    const { start } = this.#graph;
    this.#ranked = this.#allStrategies.map((all, i) =>
      all.slice().sort((a, b) => reduced[start[i] + a] - reduced[start[i] + b]),
    );
  }

  #fits(choice: Int32Array): boolean {
    const { memory } = this.#core;
    fillLoad(memory, choice, this.#load);
    for (let t = 0; t < memory.base.length; t++) if (this.#load[t] > memory.limit) return false;
    return true;
  }

  /**
   * Quickly finds a choice that fits. All memory has one price, which at first is high enough to outweigh all costs;
   * bisection then finds the lowest price whose choice fits.
   */
  *findFeasible(): Generator<void, void> {
    const { unary, tables } = this.#core;
    const charge = memoryCharges(this.#core);
    const choice = minMemoryChoice(this.#core, charge);
    let maxCost = 0;
    for (const costs of new Set([unary, ...tables.map(({ data }) => data)])) {
      for (let k = 0; k < costs.length; k++) {
        const size = Math.abs(costs[k]);
        if (size > maxCost && size < Infinity) maxCost = size;
      }
    }
    this.adopt(choice);
    let [low, high] = [-9, 3];
    for (let k = 0; k < 6 && !this.#budget.isOver; k++) {
      yield;
      const exponent = k === 0 ? high : (low + high) / 2;
      const weight = 10 ** exponent * (maxCost || 1);
      for (let s = 0; s < charge.length; s++) this.#priced[s] = unary[s] + weight * charge[s];
      this.#eliminateAll(choice, 500);
      if (this.#fits(choice)) {
        this.adopt(choice);
        high = exponent;
      } else if (k === 0) return;
      else low = exponent;
    }
  }

  /**
   * Turns `choice` into one that fits: re-optimizes all nodes under prices that rise at steps over the memory limit and
   * fall slowly at others. Returns whether it found a choice cheaper than the best one.
   */
  *repair(choice: Int32Array, startPrices: readonly number[], maxSweeps: number): Generator<void, boolean> {
    const trial = choice.slice();
    const prices = [...startPrices];
    const scale = (Math.abs(costOfCore(this.#core, trial)) || 1) / 1000;
    let found = false;
    for (let sweep = 0; sweep < maxSweeps && !this.#budget.isOver; sweep++) {
      yield;
      this.#sweep(trial, prices, 500);
      if (this.#steps.checkAll(trial, 8) === 0) {
        if (this.adopt(trial)) found = true;
        this.#startFrom(trial);
        return found;
      }
      this.#steps.excess(trial).forEach((excess, p) => {
        prices[p] ??= 0;
        if (excess > 0)
          prices[p] = Math.max(
            prices[p] * (1.1 + Math.min(1, 5 * excess) + 0.02 * sweep),
            Math.min(scale, scale * sweep * 0.1),
          );
      });
    }
    return found;
  }

  /** Minimizes the priced cost over all nodes at once. Some may be frozen at random. */
  #sweep(choice: Int32Array, prices: readonly number[], maxTable: number): void {
    this.#steps.applyPrices(prices, this.#priced);
    this.#eliminateAll(choice, maxTable);
  }

  #eliminateAll(choice: Int32Array, maxTable: number): void {
    const region = this.#graph.dims.map((_, i) => i);
    this.#plan(region, choice, maxTable, (i) => this.#allStrategies[i]);
    this.#eliminator.run(this.#priced, choice);
  }

  #plan(region: Int32Array, choice: Int32Array, maxTable: number, domain: (node: number) => Int32Array): void {
    const noise = (): number => 0.25 + 4 * this.#random.next();
    this.#eliminator.plan(region, domain, choice, { maxTable, freeze: true, noise });
    this.#budget.spend(this.#eliminator.work + 100 * region.length);
  }

  /**
   * Improves the best choice until `maxWork` is done or the budget ends. The current choice may become slightly worse
   * than the best one; the search returns to the best from time to time.
   */
  *improve(prices: readonly number[], maxWork: number): Generator<void, void> {
    if (!this.choice) return;
    const budget = this.#budget;
    const endWork = budget.work + maxWork;
    while (!budget.isOver && budget.work < endWork) {
      yield;
      this.#move(prices);
    }
  }

  /** Starts the next moves from `choice`, which fits but need not be the best. */
  #startFrom(choice: Int32Array): void {
    this.#current = choice.slice();
    this.#currentCost = costOfCore(this.#core, choice);
    this.#trackCost = this.#currentCost;
    this.#excess = this.#steps.excess(choice);
    this.#slack = 10 ** (-6 + 4 * this.#random.next());
    this.#numMoves = 0;
  }

  /** Re-optimizes one random region. */
  #move(basePrices: readonly number[]): void {
    const random = this.#random;
    if (!this.#current || (++this.#numMoves > 1000 && random.next() < 0.002)) this.#startFrom(this.choice!);
    const steps = this.#steps;
    const current = this.#current!;
    const { numNodes } = this.#core;
    const isWide = random.next() < 0.02;
    const size = isWide ? numNodes : Math.min(numNodes, Math.floor(20 * (1 + 60 * random.next() ** 3)));
    const region = this.#growRegion(size);
    const domain = this.#cutDomains(current, 2 + random.int(isWide ? 3 : 10));
    this.#plan(region, current, 200 * (isWide ? 10 : 50 ** random.next()), domain);
    const prices = Array.from(steps.points, (_, p) => (basePrices[p] ?? 0) * Math.exp((random.next() * 2 - 1) * 2));
    const trial = this.#trial;
    trial.set(current);
    for (let attempt = 0; attempt < 6; attempt++) {
      steps.applyPricesTo(region, prices, this.#priced);
      this.#eliminator.run(this.#priced, trial);
      this.#budget.spend(this.#eliminator.work);
      if (this.#excess.length < steps.points.length) this.#excess = steps.excess(current);
      const excess = this.#excess.slice();
      steps.shiftExcess(region, current, trial, excess);
      let exceedsLimit = false;
      for (let p = 0; p < excess.length; p++) {
        if (excess[p] <= 1e-12) continue;
        exceedsLimit = true;
        prices[p] = Math.max((prices[p] ?? 0) * (1.2 + random.next()), 1e-4 * Math.abs(this.cost));
      }
      if (exceedsLimit) continue;
      const change = costChange(this.#graph, this.#core.unary, region, current, trial);
      if (!(this.#currentCost + change <= this.#trackCost + this.#slack * Math.abs(this.#trackCost))) return;
      if (steps.checkAll(trial, 2) > 0) continue;
      current.set(trial);
      this.#currentCost += change;
      this.#trackCost = Math.min(this.#trackCost, this.#currentCost);
      this.#excess = excess;
      this.adopt(current);
      return;
    }
  }

  /** Limits domains to `width` strategies per node, including the current one. */
  #cutDomains(current: Int32Array, width: number): (node: number) => Int32Array {
    const cache = new Map<number, Int32Array>();
    return (node) => {
      const ranked = this.#ranked[node];
      if (ranked.length <= width) return this.#allStrategies[node];
      let own = cache.get(node);
      if (!own) {
        own = ranked.slice(0, width);
        if (!own.includes(current[node])) own[width - 1] = current[node];
        own.sort();
        cache.set(node, own);
      }
      return own;
    };
  }

  /**
   * Returns nodes to re-optimize together: connected ones around a random node, or around several nodes that use memory
   * at one priced step, so that memory can move between them.
   */
  #growRegion(size: number): Int32Array {
    const { slotStart, neighbour, numNodes } = this.#graph;
    const random = this.#random;
    const seen = new Set<number>();
    const queue: number[] = [];
    const start = (seed: number): void => {
      if (seen.has(seed)) return;
      seen.add(seed);
      queue.push(seed);
    };
    const { points } = this.#steps;
    if (points.length > 0 && random.next() < 0.7) {
      const { nodes } = points[random.int(points.length)];
      for (let k = 2 + random.int(8); k > 0 && nodes.length > 0; k--) start(nodes[random.int(nodes.length)]);
    }
    let head = 0;
    while (seen.size < size) {
      if (head === queue.length) start(random.int(numNodes));
      if (head === queue.length) continue;
      const at = head + (random.next() < 0.3 ? random.int(queue.length - head) : 0);
      const node = queue[at];
      queue[at] = queue[head++];
      for (let q = slotStart[node]; q < slotStart[node + 1] && seen.size < size; q++) start(neighbour[q]);
    }
    return Int32Array.from(seen);
  }
}
