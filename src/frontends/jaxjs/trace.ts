/**
 * @file Traces a jax-js function to a Graph: `makeJaxpr` on shapes only (no array is allocated), then one conversion per
 * equation. Nested jit calls are inlined; their names, before jax-js derived others from them, become the ops' scopes.
 */
import { InvalidConfig, Unsupported } from "../../base/errors.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import type { Graph, ValueId } from "../../ir/graph.ts";
import { numElements, type TensorData, type TensorType } from "../../ir/types.ts";
import { abstractLeaves, type ClassifiedArguments, classifyArguments, leafNames, parameterNames } from "./arguments.ts";
import { Emitter } from "./emitter.ts";
import { dtypeFromJax } from "./host-array.ts";
import { Array as JaxArray, type Jaxpr, type JsTreeDef, makeJaxpr, type numpy as np, tree } from "./jax.ts";
import { checkLayers, collectLayers, originalName } from "./layer.ts";
import { conversions, type Equation } from "./primitives.ts";

export interface Traced {
  readonly graph: Graph;
  /** Which arguments are inputs, and their structure. */
  readonly args: ClassifiedArguments;
  /** Structure of the function's result; its leaves are the graph's outputs, in order. */
  readonly outTree: JsTreeDef;
}

type Atom = Equation["inputs"][number];
type Aval = Atom["aval"];
type AnyFunction = (...args: never[]) => unknown;

/**
 * Traces `fn`, called with `exampleArgs`, to a graph.
 *
 * Leaves of the arguments may be jax-js arrays, `HostArray`s, `TensorSpec`s (shapes without data), numbers and booleans;
 * `arguments.ts` says which arguments are inputs and which are baked in. Arrays are only looked at, never consumed.
 * Inputs are named by parameter and path (`params[0].w`), outputs by path (`state.params[0].w`, `loss`; `out` when there is none).
 * Jax-js arrays that the function closes over become constants; as in jax-js's own `jit`, use `.ref` to keep them.
 */
export function traceJaxjs(fn: AnyFunction, exampleArgs: readonly unknown[]): Traced {
  if (typeof fn !== "function") {
    throw new InvalidConfig("traceJaxjs", `got ${fn === null ? "null" : typeof fn}; give a jax-js function`);
  }
  const names = parameterNames(fn, exampleArgs.length);
  const args = classifyArguments(exampleArgs, names);
  let outNames: string[] = [];
  const traced = (...dynamicArgs: unknown[]): unknown => {
    let next = 0;
    const result = fn(...(exampleArgs.map((arg, i) => (args.isDynamic[i] ? dynamicArgs[next++] : arg)) as never[]));
    outNames = leafNames(Array.isArray(result) || isLeaf(result) ? "out" : "", result);
    checkResult(fn, result, outNames);
    return result;
  };
  const avals = tree.unflatten(args.inTree, abstractLeaves(args.leaves) as never) as never[];
  const [{ jaxpr: closed, treedef }, layers] = collectLayers(() =>
    explainReads(fn, () => makeJaxpr(traced as never)(...(avals as never))),
  );

  const builder = new GraphBuilder(fn.name || "step");
  const emitter = new Emitter(builder);
  // Derivatives leave constants behind that nothing reads, some as large as the logits; those are never looked at.
  const read = new Set<Atom>([...closed.jaxpr.eqns.flatMap((equation) => equation.inputs), ...closed.jaxpr.outs]);
  const constants = closed.consts.map((array, i) => {
    if (read.has(closed.jaxpr.inBinders[i])) return emitConstant(builder, array as unknown as np.Array);
    array.dispose();
    return -1;
  });
  const inNames = exampleArgs.flatMap((arg, i) => (args.isDynamic[i] ? leafNames(names[i], arg) : []));
  const inputs = closed.jaxpr.inBinders
    .slice(constants.length)
    .map((binder, i) => builder.input(inNames[i], typeOfAval(binder.aval)));
  const outputs = emitJaxpr(emitter, closed.jaxpr, [...constants, ...inputs]);
  checkLayers(layers, emitter.layers);

  const graph = builder.finish(outputs.map((value, i) => ({ value, name: outNames[i] })));
  return { graph, args, outTree: treedef };
}

const typeOfAval = ({ shape, dtype }: Aval): TensorType => ({ shape, dtype: dtypeFromJax(dtype) });

