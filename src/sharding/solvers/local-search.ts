/**
 * @file Anytime primal search on a core. A move re-optimises a random region exactly (bucket elimination with memory
 * priced), raising prices until the memory limit holds everywhere, and is kept when the cost does not rise.
 */
import type { Random } from "../../base/random.ts";
import type { Budget } from "./budget.ts";
import { type Core, costOfCore } from "./core.ts";
import { type EliminationPlan, Eliminator, planElimination } from "./elimination.ts";
import type { Graph } from "./graph.ts";
import { fillLoad } from "./memory.ts";
import type { ActiveSteps } from "./prices.ts";

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
  /** Strategies of each node by rising reduced cost. */
  #ranked: Int32Array[];
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
    this.#load = new Float64Array(core.memory.base.length + 1);
    this.#allStrategies = Array.from(graph.dims, (dim) => Int32Array.from({ length: dim }, (_, s) => s));
    this.#ranked = this.#allStrategies;
  }

  /** Takes `choice` as the present one if it fits and is cheaper. */
  adopt(choice: Int32Array): boolean {
    const cost = costOfCore(this.#core, choice);
    if (!(cost < this.cost) || !this.#fits(choice)) return false;
    this.choice = choice.slice();
    this.cost = cost;
    return true;
  }

  /** Prefers strategies with small reduced cost when domains are cut down. */
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
   * Turns `choice` into one that fits: re-optimises everything under prices that rise where memory is short and fall
   * slowly elsewhere. Returns whether a cheaper choice than the present one was found.
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

  /** Minimises the priced cost over every node at once, freezing some at random. */
  #sweep(choice: Int32Array, prices: readonly number[], maxTable: number): void {
    this.#steps.applyPrices(prices, this.#priced);
    for (let half = 0; half < 2; half++) {
      const region = this.#graph.dims.map((_, i) => i);
      const plan = this.#plan(region, choice, maxTable, (i) => this.#allStrategies[i]);
      this.#eliminator.run(plan, this.#priced, choice);
      this.#budget.spend(plan.work);
    }
  }

  #plan(
    region: ArrayLike<number>,
    choice: Int32Array,
    maxTable: number,
    domain: (node: number) => Int32Array,
  ): EliminationPlan {
    const noise = (): number => 0.25 + 4 * this.#random.next();
    return planElimination(this.#graph, region, domain, choice, { maxTable, freeze: true, noise })!;
  }

  /** Improves the present choice until `untilShare` of the budget is used. */
  *improve(prices: readonly number[], untilShare: number, onImprovement: () => void): Generator<void, void> {
    if (!this.choice) return;
    const budget = this.#budget;
    while (!budget.isOver && budget.share < untilShare) {
      yield;
      const before = this.cost;
      this.#move(prices);
      if (this.cost < before) onImprovement();
      budget.spend(this.#core.numNodes);
    }
  }

  #move(basePrices: readonly number[]): void {
    const random = this.#random;
    const present = this.choice!;
    const size = Math.min(this.#core.numNodes, Math.floor(20 * (1 + 100 * random.next() ** 3)));
    const region = this.#growRegion(size);
    const width = 2 + random.int(10);
    const domain = this.#cutDomains(present, width);
    const maxTable = 200 * 50 ** random.next();
    const plan = this.#plan(region, present, maxTable, domain);
    const prices = Array.from(this.#steps.points, (_, p) => (basePrices[p] ?? 0) * Math.exp(random.next() * 2 - 1));
    const trial = present.slice();
    for (let attempt = 0; attempt < 6; attempt++) {
      this.#steps.applyPrices(prices, this.#priced);
      this.#eliminator.run(plan, this.#priced, trial);
      this.#budget.spend(plan.work);
      const excess = this.#steps.excess(trial);
      let over = false;
      excess.forEach((value, p) => {
        if (value <= 0) return;
        over = true;
        prices[p] = Math.max(prices[p] * (1.2 + random.next()), 1e-4 * this.cost);
      });
      if (over) continue;
      const cost = costOfCore(this.#core, trial);
      if (cost > this.cost) return;
      if (this.#steps.checkAll(trial, 2) > 0) {
        while (prices.length < this.#steps.points.length) prices.push(1e-3 * this.cost);
        continue;
      }
      this.choice = trial;
      this.cost = cost;
      return;
    }
  }

  /** At most `width` strategies per node, the present one among them. */
  #cutDomains(present: Int32Array, width: number): (node: number) => Int32Array {
    const cache = new Map<number, Int32Array>();
    return (node) => {
      const ranked = this.#ranked[node];
      if (ranked.length <= width) return this.#allStrategies[node];
      let own = cache.get(node);
      if (!own) {
        own = ranked.slice(0, width);
        if (!own.includes(present[node])) own[width - 1] = present[node];
        own.sort();
        cache.set(node, own);
      }
      return own;
    };
  }

  /** Connected nodes around a random one, breadth first with some left out. */
  #growRegion(size: number): Int32Array {
    const { slotStart, neighbour, numNodes } = this.#graph;
    const random = this.#random;
    const seen = new Set<number>();
    const queue: number[] = [];
    let head = 0;
    while (seen.size < size) {
      if (head === queue.length) {
        const seed = random.int(numNodes);
        if (seen.has(seed)) continue;
        seen.add(seed);
        queue.push(seed);
      }
      const at = head + (random.next() < 0.3 ? random.int(queue.length - head) : 0);
      const node = queue[at];
      queue[at] = queue[head++];
      for (let q = slotStart[node]; q < slotStart[node + 1] && seen.size < size; q++) {
        const other = neighbour[q];
        if (seen.has(other)) continue;
        seen.add(other);
        queue.push(other);
      }
    }
    return Int32Array.from(seen);
  }
}
