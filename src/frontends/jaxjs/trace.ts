/**
 * @file Traces a jax-js function to a Graph: `makeJaxpr` on shapes only (no array is allocated), then one conversion
 * per equation. Nested jit calls are inlined; their original names become the ops' scopes.
 */
import { InvalidConfig, Unsupported } from "../../base/errors.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import type { Graph, ValueId } from "../../ir/graph.ts";
import { numElements, type TensorData, type TensorType } from "../../ir/types.ts";
import type { ClassifiedArguments, CompiledIn } from "./arguments.ts";
import { Emitter } from "./emitter.ts";
import { lineOf } from "./equation-lines.ts";
import { dtypeFromJax } from "./host-array.ts";
import { Array as JaxArray, type Jaxpr, type JsTreeDef, type numpy as np } from "./jax.ts";
import { checkLayers, originalName } from "./layer.ts";
import { conversions, type Equation } from "./primitives.ts";
import { type TraceOptions, traceWithScalars } from "./scalar-inputs.ts";
import type { AnyFunction } from "./trace-errors.ts";

export interface Traced {
  readonly graph: Graph;
  /** The arguments, sorted into inputs and compiled-in values. */
  readonly args: ClassifiedArguments;
  /**
   * For each input of the graph, the input leaf from which it comes. A number that the step uses as an integer is two
   * inputs, so that integers above 2^24, which f32 does not represent exactly, keep their value.
   */
  readonly leafOf: readonly number[];
  /** Numbers and booleans that are compiled in although they could be inputs, because the step branches on them. */
  readonly compiledIn: CompiledIn;
  /** Structure of the function's result; its leaves are the graph's outputs, in order. */
  readonly outTree: JsTreeDef;
  /** For each output, whether jax-js treats it as a weakly typed number, which takes the dtype of other operands. */
  readonly isWeak: readonly boolean[];
}

type Atom = Equation["inputs"][number];
type Aval = Atom["aval"];

/**
 * Traces `fn`, called with `exampleArgs`, to a graph.
 *
 * Leaves of the arguments may be jax-js arrays, `HostArray`s, `TensorSpec`s (shapes without data), numbers and
 * booleans; `arguments.ts` says which are inputs and which are compiled in. Arrays are only looked at, never consumed.
 * Inputs are named by parameter and path (`params[0].w`), outputs by path (`state.params[0].w`, `loss`; `out` when
 * there is none). Jax-js arrays that the function closes over become constants; as in jax-js's own `jit`, use `.ref` to
 * keep them.
 */
export function traceJaxjs(fn: AnyFunction, exampleArgs: readonly unknown[], options: TraceOptions = {}): Traced {
  if (typeof fn !== "function") {
    throw new InvalidConfig("traceJaxjs", `got ${fn === null ? "null" : typeof fn}; give a jax-js function`);
  }
  const { trace, compiledIn, discarded } = traceWithScalars(fn, exampleArgs, options);
  const { args, closed, outTree } = trace;
  const builder = new GraphBuilder(fn.name || "step");
  const emitter = new Emitter(builder, options.hasLines);
  // Derivatives leave unused constants, some as large as the logits; only the constants that are read are converted.
  const read = new Set<Atom>([...closed.jaxpr.eqns.flatMap((equation) => equation.inputs), ...closed.jaxpr.outs]);
  const constants = closed.consts.map((array, i) => {
    if (read.has(closed.jaxpr.inBinders[i])) return emitConstant(builder, array as unknown as np.Array);
    array.dispose();
    return -1;
  });
  const inputs = closed.jaxpr.inBinders.slice(constants.length).map((binder, i) => {
    const input = builder.input(args.inputs[i].name, typeOfAval(binder.aval));
    if (typeof args.inputs[i].value === "number") emitter.addNumber(input, args.inputs[i].name);
    return input;
  });
  const outputs = emitJaxpr(emitter, closed.jaxpr, [...constants, ...inputs]);
  checkLayers(trace.layers, emitter.layers);
  for (const array of discarded) if (array instanceof JaxArray && array.refCount > 0) array.dispose();

  const graph = builder.finish(outputs.map((value, i) => ({ value, name: trace.outNames[i] })));
  const leafOf = graph.inputs.map(({ value }) => inputs.indexOf(emitter.integerOf(value) ?? value));
  return { graph, args, leafOf, compiledIn, outTree, isWeak: closed.jaxpr.outs.map(({ aval }) => aval.weakType) };
}

const typeOfAval = ({ shape, dtype }: Aval): TensorType => ({ shape, dtype: dtypeFromJax(dtype) });

/** Emits every equation of `jaxpr` with its inputs bound to `inputs`; returns the values of its results. */
function emitJaxpr(emitter: Emitter, jaxpr: Jaxpr, inputs: readonly ValueId[]): ValueId[] {
  const bound = new Map<Atom, ValueId>(jaxpr.inBinders.map((binder, i) => [binder, inputs[i]]));
  const read = (atom: Atom): ValueId =>
    "value" in atom ? emitter.splat(Number(atom.value), typeOfAval(atom.aval)) : (bound.get(atom) as ValueId);
  const { builder, hasLines } = emitter;
  // Derivatives of a nested function have only its caller's line.
  const outer = builder.source;
  for (const equation of jaxpr.eqns) {
    if (hasLines) builder.source = lineOf(equation) ?? outer;
    const operands = equation.inputs.map(read);
    const results = emitEquation(emitter, equation, operands);
    equation.outBinders.forEach((binder, i) => {
      bound.set(binder, results[i]);
    });
  }
  builder.source = outer;
  return jaxpr.outs.map(read);
}

/** jax-js's name for a jit function without a name. */
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

/**
 * Arrays with at least this many elements are first checked for equal elements, so that a huge splat is never copied.
 */
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
