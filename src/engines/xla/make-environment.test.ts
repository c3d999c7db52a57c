/** @file Environments are made by a pretended Python, so that neither a network nor jax is needed. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findPython } from "./find-python.ts";
import { makeEnvironment, missingAccelerator } from "./make-environment.ts";
import { jaxVersions } from "./python-package.ts";
import { rememberedFile, rememberPython } from "./remembered-python.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "alpa-xla-setup-"));
  vi.stubEnv("XDG_CONFIG_HOME", join(root, "config"));
  vi.stubEnv("XDG_DATA_HOME", join(root, "data"));
  vi.stubEnv("ALPA_PYTHON", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const [pins] = jaxVersions().pinned;
const works = { python: "3.11.7", jax: pins.jax, jaxlib: pins.jax, numpy: pins.numpy, platform: "cpu", devices: 2 };

interface Pretended {
  readonly version?: string;
  /** Shell text for -m venv; the folder is $3. Default: makes the environment. */
  readonly venv?: string;
  /** Shell text for -m pip. */
  readonly pip?: string;
  readonly probe?: object;
}

/** A shell script that answers as a Python does, and makes environments whose Python is itself. */
function pretendPython({ version = "3.11.7", venv, pip = "true", probe = works }: Pretended = {}): string {
  const file = join(root, "python");
  const make = venv ?? `mkdir -p "$3/bin" && ln -s "$0" "$3/bin/python"`;
  const answers = `-c) echo ${version};; -mvenv) ${make};; -mpip) ${pip};; *) echo '${JSON.stringify(probe)}';;`;
  writeFileSync(
    file,
    `#!/bin/sh\necho "$@" >> ${root}/calls\ncase "$1" in -m) key="-m$2";; *) key="$1";; esac\ncase "$key" in ${answers} esac\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

const make = (python: string, rest: { folder?: string; signal?: AbortSignal } = {}) =>
  makeEnvironment({ accelerator: "cpu", python, signal: new AbortController().signal, onProgress: () => {}, ...rest });

const made = () => join(root, "data", "alpa-js", "xla-cpu");
const onUnix = test.skipIf(process.platform === "win32");

onUnix("an environment is made, remembered, found again, and made anew for other versions", async () => {
  const python = pretendPython();
  expect(findPython()).toEqual({ python: "python3", from: "default" });
  const first = await make(python);
  expect(first).toMatchObject({ isNew: true, folder: made(), jax: pins.jax });
  expect(readFileSync(join(root, "calls"), "utf8")).toContain(`jax[cpu]==${pins.jax} numpy==${pins.numpy}`);
  expect(findPython()).toEqual({ python: first.file, from: "alpa xla setup" });
  vi.stubEnv("ALPA_PYTHON", "/other/python");
  expect(findPython().python).toBe("/other/python");
  vi.stubEnv("ALPA_PYTHON", "");
  expect((await make(python)).isNew).toBe(false);
  pretendPython({ probe: { ...works, jax: "0.4.1" } });
  expect((await make(python)).isNew).toBe(true);
  rmSync(made(), { recursive: true });
  expect(findPython().from).toBe("default");
});

onUnix("older Pythons get the newest jax that they run", async () => {
  await make(pretendPython({ version: "3.10.2" }));
  expect(readFileSync(join(root, "calls"), "utf8")).toContain(`jax[cpu]==${jaxVersions().pinned[1].jax}`);
});

const unreachable = "WARNING: Retrying after connection broken by 'NewConnectionError': name resolution";
onUnix.each<[string, Pretended, RegExp]>([
  ["too old", { version: "3.8.1" }, /--python: .*is Python 3.8.1; jax needs 3.10 or newer/],
  ["no Python", { version: "hello" }, /--python: .* does not run Python \(hello\)/],
  [
    "no venv",
    { venv: "echo 'ensurepip is not available'; exit 1" },
    /no module venv with pip; .*apt install python3-venv/,
  ],
  ["no network", { pip: `echo "${unreachable}"; exit 1` }, /pip reaches no package index; check the network/],
  [
    "no wheels",
    { pip: "echo 'ERROR: No matching distribution found for jax'; exit 1" },
    /no wheels of jax.* for this Python/,
  ],
  [
    "a full disk",
    { pip: "echo 'ERROR: No space left on device'; exit 1" },
    /pip failed: ERROR: No space left on device/,
  ],
  ["no jax after all", { probe: { python: "3.11.7", missing: "jax" } }, /does not work: jax is missing/],
  ["a wrong sum", { probe: { ...works, error: "RuntimeError: the sum" } }, /does not work: RuntimeError: the sum/],
])("%s is told, and nothing is left", async (_, pretended, message) => {
  await expect(make(pretendPython(pretended))).rejects.toThrow(message);
  expect(existsSync(made())).toBe(false);
  expect(existsSync(rememberedFile())).toBe(false);
});

test("a Python that is not there is named", async () => {
  await expect(make("/no/such/python")).rejects.toThrow(
    /--python: cannot start \/no\/such\/python \(ENOENT\); install/,
  );
});

onUnix("an abort ends pip and leaves nothing", async () => {
  const controller = new AbortController();
  const python = pretendPython({ pip: `touch ${root}/installing; sleep 60` });
  const making = make(python, { signal: controller.signal });
  await expect.poll(() => existsSync(join(root, "installing")), { timeout: 20_000 }).toBe(true);
  controller.abort();
  await expect(making).rejects.toThrow(/was stopped; nothing is left/);
  expect(existsSync(made())).toBe(false);
});

onUnix("folders with other files are refused, and stay", async () => {
  const folder = join(root, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "thesis.txt"), "");
  await expect(make(pretendPython(), { folder })).rejects.toThrow(/--dir: .*mine holds other files; give a new/);
  expect(readdirSync(folder)).toEqual(["thesis.txt"]);
});

test("a damaged configuration is named", () => {
  rememberPython({ python: "/x", accelerator: "cpu" });
  writeFileSync(rememberedFile(), "{");
  expect(findPython).toThrow(/xla.json: is damaged; run alpa xla setup again/);
});

onUnix("an accelerator that this machine does not have is a warning", async () => {
  const environment = await make(pretendPython());
  expect(missingAccelerator(environment)).toBeUndefined();
  expect(missingAccelerator({ ...environment, accelerator: "cuda" })).toMatch(/JAX finds no GPU on this machine/);
});
