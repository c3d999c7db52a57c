/** @file The command line as a user runs it: exit codes, messages, Ctrl-C. */
import { type ChildProcess, exec, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
/** A user's folder: no package.json, nothing installed. */
const scratch = pathToFileURL(join(mkdtempSync(join(tmpdir(), "alpa-cli-")), "/"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [fileURLToPath(new URL("bin/alpa.mjs", root)), ...args], {
    cwd: fileURLToPath(root),
  });
  let [stdout, stderr] = ["", ""];
  child.stdout!.on("data", (text) => {
    stdout += text;
  });
  child.stderr!.on("data", (text) => {
    stderr += text;
  });
  return { child, ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr }))) };
}

const alpa = (...args: string[]): Promise<Ended> => start(...args).ended;

/** A file with a scalar model whose train step is `body`. */
function modelFile(name: string, body: string): string {
  const file = new URL(name, scratch);
  writeFileSync(
    file,
    `import { defineExample, HostArray, TensorSpec } from "alpa-js";
const batch = (size) => [new HostArray(Float32Array.from({ length: size }, (_, i) => i - 2), [size])];
export default defineExample({
  name: "scalar", description: "one weight",
  init: (make) => ({ w: make.fill([], 1) }),
  trainStep(state, x) { ${body} },
  batch: { x: new TensorSpec([]) },
  *batches(_, size) { for (;;) yield batch(size); },
  defaults: { batch: 4, steps: 3 },
});
`,
  );
  return fileURLToPath(file);
}

test.each([
  [["run", "mpl"], 'alpa: example: unknown example "mpl", and no .ts file; did you mean "mlp"?'],
  [["runn", "mlp"], "Did you mean run?"],
])("alpa %j is refused with exit code 2", async (args, sentence) => {
  const ended = await alpa(...args);
  expect(ended.stderr).toContain(sentence);
  expect(ended.code).toBe(2);
});

test("the error for a module that cannot be loaded has no stack", async () => {
  for (const [name, text] of [
    ["unclosed.mts", "export default defineExample("],
    ["lonely.mts", 'import "./nowhere.js";'],
  ]) {
    const file = new URL(name, scratch);
    writeFileSync(file, text);
    const { stderr, code } = await alpa("plan", fileURLToPath(file));
    expect(stderr).toContain("cannot be loaded: ");
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(2);
  }
});

test("--explain of an unknown op is refused before the search", async () => {
  const { stderr, code } = await alpa(
    ..."plan gpt -c 1x4:a100-80gb --memory 34MB --seconds 600 --explain dot_genral.0".split(" "),
  );
  expect(stderr).toContain('did you mean "dot_general');
  expect(code).toBe(2);
});

test("an error with --json is one JSON object", async () => {
  const { stdout, code } = await alpa("run", "mpl", "--json");
  expect(JSON.parse(stdout).error).toMatchObject({ code: "invalid-config", where: "example" });
  expect(code).toBe(2);
});

test("a user's file trains; --json has losses and devices", async () => {
  const file = modelFile(
    "plain.ts",
    "return { state: { w: state.w.ref.sub(x.ref.mean().mul(0.1)) }, loss: state.w.mul(x.mean()) };",
  );
  const { stdout, stderr, code } = await alpa("run", file, "--devices", "2", "--json");
  expect(stderr).not.toContain("warning");
  const result = JSON.parse(stdout);
  expect(result.losses).toHaveLength(3);
  expect(result.perDevice).toHaveLength(2);
  expect(code).toBe(0);
});

test("a loss that is not finite is reported once, with its step, and the run fails", async () => {
  const file = modelFile("nan.mts", "return { state: { w: state.w.ref }, loss: state.w.mul(x.mean()).div(0).mul(0) };");
  const { stdout, stderr, code } = await alpa("run", file, "--devices", "1", "--json");
  expect(stderr.match(/warning: step 1: the loss is NaN/g)).toHaveLength(1);
  // One JSON document with the run's results and the error.
  const { losses, error } = JSON.parse(stdout);
  expect(losses).toEqual([null, null, null]);
  expect(error).toMatchObject({ code: "not-finite", where: "step 1" });
  expect(code).toBe(1);
});