const isLeaf = (value: unknown): boolean => tree.structure(value as never).nodeType === "Leaf";

/** Runs `trace`; a value read off a tracer, which jax-js reports as a missing method, is refused with what to do. */
function explainReads<T>(fn: AnyFunction, trace: () => T): T {
  try {
    return trace();
  } catch (error) {
    const method = /(item|js|jsAsync|data|dataSync) is not a function/.exec(String(error))?.[1];
    if (!(error instanceof TypeError) || method === undefined) throw error;
    throw new InvalidConfig(
      fn.name || "step",
      `reads the value of an array by .${method}(), but while a step is traced arrays have shapes only; return the array instead`,
    );
  }
}

/** Refuses results that are not tensors, by path. */
function checkResult(fn: AnyFunction, result: unknown, names: readonly string[]): void {
  const where = fn.name || "step";
  if (result instanceof Promise) {
    throw new InvalidConfig(where, "the function is async; make it synchronous, it is traced once and never awaited");
  }
  tree.leaves(result as never).forEach((leaf: unknown, i) => {
    const isTensor = typeof leaf === "object" && leaf !== null && "aval" in leaf;
    if (!isTensor && typeof leaf !== "number" && typeof leaf !== "boolean") {
      throw new InvalidConfig(
        where,
        `result ${names[i]} is ${String(leaf)}; return jax-js arrays in plain objects and lists`,
      );
    }
  });
}

/** Emits every equation of `jaxpr` with its binders bound to `inputs`; returns the values of its results. */
function emitJaxpr(emitter: Emitter, jaxpr: Jaxpr, inputs: readonly ValueId[]): ValueId[] {
  const bound = new Map<Atom, ValueId>(jaxpr.inBinders.map((binder, i) => [binder, inputs[i]]));
  const read = (atom: Atom): ValueId =>
    "value" in atom ? emitter.splat(Number(atom.value), typeOfAval(atom.aval)) : (bound.get(atom) as ValueId);
  for (const equation of jaxpr.eqns) {
    const operands = equation.inputs.map(read);
    const results = emitEquation(emitter, equation, operands);
    equation.outBinders.forEach((binder, i) => {
      bound.set(binder, results[i]);
    });
  }
  return jaxpr.outs.map(read);
}

/** What jax-js calls a jit function without a name. */
const anonymous = "closure";

function emitEquation(emitter: Emitter, equation: Equation, operands: readonly ValueId[]): readonly ValueId[] {
  const { primitive, params } = equation;
  if (`${primitive}` === "jit") {
    const { name, jaxpr } = params as { name: string; jaxpr: Jaxpr };
    const outer = emitter.scope;
    const own = originalName(name);
    if (own !== anonymous) emitter.enter(own);
    const results = emitJaxpr(emitter, jaxpr, operands);
    emitter.scope = outer;
    return results;
  }
  return conversions[primitive as keyof typeof conversions]({
    emitter,
    operands,
    params,
    results: equation.outBinders.map((binder) => typeOfAval(binder.aval)),
    weak: equation.inputs.map((atom) => atom.aval.weakType),
  });
}

/** Arrays with at least this many elements are first compared with one of them, so that a huge splat is never made. */
const bigArray = 1 << 16;

/** A constant from an array that the function closes over or makes from numbers. Consumes `array`. */
function emitConstant(builder: GraphBuilder, array: np.Array): ValueId {
  if (!(array instanceof JaxArray)) {
    throw new Unsupported(
      "traceJaxjs",
      "the step uses a value of an enclosing jax-js trace; trace it outside of grad, vmap and jit",
    );
  }
  const type: TensorType = { shape: [...array.shape], dtype: dtypeFromJax(array.dtype) };
  if (numElements(type.shape) >= bigArray) {
    const first = array.ref.ravel().slice(0).item();
    if (!array.ref.notEqual(first).any().item()) {
      array.dispose();
      return builder.splat(type, first);
    }
  }
  const data = array.dataSync();
  const [first] = data;
  if (data.length > 0 && data.every((element: number) => Object.is(element, first))) return builder.splat(type, first);
  const isRange = type.shape.length === 1 && data.every((element: number, i: number) => element === i);
  if (isRange) return builder.op("iota", [], { type, dim: 0 });
  const dense = type.dtype === "i1" ? Uint8Array.from(data) : (data as TensorData);
  return builder.op("constant", [], { type, data: { dense } });
}
