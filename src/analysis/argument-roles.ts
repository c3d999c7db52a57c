/** @file The role in training of every leaf of a step's arguments, as data for `--roles` and `executable.roles`. */
import { isKeyType } from "./random-keys.ts";
import { findRoles } from "./roles.ts";
import type { Step } from "./step.ts";

/**
 * - `parameter`: a weight that the step trains.
 * - `frozen`: a tensor that the step reads and does not change: weights of a base model, a teacher or an encoder;
 *   tables; masks.
 * - `optimizer`: other state: momentum, variance, averages, counters.
 * - `batch`: examples.
 * - `key`: a random key.
 * - `number`: a scalar that is not state: a learning rate, a temperature.
 */
export type ArgumentKind = "parameter" | "frozen" | "optimizer" | "batch" | "key" | "number";

export interface ArgumentRole {
  /** The path of the leaf, as in source code: `params.layers[0].w`. */
  readonly path: string;
  /** Position of the argument that the leaf belongs to. */
  readonly argument: number;
  /** Element type and shape: `f32[64,256]`. */
  readonly type: string;
  readonly role: ArgumentKind;
  /**
   * Path of the result that replaces the leaf in the next call: `state.params.layers[0].w`. Absent for leaves that are
   * not state.
   */
  readonly next?: string;
}

/**
 * Returns the role of every input.
 * @param argumentOf  by input of the traced step: the position of the argument that it is a leaf of
 */
export function argumentRoles(step: Step, argumentOf: readonly number[]): ArgumentRole[] {
  const { graph, stateOf } = step;
  const roles = findRoles(step).inputs;
  return argumentOf.map((argument, input): ArgumentRole => {
    const { name, value } = graph.inputs[input];
    const type = graph.types[value];
    const output = stateOf.indexOf(input);
    const kind = (): ArgumentKind => {
      const role = roles[input];
      if (role === "batch") return role;
      if (isKeyType(type)) return "key";
      if (role === "parameter" || role === "frozen" || role === "optimizer") return role;
      return output >= 0 ? "optimizer" : "number";
    };
    return {
      path: name,
      argument,
      type: `${type.dtype}[${type.shape}]`,
      role: kind(),
      ...(output >= 0 && { next: graph.outputs[output].name }),
    };
  });
}
