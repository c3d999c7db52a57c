/** @file Reductions, windows and maps by regions that are no reducer of the IR. */
import { expect, test } from "vitest";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import { importGraph } from "../import.ts";
import { parseModule } from "../parse.ts";

function run(text: string, ...inputs: readonly (readonly number[])[]): number[][] {
  const { graph } = importGraph(parseModule(text));
  const data = inputs.map((values) => Float32Array.from(values));
  return evaluateGraph(graph, data).map((values) => [...values].map(Number));
}

const logAddExp = `{ ^bb0(%a: tensor<f32>, %b: tensor<f32>):
  %p = stablehlo.exponential %a : tensor<f32>
  %q = stablehlo.exponential %b : tensor<f32>
  %s = stablehlo.add %p, %q : tensor<f32>
  %l = stablehlo.log %s : tensor<f32>
  stablehlo.return %l : tensor<f32> }`;

const logSumExp = (values: readonly number[]): number => Math.log(values.reduce((sum, x) => sum + Math.exp(x), 0));

test("a reduction by a region of its own combines halves, also of an odd number", () => {
  const text = `func.func @main(%x: tensor<7x2xf32>) -> tensor<2xf32> {
    %i = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %r = "stablehlo.reduce"(%x, %i) <{dimensions = array<i64: 0>}> (${logAddExp}) : (tensor<7x2xf32>, tensor<f32>) -> tensor<2xf32>
    return %r : tensor<2xf32>
  }`;
  const x = Array.from({ length: 14 }, (_, i) => Math.sin(i));
  const columns = [0, 1].map((column) => x.filter((_, i) => i % 2 === column));
  const [found] = run(text, x);
  columns.forEach((column, i) => {
    expect(found[i]).toBeCloseTo(logSumExp(column), 5);
  });
});

test("a reduction of several operands at once: counts, means and squares", () => {
  // Chan, Golub and LeVeque: the mean of two parts and the sum of squares around it.
  const text = `func.func @main(%x: tensor<5xf32>) -> (tensor<f32>, tensor<f32>, tensor<f32>) {
    %z = stablehlo.constant dense<0.0> : tensor<f32>
    %zeros = stablehlo.constant dense<0.0> : tensor<5xf32>
    %ones = stablehlo.constant dense<1.0> : tensor<5xf32>
    %r:3 = "stablehlo.reduce"(%ones, %x, %zeros, %z, %z, %z) <{dimensions = array<i64: 0>}> ({
    ^bb0(%n: tensor<f32>, %m: tensor<f32>, %s: tensor<f32>, %k: tensor<f32>, %l: tensor<f32>, %t: tensor<f32>):
      %one = stablehlo.constant dense<1.0> : tensor<f32>
      %c = stablehlo.add %n, %k : tensor<f32>
      %w = stablehlo.maximum %c, %one : tensor<f32>
      %d = stablehlo.subtract %l, %m : tensor<f32>
      %f = stablehlo.divide %k, %w : tensor<f32>
      %e = stablehlo.multiply %d, %f : tensor<f32>
      %mean = stablehlo.add %m, %e : tensor<f32>
      %g = stablehlo.multiply %d, %e : tensor<f32>
      %h = stablehlo.multiply %g, %n : tensor<f32>
      %u = stablehlo.add %s, %t : tensor<f32>
      %v = stablehlo.add %u, %h : tensor<f32>
      stablehlo.return %c, %mean, %v : tensor<f32>, tensor<f32>, tensor<f32>
    }) : (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>)
    return %r#0, %r#1, %r#2 : tensor<f32>, tensor<f32>, tensor<f32>
  }`;
  const [[count], [mean], [squares]] = run(text, [1, 2, 4, 8, 16]);
  expect(count).toBe(5);
  expect(mean).toBeCloseTo(6.2, 5);
  expect(squares).toBeCloseTo(148.8, 3);
});

test("windows by a region of its own count no element twice", () => {
  const text = `func.func @main(%x: tensor<6xf32>) -> tensor<6xf32> {
    %i = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %r = "stablehlo.reduce_window"(%x, %i) <{window_dimensions = array<i64: 3>, padding = dense<[[2, 0]]> : tensor<1x2xi64>}> (${logAddExp}) : (tensor<6xf32>, tensor<f32>) -> tensor<6xf32>
    return %r : tensor<6xf32>
  }`;
  const x = [0.5, -1, 2, 0, 1, 3];
  run(text, x)[0].forEach((value, i) => {
    expect(value).toBeCloseTo(logSumExp(x.slice(Math.max(0, i - 2), i + 1)), 5);
  });
});

test("a map applies its region to every element", () => {
  const text = `func.func @main(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
    %r = "stablehlo.map"(%x, %x) <{dimensions = array<i64: 0, 1>}> ({ ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %two = stablehlo.constant dense<2.0> : tensor<f32>
      %s = stablehlo.multiply %a, %two : tensor<f32>
      %t = stablehlo.subtract %s, %b : tensor<f32>
      stablehlo.return %t : tensor<f32> }) : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    return %r : tensor<2x2xf32>
  }`;
  expect(run(text, [1, 2, 3, 4])).toEqual([[1, 2, 3, 4]]);
});
