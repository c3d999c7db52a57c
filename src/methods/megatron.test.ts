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
  tiedEmbedding,
} from "../../test/support/train-steps.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { computeIn } from "../analysis/precision.ts";
import { findRoles } from "../analysis/roles.ts";
import { partition, partitionStages } from "../lower/partition.ts";
import { type Placement, placementText } from "../plan/placement.ts";
import { valuePlacements } from "../sharding/check-plan.ts";
import { type MegatronOptions, megatron } from "./megatron.ts";

const deepGpt = gpt(8, { ...smallGpt, layers: 4 });

describe("the program computes the step; activations go forward, gradients backward", () => {
  const cases: [string, TracedStep, MegatronOptions, number, number][] = [
    ["gpt, pp2·tp2", gpt(8), { pipelineParallel: 2, tensorParallel: 2 }, 4, 4],
    ["gpt, pp2·dp2", gpt(8), { pipelineParallel: 2, dataParallel: 2 }, 4, 2],
    ["gpt, pp4", deepGpt, { pipelineParallel: 4 }, 4, 4],
    ["gpt, 3D with ZeRO-1", gpt(8), { pipelineParallel: 2, tensorParallel: 2, zero: 1 }, 8, 2],
    ["gpt, sequence parallel", gpt(8), { tensorParallel: 2, sequenceParallel: true }, 4, 2],
    ["gpt, all of it", gpt(8), { pipelineParallel: 2, tensorParallel: 2, sequenceParallel: true, zero: 1 }, 8, 2],
    ["gpt, 3D with ZeRO-2", gpt(8), { pipelineParallel: 2, tensorParallel: 2, zero: 2 }, 8, 2],
    ["gpt, 3D with ZeRO-3", gpt(8), { pipelineParallel: 2, tensorParallel: 2, zero: 3 }, 8, 2],
    [
      "gpt, sequence parallel with ZeRO-3",
      gpt(8),
      { pipelineParallel: 2, tensorParallel: 2, sequenceParallel: true, zero: 3 },
      8,
      2,
    ],
    ["mlp with plain SGD, ZeRO-3", mlp(8, [8, 16, 16, 8]), { dataParallel: 2, tensorParallel: 2, zero: 3 }, 4, 4],
    ["conv, ZeRO-3", conv(8), { tensorParallel: 2, zero: 3 }, 4, 2],
    ["moe, ZeRO-3", moe(8), { tensorParallel: 2, zero: 3 }, 4, 2],
    ["tied embedding, pp2 with ZeRO-3", tiedEmbedding(8), { pipelineParallel: 2, zero: 3 }, 4, 2],
    ["gpt, context parallel", gpt(8), { contextParallel: 2 }, 4, 2],
    ["gpt, context and tensor parallel", gpt(8), { contextParallel: 2, tensorParallel: 2 }, 4, 2],
    [
      "gpt, context, sequence and pipeline parallel",
      gpt(8),
      { pipelineParallel: 2, contextParallel: 2, tensorParallel: 2, sequenceParallel: true },
      8,
      2,
    ],
    ["gpt, context parallel with ZeRO-3", gpt(8), { contextParallel: 2, dataParallel: 2, zero: 3 }, 4, 2],
    ["gpt, context parallel, microbatches of one example", gpt(8), { contextParallel: 4 }, 4, 8],
    ["gpt, one example, context parallel with ZeRO-3", gpt(1), { contextParallel: 4, zero: 3 }, 4, 1],
    ["tied embedding, tp4", tiedEmbedding(8), { tensorParallel: 4 }, 4, 2],
    ["tied embedding, pp2·tp2", tiedEmbedding(8), { pipelineParallel: 2, tensorParallel: 2 }, 4, 4],
    ["gpt, interleaved", deepGpt, { pipelineParallel: 2, tensorParallel: 2, chunks: 2 }, 4, 2],
    [
      "gpt, sequence parallel, one microbatch",
      gpt(8),
      { pipelineParallel: 2, tensorParallel: 4, sequenceParallel: true },
      8,
      1,
    ],
    [
      "gpt, sequence parallel, microbatches of one example",
      gpt(8),
      { pipelineParallel: 2, tensorParallel: 2, sequenceParallel: true },
      4,
      8,
    ],
    ["mlp", mlp(8, [8, 16, 16, 16, 8]), { pipelineParallel: 4, tensorParallel: 2 }, 8, 4],
    ["a weight tied across stages", clippedChain(8, true), { pipelineParallel: 2, tensorParallel: 2 }, 8, 2],
    ["moe", moe(8), { pipelineParallel: 2, tensorParallel: 2 }, 8, 2],
    ["moe, experts on 2 replicas", moe(8), { expertParallel: 2 }, 2, 2],
    ["moe, experts on 4 replicas", moe(8), { expertParallel: 4 }, 4, 1],
    ["moe, experts on 2 of 4 replicas", moe(8), { expertParallel: 2 }, 4, 2],
    ["moe, experts and tensor parallel", moe(8), { expertParallel: 2, tensorParallel: 2 }, 4, 2],
    ["moe, experts with ZeRO-1", moe(8), { expertParallel: 2, zero: 1 }, 4, 2],
    ["moe, experts with ZeRO-2", moe(8), { expertParallel: 4, zero: 2 }, 4, 1],
    ["moe, experts with ZeRO-3", moe(8), { expertParallel: 2, zero: 3 }, 4, 2],
    ["moe, experts in a pipeline", moe(8), { expertParallel: 2, pipelineParallel: 2, zero: 1 }, 4, 4],
    ["conv", conv(8), { pipelineParallel: 3, tensorParallel: 2 }, 6, 2],
  ];
  test.each(cases)("%s", (_, traced, options, devices, microbatches) => {
    const step = stepOf(traced, microbatches);
    checkPipeline(traced, step, planNow(megatron(options), step, devices));
  });
});

