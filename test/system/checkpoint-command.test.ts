/**
 * @file `alpa run --checkpoint --resume` and `alpa checkpoint`, as a user runs them: other plans, Ctrl-C, files of
 * Python, damaged folders. Kills are in killed-runs.test.ts.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import { listCheckpoints } from "../../src/checkpoint/folders.ts";
import { openTensors, writeTensors } from "../../src/tensor-files/formats.ts";
import { alpa } from "../support/command-line.ts";

const scratch = mkdtempSync(join(tmpdir(), "alpa-checkpoint-command-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const folder = (name: string): string => join(scratch, name);

/** `alpa run` of a small example. */
const run = [
  "run",
  fileURLToPath(new URL("../support/small-example.ts", import.meta.url)),
  "--batch",
  "8",
  "--seed",
  "3",
];
const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");

/** Runs `alpa run … --json`. */
async function train(flags: string) {
  const { code, out, err } = await alpa(...run, ...words(flags), "--json");
  expect(code, `${err}${out}`).toBe(0);
  return { ...JSON.parse(out), err };
}

test("a resumed run goes on with the steps, the data and the losses of an uninterrupted one", async () => {
  const dir = folder("resume");
  const whole = await train("--devices 2 --steps 12");
  const saved = await train(`--devices 2 --steps 7 --checkpoint ${dir} --checkpoint-every 2 --keep 2`);
  expect(saved.checkpoints.map(({ step }: { step: number }) => step)).toEqual([2, 4, 6, 7]);
  expect(saved.checkpoints[0].bytes).toBeGreaterThan(150_000);
  expect(readdirSync(dir)).toEqual(["step-00000006", "step-00000007"]);
  const same = await train(`--devices 2 --steps 12 --resume ${dir}`);
  expect(same.losses).toEqual(whole.losses.slice(7));
  expect(same.resumed).toEqual({ path: join(dir, "step-00000007"), step: 7, differences: [] });
  expect(same.err).toContain(`resumes ${join(dir, "step-00000007")} at step 8; as it was saved`);
  const other = await train(`--devices 4 --method zero3 --steps 12 --resume ${dir}/step-00000006 --checkpoint ${dir}2`);
  other.losses.forEach((loss: number, i: number) => {
    expect(Math.abs(loss - whole.losses[6 + i])).toBeLessThan(1e-4);
  });
  expect(other.resumed.differences).toEqual([
    { what: "method", saved: "dataParallel", now: "zero(stage=3)" },
    { what: "devices", saved: 2, now: 4 },
  ]);
  expect(other.err).toContain("differs from the saved run: method zero(stage=3), was dataParallel; devices 4, was 2\n");
  // The data goes on where it was, in examples.
  const { code, out } = await alpa("run", run[1], "--batch", "4", ...words(`--steps 8 --resume ${dir} --json`));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    seed: 3,
    batch: 4,
    resumed: { differences: expect.arrayContaining([{ what: "batch", saved: 8, now: 4 }]) },
  });
});

test.each([
  ["--checkpoint-every 5", "--checkpoint-every: needs a folder to save in; add --checkpoint dir"],
  ["--keep 2", "--keep: needs a folder to save in"],
  ["--keep 0", '--keep: got "0"; give an integer of 1 or more'],
  ["--resume nowhere", "nowhere: has no checkpoint"],
  ["--checkpoint {file}", "--checkpoint: cannot write to"],
  ["--resume {dir} --steps 3", "--steps: got 3, and {dir}/step-00000003 has trained 3; give more"],
  ["--checkpoint {dir}", "{dir}: has step-00000003, later than step 0 that is to be saved; resume from it"],
])("%s is refused", async (flags, message) => {
  const [dir, file] = [folder("refused"), folder("a-file")];
  writeFileSync(file, "");
  if (!existsSync(dir)) await train(`--devices 1 --steps 3 --checkpoint ${dir}`);
  const filled = (text: string): string => text.replaceAll("{dir}", dir).replaceAll("{file}", file);
  const { code, err } = await alpa(...run, ...words(filled(flags)));
  expect(err).toContain(filled(message));
  expect(code).toBe(2);
});

