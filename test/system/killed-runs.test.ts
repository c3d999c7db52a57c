/**
 * @file `alpa run --elastic`, a process of its own, whose workers and which itself are killed at random instants, and
 * which is started again each time, under any method and number of devices. What it trains and saves is compared with
 * one device that trains from the same checkpoints. ALPA_KILLS sets the number of kills, ALPA_CHECKPOINT_SEED draws
 * other instants. Linux only.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import { listCheckpoints } from "../../src/checkpoint/folders.ts";
import { type AnyExample, initialState, stateSpecs } from "../../src/frontends/jaxjs/example.ts";
import { loadState, parallelize } from "../../src/index.ts";
import small from "../support/small-example.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "alpa-killed-runs-"));
/** The temporary folder of the processes that are killed. */
const temporary = mkdtempSync(join(tmpdir(), "alpa-killed-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
  rmSync(temporary, { recursive: true });
});

const numKills = Number(process.env.ALPA_KILLS ?? 6);
const seed = Number(process.env.ALPA_CHECKPOINT_SEED ?? 1);
const random = seededRandom(seed);
const pick = <T>(list: readonly T[]): T => list[random.int(list.length)];
const example: AnyExample = small;
const batch = 8;
/** Kills after which a run begins anew, so that one device can follow it step by step. */
const killsOfRun = 40;

const methods = [
  "--method data",
  "--method tensor",
  "--method zero1",
  "--method zero2",
  "--method zero3",
  "--method shard",
  "--method pipeshard --stages 2 --microbatches 2",
  "--method megatron --pipeline-parallel 2 --microbatches 2",
];
/** Methods that fewer devices than two cannot run. */
const isPipeline = (method: string): boolean => method.includes("pipe");

interface Life {
  readonly child: ChildProcess;
  readonly flags: string;
  /** Rejects never; the exit code or the signal. */
  readonly ended: Promise<number | string>;
  readonly text: { err: string };
}

/** Starts `alpa run` as a process of its own. */
function start(flags: string): Life {
  const killer = new URL("../support/worker-killer.mjs", import.meta.url).href;
  const args = ["run", "test/support/small-example.ts", "--batch", `${batch}`, "--seed", `${seed}`];
  const child = spawn(process.execPath, ["--import", killer, "bin/alpa.mjs", ...args, ...flags.split(" ")], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    // The bundler's own thread is none of the devices.
    env: { ...process.env, TMPDIR: temporary, ESBUILD_WORKER_THREADS: "0" },
  });
  const text = { err: "" };
  child.stderr.on("data", (chunk) => {
    text.err += chunk;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => resolve(signal ?? code ?? -1));
  });
  return { child, flags, ended, text };
}

const isRunning = ({ child }: Life): boolean => child.exitCode === null && child.signalCode === null;
/** What lies in a folder of checkpoints beside them. */
const othersIn = (dir: string): string[] =>
  existsSync(dir) ? readdirSync(dir).filter((name) => !name.startsWith("step-")) : [];
const newest = (dir: string): number => listCheckpoints(dir).at(-1)?.step ?? 0;
const numWorkersKilled = ({ text }: Life): number => text.err.split("killed a worker\n").length - 1;

/** Kills workers, and then the process, at random instants. Returns the numbers of workers and processes killed. */
async function killAtRandom(life: Life, dir: string, devices: number): Promise<[workers: number, processes: number]> {
  const [saved, wantsSave] = [newest(dir), random.next() < 0.85];
  const killWorkers = async (): Promise<void> => {
    for (let left = random.int(devices); left > 0 && isRunning(life); left--) {
      await sleep(300 * random.next());
      const before = numWorkersKilled(life);
      if (!isRunning(life)) return;
      life.child.kill("SIGUSR2");
      // Most often the next one comes when the run goes on; sometimes while it recovers.
      if (random.next() < 0.2) continue;
      const step = newest(dir);
      while (isRunning(life) && newest(dir) <= step && numWorkersKilled(life) > before) await sleep(10);
    }
  };
  if (wantsSave) {
    while (isRunning(life) && newest(dir) <= saved) await sleep(10);
    await killWorkers();
  }
  await sleep((wantsSave ? 300 : 3000) * random.next());
  const isKilled = life.child.kill("SIGKILL");
  const end = await life.ended;
  // Node ends the process if a worker is terminated while it opens a native library.
  const isAborted =
    end === "SIGABRT" && life.text.err.includes("killed a worker\nFATAL ERROR: Error::ThrowAsJavaScript");
  if (!isAborted) expect(end, `${life.flags}\n${life.text.err}`).toBe("SIGKILL");
  return [numWorkersKilled(life), isKilled || isAborted ? 1 : 0];
}

/** The losses that a run has written, by step. */
const lossesOf = (metrics: string): Map<number, number> =>
  new Map(
    (existsSync(metrics) ? readFileSync(metrics, "utf8").split("\n") : []).flatMap((line) => {
      if (!line.endsWith("}")) return []; // Torn by the kill.
      const { step, loss } = JSON.parse(line) as { step: number; loss: number };
      return [[step, loss] as const];
    }),
  );

