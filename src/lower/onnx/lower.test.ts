import { expect, test } from "vitest";
import { conv } from "../../../examples/conv.ts";
import { gpt } from "../../../examples/gpt.ts";
import { mlp } from "../../../examples/mlp.ts";
import { moe } from "../../../examples/moe.ts";
import { randomInputs } from "../../../test/support/random-data.ts";
import { graphKinds, randomGraph } from "../../../test/support/random-graph.ts";
import { Unsupported } from "../../base/errors.ts";
import { seededRandom } from "../../base/random.ts";
import { bindOrtC, ortC } from "../../engines/threads/executors/ort-c.ts";
import { runGraph } from "../../engines/threads/executors/run-graph.ts";
import { type AnyExample, exampleSpecs, initialState } from "../../frontends/jaxjs/example.ts";
import type { HostArray } from "../../frontends/jaxjs/host-array.ts";
import { tree } from "../../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../frontends/jaxjs/trace.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import { decode, encode } from "../../ir/evaluate/data.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import type { Graph } from "../../ir/graph.ts";
import { simplify } from "../../ir/simplify.ts";
import type { DType, TensorData } from "../../ir/types.ts";
import { lowerToOnnx } from "./lower.ts";

/** Largest difference allowed between ONNX Runtime and the reference, relative to max(1, |x|). */
const tolerance: Readonly<Partial<Record<DType, number>>> = { f64: 1e-9, f16: 4e-3, bf16: 3e-2 };

function expectAgreement(graph: Graph, inputs: readonly TensorData[], label: string): void {
  const expected = evaluateGraph(graph, inputs);
  const actual = runGraph(ortC, bindOrtC, graph, inputs);
  expected.forEach((data, i) => {
    const { dtype } = graph.types[graph.outputs[i].value];
    const [want, got] = [data, actual[i]].map((elements) => Array.from(decode(elements, dtype), Number));
    const bound = tolerance[dtype] ?? 2e-4;
    const wrong = want.findIndex(
      (x, j) => !Object.is(x, got[j]) && !(Math.abs(x - got[j]) <= bound * Math.max(1, Math.abs(x))),
    );
    expect(wrong, `${label}, ${graph.outputs[i].name}[${wrong}]: got ${got[wrong]}, expected ${want[wrong]}`).toBe(-1);
  });
}

test.each(graphKinds)("%s agrees with the reference interpreter", (kind) => {
  for (let seed = 0; seed < 8; seed++) {
    const random = seededRandom(seed);
    const graph = randomGraph(random, { kinds: [kind], numOps: 3 });
    expectAgreement(graph, randomInputs(random, graph), `seed ${seed}`);
  }
});

test.each(["ui8", "i8", "ui16", "i16"] as const)("floats outside the range of %s become its limits", (dtype) => {
  const builder = new GraphBuilder("limits");
  const x = builder.input("x", { shape: [6], dtype: "f32" });
  const graph = builder.finish([{ value: builder.op("convert", [x], { dtype }), name: "y" }]);
  expectAgreement(graph, [Float32Array.of(-1e9, -3.7, -0.5, 200.5, 300, 1e9)], dtype);
});

test("tensors without elements agree with the reference interpreter", () => {
  const builder = new GraphBuilder("empty");
  const x = builder.input("x", { shape: [4, 1], dtype: "f32" });
  const none = builder.op("slice", [x], { start: [0, 0], limit: [4, 0], strides: [1, 1] });
  const sum = builder.op(
    "maximum",
    [none, builder.op("broadcast_in_dim", [none], { shape: [4, 0], dims: [0, 1] })],
    {},
  );
  const wide = builder.op("broadcast_in_dim", [x], { shape: [4, 1], dims: [0, 1] });
  const y = builder.op("concatenate", [builder.op("exponential", [sum], {}), wide], { dim: 1 });
  const z = builder.op("pad", [sum, builder.splat({ shape: [], dtype: "f32" }, 2)], {
    low: [0, 1],
    high: [0, 1],
    interior: [0, 0],
  });
  const graph = builder.finish([y, z].map((value, i) => ({ value, name: `y${i}` })));
  expectAgreement(graph, [Float32Array.of(1, 2, 3, 4)], "empty");
});

