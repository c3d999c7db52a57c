/** @file What the studio gives its users to take away: two timelines on one scale, a trace, code that trains. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planToJson } from "../../src/plan/plan-file.ts";
import { planQuestion } from "../../src/studio/plan-question.ts";
import { firstQuestion, type Question } from "../../src/studio/question.ts";
import { timelineOfTrace } from "../../src/studio/trace.ts";
import { findChromium } from "../support/browser/chromium.ts";
import { StudioSite } from "../support/browser/studio-site.ts";

const chromium = findChromium();
if (!chromium) console.warn("SKIPPED: no Chromium on PATH; the users' paths were not walked (set ALPA_CHROMIUM)");

const question: Question = {
  ...{ ...firstQuestion, model: "simple-mlp", cluster: "1x2:a100-80gb" },
  ...{ batch: 64, microbatches: 2, method: "megatron", pipelineParallel: 2, tensorParallel: 1, precision: "f32" },
};
const root = new URL("../../", import.meta.url).pathname;

describe.skipIf(!chromium)("the studio's users", () => {
  let studio: StudioSite;
  beforeAll(async () => {
    studio = await StudioSite.open(chromium!);
  });
  afterAll(() => studio?.close());

  const press = (text: string): Promise<void> =>
    studio.page.evaluate(
      `[...document.querySelectorAll("#view button")].find(({ textContent }) => textContent === ${JSON.stringify(text)}).click()`,
    );
  /** The text that a button saves as a file. */
  const saved = async (text: string): Promise<string> => {
    await studio.page.evaluate(`(() => {
      globalThis.saved = undefined;
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { blob.text().then((text) => { globalThis.saved = text; }); return make.call(URL, blob); };
    })()`);
    await press(text);
    await studio.page.until("globalThis.saved !== undefined");
    return studio.page.evaluate<string>("globalThis.saved");
  };
  const choose = (name: string, value: string): Promise<void> =>
    studio.page.evaluate(`(() => {
      const field = document.querySelector("#${name}");
      field.value = ${JSON.stringify(value)};
      field.dispatchEvent(new Event("change", { bubbles: true }));
    })()`);

  test("a student moves one control and sees time, memory and traffic change", async () => {
    await studio.page.resize({ width: 390, height: 844 });
    await studio.show({ question: { ...question, method: "data" } });
    await studio.answered();
    await choose("method", "zero3");
    await studio.page.until(`document.querySelectorAll(".verdict .better, .verdict .worse").length === 3`, 60);
    const tiles = await studio.page.evaluate<string[]>(
      `[...document.querySelectorAll(".tile")].map(({ textContent }) => textContent)`,
    );
    expect(tiles.filter((text) => /% (slower|faster|less|more) than before/.test(text))).toHaveLength(3);
    await studio.page.resize({ width: 1280, height: 900 });
  });

  test("auto chooses its microbatches itself", async () => {
    await studio.show({ question });
    await studio.answered();
    await choose("method", "auto");
    expect(await studio.page.evaluate("location.hash")).toContain("microbatches=0");
  });

  test("a researcher sees two plans on one scale of time, and saves a trace whose slices nest", async () => {
    await studio.show({ question: { ...question, method: "data" }, view: "timeline" });
    await studio.answered();
    await choose("method", "megatron");
    await studio.page.until(`document.querySelectorAll("#view [aria-pressed]").length >= 2`, 60);
    await studio.answered();
    await press("Beside the answer before");
    await studio.page.until(`document.querySelectorAll("#view canvas").length === 2`);
    const trace = await saved("Save for Perfetto");
    const { traceEvents } = JSON.parse(trace) as {
      traceEvents: { ph: string; tid: number; ts: number; dur: number }[];
    };
    expect(timelineOfTrace(trace, "step.json").lanes).toHaveLength(2);
    // Perfetto drops a slice that begins inside another one of its thread and ends after it.
    for (const tid of new Set(traceEvents.map((event) => event.tid))) {
      const own = traceEvents
        .filter((event) => event.ph === "X" && event.tid === tid)
        .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
      const open: number[] = [];
      for (const { ts, dur } of own) {
        while (open.length > 0 && open.at(-1)! <= ts + 1e-6) open.pop();
        expect(ts + dur).toBeLessThanOrEqual((open.at(-1) ?? Number.POSITIVE_INFINITY) + 1e-6);
        open.push(ts + dur);
      }
    }
  });

  test("the copied code trains with the plan that the page shows", async () => {
    await studio.show({ question });
    await studio.answered();
    await studio.page.evaluate(`(() => {
      globalThis.copied = undefined;
      navigator.clipboard.writeText = async (text) => { globalThis.copied = text; };
    })()`);
    await press("Copy as code");
    await studio.page.until("globalThis.copied !== undefined");
    const code = await studio.page.evaluate<string>("globalThis.copied");
    const folder = mkdtempSync(join(tmpdir(), "alpa-code-"));
    try {
      writeFileSync(join(folder, "plan.json"), await saved("Save as plan.json"));
      writeFileSync(join(folder, "step.mts"), code);
      writeFileSync(
        join(folder, "train.mts"),
        `import { HostArray, initialState, planToJson } from "alpa-js";
        import { catalogue } from "alpa-js/models";
        import { step } from "./step.mts";
        const model = catalogue.get("${question.model}")!.make();
        const batch = Object.values(model.batch!).map(({ shape, dtype }) => {
          const size = [${question.batch}, ...shape];
          const count = size.reduce((a, b) => a * b);
          return new HostArray(dtype === "i32" ? new Int32Array(count) : new Float32Array(count).fill(0.5), size, dtype);
        });
        const { loss } = await step(initialState(model, 0), ...batch);
        const plan = planToJson(step.lastExecutable!.plan);
        console.log(JSON.stringify({ loss: await loss.item(), plan }));
        await step.stop();`,
      );
      const output = execFileSync("npx", ["tsx", join(folder, "train.mts")], { cwd: root, encoding: "utf8" });
      const { loss, plan } = JSON.parse(output) as { loss: number; plan: string };
      expect(loss).toBeGreaterThan(0);
      expect(plan === planToJson((await planQuestion(question)).planned.plan)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("nothing was asked of another server", () => {
    const { requests, problems } = studio.page;
    expect(requests.filter((asked) => !/^(about|blob):/.test(asked) && !asked.startsWith(studio.site.url))).toEqual([]);
    expect(problems).toEqual([]);
  });
});
