/**
 * @file Makes a virtual environment of Python with the tested versions of jax and numpy, checks it and remembers it. A
 * failed or aborted call leaves no folder behind.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InvalidConfig, RuntimeFailure, Unsupported } from "../../base/errors.ts";
import { runCommand } from "../../node/run-command.ts";
import { systemReason } from "../../node/system-reason.ts";
import { type PythonFacts, probePython } from "./find-python.ts";
import { compareVersions, type JaxVersions, jaxVersions } from "./python-package.ts";
import {
  environmentFolder,
  forgetPython,
  type RememberedPython,
  rememberedFile,
  rememberedPython,
  rememberPython,
} from "./remembered-python.ts";

export type Accelerator = RememberedPython["accelerator"];

export interface EnvironmentOptions {
  readonly accelerator: Accelerator;
  /** The Python to make it with. Default: `python3`, or `python` on Windows. */
  readonly python?: string;
  readonly folder?: string;
  readonly signal: AbortSignal;
  /** Called with what is being done. */
  readonly onProgress: (text: string) => void;
}

export interface Environment extends PythonFacts {
  readonly folder: string;
  /** The environment's python. */
  readonly file: string;
  readonly accelerator: Accelerator;
  readonly isNew: boolean;
  /** The file that remembers it. */
  readonly remembered: string;
}

/** The extra of the package jax with the libraries of an accelerator, and the platform that JAX then finds. */
const kinds: Readonly<Record<Accelerator, { readonly extra: string; readonly platform: string }>> = {
  cpu: { extra: "cpu", platform: "cpu" },
  cuda: { extra: "cuda12", platform: "gpu" },
  tpu: { extra: "tpu", platform: "tpu" },
};

/** The name of a file that only folders made here have. */
const marker = "made-by-alpa-xla-setup";

/** @throws InvalidConfig, Unsupported or RuntimeFailure with what is missing */
export async function makeEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { accelerator, signal, onProgress } = options;
  const folder = resolve(options.folder ?? environmentFolder(accelerator));
  const file = join(folder, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
  const facts = (isNew: boolean, found: PythonFacts): Environment => {
    rememberPython({ python: file, accelerator });
    return { ...found, folder, file, accelerator, isNew, remembered: rememberedFile() };
  };
  checkFolder(folder);
  const base = options.python ?? (process.platform === "win32" ? "python" : "python3");
  const pins = pinsFor(await baseVersion(base, signal), base);
  if (existsSync(file)) {
    onProgress(`checking ${folder} …`);
    const found = await check(file, accelerator, signal).catch(() => undefined);
    if (found?.jax === pins.jax && found.numpy === pins.numpy) return facts(false, found);
    if (signal.aborted) throw stopped();
    onProgress(`making it anew: it has ${found?.jax ? `jax ${found.jax}` : "no jax that works"}, not ${pins.jax} …`);
    if (remembers(file)) forgetPython();
    rmSync(folder, { recursive: true });
  }
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, marker), "");
    onProgress(`making a virtual environment in ${folder} …`);
    await makeVenv(base, folder, signal);
    const { extra } = kinds[accelerator];
    await install(folder, file, [`jax[${extra}]==${pins.jax}`, `numpy==${pins.numpy}`], options);
    onProgress("checking it with an all-reduce over two devices …");
    return facts(true, await check(file, accelerator, signal));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    throw signal.aborted ? stopped() : error;
  }
}

const stopped = () => new RuntimeFailure("alpa xla setup", "was stopped; nothing is left of it");

/** Whether the configuration names this Python; a damaged one names none. */
function remembers(file: string): boolean {
  try {
    return rememberedPython()?.python === file;
  } catch {
    return false;
  }
}

function checkFolder(folder: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw new InvalidConfig("--dir", `cannot use ${folder}: ${systemReason(error as Error)}; give a new folder`);
  }
  if (names.length > 0 && !names.includes(marker))
    throw new InvalidConfig("--dir", `${folder} holds other files; give a new or an empty folder`);
}

