import { describe, expect, test } from "vitest";
import { checkPipeline } from "../../test/support/check-pipeline.ts";
import { planNow } from "../../test/support/plan-now.ts";
import {
  clippedChain,
  conv,
  gpt,
  mlp,
  moe,
  smallGpt,
  stepOf,
  type TracedStep,
} from "../../test/support/train-steps.ts";
import { findRoles } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import { parseCluster } from "../cluster/parse.ts";
import { lower } from "../lower/lower.ts";
import { meshSize } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { findSchedule } from "../schedules/registry.ts";
import { simulateProgram } from "../simulate/simulate.ts";
import { auto } from "./auto.ts";
import { dataParallel } from "./data-parallel.ts";
import { megatron } from "./megatron.ts";
import { type PipeshardOptions, pipeshard } from "./pipeshard.ts";
import { shard } from "./shard.ts";
import { splitEvenly } from "./stages/cut-stages.ts";
import { tensorParallel } from "./tensor-parallel.ts";
import { zero } from "./zero.ts";

const deepMlp = mlp(8, [8, 16, 16, 16, 8]);

describe("the program computes the step; activations go forward, gradients backward", () => {
  const cases: [string, TracedStep, PipeshardOptions, number, number][] = [
    ["mlp on 4 stages", deepMlp, { stages: 4 }, 4, 4],
    ["mlp on 2 stages of 2 replicas", deepMlp, { stages: 2, schedule: "gpipe" }, 4, 2],
    ["mlp in one go", deepMlp, { stages: 2 }, 4, 1],
    ["mlp, two pieces per stage", deepMlp, { stages: 2, schedule: "interleaved-1f1b" }, 4, 2],
    ["mlp, a V", deepMlp, { stages: 2, schedule: "zb-v" }, 2, 4],
    ["mlp, stages by hand", deepMlp, { stages: [[0], [1, 2, 3]], schedule: "zb-h1" }, 2, 2],
    ["gpt, tensor parallel stages", gpt(8), { stages: 2, intra: tensorParallel() }, 4, 2],
    ["gpt on more stages than blocks", gpt(8), { stages: 4 }, 4, 4],
    ["gpt, ZeRO-1 stages", gpt(8), { stages: 2, intra: zero({ stage: 1 }) }, 4, 2],
    ["gpt, stages as the search finds them", gpt(8), { stages: 2, intra: shard() }, 4, 2],
    ["clipping by the global norm of all stages", clippedChain(8, false), { stages: 3 }, 3, 2],
    [
      "and a weight tied across stages",
      clippedChain(8, true),
      {
        stages: [
          [0, 1],
          [2, 3],
        ],
      },
      4,
      2,
    ],
    ["a weight tied across stages, split", clippedChain(8, true), { stages: 2, intra: zero({ stage: 3 }) }, 4, 4],
    ["moe", moe(8), { stages: 2, intra: dataParallel() }, 4, 2],
    ["conv", conv(8), { stages: 3 }, 3, 2],
  ];
  test.each(cases)("%s", (_, traced, options, devices, microbatches) => {
    const step = stepOf(traced, microbatches);
    checkPipeline(traced, step, planNow(pipeshard(options), step, devices));
  });
});

