/**
 * @file Pipelines end to end on the threads engine: every synchronous schedule, alone and combined with tensor and data
 * parallelism, matches the losses of jax-js alone.
 */
import { describe, expect, test } from "vitest";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import { auto, type Method, megatron, parallelize, pipeshard, stateBytes } from "../../src/index.ts";
import { adam, chain, clipByGlobalNorm } from "../../src/optim/index.ts";
import { runOracle } from "../support/oracle.ts";
import { trainExample } from "../support/train-example.ts";

// Clipping by the global norm makes the stages communicate in the update.
const optimizer = chain(clipByGlobalNorm(0.5), adam(1e-3));
const batch = 16;
const microbatches = 4;
const steps = 3;
const seed = 3;

const examples: [AnyExample, layers: number][] = [
  [mlp({ hidden: 32, layers: 7, optimizer }), 8],
  [gpt({ layers: 8, hidden: 32, heads: 4, seq: 16, optimizer }), 8],
];

const degrees: [label: string, devices: number, Parameters<typeof megatron>[0]][] = [
  ["pp 2", 2, { pipelineParallel: 2 }],
  ["pp 4", 4, { pipelineParallel: 4 }],
  ["pp 2 · tp 2", 4, { pipelineParallel: 2, tensorParallel: 2 }],
  ["pp 2 · dp 2", 4, { pipelineParallel: 2, dataParallel: 2 }],
  ["pp 2 · tp 2 · zero-1", 8, { pipelineParallel: 2, tensorParallel: 2, dataParallel: 2, zero: 1 }],
  ["pp 2 · dp 2 · zero-2", 4, { pipelineParallel: 2, dataParallel: 2, zero: 2 }],
  ["pp 2 · tp 2 · zero-3", 8, { pipelineParallel: 2, tensorParallel: 2, dataParallel: 2, zero: 3 }],
];

describe.each(examples.map(([example, layers]) => ({ name: example.name, example, layers })))("$name", (row) => {
  const oracle = runOracle(row.example, { steps, seed, batch });
  describe.each(degrees)("%s", (_, devices, options) => {
    test.each(["gpipe", "1f1b", "interleaved-1f1b", "zb-h1", "zb-v"])("%s", async (schedule) => {
      const method = megatron({ ...options, schedule, layers: row.layers });
      const { losses } = await trainExample(row.example, { method, devices, microbatches, steps, seed, batch });
      losses.forEach((loss, i) => {
        expect(Math.abs(loss / oracle.losses[i] - 1)).toBeLessThan(1e-4);
      });
    });
  });
});

test.each<[label: string, devices: number, Method]>([
  ["pipeshard", 2, pipeshard({ stages: 2 })],
  ["zero bubbles", 2, pipeshard({ stages: 2, schedule: "zb-v" })],
  ["sequence parallel", 2, megatron({ tensorParallel: 2, sequenceParallel: true })],
  ["pp 2 · tp 2", 4, megatron({ pipelineParallel: 2, tensorParallel: 2, sequenceParallel: true })],
  ["context parallel, ZeRO-3", 2, megatron({ contextParallel: 2, zero: 3 })],
  ["pp 2 · cp 2 · tp 2", 8, megatron({ pipelineParallel: 2, contextParallel: 2, tensorParallel: 2 })],
  ["auto", 2, auto()],
])("a batch of one example, %s", async (_, devices, method) => {
  const example = gpt({ layers: 3, hidden: 32, heads: 4, seq: 16, optimizer });
  const oracle = runOracle(example, { steps, seed, batch: 1 });
  const { losses } = await trainExample(example, { method, devices, microbatches: 1, steps, seed, batch: 1 });
  losses.forEach((loss, i) => {
    expect(Math.abs(loss / oracle.losses[i] - 1)).toBeLessThan(1e-4);
  });
});

test("a pipeline is printed and explained stage by stage", async () => {
  const [[example, layers]] = examples;
  const method = megatron({ pipelineParallel: 2, tensorParallel: 2, layers });
  await using step = parallelize(example.trainStep, { method, devices: 4, microbatches, batchArgs: example.batchArgs });
  const exe = await step.getExecutable(
    initialState(example, seed) as never,
    ...(example.batches(seed, batch).next().value as never[]),
  );
  for (const view of ["sharded", "perDevice"] as const) {
    const texts = exe.getHloText(view);
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).toMatch(/^module @.*\{/);
  }
  expect(exe.getHloText("sharded")[1]).toContain('sdy.mesh @mesh = <["data"=1, "model"=2]>');
  expect(exe.getHloText("perDevice").join("")).toContain("stablehlo.all_reduce");
  for (const stage of [0, 1]) {
    const index = exe.plan.ops.findIndex((op, i) => op.stage === stage && exe.step.graph.ops[i].kind === "dot_general");
    const explanation = exe.explain(`dot_general.${index}`);
    expect(explanation.op).toBe(`dot_general.${index}`);
    expect(exe.getHloText()[stage]).toContain(`%${index} = stablehlo.dot_general`);
    expect(explanation.chosen.stepSeconds).toBeGreaterThan(0);
  }
  const { parameters, gradients } = stateBytes(exe.step, exe.plan);
  expect(gradients).toBe(parameters);
});
