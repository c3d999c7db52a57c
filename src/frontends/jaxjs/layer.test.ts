import { beforeAll, expect, test } from "vitest";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { simplify } from "../../ir/simplify.ts";
import { HostArray, TensorSpec } from "./host-array.ts";
import { grad, init, jit, numpy as np, valueAndGrad } from "./jax.ts";
import { layer, originalName } from "./layer.ts";
import { traceJaxjs } from "./trace.ts";

type Arr = np.Array;
const spec = new TensorSpec([4, 4]);

beforeAll(() => init("wasm"));

/** Layers that read a weight and plain numbers from arguments or from closures. */
function network(mark: typeof layer) {
  const loss = (w: Arr, v: Arr, x: Arr): Arr => {
    const first = mark((h: Arr, { weight, times }: { weight: Arr; times: number }) => {
      expect(times).toBe(3);
      return np.tanh(np.dot(h, weight)).mul(times);
    }, "first");
    const second = mark((h: Arr) => np.sin(np.dot(h, v)), "second");
    return np.square(second(first(x, { weight: w, times: 3 }))).mean();
  };
  return (w: Arr, v: Arr, x: Arr) => valueAndGrad(loss, { argnums: [0, 1] })(w, v, x);
}

test("marks the forward and the backward ops of a function and changes no number", () => {
  const args = [1, 2, 3].map((seed) => {
    return new HostArray(
      Float32Array.from({ length: 16 }, (_, i) => Math.sin(seed * i + seed)),
      [4, 4],
    );
  });
  // A traced jit has gradients for all its arguments; dead-code elimination removes the unused ones.
  const [marked, plain] = [layer, <F>(fn: F) => fn].map((mark) =>
    simplify(traceJaxjs(network(mark as typeof layer) as never, args).graph),
  );
  const data = args.map((array) => array.data);
  expect(evaluateGraph(marked, data)).toEqual(evaluateGraph(plain, data));
  const scopes = (kind: string) => marked.ops.filter((op) => op.kind === kind).map((op) => op.scope);
  expect(scopes("sine")).toEqual(["layer:second"]);
  expect(scopes("dot_general").sort()).toEqual([
    ...["layer:first", "layer:first", "layer:second", "layer:second", "layer:second"],
  ]);
  expect(plain.ops.some((op) => op.scope?.startsWith("layer:"))).toBe(false);
});

test("each call is a layer; a layer within a layer is part of it; outside of a trace it is the function", () => {
  const inner = layer((x: Arr) => np.exp(x), "inner");
  const block = layer((x: Arr) => inner(x).add(1), "block");
  const { graph } = traceJaxjs(grad((x: Arr) => block(block(inner(x))).sum()) as never, [new TensorSpec([3])]);
  const marks = graph.ops.filter(({ kind }) => kind === "exponential").map(({ scope }) => scope);
  expect(marks).toEqual(["layer:inner", "layer:block", "layer:block.2"]);
  expect(block(np.array([0])).js()).toEqual([2]);
});

test("marks that get lost, and names that could not be told, are refused", () => {
  const loss = jit((x: Arr) => layer((y: Arr) => np.sin(y), "wave")(x).sum());
  expect(() => traceJaxjs(grad(loss as never) as never, [spec])).toThrow(
    /^layer wave: its mark is lost.*leave that jit away/,
  );
  const { graph } = traceJaxjs(loss as never, [spec]);
  expect(graph.ops.some(({ scope }) => scope === "layer:wave")).toBe(true);
  for (const name of ["", "a/b", "block_jvp", "x_resid_t"])
    expect(() => layer((x: Arr) => x, name)).toThrow(`layer: got the name "${name}"`);
  expect(originalName("attention_jvp_peval")).toBe("attention");
  expect(originalName("x_t")).toBe("x_t");
});
