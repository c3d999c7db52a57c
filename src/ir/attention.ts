/**
 * @file Attention kernels: groups of ops that an engine with flash attention (Dao 2023) runs without writing the scores
 * to memory. Scores are values computed element by element from a batched product whose result is larger than its
 * operands: one row per query, one column per key. A kernel holds the product, the ops on the scores with their sums
 * over rows (softmax), and the products that read them; in the backward pass also the gradients of all of these.
 */
import { connectedGroups } from "../base/connected-groups.ts";
import { memoizeWeakly } from "../base/memoize.ts";
import { definingOps, type Graph, type Op, usersOf, type ValueId } from "./graph.ts";
import { elementwiseKinds, isFusable, isView } from "./ops.ts";
import { numElements, sameShape } from "./types.ts";

/** The largest head size that FlashAttention-2 (Dao 2023) supports. */
const largestHead = 256;

export interface Scores {
  /** By value: 1 for scores. */
  readonly isScore: Uint8Array;
  /** The ops that read or make scores, in order, in groups that no score leaves. */
  readonly groups: readonly (readonly number[])[];
  /** By op: 1 if it makes or reduces scores, or computes what an op on scores reads from such a reduction. */
  readonly makesScores: Uint8Array;
}

export interface Attention extends Pick<Scores, "isScore"> {
  /** By value: 1 for scores that live only inside a kernel. */
  readonly isInside: Uint8Array;
  /** By op: 1 for the ops of kernels. */
  readonly isOfKernel: Uint8Array;
  /** By op: 1 for the ops of kernels in which queries see only the keys on one side of their own position. */
  readonly isCausal: Uint8Array;
}

/** The scores of a graph. */
export const findScores = memoizeWeakly((graph: Graph): Scores => {
  const isScore = markScores(graph);
  const groups = groupsOf(graph, isScore).filter((group) => {
    const hasRowSums = group.some((index) => graph.ops[index].kind === "reduce");
    if (!hasRowSums) for (const index of group) for (const value of graph.ops[index].results) isScore[value] = 0;
    return hasRowSums;
  });
  return { isScore, groups, makesScores: markMakers(graph, groups, isScore) };
});

/** The attention kernels of a graph. */
export const findAttention = memoizeWeakly((graph: Graph): Attention => {
  const { isScore, groups } = findScores(graph);
  const isInside = new Uint8Array(graph.types.length);
  const isOfKernel = new Uint8Array(graph.ops.length);
  const isCausal = new Uint8Array(graph.ops.length);
  const definers = definingOps(graph);
  const isOutput = new Set(graph.outputs.map(({ value }) => value));
  const users = usersOf(graph);
  for (const group of groups) {
    const ops = new Set(group);
    if (!isConvex(graph, group, ops)) continue;
    const isMasked = group.some((index) => masksByOrder(graph, definers, index));
    for (const index of group) {
      isOfKernel[index] = 1;
      if (isMasked) isCausal[index] = 1;
      for (const value of graph.ops[index].results)
        if (isScore[value] && !isOutput.has(value) && users[value].every((user) => ops.has(user))) isInside[value] = 1;
    }
  }
  return { isScore, isInside, isOfKernel, isCausal };
});

/** Whether an op selects scores by the order of two positions: a comparison with a row per query, a column per key. */
function masksByOrder({ ops, types }: Graph, definers: Int32Array, index: number): boolean {
  if (ops[index].kind !== "select") return false;
  let maker = definers[ops[index].operands[0]];
  while (maker >= 0 && (ops[maker].kind === "broadcast_in_dim" || isView(ops[maker].kind)))
    maker = definers[ops[maker].operands[0]];
  const op = ops[maker];
  if (op?.kind !== "compare" || op.attrs.direction === "EQ" || op.attrs.direction === "NE") return false;
  return types[op.results[0]].shape.filter((size) => size > 1).length === 2;
}

/** Whether a graph has attention. */
export const hasAttention = (graph: Graph): boolean => findScores(graph).groups.length > 0;

function markScores(graph: Graph): Uint8Array {
  const { ops, types } = graph;
  const isScore = new Uint8Array(types.length);
  for (const op of ops) {
    const [result] = op.results;
    const isOfScores = (value: ValueId): boolean =>
      isScore[value] === 1 && (op.kind !== "broadcast_in_dim" || sameShape(types[value].shape, types[result].shape));
    const isElementwise = elementwiseKinds.has(op.kind) || isView(op.kind) || op.kind === "transpose";
    if (isElementwise ? op.operands.some(isOfScores) : isScoreProduct(graph, op)) isScore[result] = 1;
  }
  return isScore;
}

function markMakers(graph: Graph, groups: Scores["groups"], isScore: Uint8Array): Uint8Array {
  const { ops } = graph;
  const users = usersOf(graph);
  const readersOf = (index: number): number[] => ops[index].results.flatMap((value) => users[value]);
  const isIn = new Set(groups.flat());
  const isMaker = new Uint8Array(ops.length);
  /** Reductions of scores, and fusable ops computed from them. */
  const behind = new Set<number>();
  for (const index of isIn) {
    if (ops[index].kind === "reduce") behind.add(index);
    if (ops[index].kind === "reduce" || isScore[ops[index].results[0]]) isMaker[index] = 1;
  }
  for (const index of behind)
    for (const reader of readersOf(index)) if (!isIn.has(reader) && isFusable(ops[reader].kind)) behind.add(reader);
  for (const index of [...behind].sort((a, b) => b - a))
    if (readersOf(index).some((reader) => isIn.has(reader) || isMaker[reader])) isMaker[index] = 1;
  return isMaker;
}

/** Whether an op multiplies the queries and keys of each head, or is a product of the same form. */
function isScoreProduct({ types }: Graph, op: Op): boolean {
  if (op.kind !== "dot_general" || op.attrs.lhsBatch.length === 0) return false;
  const [lhs, rhs] = op.operands.map((value) => types[value].shape);
  const size = numElements(types[op.results[0]].shape);
  const head = op.attrs.lhsContract.reduce((product, dim) => product * lhs[dim], 1);
  return head <= largestHead && size > numElements(lhs) && size > numElements(rhs);
}

function groupsOf(graph: Graph, isScore: Uint8Array): number[][] {
  const { ops } = graph;
  const definers = definingOps(graph);
  const members = [...ops.keys()].filter((index) => {
    const { kind, operands, results } = ops[index];
    return (isFusable(kind) || kind === "dot_general") && [...operands, ...results].some((value) => isScore[value]);
  });
  const scoresRead = (index: number): ValueId[] => ops[index].operands.filter((value) => isScore[value]);
  return connectedGroups(members, (index) => scoresRead(index).map((value) => definers[value]));
}

/**
 * Whether a group can run at once: no op outside reads its results and computes something that it reads, but ops that
 * can be part of the kernel, such as the reciprocal of a sum.
 */
function isConvex({ ops }: Graph, group: readonly number[], isIn: ReadonlySet<number>): boolean {
  const ofGroup = new Set<ValueId>();
  const behind = new Set<ValueId>();
  for (let index = group[0]; index <= group[group.length - 1]; index++) {
    const { kind, operands, results } = ops[index];
    const isBehind = operands.some((value) => behind.has(value));
    if (isIn.has(index)) {
      if (isBehind) return false;
      for (const value of results) ofGroup.add(value);
    } else if (isBehind || operands.some((value) => ofGroup.has(value)))
      for (const value of results) (isBehind || !isFusable(kind) ? behind : ofGroup).add(value);
  }
  return true;
}
