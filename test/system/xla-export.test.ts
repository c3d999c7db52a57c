/**
 * @file Folders of `alpa export --to xla`, started by the lines of their README.md alone: the losses of the threads
 * engine, and clear words when processes do not fit or end. Needs a Python with jax (`alpa xla setup`).
 */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isShort, pythonWithJax, shortRows } from "../support/python-with-jax.ts";

const python = pythonWithJax("folders of alpa export --to xla are not run");
const root = mkdtempSync(join(tmpdir(), "alpa-xla-export-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const repository = fileURLToPath(new URL("../../", import.meta.url));
const model = join(root, "tiny.mts");
beforeAll(() => {
  const sizes = "{ layers: 2, hidden: 16, heads: 2, seq: 8 }";
  writeFileSync(
    model,
    `import { gpt } from ${JSON.stringify(`${repository}examples/gpt.ts`)};\nexport default gpt(${sizes});\n`,
  );
});

const alpa = async (...flags: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(repository, "bin/alpa.mjs"), ...flags])).stdout;

const env = () => ({
  ...process.env,
  // `python` is the one with jax, as in an activated environment.
  PATH: `${dirname(python!)}${delimiter}${process.env.PATH}`,
  JAX_PLATFORMS: "cpu",
});

/** Runs shell text in a folder to its end. */
const shell = (text: string, cwd: string) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile("sh", ["-c", text], { cwd, env: env() }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

/** The shell lines of a section of README.md, on a port that is free. */
async function linesOf(folder: string, section: string): Promise<string> {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const [, lines] = new RegExp(`## ${section}\\n[^#]*?\`\`\`sh\\n(.*?)\`\`\``, "s").exec(readme)!;
  return lines.replaceAll("29400", `${await freePort()}`);
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const lossesOf = (text: string): number[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).loss);

const plans: [name: string, flags: string][] = [
  ["2 stages, tensor 2", "--method megatron --pipeline-parallel 2 --tensor-parallel 2 --microbatches 2"],
  ["zero3", "--method zero3"],
];

/** An exported plan for two processes, and the losses that it must give. */
interface Exported {
  readonly folder: string;
  readonly losses: readonly number[];
}

const made = new Map<string, Promise<Exported>>();

function exported(name: string, flags: string): Promise<Exported> {
  const make = async (): Promise<Exported> => {
    const folder = join(root, name.replaceAll(/\W+/g, "-"));
    const common = [model, "--devices", "4", "--batch", "8", "--seed", "3", "--steps", "4", ...flags.split(" ")];
    await alpa("export", ...common, "--to", "xla", "--processes", "2", "--out", folder);
    return { folder, losses: JSON.parse(await alpa("run", ...common, "--json")).losses };
  };
  if (!made.has(name)) made.set(name, make());
  return made.get(name)!;
}

function expectLosses(printed: string, losses: readonly number[]): void {
  const own = lossesOf(printed);
  expect(own.length).toBe(losses.length);
  own.forEach((loss, i) => {
    expect(Math.abs(loss / losses[i] - 1), `step ${i + 1}`).toBeLessThan(1e-5);
  });
}

test.skipIf(python === undefined).each(shortRows(1, plans))(
  "%s: 2 processes of 2 devices by README.md, with the losses of the threads engine",
  { timeout: 300_000 },
  async (name, flags) => {
    const { folder, losses } = await exported(name, flags);
    const run = await shell(await linesOf(folder, "On one machine"), folder);
    expect(run.code, run.stderr).toBe(0);
    expectLosses(run.stdout, losses);
  },
);

test.skipIf(python === undefined || isShort)(
  "an exported run goes on from its checkpoint and from that of alpa run, and alpa run from its",
  { timeout: 300_000 },
  async () => {
    const { folder, losses } = await exported(...plans[0]);
    const [own, other] = [join(root, "own"), join(root, "other")];
    const lines = (flags: string) =>
      linesOf(folder, "On one machine").then((text) => text.replaceAll(/ --process (\d)/g, ` ${flags} --process $1`));
    const first = await shell(
      `${await lines(`--steps 3 --checkpoint ${own} --checkpoint-every 1 --keep 2`)}wait`,
      folder,
    );
    expect(first.code, first.stderr).toBe(0);
    expectLosses(first.stdout, losses.slice(0, 3));
    expect(readdirSync(own)).toEqual(["step-00000002", "step-00000003"]);
    const second = await shell(`${await lines(`--steps 4 --resume ${own}`)}wait`, folder);
    expectLosses(second.stdout, losses.slice(3));
    const common = [model, "--devices", "4", "--batch", "8", "--steps"];
    const resumed = await alpa("run", ...common, "4", "--resume", own, "--method", "zero3", "--json");
    expectLosses(
      JSON.parse(resumed)
        .losses.map((loss: number) => JSON.stringify({ loss }))
        .join("\n"),
      losses.slice(3),
    );
    await alpa("run", ...common, "2", "--seed", "3", "--checkpoint", other, "--json");
    const third = await shell(`${await lines(`--steps 4 --resume ${other}`)}wait`, folder);
    expectLosses(third.stdout, losses.slice(2));
    const refused = await shell(`python run.py --steps 4 --checkpoint ${own}`, folder);
    expect(refused.stderr).toMatch(/step-00000003 is later than step 0; resume from it, or give another folder/);
    const [part] = readdirSync(join(own, "step-00000003")).filter((file) => file.endsWith(".safetensors"));
    const path = join(own, "step-00000003", part);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(path, bytes);
    const altered = await shell(`${await lines(`--steps 4 --resume ${own}`)}wait`, folder);
    expect(altered.stdout + altered.stderr).toMatch(/device-\d\.safetensors was altered: the checksum of .* differs/);
  },
);

test.skipIf(python === undefined || isShort)(
  "the two processes of an srun line, by SLURM's documented variables alone",
  { timeout: 300_000 },
  async () => {
    const { folder, losses } = await exported(...plans[0]);
    // A job number of its own gives a port of its own.
    const job = `SLURM_JOB_ID=${await freePort()} SLURM_STEP_NODELIST=localhost SLURM_STEP_NUM_TASKS=2 SLURM_NTASKS=2`;
    const task = (k: number) => `${job} SLURM_PROCID=${k} SLURM_LOCALID=${k} SLURM_NODEID=0 python run.py`;
    const run = await shell(`${task(0)} & ${task(1)}; status=$?; wait $! && exit $status`, folder);
    expect(run.code, run.stderr).toBe(0);
    expectLosses(run.stdout, losses);
  },
);

test.skipIf(python === undefined || isShort)(
  "processes with other flags are refused by name, not left to wait for each other",
  { timeout: 300_000 },
  async () => {
    const { folder } = await exported(...plans[1]);
    const common = `--processes 2 --coordinator 127.0.0.1:${await freePort()} --checkpoint ${join(root, "refused")}`;
    const start = (k: number, flags: string) => `python run.py ${common} --process ${k} ${flags}`;
    const run = await shell(`${start(0, "--checkpoint-every 2")} & ${start(1, "")}; wait`, folder);
    expect(run.stderr).toMatch(
      /process 1 \(host .*\) has no --checkpoint-every, process 0 has --checkpoint-every 2; give/,
    );
    expect(run.stdout).toBe("");
  },
);

const unshare = ["--map-root-user", "--net", "--mount", "--uts"];
const hasHosts = spawnSync("unshare", [...unshare, "ip", "link", "set", "lo", "up"]).status === 0;

test.skipIf(python === undefined || !hasHosts || isShort).each(plans)(
  "%s: two hosts, as network namespaces, by README.md's ssh lines",
  { timeout: 300_000 },
  async (name, flags) => {
    const { folder, losses } = await exported(name, flags);
    const script = join(repository, "test/support/two-hosts.sh");
    const run = await shell(`unshare ${unshare.join(" ")} bash ${script} ${folder}`, folder);
    expect(run.code, run.stderr).toBe(0);
    expectLosses(run.stdout, losses);
  },
);

/** The processes that run run.py with these arguments. */
const runsOf = (flags: string): number[] =>
  execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => /^\s*\d+ \S*python\S* \S*run\.py /.test(line) && line.includes(flags))
    .map((line) => Number.parseInt(line, 10));

