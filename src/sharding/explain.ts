/**
 * @file Explains why an op is split as it is: the cost of its strategy, and the seconds of the whole step under each
 * alternative strategy. If a search made the plan, the op is pinned to the alternative and the search solves all other
 * choices again, so the seconds are exact up to the gap. If not, all other choices stay as planned.
 */
import type { Step } from "../analysis/step.ts";
import { runToCompletion, within } from "../base/cooperative.ts";
import { Infeasible, InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { nearestName, suggestion } from "../base/suggest.ts";
import { type Graph, opName } from "../ir/graph.ts";
import { factorRule } from "../ir/table.ts";
import { bytesOf } from "../ir/types.ts";
import { localType, placementText } from "../plan/placement.ts";
import type { OpPlan, Plan } from "../plan/plan.ts";
import { searchSharding } from "../solver/solve.ts";
import { onlyMesh, valuePlacements } from "./check-plan.ts";
import { fusedPorts } from "./facts/fused-ports.ts";
import { findSyncPoints } from "./facts/sync-points.ts";
import { planCost } from "./plan-cost.ts";
import { tieLayers } from "./problem/identical-layers.ts";
import { buildIntraOp, type IntraOpOptions } from "./problem/intra-op.ts";
import type { ChoiceFilter } from "./problem/node-choices.ts";
import { canReshard } from "./reshard/reshard.ts";
import { ReshardSeconds } from "./reshard/reshard-seconds.ts";
import { opPlacements } from "./strategies/op-placements.ts";
import { opWork } from "./strategies/op-work.ts";
import { enumerateStrategies, type Strategy } from "./strategies/strategies.ts";

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
  /** Seconds of the whole step with this strategy; Infinity when nothing fits. */
  readonly stepSeconds: number;
}

export interface Explanation {
  readonly op: string;
  /** The line of the program that the op comes from, if its text tells. */
  readonly source?: string;
  readonly chosen: StrategyCost & {
    /** Seconds of the collectives that bring each operand to the placement that the op needs. */
    readonly communicationSeconds: number;
  };
  /** Whether the strategies of all other ops are chosen again for each runner-up or stay as planned. */
  readonly elsewhere: "chosen anew" | "as planned";
  /** The next best strategies, cheapest step first. */
  readonly runnersUp: readonly StrategyCost[];
}

/** The conditions under which the plan was made. */
export interface ExplainOptions extends Pick<IntraOpOptions, "cost" | "memoryBytes"> {
  /** The choices that the method left to the search; undefined for a plan that no search made. */
  readonly filter?: ChoiceFilter;
}

/**
 * Explains op number `op` of a plan.
 * @param count  how many runners-up to show
 */
export const explainOp = (step: Step, plan: Plan, op: number, options: ExplainOptions, count = 3): Explanation =>
  runToCompletion(explainInSteps(step, plan, op, options, count));

/**
 * {@link explainOp} in steps, many a second: yields what is known whenever another strategy is priced, and nothing in
 * between. Pricing one strategy may take seconds, and there may be dozens.
 */
