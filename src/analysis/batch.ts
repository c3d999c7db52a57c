/**
 * @file Batch analysis: how every value depends on the batch. The analysis follows the batch dim from the batch inputs
 * through the factor rules. Microbatches split the batch over time, as a mesh axis splits it over devices:
 *
 * - An op whose batch factor is parallel computes one slice at a time.
 * - An op that sums over the batch produces one term per slice.
 * - A linear op maps terms to terms.
 */
import { Unsupported } from "../base/errors.ts";
import { getOrMake, memoize, memoizeWeakly } from "../base/memoize.ts";
import { type Graph, type Op, opName, type ValueId } from "../ir/graph.ts";
import type { OpKind, Reducer } from "../ir/ops.ts";
import { liveOps } from "../ir/rewrites/dead-code.ts";
import type { Factor, FactorRule } from "../ir/rule.ts";
import { factorRules } from "../ir/signatures.ts";
import type { BatchInput } from "./step.ts";

/**
 * The dependence of a value on the batch.
 * - `independent`: the value does not depend on the batch (parameters, constants).
 * - `split`: dim `dim` is the batch, so a slice of the batch gives a slice of the value.
 * - `partial`: a sum, maximum or other reduction over the batch; each slice of the batch gives one term.
 * - `total`: a function of batch totals that is not itself a sum over the batch (a clipped gradient, an updated
 *   parameter).
 */
export type BatchState =
  | { readonly kind: "independent" | "total" }
  | { readonly kind: "partial"; readonly reducer: Reducer }
  | { readonly kind: "split"; readonly dim: number };

/** An op at which the batch cannot be split, and the reason. */
export interface BatchObstacle {
  readonly op: number;
  readonly why: string;
}

/**
 * A per-example op that reads `value`, which is a batch total or depends on several slices. The total must be complete
 * before the op's loop runs.
 */
export interface FlowBack {
  readonly op: number;
  readonly value: ValueId;
}

export interface BatchAnalysis {
  readonly graph: Graph;
  readonly numSlices: number;
  /** By ValueId. */
  readonly states: readonly BatchState[];
  /** By ValueId: the number of loops over the batch that must end before the loop that computes the value. */
  readonly levels: Int32Array;
  /** By op index: the factor of its rule that is the batch, or −1 for ops that do not compute per example. */
  readonly batchFactors: Int32Array;
  /** In op order, live ops only. */
  readonly obstacles: readonly BatchObstacle[];
  readonly flowBacks: readonly FlowBack[];
}

const independent: BatchState = { kind: "independent" };
const partialBy = memoize((reducer: Reducer): BatchState => ({ kind: "partial", reducer }));
const total: BatchState = { kind: "total" };
const splitAlong = memoize((dim: number): BatchState => ({ kind: "split", dim }));

/** Returns the factor that is the major part of a dim, or −1 for a dim of size 1 and for a broadcast dim. */
export const leadingFactor = (dims: readonly (readonly number[])[], dim: number): number => dims[dim][0] ?? -1;

/** Returns the dim that has factor `factor` as its major part, or −1. */
export const dimLedBy = (dims: readonly (readonly number[])[], factor: number): number =>
  dims.findIndex((factors) => factors[0] === factor);

/** Throws an Unsupported that names the op at which the batch cannot be split. */
export function refuseSplit(graph: Graph, op: number, why: string): never {
  const { scope } = graph.ops[op];
  const where = scope ? `${opName(graph, op)} (in ${scope})` : opName(graph, op);
  throw new Unsupported(where, `${why}, so the batch cannot be cut into microbatches here; use 1 microbatch`, { op });
}

/** Treatment of ops that cannot be split: continue as if they could be, or run the op once on the whole batch. */
type AtObstacles = "go on" | "run whole";

const analysesOf = memoizeWeakly((_: Graph) => new Map<string, BatchAnalysis>());

function analyze(
  graph: Graph,
  batchInputs: readonly BatchInput[],
  numSlices: number,
  atObstacles: AtObstacles,
): BatchAnalysis {
  const key = JSON.stringify([numSlices, batchInputs, atObstacles]);
  return getOrMake(analysesOf(graph), key, () => followBatch(graph, batchInputs, numSlices, atObstacles));
}

/** Analyzes a graph. Never throws on a well-formed graph; ops that prevent a split are listed in `obstacles`. */
export const analyzeBatch = (graph: Graph, batchInputs: readonly BatchInput[], numSlices: number): BatchAnalysis =>
  analyze(graph, batchInputs, numSlices, "go on");

/**
 * Like `analyzeBatch`, but for microbatches: an op that mixes examples of several slices runs once, on the whole batch,
 * after the slices are joined. It is still listed in `obstacles`.
 */
export const analyzeSplit = (graph: Graph, batchInputs: readonly BatchInput[], numSlices: number): BatchAnalysis =>
  analyze(graph, batchInputs, numSlices, "run whole");

