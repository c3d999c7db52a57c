/**
 * @file Starts worker threads from this package's own modules. Built `.js` files start directly; `.ts` sources (under
 * vitest or tsx) are bundled first, once per process, because a TypeScript loader makes a worker start ten times
 * slower.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { Unsupported } from "../base/errors.ts";

/** The part of the esbuild API used here; tsx depends on esbuild. */
interface Bundler {
  buildSync(options: Readonly<Record<string, unknown>>): { readonly outputFiles: readonly { readonly text: string }[] };
}

const runnable = new Map<string, string>();

/** Bundles a source module. Packages stay imports, so the output is written below node_modules, where they resolve. */
function bundle(source: string): string {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const { buildSync } = createRequire(tsx)("esbuild") as Bundler;
  const common = {
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
    target: "node20",
  };
  const { text } = buildSync({ ...common, entryPoints: [fileURLToPath(source)] }).outputFiles[0];
  const packages = dirname(dirname(dirname(tsx)));
  const directory = join(packages, ".cache", "alpa-js");
  const file = join(directory, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.mjs`);
  mkdirSync(directory, { recursive: true });
  // Write and rename, because other processes may write the same file at the same time.
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return pathToFileURL(file).href;
}

/** Returns the URL of JavaScript equivalent to `module`, a `file:` URL of JavaScript or TypeScript. */
export function runnableModule(module: string): string {
  if (!module.endsWith(".ts")) return module;
  const bundled = runnable.get(module) ?? bundle(module);
  runnable.set(module, bundled);
  return bundled;
}

/**
 * Starts a worker that runs the module `entry` (a `file:` URL) with `data` as its `workerData`.
 * Command-line options of this process, such as loaders, do not apply to the worker.
 */
export const spawnWorker = (entry: string, data: unknown, options: WorkerOptions = {}): Worker =>
  new Worker(new URL(runnableModule(entry)), { execArgv: [], ...options, workerData: data });

/**
 * Returns the URL of a module next to the caller's: `.ts` in sources, `.js` when built.
 * @param path       relative path without extension
 * @param callerUrl  the caller's `import.meta.url`; undefined in CommonJS output of a bundler
 * @throws Unsupported if the file is missing, for example because a bundler merged the caller into another file
 */
export function moduleBeside(path: string, callerUrl: string | undefined): string {
  const module = callerUrl && new URL(`${path}${callerUrl.endsWith(".ts") ? ".ts" : ".js"}`, callerUrl);
  if (module && existsSync(module)) return module.href;
  throw new Unsupported(
    "worker threads",
    `${path}.js is not beside ${callerUrl ?? "its caller"}: alpa-js is in a bundle, but its threads start from files of its package; ` +
      "leave it and jax-js out of the bundle (esbuild: --external:alpa-js --external:@jax-js/jax) and install both where it runs",
  );
}
