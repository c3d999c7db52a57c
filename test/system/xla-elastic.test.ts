/**
 * @file Elastic training on the xla engine: a Python process is killed or frozen, and the run goes on from the last
 * checkpoint with the processes that are left. Needs a Python with jax (`alpa xla setup`); without it, the tests are
 * skipped with one line that says so. Linux only.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { xla } from "../../src/engines/xla/index.ts";
import { initialState, stateSpecs } from "../../src/frontends/jaxjs/example.ts";
import { DeviceLost, loadState, parallelize, readManifest, zero } from "../../src/index.ts";
import { stepPath } from "../stablehlo/fixtures.ts";
import { alpa } from "../support/command-line.ts";
import { isShort, pythonWithJax, shortRows } from "../support/python-with-jax.ts";
import { isAlive, runnersOf } from "../support/xla-runners.ts";

const python = pythonWithJax("the loss of processes of the xla engine is not tested");
const canKill = python !== undefined && process.platform === "linux";
const scratch = mkdtempSync(join(tmpdir(), "alpa-xla-elastic-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const small = fileURLToPath(new URL("../support/small-example.ts", import.meta.url));
const usual = new Map<string, number[]>();

/** The losses of a run without faults, on one worker thread. */
async function usualOf(subject: string, args: readonly string[]): Promise<number[]> {
  const losses = usual.get(subject) ?? JSON.parse((await alpa("run", subject, ...args, "--devices", "1")).out).losses;
  usual.set(subject, losses);
  return losses;
}

/** Trains 12 steps, and sends a signal to a Python process once `steps` steps have ended. */
async function trainAndKill(subject: string, signal: "SIGKILL" | "SIGSTOP", steps: number, ...args: string[]) {
  const own = ["--steps", "12", "--json", ...(subject === small ? ["--batch", "8"] : [])];
  const metrics = join(scratch, "metrics.jsonl");
  rmSync(metrics, { force: true });
  const losses = (): number[] =>
    existsSync(metrics)
      ? readFileSync(metrics, "utf8")
          .split("\n")
          .slice(0, -1)
          .map((line) => JSON.parse(line).loss)
      : [];
  const started = new Set<number>();
  let victim: number | undefined;
  const timer = setInterval(() => {
    for (const pid of runnersOf(process.pid)) started.add(pid);
    if (victim !== undefined || losses().length < steps) return;
    victim = Math.max(...runnersOf(process.pid));
    process.kill(victim, signal);
  }, 5);
  const flags = ["--engine", "xla", "--python", python!, "--elastic", "--metrics", metrics];
  const ended = await alpa("run", subject, ...own, ...flags, ...args);
  clearInterval(timer);
  expect(ended.code, `${ended.err}${ended.out}`).toBe(0);
  const result = JSON.parse(ended.out);
  const expected = await usualOf(subject, own);
  for (const found of [result.losses as number[], losses()]) {
    expect(found).toHaveLength(expected.length);
    found.forEach((loss, i) => {
      expect(Math.abs(loss - expected[i]), `step ${i + 1}`).toBeLessThan(1e-4);
    });
  }
  expect([...started].filter(isAlive)).toEqual([]);
  return { ...ended, result, numProcesses: started.size };
}

type Row = readonly [method: string, devices: number, processes: number, left: number, signal: "SIGKILL" | "SIGSTOP"];
const rows: Row[] = [
  ["zero3", 4, 2, 2, "SIGKILL"],
  ["data", 2, 2, 1, "SIGSTOP"],
  ["pipeshard --stages 2 --microbatches 2", 4, 4, 2, "SIGKILL"],
];

test.skipIf(!canKill).each(shortRows(1, rows))(
  "%s, %i devices in %i processes: goes on with %i after %s",
  { timeout: 300_000 },
  async (method, devices, processes, left, signal) => {
    const dir = join(scratch, `saved-${method.split(" ")[0]}`);
    const saving = ["--checkpoint", dir, "--checkpoint-every", "4"];
    const how = ["--method", ...method.split(" "), "--devices", `${devices}`, "--processes", `${processes}`];
    const { err, result, numProcesses } = await trainAndKill(small, signal, 6, ...how, ...saving);
    const reason = signal === "SIGKILL" ? "ended by SIGKILL" : "gave no sign of life for 10 s";
    expect(err).toMatch(new RegExp(`devices? .*: process \\d of ${processes} \\(pid \\d+\\) ${reason} in step \\d+`));
    expect(err).toMatch(/; goes back to step-0000000(4|8), \d steps? to repeat/);
    expect(err).toContain(`; goes on with ${left} device`);
    expect(err).not.toContain("no step is lost");
    expect(result.lostDevices).toHaveLength(1);
    expect(result.perDevice).toHaveLength(left);
    expect(numProcesses).toBe(processes + (left * processes) / devices);
    expect(readdirSync(dir)).toEqual(["step-00000004", "step-00000008", "step-00000012"]);
  },
);

test.skipIf(!canKill || isShort)("a StableHLO module goes back to its start", { timeout: 300_000 }, async () => {
  const { err, result } = await trainAndKill(stepPath("mlp"), "SIGKILL", 5, "--devices", "2", "--processes", "2");
  expect(err).toMatch(/goes back to the initial state, \d+ steps to repeat; goes on with 1 device/);
  expect(result.perDevice).toHaveLength(1);
});

test.skipIf(!canKill || isShort)(
  "in TypeScript a call rejects with DeviceLost, and goes on from a checkpoint",
  { timeout: 300_000 },
  async () => {
    const example = mlp({ hidden: 16, layers: 2 });
    const { trainStep, batchArgs } = example;
    const batches = example.batches(1, 8);
    const arrays = Array.from({ length: 8 }, () => batches.next().value as never[]);
    const dir = join(scratch, "api");
    const train = async (victimAt: number, engine: ReturnType<typeof xla> | undefined) => {
      const said: string[] = [];
      await using step = parallelize(trainStep, {
        ...{ method: zero({ stage: 3 }), devices: 2, batchArgs, elastic: true },
        ...(engine && { engine }),
        onCompile: (text) => said.push(text),
      });
      let state: unknown = initialState(example, 1);
      const losses: number[] = [];
      for (let i = 0; i < arrays.length; i++) {
        if (i === victimAt && said.length === 0) process.kill(runnersOf(process.pid)[0], "SIGKILL");
        try {
          const result = await step(state as never, ...arrays[i]);
          ({ state } = result);
          losses[i] = await result.loss.item();
          if (i === 2 && engine) await step.save(dir, { step: 3 });
        } catch (error) {
          if (!(error instanceof DeviceLost && error.isStateLost)) throw error;
          state = await loadState(dir, stateSpecs(example));
          i = readManifest(dir).manifest.step - 1;
        }
      }
      return { losses, said };
    };
    const expected = await train(-1, undefined);
    const { losses, said } = await train(5, xla({ python, processes: 2 }));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("goes on with 1 device under zero(stage=3) (was 2), planned in");
    losses.forEach((loss, i) => {
      expect(Math.abs(loss - expected.losses[i]), `step ${i + 1}`).toBeLessThan(1e-4);
    });
  },
);
