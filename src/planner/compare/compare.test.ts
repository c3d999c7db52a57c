/** @file Prices by blocks against the plan of the whole model; rows that fit, that do not, that are refused. */
import { beforeAll, expect, test } from "vitest";
import { makeCluster } from "../../cluster/cluster.ts";
import { presetHost } from "../../cluster/host-presets.ts";
import { parseCluster } from "../../cluster/parse.ts";
import { exampleSpecs } from "../../frontends/jaxjs/example.ts";
import { init } from "../../frontends/jaxjs/jax.ts";
import { megatron } from "../../methods/megatron.ts";
import { catalogue } from "../../models/catalogue.ts";
import { gpt } from "../../models/gpt.ts";
import { train } from "../../models/train.ts";
import { adamw } from "../../optim/index.ts";
import { planStep } from "../compile.ts";
import type { Layout } from "../predict/layout.ts";
import { Predictor } from "../predict/predict.ts";
import { compareMethods } from "./compare.ts";
import { LayoutSearch } from "./layout-search.ts";
import { type Family, isUsual, layoutsOf } from "./layouts.ts";
import { hardwareOf, priceLayout } from "./price-blocks.ts";
import { methodOf, priceByMicrobatch, priceWhole } from "./price-whole.ts";
import type { Priced } from "./row.ts";

beforeAll(() => init("wasm"));

const sizes = { hidden: 256, heads: 8, seq: 128, vocab: 1024, isMarked: true, isTied: false };
const make = (blocks: number) => train("gpt", gpt({ ...sizes, layers: blocks }), adamw(1e-4));
const subject = { key: "small", layersPerBlock: 1, make };
const cluster = parseCluster("1x4:a100-80gb");
const blocks = 4;
const batch = 16;
const space = { devices: 4, perHost: 4, batch, precision: "bf16" as const, leastRemat: "none" as const, blocks };

test.each<Family>(["data", "zero2", "zero3"])(
  "%s: blocks and the whole model have equal seconds and traffic",
  async (family) => {
    const layout = layoutsOf(family, space).find(({ remat, microbatch }) => remat === "none" && microbatch === 2)!;
    const composed = await priceLayout(new Predictor(), subject, hardwareOf(cluster)!, layout, 1e12);
    const model = make(blocks);
    const planned = await planStep(model.trainStep, exampleSpecs(model, batch), {
      method: methodOf(family, layout),
      ...{ devices: 4, cluster, precision: "bf16", microbatches: layout.numMicrobatches, batchArgs: model.batchArgs },
      remat: layout.remat,
    });
    const whole = priceWhole(planned, { cluster, limitBytes: 1e12 });
    expect(composed.seconds / whole.seconds).toBeCloseTo(1, 1);
    expect(composed.memory.peakBytes / whole.memory.peakBytes).toBeCloseTo(1, 1);
    const sent = (traffic = whole.traffic!): number => traffic.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(sent(composed.traffic) / sent()).toBeCloseTo(1, 2);
    expect(composed.memory.parameters).toBe(whole.memory.parameters);
    expect(composed.memory.optimizer).toBe(whole.memory.optimizer);
  },
);

test("Megatron's published layout of 175B parameters is in the grid; layouts whose weights do not fit are not", () => {
  const large = {
    devices: 512,
    perHost: 8,
    batch: 1536,
    precision: "bf16" as const,
    leastRemat: "none" as const,
    blocks: 96,
  };
  const all = layoutsOf("megatron", { ...large, parameters: 175e9, limitBytes: 85.9e9 });
  const published = { tensor: 8, pipeline: 8, chunks: 3, microbatch: 1, remat: "selective", sequenceParallel: true };
  for (const zero of [0, 1]) expect(all).toContainEqual(expect.objectContaining({ ...published, zero }));
  expect(Math.min(...all.map(({ tensor, pipeline }) => tensor * pipeline))).toBe(16);
});

test.each([
  ["one stage", megatron({ dataParallel: 2, tensorParallel: 2 }), 8, "none"],
  ["1F1B", megatron({ pipelineParallel: 2, tensorParallel: 2 }), 8, "none"],
  ["GPipe with ZeRO-1", megatron({ pipelineParallel: 2, zero: 1, schedule: "gpipe" }), 4, "none"],
  ["one stage", megatron({ dataParallel: 2, tensorParallel: 2 }), 8, "fused"],
  ["1F1B", megatron({ pipelineParallel: 2, tensorParallel: 2 }), 8, "fused"],
  ["GPipe with ZeRO-1", megatron({ pipelineParallel: 2, zero: 1, schedule: "gpipe" }), 4, "fused"],
] as const)("%s: a program of two microbatches stands for the whole step", async (_, method, microbatches, remat) => {
  const model = make(blocks);
  const planned = await planStep(model.trainStep, exampleSpecs(model, batch), {
    ...{ method, devices: 4, cluster, precision: "bf16", microbatches, remat, batchArgs: model.batchArgs },
  });
  const target = { cluster, limitBytes: 1e12 };
  const [whole, short] = [priceWhole(planned, target), priceByMicrobatch(planned, target)];
  expect(Math.abs(short.seconds / whole.seconds - 1)).toBeLessThan(0.03);
  expect(Math.abs(short.bubble! - whole.bubble!)).toBeLessThan(0.03);
  expect(Math.abs(short.memory.peakBytes / whole.memory.peakBytes - 1)).toBeLessThan(remat === "none" ? 0.1 : 0.15);
  const sent = (of: typeof whole): number => of.traffic!.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sent(short) / sent(whole)).toBeCloseTo(1, 6);
});

