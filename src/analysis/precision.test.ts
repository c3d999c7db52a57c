import { describe, expect, test } from "vitest";
import { conv, gpt, mlp, moe, stepOf, traceLoss } from "../../test/support/train-steps.ts";
import { toBrainFloat, toHalf } from "../base/half.ts";
import { numpy as np } from "../frontends/jaxjs/jax.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import type { TensorData } from "../ir/types.ts";
import { verifyGraph } from "../ir/verify.ts";
import { computeIn } from "./precision.ts";
import { findRoles } from "./roles.ts";
import { matchState } from "./state.ts";

/** Relative rounding error: half a unit in the last place. */
const rounding = { bf16: 2 ** -9, f16: 2 ** -12 } as const;

describe.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s", (name, traced) => {
  test.each(["bf16", "f16"] as const)(
    "in %s: products in 16 bits, state and update in f32, nearly the same step",
    (precision) => {
      const { graph, batchInputs, inputs } = traced;
      const { graph: mixed, stateOf: mixedState } = computeIn(precision, stepOf(traced));
      expect(mixedState).toEqual(matchState(mixed, batchInputs));
      verifyGraph(mixed);
      const isWeight = findRoles(stepOf(traced)).inputs.map((role) => role === "parameter");
      const numWeights = isWeight.filter(Boolean).length;
      // Parameters are 16-bit; their f32 master weights follow all other inputs and outputs.
      const weights = graph.inputs.filter((_, input) => isWeight[input]);
      expect(mixed.inputs.map(({ name, value }) => [name, mixed.types[value].dtype])).toEqual([
        ...graph.inputs.map(({ name, value }, i) => [name, isWeight[i] ? precision : graph.types[value].dtype]),
        ...weights.map(({ name }) => [`${name}.master`, "f32"]),
      ]);
      const numOutputs = graph.outputs.length;
      expect(mixed.outputs.length).toBe(numOutputs + numWeights);

      const products = mixed.ops.filter(({ kind }) => kind === "dot_general" || kind === "convolution");
      for (const { operands, results } of products)
        for (const value of [...operands, ...results]) expect(mixed.types[value].dtype).toBe(precision);
      // In the update, only the converted new weights are 16-bit.
      const step = stepOf({ ...traced, graph: mixed }, 4);
      const newWeights = new Set(step.graph.outputs.slice(0, numOutputs).map(({ value }) => value));
      for (const { results } of step.graph.ops.slice(step.numAccumulateOps))
        for (const value of results)
          if (step.graph.types[value].dtype === precision) expect(newWeights.has(value)).toBe(true);
      for (const value of step.accumulated) expect(step.graph.types[value].dtype).toBe("f32");

      const roles = findRoles(stepOf({ ...traced, graph: mixed }));
      const before = findRoles(stepOf(traced)).inputs;
      expect(roles.inputs).toEqual([...before, ...weights.map(() => "optimizer")]);
      expect([...roles.gradients.values()].every((gradients) => gradients.length > 0)).toBe(true);

      // Routing picks other experts if two scores are about equal.
      if (name === "moe") return;
      const masters = inputs.filter((_, input) => isWeight[input]);
      const encode = (data: TensorData) =>
        Uint16Array.from(data as Float32Array, precision === "bf16" ? toBrainFloat : toHalf);
      const want = evaluateGraph(graph, inputs);
      const got = evaluateGraph(mixed, [
        ...inputs.map((data, input) => (isWeight[input] ? encode(data) : data)),
        ...masters,
      ]);
      const { stateOf } = stepOf(traced);
      let next = numOutputs;
      graph.outputs.forEach(({ name: output }, i) => {
        const isMaster = isWeight[stateOf[i]] === true;
        const actual = got[isMaster ? next++ : i];
        if (isMaster) expect(got[i]).toEqual(encode(actual));
        const off = Math.max(...[...actual].map((x, j) => Math.abs(Number(x) - Number(want[i][j]))));
        const size = Math.max(1e-2, ...[...want[i]].map((x) => Math.abs(Number(x))));
        expect(off / size, output).toBeLessThan(40 * rounding[precision]);
      });
    },
  );
});

test("tables stay f32 until ops combine them with examples or parameters; only the update reads master weights", () => {
  const { graph, batchInputs } = traceLoss((w, x) => {
    const angle = np.cos(np.dot(np.eye(3), np.arange(3).astype(np.float32)).mul(0.1));
    return np.square(np.dot(x, w.mul(angle.reshape([3, 1])))).mean();
  });
  const step = { graph, batchInputs, stateOf: matchState(graph, batchInputs) };
  const { graph: mixed } = computeIn("bf16", step);
  const dtypesOf = (kind: string) =>
    mixed.ops.filter((op) => op.kind === kind).map(({ results: [value] }) => mixed.types[value].dtype);
  expect(dtypesOf("cosine")).toEqual(["f32"]);
  expect(dtypesOf("dot_general").slice(1)).toEqual(["bf16", "bf16"]);
  const readers = (name: string) => {
    const { value } = mixed.inputs.find((input) => input.name === name)!;
    return mixed.ops.filter(({ operands }) => operands.includes(value)).map(({ kind }) => kind);
  };
  expect(readers("params.w")).toEqual(["multiply"]);
  expect(readers("params.w.master")).toEqual(["subtract"]);
  expect(computeIn("f32", step)).toBe(step);
});

test("a batch of one example is refused", () => {
  expect(() => computeIn("bf16", stepOf(mlp(1)))).toThrow(/^precision: the batch of \w+ is one example/);
});