test("expert parallel: experts and their state are divided, and tokens go to them by all-to-all", () => {
  const step = stepOf(moe(8), 2);
  const plan = planNow(megatron({ expertParallel: 2, zero: 1 }), step, 4);
  const placementOf = new Map(step.graph.inputs.map(({ name }, i) => [name, placementText(plan.inputs[i].placement)]));
  expect(Object.fromEntries(placementOf)).toMatchObject({ "params.up": "[expert, _, _]", "params.gate": "[_, _]" });
  const { ops } = partition(step, plan).graph;
  const over = (kind: string): string[] =>
    ops.flatMap((op) => (op.kind === kind && "axes" in op.attrs ? [op.attrs.axes.join()] : []));
  // To the experts, back, and the gradients of what came back; the inputs of the experts are not differentiated here.
  expect(over("all_to_all")).toEqual(["expert", "expert", "expert"]);
  // Experts' gradients are summed over the replicas that hold the same experts.
  expect(over("all_reduce").filter((axes) => axes === "data")).toHaveLength(2);
  expect(() => planNow(megatron({ expertParallel: 3 }), stepOf(moe(12)), 3)).toThrow("do not divide the experts");
  expect(() => planNow(megatron({ expertParallel: 2 }), stepOf(gpt(8)), 2)).toThrow("the step has no experts");
  expect(() => planNow(megatron({ expertParallel: 3 }), step, 4)).toThrow("3 does not divide 4 replicas");
});

test("sequence parallel turns every all-reduce of activations into a reduce-scatter and an all-gather", () => {
  const counts = (layers: number, pipelineParallel: number, sequenceParallel: boolean) => {
    const step = stepOf(gpt(8, { ...smallGpt, layers }));
    const plan = planNow(
      megatron({ pipelineParallel, tensorParallel: 2, sequenceParallel }),
      step,
      2 * pipelineParallel,
    );
    // The gradient of a weight has the weight's placement; those of norms, biases and positions are sums over the
    // sequence.
    const placements = valuePlacements(step.graph, plan);
    for (const [input, [gradient]] of findRoles(step).gradients)
      if (!/norm|\.b$|position|embedding/.test(step.graph.inputs[input].name))
        expect(placementText(placements[gradient])).toBe(placementText(plan.inputs[input].placement));
    const ofActivations = partitionStages(step, plan).stages.flatMap(({ graph }) =>
      graph.ops.filter(({ results: [result] }) => graph.types[result].shape.length === 3),
    );
    return (["all_reduce", "reduce_scatter", "all_gather"] as const).map(
      (kind) => ofActivations.filter((op) => op.kind === kind).length,
    );
  };
  for (const [layers, stages] of [
    [1, 1],
    [2, 1],
    [2, 2],
  ]) {
    // Two forward and two backward per layer, one for the gradient of the output layer or its input, and one for the
    // embedding, whose rows are split (Shoeybi et al. 2019, §3).
    expect(counts(layers, stages, false)).toEqual([4 * layers + 2, 0, 0]);
    expect(counts(layers, stages, true)).toEqual([0, 4 * layers + 2, 4 * layers + 2]);
  }
});

