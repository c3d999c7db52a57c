import { expect, test } from "vitest";
import { type StepName, stepData, stepNames, stepText } from "../../test/stablehlo/fixtures.ts";
import { importGraph } from "../frontends/stablehlo/import.ts";
import { parseModule } from "../frontends/stablehlo/parse.ts";
import { decode } from "../ir/evaluate/data.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { simplify } from "../ir/simplify.ts";
import type { TensorData } from "../ir/types.ts";
import { verifyGraph } from "../ir/verify.ts";
import { importedStep } from "./imported-step.ts";
import { unstackStep } from "./unstack-layers.ts";

const unstacked = (name: StepName) => unstackStep(importedStep(importGraph(parseModule(stepText(name)))));

test.each([
  ["gpt", 3, 2e-2],
  ["gpt_f32", 2, 1e-5],
] as const)(
  "the scanned layers of %s have weights and moments of their own, with the same results",
  (name, layers, tolerance) => {
    const { graph, inputs, outputs, findState } = unstacked(name)!;
    verifyGraph(graph);
    const simplified = simplify(graph);
    // Eight weights per block, with two moments each.
    expect(inputs.filter((ports) => ports.length === layers)).toHaveLength(24);
    expect(inputs.filter((ports) => ports.length === 1)).toHaveLength(14);
    // No op stacks or slices layers.
    const stacks = simplified.ops.filter((op) => {
      const { shape } = simplified.types[op.results[0]];
      return op.kind === "concatenate" && op.attrs.dim === 0 && shape[0] === layers && shape.length > 1;
    });
    expect(stacks).toEqual([]);
    const stateOf = findState!(simplified);
    outputs.slice(0, -1).forEach((ports, i) => {
      expect(ports.map((port) => stateOf[port])).toEqual(inputs[i]);
    });

    const { inputs: data, outputs: wanted } = stepData(name);
    const cut: TensorData[] = [];
    inputs.forEach((ports, i) => {
      const length = data[i].data.length / ports.length;
      ports.forEach((port, layer) => {
        cut[port] = data[i].data.slice(layer * length, (layer + 1) * length);
      });
    });
    const results = evaluateGraph(simplified, cut);
    outputs.forEach((ports, i) => {
      const { type, data: own } = wanted[i];
      const theirs = [...decode(own, type.dtype)];
      const ours = ports.flatMap((port) => [...decode(results[port], type.dtype)]);
      const size = Math.max(0.02, ...theirs.map(Math.abs));
      expect(Math.max(...theirs.map((x, at) => Math.abs(x - ours[at]))) / size).toBeLessThan(tolerance);
    });
  },
);

test("steps without a scan over layers are unchanged, and so are random keys", () => {
  const others = stepNames.filter((name) => !name.startsWith("gpt"));
  expect(others.filter((name) => unstacked(name) !== undefined)).toEqual([]);
});

test("weights that an op reads as a whole stay stacked", () => {
  const text = `func.func @main(%w: tensor<2x3xf32>, %x: tensor<4x3xf32>) -> (tensor<2x3xf32>, tensor<f32>) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %a = stablehlo.slice %w [0:1, 0:3] : (tensor<2x3xf32>) -> tensor<1x3xf32>
    %b = stablehlo.slice %w [1:2, 0:3] : (tensor<2x3xf32>) -> tensor<1x3xf32>
    %ab = stablehlo.multiply %a, %b : tensor<1x3xf32>
    %y = stablehlo.dot_general %x, %w, contracting_dims = [1] x [1] : (tensor<4x3xf32>, tensor<2x3xf32>) -> tensor<4x2xf32>
    %g = stablehlo.dot_general %y, %x, contracting_dims = [0] x [0] : (tensor<4x2xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
    %new = stablehlo.subtract %w, %g : tensor<2x3xf32>
    %s = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x2xf32>, tensor<f32>) -> tensor<f32>
    %t = stablehlo.reduce(%ab init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x3xf32>, tensor<f32>) -> tensor<f32>
    %loss = stablehlo.add %s, %t : tensor<f32>
    return %new, %loss : tensor<2x3xf32>, tensor<f32>
  }`;
  expect(unstackStep(importedStep(importGraph(parseModule(text))))).toBeUndefined();
});
