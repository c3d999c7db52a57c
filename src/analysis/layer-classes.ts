/**
 * @file Classes of identical layers. Identical layers have the same ops in the same order with the same connections, so
 * one plan and one program serve all of them.
 */
import type { Graph, Op, ValueId } from "../ir/graph.ts";
import { definingOps } from "../ir/graph.ts";
import { signaturesOf } from "../ir/signatures.ts";
import { hashData } from "./hash-data.ts";

/**
 * Returns a class number for each layer; identical layers have equal numbers. A layer is described by its ops (kind,
 * attributes, types) and by the source of each operand: an op of the layer, a graph input with a role, or another layer
 * at a given distance.
 */
export function classifyLayers(
  graph: Graph,
  opLayers: Int32Array,
  numLayers: number,
  inputRoles: readonly string[],
): number[] {
  const definers = definingOps(graph);
  const roleOf = new Map(graph.inputs.map(({ value }, input) => [value, inputRoles[input]]));
  const texts: string[][] = Array.from({ length: numLayers }, () => []);
  const local = new Map<ValueId, number>();
  const firstSeen = Array.from({ length: numLayers }, () => new Map<ValueId, number>());
  const signatures = signaturesOf(graph);
  // Signatures do not include the elements of constants.
  const elementsOf = (op: Op): string => {
    if (op.kind !== "constant") return "";
    return "dense" in op.attrs.data ? hashData(op.attrs.data.dense) : `${op.attrs.data.splat}`;
  };
  graph.ops.forEach((op, index) => {
    const layer = opLayers[index];
    if (layer < 0) return;
    const own = texts[layer];
    for (const result of op.results) local.set(result, own.length);
    const operands = op.operands.map((operand) => {
      const definer = definers[operand];
      if (definer >= 0 && opLayers[definer] === layer)
        return `${local.get(operand)}.${graph.ops[definer].results.indexOf(operand)}`;
      const seen = firstSeen[layer];
      if (!seen.has(operand)) seen.set(operand, seen.size);
      const from = definer < 0 ? roleOf.get(operand) : opLayers[definer] < 0 ? "shared" : opLayers[definer] - layer;
      return `${from}#${seen.get(operand)}`;
    });
    own.push(`${signatures[index]}${elementsOf(op)}(${operands})`);
  });
  const classes = new Map<string, number>();
  return texts.map((text) => {
    const key = text.join(";");
    if (!classes.has(key)) classes.set(key, classes.size);
    return classes.get(key)!;
  });
}
