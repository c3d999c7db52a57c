/** @file Sequence dims of a step: those that sequence and context parallelism split. */
import { analyzeBatch } from "../analysis/batch.ts";
import type { DimClass, DimClasses } from "../analysis/dim-classes.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { ValueId } from "../ir/graph.ts";
import { isMatmul } from "../ir/ops.ts";
import { numElements } from "../ir/types.ts";
import { findWeights } from "./hidden-classes.ts";

/**
 * By value: the sequence dim, or −1 for values that are not per example, have none that divides by `parts`, or have two
 * (scores). Sequence dims are the dims of the batch inputs, other than the batch dim, along which no weight is
 * contracted.
 * @param option  the option that splits them, for errors
 */
export function findSequenceDims(step: Step, classes: DimClasses, parts: number, option: string): number[] {
  const { graph, batchInputs, numAccumulateOps } = step;
  const isWeight = findWeights(step);
  const sequence = new Set<DimClass>();
  for (const { input, dim } of batchInputs) {
    const { value } = graph.inputs[input];
    graph.types[value].shape.forEach((_, other) => {
      if (other !== dim) sequence.add(classes.ofDim(value, other));
    });
  }
  graph.ops.forEach(({ kind, operands }, op) => {
    if (!isMatmul(kind)) return;
    classes.rules[op].factors.forEach((factor, f) => {
      const isInWeight = operands.some(
        (value, i) => isWeight[value] && classes.rules[op].operands[i].flat().includes(f),
      );
      if (isInWeight || factor.kind === "whole") sequence.delete(classes.ofFactor(op, f));
    });
  });

  const { states } = analyzeBatch(graph, batchInputs, 1);
  // With microbatches of one example, a value that depends on the batch belongs to that one example.
  const isOfOne = batchInputs.every(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim] === 1);
  const results = graph.ops.slice(0, numAccumulateOps).flatMap((op) => op.results);
  const dims = graph.types.map(() => -1);
  for (const value of [...batchInputs.map(({ input }) => graph.inputs[input].value), ...results]) {
    const { shape } = graph.types[value];
    const isPerExample = states[value].kind === "split" || (isOfOne && states[value].kind === "total");
    const along = shape.flatMap((_, dim) => (sequence.has(classes.ofDim(value, dim)) ? [dim] : []));
    if (isPerExample && along.length === 1 && shape[along[0]] % parts === 0) [dims[value]] = along;
  }
  if (dims.some((dim) => dim >= 0)) return dims;
  throw new InvalidConfig(
    `megatron: ${option}`,
    `no sequence dim that divides by ${parts} goes through the network; leave it out or change the degrees`,
  );
}

/** By value: whether it has more than one element per token along its sequence dim. */
export function isWideAlong(step: Step, dims: readonly number[]): (value: ValueId) => boolean {
  const { graph, batchInputs } = step;
  const { states } = analyzeBatch(graph, batchInputs, 1);
  return (value) => {
    const { shape } = graph.types[value];
    const state = states[value];
    return numElements(shape) > (state.kind === "split" ? shape[state.dim] : 1) * shape[dims[value]];
  };
}
