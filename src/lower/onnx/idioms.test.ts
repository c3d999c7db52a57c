import { expect, test } from "vitest";
import { TensorSpec } from "../../frontends/jaxjs/host-array.ts";
import { grad, nn, numpy as np } from "../../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../frontends/jaxjs/trace.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { removeDeadCode } from "../../ir/rewrites/dead-code.ts";
import { simplify } from "../../ir/simplify.ts";
import { verifyGraph } from "../../ir/verify.ts";
import { recognizeIdioms } from "./idioms.ts";

const x = Float32Array.of(-20, -3, -1, -0.5, -1e-3, 0, 1e-3, 0.5, 1, 3, 20);
const shape = [x.length];
type Fn = (x: np.Array) => np.Array;

test.each([
  ["tanh", (x: np.Array) => np.tanh(x), 1],
  ["the gradient of tanh", grad((x: np.Array) => np.tanh(x.ref).mul(x).sum()) as Fn, 1],
  ["gelu", (x: np.Array) => nn.gelu(x), 1],
  ["the gradient of gelu", grad((x: np.Array) => nn.gelu(x).sum()) as Fn, 1],
  ["no tanh", (x: np.Array) => np.exp(x.mul(2)), 0],
] as const)("%s", (_, fn, numTanh) => {
  const graph = simplify(traceJaxjs(fn as never, [new TensorSpec(shape, "f32")]).graph);
  const recognized = removeDeadCode(recognizeIdioms(graph));
  verifyGraph(recognized);
  const kinds = recognized.ops.map((op) => op.kind);
  expect(kinds.filter((kind) => kind === "tanh").length).toBe(numTanh);
  if (numTanh > 0) expect(kinds).not.toContain("exponential");
  const [expected] = evaluateGraph(graph, [x]);
  const [actual] = evaluateGraph(recognized, [x]);
  for (let i = 0; i < x.length; i++) expect(actual[i]).toBeCloseTo(Number(expected[i]), 5);
});
