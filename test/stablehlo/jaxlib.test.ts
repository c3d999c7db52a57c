/**
 * @file Tests the printed text with independent readers: jaxlib parses it, XLA on the CPU agrees with the reference
 * interpreter on one device and partitioned, and Shardy agrees on the factors. Skipped unless `ALPA_PYTHON` (default
 * `python3`) has jax.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { GraphBuilder } from "../../src/ir/builder.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import type { Graph } from "../../src/ir/graph.ts";
import { type PrintOptions, printGraph } from "../../src/ir/print.ts";
import { factorRule } from "../../src/ir/table.ts";
import { numElements, type TensorData, type TensorType, viewData } from "../../src/ir/types.ts";
import { partition } from "../../src/lower/partition.ts";
import { meshSize } from "../../src/plan/placement.ts";
import { shardOf, wholeOf } from "../../src/plan/shard.ts";
import { valuePlacements } from "../../src/sharding/check-plan.ts";
import { expectClose } from "../support/close.ts";
import { randomInputs } from "../support/random-data.ts";
import { graphKinds, randomGraph } from "../support/random-graph.ts";
import { randomMesh, randomPlan, stepOf } from "../support/random-plan.ts";

const python = process.env.ALPA_PYTHON ?? "python3";
const hasJax = spawnSync(python, ["-c", "import jax"]).status === 0;
if (!hasJax) {
  process.stderr.write(
    `skipped: ${python} has no jax; set ALPA_PYTHON to a Python with jax 0.10 to check StableHLO text\n`,
  );
}

interface Result {
  readonly error?: string;
  readonly rules?: readonly (string | null)[];
  /** By output, then by replica. */
  readonly outputs?: readonly (readonly string[])[];
}

function runJaxlib(cases: readonly object[]): Result[] {
  const script = fileURLToPath(new URL("run.py", import.meta.url));
  const { stdout, stderr } = spawnSync(python, [script], { input: JSON.stringify(cases), maxBuffer: 1 << 28 });
  if (!stdout.length) throw new Error(`${python} ${script} failed: ${stderr}`);
  return JSON.parse(`${stdout}`);
}

const toBase64 = (data: TensorData): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");

function fromBase64(text: string, { shape, dtype }: TensorType): TensorData {
  return viewData(dtype, Uint8Array.from(Buffer.from(text, "base64")).buffer, 0, numElements(shape));
}

/** A case for `run.py`: `inputs` holds, for each input, the data of every replica. */
function caseOf(graph: Graph, inputs: readonly (readonly TensorData[])[], options: PrintOptions = {}): object {
  return {
    text: printGraph(graph, options),
    replicas: inputs[0]?.length ?? 1,
    inputs: graph.inputs.map(({ value }, index) => ({ ...graph.types[value], data: inputs[index].map(toBase64) })),
  };
}

test.skipIf(!hasJax)("XLA agrees with the reference interpreter on the text, for every op kind", () => {
  const graphs = Array.from({ length: 30 }, (_, seed) => randomGraph(seededRandom(seed), { numOps: 26 }));
  const seen = new Set<string>(graphs.flatMap(({ ops }) => ops.map(({ kind }) => kind)));
  expect(graphKinds.filter((kind) => !seen.has(kind))).toEqual([]);
  const inputs = graphs.map((graph, index) => randomInputs(seededRandom(index), graph));
  const cases = graphs.map((graph, index) =>
    caseOf(
      graph,
      inputs[index].map((data) => [data]),
    ),
  );
  runJaxlib(cases).forEach(({ error, outputs }, index) => {
    const graph = graphs[index];
    expect(error, printGraph(graph)).toBeUndefined();
    const expected = evaluateGraph(graph, inputs[index]);
    graph.outputs.forEach(({ value, name }, position) => {
      const type = graph.types[value];
      expectClose(fromBase64(outputs![position][0], type), expected[position], type, `graph ${index}, output ${name}`);
    });
  });
});

test.skipIf(!hasJax)("a partitioned graph on XLA replicas gives the results of the whole graph", () => {
  const cases = Array.from({ length: 20 }, (_, seed) => {
    const random = seededRandom(seed);
    const graph = randomGraph(random, { numOps: 10 });
    const mesh = randomMesh(random);
    const step = stepOf(graph);
    const plan = randomPlan(random, step, mesh);
    const data = randomInputs(random, graph);
    const devices = Array.from({ length: meshSize(mesh) }, (_, device) => device);
    const shards = graph.inputs.map(({ value }, i) =>
      devices.map((device) => shardOf(data[i], graph.types[value], plan.inputs[i].placement, mesh, device)),
    );
    return { graph, mesh, plan, data, local: partition(step, plan).graph, shards };
  });
  const results = runJaxlib(cases.map(({ local, shards, mesh }) => caseOf(local, shards, { mesh })));
  cases.forEach(({ graph, mesh, plan, data, local }, index) => {
    const { error, outputs } = results[index];
    expect(error, printGraph(local, { mesh })).toBeUndefined();
    const expected = evaluateGraph(graph, data);
    graph.outputs.forEach(({ value, name }, position) => {
      const type = graph.types[value];
      const { placement } = plan.outputs[position];
      const parts = outputs![position].map((text) => fromBase64(text, local.types[local.outputs[position].value]));
      expectClose(wholeOf(parts, type, placement, mesh), expected[position], type, `case ${index}, output ${name}`);
    });
  });
});

