/**
 * @file The xla engine in several processes: the losses of the threads engine, and the end of one process ends all.
 * Needs a Python with jax (`alpa xla setup`); without it, the tests are skipped with one line that says so.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { xla } from "../../src/engines/xla/index.ts";
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import { dataParallel, type Method, megatron, parallelize, pipedream, pipeshard, zero } from "../../src/index.ts";
import { adam, chain, clipByGlobalNorm } from "../../src/optim/index.ts";
import { isShort, pythonWithJax, shortRows } from "../support/python-with-jax.ts";
import { trainExample } from "../support/train-example.ts";
import { isAlive, runnersOf } from "../support/xla-runners.ts";

const python = pythonWithJax("the xla engine in several processes is not tested");

// Clipping by the global norm makes the stages communicate in the update.
const optimizer = chain(clipByGlobalNorm(0.5), adam(1e-3));
const example = gpt({ layers: 2, hidden: 16, heads: 2, seq: 8, optimizer });
/** For asynchronous schedules, whose stages hold different versions of the weights. */
const untied = mlp({ hidden: 16, layers: 4 });
const options = { batch: 8, steps: 3, seed: 3 };

const rows: [string, number, Method, processes: number, which?: AnyExample][] = [
  ["zero3", 1, zero({ stage: 3 }), 2],
  ["data", 1, dataParallel(), 2],
  ["megatron, 2 stages", 2, megatron({ pipelineParallel: 2, tensorParallel: 2 }), 1],
  ["megatron, 2 stages", 2, megatron({ pipelineParallel: 2, tensorParallel: 2 }), 2],
  ["megatron, 2 stages", 2, megatron({ pipelineParallel: 2, tensorParallel: 2 }), 4],
  ["pipeshard, 1F1B", 2, pipeshard({ stages: 2, schedule: "1f1b" }), 2],
  ["pipeshard, ZB-V", 2, pipeshard({ stages: 2, schedule: "zb-v" }), 2],
  ["PipeDream, asynchronous", 4, pipedream({ replicas: [2, 2] }), 2, untied],
  ["PipeDream-2BW", 4, pipedream({ replicas: [2, 2], weightVersions: "2bw" }), 2, untied],
];

test.skipIf(python === undefined).each(shortRows(1, rows))(
  "%s, %i microbatches: the losses of the threads engine",
  { timeout: 300_000 },
  async (...row) => {
    const [, microbatches, method, processes, which = example] = row;
    const given = { ...options, method, microbatches, devices: 4 };
    const expected = (await trainExample(which, given)).losses;
    const { losses } = await trainExample(which, { ...given, engine: xla({ python, processes }) });
    expect(losses.length).toBe(options.steps);
    losses.forEach((loss, i) => {
      expect(Math.abs(loss / expected[i] - 1), `step ${i + 1}, ${processes} processes`).toBeLessThan(1e-5);
    });
  },
);

const canKill = python !== undefined && process.platform === "linux";

test.skipIf(!canKill).each(shortRows<"SIGKILL" | "SIGSTOP">(1, ["SIGKILL", "SIGSTOP"]))(
  "%s of a process at a random instant is told within 15 s, and nothing is left",
  { timeout: 300_000 },
  async (signal) => {
    const { trainStep, batchArgs } = example;
    const engine = xla({ python, processes: 2 });
    await using step = parallelize(trainStep, {
      devices: 2,
      microbatches: 2,
      method: pipeshard({ stages: 2 }),
      batchArgs,
      engine,
    });
    const batches = example.batches(1, options.batch);
    let state: unknown = initialState(example, 1);
    let killed = 0;
    let victim = -1;
    let pids: number[] = [];
    const train = async () => {
      for (let k = 0; ; k++) {
        const result = await step(state as never, ...(batches.next().value as never[]));
        state = (result as { state: unknown }).state;
        if (k !== 1) continue;
        setTimeout(() => {
          pids = runnersOf(process.pid);
          victim = Math.floor(Math.random() * 2);
          killed = performance.now();
          process.kill(pids[victim], signal);
        }, 1000 * Math.random());
      }
    };
    const error: Error = await train().catch((reason) => reason);
    expect(performance.now() - killed).toBeLessThan(15_000);
    const how = signal === "SIGKILL" ? "ended by SIGKILL" : "gave no sign of life for 10 s";
    expect(error.message).toContain(`process ${victim} of 2 (pid ${pids[victim]}) ${how}`);
    await step.stop();
    expect(pids.length).toBe(2);
    expect(pids.filter(isAlive)).toEqual([]);
  },
);

test.skipIf(!canKill || isShort).each([
  ["SIGKILL", null],
  ["SIGINT", 130],
] as const)("%s of alpa run leaves no Python process", { timeout: 300_000 }, async (signal, code) => {
  const alpa = fileURLToPath(new URL("../../bin/alpa.mjs", import.meta.url));
  const flags = "run mlp --engine xla --processes 2 --devices 2 --batch 8 --steps 100000".split(" ");
  const run = spawn(process.execPath, [alpa, ...flags], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(run, "exit");
  let text = "";
  for await (const data of run.stderr) {
    text += data;
    if (/^step /m.test(text)) break;
  }
  const pids = runnersOf(run.pid!);
  expect(pids.length, text).toBe(2);
  run.kill(signal);
  expect((await ended)[0]).toBe(code);
  for (let wait = 0; wait < 100 && pids.some(isAlive); wait++) await sleep(100);
  expect(pids.filter(isAlive)).toEqual([]);
});
