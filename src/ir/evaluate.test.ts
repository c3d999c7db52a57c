import { expect, test } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { evaluateGraph, evaluateOp } from "./evaluate.ts";
import type { Op } from "./graph.ts";
import type { DType, TensorData, TensorType } from "./types.ts";

// frontends/jaxjs/primitives.test.ts compares most ops with jax-js; these tests cover what jax-js cannot express.

const scalar = (dtype: DType, size = 1): TensorType => ({ shape: [size], dtype });

function add(dtype: DType, x: TensorData, y: TensorData): TensorData {
  const type = scalar(dtype, x.length);
  const op = { kind: "add", attrs: {}, operands: [0, 1], results: [2] } as Op;
  return evaluateOp(op, [type, type], [type], [x, y])[0];
}

test("half floats round to nearest even, subnormals and overflow included", () => {
  // 1 + 2^-11 is halfway between 1 and its successor: even wins. 2048 + 1 is halfway too. 65504 + 16 overflows.
  const x = Uint16Array.of(0x3c00, 0x6800, 0x7bff, 0x0001, 0x83ff, 0x3c01);
  const y = Uint16Array.of(0x1000, 0x3c00, 0x4c00, 0x0001, 0x8001, 0x1000);
  expect([...(add("f16", x, y) as Uint16Array)]).toEqual([0x3c00, 0x6800, 0x7c00, 0x0002, 0x8400, 0x3c02]);
});

test("bf16 rounds to nearest even and keeps NaN", () => {
  const sums = add("bf16", Uint16Array.of(0x3f80, 0x3f81, 0x7fc0), Uint16Array.of(0x3b80, 0x3b80, 0x3f80));
  expect([...(sums as Uint16Array)]).toEqual([0x3f80, 0x3f82, 0x7fc0]);
});

test("64-bit integers wrap", () => {
  expect(add("i64", BigInt64Array.of(2n ** 40n, -5n), BigInt64Array.of(1n, 7n))).toEqual(
    BigInt64Array.of(2n ** 40n + 1n, 2n),
  );
});

test("a collective is refused", () => {
  const op = {
    kind: "all_reduce",
    attrs: { axes: ["x"], groupSize: 2, reducer: "add" },
    operands: [0],
    results: [1],
  } as Op;
  expect(() => evaluateOp(op, [scalar("f32")], [scalar("f32")], [Float32Array.of(1)])).toThrow(/one-device graphs/);
});

test("inputs are counted and measured", () => {
  const builder = new GraphBuilder("double");
  const x = builder.input("x", scalar("f32", 3));
  const graph = builder.finish([{ name: "y", value: builder.op("add", [x, x], {}) }]);
  expect([...evaluateGraph(graph, [Float32Array.of(1, 2, 3)])[0]]).toEqual([2, 4, 6]);
  expect(() => evaluateGraph(graph, [])).toThrow("double: takes 1 inputs, got 0; give one per input");
  expect(() => evaluateGraph(graph, [new Float32Array(2)])).toThrow(
    /double: x: is a tensor<3xf32> of 3 elements, got 2/,
  );
});
