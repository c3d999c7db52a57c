import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { planNow, requestFor } from "../../test/support/plan-now.ts";
import { runPlan } from "../../test/support/run-plan.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../test/support/train-steps.ts";
import { runAsync } from "../base/cooperative.ts";
import type { StopSignal } from "../base/stop-signal.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { parseCluster } from "../cluster/parse.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { planCost } from "../sharding/plan-cost.ts";
import { pipeshard } from "./pipeshard.ts";
import { shard } from "./shard.ts";
import { zero } from "./zero.ts";

describe.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)("%s", (_, traced) => {
  const expected = evaluateGraph(traced.graph, traced.inputs);
  test.each([
    ["shard", shard(), 2, 1],
    ["shard", shard(), 4, 2],
    ["zero-1", zero({ stage: 1 }), 2, 1],
    ["zero-2", zero({ stage: 2 }), 4, 1],
    ["zero-3", zero({ stage: 3 }), 4, 2],
  ] as const)("%s: the plan computes what one device computes", (_, method, devices, microbatches) => {
    const step = stepOf(traced, microbatches);
    const plan = planNow(method, step, devices);
    expect(plan.estimate!.boundSeconds).toBeGreaterThan(0.99 * plan.estimate!.seconds);
    runPlan(step, plan, traced.inputs).forEach((actual, i) => {
      const { value, name } = traced.graph.outputs[i];
      expectClose(actual, expected[i], traced.graph.types[value], name);
    });
  });
});

describe("stopped early", () => {
  /** A signal that is aborted after its state has been read `times` times. */
  const stopsAt = (times: number): StopSignal => {
    let asked = 0;
    return {
      get aborted() {
        return ++asked > times;
      },
    };
  };

  const gpus = parseCluster("2x4:v100-16gb");
  test.each([
    ["gpt on one mesh", gpt(8), undefined, 2, 0],
    ["mlp on two meshes of threads, in the first", mlp(8), undefined, 8, 0],
    ["mlp on two meshes of threads, later", mlp(8), undefined, 8, 40],
    ["mlp on two meshes of GPUs, in the first", mlp(8), gpus, 8, 0],
    ["mlp on two meshes of GPUs, later", mlp(8), gpus, 8, 40],
  ] as const)("%s: the best plan so far, and a bound on all plans", (_, traced, cluster, devices, times) => {
    const step = stepOf(traced, 2);
    const { estimate: best } = planNow(shard({ cluster }), step, devices);
    const { estimate, ...plan } = planNow(shard({ cluster }), step, devices, { signal: stopsAt(times) });
    expect(estimate!.seconds).toBeGreaterThanOrEqual(best!.boundSeconds! * (1 - 1e-9));
    expect(estimate!.boundSeconds).toBeLessThanOrEqual(best!.seconds * (1 + 1e-9));
    expect(estimate!.boundSeconds).toBeGreaterThan(0);
    const cost = meshCost(logicalMesh(cluster ?? threadsCluster(devices), plan.stages[0].mesh.axes));
    expect(planCost(step, plan, cost).seconds / estimate!.seconds).toBeCloseTo(1, 6);
  });

  test("all stages of a pipeline are planned, and the search yields to the event loop meanwhile", async () => {
    const step = stepOf(gpt(8), 2);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort());
    const method = pipeshard({ stages: 2, intra: shard() });
    let yields = 0;
    const { plan } = await runAsync(method.plan(requestFor(step, 4, { signal: stop.signal })), () => yields++);
    clearTimeout(timer);
    expect(plan.stages).toHaveLength(2);
    expect(yields).toBeGreaterThan(2);
  });
});
