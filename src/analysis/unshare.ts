/**
 * @file Gives every reader its own copy of values that are free to compute: splat constants, iotas, broadcasts.
 * Simplification has merged equal ones (a learning rate broadcast to the shape of all square weights, the zeros of
 * every relu). A shared value has only one placement on a mesh, so it would tie unrelated parts of a network together.
 */
import type { Graph, Op, ValueId } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { definePass } from "../ir/pass.ts";
import { liveOps, removeDeadCode } from "../ir/rewrites/dead-code.ts";
import { numElements, type TensorType } from "../ir/types.ts";

/** The kinds of cheap ops. */
const copiedKinds: ReadonlySet<OpKind> = new Set(["broadcast_in_dim", "constant", "iota"]);

/** Whether every device can compute the op's result locally, in any placement, from values that it has. */
function isCheap(graph: Graph, op: Op): boolean {
  if (op.kind === "broadcast_in_dim") return elements(graph, op.results) > elements(graph, op.operands);
  return op.kind === "iota" || (op.kind === "constant" && "splat" in op.attrs.data);
}

const elements = (graph: Graph, [value]: readonly ValueId[]): number => numElements(graph.types[value].shape);

/**
 * Returns the same graph with one copy of every cheap op per reader. Cheap ops that only outputs read do not change.
 */
export const unshareCheapOps = definePass("unshare-cheap-ops", (graph) => {
  const types: TensorType[] = [...graph.types];
  const ops: Op[] = [];
  const cheap = new Map<ValueId, Op>();
  for (const op of graph.ops) if (isCheap(graph, op)) cheap.set(op.results[0], op);
  const isOutput = new Set(graph.outputs.map(({ value }) => value));

  const emit = (op: Op, results: readonly ValueId[]): void => {
    const operands = op.operands.map((operand) => {
      const producer = cheap.get(operand);
      if (!producer) return operand;
      const copy = types.push(graph.types[operand]) - 1;
      emit(producer, [copy]);
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

/** By op of `unshareCheapOps(graph)`: the op of `graph`, or −1 for ops of the kinds that it copies. */
export function unsharedFrom(graph: Graph, unshared: Graph): readonly number[] {
  const isLive = liveOps(graph);
  const isCopied = ({ kind }: Op): boolean => copiedKinds.has(kind);
  const others = [...graph.ops.keys()].filter((op) => isLive[op] && !isCopied(graph.ops[op]));
  let next = 0;
  return unshared.ops.map((op) => (isCopied(op) ? -1 : others[next++]));
}