test("devices are numbered as in Megatron-LM; the group splits parameters, replicas also split optimizer state", () => {
  const step = stepOf(gpt(8), 2);
  const plan = planNow(megatron({ pipelineParallel: 2, tensorParallel: 2, zero: 1 }), step, 8);
  expect(plan.stages.map(({ devices }) => devices)).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  expect(plan.stages[0].mesh.axes).toEqual([
    { name: "data", size: 2 },
    { name: "model", size: 2 },
  ]);
  const placed = (name: string) => {
    const input = step.graph.inputs.findIndex((port) => port.name.endsWith(name));
    return `${plan.inputs[input].stage} ${placementText(plan.inputs[input].placement)}`;
  };
  expect(placed("params.blocks[0].up.w")).toBe("0 [_, model]");
  expect(placed("params.blocks[1].up.w")).toBe("1 [_, model]");
  expect(placed("mean.blocks[1].up.w")).toBe("1 [data, model]");
  expect(placed("variance.blocks[1].up.b")).toBe("1 [model+data]");
  expect(placed("mean.norm.scale")).toBe("1 [data]");
});

test("replicas with split optimizer state reduce their gradients once in a step, not in each microbatch", () => {
  const step = stepOf(gpt(8), 4);
  const reduced = (zero: 0 | 1): readonly (readonly [kind: string, isInLoop: boolean])[] => {
    const local = partition(step, planNow(megatron({ dataParallel: 2, zero }), step, 2));
    return local.graph.ops.flatMap(({ kind }, op) =>
      kind === "reduce_scatter" ? [[kind, op < local.numAccumulateOps] as const] : [],
    );
  };
  expect(reduced(0)).toEqual([]);
  expect(reduced(1).length).toBeGreaterThan(5);
  expect(reduced(1).filter(([, isInLoop]) => isInLoop)).toEqual([]);
});

test.each([
  [0, []],
  [1, ["optimizer"]],
  [2, ["optimizer", "gradient"]],
  [3, ["optimizer", "gradient", "parameter"]],
] as const)("ZeRO-%i beside tensor parallelism splits %j over the replicas", (zero, expected) => {
  const { graph, batchInputs, stateOf } = computeIn("bf16", stepOf(gpt(8)));
  const step = splitMicrobatches(graph, { batchInputs, microbatches: 2, stateOf });
  const plan = planNow(megatron({ dataParallel: 2, tensorParallel: 2, zero }), step, 4);
  const roles = findRoles(step);
  const placements = valuePlacements(step.graph, plan);
  const isSplit = ({ dims }: Placement) => dims.flat().includes("data");
  const isLarge = (value: number) => step.graph.types[value].shape.length === 2;
  const sums = [...step.accumulated].filter((value) => roles.values[value] === "gradient" && isLarge(value));
  const inputs = step.graph.inputs.flatMap(({ value }, i) => (isLarge(value) ? [[roles.inputs[i], i] as const] : []));
  for (const role of ["optimizer", "parameter"] as const)
    for (const [, input] of inputs.filter(([own]) => own === role))
      expect(isSplit(plan.inputs[input].placement)).toBe((expected as readonly string[]).includes(role));
  for (const value of sums)
    expect(isSplit(placements[value])).toBe((expected as readonly string[]).includes("gradient"));

  // Every gradient is reduced in 16 bits, in the loop, from stage 2 on; weights are gathered in the loop by stage 3.
  const local = partition(step, plan);
  const ops = local.graph.ops.slice(0, local.numAccumulateOps);
  const scattered = ops.filter(({ kind }) => kind === "reduce_scatter");
  expect(scattered.length > 5).toBe(zero >= 2);
  for (const { results } of scattered) expect(local.graph.types[results[0]].dtype).toBe("bf16");
  expect(ops.filter(({ kind }) => kind === "all_gather").length > 5).toBe(zero === 3);
});

test("ZeRO-2 reduces a 16-bit gradient whose dims do not divide by the replicas once in a step", () => {
  const { graph, batchInputs, stateOf } = computeIn("bf16", stepOf(gpt(6)));
  const step = splitMicrobatches(graph, { batchInputs, microbatches: 2, stateOf });
  const local = partition(step, planNow(megatron({ dataParallel: 3, tensorParallel: 2, zero: 2 }), step, 6));
  const inLoop = local.graph.ops.slice(0, local.numAccumulateOps);
  const isOverReplicas = ({ attrs }: { readonly attrs: object }) => "axes" in attrs && `${attrs.axes}`.includes("data");
  expect(inLoop.filter(isOverReplicas)).toEqual([]);
});

