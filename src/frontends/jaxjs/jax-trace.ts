/** @file Runs a step once on shapes and gets its equations from jax-js. */
import { InvalidConfig } from "../../base/errors.ts";
import { type ArgumentLeaf, type ClassifiedArguments, withLeaves } from "./arguments.ts";
import { explainForeignArray, isForeignArray, refusalOfForeign } from "./copies.ts";
import { notingLines } from "./equation-lines.ts";
import { type ClosedJaxpr, type JsTreeDef, makeJaxpr, type numpy as np, tree } from "./jax.ts";
import { collectLayers } from "./layer.ts";
import { leafKind } from "./leaf-kinds.ts";
import { leafNames } from "./names.ts";
import { keepAlive } from "./stand-ins.ts";
import { type AnyFunction, conversionError, stepName } from "./trace-errors.ts";
import { refuseConversions } from "./traced-reads.ts";

/** The equations of a traced function, with its arguments and results. */
export interface JaxTrace {
  /** The arguments, sorted into inputs and compiled-in values. */
  readonly args: ClassifiedArguments;
  readonly closed: ClosedJaxpr;
  /** Structure of the function's result. */
  readonly outTree: JsTreeDef;
  readonly outNames: readonly string[];
  /** Names of the user's layers that were called. */
  readonly layers: ReadonlySet<string>;
}

/**
 * Traces `fn`, called with `args`.
 * @param hasLines  whether to note the line of the source of each equation
 */
export function runJaxTrace(fn: AnyFunction, args: ClassifiedArguments, hasLines = false): JaxTrace {
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
    const call = (): unknown => fn(...(callArgs as never[]));
    const result = hasLines && tracers.length > 0 ? notingLines(tracers[0], call) : call();
    outNames = leafNames(Array.isArray(result) || isLeaf(result) ? "out" : "", result);
    checkResult(fn, result, outNames);
    return result;
  };
  const explain = (value: object, place: string): Error =>
    explainForeignArray(stepName(fn), new Error()) ??
    conversionError(fn, args, value as np.Array, leafOf.get(value), place);
  const run = makeJaxpr(traced as never) as unknown as (avals: unknown) => { jaxpr: ClosedJaxpr; treedef: JsTreeDef };
  try {
    const avals = inputs.map(({ type }) => type);
    const [{ jaxpr, treedef }, layers] = collectLayers(() => refuseConversions(explain, () => run(avals)));
    return { args, closed: jaxpr, outTree: treedef, outNames, layers };
  } finally {
    for (const tracer of leafOf.keys()) forgetTrace(tracer);
  }
}

/**
 * Releases the equations that a trace of this tracer has recorded. jax-js's `linearize` leaves an entry on its stack of
 * traces, so that every gradient would keep its enclosing trace in memory forever.
 */
function forgetTrace(tracer: object): void {
  (tracer as { _trace: { main: { globalData: unknown } } })._trace.main.globalData = null;
}

const isLeaf = (value: unknown): boolean => tree.structure(value as never).nodeType === "Leaf";

/** Refuses results that are not tensors, naming their paths. */
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