test.skipIf(process.getuid?.() === 0)("a folder that may not be written is refused before training", async () => {
  const dir = folder("read-only");
  await train(`--devices 1 --steps 1 --checkpoint ${dir}`);
  chmodSync(dir, 0o500);
  const { code, err } = await alpa(...run, "--resume", dir, "--checkpoint", dir);
  chmodSync(dir, 0o700);
  expect(err).toContain("--checkpoint: cannot write to");
  expect(code).toBe(2);
});

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The temporary folder of processes that are killed. */
const temporary = mkdtempSync(join(tmpdir(), "alpa-killed-"));
afterAll(() => rmSync(temporary, { recursive: true }));

/** Starts `alpa` as a process of its own. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ["bin/alpa.mjs", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: temporary },
  });
  const text = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    text.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    text.err += chunk;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, ...text }));
  });
  return { child, ended };
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until a folder has a checkpoint of at least `step`. */
async function waitFor(dir: string, step: number): Promise<void> {
  while ((listCheckpoints(dir).at(-1)?.step ?? 0) < step) await sleep(20);
}

test("Ctrl-C saves the last step before the run ends", async () => {
  const dir = folder("interrupted");
  const args = words(`--devices 2 --steps 100000 --checkpoint ${dir} --checkpoint-every 3 --json`);
  const { child, ended } = start(...run, ...args);
  await waitFor(dir, 3);
  child.kill("SIGINT");
  const { code, out } = await ended;
  expect(code).toBe(130);
  const { losses, checkpoints } = JSON.parse(out);
  expect(checkpoints.at(-1).step).toBe(losses.length);
  expect(new Checkpoint(dir).manifest.step).toBe(losses.length);
});

test("a second Ctrl-C ends the run without a save", async () => {
  // The first one may have saved already when the second arrives.
  for (let trial = 0; trial < 5; trial++) {
    const [dir, metrics] = [folder(`interrupted-twice-${trial}`), folder(`twice-${trial}.jsonl`)];
    const args = words(`--devices 2 --steps 100000 --checkpoint ${dir} --metrics ${metrics} --json`);
    const { child, ended } = start(...run, ...args);
    while (!existsSync(metrics) || readFileSync(metrics, "utf8").split("\n").length < 4) await sleep(5);
    child.kill("SIGINT");
    const pressing = setInterval(() => child.kill("SIGINT"), 1);
    const { code, out } = await ended;
    clearInterval(pressing);
    expect(code).toBe(130);
    for (const { path } of listCheckpoints(dir)) new Checkpoint(path).verify();
    if (out === "" && listCheckpoints(dir).length === 0) return;
  }
  expect.unreachable("no second Ctrl-C came in time");
});

/** Runs `alpa checkpoint …`. */
const checkpoint = (...args: string[]) => alpa("checkpoint", ...args);

test("ls, verify, diff, export and import", async () => {
  const dir = folder("commands");
  await train(`--devices 2 --method zero1 --steps 4 --checkpoint ${dir} --checkpoint-every 2`);
  const [first, second] = ["step-00000002", "step-00000004"].map((name) => join(dir, name));
  const listed = JSON.parse((await checkpoint("ls", dir, "--json")).out).checkpoints;
  expect(listed.map(({ step, path }: { step: number; path: string }) => [step, path])).toEqual([
    [2, first],
    [4, second],
  ]);
  expect(listed[1]).toMatchObject({ seed: 3, data: { batches: 4, batchSize: 8 }, run: { name: "small", devices: 2 } });
  expect((await checkpoint("ls", second)).out).toMatch(/optimizer\[0\]\[0\]\.mu\[1\]\.w +tensor<16x16xf32> .* 2 parts/);
  const same = await checkpoint("diff", dir, second);
  expect(same).toMatchObject({ code: 0, out: "21 tensors equal, 0 changed" });
  const changed = await checkpoint("diff", first, second, "--json");
  expect(changed.code).toBe(1);
  expect(JSON.parse(changed.out)).toMatchObject({ numEqual: 0, onlyFirst: [], onlySecond: [], retyped: [] });
  expect(JSON.parse(changed.out).changed[0]).toMatchObject({ name: "params[0].w", type: "tensor<784x16xf32>" });
  for (const ending of [".safetensors", ".npz"]) {
    const file = folder(`whole${ending}`);
    expect((await checkpoint("export", dir, file)).out).toBe(`${file}: 21 tensors of ${second}`);
    expect((await checkpoint("diff", dir, file)).code).toBe(0);
    const back = folder(`back${ending}`);
    const imported = JSON.parse((await checkpoint("import", file, back, "--step", "4", "--json")).out);
    expect(imported).toMatchObject({ path: join(back, "step-00000004"), step: 4 });
    expect((await checkpoint("diff", dir, back)).code).toBe(0);
    // Its file says nothing of the run; steps and data are counted by --step.
    const [ours, theirs] = [dir, back].map((each) => `--devices 2 --method zero1 --steps 6 --resume ${each}`);
    expect((await train(theirs)).losses).toEqual((await train(ours)).losses);
  }
  expect((await checkpoint("verify", dir)).out.split("\n")).toHaveLength(2);
  const damaged = join(second, "device-1.safetensors");
  const bytes = readFileSync(damaged);
  bytes[bytes.length - 5] ^= 4;
  writeFileSync(damaged, bytes);
  const verified = await checkpoint("verify", dir, "--json");
  expect(verified.code).toBe(1);
  const results = JSON.parse(verified.out).checkpoints;
  expect(results.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, false]);
  expect(results[1].error.message).toContain(`${damaged}: was altered: the checksum of `);
  const { code, err } = await alpa(...run, ...words(`--resume ${dir} --steps 6`));
  expect(err).toContain(`; load ${first} instead`);
  expect(err).not.toContain("    at ");
  expect(code).toBe(2);
  writeFileSync(join(second, "manifest.json"), "{}");
  expect((await checkpoint("ls", dir)).out).toMatch(/damaged +.*step-00000004/);
});

