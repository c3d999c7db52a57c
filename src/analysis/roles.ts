/**
 * @file Roles: what the inputs, outputs and values of a step are in training, found from how they are used, not from their names.
 * Placement methods (ZeRO, tensor parallel) and memory reports ask for them.
 */
import { definingOps, type ValueId } from "../ir/graph.ts";
import { isFloat, numElements } from "../ir/types.ts";
import { analyzeBatch } from "./batch.ts";
import { isKeyType } from "./random-keys.ts";
import type { Step } from "./step.ts";

/**
 * - `parameter`: state that the per-example part of the step reads.
 * - `frozen`: a tensor that the step is given and does not change, neither batch nor random key: weights of a base model, a teacher or an
 *   encoder, tables, masks. It has no gradient and no optimizer state. It may be returned as it is.
 * - `optimizer`: state that only the update reads (momentum, variance, step count).
 * - `batch`: a batch input.
 * - `gradient`: a sum over the batch with as many elements as a parameter, in the computation of that parameter's new value.
 */
export type Role = "parameter" | "frozen" | "optimizer" | "batch" | "gradient" | "other";

/** Whether inputs of a role are weights of a model. */
export const isWeightRole = (role: Role): boolean => role === "parameter" || role === "frozen";

export interface Roles {
  /** By input and by output index; a state output has the role of the input it replaces. */
  readonly inputs: readonly Role[];
  readonly outputs: readonly Role[];
  /** By ValueId. */
  readonly values: readonly Role[];
  /** For each parameter, by input index: its gradients in op order (several where linear ops follow one another). */
  readonly gradients: ReadonlyMap<number, readonly ValueId[]>;
}

export function findRoles(step: Step): Roles {
  const { graph, batchInputs, stateOf, received = [], receivedOnce = [] } = step;
  const definers = definingOps(graph);
  const isOneExample = batchInputs.every(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim] === 1);
  const tell = step.microbatches > 1 ? fromRegions : isOneExample ? fromOutputs : fromBatch;
  const { reachesExamples, isTerm, isBehind } = tell(step);

  const values: Role[] = graph.types.map(() => "other");
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  const isReceived = new Set([...received, ...receivedOnce]);
  const nextOf = new Map(stateOf.map((input, output) => [input, graph.outputs[output].value]));
  const inputs = graph.inputs.map(({ value }, input): Role => {
    if (isBatch.has(input)) return "batch";
    const type = graph.types[value];
    const isTensor = type.shape.length > 0 && !isKeyType(type);
    const next = nextOf.get(input);
    if (next === undefined) return isTensor && !isReceived.has(input) ? "frozen" : "other";
    if (!reachesExamples.has(value)) return "optimizer";
    if (!isFloat(type.dtype)) return "other";
    return isTensor && next === value ? "frozen" : "parameter";
  });
  inputs.forEach((role, input) => {
    values[graph.inputs[input].value] = role;
  });
  const outputs = graph.outputs.map(({ value }, output): Role => {
    const role = stateOf[output] < 0 ? "other" : inputs[stateOf[output]];
    if (definers[value] >= 0) values[value] = role;
    return role;
  });

  const gradients = new Map<number, ValueId[]>();
  graph.outputs.forEach(({ value }, output) => {
    const input = stateOf[output];
    if (input < 0 || inputs[input] !== "parameter") return;
    const size = numElements(graph.types[graph.inputs[input].value].shape);
    const cone = new Set([value]);
    for (const member of cone) {
      for (const operand of definers[member] < 0 ? [] : graph.ops[definers[member]].operands) {
        const follows = isTerm(operand) || (isBehind(operand) && !isTerm(member));
        if (follows && numElements(graph.types[operand].shape) === size) cone.add(operand);
      }
    }
    const found = [...cone].filter((member) => isTerm(member));
    for (const member of found) values[member] = "gradient";
    gradients.set(
      input,
      found.sort((a, b) => definers[a] - definers[b]),
    );
  });
  return { inputs, outputs, values, gradients };
}

/** What roles are told by. */
interface Dependence {
  /** Values that the per-example part reads, directly or through values that do not depend on the batch. */
  readonly reachesExamples: ReadonlySet<ValueId>;
  /** Whether a value is a sum over the batch. */
  readonly isTerm: (value: ValueId) => boolean;
  /** Whether a value is computed from such sums but is none. */
  readonly isBehind: (value: ValueId) => boolean;
}

/** Of a step that is cut: its regions say it all, even where a microbatch is one example and has no batch dim to follow. */
function fromRegions({ graph, numAccumulateOps, accumulated }: Step): Dependence {
  const definers = definingOps(graph);
  const sums = new Set(accumulated);
  return {
    reachesExamples: new Set(graph.ops.slice(0, numAccumulateOps).flatMap(({ operands }) => operands)),
    isTerm: (value) => sums.has(value),
    isBehind: (value) => definers[value] >= numAccumulateOps,
  };
}

function fromBatch({ graph, batchInputs }: Step): Dependence {
  const { states, batchFactors } = analyzeBatch(graph, batchInputs, 1);
  const reachesExamples = new Set<ValueId>();
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    const isIndependent = results.every((result) => states[result].kind === "independent");
    const reaches = isIndependent ? results.some((result) => reachesExamples.has(result)) : batchFactors[index] >= 0;
    if (reaches) for (const operand of operands) reachesExamples.add(operand);
  }
  return {
    reachesExamples,
    isTerm: (value) => states[value].kind === "partial",
    isBehind: (value) => states[value].kind === "total",
  };
}

/**
 * Of a whole batch of one example, whose batch dim no factor rule shows: what is returned besides the state (the loss) depends on the
 * parameters, not on optimizer state. Which values are gradients stays open.
 */
function fromOutputs({ graph, stateOf }: Step): Dependence {
  const reachesExamples = new Set<ValueId>();
  graph.outputs.forEach(({ value }, output) => {
    if (stateOf[output] < 0) reachesExamples.add(value);
  });
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    if (results.some((result) => reachesExamples.has(result)))
      for (const operand of operands) reachesExamples.add(operand);
  }
  return { reachesExamples, isTerm: () => false, isBehind: () => false };
}
