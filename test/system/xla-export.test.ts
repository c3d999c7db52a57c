/**
 * @file Folders of `alpa export --to xla`, started by the lines of their README.md alone: the losses of the threads
 * engine, and clear words when processes do not fit or end. Needs a Python with jax (`alpa xla setup`).
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pythonWithJax, shortRows } from "../support/python-with-jax.ts";

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

test.skipIf(python === undefined).each(shortRows(1, plans))(
  "%s: 2 processes of 2 devices by README.md, with the losses of the threads engine",
  { timeout: 300_000 },
  async (name, flags) => {
    const folder = join(root, name.replaceAll(/\W+/g, "-"));
    const common = [model, "--devices", "4", "--batch", "8", "--seed", "3", "--steps", "4", ...flags.split(" ")];
    await alpa("export", ...common, "--to", "xla", "--processes", "2", "--out", folder);
    const run = await shell(await linesOf(folder, "On one machine"), folder);
    expect(run.code, run.stderr).toBe(0);
    const losses = lossesOf(run.stdout);
    const expected = JSON.parse(await alpa("run", ...common, "--json")).losses as number[];
    expect(losses.length).toBe(4);
    losses.forEach((loss, i) => {
      expect(Math.abs(loss / expected[i] - 1), `step ${i + 1}`).toBeLessThan(1e-5);
    });
  },
);