function followBatch(
  graph: Graph,
  batchInputs: readonly BatchInput[],
  numSlices: number,
  atObstacles: AtObstacles,
): BatchAnalysis {
  const states: BatchState[] = graph.types.map(() => independent);
  const levels = new Int32Array(graph.types.length);
  const batchFactors = new Int32Array(graph.ops.length).fill(-1);
  const obstacles: BatchObstacle[] = [];
  const flowBacks: FlowBack[] = [];
  const isZero = findZeros(graph);
  for (const { input, dim } of batchInputs) states[graph.inputs[input].value] = splitAlong(dim);

  const isLive = liveOps(graph);
  const rules = factorRules(graph);
  graph.ops.forEach((op, index) => {
    if (!isLive[index]) return;
    if (op.operands.every((operand) => states[operand].kind === "independent")) return;
    const runWhole = (isCarried: boolean) => {
      const level = Math.max(...op.operands.map((operand) => levels[operand]));
      for (const result of op.results) {
        states[result] = isCarried ? partialBy("add") : total;
        levels[result] = level;
      }
    };

    const rule = rules[index];
    const first = op.operands.findIndex((operand) => states[operand].kind === "split");
    if (first < 0) {
      runWhole(isCarried(rule, op, states));
      return;
    }
    const factor = leadingFactor(rule.operands[first], (states[op.operands[first]] as { dim: number }).dim);
    const why =
      factor < 0 ? "spreads one example over the batch" : findObstacle(rule, factor, op, states, numSlices, isZero);
    if (why !== undefined) {
      obstacles.push({ op: index, why });
      if (atObstacles === "run whole") {
        runWhole(false);
        return;
      }
    }
    batchFactors[index] = factor;

    let level = 0;
    for (const operand of new Set(op.operands)) {
      const { kind } = states[operand];
      const isTotal = kind === "partial" || kind === "total";
      if (isTotal) flowBacks.push({ op: index, value: operand });
      level = Math.max(level, levels[operand] + (isTotal ? 1 : 0));
    }
    op.results.forEach((result, position) => {
      const dim = dimLedBy(rule.results[position], factor);
      const isReduced = factor >= 0 && batchKind(rule.factors[factor]) === "reduction";
      states[result] = dim >= 0 ? splitAlong(dim) : isReduced ? partialBy(rule.reducer) : total;
      levels[result] = level;
    });
  });
  return { graph, numSlices, states, levels, batchFactors, obstacles, flowBacks };
}

/**
 * Whether an op without per-example operands maps terms to terms: it is linear in all its partial operands together.
 */
function isCarried(rule: FactorRule, op: Op, states: readonly BatchState[]): boolean {
  return rule.linear.some((set) =>
    op.operands.every((operand, position) => {
      const state = states[operand];
      return set.includes(position)
        ? state.kind === "partial" && state.reducer === "add"
        : state.kind === "independent";
    }),
  );
}

/** Descriptions of ops that prevent a split because their batch dim is not shardable. */
const mixing: Readonly<Partial<Record<OpKind, string>>> = {
  sort: "sorts the examples of the batch",
  slice: "takes some examples of the batch",
  concatenate: "joins the batch with other examples",
  reverse: "reverses the order of the batch",
  pad: "pads the batch",
  reshape: "regroups the batch with another dim",
  gather: "reads examples of the batch by index",
  scatter: "writes examples of the batch by index",
  while: "runs a loop over all examples of the batch",
  convolution: "has a window that slides over the batch",
};

/** The kind of the batch factor. A factor that indices count along cannot be split: they count over the whole batch. */
const batchKind = ({ kind, isIndexed }: Factor): Factor["kind"] => (isIndexed ? "whole" : kind);

/** Returns the reason why factor `factor` of a per-example op cannot be split into `numSlices`, or undefined. */
function findObstacle(
  rule: FactorRule,
  factor: number,
  op: Op,
  states: readonly BatchState[],
  numSlices: number,
  isZero: readonly boolean[],
): string | undefined {
  const { size } = rule.factors[factor];
  const kind = batchKind(rule.factors[factor]);
  if (kind === "whole") return mixing[op.kind] ?? "mixes the examples of the batch";
  if (size % numSlices !== 0)
    return `regroups the batch in ${size} groups, which ${numSlices} microbatches do not divide`;
  for (const [position, operand] of op.operands.entries()) {
    const dims = rule.operands[position];
    const state = states[operand];
    if (state.kind === "split" && leadingFactor(dims, state.dim) !== factor) {
      return "combines every example with every other example";
    }
    if (dims.some((factors) => factors.includes(factor)) && dimLedBy(dims, factor) < 0) {
      return "reads the batch in another order";
    }
  }
  for (const dims of rule.results) {
    if (dims.some((factors) => factors.indexOf(factor) > 0)) return "moves the batch behind another dim";
  }
  if (kind === "reduction") {
    const reads = (position: number) => rule.operands[position].some((factors) => factors.includes(factor));
    for (const set of rule.linear) {
      const added = set.filter((position) => !reads(position));
      if (added.length < set.length && added.some((position) => !isZero[op.operands[position]])) {
        return "adds a sum over the batch to another value in one op";
      }
    }
  }
  return undefined;
}

/** By value, whether it is known to be all zeros: a zero constant, or a reshape or broadcast of one. */
function findZeros(graph: Graph): boolean[] {
  const isZero = graph.types.map(() => false);
  for (const op of graph.ops) {
    if (op.kind === "constant") {
      isZero[op.results[0]] = "splat" in op.attrs.data && op.attrs.data.splat === 0;
    } else if (
      op.kind === "broadcast_in_dim" ||
      op.kind === "reshape" ||
      op.kind === "transpose" ||
      op.kind === "convert"
    ) {
      isZero[op.results[0]] = isZero[op.operands[0]];
    }
  }
  return isZero;
}
