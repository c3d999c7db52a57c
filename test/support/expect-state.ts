/** @file Steps written in jax-js that return their state under any name, and the check of the state found in them. */
import { expect } from "vitest";
import { matchState } from "../../src/analysis/state.ts";
import { TensorSpec } from "../../src/frontends/jaxjs/host-array.ts";
import { numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import { simplify } from "../../src/ir/simplify.ts";

export type Arr = np.Array;
// biome-ignore lint/suspicious/noExplicitAny: trees of any shape
export type Any = any;

export const f32 = (...shape: number[]) => new TensorSpec(shape);
/** Parameters of the network `predict`, and a batch of 8 examples with their targets. */
export const weights = () => ({ u: f32(6, 5), v: f32(5, 6), b: f32(6) });
export const x = f32(8, 6);
export const y = f32(8, 6);

export const predict = (p: Any, input: Arr): Arr => np.dot(np.tanh(np.dot(input, p.u)), p.v).add(p.b);
const loss = (p: Any, input: Arr, target: Arr): Arr => np.square(predict(p, input).sub(target)).mean();
export const lossAndGradients = (p: Any, input: Arr, target: Arr): [Arr, Any] =>
  (valueAndGrad(loss as Any) as Any)(tree.ref(p), input, target);
export const mapTrees = (fn: (...leaves: Arr[]) => Arr, ...trees: Any[]): Any => (tree.map as Any)(fn, ...trees);
export const refs = (of: Any): Any => tree.ref(of);
export const descend = (p: Any, g: Any): Any => mapTrees((a, b) => a.sub(b.mul(0.1)), p, g);
export const drop = (of: Any): void => tree.dispose(of);

/**
 * Checks which outputs of a traced step are the next values of which inputs. Checks copies of the step with other names
 * of arguments too: `(e, t, r) => …` and `(...args) => …`.
 * @param numBatch  how many of the last arguments are the batch
 * @param next      for each path of the result that is state, the argument and path that it replaces: `0.u`
 */
export function expectState(
  step: (...args: Any[]) => Any,
  args: readonly unknown[],
  numBatch: number,
  next: Record<string, string>,
) {
  const minified: Record<number, (...args: Any[]) => Any> = {
    1: (e) => step(e),
    2: (e, t) => step(e, t),
    3: (e, t, r) => step(e, t, r),
    4: (e, t, r, n) => step(e, t, r, n),
    5: (e, t, r, n, o) => step(e, t, r, n, o),
    6: (e, t, r, n, o, s) => step(e, t, r, n, o, s),
    7: (e, t, r, n, o, s, a) => step(e, t, r, n, o, s, a),
  };
  const counts = args.map((arg) => tree.leaves(arg as never).length);
  const argumentOf = counts.flatMap((count, argument) => Array<number>(count).fill(argument));
  for (const fn of [step, minified[args.length], (...all: Any[]) => step(...all)]) {
    const graph = simplify(traceJaxjs(fn as never, args).graph);
    const firstBatch = args.length - numBatch;
    const batchInputs = graph.inputs.flatMap((_, input) =>
      argumentOf[input] >= firstBatch ? [{ input, dim: 0 }] : [],
    );
    const paths = graph.inputs.map(({ name }, input) => {
      const path = name.replace(/^[\w$]*/, "");
      return argumentOf[input] + (name.startsWith("all[") ? path.replace(/^\[\d+\]/, "") : path);
    });
    const found = matchState(graph, batchInputs).flatMap((input, output) =>
      input < 0 ? [] : [[graph.outputs[output].name, paths[input]]],
    );
    const want = Object.entries(next).flatMap(([root, of]) => {
      const below = graph.outputs
        .map(({ name }) => name)
        .filter((name) => name === root || name.startsWith(`${root}.`) || name.startsWith(`${root}[`));
      return below.map((name) => [name, of + name.slice(root.length)]);
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(want));
  }
}

/** Adam, written out, with an L2 penalty in the gradient. */
export function adam(p: Any, mu: Any, nu: Any, g: Any): { p: Any; mu: Any; nu: Any } {
  const penalized = mapTrees((a, b) => a.add(b.mul(0.01)), g, refs(p));
  const mean = mapTrees((m, a) => m.mul(0.9).add(a.mul(0.1)), mu, refs(penalized));
  const square = mapTrees((v, a) => v.mul(0.99).add(np.square(a).mul(0.01)), nu, penalized);
  const next = mapTrees((a, m, v) => a.sub(m.div(np.sqrt(v).add(1e-6)).mul(0.01)), p, refs(mean), refs(square));
  return { p: next, mu: mean, nu: square };
}
