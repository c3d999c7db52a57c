/**
 * @file Facts about a stage's per-device graph that scheduling and segments need: the ops that readers repeat instead
 *   of reading a buffer, the optimizer updates that run fused and in place, and the values that each op then reads.
 */
import { definingOps, type Graph, type Op, type ValueId } from "../ir/graph.ts";
import { binaryKinds, isCollective, type OpKind, unaryKinds } from "../ir/ops.ts";
import { bytesOf } from "../ir/types.ts";
import { updateOps } from "../ir/update-ops.ts";
import { canFuseElementwise } from "./elementwise-kinds.ts";
import type { Group } from "./groups.ts";

/** Kinds that are cheap enough to repeat if they depend on constants only. */
const cheapKinds = new Set<OpKind>([
  ...unaryKinds,
  ...binaryKinds,
  "convert",
  "compare",
  "select",
  "broadcast_in_dim",
  "transpose",
]);

export class StepView {
  readonly graph: Graph;
  readonly definers: Int32Array;
  /** By op: true if every segment that reads it repeats it: constants, and ops that only broadcast or reshape. */
  readonly isInlined: readonly boolean[];
  /**
   * Optimizer updates: elementwise ops found by walking back from new state within its phase, through tensors of one
   * shape. A view (reshape, broadcast) that one of them reads is put in a buffer.
   */
  readonly updates: ReadonlySet<number>;
  readonly #leaves = new Map<ValueId, readonly ValueId[]>();
  readonly #reads = new Map<number, readonly ValueId[]>();

  /**
   * @param newState values that replace state in the next step
   * @param accumulated values of a loop that are combined over the microbatches, so no reader can repeat them
   */
  constructor(
    graph: Graph,
    groups: readonly Group[],
    newState: readonly ValueId[],
    accumulated: readonly ValueId[] = [],
  ) {
    this.graph = graph;
    this.definers = definingOps(graph);
    const isInlined = inlinedOps(graph);
    for (const value of accumulated) if (this.definers[value] >= 0) isInlined[this.definers[value]] = false;
    this.isInlined = isInlined;
    this.updates = this.#findUpdates(groups, newState);
    for (const index of this.updates) {
      for (const value of graph.ops[index].operands)
        if (!this.#isFusable(value)) isInlined[this.definers[value]] = false;
    }
  }

  #findUpdates(groups: readonly Group[], newState: readonly ValueId[]): ReadonlySet<number> {
    const { graph, definers } = this;
    const found = new Set<number>();
    for (const target of newState) {
      // New state may be gathered from updated shards: start before these collectives.
      let start = target;
      while (definers[start] >= 0 && isCollective(graph.ops[definers[start]].kind)) {
        [start] = graph.ops[definers[start]].operands;
      }
      const phase = groups[definers[start]]?.phase;
      const isInside = (index: number): boolean =>
        groups[index].phase === phase &&
        !found.has(index) &&
        !this.isInlined[index] &&
        graph.types[graph.ops[index].results[0]].shape.length > 0 &&
        canFuseElementwise(graph.ops[index], graph.types);
      for (const index of updateOps(graph, [start], isInside)) found.add(index);
    }
    return found;
  }

  /** True if an elementwise segment can read `value`: from a buffer, or by repeating the broadcast of a scalar. */
  #isFusable(value: ValueId): boolean {
    const op = this.inlinedOp(value);
    if (!op) return true;
    if (!canFuseElementwise(op, this.graph.types)) return false;
    return op.operands.every((operand) =>
      this.inlinedOp(operand) ? this.#isFusable(operand) : this.graph.types[operand].shape.length === 0,
    );
  }

  /** The op that makes `value` if readers repeat it, otherwise undefined. */
  inlinedOp(value: ValueId): Op | undefined {
    const index = this.definers[value];
    return index >= 0 && this.isInlined[index] ? this.graph.ops[index] : undefined;
  }

  /** The buffered values from which inlined ops compute `value`; the value itself if it is buffered. */
  leavesOf(value: ValueId): readonly ValueId[] {
    const op = this.inlinedOp(value);
    if (!op) return [value];
    let leaves = this.#leaves.get(value);
    if (!leaves) {
      leaves = [...new Set(op.operands.flatMap((operand) => this.leavesOf(operand)))];
      this.#leaves.set(value, leaves);
    }
    return leaves;
  }

  /** The buffered values that an op reads. A collective reads its operand's buffer even if the operand is inlined. */
  readsOf(index: number): readonly ValueId[] {
    let reads = this.#reads.get(index);
    if (!reads) {
      const { kind, operands } = this.graph.ops[index];
      reads = isCollective(kind) ? operands : [...new Set(operands.flatMap((value) => this.leavesOf(value)))];
      this.#reads.set(index, reads);
    }
    return reads;
  }
}

function inlinedOps(graph: Graph): boolean[] {
  const isConstant = new Set<ValueId>();
  const grows = ({ operands, results }: Op) => bytesOf(graph.types[results[0]]) > bytesOf(graph.types[operands[0]]);
  return graph.ops.map((op) => {
    const isSource = op.kind === "constant" || op.kind === "iota";
    if (isSource || (cheapKinds.has(op.kind) && op.operands.every((value) => isConstant.has(value)))) {
      isConstant.add(op.results[0]);
      return true;
    }
    // A device's part of a constant is small, too: what is computed from it (a causal mask) is repeated.
    if (op.kind === "all_slice" && isConstant.has(op.operands[0])) isConstant.add(op.results[0]);
    return op.kind === "reshape" || (op.kind === "broadcast_in_dim" && grows(op));
  });
}
