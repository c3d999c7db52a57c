/**
 * @file Training that goes on when workers die or hang: at random instants with a seed, under every method. The losses
 * are those of a run without faults. ALPA_LOST_SEED and ALPA_LOST_TRIALS draw other and more trials.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { seededRandom } from "../../src/base/random.ts";
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import {
  DeviceLost,
  dataParallel,
  type Method,
  megatron,
  type ParallelizedStep,
  type ParallelizeOptions,
  parallelize,
  pipeshard,
  shard,
  tensorParallel,
  threads,
  toHost,
  zero,
} from "../../src/index.ts";
import { faultKinds, injectFault, watchWorkers, withFaults } from "../support/faults.ts";

const workers = await watchWorkers();
afterEach(() => {
  injectFault("throw", 0);
  expect(workers.size, "threads left").toBe(0);
});

const example: AnyExample = mlp({ hidden: 16, layers: 2 });
const engine = threads({ ...withFaults, stallSeconds: 1.5 });
const batch = 8;
const numSteps = 10;
type Step = ParallelizedStep<AnyExample["trainStep"]>;

const start = (options: ParallelizeOptions, said: string[] = []): Step =>
  parallelize(example.trainStep, {
    engine,
    batchArgs: example.batchArgs,
    elastic: true,
    onCompile: (text) => said.push(text),
    ...options,
  });

/** Trains, and goes back to the state of the last checkpoint (every third step) if the devices lost it. */
async function train(step: Step, beforeStep: (i: number) => void = () => {}) {
  const batches = example.batches(1, batch);
  const arrays = Array.from({ length: numSteps }, () => batches.next().value as never[]);
  const losses: number[] = [];
  let state: unknown = initialState(example, 1);
  let saved = { step: 0, state: state };
  let numBack = 0;
  for (let i = 0; i < numSteps; i++) {
    if (i % 3 === 0 && i > saved.step) saved = { step: i, state: await toHost(state as never) };
    beforeStep(i);
    try {
      const result = await step(state as never, ...arrays[i]);
      state = result.state;
      losses[i] = await result.loss.item();
    } catch (error) {
      if (!(error instanceof DeviceLost)) throw error;
      expect(error.message).toContain("the other devices do not hold all of the state");
      expect(i).toBeGreaterThanOrEqual(saved.step);
      expect(i - saved.step).toBeLessThanOrEqual(3);
      numBack++;
      i = saved.step - 1;
      state = saved.state;
    }
  }
  return { losses, numBack };
}

let usual: number[] | undefined;
const expectUsual = async (losses: readonly number[]): Promise<void> => {
  if (!usual) {
    await using step = start({ devices: 1 });
    usual = (await train(step)).losses;
  }
  losses.forEach((loss, i) => {
    expect(Math.abs(loss - usual![i]), `step ${i + 1}: ${loss}, not ${usual![i]}`).toBeLessThan(1e-4);
  });
};

test.each(faultKinds)("a worker under fault %s ends the step with its name, and is not waited for", async (kind) => {
  await using step = start({ devices: 2, elastic: false });
  const state = initialState(example, 1);
  const arrays = example.batches(1, batch).next().value as never[];
  await step.getExecutable(state as never, ...arrays);
  injectFault(kind, 2);
  const error = await step(state as never, ...arrays).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DeviceLost);
  const reasons = { throw: "boom", exit: "the worker exited with code 3" };
  const reason = reasons[kind as keyof typeof reasons] ?? "no progress for 1\\.50 s";
  expect((error as DeviceLost).message).toMatch(
    new RegExp(`^device [01]: failed in step 1, segment 0 .*: ${reason}; all devices have been stopped$`),
  );
  expect((error as DeviceLost).devices).toHaveLength(1);
  await expect(step(state as never, ...arrays)).rejects.toBe(error);
});

