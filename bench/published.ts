/**
 * @file Compares published training steps with simulated ones: Megatron-LM's GPTs on A100s (Narayanan et al. 2021,
 * table 1; Korthikanti et al. 2022, table 5), planned with their own degrees of parallelism, recomputation and batches.
 * Needs the shared data.
 *
 * The first table gives neither the microbatch nor the chunks of a stage: the predicted best of 1, 2 and 4 examples
 * that fits, and the fewest chunks of 2 and more that divide a stage's layers.
 *
 *     npx tsx bench/published.ts [part of a row's name …]
 */
import { readFileSync } from "node:fs";
import { gpt } from "../examples/gpt.ts";
import { parseCluster } from "../src/cluster/parse.ts";
import { exampleSpecs } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { megatron } from "../src/methods/megatron.ts";
import { adamw } from "../src/optim/index.ts";
import type { Remat } from "../src/plan/plan.ts";
import { compile } from "../src/planner/compile.ts";
import { simulateProgram } from "../src/simulate/simulate.ts";

interface Point {
  readonly id: string;
  readonly source: string;
  readonly hardware: { readonly n_gpus: number };
  readonly model: {
    readonly layers: number;
    readonly hidden: number;
    readonly heads: number;
    readonly seq: number;
    readonly vocab: number;
  };
  readonly parallel: {
    readonly tp: number;
    readonly pp: number;
    readonly dp: number;
    readonly vpp?: number;
    readonly sp?: boolean;
  };
  readonly batch: { readonly global_batch: number; readonly micro_batch?: number };
  readonly recompute: Remat;
  readonly measured: { readonly iter_time_s?: number };
  readonly derived: { readonly iter_time_s?: number };
}

interface Prediction {
  readonly microbatch: number;
  readonly seconds: number;
  readonly peakBytes: number;
  /** Shares of the step, for the device that computes most. */
  readonly compute: number;
  readonly communication: number;
  readonly idle: number;
}

const file = `${process.env.ALPA_SHARED_DATA ?? "../shared/data"}/validation.json`;
const { points } = JSON.parse(readFileSync(file, "utf8")) as { points: Point[] };

/** Chunks of a stage: as published, else the fewest that divide its layers. */
function chunksOf({ model, parallel: { pp, vpp } }: Point): number {
  if (vpp !== undefined || pp === 1) return vpp ?? 1;
  const layers = model.layers / pp;
  for (let chunks = 2; chunks <= layers; chunks++) if (layers % chunks === 0) return chunks;
  return 1;
}

async function predict(point: Point, microbatch: number): Promise<Prediction> {
  const { tp, pp, dp, sp } = point.parallel;
  const { layers, hidden, heads, seq, vocab } = point.model;
  const devices = point.hardware.n_gpus;
  const cluster = parseCluster(`${Math.ceil(devices / 8)}x8:a100-80gb`);
  const model = gpt({ layers, hidden, heads, seq, vocab, optimizer: adamw(1e-4) });
  const chunks = chunksOf(point);
  const { program } = await compile(model.trainStep, exampleSpecs(model, point.batch.global_batch), {
    method: megatron({
      tensorParallel: tp,
      pipelineParallel: pp,
      dataParallel: dp,
      sequenceParallel: sp ?? false,
      ...(chunks > 1 && { chunks }),
    }),
    devices,
    microbatches: point.batch.global_batch / dp / microbatch,
    batchArgs: model.batchArgs,
    precision: "bf16",
    remat: point.recompute.startsWith("full") ? "full" : point.recompute,
  });
  const { seconds, meshes } = simulateProgram(program, { cluster });
  const usage = meshes.map((mesh) => mesh.usage).sort((a, b) => b.computeSeconds - a.computeSeconds)[0];
  return {
    microbatch,
    seconds,
    peakBytes: Math.max(...meshes.map(({ memory }) => memory.peakBytes)),
    compute: usage.computeSeconds / seconds,
    communication: usage.communicationSeconds / seconds,
    idle: usage.bubble,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`.padStart(6);

await init("wasm");
const names = process.argv.slice(2);
console.log(
  "run: measured, predicted seconds, predicted over measured; compute, communication, idle; peak; microbatch",
);
for (const point of points) {
  if (!["megatron_sc21_t1", "korthikanti"].includes(point.source) || !point.parallel) continue;
  if (names.length > 0 && !names.some((name) => point.id.includes(name))) continue;
  const measured = point.measured.iter_time_s ?? point.derived.iter_time_s;
  if (measured === undefined) continue;
  const memoryBytes = parseCluster("1x8:a100-80gb").hosts[0].device.memoryBytes;
  const sizes = point.batch.micro_batch ? [point.batch.micro_batch] : [1, 2, 4];
  const all: Prediction[] = [];
  for (const size of sizes) all.push(await predict(point, size));
  const fitting = all.filter(({ peakBytes }) => peakBytes <= memoryBytes);
  const [best] = (fitting.length > 0 ? fitting : all).sort((a, b) => a.seconds - b.seconds);
  console.log(
    [
      point.id.padEnd(30),
      measured.toFixed(2).padStart(7),
      best.seconds.toFixed(2).padStart(7),
      percent(best.seconds / measured - 1),
      ...[best.compute, best.communication, best.idle].map(percent),
      `${(best.peakBytes / 1e9).toFixed(0)} GB`.padStart(7),
      `${best.microbatch}`,
    ].join("  "),
  );
}
