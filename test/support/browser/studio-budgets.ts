/** @file The studio's budgets of size and time, measured in headless Chromium. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { serveFolder } from "../../../src/node/static-site.ts";
import { firstState, linkOf } from "../../../src/studio/link.ts";
import { firstQuestion, type Question } from "../../../src/studio/question.ts";
import { Page } from "./devtools.ts";
import { StudioSite } from "./studio-site.ts";

/** A measured number beside the most that it may be. */
export interface Budget {
  readonly what: string;
  readonly unit: string;
  readonly most: number;
  readonly measured: number;
}

/** The files that the first paint waits for. */
const firstFiles = ["index.html", "main.css", "main.js"];

/** Bytes of HTML, CSS and main script, compressed. */
export function sizeBudget(folder: string): Budget {
  const bytes = firstFiles.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  return { what: "HTML, CSS and main script, gzip", unit: "kB", most: 60, measured: bytes / 1e3 };
}

/** What the page notes from its first moment on: its tasks over 50 ms, and when its worker was ready. */
const watch = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "longtask", buffered: true });
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      globalThis.replies = [];
      this.addEventListener("message", ({ data }) => {
        if (data.kind === "ready") globalThis.readyAt = performance.now();
        globalThis.replies.push(performance.now());
      });
    }
  };`;

/** First paint, ready worker, first verdict of the first question; a fresh browser for each. */
export async function startBudgets(chromium: string, url: string): Promise<Budget[]> {
  const page = await Page.open(chromium, { width: 1280, height: 900 });
  try {
    await page.command("Page.addScriptToEvaluateOnNewDocument", { source: watch });
    await page.goto(url);
    await page.until(`document.querySelector(".lead .figure[data-seconds]")`, 120);
    const verdict = await page.evaluate<number>("performance.now()");
    const paint = await page.evaluate<number>(
      `performance.getEntriesByType("paint").find(({ name }) => name === "first-contentful-paint").startTime`,
    );
    await page.until(`document.querySelector(".status").textContent.startsWith("Planned")`, 120);
    return [
      { what: "first paint, cold", unit: "ms", most: 500, measured: paint },
      { what: "worker ready", unit: "ms", most: 700, measured: await page.evaluate<number>("globalThis.readyAt") },
      { what: "first verdict of the first question", unit: "ms", most: 2500, measured: verdict },
      ...(await responseBudgets(page)),
    ];
  } finally {
    page.close();
  }
}

/** From an input to the frame that shows it, and the longest task of the page, while an answer is open. */
async function responseBudgets(page: Page): Promise<Budget[]> {
  await page.evaluate("globalThis.longTasks.length = 0");
  const response = await page.evaluate<number>(`(async () => {
    const times = [];
    const slider = document.querySelector("[name=batch-slider]");
    for (let turn = 0; turn < 20; turn++) {
      await new Promise(requestAnimationFrame);
      const begin = performance.now();
      slider.value = Number(slider.value) + (turn % 2 === 0 ? 1 : -1);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise(requestAnimationFrame);
      await new Promise((resume) => setTimeout(resume));
      times.push(performance.now() - begin);
    }
    return times.sort((a, b) => a - b)[18];
  })()`);
  for (const view of ["timeline", "memory", "sharding", "ops", "plan"]) {
    await page.evaluate(`document.getElementById("tab-${view}").click()`);
    await new Promise((resume) => setTimeout(resume, 300));
  }
  const longest = await page.evaluate<number>("Math.max(0, ...globalThis.longTasks)");
  return [
    { what: "input to visible response, p95", unit: "ms", most: 50, measured: response },
    { what: "longest task of the page, over five views", unit: "ms", most: 50, measured: longest },
  ];
}

/** Messages of the worker in the busiest second of a search. */
export async function messageBudget(studio: StudioSite, seconds: number): Promise<Budget> {
  const question: Question = {
    ...{ ...firstQuestion, model: "gpt2-medium", cluster: "2x8:a100-80gb", method: "auto" },
    ...{ microbatches: 0, seconds },
  };
  await studio.page.command("Page.addScriptToEvaluateOnNewDocument", { source: watch });
  await studio.page.goto(studio.site.url + linkOf({ ...firstState, question }));
  await studio.answered();
  const replies = await studio.page.evaluate<number[]>("globalThis.replies");
  const most = Math.max(...replies.map((at) => replies.filter((other) => other >= at && other < at + 1000).length));
  return { what: "messages of the worker in a second of a search", unit: "", most: 10, measured: most };
}

/** Milliseconds between two looks at the memory. */
const memoryMs = 100;

/**
 * The most memory of the renderer of a fresh browser while it searches stages of Llama 3 8B, simulates the plan and
 * shows it.
 */
export async function memoryBudget(chromium: string, seconds: number): Promise<Budget> {
  const studio = await StudioSite.open(chromium);
  try {
    return await memoryOf(studio, seconds);
  } finally {
    await studio.close();
  }
}

async function memoryOf(studio: StudioSite, seconds: number): Promise<Budget> {
  const question: Question = {
    ...{ ...firstQuestion, model: "llama3-8b", cluster: "8x8:a100-80gb", batch: 1024, method: "auto" },
    ...{ microbatches: 0, seconds },
  };
  await studio.show({ question });
  let [most, isDone] = [0, false];
  const answered = studio.answered().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    most = Math.max(most, (await studio.page.rendererBytes()) ?? 0);
    await new Promise((resume) => setTimeout(resume, memoryMs));
  }
  await answered;
  return { what: "memory of the renderer, llama3-8b by auto", unit: "MiB", most: 600, measured: most / 2 ** 20 };
}

/** Turns of the wheel over a timeline of 100,000 bars on 64 lanes, without a GPU. */
export async function zoomBudgets(chromium: string, folder: string): Promise<Budget[]> {
  await build({
    ...{ entryPoints: ["test/support/browser/zoom-page.ts"], outfile: join(folder, "zoom.js") },
    ...{ bundle: true, format: "esm", target: "es2023", jsx: "automatic", jsxImportSource: "preact" },
  });
  const style = '<link rel="stylesheet" href="main.css">';
  writeFileSync(
    join(folder, "zoom.html"),
    `<!doctype html>${style}<body><script type="module" src="zoom.js"></script>`,
  );
  const site = await serveFolder(folder, 0);
  const page = await Page.open(chromium, { width: 1600, height: 900 });
  try {
    await page.goto(`${site.url}zoom.html`);
    await page.until(`document.querySelector("canvas")?.clientHeight > 0 && globalThis.zoomMilliseconds`);
    const times = await page.evaluate<number[]>("zoomMilliseconds()");
    return [
      { what: "zoom in 100,000 bars on 64 lanes, p50", unit: "ms", most: 16, measured: times[100] },
      { what: "zoom in 100,000 bars on 64 lanes, p95", unit: "ms", most: 33, measured: times[190] },
    ];
  } finally {
    page.close();
    await site.close();
  }
}

/** All budgets. */
export async function studioBudgets(chromium: string): Promise<Budget[]> {
  const studio = await StudioSite.open(chromium);
  try {
    return [
      sizeBudget(studio.folder),
      ...(await startBudgets(chromium, studio.site.url)),
      ...(await zoomBudgets(chromium, studio.folder)),
      await messageBudget(studio, 10),
      await memoryBudget(chromium, 10),
    ];
  } finally {
    await studio.close();
  }
}
