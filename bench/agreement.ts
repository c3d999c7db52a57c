/**
 * @file Compares the losses of parallel runs with jax-js alone: every example at its default size, 20 steps, under
 * every way of running it. Prints the largest relative difference of any step (goal: 1e-4).
 *
 *     npx tsx bench/agreement.ts [steps] [example …]
 */

import { loadExample } from "../src/cli/load-model.ts";
import { methodOf } from "../src/cli/methods.ts";
import { initialState } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { parallelize } from "../src/index.ts";
import { runOracle } from "../test/support/oracle.ts";

const runs: [method: string, devices: number, microbatches: number][] = [
  ["data", 4, 1],
  ["data", 1, 1],
  ["tensor", 4, 1],
  ["manual", 4, 1],
  ["data", 4, 4],
  ["zero1", 4, 1],
  ["zero2", 4, 1],
  ["zero3", 4, 1],
  ["shard", 4, 1],
];
const [steps = "20", ...names] = process.argv.slice(2);
const seed = 0;
await init("wasm");
for (const name of names.length > 0 ? names : ["mlp", "gpt", "moe", "conv"]) {
  const example = await loadExample(name);
  const { batch } = example.defaults;
  const oracle = runOracle(example, { steps: Number(steps), seed, batch });
  console.log(`${name}, batch ${batch}, ${steps} steps; jax-js alone ends at ${oracle.losses.at(-1)!.toPrecision(6)}`);
  for (const [method, devices, microbatches] of runs) {
    await using step = parallelize(example.trainStep, {
      method: methodOf({ method, devices, place: [] }, example),
      devices,
      microbatches,
      batchArgs: example.batchArgs,
    });
    const batches = example.batches(seed, batch);
    let state: unknown = initialState(example, seed);
    let worst = 0;
    for (const expected of oracle.losses) {
      const result = (await step(state as never, ...(batches.next().value as never[]))) as {
        state: unknown;
        loss: { item(): Promise<number> };
      };
      state = result.state;
      worst = Math.max(worst, Math.abs((await result.loss.item()) - expected) / Math.abs(expected));
    }
    console.log(`  ${method.padEnd(7)} devices ${devices}  microbatches ${microbatches}  ${worst.toExponential(1)}`);
  }
}
