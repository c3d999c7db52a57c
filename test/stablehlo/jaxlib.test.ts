/**
 * The printed text against an independent reader: jaxlib parses it, and XLA on the CPU computes what the reference interpreter
 * computes. Runs where `ALPA_PYTHON` (default `python3`) has jax, else is skipped.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { GraphBuilder } from "../../src/ir/builder.ts";
import { decode } from "../../src/ir/evaluate/data.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import type { Graph } from "../../src/ir/graph.ts";
import { printGraph } from "../../src/ir/print.ts";
import { isFloat, type TensorData, viewData } from "../../src/ir/types.ts";
import { graphKinds, randomGraph, randomInputs } from "../random-graph.ts";

const python = process.env.ALPA_PYTHON ?? "python3";
const hasJax = spawnSync(python, ["-c", "import jax"]).status === 0;
if (!hasJax) {
  process.stderr.write(
    `skipped: ${python} has no jax; set ALPA_PYTHON to a Python with jax 0.10 to check StableHLO text\n`,
  );
}

interface Result {
  readonly error?: string;
  readonly outputs?: readonly string[];
}

function runJaxlib(cases: readonly object[]): Result[] {
  const script = fileURLToPath(new URL("run.py", import.meta.url));
  const { stdout, stderr } = spawnSync(python, [script], { input: JSON.stringify(cases), maxBuffer: 1 << 28 });
  if (!stdout.length) throw new Error(`${python} ${script} failed: ${stderr}`);
  return JSON.parse(`${stdout}`);
}

const base64 = (data: TensorData): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");

function caseOf(graph: Graph, inputs: readonly TensorData[]): object {
  return {
    text: printGraph(graph),
    inputs: graph.inputs.map(({ value }, index) => ({ ...graph.types[value], data: base64(inputs[index]) })),
  };
}

function expectSameOutputs(
  graph: Graph,
  inputs: readonly TensorData[],
  { error, outputs }: Result,
  where: string,
): void {
  expect(error, `${where}\n${printGraph(graph)}`).toBeUndefined();
  const expected = evaluateGraph(graph, inputs);
  expected.forEach((want, index) => {
    const { dtype } = graph.types[graph.outputs[index].value];
    const bytes = Uint8Array.from(Buffer.from(outputs![index], "base64"));
    const got = decode(viewData(dtype, bytes.buffer, 0, want.length), dtype);
    const numbers = decode(want, dtype);
    const scale = Math.max(1, ...numbers.map((x) => (Number.isFinite(x) ? Math.abs(x) : 0)));
    const tolerance = isFloat(dtype) ? 2e-5 * scale : 0;
    const wrong = numbers.findIndex((x, i) => !(Object.is(x, got[i]) || Math.abs(x - got[i]) <= tolerance));
    const name = graph.outputs[index].name;
    if (wrong >= 0)
      expect.fail(`${where} ${name}[${wrong}]: ${numbers[wrong]}, XLA has ${got[wrong]}\n${printGraph(graph)}`);
  });
}

test.skipIf(!hasJax)("XLA computes from the text what the reference interpreter computes, for every op kind", () => {
  const graphs = Array.from({ length: 40 }, (_, seed) => randomGraph(seededRandom(seed), { numOps: 20 }));
  const seen = new Set<string>(graphs.flatMap(({ ops }) => ops.map(({ kind }) => kind)));
  expect(graphKinds.filter((kind) => !seen.has(kind))).toEqual([]);
  const inputs = graphs.map((graph, index) => randomInputs(seededRandom(index), graph));
  const results = runJaxlib(graphs.map((graph, index) => caseOf(graph, inputs[index])));
  graphs.forEach((graph, index) => {
    expectSameOutputs(graph, inputs[index], results[index], `graph ${index}`);
  });
});

test.skipIf(!hasJax)("jaxlib parses shardings, partial sums and collectives", () => {
  const mesh = { axes: ["x", "y", "z"].map((name) => ({ name, size: 2 })) };
  const random = seededRandom(3);
  const placement = (rank: number) => {
    const free = ["x", "y", "z"].filter(() => random.int(2) === 1);
    const dims = Array.from({ length: rank }, () => free.splice(0, random.int(3)));
    return { dims, partial: free };
  };
  const texts = Array.from({ length: 60 }, (_, seed) => {
    const graph = randomGraph(seededRandom(seed));
    const placements = graph.types.map(({ shape }) => placement(shape.length));
    return printGraph(graph, { mesh, placementOf: (value) => placements[value] });
  });

  const builder = new GraphBuilder("local");
  const group = { axes: ["y", "x"], groupSize: 4 };
  let value = builder.input("x", { shape: [8, 8], dtype: "bf16" });
  value = builder.op("all_reduce", [value], { ...group, reducer: "maximum" });
  value = builder.op("reduce_scatter", [value], { ...group, reducer: "add", dim: 1 });
  value = builder.op("all_to_all", [value], { axes: ["z"], groupSize: 2, splitDim: 0, concatDim: 1 });
  value = builder.op("all_gather", [value], { ...group, dim: 0 });
  value = builder.op("all_slice", [value], { ...group, dim: 0 });
  texts.push(printGraph(builder.finish([{ value, name: "y" }]), { mesh }));

  for (const [index, { error }] of runJaxlib(texts.map((text) => ({ text }))).entries()) {
    expect(error, texts[index]).toBeUndefined();
  }
});
