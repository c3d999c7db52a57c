/**
 * @file The reference meaning of a Step: its regions run one after the other on one device by the reference interpreter. What the
 * partitioned program and the executors must agree with, and what itself must agree with the traced graph.
 */

import { evaluateGraph, evaluateOp } from "../ir/evaluate.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import { allocateData, numElements, type TensorData, type TensorType } from "../ir/types.ts";
import type { Step } from "./step.ts";

/**
 * Runs a step.
 * @param inputs  elements of each input, row-major, the whole batch for batch inputs
 * @returns elements of each output, the whole batch for batch outputs
 */
export function evaluateStep(step: Step, inputs: readonly TensorData[]): TensorData[] {
  const { graph, microbatches, batchInputs, batchOutputs, accumulated } = step;
  if (microbatches === 1) return evaluateGraph(graph, inputs);

  const known = new Map<ValueId, TensorData>();
  graph.inputs.forEach(({ value }, i) => {
    known.set(value, inputs[i]);
  });
  const pieces = new Map(
    batchInputs.map(({ input, dim }) => {
      const { value } = graph.inputs[input];
      return [value, (k: number) => pieceOf(inputs[input], graph.types[value], dim, k, microbatches)];
    }),
  );
  const parts: TensorData[][] = batchOutputs.map(() => []);
  const runLoop = (begin: number, end: number, isLast: boolean) => {
    const made = new Set(graph.ops.slice(begin, end).flatMap((op) => op.results));
    const summed = accumulated.filter((value) => made.has(value));
    const perExample = isLast ? batchOutputs.map(({ output }) => graph.outputs[output].value) : [];
    let totals: TensorData[] = [];
    for (let k = 0; k < microbatches; k++) {
      for (const [value, piece] of pieces) known.set(value, piece(k));
      const results = runOps(graph, begin, end, known, [...summed, ...perExample]);
      totals = summed.map((value, i) => (k === 0 ? results[i] : sum(graph.types[value], totals[i], results[i])));
      perExample.forEach((_, i) => {
        parts[i].push(results[summed.length + i]);
      });
    }
    summed.forEach((value, i) => {
      known.set(value, totals[i]);
    });
  };
  runLoop(0, step.numPrologueOps, false);
  runLoop(step.numPrologueOps, step.numAccumulateOps, true);
  for (const value of pieces.keys()) known.delete(value);

  const joined = new Map(
    batchOutputs.map(({ output, dim }, i) => {
      const type = graph.types[graph.outputs[output].value];
      return [output, join(parts[i], type, dim)];
    }),
  );
  const others = graph.outputs.flatMap(({ value }, output) => (joined.has(output) ? [] : [value]));
  const results = runOps(graph, step.numAccumulateOps, graph.ops.length, known, others);
  return graph.outputs.map((_, output) => joined.get(output) ?? results.shift()!);
}

/** Runs ops [begin, end) on known values; returns the wanted ones. */
function runOps(
  graph: Graph,
  begin: number,
  end: number,
  known: ReadonlyMap<ValueId, TensorData>,
  wanted: readonly ValueId[],
): TensorData[] {
  const port = (value: ValueId) => ({ value, name: `value ${value}` });
  const part = {
    ...graph,
    inputs: [...known.keys()].map(port),
    outputs: wanted.map(port),
    ops: graph.ops.slice(begin, end),
  };
  return evaluateGraph(part, [...known.values()]);
}

function sum(type: TensorType, a: TensorData, b: TensorData): TensorData {
  const op = { kind: "add", attrs: {}, operands: [0, 1], results: [2] } as const;
  return evaluateOp(op, [type, type], [type], [a, b])[0];
}

/** Piece k of `count` along `dim` of a whole value, whose pieces have type `type`. */
function pieceOf(data: TensorData, type: TensorType, dim: number, k: number, count: number): TensorData {
  const piece = allocateData(type.dtype, numElements(type.shape));
  const run = numElements(type.shape.slice(dim));
  for (let offset = 0; offset < piece.length; offset += run) {
    const from = offset * count + k * run;
    piece.set(data.subarray(from, from + run) as never, offset);
  }
  return piece;
}

/** The whole value from its pieces along `dim`, each of type `type`. */
function join(pieces: readonly TensorData[], type: TensorType, dim: number): TensorData {
  const joined = allocateData(type.dtype, pieces.length * numElements(type.shape));
  const run = numElements(type.shape.slice(dim));
  pieces.forEach((piece, k) => {
    for (let offset = 0; offset < piece.length; offset += run) {
      joined.set(piece.subarray(offset, offset + run) as never, offset * pieces.length + k * run);
    }
  });
  return joined;
}
