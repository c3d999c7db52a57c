import { expect, test } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import type { TensorData } from "../../ir/types.ts";
import { classifyArguments } from "./arguments.ts";
import { HostArray, TensorSpec } from "./host-array.ts";
import { grad, jit, nn, numpy as np, tree, valueAndGrad } from "./jax.ts";
import { traceJaxjs } from "./trace.ts";

type Arr = np.Array;
interface Layer<T = Arr> {
  w: T;
  b: T;
}

function loss(params: Layer[], x: Arr, y: Arr): Arr {
  let h = x;
  params.forEach(({ w, b }, i) => {
    h = np.dot(h, w).add(b);
    if (i < params.length - 1) h = nn.relu(h);
  });
  return nn.logSoftmax(h).mul(y).sum(1).mean().neg();
}

function trainStep(params: Layer[], x: Arr, y: Arr): { loss: Arr; params: Layer[] } {
  const [value, grads] = valueAndGrad(loss)(tree.ref(params), x, y);
  const update = (p: Arr, g: Arr): Arr => p.sub(g.mul(0.1));
  return { loss: value, params: tree.map(update as never, params, grads as never) as Layer[] };
}

const rng = seededRandom(3);
const random = (...shape: number[]): HostArray =>
  new HostArray(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => rng.normal()),
    shape,
  );

const mlp = (...widths: number[]): Layer<HostArray>[] =>
  widths.slice(1).map((width, i) => ({ w: random(widths[i], width), b: random(width) }));

test("a train step traces to a graph with the user's names, and computes what jax-js computes", () => {
  const args = [mlp(20, 16, 10), random(8, 20), random(8, 10)] as const;
  const { graph, outTree } = traceJaxjs(trainStep, args);
  expect(graph.name).toBe("trainStep");
  expect(graph.inputs.map(({ name }) => name)).toEqual([
    "params[0].w",
    "params[0].b",
    "params[1].w",
    "params[1].b",
    "x",
    "y",
  ]);
  expect(graph.outputs.map(({ name }) => name)).toEqual([
    "loss",
    "params[0].w",
    "params[0].b",
    "params[1].w",
    "params[1].b",
  ]);

  const inputs = tree.leaves(args as never) as HostArray[];
  const outputs = evaluateGraph(
    graph,
    inputs.map(({ data }) => data),
  );
  const [params, x, y] = tree.map(((leaf: HostArray) => leaf.toJax()) as never, args as never) as never as [
    Layer[],
    Arr,
    Arr,
  ];
  const expected = trainStep(params, x, y);
  expect(tree.structure(expected as never).equals(outTree)).toBe(true);
  (tree.leaves(expected as never) as Arr[]).forEach((array, i) => {
    const want = array.dataSync();
    outputs[i].forEach((got: number | bigint, k: number) => {
      expect(Math.abs(Number(got) - want[k])).toBeLessThan(1e-4 * (1 + Math.abs(want[k])));
    });
  });
});

test("a trace needs shapes only, and no memory for huge constants", () => {
  const shape = [20_000, 10_000];
  const scale = (x: Arr): Arr => x.mul(np.full(shape, 2)).add(np.zeros(shape));
  const { graph } = traceJaxjs(scale, [new TensorSpec(shape)]);
  expect(graph.types[graph.outputs[0].value].shape).toEqual(shape);
  expect(graph.ops.filter((op) => op.kind === "constant" && !("splat" in op.attrs.data))).toEqual([]);
});

test("closed-over ranges are iota, so that masks need no data", () => {
  const { graph } = traceJaxjs(() => np.arange(5).mul(2), []);
  expect(graph.ops.map((op) => op.kind)).toContain("iota");
  expect(graph.ops.filter((op) => op.kind === "constant" && "dense" in op.attrs.data)).toEqual([]);
});

test("a network of any depth is differentiated", () => {
  const deep = (x: Arr): Arr =>
    Array.from({ length: 3000 })
      .reduce((y: Arr) => np.sin(np.exp(y).mul(0.1)), x)
      .sum();
  const { graph } = traceJaxjs(grad(deep) as never, [new TensorSpec([4])]);
  expect(graph.ops.filter((op) => op.kind === "cosine").length).toBe(3000);
});

test("nested jit is inlined and names the scope", () => {
  const inner = jit(function attention(x: Arr) {
    return np.exp(x);
  });
  const outer = jit(function block(x: Arr) {
    return inner(x).add(1);
  });
  const { graph } = traceJaxjs((x: Arr) => outer(x).mul(2), [new TensorSpec([3])]);
  const scopes = Object.fromEntries(graph.ops.map((op) => [op.kind, op.scope]));
  expect(scopes.exponential).toBe("block/attention");
  expect(scopes.add).toBe("block");
  expect(scopes.multiply).toBeUndefined();
  expect(graph.outputs[0].name).toBe("out");
});

