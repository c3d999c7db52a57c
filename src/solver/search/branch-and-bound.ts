/**
 * @file Depth-first branch and bound, which completes a solve exactly. Every search node is a core of its own. Reduced
 * costs fix strategies and the core is reduced again, so subproblems shrink quickly.
 */
import { Infeasible } from "../../base/errors.ts";
import { DualAscent } from "../bounds/lagrangian.ts";
import type { Budget } from "../budget.ts";
import { type Core, costOfCore } from "../core/core.ts";
import { reduceCore } from "../reduce/reduce.ts";
import type { Incumbent } from "./incumbent.ts";

/** Iterations of dual ascent between two rounds of fixing. */
const ITERATIONS = 60;

interface Subproblem {
  readonly core: Core;
  /** The ascent of the enclosing problem; its prices and messages are the starting point. */
  readonly parent: DualAscent;
  readonly bound: number;
}

export interface BranchOptions {
  readonly incumbent: Incumbent;
  readonly budget: Budget;
  /** Called with the proven lower bound from time to time. */
  readonly onBound: (bound: number) => void;
}

/**
 * Searches `core` for choices better than the incumbent. Returns a lower bound on the cost of the choices not yet
 * explored: `Infinity` when the search is complete and the incumbent optimal.
 */
export function* branchAndBound(core: Core, parent: DualAscent, options: BranchOptions): Generator<void, number> {
  const { incumbent, budget } = options;
  const open: Subproblem[] = [{ core, parent, bound: -Infinity }];
  const openBound = (): number => open.reduce((lowest, { bound }) => Math.min(lowest, bound), Infinity);
  while (open.length > 0) {
    if (budget.isOver) return openBound();
    const subproblem = open.pop()!;
    if (subproblem.bound >= incumbent.cutoff) continue;
    open.push(...(yield* expand(subproblem, options)));
    options.onBound(openBound());
  }
  return Infinity;
}

/** Bounds a subproblem. Returns undefined if that settles it, otherwise its two halves, the more promising one last. */
function* expand(
  { core: start, parent: startParent, bound: startBound }: Subproblem,
  options: BranchOptions,
): Generator<void, Subproblem[]> {
  const { incumbent, budget } = options;
  let core = start;
  let parent = startParent;
  let bound = startBound;
  let unary = core.unary;
  for (;;) {
    try {
      core = yield* reduceCore({ ...core, unary }, budget);
    } catch (error) {
      if (error instanceof Infeasible) return [];
      throw error;
    }
    if (core.numNodes === 0) {
      incumbent.offer(core, []);
      return [];
    }
    const ascent = new DualAscent(core, parent);
    const seen = (choice: Int32Array): void => {
      if (costOfCore(core, choice) < incumbent.cost && ascent.steps.checkAll(choice, 4) === 0)
        incumbent.offer(core, choice);
    };
    for (let round = 0; round < 4; round++) {
      const before = ascent.bound;
      const { cutoff } = incumbent;
      yield* ascent.ascend({ upper: incumbent.cost, cutoff, maxIterations: ITERATIONS, budget, onChoice: seen });
      if (ascent.bound >= cutoff) return [];
      if (ascent.bound - before < 0.1 * (cutoff - ascent.bound)) break;
    }
    bound = Math.max(bound, ascent.bound);
    parent = ascent;
    const { bound: proven, reduced } = ascent.reducedCosts(2);
    const { cutoff } = incumbent;
    if (proven >= cutoff) return [];
    let numFixed = 0;
    unary = core.unary.map((cost, s) => {
      if (proven + reduced[s] < cutoff) return cost;
      numFixed++;
      return Infinity;
    });
    if (numFixed > 0.15 * unary.length) continue;
    const { node, low } = chooseSplit(core, unary, ascent, reduced);
    const child = (side: boolean): Subproblem => {
      const own = (s: number): boolean => s >= core.start[node] && s < core.start[node + 1];
      return {
        core: { ...core, unary: unary.map((cost, s) => (own(s) && low.has(s) !== side ? Infinity : cost)) },
        parent,
        bound,
      };
    };
    const likely = low.has(core.start[node] + ascent.choice[node]);
    return [child(!likely), child(likely)];
  }
}

/**
 * Returns the node with the largest influence on priced memory, and those of its strategies (global indices) that need
 * little.
 */
function chooseSplit(
  core: Core,
  unary: Float64Array,
  ascent: DualAscent,
  reduced: Float64Array,
): { node: number; low: Set<number> } {
  const { start, numNodes } = core;
  const priced = new Float64Array(unary.length);
  ascent.steps.applyPrices(ascent.bestPrices, priced);
  let node = -1;
  let widest = 0;
  let threshold = 0;
  let fallback = -1;
  for (let i = 0; i < numNodes; i++) {
    const charges: number[] = [];
    for (let s = start[i]; s < start[i + 1]; s++) if (unary[s] < Infinity) charges.push(priced[s] - core.unary[s]);
    if (charges.length < 2) continue;
    if (fallback < 0 || charges.length > start[fallback + 1] - start[fallback]) fallback = i;
    charges.sort((a, b) => a - b);
    const spread = charges[charges.length - 1] - charges[0];
    if (!(spread > widest)) continue;
    [node, widest] = [i, spread];
    let jump = -1;
    for (let k = 1; k < charges.length; k++) {
      if (charges[k] - charges[k - 1] > jump) {
        jump = charges[k] - charges[k - 1];
        threshold = (charges[k] + charges[k - 1]) / 2;
      }
    }
  }
  const low = new Set<number>();
  if (node >= 0) {
    for (let s = start[node]; s < start[node + 1]; s++) if (priced[s] - core.unary[s] < threshold) low.add(s);
    return { node, low };
  }
  node = fallback;
  let best = -1;
  for (let s = start[node]; s < start[node + 1]; s++) {
    if (unary[s] < Infinity && (best < 0 || reduced[s] < reduced[best])) best = s;
  }
  low.add(best);
  return { node, low };
}
