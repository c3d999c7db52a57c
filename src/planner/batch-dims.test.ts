/** @file The batch of imported steps whose examples are columns, or lie behind the time. */
import { expect, test } from "vitest";
import { importGraph } from "../frontends/stablehlo/import.ts";
import { parseModule } from "../frontends/stablehlo/parse.ts";
import { importedStep } from "./imported-step.ts";

const batchOf = (text: string) => importedStep(importGraph(parseModule(text))).batchInputs;

test("examples as columns", () => {
  const text = `func.func @main(%w: tensor<8x16xf32>, %x: tensor<16x32xf32>, %y: tensor<32xf32>) -> (tensor<8x16xf32>, tensor<f32>) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %z = stablehlo.dot_general %w, %x, contracting_dims = [1] x [0] : (tensor<8x16xf32>, tensor<16x32xf32>) -> tensor<8x32xf32>
    %b = stablehlo.broadcast_in_dim %y, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %e = stablehlo.subtract %z, %b : tensor<8x32xf32>
    %s = stablehlo.multiply %e, %e : tensor<8x32xf32>
    %loss = stablehlo.reduce(%s init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<f32>
    %g = stablehlo.dot_general %e, %x, contracting_dims = [1] x [1] : (tensor<8x32xf32>, tensor<16x32xf32>) -> tensor<8x16xf32>
    %n = stablehlo.subtract %w, %g : tensor<8x16xf32>
    return %n, %loss : tensor<8x16xf32>, tensor<f32> }`;
  expect(batchOf(text)).toEqual([
    { input: 1, dim: 1 },
    { input: 2, dim: 0 },
  ]);
});

/** h ← tanh(h w + x[t]) for three steps of time; `x` is [time, batch, features], or [batch, time, features]. */
function recurrent(isTimeMajor: boolean): string {
  const all = isTimeMajor ? "3x8x16" : "8x3x16";
  const at = (t: number) => (isTimeMajor ? `${t}:${t + 1}, 0:8, 0:16` : `0:8, ${t}:${t + 1}, 0:16`);
  const one = isTimeMajor ? "1x8x16" : "8x1x16";
  const steps = [0, 1, 2].map(
    (t) => `%s${t} = stablehlo.slice %x [${at(t)}] : (tensor<${all}xf32>) -> tensor<${one}xf32>
    %r${t} = stablehlo.reshape %s${t} : (tensor<${one}xf32>) -> tensor<8x16xf32>
    %m${t} = stablehlo.dot_general %h${t}, %w, contracting_dims = [1] x [0] : (tensor<8x16xf32>, tensor<16x16xf32>) -> tensor<8x16xf32>
    %a${t} = stablehlo.add %m${t}, %r${t} : tensor<8x16xf32>
    %h${t + 1} = stablehlo.tanh %a${t} : tensor<8x16xf32>`,
  );
  return `func.func @main(%w: tensor<16x16xf32>, %x: tensor<${all}xf32>) -> (tensor<16x16xf32>, tensor<f32>) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %h0 = stablehlo.constant dense<0.0> : tensor<8x16xf32>
    ${steps.join("\n    ")}
    %loss = stablehlo.reduce(%h3 init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<f32>
    %g = stablehlo.dot_general %h2, %h3, contracting_dims = [0] x [0] : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<16x16xf32>
    %n = stablehlo.subtract %w, %g : tensor<16x16xf32>
    return %n, %loss : tensor<16x16xf32>, tensor<f32> }`;
}

test("sequences by time and by example", () => {
  expect(batchOf(recurrent(true))).toEqual([{ input: 1, dim: 1 }]);
  expect(batchOf(recurrent(false))).toEqual([{ input: 1, dim: 0 }]);
});
