/**
 * @file The solver of sharding problems. It reduces the problem exactly, computes a lower bound with priced memory,
 * fixes strategies by reduced costs and completes small remainders by branch and bound. A local search improves the
 * choice until time runs out.
 */
import { runAsync, runToCompletion } from "../base/cooperative.ts";
import { Infeasible, InvalidConfig, RuntimeFailure, Unsupported } from "../base/errors.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { DualAscent } from "./bounds/lagrangian.ts";
import { Budget } from "./budget.ts";
import { type Core, coreOfProblem, expandChoice, problemOfCore, simpleBound } from "./core/core.ts";
import { evaluateChoice, type ShardingProblem } from "./problem.ts";
import { reduceCore } from "./reduce/reduce.ts";
import { removeSeries } from "./reduce/series.ts";
import { branchAndBound } from "./search/branch-and-bound.ts";
import { Incumbent } from "./search/incumbent.ts";
import { LocalSearch } from "./search/local-search.ts";
import { memoryCharges, minMemoryChoice } from "./search/min-memory-start.ts";
import type { ShardingSolution, SolveOptions } from "./types.ts";

/**
 * Finds a cheap choice that fits in memory, and a lower bound on the cost. Throws `Infeasible`, naming the time step or
 * node that rules out every choice, and `RuntimeFailure` if time runs out before a choice that fits is found.
 */
export const solveSharding = (problem: ShardingProblem, options: SolveOptions): ShardingSolution =>
  runToCompletion(searchSharding(problem, options));

/** {@link solveSharding} in slices between which the event loop runs, so that `signal` and timers work. */
export const solveShardingAsync = (problem: ShardingProblem, options: SolveOptions): Promise<ShardingSolution> =>
  runAsync(searchSharding(problem, options));

/** {@link solveSharding} as a generator that yields many times a second. */
export function* searchSharding(problem: ShardingProblem, options: SolveOptions): Generator<void, ShardingSolution> {
  checkOptions(options);
  if (problem.usageLimit < Infinity || problem.numNodes === 0) return yield* new Solver(problem, options).run();
  // Removing series first helps reduction, and reduction may leave new series.
  const outer = removeSeries(problem);
  yield;
  const core = yield* reduceCore(coreOfProblem(outer.problem), new Budget(options));
  const inner = removeSeries(problemOfCore(core, problem.name));
  const solution = yield* new Solver(inner.problem, options).run();
  const choice = outer.expand(expandChoice(core, inner.expand(solution.choice)));
  const { cost } = evaluateChoice(problem, choice);
  const bound = Math.min(cost, solution.bound);
  return { ...solution, choice, cost, bound, gap: cost === bound ? 0 : (cost - bound) / Math.abs(cost) };
}

function checkOptions({ seconds, threads = 1 }: SolveOptions): void {
  if (!(seconds > 0)) throw new InvalidConfig("seconds", `got ${seconds}; give a positive number of seconds`);
  if (threads !== 1)
    throw new Unsupported("threads", `this solver runs on 1 thread, got ${threads}; call solveShardingOnThreads`);
}

/** Work of one slice of branch and bound or local search, in table entries. Small problems end long before. */
const SLICE_WORK = 2e7;

/** Branch and bound solves cores whose ascent takes at most this much work per iteration. */
const BRANCH_WORK = 4e5;

/** Work of the first local search, as a share of the work on the bound; early prices guide the search poorly. */
const FIRST_SEARCH_SHARE = 0.1;

class Solver {
  readonly #problem: ShardingProblem;
  readonly #options: SolveOptions;
  readonly #budget: Budget;
  readonly #incumbent: Incumbent;
  readonly #random: Random;
  #bound = -Infinity;
  #stage = "reduce";

  constructor(problem: ShardingProblem, options: SolveOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#budget = new Budget(options);
    this.#incumbent = new Incumbent(problem, () => this.#report());
    this.#random = seededRandom(options.seed ?? 0);
  }

