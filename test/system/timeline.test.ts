/** @file A measured and a simulated step of one program: the same work in the same order on every device. */
import { expect, test } from "vitest";
import type { TimelineBar } from "../../src/draw/bars.ts";
import { numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { HostArray, parallelize, pipeshard } from "../../src/index.ts";

type Weights = { a: np.Array; b: np.Array };

const loss = ({ a, b }: Weights, x: np.Array) => np.mean(np.square(np.dot(np.tanh(np.dot(x, a)), b)));

function trainStep(weights: Weights, x: np.Array) {
  const [value, grads] = valueAndGrad(loss)(tree.ref(weights), x);
  return { weights: { a: weights.a.sub(grads.a.mul(0.1)), b: weights.b.sub(grads.b.mul(0.1)) }, loss: value };
}

const ones = (...shape: number[]) => new HostArray(new Float32Array(shape[0] * shape[1]).fill(0.1), shape);

/** The work of a device, in order. */
const workOf = (bars: readonly TimelineBar[], device: number) =>
  bars
    .filter((bar) => bar.device === device && bar.kind !== "wait")
    .sort((a, b) => a.startSeconds - b.startSeconds)
    .map(({ name, kind, task }) => ({ name, kind, task }));

test("measured and simulated timelines have the same bars", async () => {
  await using step = parallelize(trainStep, {
    method: pipeshard({ stages: 2 }),
    devices: 4,
    microbatches: 4,
    batchArgs: [1],
    timeline: true,
  });
  const weights = { a: ones(16, 32), b: ones(32, 8) };
  const executable = await step.getExecutable(weights, ones(32, 16));
  await step(weights, ones(32, 16));
  const [measured, predicted] = [executable.timeline(), executable.simulate()];
  for (const device of [0, 1, 2, 3]) {
    const work = workOf(predicted.timeline, device);
    expect(work.length).toBeGreaterThan(12);
    expect(workOf(measured, device)).toEqual(work);
  }
  expect(predicted.meshes.map(({ peakInFlight }) => peakInFlight)).toEqual([2, 1]);
  for (const { device, computeSeconds, bubble } of executable.usage()) {
    const own = measured.filter((bar) => bar.device === device && bar.kind !== "wait" && bar.kind !== "communication");
    const seconds = own.reduce((sum, bar) => sum + bar.endSeconds - bar.startSeconds, 0);
    expect(computeSeconds).toBeCloseTo(seconds, 9);
    expect(bubble).toBeGreaterThan(0);
    expect(bubble).toBeLessThan(1);
  }
  executable.memory().forEach(({ device, inputBytes, temporaryBytes }) => {
    const { memory } = predicted.meshes[Math.floor(device / 2)];
    const rounding = 64 * executable.program.meshes[Math.floor(device / 2)].buffers.length;
    expect(Math.abs(inputBytes + temporaryBytes - memory.peakBytes)).toBeLessThan(rounding);
  });
});
