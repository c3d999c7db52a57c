/** @file End to end on the threads engine: every example, under every method, matches the losses of jax-js alone. */
import { describe, expect, test } from "vitest";
import { conv } from "../../examples/conv.ts";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { moe } from "../../examples/moe.ts";
import type { AnyExample } from "../../src/frontends/jaxjs/example.ts";
import { dataParallel, type Method, shard, tensorParallel, zero } from "../../src/index.ts";
import { runOracle } from "../support/oracle.ts";
import { trainExample } from "../support/train-example.ts";

const examples: [AnyExample, batch: number][] = [
  [mlp({ hidden: 32, layers: 3 }), 8],
  [gpt({ layers: 2, hidden: 32, heads: 4, seq: 16 }), 8],
  [moe({ layers: 1, hidden: 16, heads: 2, seq: 16, experts: 4 }), 8],
  [conv({ channels: [4, 8] }), 8],
];

const runs: [label: string, Method, devices: number, microbatches: number][] = [
  ["one device", dataParallel(), 1, 1],
  ["data", dataParallel(), 4, 1],
  ["data, 4 microbatches", dataParallel(), 2, 4],
  ["tensor", tensorParallel(), 2, 1],
  ["tensor and data", tensorParallel({ degree: 2 }), 4, 2],
  ["zero-1", zero({ stage: 1 }), 2, 1],
  ["zero-2", zero({ stage: 2 }), 4, 2],
  ["zero-3", zero({ stage: 3 }), 2, 1],
  ["shard", shard(), 4, 1],
];

const steps = 4;
const seed = 3;

describe.each(examples.map(([example, batch]) => ({ name: example.name, example, batch })))("$name", (row) => {
  const oracle = runOracle(row.example, { steps, seed, batch: row.batch });
  test.each(runs)("%s", async (_, method, devices, microbatches) => {
    const { losses, report } = await trainExample(row.example, {
      method,
      devices,
      microbatches,
      steps,
      seed,
      batch: row.batch,
    });
    losses.forEach((loss, i) => {
      expect(Math.abs(loss - oracle.losses[i]) / Math.abs(oracle.losses[i])).toBeLessThan(1e-4);
    });
    expect(report).toHaveLength(devices);
  });
});
