/**
 * @file Gives every reader its own copy of what costs nothing to make: constants of one value, iotas, broadcasts. Equal
 * ones are shared after the clean-up (a learning rate spread to the shape of all square weights, the zeros of every
 * relu), and a shared value can lie on a mesh in one way only; unrelated parts of a network would be tied to each
 * other.
 */
import type { Graph, Op, ValueId } from "../ir/graph.ts";
import { definePass } from "../ir/pass.ts";
import { removeDeadCode } from "../ir/rewrites/dead-code.ts";
import { numElements, type TensorType } from "../ir/types.ts";

/** True for an op whose result every device can make for itself, in any placement, from what is there. */
function isCheap(graph: Graph, op: Op): boolean {
  if (op.kind === "broadcast_in_dim") return elements(graph, op.results) > elements(graph, op.operands);
  return op.kind === "iota" || (op.kind === "constant" && "splat" in op.attrs.data);
}

const elements = (graph: Graph, [value]: readonly ValueId[]): number => numElements(graph.types[value].shape);

/** The same graph with one copy of every cheap op per reader. Cheap ops that only outputs read stay as they are. */
export const unshareCheapOps = definePass("unshare-cheap-ops", (graph) => {
  const types: TensorType[] = [...graph.types];
  const ops: Op[] = [];
  const cheap = new Map<ValueId, Op>();
  for (const op of graph.ops) if (isCheap(graph, op)) cheap.set(op.results[0], op);
  const isOutput = new Set(graph.outputs.map(({ value }) => value));

  const emit = (op: Op, results: readonly ValueId[]): void => {
    const operands = op.operands.map((operand) => {
      const maker = cheap.get(operand);
      if (!maker) return operand;
      const copy = types.push(graph.types[operand]) - 1;
      emit(maker, [copy]);
      return copy;
    });
    const isSame = results === op.results && operands.every((operand, position) => operand === op.operands[position]);
    ops.push(isSame ? op : ({ ...op, operands, results } as Op));
  };
  for (const op of graph.ops) {
    if (!cheap.has(op.results[0]) || isOutput.has(op.results[0])) emit(op, op.results);
  }
  return removeDeadCode({ ...graph, types, ops });
});
