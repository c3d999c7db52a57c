/** @file Makes the studio's static files: the page, its style and its web worker. */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../src/studio/", import.meta.url));

/** @param folder  where the files go; any static web server can serve it, under any path */
export async function buildStudio(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const common = {
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    outdir: folder,
    logLevel: "warning",
    jsx: "automatic",
    jsxImportSource: "preact",
  } as const;
  await build({
    ...common,
    entryPoints: ["main.tsx", "main.css", "report.tsx"].map((name) => `${source}page/${name}`),
  });
  // jax-js loads what it has for GPUs only where it computes there; the planner never does. Parameters of train steps
  // are the names of their arguments in plans, so identifiers stay as they are.
  await build({
    ...common,
    minifyIdentifiers: false,
    entryPoints: { worker: `${source}worker/worker.ts` },
    splitting: true,
    chunkNames: "chunk-[hash]",
  });
  for (const name of ["index.html", "icon.svg"]) cpSync(`${source}page/${name}`, `${folder}/${name}`);
}
