import { describe, expect, test } from "vitest";
import { expectClose } from "../../../test/support/close.ts";
import { chooseNow, planNow } from "../../../test/support/plan-now.ts";
import {
  batchNormalized,
  conv,
  gpt,
  grouped,
  mlp,
  moe,
  rootMeanSquare,
  smallGpt,
  stepOf,
  type TracedStep,
} from "../../../test/support/train-steps.ts";
import { evaluateStep } from "../../analysis/evaluate-step.ts";
import { findLayers } from "../../analysis/layers.ts";
import { rematerialize } from "../../analysis/remat.ts";
import { StageCutter } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { runToCompletion } from "../../base/cooperative.ts";
import { parseCluster } from "../../cluster/parse.ts";
import { limitedTo, submeshesOf } from "../../cluster/restrict.ts";
import { enumerateSubmeshes } from "../../cluster/submesh.ts";
import { exampleSpecs } from "../../frontends/jaxjs/example.ts";
import { init } from "../../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../frontends/jaxjs/trace.ts";
import { definingOps } from "../../ir/graph.ts";
import { simplify } from "../../ir/simplify.ts";
import { bytesOf } from "../../ir/types.ts";
import { interpretProgram } from "../../lower/interpret.ts";
import { lower } from "../../lower/lower.ts";
import { wideResnet } from "../../models/wide-resnet.ts";
import { momentum } from "../../optim/index.ts";
import type { Plan, Remat } from "../../plan/plan.ts";
import { planFeatures } from "../../planner/report/plan-features.ts";
import { checkPlan } from "../../sharding/check-plan.ts";
import { simulateProgram } from "../../simulate/simulate.ts";
import type { StageMemory } from "../../stage-search/memory-rule.ts";
import { auto } from "../auto.ts";
import { megatron } from "../megatron.ts";
import type { PlannedStep } from "../method.ts";
import { pipeshard } from "../pipeshard.ts";
import { shard } from "../shard.ts";
import { zero } from "../zero.ts";
import { searchJointly } from "./best-first.ts";
import type { JointResult, Setting } from "./joint-problem.ts";
import { LayerCosts } from "./layers/layer-costs.ts";
import { LayerProblem } from "./layers/layer-problem.ts";
import { LayerSlices, sliceFromPart } from "./layers/layer-slices.ts";
import { searchPipeline } from "./search-pipeline.ts";
import { solveStages } from "./solve-stages.ts";
import { lowerBoundStages, solvedStages } from "./stage-candidates.ts";

