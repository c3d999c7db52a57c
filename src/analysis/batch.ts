/**
 * @file Batch analysis: how every value depends on the batch, found by following the batch dim from the batch inputs
 * through the factor rules. Cutting the batch into `pieces` is splitting it over time instead of over devices: an op
 * whose batch factor is parallel runs on one piece after the other, one that sums over it gives a term per piece, and
 * linear ops carry the terms along.
 */
import { Unsupported } from "../base/errors.ts";
import { memoize, memoizeWeakly } from "../base/memoize.ts";
import { type Graph, type Op, opName, type ValueId } from "../ir/graph.ts";
import type { OpKind, Reducer } from "../ir/ops.ts";
import { liveOps } from "../ir/rewrites/dead-code.ts";
import type { FactorRule } from "../ir/rule.ts";
import { factorRules } from "../ir/signatures.ts";
import type { BatchInput } from "./step.ts";

/**
 * The dependence of a value on the batch.
 * - `independent`: not at all (parameters, constants).
 * - `split`: dim `dim` is the batch, so a piece of the batch makes a piece of the value.
 * - `partial`: a sum over the batch, or its maximum and the like; each piece of the batch makes one term.
 * - `total`: a function of batch totals that is not a sum over the batch (a clipped gradient, an updated parameter).
 */
export type BatchState =
  | { readonly kind: "independent" | "total" }
  | { readonly kind: "partial"; readonly reducer: Reducer }
  | { readonly kind: "split"; readonly dim: number };

/** Why the batch cannot be cut at an op. */
export interface BatchObstacle {
  readonly op: number;
  readonly why: string;
}

/**
 * An op of the per-example part that reads `value`, a total over the batch or made of examples of several pieces: the
 * total must be there before the op's loop runs.
 */
export interface FlowBack {
  readonly op: number;
  readonly value: ValueId;
}

export interface BatchAnalysis {
  readonly graph: Graph;
  readonly pieces: number;
  /** By ValueId. */
  readonly states: readonly BatchState[];
  /** By ValueId: how many loops over the batch must have ended before the loop that makes the value. */
  readonly levels: Int32Array;
  /** By op index: the factor of its rule that is the batch, or −1 for ops outside the per-example part. */
  readonly batchFactors: Int32Array;
  /** In op order, live ops only. */
  readonly obstacles: readonly BatchObstacle[];
  readonly flowBacks: readonly FlowBack[];
}

const independent: BatchState = { kind: "independent" };
const partialBy = memoize((reducer: Reducer): BatchState => ({ kind: "partial", reducer }));
const total: BatchState = { kind: "total" };
const splitAlong = memoize((dim: number): BatchState => ({ kind: "split", dim }));

/** The factor that is the major part of a dim, or −1 for a dim of size 1 or one that is broadcast over. */
export const leadingFactor = (dims: readonly (readonly number[])[], dim: number): number => dims[dim][0] ?? -1;

/** The dim that factor `factor` leads, or −1. */
export const dimLedBy = (dims: readonly (readonly number[])[], factor: number): number =>
  dims.findIndex((factors) => factors[0] === factor);

/** Ends a cut of the batch with an Unsupported that names the op. */
export function refuseCut(graph: Graph, op: number, why: string): never {
  const { scope } = graph.ops[op];
  const where = scope ? `${opName(graph, op)} (in ${scope})` : opName(graph, op);
  throw new Unsupported(where, `${why}, so the batch cannot be cut into microbatches here; use 1 microbatch`, { op });
}

/**
 * The treatment of an op that cannot be cut: the analysis goes on as well as it can, or the op runs once, on the whole
 * batch.
 */
type AtObstacles = "go on" | "run whole";

const analysesOf = memoizeWeakly((_: Graph) => new Map<string, BatchAnalysis>());

function analyze(
  graph: Graph,
  batchInputs: readonly BatchInput[],
  pieces: number,
  atObstacles: AtObstacles,
): BatchAnalysis {
  const known = analysesOf(graph);
  const key = JSON.stringify([pieces, batchInputs, atObstacles]);
  const analysis = known.get(key) ?? followBatch(graph, batchInputs, pieces, atObstacles);
  known.set(key, analysis);
  return analysis;
}

/** Follows the batch through a graph. Never throws on a well-formed graph: what hinders a cut is in `obstacles`. */
export const analyzeBatch = (graph: Graph, batchInputs: readonly BatchInput[], pieces: number): BatchAnalysis =>
  analyze(graph, batchInputs, pieces, "go on");

/**
 * As `analyzeBatch`, for a cut over time: an op that mixes the examples of several pieces runs once, on the whole
 * batch, which the pieces are put together for. It is in `obstacles` all the same.
 */
export const analyzeCut = (graph: Graph, batchInputs: readonly BatchInput[], pieces: number): BatchAnalysis =>
  analyze(graph, batchInputs, pieces, "run whole");

function followBatch(
  graph: Graph,
  batchInputs: readonly BatchInput[],
  pieces: number,
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
      factor < 0 ? "spreads one example over the batch" : findObstacle(rule, factor, op, states, pieces, isZero);
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
      const isReduced = factor >= 0 && rule.factors[factor].kind === "reduction";
      states[result] = dim >= 0 ? splitAlong(dim) : isReduced ? partialBy(rule.reducer) : total;
      levels[result] = level;
    });
  });
  return { graph, pieces, states, levels, batchFactors, obstacles, flowBacks };
}

/**
 * True when an op without per-example operands maps terms to terms: it is linear in all its partial operands together.
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

/** For op kinds whose batch dim must stay whole: the thing that they do to the batch, for messages. */
const mixing: Readonly<Partial<Record<OpKind, string>>> = {
  sort: "sorts the examples of the batch",
  slice: "takes some examples of the batch",
  concatenate: "joins the batch with other examples",
  reverse: "reverses the order of the batch",
  pad: "pads the batch",
  reshape: "regroups the batch with another dim",
  gather: "reads examples of the batch by index",
  scatter: "writes examples of the batch by index",
  convolution: "has a window that slides over the batch",
};

/** The obstacle to cutting factor `factor` of a per-example op into `pieces`; undefined when there is none. */
function findObstacle(
  rule: FactorRule,
  factor: number,
  op: Op,
  states: readonly BatchState[],
  pieces: number,
  isZero: readonly boolean[],
): string | undefined {
  const { size, kind } = rule.factors[factor];
  if (kind === "whole") return mixing[op.kind] ?? "mixes the examples of the batch";
  if (size % pieces !== 0) return `regroups the batch in ${size} groups, which ${pieces} microbatches do not divide`;
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

/** For every value, whether it is surely all zeros: a zero constant, or one reshaped or broadcast. */
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