test("weights of a file train on; what it lacks starts anew and is named", async () => {
  const [dir, file, back] = [folder("weights"), folder("weights.safetensors"), folder("weights-only")];
  await train(`--devices 1 --steps 2 --checkpoint ${dir}`);
  const saved = new Checkpoint(dir);
  const names = [...saved.types.keys()].filter((name) => name.startsWith("params"));
  writeTensors(
    file,
    names.map((name) => ({ name, type: saved.types.get(name)!, data: saved.read(name) })),
  );
  saved.close();
  await checkpoint("import", file, back);
  const { err, losses } = await train(`--devices 2 --steps 2 --resume ${back}`);
  expect(losses).toHaveLength(2);
  expect(err).toContain("lacks 15 tensors, which start anew: optimizer[0][0].mu[0].w, ");
  writeTensors(file, [{ name: "other", type: { dtype: "f32", shape: [1] }, data: new Float32Array(1) }]);
  await checkpoint("import", file, folder("alien"));
  const refused = await alpa(...run, "--resume", folder("alien"));
  expect(refused.err).toContain("lacks 21 tensors of 21, the first is params[0].w; it has other");
  expect((await checkpoint("import", "x.txt", folder("x"))).err).toContain(
    'file: got "x.txt"; give a file that ends in',
  );
});

const python = process.env.ALPA_PYTHON ?? "python3";
const hasPython = spawnSync(python, ["-c", "import numpy, safetensors.numpy"]).status === 0;
if (!hasPython)
  process.stderr.write(
    `skipped: ${python} has no numpy and safetensors; set ALPA_PYTHON to one that has, to check files of Python\n`,
  );

test.skipIf(!hasPython)("a file that Python's safetensors saved trains on here", async () => {
  const [dir, file, saved, back] = ["python", "out.safetensors", "python.safetensors", "from-python"].map(folder);
  await train(`--devices 2 --steps 3 --checkpoint ${dir}`);
  await checkpoint("export", dir, file);
  const script = `
import sys
from safetensors.numpy import load_file, save_file
tensors = load_file(sys.argv[1])
tensors["params[2].b"] = tensors["params[2].b"] + 1
save_file(tensors, sys.argv[2])`;
  const { status, stderr } = spawnSync(python, ["-c", script, file, saved], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const { out } = await checkpoint("diff", file, saved, "--json");
  expect(JSON.parse(out).changed).toMatchObject([{ name: "params[2].b", numChanged: 10 }]);
  await checkpoint("import", saved, back, "--step", "3");
  const [ours, theirs] = [dir, back].map((each) => `--devices 2 --steps 5 --resume ${each}`);
  // The same number added to every score changes no loss.
  const [wanted, found] = [(await train(ours)).losses, (await train(theirs)).losses];
  expect(found).toHaveLength(2);
  found.forEach((loss: number, i: number) => {
    expect(Math.abs(loss - wanted[i])).toBeLessThan(1e-4);
  });
  openTensors(saved).close();
});
