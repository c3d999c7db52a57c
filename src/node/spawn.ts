/**
 * @file Starts worker threads from this package's own modules: built `.js` files directly, `.ts` sources (under vitest, tsx)
 * as one bundled file each, made once per process. A loader in every worker would take ten times longer to start.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { Unsupported } from "../base/errors.ts";

/** The part of esbuild (tsx's own compiler) that is used here. */
interface Bundler {
  buildSync(options: Readonly<Record<string, unknown>>): { readonly outputFiles: readonly { readonly text: string }[] };
}

const runnable = new Map<string, string>();

/** Bundles a source module; packages stay imports, so the file lies where they are found. */
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
  // Other processes may be writing the same file.
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return pathToFileURL(file).href;
}

/** URL of JavaScript that a worker can import in place of `module`, a `file:` URL of JavaScript or TypeScript. */
export function runnableModule(module: string): string {
  if (!module.endsWith(".ts")) return module;
  const made = runnable.get(module) ?? bundle(module);
  runnable.set(module, made);
  return made;
}

/**
 * A worker that runs the module `entry` (a `file:` URL), which finds `data` in its `workerData`.
 * Options given to this process on the command line, such as loaders, are not passed on.
 */
export const spawnWorker = (entry: string, data: unknown, options: WorkerOptions = {}): Worker =>
  new Worker(new URL(runnableModule(entry)), { execArgv: [], ...options, workerData: data });

/**
 * URL of a module beside the caller's, given without its extension: `.ts` from sources, `.js` when built.
 * @param callerUrl  the caller's `import.meta.url`, which a bundler leaves out of CommonJS
 * @throws Unsupported where the file is missing, as it is when a bundler has put the caller into another one
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
