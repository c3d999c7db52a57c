/**
 * @file The solver for sharding problems: exact reduction, a lower bound by priced memory, strategies fixed by reduced
 * costs, an exact finish where what is left is small, and a search that improves the answer until time is up.
 */
import { Infeasible, InvalidConfig, RuntimeFailure, Unsupported } from "../../base/errors.ts";
import { seededRandom } from "../../base/random.ts";
import type { ShardingProblem } from "../problem.ts";
import { branchAndBound } from "./branch.ts";
import { Budget } from "./budget.ts";
import { type Core, coreOfProblem } from "./core.ts";
import { DualAscent, type PricesByTime } from "./dual.ts";
import { Incumbent } from "./incumbent.ts";
import { LocalSearch } from "./local-search.ts";
import { reduceCore } from "./reduce.ts";
import type { ShardingSolution, SolveOptions } from "./solver.ts";

/**
 * Finds a cheap choice that fits in memory, and a bound on the cheapest. Throws `Infeasible` naming the time step (or
 * node) that rules every choice out, and `RuntimeFailure` when time ends before a choice that fits was found.
 */
export function solveSharding(problem: ShardingProblem, options: SolveOptions): ShardingSolution {
  checkOptions(options);
  const steps = new Solver(problem, options).run();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@link solveSharding} that lets other events in several times a second, so that `signal` and timers work. */
export async function solveShardingInSteps(problem: ShardingProblem, options: SolveOptions): Promise<ShardingSolution> {
  checkOptions(options);
  const steps = new Solver(problem, options).run();
  let lastPause = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - lastPause < 100) continue;
    await new Promise((resume) => setImmediate(resume));
    lastPause = performance.now();
  }
}

function checkOptions({ seconds, threads = 1 }: SolveOptions): void {
  if (!(seconds > 0)) throw new InvalidConfig("seconds", `got ${seconds}; give a positive number of seconds`);
  if (threads !== 1) throw new Unsupported("threads", `the solver runs on 1 thread, got ${threads}; ask for 1`);
}

class Solver {
  readonly #problem: ShardingProblem;
  readonly #options: SolveOptions;
  readonly #budget: Budget;
  readonly #incumbent: Incumbent;
  #bound = -Infinity;
  #stage = "reduce";
  #prices: PricesByTime = new Map();

  constructor(problem: ShardingProblem, options: SolveOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#budget = new Budget(options);
    this.#incumbent = new Incumbent(problem, () => this.#report());
  }

  *run(): Generator<void, ShardingSolution> {
    const budget = this.#budget;
    let core = reduceCore(coreOfProblem(this.#problem), this.#dominanceDeadline());
    const random = seededRandom(this.#options.seed ?? 0);
    for (let round = 0; ; round++) {
      if (core.numNodes === 0) {
        this.#incumbent.offer(core, []);
        return this.#finish(true);
      }
      const isLast = round >= 20;
      const ascent = new DualAscent(core, this.#prices);
      const search = new LocalSearch({ core, graph: ascent.graph, steps: ascent.steps, random, budget });
      if (this.#incumbent.choice) yield* this.#seed(core, search);
      const offer = (): void => {
        if (search.choice) this.#incumbent.offer(core, search.choice);
      };
      // Dual phase with early repairs; then alternate while the bound still rises.
      this.#stage = "bound";
      for (let phase = 0; phase < 6; phase++) {
        yield* this.#ascend(ascent, phase === 0 ? 30 : 200);
        if (this.#isProven()) return this.#finish(true);
        this.#stage = "repair";
        yield* search.repair(ascent.choice, ascent.bestPrices, 40);
        offer();
        if (budget.isOver) return this.#finish(false);
        if (ascent.hasConverged) break;
      }
      const { bound, reduced } = ascent.reducedCosts(3);
      this.#raiseBound(bound);
      this.#prices = ascent.pricesByTime;
      if (this.#isProven()) return this.#finish(true);
      search.rankStrategies(reduced);
      this.#stage = "search";
      const target = Math.min(1, budget.share + 0.02 + 0.1 * Math.min(1, core.unary.length / 20000));
      yield* search.improve(ascent.bestPrices, isLast ? 1 : target, offer);
      offer();
      if (budget.isOver) return this.#finish(false);
      const next = this.#fix(core, bound, reduced);
      if (!next) return this.#finish(true);
      const isSmall = next.unary.length < 4000;
      if (isSmall) {
        this.#stage = "branch";
        const proven = yield* branchAndBound(next, this.#prices, {
          incumbent: this.#incumbent,
          budget,
          untilShare: budget.share + 0.5 * (1 - budget.share),
          onBound: (value) => this.#raiseBound(value),
        });
        this.#raiseBound(Math.min(proven, this.#incumbent.cost));
        if (proven === Infinity) return this.#finish(true);
      }
      core = next;
    }
  }

  /** When dominance checks stop, in clock milliseconds: after a tenth of the time. */
  #dominanceDeadline(): number {
    return this.#options.work === undefined ? performance.now() + 100 * this.#options.seconds : Infinity;
  }

  *#ascend(ascent: DualAscent, maxIterations: number): Generator<void, void> {
    const { cost, cutoff } = this.#incumbent;
    yield* ascent.ascend({ upper: cost, cutoff, maxIterations, budget: this.#budget });
    this.#raiseBound(ascent.bound);
  }

  *#seed(core: Core, search: LocalSearch): Generator<void, void> {
    const choice = projectChoice(core, this.#incumbent.choice!);
    if (!search.adopt(choice)) yield* search.repair(choice, [], 40);
  }

  #fix(core: Core, bound: number, reduced: Float64Array): Core | undefined {
    const { cutoff } = this.#incumbent;
    const unary = core.unary.map((cost, s) => (bound + reduced[s] >= cutoff ? Infinity : cost));
    try {
      return reduceCore({ ...core, unary }, this.#dominanceDeadline());
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
      const what = `found no choice within the memory limit in ${seconds.toFixed(1)} s; give more seconds or raise the limit`;
      throw new RuntimeFailure(this.#problem.name, what, { seconds, limit: this.#problem.usageLimit });
    }
    const bound = isComplete ? cost : this.#incumbent.certify(this.#bound);
    const gap = cost === bound ? 0 : (cost - bound) / Math.abs(cost);
    return { choice, cost, bound, gap, seconds, optimal: bound >= cost };
  }
}

/** The choice of core strategies that agrees with `choice` on as many original nodes as possible. */
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