test.skipIf(python === undefined || isShort || process.platform !== "linux")(
  "SIGKILL of a process is told by its host and by the other one, and nothing is left",
  { timeout: 300_000 },
  async () => {
    const { folder } = await exported(...plans[0]);
    const endless = (await linesOf(folder, "On one machine")).replaceAll(
      / --process (\d)/g,
      " --steps 100000 --process $1",
    );
    const running = shell(`(${endless}wait) > out 2> err`, folder);
    const lines = () =>
      existsSync(join(folder, "out")) ? readFileSync(join(folder, "out"), "utf8").split("\n").length : 0;
    await expect.poll(lines, { timeout: 120_000, interval: 200 }).toBeGreaterThan(2);
    // The second process with the same arguments is the supervisor's child.
    process.kill(Math.max(...runsOf("--steps 100000 --process 1")), "SIGKILL");
    await running;
    const told = readFileSync(join(folder, "err"), "utf8");
    expect(told).toMatch(/process 1 of 2 \(host .*, pid \d+\) ended by SIGKILL \(step \d+\)/);
    expect(told).toMatch(/process 0 of 2 .* (failed|as JAX does when it loses another process) \(step \d+\)/);
    expect(runsOf("--steps 100000")).toEqual([]);
  },
);

test.skipIf(python === undefined).each([
  ["--processes 2", /--processes is 2; give every process its number, --process 0 to 1/],
  [
    "--processes 3 --process 0 --coordinator h:1",
    /for 4 devices, which 3 processes cannot share evenly; start one of.*1, 2, 4/,
  ],
  ["--processes 2 --process 0", /where is process 0\? Give its host and a port/],
  ["--processes 2 --process 5 --coordinator h:1", /process 5 of 2 cannot be/],
  ["--processes 2 --process 0 --coordinator h", /--coordinator is h; give host:port/],
])("run.py %s is refused", async (flags, message) => {
  const { folder } = await exported(...plans[0]);
  const run = await shell(`python run.py ${flags}`, folder);
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(message);
});