test("random graphs over all ops agree with the reference interpreter", () => {
  for (let seed = 0; seed < 100; seed++) {
    const random = seededRandom(1000 + seed);
    const graph = randomGraph(random);
    expectAgreement(graph, randomInputs(random, graph), `seed ${seed}`);
  }
});

const examples: readonly [AnyExample, batch: number][] = [
  [mlp({ hidden: 32, layers: 3 }), 8],
  [gpt({ layers: 1, hidden: 16, heads: 2, seq: 8 }), 2],
  [moe({ layers: 1, hidden: 16, heads: 2, seq: 8, experts: 4 }), 2],
  [conv({ channels: [4, 8] }), 2],
];

test.each(examples)("the train step of example %# agrees with the reference interpreter", (example, batch) => {
  const { graph } = traceJaxjs(example.trainStep as never, exampleSpecs(example, batch));
  const leaves = [...(tree.leaves(initialState(example, 5)) as HostArray[]), ...example.batches(5, batch).next().value];
  const inputs = leaves.map(({ data }) => data);
  // As traced, with every broadcast and reshape that jax-js writes, and as the runtime gets it.
  for (const form of [graph, simplify(graph)]) expectAgreement(form, inputs, example.name);
});

/** Ops whose kernels ONNX Runtime has in f32 only. */
const singleOnly = ["erf", "erfc", "asin", "atan", "convolution"];

test.each([
  ["f64", [...singleOnly]],
  ["f16", []],
  ["bf16", []],
  ["i64", []],
  ["i16", []],
  ["i8", []],
  ["ui64", []],
  ["ui16", []],
  ["ui8", []],
] as const)("random graphs in %s agree with the reference interpreter", (dtype, without) => {
  const kinds = graphKinds.filter((kind) => !(without as readonly string[]).includes(kind));
  for (let seed = 0; seed < 30; seed++) {
    const random = seededRandom(2000 + seed);
    const graph = randomGraph(random, { kinds, dtypes: [dtype] });
    expectAgreement(graph, randomInputs(random, graph), `seed ${seed}`);
  }
});

test.each(["f16", "bf16"] as const)("what takes several nodes rounds to %s once, as one op does", (dtype) => {
  const builder = new GraphBuilder("g");
  const x = builder.input("x", { shape: [300], dtype });
  const graph = builder.finish(
    (["rsqrt", "erfc"] as const).map((kind) => ({ value: builder.op(kind, [x], {}), name: kind })),
  );
  const numbers = Float32Array.from({ length: 300 }, (_, i) => 0.01 + i / 100);
  const input = encode(decode(encode(numbers, dtype), dtype), dtype);
  const [expected, actual] = [evaluateGraph(graph, [input]), runGraph(ortC, bindOrtC, graph, [input])];
  expected.forEach((bits, output) => {
    // Bits of positive floats follow their order, so neighbours differ by 1: f32 kernels may be off by less than that.
    const different = [...bits].map((bit, i) => Math.abs(Number(bit) - Number(actual[output][i])));
    expect(Math.max(...different)).toBeLessThanOrEqual(1);
    expect(different.filter((steps) => steps > 0).length).toBeLessThan(9);
  });
});

test("what ONNX Runtime cannot do is refused with the op's name and type", () => {
  const builder = new GraphBuilder("g");
  const x = builder.input("x", { shape: [4], dtype: "f64" });
  const y = builder.op("erf", [x], {});
  const graph = builder.finish([{ value: y, name: "y" }]);
  expect(() => lowerToOnnx(graph)).toThrow(Unsupported);
  expect(() => lowerToOnnx(graph)).toThrow(/erf\.0.*f64/);
});