const replicated: readonly (readonly [string, Method, number])[] = [
  ["data", dataParallel(), 2],
  ["data", dataParallel(), 4],
];
test.each(replicated)("%s: nothing is lost", async (_, method, devices) => {
  for (const kind of faultKinds) {
    const said: string[] = [];
    await using step = start({ method, devices }, said);
    const { losses, numBack } = await train(step, (i) => i === 4 && injectFault(kind, 1));
    await expectUsual(losses);
    expect(numBack).toBe(0);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(
      new RegExp(
        `device \\d: failed in step 5, .*; goes on with ${devices === 2 ? "1 device" : "2 devices"} under dataParallel \\(was ${devices}\\), planned in `,
      ),
    );
  }
});

test.each(faultKinds)("a worker under fault %s in an evaluation: it is repeated by the others", async (kind) => {
  const said: string[] = [];
  await using step = start({ devices: 2 }, said);
  const evaluate = step.with(example.evaluation!.step, { batchArgs: example.batchArgs });
  const held = example.batches(7, batch).next().value as never[];
  const values: number[] = [];
  const batches = example.batches(1, batch);
  const losses: number[] = [];
  let state: unknown = initialState(example, 1);
  for (let i = 0; i < 6; i++) {
    const result = await step(state as never, ...(batches.next().value as never[]));
    ({ state } = result);
    losses.push(await result.loss.item());
    if (i !== 2) continue;
    for (const after of [0, 1]) {
      injectFault(kind, after);
      values.push(await (await evaluate(state as never, ...held)).item());
    }
  }
  await expectUsual(losses);
  expect(Math.abs(values[1] - values[0])).toBeLessThan(1e-5);
  expect(said).toHaveLength(1);
});

test("a step that fails on every device is not tried on each of them", async () => {
  const said: string[] = [];
  await using step = start({ devices: 4 }, said);
  const state = initialState(example, 1);
  const arrays = example.batches(1, batch).next().value as never[];
  await step(state as never, ...arrays);
  injectFault("throw", 1, true);
  await expect(step(state as never, ...arrays)).rejects.toThrow(/^device \d: failed in step 1, .*: boom/);
  expect(said).toHaveLength(1);
});

test.skipIf(process.platform === "win32")(
  "a worker that hangs in a native function is lost, and the process ends",
  async () => {
    const script = fileURLToPath(new URL("../support/native-hang.ts", import.meta.url));
    const begin = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script], {
      encoding: "utf8",
      timeout: 300_000,
    });
    expect(status, stderr).toBe(7);
    await expectUsual(JSON.parse(stdout));
    expect(performance.now() - begin).toBeLessThan(300_000);
  },
);

const methods: Readonly<Record<string, () => ParallelizeOptions>> = {
  data: () => ({ method: dataParallel() }),
  tensor: () => ({ method: tensorParallel() }),
  zero2: () => ({ method: zero({ stage: 2 }) }),
  zero3: () => ({ method: zero({ stage: 3 }) }),
  shard: () => ({ method: shard() }),
  pipeshard: () => ({ method: pipeshard({ stages: 2 }), microbatches: 2 }),
  megatron: () => ({ method: megatron({ pipelineParallel: 2 }), microbatches: 2 }),
};

const random = seededRandom(Number(process.env.ALPA_LOST_SEED ?? 1));
const trials = Array.from({ length: Number(process.env.ALPA_LOST_TRIALS ?? 8) }, (_, i) => {
  const name = Object.keys(methods)[i % Object.keys(methods).length];
  return [name, [2, 4][random.int(2)], random.int(2 ** 31)] as const;
});

test.each(trials)("%s on %i devices: workers die at random instants (seed %i)", async (name, devices, seed) => {
  const draw = seededRandom(seed);
  const said: string[] = [];
  await using step = start({ ...methods[name](), devices }, said);
  let numKilled = 0;
  const { losses, numBack } = await train(step, () => {
    if (numKilled >= devices - 1 || draw.next() < 0.6) return;
    numKilled++;
    const kind = [...faultKinds, "terminate", "terminate"][draw.int(faultKinds.length + 2)];
    if (kind === "terminate") {
      setTimeout(() => void [...workers][draw.int(workers.size)]?.terminate(), 8 * draw.next());
    } else injectFault(kind, 1 + draw.int(3 * devices));
  });
  await expectUsual(losses);
  process.stdout.write(`${name} on ${devices}: ${numKilled} faults, ${numBack} times back; ${said.length} plans\n`);
});
