/**
 * @file `alpa run --elastic`: a worker is killed while it trains, and the losses stay those of a run without faults.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { alpa } from "../support/command-line.ts";
import { watchWorkers } from "../support/faults.ts";

const scratch = mkdtempSync(join(tmpdir(), "alpa-elastic-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const workers = await watchWorkers();

const small = fileURLToPath(new URL("../support/small-example.ts", import.meta.url));
const train = (...args: string[]) =>
  alpa("run", small, "--steps", "12", "--batch", "8", "--json", "--stall-seconds", "20", ...args);

let numRuns = 0;

/** Trains, and terminates a worker once `steps` steps have ended. */
async function trainAndKill(steps: number, ...args: string[]) {
  const metrics = join(scratch, `${numRuns++}.jsonl`);
  const numLines = (): number => (existsSync(metrics) ? readFileSync(metrics, "utf8").split("\n").length - 1 : 0);
  const timer = setInterval(() => {
    if (numLines() < steps) return;
    clearInterval(timer);
    void [...workers][0]?.terminate();
  }, 1);
  const ended = await train("--elastic", "--metrics", metrics, ...args);
  clearInterval(timer);
  expect(ended.code, ended.err).toBe(0);
  expect(workers.size).toBe(0);
  const lines = readFileSync(metrics, "utf8").trimEnd().split("\n");
  const losses = lines.map((line) => (JSON.parse(line) as { loss: number }).loss);
  return { ...ended, metrics: losses, result: JSON.parse(ended.out) };
}

const usual = JSON.parse((await train("--devices", "1")).out).losses as number[];

function expectUsual(losses: readonly number[]): void {
  expect(losses).toHaveLength(usual.length);
  losses.forEach((loss, i) => {
    expect(Math.abs(loss - usual[i]), `step ${i + 1}`).toBeLessThan(1e-4);
  });
}

test("data: the other device goes on with its copy of the state", async () => {
  const { result, err, metrics } = await trainAndKill(4, "--devices", "2", "--method", "data");
  expectUsual(result.losses);
  expectUsual(metrics);
  expect(result.lostDevices).toHaveLength(1);
  expect(err).toMatch(/device \d: failed .*; goes on with 1 device under dataParallel \(was 2\), planned in/);
  expect(err).not.toContain("goes back");
  expect(result.perDevice).toHaveLength(1);
});

test("zero3: goes back to the last checkpoint, then to the initial state without one", async () => {
  const dir = join(scratch, "saved");
  const saved = await trainAndKill(
    5,
    "--devices",
    "4",
    "--method",
    "zero3",
    "--checkpoint",
    dir,
    "--checkpoint-every",
    "4",
  );
  expectUsual(saved.result.losses);
  expectUsual(saved.metrics);
  expect(saved.err).toMatch(/do not hold all of the state.*; goes back to step-0000000(4|8), \d steps? to repeat/);
  expect(saved.err).toMatch(/goes on with \d devices? under zero\(stage=3\)/);
  expect(readdirSync(dir)).toEqual(["step-00000004", "step-00000008", "step-00000012"]);
  expect(saved.result.lostDevices).toHaveLength(1);
  const anew = await trainAndKill(5, "--devices", "2", "--method", "zero3");
  expectUsual(anew.result.losses);
  expect(anew.err).toMatch(/goes back to the initial state, \d+ steps to repeat/);
});

test("--elastic and --stall-seconds are refused where they are not there", async () => {
  const { code, err } = await alpa("run", "mlp", "--engine", "xla", "--elastic");
  expect(code).toBe(2);
  expect(err).toContain(
    "--elastic: needs --processes 2 or more with --engine xla, since all devices of a process are lost with it",
  );
  expect((await train("--stall-seconds", "0")).out).toContain("--stall-seconds: got");
});
