/** @file The planner in a browser: it bundles without shims, and its plans equal those of Node to the last digit. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { findChromium, withPage } from "../support/browser/chromium.ts";
import { planMlp } from "../support/browser/plan-mlp.ts";

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

let server: Server | undefined;
afterAll(() => server?.close());

const chromium = findChromium();
if (!chromium) console.warn("SKIPPED: no Chromium on PATH; the planner was not run in a browser (set ALPA_CHROMIUM)");

test.skipIf(!chromium)("plans in a web worker equal those of Node", async () => {
  const script = await bundle("test/support/browser/worker.ts");
  let resolve!: (answer: { results?: string[]; error?: string }) => void;
  const answered = new Promise<Parameters<typeof resolve>[0]>((keep) => {
    resolve = keep;
  });
  server = createServer((request, response) => {
    if (request.method === "POST") {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        response.end();
        resolve(JSON.parse(body));
      });
      return;
    }
    const isScript = request.url === "/worker.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script>new Worker("/worker.js", { type: "module" })</script>');
  });
  await new Promise<void>((resume) => server!.listen(0, "127.0.0.1", resume));
  const url = `http://127.0.0.1:${(server!.address() as AddressInfo).port}/`;
  const answer = await withPage(chromium!, url, answered);
  expect(answer.error).toBeUndefined();
  expect(answer.results).toEqual(await planMlp());
});