const models = [
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const;

/**
 * Searches a pipeline of two stages for a setting and solves the stages; checks that the program computes the step.
 * @returns the seconds of the solved plan divided by those that the search estimated
 */
function finishedOverSearched(traced: TracedStep, setting: Setting, remat: Remat): number {
  const cluster = parseCluster("1x4:a100-80gb");
  const whole = stepOf(traced, 1);
  const layers = findLayers(whole, { numLayers: "auto" });
  const { best } = runToCompletion(
    searchJointly(new LayerCosts(new LayerSlices(whole, layers), cluster), {
      settings: [setting],
      submeshes: enumerateSubmeshes(cluster),
      remats: [remat],
      numStages: 2,
      gap: 0.01,
    }),
  );
  const cut = stepOf(traced, setting.microbatches);
  const { step, plan, seconds } = runToCompletion(
    solveStages(cut, layers.numLayers, best!.setting, best!.stages, { method: "test", seconds: 20, gap: 0.005 }),
  );
  expect(plan.pipeline!.schedule).toBe(setting.schedule);
  // The recomputation in the plan leads to the same step.
  if (remat === "none") expect(plan.remat).toBeUndefined();
  else {
    expect(plan.remat).toEqual(layers.classes.map(() => remat));
    const rematLayers = findLayers(cut, { numLayers: layers.numLayers });
    expect(rematerialize(cut, rematLayers, plan.remat!).graph).toEqual(step.graph);
  }
  expectSameNumbers(traced, step, plan);
  return seconds / best!.stages.seconds;
}

function expectSameNumbers(traced: TracedStep, step: Step, plan: Plan): void {
  const program = lower(step, plan);
  const expected = evaluateStep(step, traced.inputs);
  interpretProgram(program, traced.inputs).forEach((actual, i) => {
    const { name, type } = program.outputs[i];
    expectClose(actual, expected[i], type, name);
  });
}

describe.each(models)("%s", (_, traced) => {
  const source = { batch: 8, split: (microbatches: number) => stepOf(traced, microbatches) };

  test.each(["none", "fused"] as const)(
    "stages that recompute %s cost at least their bound, and about as much as their layers",
    (remat) => {
      const cluster = parseCluster("1x4:a100-80gb");
      const microbatches = 4;
      const whole = source.split(1);
      const layers = findLayers(whole, { numLayers: "auto" });
      const costs = new LayerCosts(new LayerSlices(whole, layers, undefined, remat), cluster);
      const cut = source.split(microbatches);
      const step = rematerialize(cut, findLayers(cut, { numLayers: layers.numLayers }), remat);
      const again = findLayers(step, { numLayers: layers.numLayers });
      expect(again.classes).toEqual(layers.classes);
      const cutter = new StageCutter(step);
      for (const submesh of enumerateSubmeshes(cluster)) {
        const [mesh] = costs.meshes(submesh);
        for (const layer of layers.classes.keys())
          if (!costs.solved(layer, mesh, microbatches)) runToCompletion(costs.solve(layer, mesh, microbatches));
        for (const layer of layers.classes.keys()) runToCompletion(costs.boundWithoutExit(layer, mesh, microbatches));
        for (let first = 0; first < layers.numLayers; first++) {
          for (let last = first; last < layers.numLayers; last++) {
            const places = layers.classes.map((_, layer) => ({
              stage: layer < first ? 0 : layer <= last ? 1 : 2,
              chunk: 0,
            }));
            const part = cutter.stageStep(cutter.assign(again, places), 1);
            const slice = sliceFromPart(part, part.step, again.isForward, definingOps(step.graph));
            const problem = runToCompletion(LayerProblem.build(slice, mesh));
            const held = { inFlight: 1, waiting: 0 };
            const { choice } = runToCompletion(problem.solveWithin(Number.POSITIVE_INFINITY, held, { seconds: 20 }));
            const exact = problem.evaluate(choice, true);
            const perStep = ({ seconds, perStepSeconds }: typeof exact) => microbatches * seconds + perStepSeconds;
            const chunks = [{ firstLayer: first, lastLayer: last }];
            const [least] = lowerBoundStages(costs, microbatches, [remat])(chunks, submesh);
            const [found] = solvedStages(costs, microbatches, [remat])(chunks, submesh);
            if ("infeasible" in least || "infeasible" in found) throw new Error("every candidate is possible");
            const where = `layers ${first} to ${last} on ${mesh.key}`;
            expect(microbatches * least.seconds + least.perStepSeconds, where).toBeLessThan(
              perStep(exact) * (1 + 1e-6),
            );
            expect(least.seconds, where).toBeLessThan(exact.seconds * (1 + 1e-6));
            expect(least.memory.paramsBytes, where).toBeLessThanOrEqual(exact.memory.paramsBytes * (1 + 1e-9));
            const composed = microbatches * found.seconds + found.perStepSeconds;
            expect(composed / perStep(exact), where).toBeGreaterThan(0.95);
            expect(composed / perStep(exact), where).toBeLessThan(1.3);
          }
        }
      }
    },
    120_000,
  );

  test("on hosts with slow links, the plan is a pipeline that computes the same as one device", () => {
    const { step, plan } = chooseNow(auto({ cluster: parseCluster("4x1:v100-16gb") }), source, 4);
    expect(plan.estimate!.boundSeconds).toBeLessThanOrEqual(plan.estimate!.seconds);
    expectSameNumbers(traced, step, plan);
  }, 120_000);

  test("two stages with recomputation compute the same, in about the seconds that the search estimated", () => {
    for (const remat of ["full", "selective"] as const) {
      const ratio = finishedOverSearched(traced, { schedule: "1f1b", microbatches: 4 }, remat);
      expect(ratio, remat).toBeGreaterThan(0.8);
      expect(ratio, remat).toBeLessThan(1.1);
    }
  }, 120_000);

  test.each([
    ["selective", "none"],
    ["full", "none"],
    ["fused", "fused"],
    ["selective", "fused"],
    ["full", "fused"],
  ] as const)(
    "%s recomputation beside at least %s, on one device: layers add up to the seconds and saved bytes of a stage",
    (remat, least) => {
      const cluster = parseCluster("1x1:a100-80gb");
      const [submesh] = enumerateSubmeshes(cluster);
      const microbatches = 4;
      const whole = source.split(1);
      const layers = findLayers(whole, { numLayers: "auto" });
      const costs = new LayerCosts(new LayerSlices(whole, layers, undefined, least), cluster);
      const [mesh] = costs.meshes(submesh);
      for (const layer of layers.classes.keys())
        if (!costs.solved(layer, mesh, microbatches)) runToCompletion(costs.solve(layer, mesh, microbatches));
      const cut = source.split(microbatches);
      const step = rematerialize(cut, findLayers(cut, { numLayers: layers.numLayers }), remat);
      const rematLayers = findLayers(step, { numLayers: layers.numLayers });
      const cutter = new StageCutter(step);
      const lastLayer = layers.numLayers - 1;
      for (const firstLayer of layers.classes.keys()) {
        const places = layers.classes.map((_, layer) => ({ stage: layer < firstLayer ? 0 : 1, chunk: 0 }));
        const part = cutter.stageStep(cutter.assign(rematLayers, places), 1);
        const slice = sliceFromPart(part, part.step, rematLayers.isForward, definingOps(step.graph));
        const problem = runToCompletion(LayerProblem.build(slice, mesh));
        const exact = problem.evaluate(runToCompletion(problem.solve(0)).choice, true);
        const [found] = solvedStages(costs, microbatches, [remat])([{ firstLayer, lastLayer }], submesh);
        if ("infeasible" in found) throw new Error("every candidate is possible");
        const bytes = ({ memory }: { memory: StageMemory }) => memory.activationBytesPerMicrobatch;
        expect(found.seconds / exact.seconds, `from layer ${firstLayer}`).toBeGreaterThan(0.95);
        // The kernels of recomputed ops end at the border of their layer, so layers may take a little longer.
        expect(found.seconds / exact.seconds, `from layer ${firstLayer}`).toBeLessThan(1.01);
        expect(bytes(found), `from layer ${firstLayer}`).toBe(bytes(exact));
      }
    },
    120_000,
  );

  test("on this machine's threads, the estimate of auto is never above those of shard and ZeRO", () => {
    const { plan } = chooseNow(auto(), source, 4);
    for (const microbatches of [1, 2]) {
      for (const method of [shard(), zero({ stage: 2 })]) {
        const other = planNow(method, source.split(microbatches), 4);
        expect(plan.estimate!.seconds, method.name).toBeLessThanOrEqual(other.estimate!.seconds * (1 + 1e-9));
      }
    }
  }, 120_000);
});

test("auto skips numbers of microbatches that the step cannot be split into", () => {
  const traced = grouped(12, 3);
  const source = { batch: 12, split: (microbatches: number) => stepOf(traced, microbatches) };
  const tried = new Set<number>();
  const onResult = (result: JointResult): void => {
    for (const { microbatches } of result.tried) tried.add(microbatches);
  };
  const { plan } = chooseNow(auto({ cluster: parseCluster("1x2:a100-80gb"), onResult }), source, 2);
  // The batch has four groups of three examples; microbatches of 1, 2, 4 or 8 examples would split a group.
  expect([...tried].sort()).toEqual([1, 2, 4]);
  expect([1, 2, 4]).toContain(plan.microbatches);
});

test("a step that cannot be split is planned with one microbatch, even if larger numbers are to be tried", () => {
  const traced = batchNormalized(8);
  // The labels are not marked as a batch argument, so the step cannot be split.
  const batchInputs = traced.batchInputs.slice(0, 1);
  const split = (microbatches: number) => stepOf({ ...traced, batchInputs }, microbatches);
  const cluster = parseCluster("1x2:a100-80gb");
  for (const microbatches of [undefined, [4, 1]]) {
    const { step, plan } = chooseNow(auto({ cluster, microbatches }), { batch: 8, split }, 2);
    expect(plan.microbatches).toBe(1);
    const expected = evaluateStep(split(1), traced.inputs);
    interpretProgram(lower(step, plan), traced.inputs).forEach((actual, i) => {
      const { value, name } = step.graph.outputs[i];
      expectClose(actual, expected[i], step.graph.types[value], name);
    });
  }
  const refusal = /meets the batch.*use 1 microbatch$/;
  expect(() => chooseNow(auto({ cluster, microbatches: [2, 4] }), { batch: 8, split }, 2)).toThrow(refusal);
  expect(() => chooseNow(auto({ cluster }), { batch: 8, split }, 2, { microbatches: 2 })).toThrow(refusal);
});

test("the cost of a layer with microbatches includes the prologue that a batch total needs", () => {
  const traced = rootMeanSquare(4096, 4, 512);
  const [whole, inFour] = [1, 4].map((microbatches) => stepOf(traced, microbatches));
  const layers = findLayers(whole, { numLayers: 2 });
  const cluster = parseCluster("1x2:a100-80gb");
  const [submesh] = submeshesOf(cluster);
  const secondsOf = (slices: LayerSlices): number => {
    return new LayerCosts(slices, cluster).oneDeviceCost(0, submesh, 4).seconds;
  };
  expect(inFour.prologue).toHaveLength(1);
  const unaware = secondsOf(new LayerSlices(whole, layers));
  const aware = secondsOf(new LayerSlices(whole, layers, (microbatches) => stepOf(traced, microbatches)));
  // The prologue repeats the forward pass of the first layer: about a third of forward and backward.
  expect(aware / unaware).toBeGreaterThan(1.3);
  expect(aware / unaware).toBeLessThan(1.5);
});

test("if a stage solved as a whole does not fit, the search repeats with memory in reserve", () => {
  const traced = mlp(8);
  const whole = stepOf(traced, 1);
  const layers = findLayers(whole, { numLayers: "auto" });
  /** Peak bytes of a device when the search assumes `memoryBytes` and a stage may hold `limitBytes`. */
  const peakUnder = (memoryBytes: number | undefined, limitBytes: number): number => {
    const cluster = limitedTo(parseCluster("1x4:a100-80gb"), 4, "test", memoryBytes);
    const search = {
      costs: new LayerCosts(new LayerSlices(whole, layers), cluster),
      step: (microbatches: number) => stepOf(traced, microbatches),
      ...{ method: "test", seconds: 20, gap: 0, limitBytes: () => limitBytes },
    };
    const { found } = runToCompletion(
      searchPipeline(search, {
        settings: [{ schedule: "1f1b", microbatches: 4 }],
        submeshes: enumerateSubmeshes(cluster),
        remats: ["none", "full"],
        numStages: 2,
      }),
    );
    return found!.plan.estimate!.peakBytes;
  };
  const free = peakUnder(undefined, Number.POSITIVE_INFINITY);
  const limitBytes = 0.95 * free;
  expect(peakUnder(1.05 * free, limitBytes)).toBeLessThanOrEqual(limitBytes);
}, 120_000);

test("bounds from fewer hosts and larger microbatches hold", () => {
  const cluster = parseCluster("4x2:v100-16gb");
  for (const traced of [mlp(8), gpt(8)]) {
    const whole = stepOf(traced, 1);
    const layers = findLayers(whole, { numLayers: "auto" });
    const settings = [1, 2, 4].flatMap((microbatches) =>
      enumerateSubmeshes(cluster).map((submesh) => ({ microbatches, submesh })),
    );
    const exact = new LayerCosts(new LayerSlices(whole, layers), cluster);
    for (const { microbatches, submesh } of settings)
      for (const mesh of exact.meshes(submesh)) runToCompletion(exact.solve(1, mesh, microbatches));
    let numTransferred = 0;
    for (const from of settings) {
      const costs = new LayerCosts(new LayerSlices(whole, layers), cluster);
      for (const mesh of costs.meshes(from.submesh)) runToCompletion(costs.solve(1, mesh, from.microbatches));
      for (const { microbatches, submesh } of settings) {
        if (submesh === from.submesh && microbatches === from.microbatches) continue;
        costs.meshes(submesh).forEach((mesh) => {
          const bound = costs.boundSeconds(1, mesh, microbatches);
          if (bound > 0) numTransferred++;
          const [{ seconds, perStepSeconds }] = exact.solved(1, mesh, microbatches)!.byPrice;
          const least = microbatches * seconds + perStepSeconds;
          expect(bound, `${mesh.key} ${microbatches}`).toBeLessThanOrEqual(least * (1 + 1e-9));
        });
      }
    }
    expect(numTransferred).toBeGreaterThan(20);
  }
}, 120_000);

test.each([
  ["zb-v", 4],
  ["interleaved-1f1b", 4],
  ["zb-h1", 4],
  ["gpipe", 2],
] as const)(
  "two stages under %s compute the same, in about the seconds that the search estimated",
  (schedule, microbatches) => {
    const deepMlp = mlp(8, Array<number>(9).fill(64));
    for (const traced of schedule === "zb-v" ? [deepMlp, gpt(8, { ...smallGpt, layers: 4 })] : [deepMlp]) {
      const ratio = finishedOverSearched(traced, { schedule, microbatches }, "none");
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.1);
    }
  },
  120_000,
);

