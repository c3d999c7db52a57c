/**
 * @file Runs a step once on shapes and gets its equations from jax-js. Finds out which plain numbers and booleans can be inputs: those
 * that the step uses as arrays. What JavaScript needs the value of is refused by name, with how to compile it in.
 */
import { AlpaError, InvalidConfig } from "../../base/errors.ts";
import { type ArgumentLeaf, type ClassifiedArguments, classifyArguments, compileIn, withLeaves } from "./arguments.ts";
import { explainForeignArray, isForeignArray, refusalOfForeign } from "./copies.ts";
import { type ClosedJaxpr, type Jaxpr, type JsTreeDef, makeJaxpr, type numpy as np, tree } from "./jax.ts";
import { collectLayers } from "./layer.ts";
import { leafKind } from "./leaf-kinds.ts";
import { leafNames, parameterNames } from "./names.ts";
import { keepAlive } from "./stand-ins.ts";
import { refuseConversions } from "./traced-reads.ts";

export type AnyFunction = (...args: never[]) => unknown;

export interface TraceOptions {
  /** Positions of arguments whose value is compiled in. */
  readonly staticArgs?: readonly number[];
}

/** A function's equations, and what they are of. */
export interface JaxTrace {
  /** Which leaves of the arguments are inputs, and which are compiled in. */
  readonly args: ClassifiedArguments;
  /** Numbers and booleans that the step does not use as arrays, by name: compiled in, since they may decide what is done. */
  readonly compiledIn: readonly string[];
  readonly closed: ClosedJaxpr;
  /** Structure of the function's result. */
  readonly outTree: JsTreeDef;
  readonly outNames: readonly string[];
  /** Names of the user's layers that were called. */
  readonly layers: ReadonlySet<string>;
  /** Arrays that other attempts at the trace refer to, to be given back. */
  readonly discarded: ClosedJaxpr["consts"];
}

/** Traces `fn`, called with `exampleArgs`. */
export function runJaxTrace(fn: AnyFunction, exampleArgs: readonly unknown[], { staticArgs }: TraceOptions): JaxTrace {
  const names = parameterNames(fn, exampleArgs.length);
  const args = classifyArguments(exampleArgs, { names, staticArgs });
  const attempt = (compiledIn: readonly string[]): Attempt => traceOnce(fn, compileIn(args, compiledIn), compiledIn);
  const attempts: Attempt[] = [];
  try {
    // A number that no op reads may have been read by `===`, so the function runs again with its value, perhaps on another branch.
    for (let compiledIn: readonly string[] = []; ; ) {
      const last = attempt(compiledIn);
      attempts.push(last);
      const unread = unreadScalars(last);
      if (unread.length === 0) break;
      compiledIn = [...compiledIn, ...unread];
    }
  } catch (error) {
    throw explainFailure(error, args, attempt);
  }
  let chosen = attempts[attempts.length - 1];
  // On the right branch some of them may be used as arrays.
  if (chosen.compiledIn.length > 1) {
    for (const name of chosen.compiledIn) {
      const fewer = tryTrace(() => attempt(chosen.compiledIn.filter((other) => other !== name)));
      if (fewer) attempts.push(fewer);
      if (fewer && unreadScalars(fewer).length === 0) chosen = fewer;
    }
  }
  return { ...chosen, discarded: attempts.filter((each) => each !== chosen).flatMap(({ closed }) => closed.consts) };
}

type Attempt = Omit<JaxTrace, "discarded">;

function traceOnce(fn: AnyFunction, args: ClassifiedArguments, compiledIn: readonly string[]): Attempt {
  const { leaves, inputs } = args;
  const leafOf = new Map<object, ArgumentLeaf>();
  let outNames: string[] = [];
  const traced = (tracers: object[]): unknown => {
    const standIns = new Map<ArgumentLeaf, object>();
    inputs.forEach((leaf, i) => {
      standIns.set(leaf, leafKind(leaf.value) === "scalar" ? keepAlive(tracers[i]) : tracers[i]);
      leafOf.set(tracers[i], leaf);
    });
    const callArgs = withLeaves(
      args,
      leaves.map((leaf) => standIns.get(leaf) ?? leaf.value),
    );
    const result = fn(...(callArgs as never[]));
    outNames = leafNames(Array.isArray(result) || isLeaf(result) ? "out" : "", result);
    checkResult(fn, result, outNames);
    return result;
  };
  const explain = (value: object, place: string): Error =>
    explainForeignArray(stepName(fn), new Error()) ?? conversionError(fn, value, args, leafOf.get(value), place);
  const run = makeJaxpr(traced as never) as unknown as (avals: unknown) => { jaxpr: ClosedJaxpr; treedef: JsTreeDef };
  const [{ jaxpr, treedef }, layers] = collectLayers(() =>
    explainErrors(fn, () => refuseConversions(explain, () => run(inputs.map(({ type }) => type)))),
  );
  return { args, compiledIn, closed: jaxpr, outTree: treedef, outNames, layers };
}

const isLeaf = (value: unknown): boolean => tree.structure(value as never).nodeType === "Leaf";

