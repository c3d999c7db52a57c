/**
 * @file The user's constraints on a plan, for any method: a memory budget, a limit on tensor parallelism, and
 * placements pinned or forbidden by name. They are plain data and can come from code, the command line or a file.
 * `constraintsOn` resolves the names on a step, `constraintsOnPart` restricts them to a stage, and
 * `constrained-filter.ts` turns them into a filter on one mesh.
 */
import type { StageStep } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { InvalidConfig } from "../../base/errors.ts";
import { numberOf } from "../../base/units.ts";
import type { ValueId } from "../../ir/graph.ts";
import { findNamed, type Named, namedInPart } from "./resolve-names.ts";

/**
 * The split of a dim or factor: null for no split, a number of parts (over any axes), or the names of the axes in
 * order.
 */
export type Split = null | number | string | readonly string[];

/** The split of every dim of a value, or of every factor of an op as `explain` numbers them. */
export type Pin = readonly Split[] | { readonly factors: readonly Split[] };

/** A forbidden split of a dim over `axis`, or over any axis if it is omitted. */
export interface Forbidden {
  readonly value: string;
  readonly dim: number;
  readonly axis?: string;
}

/**
 * Constraints by name (resolve-names.ts). A pinned argument or state has its placement between steps; a pinned value is
 * resharded to its placement before it is read. A forbidden split applies to inputs, to the results of ops and to
 * resharded values.
 */
export interface Constraints {
  /** Bytes that each device may hold at any time; defaults to the device's memory. */
  readonly memoryBytes?: number;
  /** The maximum number of devices that share the computation of one example. */
  readonly maxTensorParallel?: number;
  readonly pin?: Readonly<Record<string, Pin>>;
  readonly forbid?: readonly Forbidden[];
}

/**
 * Checks constraints, independently of any step, and returns them for use in any method:
 *
 *     const limits = constrain({ maxTensorParallel: 2, memoryBytes: 8e9, pin: { "params.w1": [null, 2] } });
 *     shard(limits);
 *     zero({ stage: 2, ...limits });
 *
 * @throws InvalidConfig naming the constraint and the values that it takes
 */
export function constrain(constraints: Constraints): Constraints {
  const { memoryBytes, maxTensorParallel, pin = {}, forbid = [] } = constraints;
  if (memoryBytes !== undefined && !(memoryBytes > 0))
    throw new InvalidConfig("memoryBytes", `got ${memoryBytes}; give a number of bytes above 0`);
  if (maxTensorParallel !== undefined && !(Number.isInteger(maxTensorParallel) && maxTensorParallel >= 1))
    throw new InvalidConfig("maxTensorParallel", `got ${maxTensorParallel}; give an integer of 1 or more`);
  for (const [name, entry] of Object.entries(pin))
    for (const split of splitsOf(entry))
      if (typeof split === "number" && !(Number.isInteger(split) && split >= 1))
        throw new InvalidConfig(`pin ${name}`, `got ${split} parts; give an integer of 1 or more, or null for whole`);
  for (const { value, dim } of forbid)
    if (!Number.isInteger(dim) || dim < 0)
      throw new InvalidConfig(`forbid ${value}`, `got dim ${dim}; give 0 for the first dim, 1 for the next`);
  return constraints;
}

export const splitsOf = (entry: Pin): readonly Split[] => ("factors" in entry ? entry.factors : entry);

const splitText = (split: Split): string =>
  split === null ? "_" : Array.isArray(split) ? split.join("+") || "_" : `${split}`;

const pinText = (name: string, entry: Pin): string =>
  `pin ${name} ${"factors" in entry ? "factors " : ""}[${splitsOf(entry).map(splitText).join(", ")}]`;

const forbiddenText = ({ value, dim, axis }: Forbidden): string =>
  `forbid ${value} dim ${dim}${axis === undefined ? "" : ` on ${axis}`}`;

/** The constraints on the inputs and ops of one step, by index, without the memory budget. `text` describes each. */
export interface StepConstraints {
  readonly maxTensorParallel?: number;
  readonly pins: readonly { readonly text: string; readonly entry: Pin; readonly named: Named }[];
  readonly forbids: readonly { readonly text: string; readonly forbidden: Forbidden; readonly named: Named }[];
}

/**
 * Resolves the names of `constraints` on `step`.
 * @throws InvalidConfig for a name that does not occur in the step, with the nearest name that does, and for dims that
 *   the named value does not have
 */
export function constraintsOn(step: Step, constraints: Constraints): StepConstraints {
  const { maxTensorParallel, pin = {}, forbid = [] } = constraints;
  const { graph } = step;
  const shapesOf = (named: Named): (readonly number[])[] => {
    const inputs = named.inputs.map((input) => graph.inputs[input].value);
    return [...inputs, ...valuesOf(step, named)].map((value) => graph.types[value].shape);
  };
  const pins = Object.entries(pin).map(([name, entry]) => {
    const text = pinText(name, entry);
    const named = findNamed(step, name, "pin");
    if ("factors" in entry) {
      if (named.ops.length === 0)
        throw new InvalidConfig(`pin ${name}`, "factors are of ops, and this is an argument or result; pin its dims");
      return { text, entry, named: { inputs: [], outputs: [], ops: named.ops } };
    }
    for (const shape of shapesOf(named))
      if (entry.length !== shape.length)
        throw new InvalidConfig(
          text,
          `it has ${numberOf(entry.length, "dim")}, the value has ${shape.length} ([${shape.join(", ")}]); ` +
            "give one split per dim",
        );
    return { text, entry, named };
  });
  const forbids = forbid.map((forbidden) => {
    const text = forbiddenText(forbidden);
    const named = findNamed(step, forbidden.value, "forbid");
    for (const { length } of shapesOf(named))
      if (forbidden.dim >= length)
        throw new InvalidConfig(text, `the value has ${numberOf(length, "dim")}; count them from 0`);
    return { text, forbidden, named };
  });
  return { maxTensorParallel, pins, forbids };
}

/**
 * Restricts the constraints of a step to one stage: to the arguments and state that it holds and the ops that it
 * computes.
 */
export function constraintsOnPart({ pins, forbids, ...limits }: StepConstraints, part: StageStep): StepConstraints {
  const inPart = namedInPart(part);
  const restrict = <Entry extends { readonly named: Named }>(entries: readonly Entry[]): Entry[] =>
    entries.flatMap((entry) => {
      const named = inPart(entry.named);
      return Object.values(named).every((list) => list.length === 0) ? [] : [{ ...entry, named }];
    });
  return { ...limits, pins: restrict(pins), forbids: restrict(forbids) };
}

/** The text of each constraint. */
export const constraintTexts = ({ maxTensorParallel, pins, forbids }: StepConstraints): string[] => [
  ...(maxTensorParallel === undefined ? [] : [`maxTensorParallel ${maxTensorParallel}`]),
  ...[...pins, ...forbids].map(({ text }) => text),
];

/** The values that named ops and results stand for. */
export function valuesOf({ graph }: Step, { ops, outputs }: Named): ValueId[] {
  const values = ops.flatMap((op) => graph.ops[op].results);
  return [...new Set([...values, ...outputs.map((output) => graph.outputs[output].value)])];
}
