import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { randomInputs } from "../../test/support/random-data.ts";
import { randomGraph } from "../../test/support/random-graph.ts";
import { randomMesh, randomPlan, stepOf } from "../../test/support/random-plan.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { encode } from "../ir/evaluate/data.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import type { Graph } from "../ir/graph.ts";
import { factorRules } from "../ir/signatures.ts";
import { numElements } from "../ir/types.ts";
import { verifyGraph } from "../ir/verify.ts";
import { meshSize } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { shardOf, wholeOf } from "../plan/shard.ts";
import { evaluateSpmd } from "./evaluate-spmd.ts";
import { partition } from "./partition.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 200);
const timeoutMs = 60_000 + 500 * cases;

/** Checks that random graphs, partitioned by random plans for random meshes, compute what they compute whole. */
function checkPartitions(
  count: number,
  graphOf: (random: Random) => Graph,
  see: (plan: Plan, part: Part) => void,
): void {
  for (let run = 0; run < count; run++) {
    const caseSeed = seed * 1_000_003 + run;
    const random = seededRandom(caseSeed);
    const graph = graphOf(random);
    const mesh = randomMesh(random);
    const step = stepOf(graph);
    const plan = randomPlan(random, step, mesh);
    const local = partition(step, plan);
    verifyGraph(local.graph);
    see(plan, { whole: graph, local: local.graph });

    const data = randomInputs(random, graph);
    const expected = evaluateGraph(graph, data);
    const inputs = graph.inputs.map(({ value }, i) =>
      Array.from({ length: meshSize(mesh) }, (_, device) =>
        shardOf(data[i], graph.types[value], plan.inputs[i].placement, mesh, device),
      ),
    );
    const results = evaluateSpmd(local.graph, mesh, inputs);
    graph.outputs.forEach(({ value, name }, i) => {
      const type = graph.types[value];
      const whole = wholeOf(results[i], type, plan.outputs[i].placement, mesh);
      expectClose(whole, expected[i], type, `case ${caseSeed}, output ${name}`);
    });
  }
}

interface Part {
  readonly whole: Graph;
  readonly local: Graph;
}

test(
  `partitioned = sequential on ${cases} random graphs, meshes and plans`,
  () => {
    const collectives = new Set<string>();
    const graphOf = (random: Random) => randomGraph(random, { numOps: 8 + random.int(12) });
    checkPartitions(cases, graphOf, (_, { local }) => {
      for (const op of local.ops) collectives.add(op.kind);
    });
    for (const kind of ["all_reduce", "reduce_scatter", "all_gather", "all_to_all", "all_slice"]) {
      expect(collectives).toContain(kind);
    }
  },
  timeoutMs,
);

test(
  "gathers and scatters whose addressed dims are split = sequential",
  () => {
    const split = { gather: 0, scatter: 0 };
    const graphOf = (random: Random) => randomGraph(random, { numOps: 8, kinds: ["gather", "scatter", "add"] });
    checkPartitions(cases / 2, graphOf, ({ ops }, { whole }) => {
      for (const [index, rule] of factorRules(whole).entries()) {
        const isSplit = rule.factors.some(({ isIndexed }, f) => isIndexed && ops[index].factors[f].length > 0);
        if (isSplit) split[whole.ops[index].kind as keyof typeof split]++;
      }
    });
    expect(Math.min(split.gather, split.scatter)).toBeGreaterThan(cases / 20);
  },
  timeoutMs,
);

test("terms of a sum of bf16 products are held in f32: the sum is rounded once, as on one device", () => {
  const builder = new GraphBuilder("half");
  const [x, w] = [
    [8, 64],
    [64, 8],
  ].map((shape, i) => builder.input("xw"[i], { shape, dtype: "bf16" }));
  const product = { lhsBatch: [], rhsBatch: [], lhsContract: [1], rhsContract: [0] };
  const sum = builder.op("dot_general", [x, w], product);
  const moved = builder.op("transpose", [builder.op("negate", [sum], {})], { permutation: [1, 0] });
  const graph = builder.finish([{ value: moved, name: "out" }]);
  const step = stepOf(graph);
  const mesh = { axes: [{ name: "x", size: 4 }] };
  const contracted = factorRules(graph)[0].factors.findIndex(({ kind }) => kind === "reduction");
  const place = (dims: string[][], partial: string[] = []) => ({ stage: 0, placement: { dims, partial } });
  const plan: Plan = {
    ...randomPlan(seededRandom(1), step, mesh),
    inputs: [place([[], ["x"]]), place([["x"], []])],
    outputs: [place([[], []])],
    reshards: [],
    ops: factorRules(graph).map(({ factors }, op) => ({
      stage: 0,
      factors: factors.map((_, factor) => (op === 0 && factor === contracted ? ["x"] : [])),
      partial: (op === 0 ? {} : { x: 0 }) as Record<string, number>,
    })),
  };
  const data = graph.inputs.map(({ value }, i) => {
    const length = numElements(graph.types[value].shape);
    return encode(
      Float32Array.from({ length }, (_, at) => Math.sin(at * (i + 1.7))),
      "bf16",
    );
  });
  const inputs = data.map((each, i) =>
    [0, 1, 2, 3].map((device) =>
      shardOf(each, graph.types[graph.inputs[i].value], plan.inputs[i].placement, mesh, device),
    ),
  );
  const summedTypes = ({ types, ops }: Graph) =>
    ops.flatMap(({ kind, operands }) => (kind === "all_reduce" ? [types[operands[0]].dtype] : []));
  expect(summedTypes(partition(step, plan).graph)).toEqual(["bf16"]);
  const local = partition(step, plan, { hasWideTerms: true }).graph;
  verifyGraph(local);
  expect(summedTypes(local)).toEqual(["f32"]);
  const [parts] = evaluateSpmd(local, mesh, inputs);
  expect(parts[0]).toEqual(evaluateGraph(graph, data)[0]);
});
