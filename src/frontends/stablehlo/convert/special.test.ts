/** @file Special functions against SciPy's values, neighbours of numbers against NumPy's. */
import { expect, test } from "vitest";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import type { TensorData } from "../../../ir/types.ts";
import { importGraph } from "../import.ts";
import { parseModule } from "../parse.ts";

function run(text: string, ...inputs: readonly TensorData[]): TensorData {
  return evaluateGraph(importGraph(parseModule(text)).graph, inputs)[0];
}

const x = [-2.5, -0.7, 0.1, 0.5, 1.5, 3, 20, 1e4];

test.each([
  [
    "lgamma",
    [
      -0.05624371649767401,
      1.4524729387568076,
      2.252712651734206,
      0.5723649429247,
      -0.12078223763524526,
      Math.LN2,
      39.339884187199495,
      82099.71749644238,
    ],
  ],
  [
    "digamma",
    [
      1.1031566406452433, -2.073952793628703, -10.423754940411076, -1.9635100260214235, 0.03648997397857652,
      0.9227843350984671, 2.970523992242149, 9.21029037114285,
    ],
  ],
] as const)("%s", (name, wanted) => {
  const text = (type: string) =>
    `func.func @main(%x: ${type}) -> ${type} { %r = chlo.${name} %x : ${type} -> ${type} return %r : ${type} }`;
  const exact = run(text("tensor<8xf64>"), Float64Array.from(x)) as Float64Array;
  const single = run(text("tensor<8xf32>"), Float32Array.from(x)) as Float32Array;
  wanted.forEach((value, i) => {
    expect(Math.abs(exact[i] - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
    expect(Math.abs(single[i] - value)).toBeLessThan(3e-6 * Math.max(1, Math.abs(value)));
  });
  const edges = run(text("tensor<2xf32>"), Float32Array.of(Number.POSITIVE_INFINITY, -2)) as Float32Array;
  expect([...edges]).toEqual([Number.POSITIVE_INFINITY, name === "lgamma" ? Number.POSITIVE_INFINITY : Number.NaN]);
});

test("the next number in a direction", () => {
  const type = "tensor<5xf32>";
  const text = `func.func @main(%x: ${type}, %y: ${type}) -> ${type} { %r = chlo.next_after %x, %y : ${type}, ${type} -> ${type} return %r : ${type} }`;
  const next = run(text, Float32Array.of(1, 0, -1, 3e38, 1), Float32Array.of(2, -1, 0, Number.POSITIVE_INFINITY, 1));
  expect([...new Int32Array(next.buffer)]).toEqual([1065353217, -2147483647, -1082130433, 2137108967, 1065353216]);
});

test("the upper half of products of integers", () => {
  const text = (type: string) =>
    `func.func @main(%x: ${type}, %y: ${type}) -> ${type} { %r = chlo.mulhi %x, %y : ${type}, ${type} -> ${type} return %r : ${type} }`;
  const [a, b] = [
    [-7n, 0x7fffffffffffffffn, 123456789123456789n],
    [3n, -0x7fffffffffffffffn, 987654321987654321n],
  ];
  const wide = run(text("tensor<3xi64>"), BigInt64Array.from(a), BigInt64Array.from(b));
  expect([...wide]).toEqual(a.map((value, i) => (value * b[i]) >> 64n));
  const narrow = run(text("tensor<2xi32>"), Int32Array.of(-7, 2 ** 30), Int32Array.of(3, -12345));
  expect([...narrow]).toEqual([-1, Number((2n ** 30n * -12345n) >> 32n)]);
});

test("floating-point numbers in total order", () => {
  const type = "tensor<4xf32>";
  const text = `func.func @main(%x: ${type}, %y: ${type}) -> tensor<4xi1> { %r = stablehlo.compare LT, %x, %y, TOTALORDER : (${type}, ${type}) -> tensor<4xi1> return %r : tensor<4xi1> }`;
  const result = run(
    text,
    Float32Array.of(-0, 1, -2, Number.POSITIVE_INFINITY),
    Float32Array.of(0, -1, -1, Number.NaN),
  );
  expect([...result]).toEqual([1, 0, 1, 1]);
});
