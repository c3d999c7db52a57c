/**
 * @file What every engine must do: the same cases for the threads engine and for the xla engine in one process and in
 * two. The xla engine needs a Python with jax (`alpa xla setup`); without it, its cases are skipped with one line that
 * says so. The oracle is jax-js on one device.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import type { DeviceTeam, Engine, RunningProgram } from "../../src/engines/engine.ts";
import { threads } from "../../src/engines/threads/index.ts";
import { xla } from "../../src/engines/xla/index.ts";
import { initialState } from "../../src/frontends/jaxjs/example.ts";
import type { HostArray } from "../../src/frontends/jaxjs/host-array.ts";
import { init, jit } from "../../src/frontends/jaxjs/jax.ts";
import { namedLeaves } from "../../src/frontends/jaxjs/names.ts";
import { getLastExecutable, type ParallelizeOptions, parallelize, pipeshard, toHost, zero } from "../../src/index.ts";
import type { TensorData } from "../../src/ir/types.ts";
import type { Program } from "../../src/lower/program.ts";
import { compile } from "../../src/planner/compile.ts";
import { runOracle, toJax } from "../support/oracle.ts";
import { isShort, pythonWithJax } from "../support/python-with-jax.ts";

// biome-ignore lint/suspicious/noExplicitAny: trees of many types
type Any = any;

const python = pythonWithJax("the xla engine is not held to the cases that the threads engine passes");
const engines: readonly (readonly [string, () => Engine])[] = [
  ["threads", () => threads()],
  ["xla", () => xla({ python })],
  ...(isShort ? [] : ([["xla, 2 processes", () => xla({ python, processes: 2 })]] as const)),
];

const example = mlp({ hidden: 16, layers: 2 });
const { trainStep, batchArgs } = example;
const evaluation = example.evaluation!.step as Any;
const run = { seed: 3, batch: 8 };
const start = () => initialState(example, run.seed) as Any;

function batchesOf(count: number): Any[][] {
  const batches = example.batches(run.seed, run.batch);
  return Array.from({ length: count }, () => batches.next().value as HostArray[]);
}

function expectNear(value: number, expected: number): void {
  expect(Math.abs(value - expected) / Math.max(1e-3, Math.abs(expected))).toBeLessThan(1e-4);
}

/** Expects two trees of host arrays to have nearly the same numbers. */
function expectState(state: unknown, expected: unknown): void {
  const leaves = namedLeaves("", expected);
  namedLeaves("", state).forEach(({ name, value }, i) => {
    const own = (value as HostArray).data;
    const other = (leaves[i].value as HostArray).data;
    expect(own.length, name).toBe(other.length);
    const far = own.findIndex((each, k) => Math.abs(Number(each) - Number(other[k])) > 1e-4);
    expect(far, name).toBe(-1);
  });
}

beforeAll(() => init("wasm"));

