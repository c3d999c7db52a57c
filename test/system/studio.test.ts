/** @file The studio in headless Chromium. `package.test.ts` opens it from `alpa studio` of the installed package. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildStudio } from "../../scripts/studio-files.ts";
import { planReport } from "../../src/cli/html-report.ts";
import { lower } from "../../src/lower/lower.ts";
import { type StaticSite, serveFolder } from "../../src/node/static-site.ts";
import { planToJson } from "../../src/plan/plan-file.ts";
import { simulateProgram } from "../../src/simulate/simulate.ts";
import { firstState, linkOf, views } from "../../src/studio/link.ts";
import { planQuestion } from "../../src/studio/plan-question.ts";
import { firstQuestion, type Question } from "../../src/studio/question.ts";
import { findChromium } from "../support/browser/chromium.ts";
import { Page } from "../support/browser/devtools.ts";

const chromium = findChromium();
if (!chromium) console.warn("SKIPPED: no Chromium on PATH; the studio was not opened in a browser (set ALPA_CHROMIUM)");

const question: Question = { ...firstQuestion, cluster: "1x4:a100-80gb", method: "zero2", batch: 32, microbatches: 2 };
const secondsInNode = async (of: Question) => (await planQuestion(of)).planned.plan.estimate!.seconds;

describe.skipIf(!chromium)("the studio", () => {
  let folder: string;
  let site: StaticSite;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alpa-studio-"));
    await buildStudio(folder);
    site = await serveFolder(folder, 0);
    page = await Page.open(chromium!, { width: 1280, height: 900 });
  });

  afterAll(async () => {
    page?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const answered = (seconds: number): Promise<void> =>
    page.until(
      `document.querySelector(".lead .figure")?.dataset.seconds === "${seconds}" && !document.querySelector(".stale") &&
        document.querySelector(".status").textContent.startsWith("Planned")`,
      120,
    );

  test("plans what a link asks, to the seconds of Node", async () => {
    await page.goto(site.url + linkOf({ ...firstState, question }));
    await answered(await secondsInNode(question));
  });

  test("plans again when a slider moves, and the link follows; back undoes it", async () => {
    await page.evaluate(`(() => {
      const slider = document.querySelector("[name=devices-slider]");
      slider.value = 1;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    })()`);
    const changed = { ...question, cluster: "1x2:a100-80gb" };
    await answered(await secondsInNode(changed));
    expect(await page.evaluate("location.hash")).toBe(linkOf({ ...firstState, question: changed }));
    await page.evaluate("history.back()");
    await answered(await secondsInNode(question));
  });

  test.each([1280, 390])("every view fits in %i pixels", async (width) => {
    for (const dark of [false, true]) {
      await page.resize({ width, height: 844, dark });
      for (const view of views) {
        await page.evaluate(`document.getElementById("tab-${view}").click()`);
        await page.until(`document.querySelector("#tab-${view}[aria-selected=true]")`);
        // A phone's browser zooms out where a page is too wide, so `innerWidth` would tell nothing.
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
    }
    await page.resize({ width: 1280, height: 900 });
  });

  test("the timeline tells what is under the pointer, and the wheel zooms", async () => {
    await page.evaluate(`document.getElementById("tab-timeline").click()`);
    await page.until(`document.querySelector("canvas")?.clientHeight > 0`);
    const [left, top, width] = await page.evaluate<number[]>(
      `(({ left, top, width }) => [left, top, width])(document.querySelector("canvas").getBoundingClientRect())`,
    );
    // The first lane's task, left of the middle of the step.
    const [x, y] = [left + 0.4 * width, top + 42];
    const at = async (type: string, more = {}) =>
      page.command("Input.dispatchMouseEvent", { type, x, y, deltaX: 0, deltaY: 0, ...more });
    const told = () => page.evaluate<string>(`document.querySelector(".tip")?.textContent ?? ""`);
    await at("mouseMoved");
    await page.until(`document.querySelector(".tip")`);
    expect(await told()).toMatch(/^forward and backward of microbatch \d.* ms, [\d.]+ % of the step, from /);
    const before = await page.evaluate<string>(`document.querySelector("canvas").toDataURL()`);
    await at("mouseWheel", { deltaY: -800 });
    await page.until(`document.querySelector("canvas").toDataURL() !== ${JSON.stringify(before)}`);
    await at("mouseMoved", { x: x + 1 });
    expect(await told()).toMatch(/microbatch \d/);
    await page.evaluate(`document.getElementById("tab-plan").click()`);
  });

  test("a pinned op is solved again, to the seconds that the explanation told; the plan is Node's", async () => {
    const small: Question = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb", batch: 128, pins: [] };
    await page.goto(site.url + linkOf({ ...firstState, question: small, view: "ops", op: "dot_general.6" }));
    await page.evaluate("location.reload()");
    await page.until(`document.querySelector(".why .hint")`, 120);
    const told = await page.evaluate<number>(
      `Number(document.querySelectorAll(".strategy")[1].querySelector(".under").dataset.stepSeconds)`,
    );
    await page.evaluate(`document.querySelectorAll(".strategy")[1].querySelector("button").click()`);
    const pin = await page.evaluate<string>(`document.querySelector(".removables code").textContent`);
    const seconds = await secondsInNode({ ...small, pins: [pin] });
    await answered(seconds);
    expect(seconds / told).toBeCloseTo(1, 6);
  });

  test("saves the plan of Node, and takes it back when it is dropped", async () => {
    await page.goto(site.url + linkOf({ ...firstState, question }));
    await page.evaluate("location.reload()");
    const { planned } = await planQuestion(question);
    await answered(planned.plan.estimate!.seconds);
    await page.evaluate(`(() => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); };
      [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Save as plan.json").click();
    })()`);
    await page.until("window.saved");
    // Compared by a flag: a plan is a megabyte of text.
    expect((await page.evaluate("window.saved")) === planToJson(planned.plan)).toBe(true);
    await page.evaluate(`(() => {
      const method = document.querySelector("#method");
      method.value = "data";
      method.dispatchEvent(new Event("change", { bubbles: true }));
      const data = new DataTransfer();
      data.items.add(new File([window.saved], "mine.json"));
      dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    })()`);
    await page.until(`document.querySelector(".plan-file")?.textContent.includes("mine.json")`);
    await answered(planned.plan.estimate!.seconds);
    // A plan of another batch is refused, and says so.
    await page.evaluate(`(() => {
      const batch = document.querySelector("#batch");
      batch.value = 64;
      batch.dispatchEvent(new Event("change", { bubbles: true }));
    })()`);
    await page.until(`document.querySelector(".failure, .status .primary")`, 60);
    await page.evaluate(`document.querySelector(".status .primary")?.click()`);
    await page.until(`document.querySelector(".failure")`, 60);
    expect(await page.evaluate(`document.querySelector(".failure").textContent`)).toContain(
      "is for a batch of 32, got 64",
    );
  });

  test("says what is wrong with a question, and keeps it", async () => {
    const wrong = { ...question, cluster: "1x4:a100-81gb" };
    await page.goto("about:blank");
    await page.goto(site.url + linkOf({ ...firstState, question: wrong }));
    await page.until(`document.querySelector(".failure")`);
    expect(await page.evaluate(`document.querySelector(".failure").textContent`)).toContain(
      'unknown device "a100-81gb"; did you mean "a100-80gb"?',
    );
    expect(await page.evaluate(`document.querySelector("#cluster").value`)).toBe("1x4:a100-81gb");
  });

  test("a search can be stopped for its best plan", async () => {
    const long = {
      ...question,
      model: "gpt2-medium",
      cluster: "2x8:a100-80gb",
      method: "auto",
      seconds: 600,
      microbatches: 0,
    };
    await page.goto(site.url + linkOf({ ...firstState, question: long }));
    await page.evaluate("location.reload()");
    await page.until(`/ solved/.test(document.querySelector(".status").textContent)`, 120);
    await page.evaluate(`document.querySelector(".status button").click()`);
    await page.until(`document.querySelector(".status").textContent.startsWith("Stopped")`, 60);
    expect(
      await page.evaluate<number>(`Number(document.querySelector(".lead .figure").dataset.seconds)`),
    ).toBeGreaterThan(0);
  });

  test("a report is one file: it opens from the disk, shows every view, and asks for nothing", async () => {
    const pipeline: Question = { ...question, method: "megatron", pipelineParallel: 2, tensorParallel: 2 };
    const { planned, cluster } = await planQuestion(pipeline);
    const file = join(folder, "report.html");
    writeFileSync(file, planReport(planned, cluster, pipeline, "a <title>", folder));
    const own = await Page.open(chromium!, { width: 390, height: 844, dark: true });
    try {
      await own.goto(pathToFileURL(file).href);
      await own.until(`document.querySelector(".lead .figure")`);
      const { seconds } = simulateProgram(lower(planned.step, planned.plan), { cluster });
      expect(await own.evaluate(`Number(document.querySelector(".lead .figure").dataset.seconds)`)).toBe(seconds);
      expect(await own.evaluate("document.title")).toBe("a <title>");
      for (const view of ["plan", "timeline", "memory", "sharding", "ops", "lab"]) {
        await own.evaluate(`document.getElementById("tab-${view}").click()`);
        await own.until(`document.querySelector("#tab-${view}[aria-selected=true]")`);
        expect(await own.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      }
      expect({ problems: own.problems, requests: own.requests }).toEqual({
        problems: [],
        requests: [pathToFileURL(file).href],
      });
    } finally {
      own.close();
    }
  });

  test("asks nothing of any other server, and breaks no rule of its policy", () => {
    expect(page.requests.filter((asked) => !asked.startsWith(site.url) && !asked.startsWith("about:"))).toEqual([]);
    expect(page.requests.some((asked) => asked === `${site.url}worker.js`)).toBe(true);
    expect(page.problems).toEqual([]);
  });
});
