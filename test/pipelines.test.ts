/** @file The law of the house for pipelines: on worker threads, every synchronous schedule and layout trains to the losses of jax-js alone. */
import { describe, expect, test } from "vitest";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { type AnyExample, initialState } from "../src/frontends/jaxjs/example.ts";
import { type MegatronOptions, megatron, parallelize } from "../src/index.ts";
import { scheduleRules } from "../src/pipeline/schedules/registry.ts";
import { runOracle } from "./oracle.ts";

const schedules = scheduleRules.flatMap(({ name, weightVersions }) => (weightVersions(0, 2, 2) > 1 ? [] : [name]));

const layouts: Readonly<Record<string, readonly [devices: number, MegatronOptions]>> = {
  pp2: [2, { pipelineParallel: 2 }],
  pp4: [4, { pipelineParallel: 4 }],
  pp2·tp2: [4, { pipelineParallel: 2, tensorParallel: 2 }],
  pp2·dp2: [4, { pipelineParallel: 2, dataParallel: 2 }],
  "pp2·tp2·zero1 on 8": [8, { pipelineParallel: 2, tensorParallel: 2, zero: 1 }],
};

const [steps, seed, batch, microbatches] = [3, 3, 16, 4];

async function train(example: AnyExample, devices: number, options: MegatronOptions): Promise<number[]> {
  const { trainStep, batchArgs } = example;
  await using step = parallelize(trainStep, { method: megatron(options), devices, microbatches, batchArgs });
  const batches = example.batches(seed, batch);
  let state: unknown = initialState(example, seed);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const result = await step(state as never, ...(batches.next().value as never[]));
    state = result.state;
    losses.push(await result.loss.item());
  }
  return losses;
}

const all = schedules.flatMap((schedule) => Object.keys(layouts).map((layout) => [schedule, layout] as const));
/** Every schedule and every layout once. */
const some = schedules.map((schedule, i) => [schedule, Object.keys(layouts)[i % 5]] as const);
const examples: [AnyExample, runs: typeof all][] = [
  [mlp({ hidden: 16, layers: 8 }), all],
  // Tracing it takes longer.
  [gpt({ layers: 2, hidden: 32, heads: 4, seq: 16 }), process.env.ALPA_CASES ? all : some],
];

describe.each(examples.map(([example, runs]) => ({ name: example.name, example, runs })))(
  "$name",
  ({ example, runs }) => {
    const oracle = runOracle(example, { steps, seed, batch });
    test.each(runs)("%s, %s", async (schedule, layout) => {
      const [devices, options] = layouts[layout];
      const losses = await train(example, devices, { ...options, schedule });
      losses.forEach((loss, i) => {
        expect(Math.abs(loss - oracle.losses[i]) / Math.abs(oracle.losses[i])).toBeLessThan(1e-4);
      });
    });
  },
);