describe.each(engines)("engine %s", (name, engineOf) => {
  const isSkipped = name !== "threads" && python === undefined;
  const each = (what: string, body: () => Promise<void>) => test.skipIf(isSkipped)(what, { timeout: 120_000 }, body);
  const stepOf = (options: Partial<ParallelizeOptions> = {}) =>
    parallelize(trainStep as Any, {
      ...{ devices: 2, method: zero({ stage: 3 }), batchArgs, engine: engineOf() },
      ...options,
    }) as Any;

  each("trains to the losses and the state of one device, and evaluates in between", async () => {
    await using step = stepOf();
    const evaluate = step.with(evaluation, { batchArgs });
    const expected = runOracle(example, { ...run, steps: 4 });
    const [held] = batchesOf(1);
    let state = start();
    for (const [k, batch] of batchesOf(4).entries()) {
      const result = await step(state, ...batch);
      ({ state } = result);
      expectNear(await result.loss.item(), expected.losses[k]);
      const value = await (await evaluate(state, ...held)).item();
      const data = held.map((array) => array.toJax());
      expectNear(value, (jit(evaluation) as Any)(toJax(await toHost(state)), ...data).item());
      // The parameters were read where they are: they still are on the devices.
      const leaves = namedLeaves("", state).map((leaf) => leaf.value as Any);
      expect(leaves.every((leaf) => getLastExecutable(step).inputOf(leaf.value) !== undefined)).toBe(true);
    }
    expectState(await toHost(state), expected.state);
  });

  each("takes state from the host, from handles and from another executable", async () => {
    const expected = runOracle(example, { ...run, steps: 3 });
    const batches = batchesOf(3);
    await using step = stepOf();
    await using other = stepOf({ method: undefined });
    const first = await step(start(), ...batches[0]);
    const second = await step(await toHost(first.state), ...batches[1]);
    // `other` copies the state of `step`, whose handles stay readable.
    const third = await other(second.state, ...batches[2]);
    expectNear(await third.loss.item(), expected.losses[2]);
    expectState(await toHost(third.state), expected.state);
    const again = await step(second.state, ...batches[2]);
    expectNear(await again.loss.item(), expected.losses[2]);
    await expect(toHost(second.state)).rejects.toThrow(/passed to a later step/);
  });

  each("keeps the programs of two batch shapes, between which the state moves", async () => {
    await using step = stepOf();
    const [[images, labels]] = batchesOf(1);
    const half = [images, labels].map((array: Any) => {
      const rows = array.shape[0] / 2;
      const data = array.data.slice(0, array.data.length / 2);
      return new array.constructor(data, [rows, ...array.shape.slice(1)], array.dtype);
    });
    const oracle = jit(trainStep as Any) as Any;
    let [state, expected] = [start(), toJax(start()) as Any];
    for (const batch of [[images, labels], half, [images, labels]]) {
      const result = await step(state, ...batch);
      const reference = oracle(expected, ...batch.map((array: Any) => array.toJax()));
      expectNear(await result.loss.item(), reference.loss.item());
      [state, expected] = [result.state, reference.state];
    }
  });

  each("gives a timeline by task, memory and traffic of every device", async () => {
    const method = pipeshard({ stages: 2, schedule: "1f1b" });
    await using step = stepOf({ method, microbatches: 2, timeline: true });
    let state = start();
    let seconds = 0;
    for (const batch of batchesOf(2)) {
      const begin = performance.now();
      ({ state } = await step(state, ...batch));
      seconds = (performance.now() - begin) / 1e3;
    }
    const executable = getLastExecutable(step);
    const bars = executable.timeline();
    for (const device of [0, 1]) {
      const own = bars.filter((bar) => bar.device === device).sort((a, b) => a.startSeconds - b.startSeconds);
      const tasks = new Set(own.flatMap(({ task }) => (task ? [`${task.kind} ${task.microbatch}`] : [])));
      for (const task of ["forward 0", "forward 1", "backward 0", "backward 1"]) expect(tasks).toContain(task);
      own.forEach(({ startSeconds, endSeconds }, i) => {
        expect(endSeconds).toBeGreaterThanOrEqual(startSeconds);
        if (i > 0) expect(startSeconds).toBeGreaterThanOrEqual(own[i - 1].endSeconds - 1e-4);
      });
      expect(own.at(-1)!.endSeconds - own[0].startSeconds).toBeLessThan(seconds);
    }
    for (const { inputBytes, temporaryBytes, workspaceBytes, peakBytes } of executable.memory()) {
      expect(inputBytes).toBeGreaterThan(0);
      expect(Math.min(temporaryBytes, workspaceBytes)).toBeGreaterThanOrEqual(0);
      expect(peakBytes).toBeGreaterThanOrEqual(inputBytes);
    }
    // Activations go forward, and their gradients back.
    for (const { transfers } of executable.stats()) {
      expect(transfers.sentBytes).toBeGreaterThan(0);
      expect(transfers.receivedBytes).toBeGreaterThan(0);
    }
  });

  each("names what does not fit, and goes on", async () => {
    await using step = stepOf();
    const [[images, labels]] = batchesOf(1);
    const { state, loss } = await step(start(), images, labels);
    await expect(step(state, labels, images)).rejects.toThrow();
    const short = runOracle(example, { ...run, steps: 1 });
    expectNear(await loss.item(), short.losses[0]);
    const next = await step(state, images, labels);
    expect(await next.loss.item()).toBeLessThan(2 * short.losses[0]);
  });

  each("results outlive stop(), and the next call starts the devices again", async () => {
    const expected = runOracle(example, { ...run, steps: 2 });
    const [first, second] = batchesOf(2);
    await using step = stepOf();
    const { state, loss } = await step(start(), ...first);
    await step.stop();
    await step.stop();
    expectNear(await loss.item(), expected.losses[0]);
    const next = await step(state, ...second);
    expectNear(await next.loss.item(), expected.losses[1]);
    expectState(await toHost(next.state), expected.state);
  });

  describe.skipIf(isSkipped)("a program by itself", () => {
    let program: Program;
    let values: Map<number, TensorData>;
    let team: DeviceTeam;
    let running: RunningProgram;

    beforeAll(async () => {
      const args = [start(), ...batchesOf(1)[0]];
      ({ program } = await compile(trainStep as Any, args, { devices: 2, method: zero({ stage: 3 }), batchArgs }));
      const leaves = namedLeaves("", args).map(({ value }) => value as HostArray);
      values = new Map(leaves.map(({ data }, input) => [input, data]));
    });

    const load = async () => {
      team = await engineOf().createTeam();
      running = await team.load(program);
    };
    afterAll(() => team?.stop());

    each("steps, reads and refuses as the interface says", async () => {
      await load();
      for (const [input, data] of values) running.writeInput(input, data);
      const state = program.stateOf.findIndex((input) => input >= 0);
      const input = program.stateOf[state];
      expect(await running.readInput(input)).toEqual(values.get(input));
      expect(() => running.writeInput(input, new Float32Array(1))).toThrow(program.inputs[input].name);
      expect((await running.step()).step).toBe(1);
      expect((await running.step()).step).toBe(2);
      const after = await running.readOutput(state);
      expect(after).not.toEqual(values.get(input));
      expect(await running.inputNow(input)).toEqual(after);
      const parts = await running.inputParts(input);
      expect(parts.reduce((sum, { data }) => sum + data.length, 0)).toBe(after.length);
      await running.unload();
      await team.stop();
    });

    each("stop() in the middle of steps ends them at once, and steps after it fail", async () => {
      await load();
      const steps: Promise<unknown>[] = [];
      const train = async () => {
        for (let k = 0; ; k++) await running.step(k === 0 ? values : undefined);
      };
      steps.push(train());
      await new Promise((resolve) => setTimeout(resolve, 200));
      const begin = performance.now();
      await Promise.all([team.stop(), expect(steps[0]).rejects.toThrow(/stop/)]);
      expect(performance.now() - begin).toBeLessThan(10_000);
      expect(() => team.checkAlive()).toThrow(/stop/);
      await expect(running.step()).rejects.toThrow(/stop/);
      await team.stop();
    });
  });
});