test("the search prices a layout that fits first, then its neighbors, and skips what needs more than one too large", () => {
  const layouts = layoutsOf("megatron", { ...space, devices: 8, perHost: 4, batch: 64 });
  // A layout fits if its tensor group and pipeline hold the model.
  const priceOf = ({ tensor, pipeline, microbatch, remat }: Layout): Priced => ({
    seconds: pipeline + 1 / microbatch + (remat === "full" ? 1 : 0),
    memory: { peakBytes: (4 * microbatch) / (tensor * pipeline), limitBytes: 1 },
  });
  const search = new LayoutSearch(layouts, 4);
  const order: Layout[] = [];
  let best: Layout | undefined;
  for (let layout = search.next(); layout; layout = search.next()) {
    order.push(layout);
    if (search.add(layout, priceOf(layout))) best = layout;
  }
  expect(isUsual(order[0], 4)).toBe(true);
  expect(order.length).toBeLessThan(layouts.length);
  const fitting = layouts.filter((layout) => priceOf(layout).memory.peakBytes <= 1);
  expect(priceOf(best!).seconds).toBe(Math.min(...fitting.map((layout) => priceOf(layout).seconds)));
  expect(order).toEqual(expect.arrayContaining(fitting));
});

// Narayanan et al., SC'21, table 2: GPT-3 of 174.6B parameters, T = 8, P = 12, microbatches of 1, all recomputed; FLOPs
// by its equation 3, which counts the recomputation.
test.each([
  [48, 153],
  [96, 149],
])("Megatron's published step on %d hosts is predicted within 10 %", async (hosts, teraflops) => {
  const host = presetHost("test", "a100-80gb", 8);
  const kind = { ...host, device: { ...host.device, engine: "megatron" as const } };
  const cluster = makeCluster(`${hosts} hosts`, Array(hosts).fill(kind));
  const model = catalogue.get("gpt3-175b")!;
  const devices = 8 * hosts;
  const published = {
    tensor: 8,
    pipeline: 12,
    chunks: 1,
    microbatch: 1,
    remat: "full",
    sequenceParallel: false,
    zero: 0,
  };
  const layout = layoutsOf("megatron", {
    devices,
    perHost: 8,
    batch: 1536,
    precision: "bf16",
    leastRemat: "none",
    blocks: 96,
  }).find((each) => Object.entries(published).every(([key, value]) => each[key as keyof Layout] === value))!;
  const large = { key: "gpt3-175b", layersPerBlock: 1, make: model.makeBlocks! };
  const { seconds, memory } = await priceLayout(new Predictor(), large, hardwareOf(cluster)!, layout, 85.9e9);
  const flops = 96 * 1536 * 2048 * 96 * 12288 ** 2 * (1 + 2048 / (6 * 12288) + 51200 / (16 * 96 * 12288));
  expect(Math.abs(seconds / (flops / (devices * teraflops * 1e12)) - 1)).toBeLessThan(0.1);
  expect(memory.peakBytes).toBeLessThan(memory.limitBytes);
});

test("every method has a row with numbers or a reason; auto is not slower than a row that fits", async () => {
  const question = { model: "small", cluster, batch, precision: "bf16" as const, memoryBytes: 1e12, flops: 1e12 };
  const model = make(blocks);
  const compared = await compareMethods({
    ...{ question, target: { cluster, limitBytes: 1e12 }, space, blocks: subject, seconds: 1 },
    plan: (options) =>
      planStep(model.trainStep, exampleSpecs(model, batch), {
        ...options,
        ...{ devices: 4, cluster, precision: "bf16", batchArgs: model.batchArgs },
      }),
  });
  const rows = compared.map(({ row }) => row);
  expect(rows.map(({ method }) => method)).toEqual(
    expect.arrayContaining([
      "data parallel",
      "ZeRO-3",
      "PipeDream",
      "GPipe",
      "Megatron-LM",
      "Alpa as published",
      "auto",
    ]),
  );
  for (const { status, reason, seconds } of rows)
    expect(status === "fits" ? seconds : reason, `${status}`).toBeTruthy();
  const synchronous = rows.filter(({ status, method }) => status === "fits" && method !== "PipeDream");
  expect(rows.at(-1)!.seconds).toBe(Math.min(...synchronous.map(({ seconds }) => seconds!)));
});