/** The version of a Python that can make environments. */
async function baseVersion(python: string, signal: AbortSignal): Promise<string> {
  const script = "import sys; print('%d.%d.%d' % sys.version_info[:3])";
  const end = await runCommand({ file: python, arguments: ["-c", script], signal }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new InvalidConfig(
        "--python",
        `cannot start ${python} (${error.code}); install Python ${oldest()} or newer, or name one, as in --python /usr/bin/python3`,
      );
    },
  );
  if (signal.aborted) throw stopped();
  const version = end.stdout.trim();
  if (end.code !== 0 || !/^\d+\.\d+\.\d+$/.test(version))
    throw new InvalidConfig("--python", `${python} does not run Python (${lastLine(end)}); name another one`);
  return version;
}

const oldest = (): string => jaxVersions().pinned.at(-1)!.python;

function pinsFor(version: string, python: string): JaxVersions["pinned"][number] {
  const pins = jaxVersions().pinned.find((entry) => compareVersions(version, entry.python) >= 0);
  if (pins) return pins;
  throw new InvalidConfig(
    "--python",
    `${python} is Python ${version}; jax needs ${oldest()} or newer, name such a one`,
  );
}

async function makeVenv(base: string, folder: string, signal: AbortSignal): Promise<void> {
  const end = await runCommand({ file: base, arguments: ["-m", "venv", folder], signal });
  if (end.code === 0) return;
  const text = end.stdout + end.stderr;
  if (/No module named '?venv|ensurepip/.test(text))
    throw new Unsupported(
      "alpa xla setup",
      `${base} has no module venv with pip; install it (Debian, Ubuntu: apt install python3-venv), or name another Python by --python`,
    );
  throw new RuntimeFailure("alpa xla setup", `${base} -m venv ${folder} failed: ${lastLine(end)}`);
}

/** Installs wheels, never sources, which would need a compiler. */
async function install(
  folder: string,
  python: string,
  packages: readonly string[],
  { signal, onProgress }: EnvironmentOptions,
): Promise<void> {
  onProgress(`installing ${packages.join(" and ")} …`);
  const flags = ["--no-input", "--disable-pip-version-check", "--only-binary=:all:", "--retries=2"];
  // Within the folder, so that an aborted pip leaves no files elsewhere.
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const end = await runCommand({
    file: python,
    env: { ...process.env, TMPDIR: temporary },
    arguments: ["-m", "pip", "install", "--progress-bar=off", ...flags, ...packages],
    signal,
    onLine: (line) => {
      if (/^\s*(Downloading|Installing)/.test(line)) onProgress(line.trim());
    },
  });
  rmSync(temporary, { recursive: true, force: true });
  if (end.code === 0) return;
  const text = end.stdout + end.stderr;
  if (/NewConnectionError|ProxyError|ConnectTimeout|ReadTimeout|Max retries|name resolution|SSLError/i.test(text))
    throw new RuntimeFailure(
      "alpa xla setup",
      `pip reaches no package index; check the network, HTTPS_PROXY and pip's own configuration. Its last line: ${lastLine(end)}`,
    );
  if (/No matching distribution|Could not find a version/.test(text))
    throw new Unsupported(
      "alpa xla setup",
      `no wheels of ${packages.join(" and ")} are there for this Python and system; name another Python by --python. pip's last line: ${lastLine(end)}`,
    );
  throw new RuntimeFailure("alpa xla setup", `pip failed: ${lastLine(end)}`);
}

async function check(python: string, accelerator: Accelerator, signal: AbortSignal): Promise<PythonFacts> {
  const facts = await probePython(python, accelerator === "cpu" ? "cpu" : "", signal);
  const problem = facts.missing ? `${facts.missing} is missing` : facts.error;
  if (problem !== undefined) throw new RuntimeFailure("alpa xla setup", `the environment does not work: ${problem}`);
  return facts;
}

/** A warning if JAX does not find what the environment is for on this machine. */
export function missingAccelerator({ accelerator, platform }: Environment): string | undefined {
  if (platform === kinds[accelerator].platform) return undefined;
  return `JAX finds no ${kinds[accelerator].platform.toUpperCase()} on this machine and would use the ${platform}; the environment is kept`;
}

function lastLine({ stdout, stderr, code }: { stdout: string; stderr: string; code: number | null }): string {
  return (stderr.trim() || stdout.trim()).split("\n").at(-1) || `exit code ${code}`;
}
