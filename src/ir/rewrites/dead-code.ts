/** @file Removes ops whose results are never read and renumbers the values without gaps. Inputs stay. */
import type { Graph, Op, ValueId } from "../graph.ts";
import type { TensorType } from "../types.ts";

/** For every op, 1 when an output depends on it. */
export function liveOps(graph: Graph): Uint8Array {
  const isRead = new Uint8Array(graph.types.length);
  for (const { value } of graph.outputs) isRead[value] = 1;
  const isLive = new Uint8Array(graph.ops.length);
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    if (!results.some((result) => isRead[result])) continue;
    isLive[index] = 1;
    for (const operand of operands) isRead[operand] = 1;
  }
  return isLive;
}

/** By value: how many live ops and outputs read it. */
export function countReads(graph: Graph, isLive: Uint8Array): Int32Array {
  const numReads = new Int32Array(graph.types.length);
  graph.ops.forEach(({ operands }, index) => {
    if (!isLive[index]) return;
    for (let position = 0; position < operands.length; position++)
      if (operands.indexOf(operands[position]) === position) numReads[operands[position]]++;
  });
  for (const { value } of graph.outputs) numReads[value]++;
  return numReads;
}

export function removeDeadCode(graph: Graph, isLive = liveOps(graph)): Graph {
  const numValues = graph.inputs.length + graph.ops.reduce((total, op) => total + op.results.length, 0);
  if (!isLive.includes(0) && numValues === graph.types.length) return graph;

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
    if (isLive[index]) ops.push({ ...op, operands: op.operands.map(rename), results: op.results.map(define) } as Op);
  });
  const outputs = graph.outputs.map(({ value, name }) => ({ value: rename(value), name }));
  return { name: graph.name, types, inputs, outputs, ops };
}
