/**
 * @file The Graph: one device's view of a computation. Plain immutable data; passes take a Graph and return a Graph.
 * Values are numbers that index `types`; ops are in topological order.
 */
import { memoizeWeakly } from "../base/memoize.ts";
import type { OpAttrs, OpKind } from "./ops.ts";
import type { TensorType } from "./types.ts";

/** Index of a value in `Graph.types`. */
export type ValueId = number;

interface OpOf<K extends OpKind> {
  readonly kind: K;
  readonly attrs: OpAttrs[K];
  readonly operands: readonly ValueId[];
  readonly results: readonly ValueId[];
  /** The scope of the op: names of nested functions or layers, outermost first, joined by "/". */
  readonly scope?: string;
  /** The op's number in the whole graph of which this one is a part, used in names. Default: its index. */
  readonly number?: number;
}

/** One op; narrow by `kind` to get its attributes. `Op<"dot_general">` names a single kind. */
export type Op<K extends OpKind = OpKind> = { [P in K]: OpOf<P> }[K];

/** An input or output of a graph: a value with a name the user knows it by, e.g. `params[0].w`. */
export interface Port {
  readonly value: ValueId;
  readonly name: string;
}

export interface Graph {
  readonly name: string;
  /** Type of every value, by ValueId. */
  readonly types: readonly TensorType[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Topological order: every operand is an input or a result of an earlier op. */
  readonly ops: readonly Op[];
}

/** Name of op `index`, as used in plans, errors and `explain`: `dot_general.12`. */
export function opName({ ops }: Graph, index: number): string {
  const { kind, number = index } = ops[index];
  return `${kind}.${number}`;
}

/** For every value, the index of the op that produces it, or −1 for graph inputs. */
export const definingOps = memoizeWeakly((graph: Graph): Int32Array => {
  const definer = new Int32Array(graph.types.length).fill(-1);
  graph.ops.forEach((op, index) => {
    for (const result of op.results) definer[result] = index;
  });
  return definer;
});

/** For every value, the indices of the ops that read it, in order (an op that reads it twice is listed once). */
export const usersOf = memoizeWeakly((graph: Graph): readonly (readonly number[])[] => {
  const users: number[][] = graph.types.map(() => []);
  graph.ops.forEach((op, index) => {
    for (const operand of op.operands) if (users[operand].at(-1) !== index) users[operand].push(index);
  });
  return users;
});
