/**
 * @file PipeDream on the threads engine: with a flush it matches the losses of one device; without, it still learns.
 */
import { expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { InvalidConfig } from "../../src/base/errors.ts";
import { type PipedreamOptions, pipedream } from "../../src/index.ts";
import { adam } from "../../src/optim/index.ts";
import { runOracle } from "../support/oracle.ts";
import { trainExample } from "../support/train-example.ts";

const example = mlp({ hidden: 64, layers: 3, optimizer: adam(1e-3) });
const [seed, batch] = [3, 64];

const train = (options: PipedreamOptions, steps: number, devices: number, microbatches: number) =>
  trainExample(example, { method: pipedream(options), devices, microbatches, steps, seed, batch });

test("flush: the losses of one device, on stages with replicas", async () => {
  const { losses, plan } = await train({ weightVersions: "flush", replicas: [2, 1, 1] }, 4, 4, 4);
  const oracle = runOracle(example, { steps: 4, seed, batch });
  losses.forEach((loss, i) => {
    expect(Math.abs(loss / oracle.losses[i] - 1)).toBeLessThan(1e-4);
  });
  expect(plan.stages.map(({ devices }) => devices.length)).toEqual([2, 1, 1]);
  expect(plan.pipeline).toEqual({ schedule: "pipedream-flush", numChunks: 1, numUpdates: 1 });
});

test.each([
  ["stash", 8],
  ["2bw", 2],
] as const)("%s: %i updates a call with delayed weights learn the digits", async (weightVersions, numUpdates) => {
  const { losses, plan } = await train({ weightVersions, replicas: [1, 1, 1, 1] }, 40, 4, 8);
  expect(plan.pipeline!.numUpdates).toBe(numUpdates);
  expect(losses[0]).toBeGreaterThan(1.5);
  const last = losses.slice(-5).reduce((sum, loss) => sum + loss / 5, 0);
  expect(last).toBeLessThan(0.7);
});

test("the partitioner's own stages run", async () => {
  const { losses } = await train({}, 3, 2, 4);
  expect(losses.every(Number.isFinite)).toBe(true);
});

test.each([
  [{ replicas: [2, 1] }, 4, /^pipedream: replicas: 2 \+ 1 is 3 devices, the step runs on 4; make them equal/],
  [{ replicas: [1, 1, 1, 1, 1] }, 5, /5 layers need at least|need at least as many/],
  [{ weightVersions: "2bw", microbatchesPerUpdate: 3 }, 2, /updates after every 3 microbatches, which do not divide 8/],
  [{ weightVersions: "2bw", replicas: [1, 1, 1, 1], microbatchesPerUpdate: 2 }, 4, /at least as many microbatches/],
] as const)("%o on %i devices is refused", async (options, devices, message) => {
  const error = await train(options as PipedreamOptions, 1, devices, 8).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InvalidConfig);
  expect((error as Error).message).toMatch(message);
});
