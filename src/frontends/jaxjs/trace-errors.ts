/** @file Errors of tracing a step, which name the argument and the remedy. */
import { AlpaError, InvalidConfig } from "../../base/errors.ts";
import { type ArgumentLeaf, type ClassifiedArguments, typeText } from "./arguments.ts";
import { explainForeignArray } from "./copies.ts";
import type { numpy as np } from "./jax.ts";
import { leafKind } from "./leaf-kinds.ts";
import { parameterNames } from "./names.ts";
import { isInJaxjs, userPlace } from "./stack-places.ts";

export type AnyFunction = (...args: never[]) => unknown;

export const stepName = (fn: AnyFunction): string => fn.name || "step";

/** The error for JavaScript that turns an array, or a number that is an input, into a number or string at `place`. */
export function conversionError(
  fn: AnyFunction,
  args: ClassifiedArguments,
  { shape, dtype }: np.Array,
  leaf: ArgumentLeaf | undefined,
  place: string,
): InvalidConfig {
  if (leaf && leafKind(leaf.value) === "scalar")
    return new InvalidConfig(
      leaf.name,
      `is a ${typeof leaf.value} and so an input of the traced step, but JavaScript needs its value${place} (to compare, to compute or as a ` +
        `size); use jax-js functions (np.multiply, np.where), or ${staticAdvice(args, leaf)}`,
    );
  return new InvalidConfig(
    leaf?.name ?? stepName(fn),
    `JavaScript turns an array (${dtype}[${shape}]) into a number or string${place}, but while a step is traced arrays have shapes only; ` +
      "choose by np.where(x.greater(0), a, b) in place of if (x > 0), or return the array and look at it outside of the step",
  );
}

/** The advice to compile a number or boolean in. */
function staticAdvice({ leaves }: ClassifiedArguments, { argument, value }: ArgumentLeaf): string {
  const isBesideArrays = leaves.some((leaf) => leaf.argument === argument && leafKind(leaf.value) === "array");
  const how = isBesideArrays
    ? "pass it as an argument of its own and name that in staticArgs"
    : `name the argument in staticArgs: [${argument}]`;
  return `${how}, so that its value ${value} is compiled in`;
}

/**
 * The error to throw for a trace that failed with `error`. The function's own errors stay as they are.
 * @param works  whether the trace works with the numbers and booleans of these names compiled in
 */
export function explainTraceError(
  error: unknown,
  fn: AnyFunction,
  args: ClassifiedArguments,
  works: (compiledIn: readonly string[]) => boolean,
): unknown {
  return (
    explainForeignArray(stepName(fn), error) ??
    scalarError(error, args, works) ??
    (error instanceof AlpaError
      ? undefined
      : (missingError(error, fn, args) ?? readError(error, fn) ?? jaxError(error, fn, args))) ??
    error
  );
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0];

/** The error for a trace that works if a number or boolean is compiled in; names it and says how to compile it in. */
function scalarError(
  error: unknown,
  args: ClassifiedArguments,
  works: (compiledIn: readonly string[]) => boolean,
): InvalidConfig | undefined {
  const scalars = args.inputs.filter(({ value }) => leafKind(value) === "scalar");
  const isExplained = error instanceof InvalidConfig && scalars.some(({ name }) => name === error.where);
  if (scalars.length === 0 || isExplained || !works(scalars.map(({ name }) => name))) return undefined;
  const guilty = scalars.find(({ name }) => works([name])) ?? scalars[0];
  return new InvalidConfig(
    guilty.name,
    `is a ${typeof guilty.value} and so an input of the traced step, which its use does not allow (${messageOf(error)}); ${staticAdvice(args, guilty)}`,
    { cause: error },
  );
}

/** The error of a function that needs an argument that was not passed. */
function missingError(
  error: unknown,
  fn: AnyFunction,
  { leaves, structures }: ClassifiedArguments,
): InvalidConfig | undefined {
  const undefined_ = leaves.find(({ value }) => value === undefined || value === null);
  const name = undefined_?.name ?? parameterNames(fn, fn.length)[structures.length];
  if (name === undefined || !(error instanceof TypeError)) return undefined;
  return new InvalidConfig(
    name,
    `is ${undefined_ ? undefined_.value : "not passed"}, and the step fails (${error.message}); pass a value`,
    { cause: error },
  );
}

/** The error of reading a value off a traced array, which jax-js reports as a missing method. */
function readError(error: unknown, fn: AnyFunction): InvalidConfig | undefined {
  if (!(error instanceof TypeError)) return undefined;
  const method = /(item|js|jsAsync|data|dataSync|toFixed|toPrecision) is not a function/.exec(error.message)?.[1];
  const how = /circular structure to JSON/.test(error.message) ? "JSON.stringify" : method && `.${method}()`;
  if (!how) return undefined;
  return new InvalidConfig(
    stepName(fn),
    `reads the value of an array by ${how}, but while a step is traced arrays have shapes only; return the array instead`,
    { cause: error },
  );
}

const numShown = 8;

/** An error of jax-js, which does not know the arguments' names. */
function jaxError(error: unknown, fn: AnyFunction, { leaves }: ClassifiedArguments): InvalidConfig | undefined {
  if (!(error instanceof Error) || leaves.length === 0 || !isInJaxjs(error.stack ?? "")) return undefined;
  const shown = leaves
    .slice(0, numShown)
    .map(({ name, type, value }) => `${name} ${type ? typeText(type) : valueText(value)}`);
  if (leaves.length > numShown) shown.push(`${leaves.length - numShown} more`);
  return new InvalidConfig(
    stepName(fn),
    `${error.message}${userPlace(error.stack ?? "")}; the step was called with ${shown.join(", ")}: check their shapes and kinds`,
    { cause: error },
  );
}

function valueText(value: unknown): string {
  if (typeof value === "function") return "(a function)";
  return typeof value === "object" && value !== null ? "(an object)" : (JSON.stringify(value) ?? String(value));
}