describe("searched stages", () => {
  const cluster = parseCluster("4x1:v100-16gb");
  // Wide enough that computation takes longer than the overhead of starting an op.
  const wideMlp = mlp(8, Array<number>(9).fill(512));
  const wideGpt = gpt(8, { ...smallGpt, layers: 4, width: 128, length: 8 });
  const seconds = (step: Step, plan: Plan): number => simulateProgram(lower(step, plan), { cluster }).seconds;
  const cases: [string, TracedStep, Omit<PipeshardOptions, "stages">][] = [
    ["mlp, data parallel", wideMlp, {}],
    ["mlp, interleaved", wideMlp, { schedule: "interleaved-1f1b" }],
    ["mlp, a V", wideMlp, { schedule: "zb-v" }],
    ["gpt, tensor parallel", wideGpt, { intra: tensorParallel(), schedule: "gpipe" }],
    ["mlp, ZeRO-2", wideMlp, { intra: zero({ stage: 2, cluster }), schedule: "zb-h1" }],
  ];
  test.each(cases)("%s: no slower than any even stages, and the same numbers", (_, traced, options) => {
    const step = stepOf(traced, 4);
    const plan = planNow(pipeshard({ ...options, stages: "auto", search: { cluster } }), step, 4);
    expect(plan.estimate!.boundSeconds).toBeLessThanOrEqual(plan.estimate!.seconds);
    expect(plan.stages.length).toBeGreaterThan(1);
    checkPipeline(traced, step, plan);
    for (const stages of [1, 2, 4]) {
      if (stages === 4 && options.schedule && findSchedule(options.schedule).defaultChunks > 1) continue;
      let even: Plan;
      try {
        even = planNow(pipeshard({ ...options, stages }), step, 4);
      } catch (error) {
        // The number of devices does not divide the batch or the hidden dims.
        expect(error).toBeInstanceOf(InvalidConfig);
        continue;
      }
      expect(seconds(step, plan), `${stages} stages`).toBeLessThanOrEqual(seconds(step, even) * 1.05);
    }
  });

  test("use only choices that the intra-stage method allows", () => {
    const step = stepOf(mlp(32, [64, 512, 512, 64]), 4);
    const near = parseCluster("1x4:a100-80gb");
    const plan = planNow(
      pipeshard({
        stages: "auto",
        intra: zero({ stage: 3, cluster: near }),
        search: { cluster: near },
      }),
      step,
      4,
    );
    const roles = findRoles(step);
    plan.inputs.forEach(({ stage, placement }, input) => {
      const size = meshSize(plan.stages[stage].mesh);
      const { shape } = step.graph.types[step.graph.inputs[input].value];
      const isSplit = size > 1 && shape.some((length) => length % size === 0);
      if (roles.inputs[input] === "parameter") expect(placement.dims.flat()).toEqual(isSplit ? ["data"] : []);
    });
  });

  test("refusals", () => {
    const step = stepOf(deepMlp, 4);
    const plan = (options: Omit<PipeshardOptions, "stages">) => () =>
      planNow(pipeshard({ stages: "auto", ...options }), step, 4);
    expect(plan({ intra: megatron({}) })).toThrow(
      /stages: auto needs a method inside the stages that searches, and megatron/,
    );
    expect(plan({ schedule: "pipedream" })).toThrow("schedule pipedream: is asynchronous");
    expect(plan({ chunks: 2 })).toThrow("keeps one chunk per stage, got 2");
    expect(plan({ search: { memoryBytes: 100 } })).toThrow(/no pipeline of \d+ layers under 1f1b fits the 4 devices/);
    expect(() => pipeshard({ stages: 2, search: {} })).toThrow('is for stages "auto"');
  });
});

test("stages get devices in order, and layers by FLOPs", () => {
  const step = stepOf(gpt(8, { ...smallGpt, layers: 4 }), 2);
  const plan = planNow(pipeshard({ stages: 2 }), step, 8);
  expect(plan.stages.map(({ devices }) => devices)).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  expect(plan.pipeline).toEqual({ schedule: "1f1b", numChunks: 1, numUpdates: 1 });
  step.graph.inputs.forEach(({ name }, input) => {
    const block = /blocks\[(\d)\]/.exec(name);
    if (block) expect(plan.inputs[input].stage).toBe(Number(block[1]) < 2 ? 0 : 1);
  });
});

