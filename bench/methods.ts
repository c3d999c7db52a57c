/**
 * @file Every method on every example, side by side in one run: measured step seconds on 2 and 4 devices, and for plans that a search
 * made the predicted seconds beside them. Methods take turns, so that a noisy neighbour hits all alike.
 *
 *     npx tsx bench/methods.ts [rounds] [profile.json]
 */
import { readFileSync } from "node:fs";
import { conv } from "../examples/conv.ts";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { moe } from "../examples/moe.ts";
import { parseProfile } from "../src/cost/profile.ts";
import { type AnyExample, initialState } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import {
  dataParallel,
  getLastExecutable,
  type Method,
  parallelize,
  shard,
  tensorParallel,
  zero,
} from "../src/index.ts";

const examples: [label: string, AnyExample, batch: number][] = [
  ["mlp 2048, batch 64", mlp(), 64],
  ["mlp 512, batch 1024", mlp({ hidden: 512, layers: 4 }), 1024],
  ["gpt, batch 16", gpt(), 16],
  ["moe, batch 16", moe(), 16],
  ["conv, batch 64", conv(), 64],
];

const [rounds = "8", profilePath] = process.argv.slice(2);
const profile = profilePath === undefined ? undefined : parseProfile(JSON.parse(readFileSync(profilePath, "utf8")));
await init("wasm");

for (const [label, example, batch] of examples) {
  for (const devices of [2, 4]) {
    const methods: [string, Method][] = [
      ["data", dataParallel()],
      ["tensor", tensorParallel()],
      ["zero1", zero({ stage: 1 })],
      ["zero2", zero({ stage: 2 })],
      ["zero3", zero({ stage: 3 })],
      ["shard", shard({ profile })],
    ];
    const arrays = example.batches(0, batch).next().value;
    const runs = methods.map(([name, method]) => ({
      name,
      step: parallelize(example.trainStep, { method, devices, batchArgs: example.batchArgs }),
      state: initialState(example, 0) as unknown,
      seconds: [] as number[],
    }));
    for (let round = -2; round < Number(rounds); round++) {
      for (const run of runs) {
        const start = performance.now();
        ({ state: run.state } = (await run.step(run.state as never, ...(arrays as never[]))) as { state: unknown });
        if (round >= 0) run.seconds.push((performance.now() - start) / 1e3);
      }
    }
    const rows = runs.map(({ name, step, seconds }) => ({
      name,
      measured: seconds.toSorted((a, b) => a - b)[seconds.length >> 1],
      predicted: getLastExecutable(step).plan.predicted?.seconds,
    }));
    const best = Math.min(...rows.map((row) => row.measured));
    console.log(`\n${label}, ${devices} devices`);
    for (const { name, measured, predicted } of rows) {
      const guess = predicted === undefined ? "" : `  predicted ${(1e3 * predicted).toFixed(1)} ms`;
      console.log(
        `  ${name.padEnd(7)} ${(1e3 * measured).toFixed(1).padStart(8)} ms  ×${(measured / best).toFixed(2)}${guess}`,
      );
    }
    for (const { step } of runs) await step.stop();
  }
}