test.skipIf(python === undefined)("launchers say which process it is", async () => {
  const script = `
import argparse, json
from alpa_xla.place import add_flags, find_place
parser = argparse.ArgumentParser()
add_flags(parser)
slurm = dict(SLURM_STEP_NODELIST="gpu[007-009,12]-a,login", SLURM_PROCID="2", SLURM_STEP_NUM_TASKS="4", SLURM_LOCALID="1", SLURM_JOB_ID="5")
print(json.dumps([find_place(parser.parse_args(flags.split()), env)[:4] for flags, env in [
  ("", {}),
  ("", slurm),
  ("", {**slurm, "SLURM_STEP_NODELIST": "one,two"}),
  ("--processes 2 --process 1 --coordinator a:1", slurm),
  ("--coordinator a:1", dict(OMPI_COMM_WORLD_RANK="1", OMPI_COMM_WORLD_SIZE="3", OMPI_COMM_WORLD_LOCAL_RANK="0")),
  ("--processes 3 --coordinator train-0.train:1", dict(JOB_COMPLETION_INDEX="2")),
]]))`;
  const options = { env: { ...env(), PYTHONPATH: join(repository, "python") } };
  const { stdout } = await promisify(execFile)(python!, ["-c", script], options);
  expect(JSON.parse(stdout)).toEqual([
    [0, 1, null, null],
    [2, 4, "gpu007-a:20005", 1],
    [2, 4, "one:20005", 1],
    [1, 2, "a:1", 1],
    [1, 3, "a:1", 0],
    [2, 3, "train-0.train:1", null],
  ]);
});
