/** @file Which inputs are the batch: what is said by argument, and what is taken for it when nothing is said. */
import type { Graph } from "../ir/graph.ts";
import { analyzeBatch } from "./batch.ts";
import { isOneKey } from "./random-keys.ts";
import { matchState } from "./state.ts";
import type { BatchInput } from "./step.ts";

/**
 * The inputs of the batch arguments, cut along dim 0. Scalars (a learning rate in a batch object) and random keys are
 * no batch.
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
 * The positions of the batch arguments of a step of which nothing is said: all but the first that have as many rows as
 * the last of them, unless they come back as state.
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
  // Examples that come back changed are made example by example; state is not.
  const { states } = analyzeBatch(graph, batchInputsOf(graph, argumentOf, certain), 1);
  const isPerExample = (argument: number): boolean =>
    inputsOf.get(argument)!.some((input) => {
      const { value } = graph.outputs[stateOf.indexOf(input)];
      return states[value].kind === "split";
    });
  return positions.filter((argument) => isOfRows(argument) && (certain.includes(argument) || isPerExample(argument)));
}
