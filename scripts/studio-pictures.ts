/**
 * @file Writes a picture of every view and state of the studio, wide and narrow, light and dark, for people to look at.
 *
 *     npx tsx scripts/studio-pictures.ts FOLDER [NAME…]
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { firstState, type LinkState, linkOf, views } from "../src/studio/link.ts";
import { firstQuestion, type Question } from "../src/studio/question.ts";
import { findChromium } from "../test/support/browser/chromium.ts";
import { StudioSite } from "../test/support/browser/studio-site.ts";

const [folder, ...wanted] = process.argv.slice(2);
const chromium = findChromium();
if (folder === undefined || !chromium) throw new Error("give a folder, and have Chromium on PATH (ALPA_CHROMIUM)");
mkdirSync(folder, { recursive: true });

const studio = await StudioSite.open(chromium);
const { page } = studio;

const small: Question = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb", batch: 512 };
const pipeline: Question = { ...small, method: "megatron", pipelineParallel: 4, tensorParallel: 1 };
const search: Question = { ...small, method: "auto", microbatches: 0, seconds: 20 };
const long: Question = {
  ...firstQuestion,
  model: "gpt2-medium",
  cluster: "2x8:a100-80gb",
  method: "auto",
  seconds: 600,
};

/** Changes a field of the form as a user does. */
const choose = (name: string, value: string): Promise<void> =>
  page.evaluate(`(() => {
    const field = document.querySelector("#${name}");
    field.value = ${JSON.stringify(value)};
    field.dispatchEvent(new Event("change", { bubbles: true }));
  })()`);
const show = async (state: Partial<LinkState>): Promise<void> => {
  await studio.show(state);
  await studio.answered();
};
const press = (text: string): Promise<void> =>
  page.evaluate(
    `[...document.querySelectorAll("button")].find(({ textContent }) => textContent === "${text}").click()`,
  );

/** What leads to each picture. */
const scenes: Readonly<Record<string, () => Promise<void>>> = {
  ...Object.fromEntries(
    views.map((view) => [`view-${view}`, () => show({ question: view === "search" ? search : pipeline, view })]),
  ),
  "view-plan-shard": () => show({ question: small }),
  "view-timeline-shard": () => show({ question: { ...small, microbatches: 2 }, view: "timeline" }),
  "view-timeline-range": async () => {
    await show({ question: pipeline, view: "timeline" });
    await page.until(`document.querySelector("canvas")?.clientHeight > 0`);
    await press("Select what is shown");
    await studio.click("#view [aria-pressed]");
  },
  "view-ops-why": async () => {
    await show({ question: small, view: "ops", op: "dot_general.6" });
    await page.until(`document.querySelector(".why .hint")`, 120);
  },
  "view-compare-done": async () => {
    await show({ question: small, view: "compare" });
    await studio.click("#view .primary");
    await page.until(
      `document.querySelectorAll("#view tbody tr").length === 9 && !document.querySelector("#view .busy")`,
      120,
    );
  },
  "view-sweep-done": async () => {
    await show({ question: small, view: "sweep", sweep: "devices:data,zero3,shard" });
    await studio.click("#view .primary");
    await page.until(`document.querySelectorAll("#view tbody tr").length === 9`, 120);
  },
  "view-sweep-map": async () => {
    await show({
      question: { ...small, cluster: "2x4:a100-80gb" },
      view: "sweep",
      sweep: "devices+network:data,zero3",
    });
    await studio.click("#view .primary");
    await page.until(`document.querySelectorAll("#view .heat-map small").length === 48`, 120);
  },
  "state-empty": async () => {
    await page.goto("about:blank");
    await page.goto(studio.site.url);
    await page.until(`document.querySelector(".page")`);
  },
  "state-planning": async () => {
    await studio.show({ question: long });
    await page.until(`/ solved/.test(document.querySelector(".status").textContent)`, 120);
  },
  "state-planning-search": async () => {
    await studio.show({ question: long, view: "search" });
    await page.until(`/ solved/.test(document.querySelector(".status").textContent)`, 120);
    await new Promise((resume) => setTimeout(resume, 8000));
  },
  "state-error": async () => {
    await studio.show({ question: { ...small, cluster: "1x4:a100-81gb" } });
    await page.until(`document.querySelector(".failure")`);
  },
  "state-error-after": async () => {
    await show({ question: small });
    await choose("cluster", "1x4:a100-81gb");
    await page.until(`document.querySelector(".failure")`);
  },
  "state-refused": async () => {
    await studio.show({ question: { ...small, method: "data", memoryGB: 0.5 } });
    await page.until(`document.querySelector(".remedies") && !document.querySelector(".remedies .busy")`, 120);
  },
  "state-refused-search": async () => {
    await studio.show({ question: { ...small, memoryGB: 0.1 } });
    await page.until(`document.querySelector(".remedies") && !document.querySelector(".remedies .busy")`, 120);
  },
  "state-stale": async () => {
    await show({ question: small });
    await choose("method", "auto");
    await page.until(`document.querySelector(".stale")`);
  },
  "state-diff": async () => {
    await show({ question: { ...small, method: "data" } });
    await choose("method", "zero3");
    await page.until(`document.body.textContent.includes("than before")`, 60);
    await studio.answered();
  },
  "state-diff-compare": async () => {
    await scenes["state-diff"]();
    await studio.click("#tab-compare");
    await page.until(`document.querySelector("#view")?.textContent.includes("What differs")`);
    await press("Compare the ops");
    await page.until(`/[+−][\\d.]+ [mµ]s/.test(document.querySelector("#view").textContent)`, 60);
  },
  "state-no-worker": async () => {
    const { identifier } = (await page.command("Page.addScriptToEvaluateOnNewDocument", {
      source: "globalThis.Worker = class extends Worker { constructor() { super('missing.js'); } }",
    })) as { identifier: string };
    await studio.show({ question: small });
    await page.until(`document.querySelector(".failure")`);
    await page.command("Page.removeScriptToEvaluateOnNewDocument", { identifier });
  },
  "state-old-link": async () => {
    await page.goto("about:blank");
    await page.goto(studio.site.url + linkOf({ ...firstState, question: small }).replace("v=1", "v=0"));
    await studio.answered();
  },
  "state-keys": async () => {
    await show({ question: small });
    await studio.click("[aria-label=Keys]");
  },
};

for (const [name, arrange] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  await page.resize({ width: 1280, height: 900 });
  await arrange().catch((error) => console.error(`${name}: ${error.message}`));
  for (const width of [1280, 390])
    for (const dark of [false, true]) {
      await page.resize({ width, height: 900, dark });
      await new Promise((resume) => setTimeout(resume, 300));
      await page.screenshot(join(folder, `${name}-${width}-${dark ? "dark" : "light"}.png`), true);
    }
  console.error(name);
}
await studio.close();