test("numbers are inputs, strings and bare booleans are compiled in", () => {
  const scale = (state: { x: Arr; rate: Arr }, times: number, mode: string): Arr =>
    mode === "up" ? state.x.mul(state.rate).mul(times).mul(times) : state.x;
  const spec = new TensorSpec([2]);
  const traced = traceJaxjs(scale, [{ x: spec, rate: 0.5 }, 3, "up"]);
  expect(traced.args.inputs.map(({ name }) => name)).toEqual(["state.x", "state.rate", "times"]);
  expect(traced.graph.inputs.map(({ name }) => name)).toEqual(["state.x", "state.rate", "times"]);
  const inputs = [Float32Array.of(1, 2), Float32Array.of(0.5), Float32Array.of(3)];
  const out = evaluateGraph(traced.graph, inputs) as TensorData[];
  expect([...out[0]]).toEqual([4.5, 9]);

  const signature = (...args: unknown[]): string => classifyArguments(args).signature;
  expect(signature({ x: spec, rate: 0.5 }, 3)).toBe(signature({ x: random(2), rate: 0.7 }, 3));
  expect(signature({ x: spec }, 3)).toBe(signature({ x: spec }, 4));
  expect(signature({ x: spec }, true)).not.toBe(signature({ x: spec }, false));
  expect(signature({ x: spec })).not.toBe(signature({ x: new TensorSpec([3]) }));
  expect(signature({ x: spec }, Math.sin)).not.toBe(signature({ x: spec }, Math.cos));
  expect(signature({ x: spec }, { mode: "up" })).toBe(signature({ x: spec }, { mode: "up" }));
  expect(signature({ x: spec }, { mode: "up" })).not.toBe(signature({ x: spec }, { mode: "down" }));
  const act = { act: Math.sin, slope: 0 };
  expect(signature({ x: spec }, act)).toBe(signature({ x: spec }, { ...act }));
  expect(signature({ x: spec }, act)).not.toBe(signature({ x: spec }, { ...act, slope: -0 }));
  const withStatic = (...args: unknown[]): string => classifyArguments(args, { staticArgs: [1] }).signature;
  expect(withStatic({ x: spec }, 3)).not.toBe(withStatic({ x: spec }, 4));
});

test("parameters are named as the source names them", () => {
  const spec = new TensorSpec([2]);
  const names = (fn: (...args: never[]) => unknown, ...args: unknown[]): string[] =>
    traceJaxjs(fn, args).graph.inputs.map(({ name }) => name);
  expect(names(({ a }: { a: Arr }, b: Arr) => a.add(b), { a: spec }, [spec][0])).toEqual(["arg0.a", "b"]);
  expect(names((...xs: Arr[]) => xs[0].add(xs[1]), spec, spec)).toEqual(["xs[0]", "xs[1]"]);
  function add(first: Arr, second = np.zeros([2])): Arr {
    return first.add(second);
  }
  expect(names(add as never, spec, spec)).toEqual(["first", "second"]);
});

test("what cannot be traced is refused with what to do", () => {
  const spec = new TensorSpec([2]);
  expect(() => traceJaxjs(3 as never, [])).toThrow("traceJaxjs: got number; give a jax-js function");
  expect(() => traceJaxjs((async (x: Arr) => x) as never, [spec])).toThrow(/async; make it synchronous/);
  expect(() => traceJaxjs((x: Arr) => ({ x, note: "hi" }), [spec])).toThrow(/result note is hi; return jax-js arrays/);
  const pass = (state: { x: Arr }, _batch?: Arr): Arr => state.x;
  expect(() => traceJaxjs(pass, [{ x: spec, mode: "up" }])).toThrow(
    /^state.mode: up is no tensor.*argument of its own/,
  );
  expect(() => traceJaxjs(pass, [{ x: spec }, [new Float32Array(4)]])).toThrow(
    /^_batch\[0\]: is a Float32Array without a shape/,
  );
  const reads = (x: Arr): Arr => (x.ref.sum().item() > 0 ? x : x.neg());
  expect(() => traceJaxjs(reads, [spec])).toThrow(
    /^reads: reads the value of an array by \.item\(\).*return the array/,
  );
  expect(() => new HostArray(new Float32Array(3), [2])).toThrow(/holds 2 elements, got 3/);
  expect(() => new HostArray(new Float32Array(2), [2], "i32")).toThrow(/i32 is not held in a Float32Array/);
  expect(() => traceJaxjs((x: Arr) => x, [new TensorSpec([2], "bf16")])).toThrow(/jax-js has no bf16/);
});

test("example arrays and closed-over arrays with .ref stay alive", () => {
  const offset = np.array([1, 2]);
  const x = np.array([3, 4]);
  const { graph } = traceJaxjs((a: Arr) => a.add(offset.ref), [x]);
  expect([...evaluateGraph(graph, [Float32Array.of(3, 4)])[0]]).toEqual([4, 6]);
  expect(x.js()).toEqual([3, 4]);
  expect(offset.js()).toEqual([1, 2]);
});
