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
  const renamed = new Int32Array(graph.types.length);
  const define = (value: ValueId): ValueId => {
    renamed[value] = types.push(graph.types[value]) - 1;
    return renamed[value];
  };
  const rename = (value: ValueId): ValueId => renamed[value];
  const inputs = graph.inputs.map(({ value, name }) => ({ value: define(value), name }));
  const ops: Op[] = [];
  graph.ops.forEach((op, index) => {
    if (isKept[index]) ops.push({ ...op, operands: op.operands.map(rename), results: op.results.map(define) } as Op);
  });
  const outputs = graph.outputs.map(({ value, name }) => ({ value: rename(value), name }));
  return { name: graph.name, types, inputs, outputs, ops };
}