test("products of few rows with a large transposed matrix agree with the reference interpreter", () => {
  const builder = new GraphBuilder("g");
  const x = builder.input("x", { shape: [3, 2, 512], dtype: "f32" });
  const w = builder.input("w", { shape: [512, 512], dtype: "f32" });
  const attrs = { lhsBatch: [], rhsBatch: [], lhsContract: [2], rhsContract: [1] };
  const y = builder.op("dot_general", [x, w], attrs);
  const flat = builder.op("reshape", [y], { shape: [6, 512] });
  const z = builder.op("add", [flat, builder.op("negate", [flat], {})], {});
  const graph = builder.finish([
    { value: y, name: "y" },
    { value: z, name: "z" },
  ]);
  const random = seededRandom(4);
  expectAgreement(graph, randomInputs(random, graph), "x · wᵀ");
});

test.each(["f32", "f16", "i64", "i1"] as const)("%s numbers, each repeated over a window, agree", (dtype) => {
  const builder = new GraphBuilder("windows");
  const [windows, each] = [
    [2, 3, 5, 2, 2],
    [3, 5],
  ];
  const x = builder.input("x", { shape: windows, dtype });
  const y = builder.input("y", { shape: each, dtype });
  const mask = builder.input("mask", { shape: windows, dtype: "i1" });
  const spread = builder.op("broadcast_in_dim", [y], { shape: windows, dims: [1, 2] });
  const outputs = [
    { value: builder.op("compare", [x, spread], { direction: "EQ" }), name: "same" },
    { value: builder.op("select", [mask, spread, x], {}), name: "chosen" },
    { value: spread, name: "spread" },
  ];
  const graph = builder.finish(outputs);
  expectAgreement(graph, randomInputs(seededRandom(4), graph), dtype);
});

test("integer division by zero and overflow do not fault", () => {
  const builder = new GraphBuilder("g");
  const x = builder.input("x", { shape: [4], dtype: "i32" });
  const y = builder.input("y", { shape: [4], dtype: "i32" });
  const quotient = builder.op("divide", [x, y], {});
  const remainder = builder.op("remainder", [x, y], {});
  const graph = builder.finish([
    { value: quotient, name: "quotient" },
    { value: remainder, name: "remainder" },
  ]);
  const inputs = [Int32Array.of(7, -(2 ** 31), -7, 7), Int32Array.of(0, -1, 2, -2)];
  const [quotients, remainders] = runGraph(ortC, bindOrtC, graph, inputs);
  expect([...quotients]).toEqual([-1, -(2 ** 31), -3, -3]);
  expect([...remainders]).toEqual([7, 0, -1, 1]);
});

test("a scatter skips what lies outside, a sort puts NaN last and keeps the order of equals", () => {
  const builder = new GraphBuilder("g");
  const x = builder.input("x", { shape: [5], dtype: "f32" });
  const position = builder.op("iota", [], { type: { shape: [5], dtype: "i32" }, dim: 0 });
  const [sorted, order] = builder.emit("sort", [x, position], { dim: 0 });
  const index = builder.input("index", { shape: [3, 1], dtype: "i32" });
  const updates = builder.input("updates", { shape: [3], dtype: "f32" });
  const scatter = (reducer: "add" | "set") =>
    builder.op("scatter", [x, index, updates], {
      updateWindowDims: [],
      insertedWindowDims: [0],
      inputBatchingDims: [],
      scatterIndicesBatchingDims: [],
      scatterDimsToOperandDims: [0],
      indexVectorDim: 1,
      reducer,
    });
  const graph = builder.finish([
    { value: sorted, name: "sorted" },
    { value: order, name: "order" },
    { value: scatter("add"), name: "added" },
    { value: scatter("set"), name: "set" },
  ]);
  const inputs = [Float32Array.of(2, Number.NaN, 1, Infinity, 1), Int32Array.of(4, 5, -1), Float32Array.of(10, 20, 30)];
  const [values, positions, added, set] = runGraph(ortC, bindOrtC, graph, inputs).map((data) => [...data]);
  expect(values).toEqual([1, 1, 2, Infinity, Number.NaN]);
  expect(positions).toEqual([2, 4, 0, 3, 1]);
  expect(added).toEqual([2, Number.NaN, 1, Infinity, 11]);
  expect(set).toEqual([2, Number.NaN, 1, Infinity, 10]);
});