  *run(): Generator<void, ShardingSolution> {
    let core = yield* reduceCore(coreOfProblem(this.#problem), this.#budget);
    this.#raiseBound(simpleBound(core));
    this.#incumbent.offer(core, minMemoryChoice(core, memoryCharges(core)));
    const { start } = this.#options;
    const isStarted = start !== undefined && this.#incumbent.offerWhole(Int32Array.from(start));
    let ascent: DualAscent | undefined;
    while (core.numNodes > 0) {
      if (this.#budget.isOver) return this.#finish(false);
      const isFirst = !ascent;
      ascent = new DualAscent(core, ascent);
      const next = yield* this.#workOn(core, ascent, isFirst && !isStarted);
      if (next === "proven") return this.#finish(true);
      if (next === "out of budget") return this.#finish(false);
      core = next;
    }
    this.#incumbent.offer(core, []);
    return this.#finish(true);
  }

  /**
   * Alternates between raising the bound and local search. Returns a smaller core once many strategies can be fixed, or
   * the reason why the solve ended.
   */
  *#workOn(core: Core, ascent: DualAscent, isUnseeded: boolean): Generator<void, Core | "proven" | "out of budget"> {
    const budget = this.#budget;
    const search = new LocalSearch({ core, graph: ascent.graph, steps: ascent.steps, random: this.#random, budget });
    const offer = (): void => {
      if (search.choice) this.#incumbent.offer(core, search.choice);
    };
    if (isUnseeded) yield* search.findFeasible();
    else yield* this.#seed(core, search);
    offer();
    let branching: Generator<void, number> | undefined;
    let repairedAt = -Infinity;
    let restartedAt = -Infinity;
    let lastCost = Infinity;
    let searchShare = 0.5;
    for (let cycle = 0; ; cycle++) {
      this.#stage = "bound";
      const before = budget.work;
      const boundBefore = this.#bound;
      yield* this.#ascend(ascent, search, Math.min(100, 30 + 10 * Math.max(1, cycle)));
      offer();
      const boundWork = budget.work - before;
      if (this.#isProven()) return "proven";
      if (budget.isOver || this.#isGoodEnough()) return "out of budget";
      const { bound, reduced } = ascent.reducedCosts(2);
      if (ascent.hasConverged && ascent.bound > restartedAt + 1e-6 * Math.abs(ascent.bound)) {
        restartedAt = ascent.bound;
        ascent.restart();
      }
      this.#raiseBound(bound);
      search.rankStrategies(reduced);
      // As prices settle, choices read from the messages are worth repairing. They also give a stuck search a new
      // start.
      const isStuck = search.cost > 0.9999 * lastCost && this.#bound < 0.998 * search.cost;
      lastCost = search.cost;
      if (cycle === 0 || !search.choice || isStuck || bound > repairedAt + 0.05 * (this.#incumbent.cost - bound)) {
        this.#stage = "repair";
        repairedAt = bound;
        yield* search.repair(ascent.choice, ascent.bestPrices, search.choice ? 25 : 60);
        offer();
      }
      this.#stage = "search";
      // Good prices lead to good moves, so the bound comes first. Later, the one of the two that closes the gap faster
      // gets more work.
      const share = cycle === 0 ? FIRST_SEARCH_SHARE : searchShare;
      const searchWork = ascent.hasConverged ? SLICE_WORK : boundWork * share;
      const costBefore = search.cost;
      yield* search.improve(ascent.bestPrices, searchWork);
      offer();
      if (cycle > 0) {
        const isSearchFaster = (costBefore - search.cost) * boundWork > (this.#bound - boundBefore) * searchWork;
        searchShare = isSearchFaster ? Math.min(1, 2 * searchShare) : Math.max(0.1, 0.5 * searchShare);
      }
      if (this.#isProven()) return "proven";
      if (budget.isOver || this.#isGoodEnough()) return "out of budget";
      const isSlow = ascent.hasConverged || cycle >= 4;
      const numFixable = this.#countFixable(bound, reduced);
      if (numFixable > (isSlow && !branching ? 0.1 : 0.3) * reduced.length) {
        return (yield* this.#fix(core, bound, reduced)) ?? "proven";
      }
      if (isSlow && ascent.workPerIteration < BRANCH_WORK) {
        this.#stage = "branch";
        branching ??= this.#branch(core, bound, reduced, ascent);
        const endWork = budget.work + SLICE_WORK;
        while (budget.work < endWork) {
          const { done, value } = branching.next();
          if (done && value === Infinity) return "proven";
          if (done) return "out of budget";
          yield;
        }
      }
    }
  }

  #branch(core: Core, bound: number, reduced: Float64Array, ascent: DualAscent): Generator<void, number> {
    const { cutoff } = this.#incumbent;
    const unary = core.unary.map((cost, s) => (bound + reduced[s] >= cutoff ? Infinity : cost));
    return branchAndBound({ ...core, unary }, ascent, {
      incumbent: this.#incumbent,
      budget: this.#budget,
      onBound: (value) => this.#raiseBound(value),
    });
  }

  #countFixable(bound: number, reduced: Float64Array): number {
    const { cutoff } = this.#incumbent;
    return reduced.reduce((count, cost) => count + (bound + cost >= cutoff ? 1 : 0), 0);
  }

  *#ascend(ascent: DualAscent, search: LocalSearch, maxIterations: number): Generator<void, void> {
    const { cost, cutoff } = this.#incumbent;
    const onChoice = (choice: Int32Array): void => {
      search.adopt(choice);
    };
    yield* ascent.ascend({ upper: cost, cutoff, maxIterations, budget: this.#budget, onChoice });
    this.#raiseBound(ascent.bound);
  }

  *#seed(core: Core, search: LocalSearch): Generator<void, void> {
    if (!this.#incumbent.choice) return;
    const choice = projectChoice(core, this.#incumbent.choice);
    if (!search.adopt(choice)) yield* search.repair(choice, [], 40);
  }

  *#fix(core: Core, bound: number, reduced: Float64Array): Generator<void, Core | undefined> {
    const { cutoff } = this.#incumbent;
    const unary = core.unary.map((cost, s) => (bound + reduced[s] >= cutoff ? Infinity : cost));
    try {
      return yield* reduceCore({ ...core, unary }, this.#budget);
    } catch (error) {
      if (error instanceof Infeasible && this.#incumbent.choice) return undefined;
      throw error;
    }
  }

  #raiseBound(bound: number): void {
    if (bound > this.#bound) {
      this.#bound = bound;
      this.#report();
    }
  }

  /** Whether the requested gap is reached. */
  #isGoodEnough(): boolean {
    const { cost } = this.#incumbent;
    return cost < Infinity && cost - this.#bound <= (this.#options.gap ?? 0) * Math.abs(cost);
  }

  #isProven(): boolean {
    return this.#bound >= this.#incumbent.cutoff;
  }

  #report(): void {
    const { cost } = this.#incumbent;
    this.#options.onProgress?.({
      seconds: this.#budget.elapsedSeconds,
      cost,
      bound: Math.min(this.#bound, cost),
      stage: this.#stage,
    });
  }

  #finish(isComplete: boolean): ShardingSolution {
    const { choice, cost } = this.#incumbent;
    const seconds = this.#budget.elapsedSeconds;
    if (!choice && isComplete) {
      const what = "no choice fits in memory at every time step; raise the limit";
      throw new Infeasible(this.#problem.name, what, { limit: this.#problem.usageLimit });
    }
    if (!choice) {
      const time = `${seconds.toFixed(1)} s`;
      const what = `found no choice within the memory limit in ${time}; give more seconds or raise the limit`;
      throw new RuntimeFailure(this.#problem.name, what, { seconds, limit: this.#problem.usageLimit });
    }
    const bound = isComplete ? cost : this.#incumbent.certify(this.#bound);
    const gap = cost === bound ? 0 : (cost - bound) / Math.abs(cost);
    const { isExact } = evaluateChoice(this.#problem, choice);
    return { choice, cost, bound, gap, seconds, optimal: bound >= cost && isExact };
  }
}

/** Returns the core choice that agrees with `choice` on as many original nodes as possible. */
function projectChoice(core: Core, choice: Int32Array): Int32Array {
  const votes = new Int32Array(core.unary.length);
  core.follow.forEach((map, i) => {
    const owner = core.owner[i];
    if (owner < 0) return;
    const at = core.start[owner];
    for (let s = 0; s < map.length; s++) if (map[s] === choice[i]) votes[at + s]++;
  });
  return Int32Array.from({ length: core.numNodes }, (_, i) => {
    let best = core.start[i];
    for (let s = best + 1; s < core.start[i + 1]; s++) if (votes[s] > votes[best]) best = s;
    return best - core.start[i];
  });
}
