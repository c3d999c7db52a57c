/**
 * @file Lower bounds by Lagrangian relaxation: prices replace the memory limit at the active steps, message passing
 * bounds the priced problem, and a deflected subgradient method updates the prices.
 */
import type { Budget } from "../budget.ts";
import { buildGraph, type Graph } from "../core/adjacency.ts";
import type { Core } from "../core/core.ts";
import { Eliminator } from "../search/bucket-elimination.ts";
import { ActiveSteps } from "./memory-prices.ts";
import { MessagePassing } from "./trw-s.ts";

const [FIRST_STEP, STEP_DECAY, PATIENCE, MOMENTUM] = [0.02, 0.8, 15, 0.7];
/**
 * Factors on the step length. Steps lengthen while the bound rises and shorten when it falls, because the first steps
 * are much too short far from the optimum.
 */
const [LENGTHEN, SHORTEN, LONGEST] = [1.3, 0.5, 10];
/** Elimination of the whole graph replaces message passing if it takes at most this much work, in table entries. */
const EXACT_WORK = 2e4;
/** The same limit for problems without memory limits, where a single elimination is optimal. */
const ONCE_WORK = 3e7;
/** Iterations between two searches of the whole memory profile for steps to activate. */
const CHECK_EVERY = 10;

export interface AscentOptions {
  /** Cost of the best choice known, or `Infinity`. */
  readonly upper: number;
  /** The ascent stops once the bound reaches this. */
  readonly cutoff: number;
  readonly maxIterations: number;
  readonly budget: Budget;
  /** Called with every choice that fits in memory at the active steps. */
  readonly onChoice?: (choice: Int32Array) => void;
}

/** Dual ascent on one core. Keeps its messages and prices between calls. */
export class DualAscent {
  readonly core: Core;
  readonly graph: Graph;
  readonly steps: ActiveSteps;
  /** Best lower bound so far, proven by `bestPrices`. */
  bound = -Infinity;
  bestPrices: number[] = [];
  /** Choice read from the latest messages. */
  readonly choice: Int32Array;
  readonly #messages: MessagePassing;
  /** Defined if elimination is cheap: it computes the minimum that message passing only bounds. */
  readonly #eliminator: Eliminator | undefined;
  /** Whether any step has a memory price. Without prices, a single elimination is optimal. */
  readonly #hasPrices: boolean;
  readonly #priced: Float64Array;
  #prices: number[] = [];
  #direction: number[] = [];
  #stepSize = FIRST_STEP;
  /** Factor on the step size, at least 1. */
  #stretch = 1;
  #stalled = 0;
  #iterations = 0;

