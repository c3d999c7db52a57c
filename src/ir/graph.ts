/**
 * @file The Graph: one device's view of a computation. Plain immutable data; passes take a Graph and return a Graph.
 * Values are numbers that index `types`; ops are in topological order.
 */
import { memoizeWeakly } from "../base/memoize.ts";
import type { Graph, Op } from "./ops.ts";

export type { Graph, Op, Port, ValueId } from "./ops.ts";

/** Name of op `index`, as used in plans, errors and `explain`: `dot_general.12`. */
export function opName({ ops }: Graph, index: number): string {
  const { kind, number = index } = ops[index];
  return `${kind}.${number}`;
}

/** The last part of an op's scope; "" if it has none. */
export const innerScope = ({ scope = "" }: Pick<Op, "scope">): string => scope.slice(scope.lastIndexOf("/") + 1);

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
  // A copy has no room to grow: arrays that were pushed to have room for 17 or more.
  return users.map((own) => own.slice());
});