test("Ctrl-C during training prints the results so far and ends with exit code 130", async () => {
  const { child, ended } = start("run", "conv", "--devices", "2", "--steps", "100000", "--json");
  await new Promise<void>((resolve) => {
    child.stderr!.on("data", (text: Buffer) => {
      if (`${text}`.includes("step ")) resolve();
    });
  });
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  expect(code).toBe(130);
  expect(JSON.parse(stdout).losses.length).toBeGreaterThan(0);
});

/** Starts a command; resolves when it has written `text` to stderr. */
async function startUntil(text: string, command: string) {
  const running = start(...command.split(" "));
  await new Promise<void>((resolve) => {
    running.child.stderr!.on("data", (written: Buffer) => {
      if (`${written}`.includes(text)) resolve();
    });
  });
  return running;
}

test("Ctrl-C during a validation prints the points done so far and ends with exit code 130", async () => {
  const { child, ended } = await startUntil(" points: ", "validate examples/megatron-weak-scaling.json --json");
  child.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect(code).toBe(130);
  const { points } = JSON.parse(stdout);
  const [, done, total] = stderr.match(/stopped after (\d+) of (\d+) points/)!;
  expect(points).toHaveLength(Number(done));
  expect(points.length).toBeGreaterThan(0);
  expect(points.length).toBeLessThan(Number(total));
});

/** Starts a search that takes minutes; resolves when it has a plan. */
const startSearch = () => startUntil("best ", "plan gpt -c 1x4:a100-80gb --memory 34MB --seconds 600 --json");

test.each(["tracing", "planning"])("Ctrl-C while %s, before a first plan, ends within a second", async (pass) => {
  const { child, ended } = await startUntil(pass, "plan gpt3-13b -c 4x8:a100-80gb --method auto --json");
  const pressed = performance.now();
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  expect([130, null]).toContain(code);
  expect(stdout).toBe("");
  expect(performance.now() - pressed).toBeLessThan(1000);
});

test("Ctrl-C during a search prints the best plan so far and its gap", async () => {
  const { child, ended } = await startSearch();
  await new Promise((resume) => setTimeout(resume, 1000));
  child.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect(code, stderr).toBe(0);
  expect(stderr).toContain("stopping: completing the best plan so far; Ctrl-C again ends without one");
  expect(stderr).toContain("stopped: the best plan so far");
  const { gap, seconds, boundSeconds } = JSON.parse(stdout).estimate;
  expect(gap).toBeGreaterThan(0);
  expect(gap).toBeLessThan(0.9);
  expect(boundSeconds).toBeLessThan(seconds);
});

test("a second Ctrl-C ends a search at once", async () => {
  const { child, ended } = await startSearch();
  // Signals that arrive before the first one is handled count as one.
  const pressing = setInterval(() => child.kill("SIGINT"), 10);
  const { code, stdout } = await ended;
  clearInterval(pressing);
  expect([130, null]).toContain(code);
  expect(stdout).toBe("");
});

test("a closed pipe ends the command without a message", async () => {
  const { child, ended } = start("help", "plan");
  child.stdout!.destroy();
  const { code, stderr } = await ended;
  expect(stderr).toBe("");
  expect(code).toBe(141);
});

test.skipIf(!existsSync("/dev/full"))("output that cannot be written is reported as an error", async () => {
  const command = `"${process.execPath}" bin/alpa.mjs help plan > /dev/full`;
  const failed = await promisify(exec)(command, { cwd: fileURLToPath(root) }).catch((error) => error);
  expect(failed.stderr).toBe("alpa: cannot write the output: no space left on device (ENOSPC)\n");
  expect(failed.code).toBe(1);
});

test("doctor and help end with 0", async () => {
  const doctor = await alpa("doctor", "--json");
  expect(JSON.parse(doctor.stdout).findings.map(({ name }: { name: string }) => name)).toContain("executor");
  const help = await alpa("run", "--help");
  expect(help.stdout).toContain("Examples:");
  expect([doctor.code, help.code]).toEqual([0, 0]);
});
