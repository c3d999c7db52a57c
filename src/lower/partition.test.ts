import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { randomInputs } from "../../test/support/random-data.ts";
import { randomGraph } from "../../test/support/random-graph.ts";
import { randomMesh, randomPlan, stepOf } from "../../test/support/random-plan.ts";
import { seededRandom } from "../base/random.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { verifyGraph } from "../ir/verify.ts";
import { meshSize } from "../plan/placement.ts";
import { shardOf, wholeOf } from "../plan/shard.ts";
import { evaluateSpmd } from "./evaluate-spmd.ts";
import { partition } from "./partition.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 200);
const timeoutMs = 60_000 + 500 * cases;

test(
  `partitioned = sequential on ${cases} random graphs, meshes and plans`,
  () => {
    const collectives = new Set<string>();
    for (let run = 0; run < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const graph = randomGraph(random, { numOps: 8 + random.int(12) });
      const mesh = randomMesh(random);
      const step = stepOf(graph);
      const plan = randomPlan(random, step, mesh);
      const local = partition(step, plan);
      verifyGraph(local.graph);
      for (const op of local.graph.ops) collectives.add(op.kind);

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
    for (const kind of ["all_reduce", "reduce_scatter", "all_gather", "all_to_all", "all_slice"]) {
      expect(collectives).toContain(kind);
    }
  },
  timeoutMs,
);
