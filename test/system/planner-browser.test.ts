/** @file The planner in a browser: it bundles without shims, and its plans equal those of Node to the last digit. */
import { build } from "esbuild";
import { expect, test } from "vitest";
import { findChromium } from "../support/browser/chromium.ts";
import { planMlp } from "../support/browser/plan-mlp.ts";
import { runWorker } from "../support/browser/run-worker.ts";

const root = new URL("../../", import.meta.url).pathname;

/** Bundles ES modules for browsers, without replacing or excluding any Node module. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${root}${entry}`],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

test.each(["planner", "solver", "optim"])("src/%s bundles for the browser", async (folder) => {
  const text = await bundle(`src/${folder}/index.ts`);
  expect(text).not.toMatch(/(from|import|require)\s*\(?\s*"node:/);
});

const chromium = findChromium();
if (!chromium) console.warn("SKIPPED: no Chromium on PATH; the planner was not run in a browser (set ALPA_CHROMIUM)");

test.skipIf(!chromium)("plans in a web worker equal those of Node", async () => {
  const answer = await runWorker(chromium!, await bundle("test/support/browser/worker.ts"));
  expect(answer.error).toBeUndefined();
  expect(answer.results).toEqual(await planMlp());
});
