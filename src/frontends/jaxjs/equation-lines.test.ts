/** @file The lines of ops, against the lines of this file. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Graph } from "../../ir/graph.ts";
import { printGraph } from "../../ir/print.ts";
import { simplify } from "../../ir/simplify.ts";
import { sgd } from "../../optim/index.ts";
import { TensorSpec } from "./host-array.ts";
import { jit, numpy as np, valueAndGrad } from "./jax.ts";
import { traceJaxjs } from "./trace.ts";

const file = fileURLToPath(import.meta.url);
const text = readFileSync(file, "utf8").split("\n");
/** `file:line` of the line of this file that ends with a mark. */
const marked = (mark: string): string => `${file}:${text.findIndex((line) => line.endsWith(`// ${mark}`)) + 1}`;

const scaled = jit(function scaled(x: np.Array): np.Array {
  return np.exp(x.mul(3)); // nested
});

function loss(w: np.Array, x: np.Array): np.Array {
  const h = np.dot(x, w); // product
  return scaled(h).sum(); // call
}

const optimizer = sgd(0.1);

function step(w: np.Array, x: np.Array) {
  const [value, gradient] = valueAndGrad(loss)(w.ref, x); // gradient
  const [change] = optimizer.update(gradient, [], w.ref); // update
  return { value, w: w.add(change), largest: scaled(value.ref) };
}

const specs = [new TensorSpec([8, 8]), new TensorSpec([4, 8])];
const sourcesOf = ({ ops }: Graph, kind: string) => ops.filter((op) => op.kind === kind).map(({ source }) => source);

test("ops name the line that made them, those of a derivative the line of the user's that asks for it", () => {
  const { graph } = traceJaxjs(step, specs, { hasLines: true });
  expect(sourcesOf(graph, "dot_general")).toEqual([marked("product"), marked("gradient")]);
  expect(sourcesOf(graph, "exponential")).toEqual([marked("call"), marked("nested")]);
  expect(sourcesOf(graph, "multiply").filter((source) => source?.startsWith(marked("update")))).toEqual([
    expect.stringMatching(/ through \/.*\/src\/optim\/\w+\.ts:\d+$/),
  ]);
  for (const { source } of simplify(graph).ops) expect(source).toBeDefined();
});

test("without a request no op has a line, and with one the graph is the same", () => {
  const [plain, lined] = [false, true].map((hasLines) => traceJaxjs(step, specs, { hasLines }).graph);
  expect(plain.ops.filter(({ source }) => source !== undefined)).toEqual([]);
  expect(printGraph(lined)).toBe(printGraph(plain));
  expect(printGraph(simplify(lined))).toBe(printGraph(simplify(plain)));
});