test.skipIf(!hasJax)("XLA partitions a whole graph by the plan's shardings", () => {
  const cases = Array.from({ length: 24 }, (_, seed) => {
    const random = seededRandom(seed);
    const graph = randomGraph(random, { numOps: 10, dtypes: ["f32", "f32", "i32"] });
    const mesh = randomMesh(random);
    const placements = valuePlacements(graph, randomPlan(random, stepOf(graph), mesh));
    const text = printGraph(graph, { mesh, placementOf: (value) => placements[value] });
    return { text, partitions: meshSize(mesh) };
  });
  for (const [index, { error }] of runJaxlib(cases).entries()) expect(error, cases[index].text).toBeUndefined();
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

/**
 * The occurrences of a factor: `0.1` is dim 1 of the first operand, `r0.2+1` the second factor of dim 2 of the first
 * result.
 */
type Places = string;

/** By occurrences, every factor of size above 1, and whether it is a reduction. */
function factorPlaces(
  sides: readonly (readonly [string, readonly (readonly (readonly string[])[])[]])[],
  isReduction: (factor: string) => boolean,
): Map<Places, boolean> {
  const places = new Map<string, string[]>();
  for (const [side, values] of sides) {
    values.forEach((dims, value) => {
      dims.forEach((factors, dim) => {
        factors.forEach((factor, position) => {
          places.set(factor, [...(places.get(factor) ?? []), `${side}${value}.${dim}+${position}`]);
        });
      });
    });
  }
  return new Map([...places].map(([factor, at]) => [at.join(" "), isReduction(factor)]));
}

/**
 * The factors of the first `numOperands` operands in Shardy's
 * `#sdy.op_sharding_rule<([i, k], [k, j])->([i, j]) {i=8, j=32, k=16} reduction={k}>`.
 */
function shardyFactors(rule: string, numOperands: number) {
  const [, operands, results, sizes, rest] = /<\((.*)\)->\((.*)\) ?(?:\{(.*?)\})?(.*)>/.exec(rule)!;
  const sizeOf = new Map([...(sizes ?? "").matchAll(/(\w+)=(\d+)/g)].map(([, name, size]) => [name, Number(size)]));
  const values = (text: string) =>
    [...text.matchAll(/\[(.*?)\]/g)].map(([, dims]) =>
      (dims === "" ? [] : dims.split(", ")).map((dim) =>
        [...dim.matchAll(/[a-z](?:_\d+)?/g)].map(([name]) => name).filter((name) => sizeOf.get(name) !== 1),
      ),
    );
  const reductions = /reduction=\{(.*?)\}/.exec(rest)?.[1].split(", ") ?? [];
  const sides = [["", values(operands).slice(0, numOperands)] as const, ["r", values(results)] as const];
  return factorPlaces(sides, (factor) => reductions.includes(factor));
}

test.skipIf(!hasJax)(
  "every factor that may be split is one of Shardy's, of the same kind and at the same places",
  () => {
    const graphs = graphKinds.flatMap((kind, index) =>
      Array.from({ length: 4 }, (_, count) =>
        randomGraph(seededRandom(100 * index + count), { kinds: [kind], numOps: 6 }),
      ),
    );
    const compared = new Set<string>();
    const results = runJaxlib(graphs.map((graph) => ({ text: printGraph(graph) })));
    for (const [index, graph] of graphs.entries()) {
      // The initial values of reductions are constants before the ops.
      const rules = results[index].rules!.slice(-graph.ops.length);
      graph.ops.forEach((op, number) => {
        const shardy = rules[number];
        if (!shardy) return;
        const rule = factorRule(graph, op);
        const splittable = (values: typeof rule.operands) =>
          values.map((dims) =>
            dims.map((factors) => factors.filter((factor) => rule.factors[factor].kind !== "whole").map(String)),
          );
        const ours = factorPlaces(
          [
            ["", splittable(rule.operands)],
            ["r", splittable(rule.results)],
          ],
          (factor) => rule.factors[Number(factor)].kind === "reduction",
        );
        const theirs = shardyFactors(shardy, op.operands.length);
        for (const [places, isReduction] of ours) {
          expect(theirs.get(places), `${op.kind} ${places} of ${shardy}`).toBe(isReduction);
        }
        compared.add(op.kind);
      });
    }
    const withoutRule = ["constant", "iota", "erf", "erfc", "asin", "atan", "while"];
    expect(graphKinds.filter((kind) => !compared.has(kind) && !withoutRule.includes(kind))).toEqual([]);
  },
);
