/** @file Train steps exported by JAX: imported and run on the reference interpreter, they give JAX's outputs. */
import { expect, test } from "vitest";
import { importGraph } from "../../src/frontends/stablehlo/import.ts";
import { parseModule } from "../../src/frontends/stablehlo/parse.ts";
import { decode } from "../../src/ir/evaluate/data.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import { isFloat } from "../../src/ir/types.ts";
import { verifyGraph } from "../../src/ir/verify.ts";
import { readModule } from "../../src/node/mlir-file.ts";
import { type StepName, stepData, stepNames, stepPath, stepText } from "./fixtures.ts";

/** Largest difference of an output from JAX's, over the output's largest element. */
const tolerance = (name: StepName): number => (name === "gpt" || name === "mlp_bf16" ? 2e-2 : 1e-5);

test.each(stepNames)("%s gives JAX's own outputs", (name) => {
  const { graph, notes } = importGraph(readModule(stepPath(name)));
  verifyGraph(graph);
  expect(notes).toEqual([]);
  const { inputs, outputs } = stepData(name);
  expect(graph.inputs.map(({ value }) => graph.types[value])).toEqual(inputs.map(({ type }) => type));
  const results = evaluateGraph(
    graph,
    inputs.map(({ data }) => data),
  );
  results.forEach((result, i) => {
    const { type, data } = outputs[i];
    expect(graph.types[graph.outputs[i].value]).toEqual(type);
    if (!isFloat(type.dtype)) expect(result).toEqual(data);
    const [found, wanted] = [result, data].map((elements) => [...decode(elements, type.dtype)]);
    // Values that are zero up to rounding are compared with an absolute tolerance.
    const size = Math.max(0.02, ...wanted.map(Math.abs));
    const worst = Math.max(...wanted.map((x, at) => Math.abs(x - found[at])));
    expect(worst / size, graph.outputs[i].name).toBeLessThan(tolerance(name));
  });
});

test("the generic form and the form with locations give the same graph, with the arguments' own names", () => {
  const [plain, generic, named] = (["", ".generic", ".debug"] as const).map(
    (form) => importGraph(parseModule(stepText("mlp", form))).graph,
  );
  expect(generic).toEqual(plain);
  expect(named.ops.map(({ kind, operands, attrs }) => [kind, operands, attrs])).toEqual(
    plain.ops.map(({ kind, operands, attrs }) => [kind, operands, attrs]),
  );
  expect(plain.inputs.map(({ name }) => name)).toEqual(["arg0", "arg1", "arg2", "arg3", "arg4", "arg5"]);
  expect(named.inputs.map(({ name }) => name)).toEqual([
    "params[0][0]",
    "params[0][1]",
    "params[1][0]",
    "params[1][1]",
    "x",
    "y",
  ]);
  expect(plain.outputs.map(({ name }) => name).slice(-2)).toEqual(["result[0][1][1]", "result[1]"]);
  expect(new Set(named.ops.map(({ scope }) => scope))).toContain("jit(step)/transpose(jvp())");
});

test("a scan over layers is unrolled: stacked parameters are sliced, and saved activations are read directly", () => {
  const { graph } = importGraph(parseModule(stepText("gpt_f32")));
  const kinds = graph.ops.map(({ kind }) => kind);
  // Three matrix products of each of two layers run forward, again in the backward pass, and twice more for the
  // gradients.
  expect(kinds.filter((kind) => kind === "dot_general").length).toBeGreaterThan(40);
  const stacked = graph.inputs.findIndex(({ value }) => graph.types[value].shape.join() === "2,8,24");
  const readers = graph.ops.filter(({ operands }) => operands.includes(graph.inputs[stacked].value));
  expect(new Set(readers.map(({ kind }) => kind)).has("slice")).toBe(true);
  // Activations between the loops are not stacked into one tensor and sliced again.
  expect(
    graph.ops.some(({ kind, results }) => kind === "concatenate" && graph.types[results[0]].shape.join() === "2,2,8,8"),
  ).toBe(false);
});