/** One device that follows a run from checkpoint to checkpoint. */
class Follower {
  readonly #step = parallelize(example.trainStep, { devices: 1, batchArgs: example.batchArgs });
  readonly #drawn = example.batches(seed, batch);
  readonly #batches = new Map<number, never[]>();
  #numDrawn = 0;
  /** The newest checkpoint: its step, its state, and the loss of the step that follows, from the one before. */
  #from = 0;
  #state: unknown = initialState(example, seed);
  #expected: number | undefined;

  #batchOf(step: number): never[] {
    while (this.#numDrawn < step) this.#batches.set(++this.#numDrawn, this.#drawn.next().value as never[]);
    return this.#batches.get(step)!;
  }

  /** Compares the losses of a life that began at the newest checkpoint, then goes to the one that is newest now. */
  async follow(losses: ReadonlyMap<number, number>, dir: string, about: string): Promise<number> {
    const to = newest(dir);
    expect(to, about).toBeGreaterThanOrEqual(this.#from);
    let state = this.#state;
    let numCompared = 0;
    let next: number | undefined;
    const last = Math.max(to + 1, ...losses.keys());
    for (let i = this.#from + 1; i <= last; i++) {
      const result = await this.#step(state as never, ...this.#batchOf(i));
      ({ state } = result as { state: unknown });
      const loss = await (result as { loss: { item(): Promise<number> } }).loss.item();
      if (i === this.#from + 1 && this.#expected !== undefined)
        near(loss, this.#expected, `${about}: checkpoint ${this.#from}`);
      if (i === to + 1) next = loss;
      const found = losses.get(i);
      if (found === undefined) continue;
      near(found, loss, `${about}: step ${i} from ${this.#from}`);
      numCompared++;
    }
    if (to > this.#from) {
      [this.#from, this.#expected] = [to, next];
      this.#state = await loadState(dir, stateSpecs(example));
      for (const step of this.#batches.keys()) if (step <= to) this.#batches.delete(step);
    } else this.#state = this.#from === 0 ? initialState(example, seed) : await loadState(dir, stateSpecs(example));
    return numCompared;
  }

  stop(): Promise<void> {
    return this.#step.stop();
  }
}

function near(found: number, wanted: number, about: string): void {
  expect(Math.abs(found - wanted), `${about}: ${found}, not ${wanted}`).toBeLessThan(1e-4);
}

/** The processes that have the temporary folder of those that are killed. */
const processesLeft = (): string[] =>
  readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, "utf8").includes(`TMPDIR=${temporary}`);
    } catch {
      // It has ended, or belongs to somebody else.
      return false;
    }
  });

/** Reads every checkpoint of a folder. Returns how many. */
function verifyAll(dir: string): number {
  const all = listCheckpoints(dir);
  for (const { path } of all) {
    const checkpoint = new Checkpoint(path);
    checkpoint.verify();
    checkpoint.close();
  }
  return all.length;
}

test.skipIf(process.platform !== "linux")(
  "killed at any instant, workers and the whole process, a run resumes and loses no number",
  { timeout: 60_000 + 60_000 * numKills },
  async () => {
    const total = { workers: 0, processes: 0, read: 0, compared: 0, runs: 0 };
    const report = (): void => {
      const { workers, processes, read, compared, runs } = total;
      process.stdout.write(
        `${workers + processes} kills (${workers} workers, ${processes} processes) in ${runs} runs; ` +
          `${read} checkpoints read after them, ${compared} losses as of one device\n`,
      );
    };
    while (total.workers + total.processes < numKills) {
      const dir = join(scratch, `run-${total.runs}`);
      const metrics = `${dir}.jsonl`;
      const follower = new Follower();
      const until = Math.min(numKills, total.workers + total.processes + killsOfRun);
      while (total.workers + total.processes < until) {
        const method = pick(methods);
        const devices = pick(isPipeline(method) ? [2, 4] : [1, 2, 4]);
        const flags = `${method} --devices ${devices} --elastic --checkpoint ${dir} --resume ${dir} --metrics ${metrics} --steps 100000 --keep 3 --checkpoint-every ${1 + random.int(4)}`;
        const life = start(flags);
        const [workers, processes] = await killAtRandom(life, dir, devices);
        total.workers += workers;
        total.processes += processes;
        expect(processesLeft(), flags).toEqual([]);
        // The loader of the sources keeps its cache there.
        const left = readdirSync(temporary).filter((name) => !/^(tsx|node-compile-cache)/.test(name));
        expect(left, flags).toEqual([]);
        total.read += verifyAll(dir);
        expect(othersIn(dir).length, flags).toBeLessThanOrEqual(1);
        total.compared += await follower.follow(lossesOf(metrics), dir, flags);
      }
      const last = start(
        `--devices 1 --checkpoint ${dir} --resume ${dir} --metrics ${metrics} --steps ${newest(dir) + 3}`,
      );
      expect(await last.ended, last.text.err).toBe(0);
      total.compared += await follower.follow(lossesOf(metrics), dir, "the last run");
      await follower.stop();
      expect(othersIn(dir)).toEqual([]);
      rmSync(dir, { recursive: true });
      total.runs++;
      report();
    }
  },
);
