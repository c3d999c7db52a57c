/** @file Which layers are equal: the same ops in the same order, wired alike, so that one plan and one program serve them all. */
import type { Graph, ValueId } from "../ir/graph.ts";
import { definingOps } from "../ir/graph.ts";
import { hashData } from "./hash-data.ts";

/**
 * One number per layer; equal numbers are equal layers. A layer is told by its ops (kind, attributes, types) and by where each operand
 * comes from: the layer's own op, an input of the graph in a role, or the layer that lies so far before or behind.
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
  const attrTexts = new Map<object, string>();
  const attrText = (attrs: object): string => {
    if (!attrTexts.has(attrs)) {
      attrTexts.set(
        attrs,
        JSON.stringify(attrs, (_, value) => (ArrayBuffer.isView(value) ? hashData(value) : value)),
      );
    }
    return attrTexts.get(attrs)!;
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
      const { shape, dtype } = graph.types[operand];
      const from = definer < 0 ? roleOf.get(operand) : opLayers[definer] < 0 ? "shared" : opLayers[definer] - layer;
      return `${from}#${seen.get(operand)}:${dtype}[${shape}]`;
    });
    const types = op.results.map((result) => `${graph.types[result].dtype}[${graph.types[result].shape}]`);
    own.push(`${op.kind}${attrText(op.attrs)}(${operands})->${types}`);
  });
  const classes = new Map<string, number>();
  return texts.map((text) => {
    const key = text.join(";");
    if (!classes.has(key)) classes.set(key, classes.size);
    return classes.get(key)!;
  });
}
