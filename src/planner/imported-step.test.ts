import { expect, test } from "vitest";
import { type StepName, stepNames, stepText } from "../../test/stablehlo/fixtures.ts";
import { argumentRoles } from "../analysis/argument-roles.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { importGraph } from "../frontends/stablehlo/import.ts";
import { parseModule } from "../frontends/stablehlo/parse.ts";
import { simplify } from "../ir/simplify.ts";
import { importedStep, lossOutput, type RoleChoices } from "./imported-step.ts";
import { traceState } from "./plan-source.ts";

const textOf = (name: StepName): string => new TextDecoder().decode(stepText(name));

/** Roles by argument, the next value of each, and the loss. */
function rolesOf(text: string, choices: RoleChoices = {}) {
  const traced = importedStep(importGraph(parseModule(text, "t.mlir")), choices);
  const graph = simplify(traced.graph);
  const { stateOf } = traceState(graph, traced);
  const step = splitMicrobatches(graph, { batchInputs: traced.batchInputs, stateOf, microbatches: 1 });
  const roles = argumentRoles(
    step,
    graph.inputs.map((_, input) => input),
  );
  return { roles, batchInputs: traced.batchInputs, loss: lossOutput(graph, stateOf, choices) };
}

/**
 * By step: positions of the batch, and of what is neither state nor batch. All else is state, in the order of the
 * results.
 */
const batchOf: Readonly<Record<StepName, readonly number[]>> = {
  mlp: [4, 5],
  mlp_bf16: [6, 7],
  gpt: [37],
  gpt_f32: [37],
  convnet: [18, 19],
  llama: [21],
  complex_attention: [4, 5],
  moe: [4, 5],
  lstm: [4, 5],
  dropout_mlp: [3, 4],
  nnx_gpt: [115],
  equinox_mlp: [19, 20],
};

test.each(stepNames)("batch, state and loss of %s are found without names", (name) => {
  const { roles, batchInputs, loss } = rolesOf(textOf(name));
  expect(batchInputs.map(({ input }) => input)).toEqual(batchOf[name]);
  const state = roles.filter((_, input) => !batchOf[name].includes(input));
  expect(state.filter(({ next }) => next === undefined)).toEqual([]);
  // Every step returns its state first, in the order in which it takes it, then the loss.
  expect(loss).toBe(state.length);
});

/** A step whose new state does not depend on the old state: it is the mean of the batch. */
const drifting = `func.func @main(%mean: tensor<4xf32>, %x: tensor<8x4xf32>, %scale: tensor<f32>)
    -> (tensor<4xf32>, tensor<f32>, tensor<f32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %sum = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<8x4xf32>, tensor<f32>) -> tensor<4xf32>
  %near = stablehlo.subtract %sum, %mean : tensor<4xf32>
  %total = stablehlo.reduce(%near init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
  %loss = stablehlo.multiply %total, %scale : tensor<f32>
  return %sum, %loss, %total : tensor<4xf32>, tensor<f32>, tensor<f32>
}`;

const nextOf = (choices: RoleChoices, text = drifting) => rolesOf(text, choices).roles.map(({ next }) => next);

test("the user names state, its next values, batch and loss", () => {
  expect(nextOf({})).toEqual([undefined, undefined, undefined]);
  expect(nextOf({ state: "arg0" })).toEqual(["result[0]", undefined, undefined]);
  expect(nextOf({ state: "0,arg2=result[2]" })).toEqual(["result[0]", undefined, "result[2]"]);
  expect(nextOf({ state: "none" }, textOf("mlp")).filter(Boolean)).toEqual([]);
  expect(rolesOf(drifting, { batchArgs: "arg1:1" }).batchInputs).toEqual([{ input: 1, dim: 1 }]);
  expect(rolesOf(drifting, { batchArgs: "none" }).batchInputs).toEqual([]);
  expect([undefined, "2"].map((loss) => rolesOf(drifting, { loss }).loss)).toEqual([1, 2]);
});

test("donated memory is state if data flow does not decide, but never the loss", () => {
  const donated = drifting
    .replace("%mean: tensor<4xf32>", "%mean: tensor<4xf32> {tf.aliasing_output = 0 : i32}")
    .replace("%scale: tensor<f32>", "%scale: tensor<f32> {tf.aliasing_output = 1 : i32}");
  expect(nextOf({}, donated)).toEqual(["result[0]", undefined, "result[1]"]);
  expect(nextOf({ loss: "1" }, donated)).toEqual(["result[0]", undefined, undefined]);
});

test.each([
  [{ state: "arg9" }, '--state: unknown argument "arg9"; did you mean'],
  [{ state: "0-7" }, "--state: got argument 7, the module has 3; count from 0"],
  [{ state: "arg1" }, "--state: arg1 is the batch; leave it out, or name the batch by --batch-args"],
  [{ state: "arg0=result[1]" }, "--state: arg0 is tensor<4xf32> and result[1] is tensor<f32>"],
  [{ batchArgs: "arg2" }, "--batch-args: arg2 is tensor<f32> and has no dim 0"],
  [{ loss: "result[0]" }, "--loss: result[0] is tensor<4xf32>; name a result that is one floating-point number"],
] as const)("%o is refused", (choices, message) => {
  expect(() => rolesOf(drifting, choices)).toThrow(message);
});
