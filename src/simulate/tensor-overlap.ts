/**
 * @file Collectives of tensor parallelism that run beside the product whose operand they gather or whose result they
 * reduce. Engines cut product and collective into one part per device; a part of the shorter one stays visible.
 */
import type { MeshCost } from "../cost/mesh-cost.ts";
import { definingOps, type Graph, usersOf, type ValueId } from "../ir/graph.ts";
import { isFusable } from "../ir/ops.ts";
import type { BufferId, Instruction, MeshProgram } from "../lower/program.ts";
import { localWork } from "../sharding/strategies/op-work.ts";

type Run = Extract<Instruction, { kind: "run" }>;

/** By instruction: seconds of a gather or a reduce-scatter in which a product runs at the same time. */
export function secondsBesideProducts(
  { instructions, segments }: MeshProgram,
  secondsOf: (index: number) => number,
  cost: MeshCost,
): Map<number, number> {
  const found = new Map<number, number>();
  const writer = new Map<BufferId, Run>();
  /** Gathers whose result no segment has read yet. */
  const gathered = new Map<BufferId, number>();
  const note = (index: number, groupSize: number, productSeconds: number): void => {
    const shorter = Math.min(secondsOf(index), productSeconds);
    found.set(index, (shorter * (groupSize - 1)) / groupSize);
  };
  instructions.forEach((instruction, index) => {
    if (instruction.kind === "all_gather") gathered.set(instruction.output, index);
    if (instruction.kind === "reduce_scatter") {
      const run = writer.get(instruction.input);
      if (!run) return;
      const { graph } = segments[run.segment];
      const { value } = graph.outputs[run.outputs.indexOf(instruction.input)];
      note(index, instruction.attrs.groupSize, productSeconds(graph, value, "makes", cost));
    }
    if (instruction.kind !== "run") return;
    instruction.inputs.forEach((id, position) => {
      const gather = gathered.get(id);
      if (gather === undefined || !gathered.delete(id)) return;
      const { graph } = segments[instruction.segment];
      const { attrs } = instructions[gather] as Extract<Instruction, { kind: "all_gather" }>;
      note(gather, attrs.groupSize, productSeconds(graph, graph.inputs[position].value, "reads", cost));
    });
    for (const id of instruction.outputs) writer.set(id, instruction);
  });
  return found;
}

/** Seconds of the products that read a value, or that make it, directly or through elementwise ops. */
function productSeconds(graph: Graph, value: ValueId, direction: "reads" | "makes", cost: MeshCost): number {
  const { ops, types } = graph;
  const [definers, users] = [definingOps(graph), usersOf(graph)];
  const next = (from: ValueId): readonly number[] =>
    direction === "reads" ? users[from] : definers[from] < 0 ? [] : [definers[from]];
  const seen = new Set<number>();
  const open = [value];
  let seconds = 0;
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const index of next(from)) {
      if (seen.has(index)) continue;
      seen.add(index);
      const op = ops[index];
      const typesOf = (values: readonly ValueId[]) => values.map((each) => types[each]);
      if (op.kind === "dot_general") seconds += cost.op(localWork(op, typesOf(op.operands), typesOf(op.results))!);
      else if (isFusable(op.kind) && op.kind !== "reduce")
        open.push(...(direction === "reads" ? op.results : op.operands));
    }
  return seconds;
}
