/** @file Removes ops whose results nobody reads, and numbers the values anew without gaps. Inputs stay. */
import type { Graph, Op, ValueId } from "../graph.ts";
import type { TensorType } from "../types.ts";

export function removeDeadCode(graph: Graph): Graph {
  const isLive = new Uint8Array(graph.types.length);
  for (const { value } of graph.outputs) isLive[value] = 1;
  const isKept = new Uint8Array(graph.ops.length);
  let numKept = 0;
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const op = graph.ops[index];
    if (!op.results.some((result) => isLive[result])) continue;
    isKept[index] = 1;
    numKept++;
    for (const operand of op.operands) isLive[operand] = 1;
  }
  const numValues = graph.inputs.length + graph.ops.reduce((total, op) => total + op.results.length, 0);
  if (numKept === graph.ops.length && numValues === graph.types.length) return graph;

  const types: TensorType[] = [];
  const renamed = new Map<ValueId, ValueId>();
  const define = (value: ValueId): ValueId => {
    const name = types.push(graph.types[value]) - 1;
    renamed.set(value, name);
    return name;
  };
  const inputs = graph.inputs.map(({ value, name }) => ({ value: define(value), name }));
  const ops = graph.ops
    .filter((_, index) => isKept[index])
    .map((op) => {
      const operands = op.operands.map((operand) => renamed.get(operand)!);
      return { ...op, operands, results: op.results.map(define) } as Op;
    });
  const outputs = graph.outputs.map(({ value, name }) => ({ value: renamed.get(value)!, name }));
  return { name: graph.name, types, inputs, outputs, ops };
}
