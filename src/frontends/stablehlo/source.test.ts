/** @file The source lines of ops, against the lines that JAX writes, until they are explained. */
import { expect, test } from "vitest";
import { stepText } from "../../../test/stablehlo/fixtures.ts";
import { explainPlanned } from "../../planner/explain.ts";
import { planQuestion } from "../../studio/plan-question.ts";
import { firstQuestion } from "../../studio/question.ts";
import { importGraph } from "./import.ts";
import { parseModule } from "./parse.ts";

/** A module of one sine, at a location. */
const sineAt = (location: string, aliases = ""): string =>
  `${aliases}func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
     %r = stablehlo.sine %x : tensor<4xf32> loc(${location})
     return %r : tensor<4xf32>
   }`;
const sourceAt = (location: string, aliases?: string): string | undefined =>
  importGraph(parseModule(sineAt(location, aliases), "t.mlir")).graph.ops[0].source;

test("the innermost line of names, call sites and fused places; of a package's line also who calls it", () => {
  expect(sourceAt('"jit(f)/sin"')).toBeUndefined();
  expect(sourceAt("unknown")).toBeUndefined();
  expect(sourceAt('"/me/f.py":3:5 to :9')).toBe("/me/f.py:3");
  expect(sourceAt('"jit(f)/sin"(callsite("f"("/me/f.py":3:5) at "/me/g.py":7:1))')).toBe("/me/f.py:3");
  expect(sourceAt('fused["/me/f.py":3:5, "/me/g.py":7:1]')).toBe("/me/f.py:3");
  const inside = '"/env/lib/python3/site-packages/flax/linen/linear.py":271:4';
  expect(sourceAt(`callsite(${inside} at "/me/g.py":7:1)`)).toBe(
    "/me/g.py:7 through /env/lib/python3/site-packages/flax/linen/linear.py:271",
  );
  expect(sourceAt(inside)).toBe("/env/lib/python3/site-packages/flax/linen/linear.py:271");
  expect(sourceAt("#a", '#a = loc("f"(#b))\n#b = loc("/me/f.py":3:5)\n')).toBe("/me/f.py:3");
  expect(sourceAt("#a", '#a = loc("f"(#a))\n')).toBeUndefined();
});

test("of a JAX step the products keep their lines through planning, with microbatches and in 16 bits", async () => {
  const text = new TextDecoder().decode(stepText("mlp", ".debug"));
  const modelFile = { name: "mlp.mlir", text, isModule: true, number: 0 };
  for (const [microbatches, precision] of [
    [1, "f32"],
    [2, "bf16"],
  ] as const) {
    const question = {
      ...firstQuestion,
      ...{ modelFile, microbatches, precision, batch: 0, cluster: "1x2:a100-80gb" },
    };
    const { planned } = await planQuestion(question);
    const { ops } = planned.step.graph;
    const products = ops.flatMap(({ kind, source }, op) => (kind === "dot_general" ? [{ op, source }] : []));
    // Lines 55 and 57 of the script when it wrote the text: hidden layer, output layer; and their gradients.
    const lines = products.map(({ source }) => source?.replace(/.*jax_steps\.py:/, ""));
    expect([...new Set(lines)].sort()).toEqual(["55", "57"]);
    const { source } = explainPlanned(planned, `dot_general.${products[0].op}`);
    expect(source).toBe(products[0].source);
  }
});