test("on hosts of one device with slow links, no pipeline of a named method is faster in simulation", () => {
  const cluster = parseCluster("4x1:v100-16gb");
  const traced = gpt(32, { layers: 4, heads: 4, width: 512, length: 64, vocabulary: 64 });
  const simulated = ({ step, plan }: PlannedStep) => simulateProgram(lower(step, plan), { cluster }).seconds;
  const source = { batch: 32, split: (microbatches: number) => stepOf(traced, microbatches) };
  const found = chooseNow(auto({ cluster, microbatches: [4, 8], seconds: 100 }), source, 4);
  expect(found.plan.stages.length).toBeGreaterThan(1);
  const step = stepOf(traced, 8);
  const methods = [
    ...["gpipe", "1f1b", "zb-h1", "zb-v", "interleaved-1f1b"].map((schedule) => pipeshard({ stages: 2, schedule })),
    ...["1f1b", "zb-h1"].map((schedule) => pipeshard({ stages: 4, schedule })),
    megatron({ pipelineParallel: 2, tensorParallel: 2 }),
    megatron({ pipelineParallel: 2, dataParallel: 2, zero: 1 }),
    megatron({ pipelineParallel: 4 }),
  ];
  for (const method of methods)
    expect(simulated(found), method.name).toBeLessThanOrEqual(simulated({ step, plan: planNow(method, step, 4) }));
}, 300_000);

