/**
 * @file Roles of the inputs, outputs and values of a training step, determined by their use and not by their names.
 * Methods such as ZeRO and tensor parallelism and memory reports depend on them.
 */
import { definingOps, type ValueId } from "../ir/graph.ts";
import { isFloat, numElements } from "../ir/types.ts";
import { isKeyType } from "./random-keys.ts";
import type { Step } from "./step.ts";

/**
 * - `parameter`: state that the per-example part of the step reads.
 * - `frozen`: a tensor that the step reads and does not change, neither batch nor random key: weights of a base model,
 *   a teacher or an encoder; tables; masks. It has no gradient and no optimizer state. The step may return it
 *   unchanged.
 * - `optimizer`: state that only the update reads (momentum, variance, step count).
 * - `batch`: a batch input.
 * - `gradient`: a sum over the batch with as many elements as a parameter, from which that parameter's new value is
 *   computed.
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
  /** By input index of each parameter: its gradients in op order (several if linear ops follow one another). */
  readonly gradients: ReadonlyMap<number, readonly ValueId[]>;
}

export function findRoles(step: Step): Roles {
  const { graph, numAccumulateOps, accumulated, batchInputs, stateOf, received = [], receivedOnce = [] } = step;
  const definers = definingOps(graph);
  /** Values that the per-example part reads, directly or through values that do not depend on the batch. */
  const reachesExamples = new Set(graph.ops.slice(0, numAccumulateOps).flatMap(({ operands }) => operands));
  const sums = new Set(accumulated);
  const isTerm = (value: ValueId): boolean => sums.has(value);
  const isInUpdate = (value: ValueId): boolean => definers[value] >= numAccumulateOps;

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
        const follows = isTerm(operand) || (isInUpdate(operand) && !isTerm(member));
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
