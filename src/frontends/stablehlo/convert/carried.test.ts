/** @file Rounding to floats of 8 bits against ml_dtypes 0.6, and integers of 4 bits. */
import { expect, test } from "vitest";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import { importGraph } from "../import.ts";
import { parseModule } from "../parse.ts";

// Ties, numbers below the normal range, the largest ones and those beyond, and what is not finite.
const x = (
  "0.1 -0.3 1.0625 1.1875 17 -19 3.4e-3 0.0009765625 -0.00048828125 1.1444091796875e-5 1.52587890625e-5 0.0009765626 " +
  "448 464 464.1 240 -248 30 31 61440 57344 -61441 Infinity -Infinity NaN -0 0"
)
  .split(" ")
  .map(Number);

test.each([
  [
    "f8E4M3FN",
    "0.1015625 -0.3125 1 1.25 16 -20 0.00390625 0 -0 0 0 0.001953125 448 448 NaN 240 -256 30 32 NaN NaN NaN NaN NaN NaN -0 0",
  ],
  [
    "f8E5M2",
    "0.09375 -0.3125 1 1.25 16 -20 0.00341796875 0.0009765625 -0.00048828125 1.52587890625e-5 1.52587890625e-5 0.0009765625 448 448 448 256 -256 32 32 Infinity 57344 -Infinity Infinity -Infinity NaN -0 0",
  ],
  [
    "f8E4M3FNUZ",
    "0.1015625 -0.3125 1 1.25 16 -20 0.0029296875 0.0009765625 0 0 0 0.0009765625 NaN NaN NaN 240 NaN 30 32 NaN NaN NaN NaN NaN NaN 0 0",
  ],
])("%s", (type, wanted) => {
  const shape = `${x.length}x`;
  const { graph, notes } = importGraph(
    parseModule(`func.func @main(%x: tensor<${shape}f32>) -> (tensor<${shape}f32>, tensor<2x${type}>) {
      %a = stablehlo.convert %x : (tensor<${shape}f32>) -> tensor<${shape}${type}>
      %r = stablehlo.convert %a : (tensor<${shape}${type}>) -> tensor<${shape}f32>
      %c = stablehlo.constant dense<[1.0, 0.1]> : tensor<2x${type}>
      %d = stablehlo.multiply %c, %c : tensor<2x${type}>
      return %r, %d : tensor<${shape}f32>, tensor<2x${type}>
    }`),
  );
  const [found] = evaluateGraph(graph, [Float32Array.from(x)]);
  expect([...found]).toEqual(wanted.split(" ").map(Number));
  expect(notes).toEqual([`module:1:1: @main: result 1 of type tensor<2x${type}> has f16 elements here`]);
});

test("integers of 4 bits wrap, and saturate when they are made of floats", () => {
  const text = `func.func @main(%x: tensor<4xf32>, %y: tensor<4xi32>) -> (tensor<4xi32>, tensor<4xi32>) {
    %a = stablehlo.convert %x : (tensor<4xf32>) -> tensor<4xi4>
    %b = stablehlo.convert %y : (tensor<4xi32>) -> tensor<4xi4>
    %s = stablehlo.add %a, %b : tensor<4xi4>
    %p = stablehlo.convert %a : (tensor<4xi4>) -> tensor<4xi32>
    %q = stablehlo.convert %s : (tensor<4xi4>) -> tensor<4xi32>
    return %p, %q : tensor<4xi32>, tensor<4xi32>
  }`;
  const { graph } = importGraph(parseModule(text));
  const results = evaluateGraph(graph, [Float32Array.of(7.9, -20, 3, -3.5), Int32Array.of(1, 9, -17, 4)]);
  // 1, 9 → −7, −17 → −1, 4
  expect(results.map((data) => [...data])).toEqual([
    [7, -8, 3, -3],
    [-8, 1, 2, 1],
  ]);
});