export function* explainInSteps(
  step: Step,
  plan: Plan,
  op: number,
  options: ExplainOptions,
  count: number,
): Generator<Explanation | undefined, Explanation> {
  const { graph } = step;
  const { cost, filter } = options;
  const mesh = onlyMesh(plan);
  const priced = planCost(step, plan, cost);
  const limitBytes = options.memoryBytes ?? cost.memoryBytes;
  const memoryBytes = priced.peakBytes > limitBytes ? Number.POSITIVE_INFINITY : limitBytes;

  const fused = fusedPorts(step, cost.fusion);
  const describe = (strategy: Strategy, stepSeconds: number): StrategyCost => {
    const work = opWork(graph, graph.ops[op], strategy, mesh, fused[op]);
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
  const rule = factorRule(graph, graph.ops[op]);
  const chosen: Strategy = { plan: plan.ops[op], ...opPlacements(rule, plan.ops[op], mesh, opName(graph, op)) };
  const { source } = graph.ops[op];
  const known = {
    op: opName(graph, op),
    ...(source !== undefined && { source }),
    chosen: {
      ...describe(chosen, priced.seconds),
      communicationSeconds: operandSeconds(step, plan, op, chosen, options),
    },
    elsewhere: filter ? "chosen anew" : "as planned",
  } as const;
  const runnersUp: StrategyCost[] = [];
  const ranked = (): readonly StrategyCost[] =>
    [...runnersUp]
      .sort((a, b) => (a.stepSeconds === b.stepSeconds ? 0 : a.stepSeconds - b.stepSeconds))
      .slice(0, count);
  yield { ...known, runnersUp: [] };
  const strategies = enumerateStrategies(rule, mesh).filter(
    (strategy) => !samePlan(strategy.plan, chosen.plan) && (filter?.op?.(op, strategy) ?? true),
  );
  for (const strategy of strategies) {
    const pricing = filter
      ? solvedAnew(step, plan, op, strategy, { cost, memoryBytes, filter })
      : asPlanned(step, plan, op, strategy, { cost, memoryBytes });
    runnersUp.push(describe(strategy, yield* within(pricing, () => undefined)));
    yield { ...known, runnersUp: ranked() };
  }
  return { ...known, runnersUp: ranked() };
}

/** Seconds of the step if the op has `strategy` and all other choices are made again; Infinity if nothing fits. */
function* solvedAnew(
  step: Step,
  plan: Plan,
  op: number,
  strategy: Strategy,
  { filter, ...options }: Required<Pick<ExplainOptions, "cost" | "memoryBytes" | "filter">>,
): Generator<unknown, number> {
  const mesh = onlyMesh(plan);
  const ties = plan.estimate?.symmetry ? tieLayers(step) : undefined;
  const only = (index: number, other: Strategy): boolean =>
    (index !== op || samePlan(other.plan, strategy.plan)) && (filter.op?.(index, other) ?? true);
  try {
    const { problem } = yield* buildIntraOp(step, { mesh, ...options, ties, filter: { ...filter, op: only } });
    return (yield* searchSharding(problem, { seconds: 5 })).cost;
  } catch (error) {
    if (error instanceof Infeasible || error instanceof RuntimeFailure) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Seconds of the step if only the op's strategy changes; Infinity if that does not fit. */
function* asPlanned(
  step: Step,
  plan: Plan,
  op: number,
  strategy: Strategy,
  { cost, memoryBytes }: Required<Pick<ExplainOptions, "cost" | "memoryBytes">>,
): Generator<unknown, number> {
  yield;
  const results = new Set(step.graph.ops[op].results);
  const changed: Plan = {
    ...plan,
    ops: plan.ops.map((other, index) => (index === op ? strategy.plan : other)),
    reshards: plan.reshards?.filter(({ value }) => !results.has(value)),
  };
  const { seconds, peakBytes } = planCost(step, changed, cost);
  return peakBytes > memoryBytes ? Number.POSITIVE_INFINITY : seconds;
}

/** Seconds of the collectives that bring the op's operands to the placements that its strategy needs. */
function operandSeconds(step: Step, plan: Plan, op: number, { operands }: Strategy, { cost }: ExplainOptions): number {
  const { graph } = step;
  const reshard = new ReshardSeconds(onlyMesh(plan), cost);
  const { forReader } = findSyncPoints(step);
  const placements = valuePlacements(graph, plan);
  return graph.ops[op].operands.reduce((sum, value, position) => {
    const [from, to] = [placements[value], operands[position]];
    if (!canReshard(from, to)) return sum;
    return sum + reshard.between(graph.types[value], from, to, forReader(value, op));
  }, 0);
}

const samePlan = (a: OpPlan, b: OpPlan): boolean => JSON.stringify(a) === JSON.stringify(b);
