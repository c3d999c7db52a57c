/**
 * @file Inputs and ops that pipeline stages replicate instead of receiving their values from another stage. These are
 * the batch and other inputs that are not state, small state such as step counters, and values computed only from
 * constants and such small values.
 */
import { findConstants } from "../ir/constants.ts";
import { definingOps, type ValueId } from "../ir/graph.ts";
import { numElements } from "../ir/types.ts";
import type { Step } from "./step.ts";

export interface Replicated {
  /** By input: whether every stage that reads it holds a copy. */
  readonly inputs: readonly boolean[];
  /** By op: whether every stage that reads it computes it. */
  readonly ops: readonly boolean[];
}

/** Values of at most this many elements (a step count, a random key) are replicated rather than sent. */
const maxElements = 16;

export function findReplicated({ graph, stateOf, batchInputs }: Step): Replicated {
  const definers = definingOps(graph);
  const isSmall = (value: ValueId) => numElements(graph.types[value].shape) <= maxElements;
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  const newState = new Map<number, ValueId>();
  stateOf.forEach((input, output) => {
    if (input >= 0) newState.set(input, graph.outputs[output].value);
  });
  const inputs = graph.inputs.map(({ value }, input) => !newState.has(input) || isSmall(value));
  const isConstant = findConstants(graph);
  for (;;) {
    // Small values that every stage has or can compute: small inputs, and small results of these and of constants.
    const isSmallReplicated = graph.types.map(() => false);
    graph.inputs.forEach(({ value }, input) => {
      isSmallReplicated[value] = inputs[input] && !isBatch.has(input) && isSmall(value);
    });
    const ops = graph.ops.map(({ operands, results }) => {
      const constant = operands.every((operand) => isConstant[operand]);
      const hasInputs = operands.every((operand) => isConstant[operand] || isSmallReplicated[operand]);
      const small = results.every(isSmall) && hasInputs;
      for (const result of results) isSmallReplicated[result] = small;
      return constant || small;
    });
    // State is replicated only if every stage can also compute its next value.
    const notComputed = [...newState].filter(([input, value]) => {
      return inputs[input] && !(definers[value] < 0 ? value === graph.inputs[input].value : ops[definers[value]]);
    });
    if (notComputed.length === 0) return { inputs, ops };
    for (const [input] of notComputed) inputs[input] = false;
  }
}
