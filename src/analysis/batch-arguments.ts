/** @file Batch inputs: those of the batch arguments that the user names, or inferred ones if the user names none. */
import type { Graph } from "../ir/graph.ts";
import { analyzeBatch } from "./batch.ts";
import { isOneKey } from "./random-keys.ts";
import { matchState } from "./state.ts";
import type { BatchInput } from "./step.ts";

/**
 * Returns the inputs of the batch arguments, with dim 0 as their batch dim. Scalars (a learning rate in a batch object)
 * and random keys are not batch inputs.
 * @param argumentOf  by input: the position of its argument
 */
export function batchInputsOf(graph: Graph, argumentOf: readonly number[], batchArgs: readonly number[]): BatchInput[] {
  return argumentOf.flatMap((argument, input) =>
    batchArgs.includes(argument) && canBeBatch(graph, input) ? [{ input, dim: 0 }] : [],
  );
}

const canBeBatch = (graph: Graph, input: number): boolean => {
  const { value } = graph.inputs[input];
  return graph.types[value].shape.length > 0 && !isOneKey(graph, value);
};

/**
 * Infers the positions of the batch arguments: all arguments after the first with the same number of rows as the last
 * one, except those that the step returns as state.
 */
export function inferBatchArgs(graph: Graph, argumentOf: readonly number[]): number[] {
  const inputsOf = new Map<number, number[]>();
  argumentOf.forEach((argument, input) => {
    if (argument > 0 && canBeBatch(graph, input)) inputsOf.set(argument, [...(inputsOf.get(argument) ?? []), input]);
  });
  const positions = [...inputsOf.keys()];
  const stateOf = matchState(graph, []);
  const isReturned = (argument: number): boolean => inputsOf.get(argument)!.every((input) => stateOf.includes(input));
  const last = positions.findLast((argument) => !isReturned(argument));
  if (last === undefined) return positions;
  const rowsOf = (input: number): number => graph.types[graph.inputs[input].value].shape[0];
  const rows = rowsOf(inputsOf.get(last)![0]);
  const isOfRows = (argument: number): boolean => inputsOf.get(argument)!.every((input) => rowsOf(input) === rows);
  const certain = positions.filter((argument) => !isReturned(argument) && isOfRows(argument));
  // Batch arguments that the step returns modified are computed per example; state is not.
  const { states } = analyzeBatch(graph, batchInputsOf(graph, argumentOf, certain), 1);
  const isPerExample = (argument: number): boolean =>
    inputsOf.get(argument)!.some((input) => {
      const { value } = graph.outputs[stateOf.indexOf(input)];
      return states[value].kind === "split";
    });
  return positions.filter((argument) => isOfRows(argument) && (certain.includes(argument) || isPerExample(argument)));
}