test("the less memory there is, the more the plan recomputes: nothing, selectively, fully", () => {
  const traced = gpt(16, { layers: 4, heads: 4, width: 64, length: 64, vocabulary: 64 });
  const whole = stepOf(traced, 1);
  const layers = findLayers(whole, { numLayers: "auto" });
  const slices = new LayerSlices(whole, layers);
  const microbatches = 4;
  const found = [1e9, 9e6, 4e6].map((memoryBytes) => {
    const cluster = limitedTo(parseCluster("1x4:a100-80gb"), 4, "test", memoryBytes);
    const { best } = runToCompletion(
      searchJointly(new LayerCosts(slices, cluster), {
        settings: [{ schedule: "1f1b", microbatches }],
        submeshes: submeshesOf(cluster),
        remats: ["none", "selective", "full"],
        numStages: 2,
        gap: 0.01,
      }),
    );
    return best!;
  });
  const remats = found.map(({ stages }) => stages.stages.map(({ candidate }) => candidate.config.remat));
  expect(remats[0]).toEqual(["none", "none"]);
  expect(remats[1]).toContain("selective");
  expect(remats[1]).not.toContain("full");
  expect(remats[2]).toContain("full");
  const seconds = found.map(({ stages }) => stages.seconds);
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
  const { step, plan, peakBytes } = runToCompletion(
    solveStages(stepOf(traced, microbatches), layers.numLayers, found[1].setting, found[1].stages, {
      method: "test",
      seconds: 10,
      gap: 0.01,
    }),
  );
  expect(peakBytes).toBeLessThanOrEqual(9e6);
  expect(planFeatures(step, plan).join()).toMatch(/selective recomputation of \d layers/);
}, 120_000);

