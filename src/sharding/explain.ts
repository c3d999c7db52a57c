/**
 * @file Why an op is split as it is: what its strategy costs, and for the runners-up what the whole step would cost if the op were
 * split so and everything else chosen anew around it. Each runner-up is a pin and a new solve, so the totals are exact to the gap.
 */
import type { Step } from "../analysis/step.ts";
import { Infeasible, InvalidConfig } from "../base/errors.ts";
import { nearestName, suggestion } from "../base/suggest.ts";
import { definingOps, type Graph, opName, type ValueId } from "../ir/graph.ts";
import { factorRule } from "../ir/table.ts";
import { bytesOf } from "../ir/types.ts";
import { localType, type Placement, placementText } from "../plan/placement.ts";
import type { OpPlan, Plan } from "../plan/plan.ts";
import { buildIntraOp, type IntraOpOptions } from "./intra-op.ts";
import { opWork } from "./op-work.ts";
import { opPlacements } from "./placements.ts";
import { canReshard, planReshard, reshardCost } from "./reshard.ts";
import { collectiveSeconds } from "./reshard-seconds.ts";
import { solveSharding } from "./solvers/solve.ts";
import type { Strategy } from "./strategies.ts";

/** The index of the op called `name`, as in `dot_general.12`. @throws InvalidConfig with the nearest names */
export function findOp(graph: Graph, name: string): number {
  const names = graph.ops.map((_, op) => opName(graph, op));
  const op = names.indexOf(name);
  if (op >= 0) return op;
  const products = names.filter((each) => each.startsWith("dot_general")).slice(0, 8);
  const hint =
    nearestName(name, names) === undefined ? `; for example ${products.join(", ")}` : suggestion(name, names);
  throw new InvalidConfig("explain", `the step has no op "${name}"${hint}`);
}

export interface StrategyCost {
  readonly plan: OpPlan;
  readonly operands: readonly string[];
  readonly results: readonly string[];
  readonly computeSeconds: number;
  /** Bytes of the op's results on one device. */
  readonly resultBytes: number;
  /** Seconds of the whole step with this strategy, everything else as good as can be; Infinity when nothing fits. */
  readonly stepSeconds: number;
}

export interface Explanation {
  readonly op: string;
  readonly chosen: StrategyCost & {
    /** Collectives that bring each operand from where it is made to where the op needs it. */
    readonly communicationSeconds: number;
  };
  /** The next best strategies, cheapest step first. */
  readonly runnersUp: readonly StrategyCost[];
}

/**
 * Explains op number `op` of a plan that a search made with the same options.
 * @param count  how many runners-up to price
 */
export function explainOp(step: Step, plan: Plan, op: number, options: IntraOpOptions, count = 3): Explanation {
  const { graph } = step;
  const { mesh, cost } = options;
  const built = buildIntraOp(step, options);
  const isSame = (strategy: Strategy): boolean => JSON.stringify(strategy.plan) === JSON.stringify(plan.ops[op]);

  const describe = (strategy: Strategy, stepSeconds: number): StrategyCost => {
    const work = opWork(graph, graph.ops[op], strategy, mesh);
    return {
      plan: strategy.plan,
      operands: strategy.operands.map(placementText),
      results: strategy.results.map(placementText),
      computeSeconds: work ? cost.op(work) : 0,
      resultBytes: graph.ops[op].results.reduce(
        (sum, value, position) => sum + bytesOf(localType(graph.types[value], strategy.results[position], mesh)),
        0,
      ),
      stepSeconds,
    };
  };
  const pinned = (strategy: Strategy): number => {
    const { filter = {} } = options;
    const only = (index: number, other: Strategy): boolean =>
      index === op ? JSON.stringify(other.plan) === JSON.stringify(strategy.plan) : (filter.op?.(index, other) ?? true);
    try {
      const { problem } = buildIntraOp(step, { ...options, filter: { ...filter, op: only } });
      return solveSharding(problem, { seconds: 5 }).cost;
    } catch (error) {
      if (error instanceof Infeasible) return Number.POSITIVE_INFINITY;
      throw error;
    }
  };
  const strategies = built.strategies[op];
  const chosen = strategies.find(isSame);
  if (!chosen) {
    const what =
      "the plan splits it in a way that the search does not list on this mesh; explain plans that shard or zero made";
    throw new InvalidConfig(opName(graph, op), what);
  }
  const others = strategies
    .filter((strategy) => !isSame(strategy))
    .map((strategy) => describe(strategy, pinned(strategy)));
  others.sort((a, b) => a.stepSeconds - b.stepSeconds);

  const stepCost = collectiveSeconds(cost);
  const definers = definingOps(graph);
  const madeAs = (value: ValueId): Placement => {
    const definer = definers[value];
    if (definer < 0) return plan.inputs[graph.inputs.findIndex((port) => port.value === value)].placement;
    const { results } = graph.ops[definer];
    const rule = factorRule(graph, graph.ops[definer]);
    return opPlacements(rule, plan.ops[definer], mesh, opName(graph, definer)).results[results.indexOf(value)];
  };
  const communicationSeconds = graph.ops[op].operands.reduce((sum, value, position) => {
    const from = madeAs(value);
    const to = chosen.operands[position];
    if (!canReshard(from, to)) return sum;
    return sum + reshardCost(planReshard(graph.types[value], from, to, mesh, stepCost), stepCost);
  }, 0);
  return {
    op: opName(graph, op),
    chosen: { ...describe(chosen, plan.predicted?.seconds ?? pinned(chosen)), communicationSeconds },
    runnersUp: others.slice(0, count),
  };
}