/** Names of numbers and booleans that are inputs and that no op and no result reads. */
function unreadScalars({ args, closed }: Attempt): string[] {
  const read = readBy(closed.jaxpr);
  const binders = closed.jaxpr.inBinders.slice(closed.consts.length);
  return args.inputs.flatMap(({ name, value }, i) =>
    leafKind(value) === "scalar" && !read.has(binders[i]) ? [name] : [],
  );
}

/** What the ops of a Jaxpr, those of nested functions included, and its results read. */
function readBy(jaxpr: Jaxpr): Set<unknown> {
  const read = new Set<unknown>(jaxpr.outs);
  for (const { primitive, params, inputs } of jaxpr.eqns) {
    const inner = `${primitive}` === "jit" ? (params as { jaxpr: Jaxpr }).jaxpr : undefined;
    const innerRead = inner && readBy(inner);
    inputs.forEach((atom, i) => {
      if (!innerRead || innerRead.has(inner.inBinders[i])) read.add(atom);
    });
  }
  return read;
}

function tryTrace(attempt: () => Attempt): Attempt | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

/** The error for a trace that failed with `error`: where it works with a number compiled in, which one, and how to do so. */
function explainFailure(
  error: unknown,
  args: ClassifiedArguments,
  attempt: (compiledIn: readonly string[]) => Attempt,
): unknown {
  const scalars = args.inputs.filter(({ value }) => leafKind(value) === "scalar");
  const works = (leaves: readonly ArgumentLeaf[]): boolean =>
    tryTrace(() => attempt(leaves.map(({ name }) => name))) !== undefined;
  if (scalars.length === 0 || error instanceof AlpaError || !works(scalars)) return error;
  const guilty = scalars.find((leaf) => works([leaf])) ?? scalars[0];
  return new InvalidConfig(
    guilty.name,
    `is a ${typeof guilty.value} and so an input of the traced step, which its use does not allow (${(error as Error).message}); ${staticAdvice(args, guilty)}`,
    { cause: error },
  );
}

/** The error for JavaScript that turns an array, or a number that is an input, into a number or string at `place`. */
function conversionError(
  fn: AnyFunction,
  value: object,
  args: ClassifiedArguments,
  leaf: ArgumentLeaf | undefined,
  place: string,
): InvalidConfig {
  if (leaf && leafKind(leaf.value) === "scalar")
    return new InvalidConfig(
      leaf.name,
      `is a ${typeof leaf.value} and so an input of the traced step, but JavaScript needs its value${place} (to compare, to compute or as a ` +
        `size); use jax-js functions (np.multiply, np.where), or ${staticAdvice(args, leaf)}`,
    );
  const { shape, dtype } = value as np.Array;
  return new InvalidConfig(
    leaf?.name ?? stepName(fn),
    `JavaScript turns an array (${dtype}[${shape}]) into a number or string${place}, but while a step is traced arrays have shapes only; ` +
      "choose by np.where(x.greater(0), a, b) in place of if (x > 0), or return the array and look at it outside of the step",
  );
}

/** How to compile a number or boolean in. */
function staticAdvice({ leaves }: ClassifiedArguments, { argument, value }: ArgumentLeaf): string {
  const isBesideArrays = leaves.some((leaf) => leaf.argument === argument && leafKind(leaf.value) === "array");
  const how = isBesideArrays
    ? "pass it as an argument of its own and name that in staticArgs"
    : `name the argument in staticArgs: [${argument}]`;
  return `${how}, so that its value ${value} is compiled in`;
}

const stepName = (fn: AnyFunction): string => fn.name || "step";

/** Runs `trace`; arrays of another copy, and values read off a tracer (jax-js reports a missing method), are refused with what to do. */
function explainErrors<T>(fn: AnyFunction, trace: () => T): T {
  try {
    return trace();
  } catch (error) {
    const foreign = explainForeignArray(stepName(fn), error);
    if (foreign) throw foreign;
    const method = /(item|js|jsAsync|data|dataSync|toFixed|toPrecision) is not a function/.exec(String(error))?.[1];
    if (!(error instanceof TypeError) || method === undefined) throw error;
    throw new InvalidConfig(
      stepName(fn),
      `reads the value of an array by .${method}(), but while a step is traced arrays have shapes only; return the array instead`,
    );
  }
}

/** Refuses results that are not tensors, by path. */
function checkResult(fn: AnyFunction, result: unknown, names: readonly string[]): void {
  if (result instanceof Promise) {
    throw new InvalidConfig(
      stepName(fn),
      "the function is async; make it synchronous, it is traced once and never awaited",
    );
  }
  tree.leaves(result as never).forEach((leaf: unknown, i) => {
    const isTensor = typeof leaf === "object" && leaf !== null && "aval" in leaf;
    if (isTensor && isForeignArray(leaf))
      throw new InvalidConfig(`${stepName(fn)}: result ${names[i]}`, refusalOfForeign(leaf));
    if (!isTensor && typeof leaf !== "number" && typeof leaf !== "boolean") {
      throw new InvalidConfig(
        stepName(fn),
        `result ${names[i]} is ${String(leaf)}; return jax-js arrays in plain objects and lists`,
      );
    }
  });
}
