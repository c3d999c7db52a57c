/** @file `alpa run step.mlir --elastic`: a worker is ended while it trains, and the losses stay those of other runs. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { stepPath } from "../../test/stablehlo/fixtures.ts";
import { alpa } from "../../test/support/command-line.ts";
import { watchWorkers } from "../../test/support/faults.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-module-devices-"));
afterAll(() => rmSync(folder, { recursive: true }));
const workers = await watchWorkers();
const run = (...args: string[]) =>
  alpa("run", stepPath("mlp"), "--steps", "10", "--json", "--stall-seconds", "20", ...args);
const usual = JSON.parse((await run("--devices", "1")).out).losses as number[];

let numRuns = 0;

/** Trains, and terminates a worker once `steps` steps have ended. */
async function trainAndKill(steps: number, ...args: string[]) {
  const metrics = join(folder, `${numRuns++}.jsonl`);
  const lines = (): string[] => (existsSync(metrics) ? readFileSync(metrics, "utf8").trimEnd().split("\n") : []);
  const timer = setInterval(() => {
    if (lines().length < steps) return;
    clearInterval(timer);
    void [...workers][0]?.terminate();
  }, 1);
  const ended = await run("--elastic", "--metrics", metrics, ...args);
  clearInterval(timer);
  expect(ended.code, ended.err).toBe(0);
  expect(workers.size).toBe(0);
  const result = JSON.parse(ended.out);
  const written = lines().map((line) => (JSON.parse(line) as { loss: number }).loss);
  for (const losses of [result.losses as number[], written]) {
    expect(losses).toHaveLength(usual.length);
    losses.forEach((loss, i) => {
      expect(Math.abs(loss - usual[i]), `step ${i + 1}`).toBeLessThan(1e-4);
    });
  }
  expect(result.lostDevices).toHaveLength(1);
  return { ...ended, result };
}

test("data: the other device goes on with its copy of the state", async () => {
  // A device that ends while the other one updates its state takes that state along: the run goes back.
  const attempts = 5;
  for (let attempt = 1; ; attempt++) {
    const { err, result } = await trainAndKill(4, "--devices", "2");
    expect(result.perDevice).toHaveLength(1);
    if (attempt < attempts && /goes back to the initial state, \d steps? to repeat/.test(err)) continue;
    expect(err).toMatch(
      /the others hold the state, no step is lost; goes on with 1 device under dataParallel \(was 2\)/,
    );
    break;
  }
});

test("zero3: goes back to the last checkpoint, then to the start without one", async () => {
  const dir = join(folder, "saved");
  const own = ["--devices", "2", "--method", "zero3"];
  const saved = await trainAndKill(5, ...own, "--checkpoint", dir, "--checkpoint-every", "3");
  expect(saved.err).toMatch(
    /goes back to step-0000000\d, \d steps? to repeat; goes on with 1 device under zero\(stage=3\)/,
  );
  expect(readdirSync(dir)).toEqual(["step-00000003", "step-00000006", "step-00000009", "step-00000010"]);
  const anew = await trainAndKill(5, ...own);
  expect(anew.err).toMatch(/goes back to the initial state, \d+ steps to repeat/);
});

test("without --elastic the run ends with the device that was lost", async () => {
  const timer = setInterval(() => void [...workers][0]?.terminate(), 50);
  const { code, out } = await alpa("run", stepPath("mlp"), "--steps", "100000", "--devices", "2", "--json");
  clearInterval(timer);
  expect(code).toBe(1);
  expect(out).toMatch(/device \d: failed/);
});