test("layers are split as evenly as possible, checked by brute force", () => {
  const random = seededRandom(9);
  const cuts = (n: number, count: number): number[][] =>
    count === 1
      ? [[n]]
      : Array.from({ length: n - count + 1 }, (_, i) => i + 1).flatMap((first) =>
          cuts(n - first, count - 1).map((rest) => [first, ...rest]),
        );
  for (let round = 0; round < 100; round++) {
    const weights = Array.from({ length: 1 + random.int(8) }, () => random.int(9));
    const count = 1 + random.int(weights.length);
    const score = (sizes: readonly number[]): [number, number] => {
      let at = 0;
      const sums = sizes.map((size) => {
        at += size;
        return weights.slice(at - size, at).reduce((a, b) => a + b, 0);
      });
      return [Math.max(...sums), sums.reduce((total, sum) => total + sum * sum, 0)];
    };
    const best = cuts(weights.length, count)
      .map(score)
      .sort(([a, b], [c, d]) => a - c || b - d)[0];
    expect(score(splitEvenly(weights, count)), `${weights} in ${count}`).toEqual(best);
  }
});

describe("refusals", () => {
  const plan = (options: PipeshardOptions, devices: number, microbatches = 4, traced = deepMlp) => {
    const step = stepOf(traced, microbatches);
    return () => planNow(pipeshard(options), step, devices);
  };

  test("numbers of stages that the layers or devices do not allow", () => {
    expect(plan({ stages: 8 }, 8)).toThrow(
      "stages: 8 stages need at least 8 layers, got 4; lower the stages or raise the layers",
    );
    expect(plan({ stages: 4, layers: 2 }, 4)).toThrow("4 stages need at least 4 layers, got 2");
    expect(plan({ stages: 4, schedule: "zb-v" }, 4)).toThrow(
      "8 model chunks (stages times chunks, or lists of layers) need at least 8 layers, got 4",
    );
    expect(plan({ stages: 3 }, 8)).toThrow(
      "stages: 3 stages do not share 8 devices evenly; use 1, 2, 4, 8 stages or other devices",
    );
    expect(plan({ stages: 0 }, 8)).toThrow("stages: got 0; give an integer of 1 or more");
    expect(plan({ stages: 2, chunks: 0 }, 8)).toThrow("chunks: got 0; give an integer of 1 or more");
  });

  test("lists of layers that do not form stages", () => {
    expect(plan({ stages: [[0], [2, 1]] }, 2)).toThrow(/must name the 3 layers 0 to 2 once each, in order/);
    expect(plan({ stages: [[0, 1], []] }, 2)).toThrow("list 1 of [[0,1],[]] has no layer");
    expect(plan({ stages: [[0], [1], [2]], schedule: "zb-v" }, 2)).toThrow(
      "got 3 lists of layers, not a multiple of 2 chunks per stage",
    );
  });

  test("numbers that break the schedule's rule, and unknown schedules", () => {
    expect(plan({ stages: 2, schedule: "1F1b" }, 2)).toThrow('no schedule "1F1b"; did you mean "1f1b"?');
    expect(plan({ stages: 4, chunks: 1, schedule: "interleaved-1f1b" }, 4)).toThrow(
      "needs 2 or more chunks per stage, got 1",
    );
    expect(plan({ stages: 2, schedule: "interleaved-1f1b" }, 2, 1)).toThrow(
      "needs microbatches in multiples of the 2 stages, got 1; use 2 or 1f1b",
    );
    expect(plan({ stages: 2, chunks: 2 }, 2)).toThrow("keeps one chunk per stage, got 2");
    expect(plan({ stages: 2, schedule: "pipedream" }, 2)).toThrow("schedule pipedream: is asynchronous");
  });

  test("a pipeline inside a stage", () => {
    const inside = pipeshard({ stages: 2 });
    expect(plan({ stages: 2, intra: inside }, 4)).toThrow("makes 2 stages inside a stage; use a method that makes one");
    expect(() => pipeshard({ stages: 2, intra: auto() })).toThrow("pipeshard: intra: auto makes pipelines itself");
  });

  test("a batch that microbatches and replicas do not divide", () => {
    expect(plan({ stages: 2 }, 8)).toThrow(
      /^stage 0: dataParallel: batch 8 in 4 microbatches of 2 .* does not divide by 4 devices; use a batch of 16/,
    );
  });
});