test.each(["1f1b", "interleaved-1f1b"])(
  "a plan of one stage under %s with full recomputation is valid for the step, which numbers its values differently",
  async (schedule) => {
    await init("wasm");
    const model = wideResnet({ channels: 4, ghostBatch: 4, optimizer: momentum(0.1) });
    const graph = simplify(traceJaxjs(model.trainStep as never, exampleSpecs(model, 8)).graph);
    const batchInputs = [2, 1].map((fromEnd) => ({ input: graph.inputs.length - fromEnd, dim: 0 }));
    const whole = stepOf({ graph, batchInputs, inputs: [] });
    const layers = findLayers(whole, { numLayers: "auto" });
    const cluster = parseCluster("1x2:a100-80gb");
    const { best } = runToCompletion(
      searchJointly(new LayerCosts(new LayerSlices(whole, layers), cluster), {
        settings: [{ schedule, microbatches: 1 }],
        submeshes: enumerateSubmeshes(cluster),
        remats: ["full"],
        numStages: 1,
        gap: 0.01,
      }),
    );
    const { step, plan } = runToCompletion(
      solveStages(whole, layers.numLayers, best!.setting, best!.stages, { method: "test", seconds: 10, gap: 0.01 }),
    );
    expect(plan.pipeline).toBeUndefined();
    expect(plan.reshards!.length).toBeGreaterThan(0);
    checkPlan(step, plan);
  },
);

test.each([
  ["not even the training state, refused before any search", 0.4, true],
  ["the training state but not the step", 0.6, false],
])("if nothing fits (%s), the error says how many such devices the state alone fills", (_, share, isStopped) => {
  const step = stepOf(mlp(8), 1);
  const parameterBytes = step.graph.inputs
    .slice(0, step.stateOf.filter((input) => input >= 0).length)
    .reduce((sum, { value }) => sum + bytesOf(step.graph.types[value]), 0);
  const memoryBytes = Math.floor(share * parameterBytes);
  let message = "";
  try {
    planNow(auto({ memoryBytes, seconds: 5 }), step, 2, { signal: { aborted: isStopped } });
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain(`alone fill the memory of ${Math.ceil((2 * parameterBytes) / memoryBytes)} such devices`);
});
