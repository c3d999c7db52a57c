/**
 * @file Ops that compute the same value in different regions of a step. The main loop usually repeats what the prologue
 * computes for each microbatch.
 */
import { definingOps, type Op, type ValueId } from "../ir/graph.ts";
import { EqualOps } from "../ir/rewrites/equal-ops.ts";
import { opSections, type Step } from "./step.ts";

/** By op, the first op that computes the same values for the same microbatch; the op itself if none is earlier. */
export function firstEqualOps(step: Step): Int32Array {
  const { graph, accumulated } = step;
  const definers = definingOps(graph);
  const sections = opSections(step);
  const equal = new EqualOps();
  const isAccumulated = new Set(accumulated);
  /** By value, the first equal value. Totals are numbered separately from their terms. */
  const firsts = graph.types.map((_, value) => value);
  const totalOf = (value: ValueId): ValueId => graph.types.length + value;
  const numbers = new Map<object, number>();
  return Int32Array.from(graph.ops, (op, index) => {
    const operands = op.operands.map((value) => {
      const isTotal = isAccumulated.has(value) && sections[definers[value]] !== sections[index];
      return isTotal ? totalOf(value) : firsts[value];
    });
    const first = equal.findOrAdd(op.kind, operands, op.attrs, (attrs) => {
      const made = { ...op, operands, attrs } as Op;
      numbers.set(made, index);
      return made;
    });
    op.results.forEach((value, position) => {
      firsts[value] = first.results[position];
    });
    return numbers.get(first)!;
  });
}
