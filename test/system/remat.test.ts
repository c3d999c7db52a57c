/** @file Rematerialization on the threads engine. */
import { describe, expect, test } from "vitest";
import { gpt } from "../../examples/gpt.ts";
import { initialState } from "../../src/frontends/jaxjs/example.ts";
import { dataParallel, getLastExecutable, type Method, parallelize, pipeshard } from "../../src/index.ts";
import { rematChoices } from "../../src/plan/plan.ts";
import { runOracle } from "../support/oracle.ts";

const example = gpt({ layers: 4, hidden: 64, heads: 4, seq: 64 });
const [steps, seed, batch] = [2, 3, 8];
const oracle = runOracle(example, { steps, seed, batch });

const runs: [label: string, Method, devices: number, microbatches: number][] = [
  ["one device", dataParallel(), 1, 1],
  ["1f1b of two stages", pipeshard({ stages: 2 }), 2, 4],
];

describe("gpt on threads: remat trains the same in less memory", () => {
  test.each(runs)("%s", async (_, method, devices, microbatches) => {
    const peaks: number[] = [];
    for (const remat of rematChoices) {
      const { trainStep, batchArgs } = example;
      await using step = parallelize(trainStep, { method, devices, microbatches, batchArgs, remat });
      const batches = example.batches(seed, batch);
      let state: unknown = initialState(example, seed);
      for (let i = 0; i < steps; i++) {
        const result = await step(state as never, ...(batches.next().value as never[]));
        state = result.state;
        expect(Math.abs((await result.loss.item()) / oracle.losses[i] - 1)).toBeLessThan(1e-4);
      }
      peaks.push(
        Math.max(
          ...getLastExecutable(step)
            .perDevice()
            .map(({ peakBytes }) => peakBytes),
        ),
      );
    }
    const [none, fused, selective, full] = peaks;
    expect(fused).toBeLessThan(none);
    expect(selective).toBeLessThan(none);
    expect(full).toBeLessThan(none);
  });

  test("an unknown choice is refused", () => {
    expect(() => parallelize(example.trainStep, { remat: "some" as never })).toThrow(
      'parallelize: remat: got "some"; give none, fused, selective, full',
    );
  });
});
