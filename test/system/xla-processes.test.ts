/**
 * @file The xla engine in several processes: the losses of the threads engine, and an end of one process ends all. Needs
 * a Python with jax in `ALPA_PYTHON`; without it, the tests are skipped with one line that says so.
 */
import { expect, test } from "vitest";
import { gpt } from "../../examples/gpt.ts";
import { xla } from "../../src/engines/xla/index.ts";
import { dataParallel, type Method, megatron, pipeshard, zero } from "../../src/index.ts";
import { adam, chain, clipByGlobalNorm } from "../../src/optim/index.ts";
import { trainExample } from "../support/train-example.ts";

const python = process.env.ALPA_PYTHON;
if (python === undefined) console.warn("SKIPPED: the xla engine is not tested; set ALPA_PYTHON to a Python with jax");

// Clipping by the global norm makes the stages communicate in the update.
const optimizer = chain(clipByGlobalNorm(0.5), adam(1e-3));
const example = gpt({ layers: 2, hidden: 16, heads: 2, seq: 8, optimizer });
const options = { batch: 8, steps: 3, seed: 3 };

test.skipIf(python === undefined).each<[string, number, Method, processes: readonly number[]]>([
  ["data", 1, dataParallel(), 2],
  ["zero3", 1, zero({ stage: 3 }), 2],
  ["megatron, 2 stages", 2, megatron({ pipelineParallel: 2, tensorParallel: 2 }), 1],
  ["megatron, 2 stages", 2, megatron({ pipelineParallel: 2, tensorParallel: 2 }), 2],
  ["megatron, 2 stages", 2, megatron({ pipelineParallel: 2, tensorParallel: 2 }), 4],
  ["pipeshard, 1F1B", 2, pipeshard({ stages: 2, schedule: "1f1b" }), 2],
  ["pipeshard, ZB-V", 2, pipeshard({ stages: 2, schedule: "zb-v" }), 2],
])("%s, %i microbatches: the losses of the threads engine", { timeout: 300_000 }, async (...row) => {
  const [, microbatches, method, processes] = row;
  const given = { ...options, method, microbatches, devices: 4 };
  const expected = (await trainExample(example, given)).losses;
  const { losses } = await trainExample(example, { ...given, engine: xla({ python, processes }) });
  expect(losses.length).toBe(options.steps);
  losses.forEach((loss, i) => {
    expect(Math.abs(loss / expected[i] - 1), `step ${i + 1}, ${processes} processes`).toBeLessThan(1e-5);
  });
});
