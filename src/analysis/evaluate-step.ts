/**
 * @file The reference semantics of a Step: the reference interpreter runs its sections in order on one device.
 * Partitioned programs and engines must agree with it, and it must agree with the traced graph.
 */

import { evaluateGraph, evaluateOp, ofMicrobatch } from "../ir/evaluate.ts";
import type { Graph, Op, ValueId } from "../ir/graph.ts";
import type { Reducer } from "../ir/ops.ts";
import { allocateData, numElements, type TensorData, type TensorType } from "../ir/types.ts";
import { type Section, type Step, sectionsOf } from "./step.ts";

/**
 * Runs a step.
 * @param inputs  elements of each input, row-major, the whole batch for batch inputs
 * @returns elements of each output, the whole batch for batch outputs
 */
export function evaluateStep(step: Step, inputs: readonly TensorData[]): TensorData[] {
  const { graph, microbatches, batchInputs, batchOutputs, accumulated, reducers } = step;
  const known = new Map<ValueId, TensorData>();
  graph.inputs.forEach(({ value }, i) => {
    known.set(value, inputs[i]);
  });
  const slices = new Map(
    batchInputs.map(({ input, dim }) => {
      const { value } = graph.inputs[input];
      return [value, (k: number) => sliceOf(inputs[input], graph.types[value], dim, k, microbatches)];
    }),
  );
  const parts: TensorData[][] = batchOutputs.map(() => []);
  const runLoop = ({ begin, end }: Section, isLast: boolean) => {
    const ops = graph.ops.slice(begin, end);
    const made = new Set(ops.flatMap((op) => op.results));
    const combined = accumulated.filter((value) => made.has(value));
    const perExample = isLast ? batchOutputs.map(({ output }) => graph.outputs[output].value) : [];
    let totals: TensorData[] = [];
    for (let k = 0; k < microbatches; k++) {
      for (const [value, slice] of slices) known.set(value, slice(k));
      const results = runOps(graph, ofMicrobatch(ops, k), known, [...combined, ...perExample]);
      totals = combined.map((value, i) =>
        k === 0 ? results[i] : combine(reducers.get(value) ?? "add", graph.types[value], totals[i], results[i]),
      );
      perExample.forEach((_, i) => {
        parts[i].push(results[combined.length + i]);
      });
    }
    combined.forEach((value, i) => {
      known.set(value, totals[i]);
    });
  };
  const sections = sectionsOf(step);
  const update = sections.pop()!;
  sections.forEach((section, index) => {
    if (section.isLoop) runLoop(section, index === sections.length - 1);
    else {
      const ops = graph.ops.slice(section.begin, section.end);
      const made = ops.flatMap((op) => op.results);
      runOps(graph, ops, known, made).forEach((data, i) => {
        known.set(made[i], data);
      });
    }
  });
  for (const value of slices.keys()) known.delete(value);

  const joined = new Map(
    batchOutputs.map(({ output, dim }, i) => {
      const type = graph.types[graph.outputs[output].value];
      return [output, join(parts[i], type, dim)];
    }),
  );
  const others = graph.outputs.flatMap(({ value }, output) => (joined.has(output) ? [] : [value]));
  const results = runOps(graph, graph.ops.slice(update.begin), known, others);
  return graph.outputs.map((_, output) => joined.get(output) ?? results.shift()!);
}

/** Runs ops on known values; returns the wanted ones. */
function runOps(
  graph: Graph,
  ops: readonly Op[],
  known: ReadonlyMap<ValueId, TensorData>,
  wanted: readonly ValueId[],
): TensorData[] {
  const port = (value: ValueId) => ({ value, name: `value ${value}` });
  const part = { ...graph, inputs: [...known.keys()].map(port), outputs: wanted.map(port), ops };
  return evaluateGraph(part, [...known.values()]);
}

/** Combines two terms as a reduction would. */
export const combine = (reducer: Reducer, type: TensorType, a: TensorData, b: TensorData): TensorData => {
  const op = { kind: reducer, attrs: {}, operands: [0, 1], results: [2] } as const;
  return evaluateOp(op, [type, type], [type], [a, b])[0];
};

/** Returns slice k of `count` along `dim`; each slice has type `type`. */
function sliceOf(data: TensorData, type: TensorType, dim: number, k: number, count: number): TensorData {
  const slice = allocateData(type.dtype, numElements(type.shape));
  const run = numElements(type.shape.slice(dim));
  for (let offset = 0; offset < slice.length; offset += run) {
    const from = offset * count + k * run;
    slice.set(data.subarray(from, from + run) as never, offset);
  }
  return slice;
}

/** Concatenates slices of type `type` along `dim`. */
function join(slices: readonly TensorData[], type: TensorType, dim: number): TensorData {
  const joined = allocateData(type.dtype, slices.length * numElements(type.shape));
  const run = numElements(type.shape.slice(dim));
  slices.forEach((slice, k) => {
    for (let offset = 0; offset < slice.length; offset += run) {
      joined.set(slice.subarray(offset, offset + run) as never, offset * slices.length + k * run);
    }
  });
  return joined;
}