describe("refusals", () => {
  const plan = (options: MegatronOptions, devices: number, traced = gpt(8), microbatches = 2) => {
    const step = stepOf(traced, microbatches);
    return () => planNow(megatron(options), step, devices);
  };

  test("degrees whose product is not the number of devices, a batch that does not divide", () => {
    expect(plan({ dataParallel: 2, pipelineParallel: 2, tensorParallel: 2 }, 4)).toThrow(
      "megatron: pipelineParallel 2 × tensorParallel 2 × dataParallel 2 is 8 devices, the step runs on 4; " +
        "make them equal",
    );
    expect(plan({ pipelineParallel: 3 }, 8)).toThrow(
      "pipelineParallel 3 × tensorParallel 1 × dataParallel 2 is 6 devices",
    );
    expect(plan({ tensorParallel: 0 }, 8)).toThrow("megatron: tensorParallel: got 0; give an integer of 1 or more");
    expect(plan({ dataParallel: 8 }, 8)).toThrow(/batch 8 in 2 microbatches of 4 .* does not divide by 8 devices/);
  });

  test("sequence parallel without a group or a sequence", () => {
    expect(plan({ sequenceParallel: true }, 4)).toThrow(
      "megatron: sequenceParallel: splits over the tensor-parallel group; raise tensorParallel to 2",
    );
    expect(plan({ tensorParallel: 2, sequenceParallel: true }, 2, mlp(8))).toThrow(
      "no sequence dim that divides by 2 goes through the network",
    );
  });

  test("chunks and layers", () => {
    expect(plan({ pipelineParallel: 4, chunks: 2 }, 4, gpt(8), 2)).toThrow(
      "schedule interleaved-1f1b: needs microbatches in multiples of the 4 stages, got 2; use 4 or 1f1b",
    );
    expect(plan({ pipelineParallel: 4, layers: 2 }, 4)).toThrow("stages: 4 stages need at least 4 layers, got 2");
  });
});

test.each([
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["conv", conv(8)],
] as const)(
  "%s: 16-bit gradients are all-reduced once per step, after their sum over the microbatches",
  (_, traced) => {
    const { graph, batchInputs, stateOf } = computeIn("bf16", stepOf(traced));
    const step = splitMicrobatches(graph, { batchInputs, microbatches: 4, stateOf });
    const local = partition(step, planNow(megatron({ dataParallel: 2 }), step, 2));
    const reduced = local.graph.ops.flatMap(({ kind, results }, op) =>
      kind === "all_reduce" ? [{ isInLoop: op < local.numAccumulateOps, type: local.graph.types[results[0]] }] : [],
    );
    const numParameters = traced.graph.outputs.filter(({ name }) => name.includes("params")).length;
    expect(reduced).toHaveLength(numParameters + 1);
    expect(reduced.every(({ isInLoop, type }) => !isInLoop && type.dtype === "f32")).toBe(true);
  },
);

test("a tied embedding is split by vocabulary, and its gradient is not reduced over the tensor-parallel group", () => {
  const [vocabulary, width, length] = [24, 16, 4];
  const step = stepOf(tiedEmbedding(8, vocabulary, width, length), 2);
  const plan = planNow(megatron({ tensorParallel: 2 }), step, 2);
  const table = step.graph.inputs.findIndex(({ name }) => name.endsWith("table"));
  expect(placementText(plan.inputs[table].placement)).toBe("[model, _]");
  const { graph, numAccumulateOps } = partition(step, plan);
  const reduced = graph.ops.flatMap(({ kind, results }, op) =>
    kind === "all_reduce" ? [{ isInLoop: op < numAccumulateOps, shape: graph.types[results[0]].shape }] : [],
  );
  // In the loop: rows of the embedding; by token the largest logit, the sum of the exponentials and, in the backward
  // pass, the sum of the logits' gradients; the gradient of h. After it: the loss.
  const [rows, perToken] = [
    [4, length, width],
    [4, length],
  ];
  expect(reduced).toEqual([
    { isInLoop: true, shape: rows },
    { isInLoop: true, shape: perToken },
    { isInLoop: true, shape: perToken },
    { isInLoop: true, shape: perToken },
    { isInLoop: true, shape: rows },
    { isInLoop: false, shape: [] },
  ]);
});