  /**
   * Starts from zero prices, or from the prices and messages of `from`. `core` must then be a reduction of its core.
   */
  constructor(core: Core, from?: DualAscent) {
    this.core = core;
    this.graph = buildGraph(core);
    this.steps = new ActiveSteps(core);
    this.#messages = new MessagePassing(this.graph);
    this.#priced = new Float64Array(core.unary.length);
    this.choice = new Int32Array(core.numNodes);
    this.#hasPrices = core.memory.times.length > 0;
    this.#eliminator = planWhole(this.graph, this.choice, {
      maxWork: this.#hasPrices ? EXACT_WORK + 20 * this.#messages.workPerPass : ONCE_WORK,
      marginals: this.#hasPrices,
    });
    if (from) this.#inherit(from);
    this.bestPrices = [...this.#prices];
  }

  #inherit(from: DualAscent): void {
    const { core, steps } = this;
    const old = from.core;
    const prices = new Map(from.steps.points.map(({ step }, p) => [old.memory.times[step], from.bestPrices[p] ?? 0]));
    core.memory.times.forEach((time, step) => {
      const price = prices.get(time);
      if (price !== undefined && steps.add(step)) this.#prices.push(price);
    });
    const oldNode = new Map<number, number>();
    old.origin.forEach((node, i) => {
      oldNode.set(node, i);
    });
    const wasNode = core.origin.map((node) => oldNode.get(node) ?? -1);
    const wasStrategy = new Int32Array(core.unary.length);
    wasNode.forEach((was, i) => {
      if (was < 0) return;
      const before = old.follow[core.origin[i]];
      const now = core.follow[core.origin[i]];
      for (let s = 0; s < now.length; s++) wasStrategy[core.start[i] + s] = before.indexOf(now[s]);
    });
    this.#messages.inherit(from.#messages, wasNode, wasStrategy);
    this.#stepSize = Math.min(FIRST_STEP, Math.max(from.#stepSize * 4, FIRST_STEP / 50));
  }

  /** Work of one iteration, in table entries. */
  get workPerIteration(): number {
    return this.#eliminator ? 2 * this.#eliminator.work : 2 * this.#messages.workPerPass;
  }

  /** Whether the step size is too small for the bound to rise further. */
  get hasConverged(): boolean {
    return this.#stepSize < 1e-5 * FIRST_STEP;
  }

  /** Continues from the best prices with a new step size, larger by default. */
  restart(stepSize = FIRST_STEP / 4): void {
    this.#stepSize = stepSize;
    this.#stalled = 0;
    this.#prices = [...this.bestPrices];
    this.#direction = [];
  }

  /** Raises `bound` until it reaches the cutoff, the step size vanishes, or the iterations or the budget run out. */
  *ascend({ upper, cutoff, maxIterations, budget, onChoice }: AscentOptions): Generator<void, void> {
    for (let iteration = 0; iteration < maxIterations; iteration++) {
      if (this.bound >= cutoff || this.hasConverged || budget.isOver) return;
      yield;
      const bound = this.#evaluate();
      budget.spend(this.workPerIteration);
      const rise = bound - this.bound;
      if (rise > 0) {
        this.bound = bound;
        this.bestPrices = [...this.#prices];
      }
      if (bound === Infinity) return;
      const isRising = rise > 1e-7 * Math.abs(bound);
      this.#stalled = isRising ? 0 : this.#stalled + 1;
      this.#stretch = isRising ? Math.min(LONGEST, this.#stretch * LENGTHEN) : Math.max(1, this.#stretch * SHORTEN);
      if (this.#stalled > PATIENCE) {
        this.restart(this.#stepSize * STEP_DECAY);
        if (this.steps.points.length === 0) this.#stepSize = 0;
        continue;
      }
      if (this.#iterations++ % CHECK_EVERY === 0) this.steps.checkAll(this.choice, 20);
      const excess = this.steps.excess(this.choice);
      if (onChoice && excess.every((value) => value <= 0)) onChoice(this.choice);
      // A distant upper bound would make the steps too long.
      const target = Math.min(upper, this.bound + 0.2 * Math.abs(this.bound) + 1e-300);
      this.#movePrices(excess, target - bound);
    }
  }

  /** Returns the bound at the current prices and sets `choice`. */
  #evaluate(): number {
    this.steps.applyPrices(this.#prices, this.#priced);
    const fixed = this.core.constant - this.steps.allowance(this.#prices);
    if (this.#eliminator) return this.#eliminator.run(this.#priced, this.choice) + fixed;
    this.#messages.forward(this.#priced, this.choice);
    return this.#messages.backward(this.#priced) + fixed;
  }

  #movePrices(excess: Float64Array, gap: number): void {
    const [prices, direction] = [this.#prices, this.#direction];
    let norm = 0;
    for (let p = 0; p < excess.length; p++) {
      prices[p] ??= 0;
      direction[p] = MOMENTUM * (direction[p] ?? 0) + (1 - MOMENTUM) * excess[p];
      if (prices[p] > 0 || direction[p] > 0) norm += direction[p] ** 2;
    }
    if (norm === 0) return;
    const step = (this.#stepSize * this.#stretch * gap) / norm;
    for (let p = 0; p < excess.length; p++) prices[p] = Math.max(0, prices[p] + step * direction[p]);
  }

  /**
   * Returns, for every strategy, a lower bound on the cost of every choice that contains it: `bound +
   * reduced[strategy]`, at the best prices after `passes` more message passes.
   */
  reducedCosts(passes: number): { bound: number; reduced: Float64Array } {
    this.#prices = [...this.bestPrices];
    this.steps.applyPrices(this.#prices, this.#priced);
    let bound = -Infinity;
    for (let k = 0; k < (this.#eliminator ? 1 : passes); k++) bound = this.#evaluate();
    const reduced = new Float64Array(this.core.unary.length);
    if (this.#eliminator && this.#hasPrices) this.#eliminator.marginals(this.#priced, reduced);
    else this.#messages.forward(this.#priced, this.choice, reduced);
    if (bound > this.bound) this.bound = bound;
    return { bound, reduced };
  }
}

/** Returns an eliminator of all nodes, or undefined if that takes more than `maxWork` table entries. */
function planWhole(
  graph: Graph,
  choice: Int32Array,
  { maxWork, marginals }: { maxWork: number; marginals: boolean },
): Eliminator | undefined {
  const eliminator = new Eliminator(graph);
  const identities = new Map<number, Int32Array>();
  const domains = Array.from(graph.dims, (dim) => {
    const identity = identities.get(dim) ?? Int32Array.from({ length: dim }, (_, s) => s);
    identities.set(dim, identity);
    return identity;
  });
  const everyNode = graph.dims.map((_, i) => i);
  const options = { maxTable: maxWork, freeze: false, marginals };
  const isPlanned = eliminator.plan(everyNode, (i) => domains[i], choice, options);
  return isPlanned && eliminator.work <= maxWork ? eliminator : undefined;
}
