/** @file The Python package `alpa_xla` that the engine runs, and the versions of jax that it was tried with. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Unsupported } from "../../base/errors.ts";

/** The parent folder of `alpa_xla`, for code run from source or from dist/; ends in a slash. */
export function pythonFolder(): string {
  for (const up of ["../../../python/", "../../../../python/"]) {
    const folder = fileURLToPath(new URL(up, import.meta.url));
    if (existsSync(`${folder}alpa_xla/driver.py`)) return folder;
  }
  throw new Unsupported("engine xla", "python/alpa_xla is not in this package; install alpa-js again");
}

/** `python/alpa_xla/versions.json`. */
export interface JaxVersions {
  /** The versions of jax that were tried: from `first` up to, but without, `next`. */
  readonly tested: { readonly first: string; readonly next: string };
  /** The versions that `alpa xla setup` installs: the first entry whose Python is not newer than the user's. */
  readonly pinned: readonly { readonly python: string; readonly jax: string; readonly numpy: string }[];
}

export const jaxVersions = (): JaxVersions =>
  JSON.parse(readFileSync(`${pythonFolder()}alpa_xla/versions.json`, "utf8")) as JaxVersions;

/** Compares versions such as 0.10.2 by their numbers; negative if `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const number = (text: string) =>
    text.split(".").reduce((sum, part, i) => sum + (Number.parseInt(part, 10) || 0) / 1e3 ** i, 0);
  return number(a) - number(b);
}

export function isJaxTried(version: string): boolean {
  const { first, next } = jaxVersions().tested;
  return compareVersions(version, first) >= 0 && compareVersions(version, next) < 0;
}

/** The warning about a version that was not tried; undefined for one that was. */
export function jaxWarning(version: string): string | undefined {
  const { first, next } = jaxVersions().tested;
  return isJaxTried(version) ? undefined : `jax ${version} is untested; tested are ${first} and later, below ${next}`;
}

/** The environment of a Python process with `devices` CPU devices. `platforms` is JAX's choice of them if "". */
export const pythonEnvironment = (devices: number, platforms = "cpu"): NodeJS.ProcessEnv => ({
  ...process.env,
  PYTHONPATH: pythonFolder(),
  JAX_PLATFORMS: process.env.JAX_PLATFORMS ?? platforms,
  XLA_FLAGS: `${process.env.XLA_FLAGS ?? ""} --xla_force_host_platform_device_count=${devices}`.trim(),
  // The size of XLA's thread pool. With as few threads as cores, modules that wait in collectives can fill it.
  NPROC: "16",
});
