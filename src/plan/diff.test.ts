import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { InvalidConfig } from "../base/errors.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { megatron } from "../methods/megatron.ts";
import { zero } from "../methods/zero.ts";
import { diffPlans } from "./diff.ts";

const step = stepOf(mlp(8, [8, 16, 16, 16, 8]), 4);
const { graph } = step;
const replicas = planNow(dataParallel(), step, 2);

test("a plan does not differ from itself", () => {
  expect(diffPlans(graph, replicas, replicas)).toEqual([]);
});

test("one stage: placements of state and strategies of ops", () => {
  const differences = diffPlans(graph, replicas, planNow(zero({ stage: 3 }), step, 2));
  const whats = differences.map(({ what }) => what);
  expect(whats).not.toContain("devices");
  expect(whats).toContain("input params[0].w");
  expect(differences.find(({ what }) => what === "input params[0].w")!.before).toBe("[_, _]");
});

test("a pipeline: stages, their devices, the schedule, and where every op went", () => {
  const pipeline = (schedule: string) => planNow(megatron({ pipelineParallel: 2, schedule, layers: 4 }), step, 2);
  const [plain, halves, chunks] = ["1f1b", "zb-h1", "interleaved-1f1b"].map(pipeline);
  expect(diffPlans(graph, plain, halves)).toEqual([
    {
      what: "pipeline",
      before: "1f1b, 1 chunk a stage, 1 update a call",
      after: "zb-h1, 1 chunk a stage, 1 update a call",
    },
  ]);
  const moved = diffPlans(graph, plain, chunks);
  expect(moved.find(({ what }) => what.startsWith("dot_general"))!.after).toMatch(/^stage \d, chunk \d: /);
  const cut = diffPlans(graph, replicas, plain);
  expect(cut.find(({ what }) => what === "devices")).toEqual({ what: "devices", before: "0, 1", after: "0; 1" });
  expect(cut.find(({ what }) => what === "pipeline")!.before).toBe("none");
});

test("plans of other steps are refused", () => {
  const other = planNow(dataParallel(), stepOf(mlp(8, [8, 16, 16, 16, 8]), 1), 2);
  expect(() => diffPlans(graph, replicas, { ...other, ops: other.ops.slice(1) })).toThrow(InvalidConfig);
});
