/** @file The workspace of a segment: peak bytes of its internal values, mostly activations that never leave it. */
import { findAttention } from "../ir/attention.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import { isView, type OpKind } from "../ir/ops.ts";
import { elementwiseRules } from "../ir/rules/elementwise.ts";
import { bytesOf } from "../ir/types.ts";
import type { Segment } from "./program.ts";

const isElementwise = (kind: OpKind): boolean => Object.hasOwn(elementwiseRules, kind);

/**
 * Peak bytes when the ops run in graph order. Each value lives from its op to its last reader; views and constants take
 * nothing, and an elementwise op overwrites an operand that it is the last to read. An engine that reorders ops takes a
 * little more or less. An elementwise segment is one pass and holds nothing; an attention kernel does not hold its
 * scores.
 */
export function segmentBytes({ kernel, graph }: Segment, flash: boolean = false): number {
  if (kernel === "elementwise") return 0;
  const { isInside } = flash ? findAttention(graph) : { isInside: undefined };
  const owner = ownersOf(graph);
  const last = new Map<ValueId, number>();
  graph.ops.forEach(({ operands }, index) => {
    for (const value of operands) last.set(owner[value], index);
  });
  const isOutside = new Set([...graph.inputs, ...graph.outputs].map(({ value }) => owner[value]));
  const held = new Map<ValueId, number>();
  let [bytes, peak] = [0, 0];
  const release = (values: readonly ValueId[], index: number): void => {
    for (const value of values.map((each) => owner[each])) {
      if (last.get(value) !== index) continue;
      bytes -= held.get(value) ?? 0;
      held.delete(value);
    }
  };
  graph.ops.forEach(({ kind, operands, results }, index) => {
    if (isElementwise(kind)) release(operands, index);
    for (const value of results) {
      if (owner[value] !== value || isOutside.has(value) || kind === "constant" || isInside?.[value]) continue;
      held.set(value, bytesOf(graph.types[value]));
      bytes += held.get(value)!;
    }
    peak = Math.max(peak, bytes);
    release(operands, index);
  });
  return peak;
}

/** By value: the value whose bytes it is a view of, or itself. */
function ownersOf(graph: Graph): ValueId[] {
  const owner = graph.types.map((_, value) => value);
  for (const { kind, operands, results } of graph.ops) if (isView(kind)) owner[results[0]] = owner[operands[0]];
  return owner;
}
