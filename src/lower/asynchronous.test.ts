import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { evaluateDelayed } from "../../test/support/delayed-step.ts";
import { randomPipeline } from "../../test/support/random-pipeline.ts";
import { conv, gpt, mlp, moe, stepOf, type TracedStep, traceLoss } from "../../test/support/train-steps.ts";
import { seededRandom } from "../base/random.ts";
import { numpy as np } from "../frontends/jaxjs/jax.ts";
import type { TensorData } from "../ir/types.ts";
import { findSchedule } from "../schedules/registry.ts";
import { makeSchedule } from "../schedules/schedule.ts";
import { interpretProgram } from "./interpret.ts";
import { lower } from "./lower.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Math.ceil(Number(process.env.ALPA_CASES ?? 60) / 10);

/** The batches of several updates: each input's own rows repeated, slightly different every time. */
function repeatBatch({ inputs, batchInputs }: TracedStep, times: number): TensorData[] {
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  return inputs.map((data, input) => {
    if (!isBatch.has(input)) return data;
    const repeated = new (data.constructor as new (length: number) => TensorData)(data.length * times);
    for (let i = 0; i < repeated.length; i++) {
      const update = Math.floor(i / data.length);
      repeated[i] = data instanceof Float32Array ? data[i % data.length] * (1 + 0.1 * update) : data[i % data.length];
    }
    return repeated;
  });
}

test.each(
  [
    ["mlp", mlp(4, [8, 16, 16, 16, 8])],
    ["gpt", gpt(4)],
    ["moe", moe(4)],
    ["conv", conv(4)],
  ].flatMap(([name, traced]) =>
    ["pipedream", "pipedream-2bw", "pipedream-flush"].map((schedule) => [name, schedule, traced] as const),
  ),
)("training %s by %s = its delayed gradients one after the other", (name, schedule, traced) => {
  for (let run = 0; run < cases; run++) {
    const caseSeed = seed * 1_000_003 + run;
    const random = seededRandom(caseSeed);
    const microbatches = schedule === "pipedream" ? 1 : random.pick([2, 4]);
    const numStages = 1 + random.int(schedule === "pipedream-2bw" ? 2 : name === "mlp" ? 4 : 3);
    const numUpdates = 1 + random.int(4);
    const step = stepOf(traced as TracedStep, microbatches);
    const plan = randomPipeline(random, step, { schedule, numStages, numChunks: 1, numUpdates, isByLayers: true });
    const data = repeatBatch(traced as TracedStep, numUpdates);
    const tasks = makeSchedule(findSchedule(schedule), {
      numStages,
      numMicrobatches: microbatches * numUpdates,
      microbatchesPerUpdate: microbatches,
    }).tasks;
    const versionOf = (input: number, k: number) =>
      tasks[plan.inputs[input].stage].find(({ kind, microbatch }) => kind === "forward" && microbatch === k)!
        .weightVersion!;
    const label = `${name}, case ${caseSeed}, ${schedule} of ${numStages} stages, ${numUpdates} updates`;
    const program = lower(step, plan);
    const expected = evaluateDelayed(step, data, numUpdates, versionOf);
    interpretProgram(program, data).forEach((actual, output) => {
      const { value, name: port } = step.graph.outputs[output];
      if (expected[output]) expectClose(actual, expected[output], step.graph.types[value], `${label}, output ${port}`);
    });
  }
});

test("batch totals that depend on weights are refused where every update has other weights", () => {
  const step = stepOf(
    traceLoss((w, x) => np.sqrt(np.square(np.dot(x, w)).mean())),
    2,
  );
  const sizes = { schedule: "pipedream-2bw", numStages: 1, numChunks: 1, numUpdates: 2 };
  const plan = randomPipeline(seededRandom(1), step, sizes);
  expect(() => lower(step, plan)).toThrow(
    /^dot_general\.\d+: makes a batch total with params\.w before the main loop, .*use a synchronous schedule, or 1 microbatch per update$/,
  );
});
