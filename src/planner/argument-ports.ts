/** @file Translates batchArgs and stateArgs, which are argument positions, to inputs of the traced graph. */
import { batchInputsOf, inferBatchArgs } from "../analysis/batch-arguments.ts";
import { matchState } from "../analysis/state.ts";
import type { BatchInput } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { Traced } from "../frontends/jaxjs/trace.ts";
import type { Graph } from "../ir/graph.ts";

/** For each graph input, the position of the argument that it is a leaf of. */
export const argumentOf = ({ args, leafOf }: Traced): number[] => leafOf.map((leaf) => args.inputs[leaf].argument);

/**
 * Returns the batch inputs of a traced step.
 * @param batchArgs  positions of the batch arguments; inferred from shapes and data flow when omitted
 */
export function findBatchInputs(traced: Traced, batchArgs: readonly number[] | undefined): BatchInput[] {
  const positions = argumentOf(traced);
  checkPositions("batchArgs", traced, batchArgs ?? []);
  return batchInputsOf(traced.graph, positions, batchArgs ?? inferBatchArgs(traced.graph, positions));
}

/**
 * Returns, for each output of `graph`, the input that it replaces.
 * @param stateArgs  positions of the state arguments; inferred from tree structure and data flow when omitted
 */
export function findState(
  traced: Traced,
  graph: Graph,
  batchInputs: readonly BatchInput[],
  stateArgs: readonly number[] | undefined,
): number[] {
  if (!stateArgs) return matchState(graph, batchInputs);
  checkPositions("stateArgs", traced, stateArgs);
  const inputsOf = stateArgs.map((position) =>
    argumentOf(traced).flatMap((argument, input) => (argument === position ? [input] : [])),
  );
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  const stateOf = matchState(graph, batchInputs, new Set(inputsOf.flat()));
  const isState = new Set(stateOf);
  stateArgs.forEach((position, i) => {
    const inputs = inputsOf[i];
    if (inputs.some((input) => isState.has(input))) return;
    const what = `argument ${position}`;
    const [first] = inputs;
    if (first === undefined)
      throw new InvalidConfig("stateArgs", `${what} is compiled in; list arguments that are arrays or trees of them`);
    const { name, value } = graph.inputs[first];
    const { dtype, shape } = graph.types[value];
    if (isBatch.has(first))
      throw new InvalidConfig(
        "stateArgs",
        `${what} (${name}) is the batch; leave it out, or name the batch in batchArgs`,
      );
    throw new InvalidConfig(
      "stateArgs",
      `no part of the result has the tree and types of ${what} (${name} is ${dtype}[${shape}]); ` +
        `return its next value, or leave it out; the result has ${someOutputs(graph)}`,
    );
  });
  return stateOf;
}

function checkPositions(option: string, { graph, args }: Traced, positions: readonly number[]): void {
  const count = args.structures.length;
  const wrong = positions.find((position) => position >= count);
  if (wrong === undefined) return;
  throw new InvalidConfig(
    option,
    `names argument ${wrong}, but ${graph.name} was called with ${count} arguments; count from 0`,
  );
}

const numShown = 6;

function someOutputs({ outputs, types }: Graph): string {
  const texts = outputs
    .slice(0, numShown)
    .map(({ name, value }) => `${name} ${types[value].dtype}[${types[value].shape}]`);
  return texts.join(", ") + (outputs.length > numShown ? ` and ${outputs.length - numShown} more` : "");
}
