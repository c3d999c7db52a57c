/** @file The studio's views of many plans, of time, and for those who cannot see them, in headless Chromium. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { secondsText } from "../../src/base/units.ts";
import { modelFileOf } from "../../src/cli/studio-session.ts";
import { chromeTrace } from "../../src/draw/chrome-trace.ts";
import { programBars } from "../../src/draw/program-timeline.ts";
import { lower } from "../../src/lower/lower.ts";
import { serveFolder } from "../../src/node/static-site.ts";
import { simulatedEvents, simulateProgram } from "../../src/simulate/simulate.ts";
import { simulatedAnswer } from "../../src/studio/answer.ts";
import { firstLab, labRows } from "../../src/studio/lab.ts";
import { firstState, linkOf, views } from "../../src/studio/link.ts";
import { planQuestion } from "../../src/studio/plan-question.ts";
import { firstQuestion, type Question, studioMethods } from "../../src/studio/question.ts";
import { findChromium } from "../support/browser/chromium.ts";
import { StudioSite } from "../support/browser/studio-site.ts";

const chromium = findChromium();
if (!chromium) console.warn("SKIPPED: no Chromium on PATH; the studio's views were not opened (set ALPA_CHROMIUM)");

const small: Question = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb", batch: 512 };
const simulated = async (question: Question): Promise<string> => {
  const { planned, cluster } = await planQuestion(question);
  return secondsText(simulatedAnswer(planned, cluster, question).answer.report.simulated!.seconds);
};

describe.skipIf(!chromium)("the studio's views", () => {
  let studio: StudioSite;

  beforeAll(async () => {
    studio = await StudioSite.open(chromium!);
  });
  afterAll(() => studio?.close());

  test("axe finds nothing wrong in any view, light and dark", async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await studio.show({ question: small });
    await studio.answered();
    await studio.page.evaluate(`${axe}; undefined`);
    const found: string[] = [];
    for (const dark of [false, true]) {
      await studio.page.resize({ width: 1280, height: 900, dark });
      for (const view of views) {
        await studio.click(`#tab-${view}`);
        await studio.page.until(`document.querySelector("#tab-${view}[aria-selected=true]")`);
        if (view === "ops") {
          await studio.page.until(`document.querySelector("#view .link")`, 60);
          if (!dark) await studio.click("#view .link");
          await studio.page.until(`document.querySelector(".why .strategy")`, 60);
        }
        const violations = await studio.page.evaluate<string[]>(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | ")))`,
        );
        found.push(...violations.map((text) => `${view}${dark ? ", dark" : ""}: ${text}`));
      }
    }
    await studio.page.resize({ width: 1280, height: 900 });
    expect(found).toEqual([]);
  });

  test("compares every method, Megatron-LM by its best layout, to the simulated seconds of Node", async () => {
    await studio.show({ question: small, view: "compare" });
    await studio.answered();
    await studio.click("#view .primary");
    await studio.page.until(`document.querySelectorAll("#view tbody tr").length === 9`, 120);
    await studio.page.until(`!document.querySelector("#view .busy")`, 120);
    const rows = (await studio.rows("#view")).map(([name, seconds]) => [name.replace(/ \(\d+ of .*/, ""), seconds]);
    expect(rows).toContainEqual([`${studioMethods.shard}, as asked`, await simulated(small)]);
    for (const method of ["zero3", "data"])
      expect(rows).toContainEqual([studioMethods[method], await simulated({ ...small, method })]);
    const [, best] = rows.find(([name]) => name.startsWith(studioMethods.megatron))!;
    const layouts = [
      [1, 2],
      [1, 4],
      [2, 1],
      [2, 2],
      [4, 1],
    ].map(async ([pipelineParallel, tensorParallel]) =>
      simulated({ ...small, method: "megatron", pipelineParallel, tensorParallel }),
    );
    expect(await Promise.all(layouts)).toContain(best);
  });

  test("sweeps over devices, point by point, pauses, and opens a point", async () => {
    await studio.show({ question: small, view: "sweep", sweep: "devices:data,zero3" });
    await studio.answered();
    await studio.click("#view .primary");
    await studio.page.until(`document.querySelectorAll("#view tbody tr").length >= 2`, 60);
    await studio.page.evaluate(
      `[...document.querySelectorAll("#view button")].find(({ textContent }) => textContent === "Pause")?.click()`,
    );
    await studio.page.until(`document.querySelector("#view .primary") && !document.querySelector("#view .busy")`);
    if ((await studio.rows("#view")).length < 6) await studio.click("#view .primary");
    await studio.page.until(`document.querySelectorAll("#view tbody tr").length === 6`, 60);
    const rows = (await studio.rows("#view")).map(([devices, method, seconds]) => [devices, method, seconds]);
    for (const devices of [1, 4])
      expect(rows).toContainEqual([
        `${devices}`,
        studioMethods.zero3,
        await simulated({ ...small, method: "zero3", cluster: `1x${devices}:a100-80gb` }),
      ]);
    expect(await studio.page.evaluate(`document.querySelectorAll("#view .chart:first-of-type circle").length`)).toBe(6);
    // Peak memory stands below on the same numbers.
    expect(await studio.page.evaluate(`document.querySelectorAll("#view .chart").length`)).toBe(2);
    expect(await studio.page.evaluate(`document.querySelectorAll("#view circle").length`)).toBe(12);
    await studio.click(`[aria-label="Open devices 2, ${studioMethods.data}"]`);
    await studio.answered();
    expect(await studio.page.evaluate("location.hash")).toContain("cluster=1x2:a100-80gb");
  });

  test("sweeps over two numbers as heat maps with a cell for each plan", async () => {
    const question = { ...small, cluster: "2x2:a100-80gb" };
    await studio.show({ question, view: "sweep", sweep: "devices+batch:data,zero3" });
    await studio.answered();
    await studio.click("#view .primary");
    await studio.page.until(`document.querySelectorAll("#view .heat-map small").length === 42`, 120);
    const [[least]] = await studio.rows("#view .heat-map");
    expect(least).toMatch(/^\d+$/);
    expect(await studio.page.evaluate(`document.querySelectorAll("#view .heat-map .best").length`)).toBe(1);
    const rows = await studio.rows("#view .scroll:last-of-type table");
    expect(rows).toHaveLength(42);
    for (const [devices, batch, method, seconds] of rows.filter(([devices]) => devices === "2"))
      if (method === studioMethods.data)
        expect(seconds, `${devices} ${batch}`).toBe(
          await simulated({ ...question, method: "data", batch: Number(batch), cluster: "1x2:a100-80gb" }),
        );
  });

  test("the schedule lab needs no answer; a dragged edge makes its stage slower, and the link keeps it", async () => {
    await studio.show({ question: { ...small, cluster: "1x4:none" }, view: "lab" });
    await studio.page.until(`document.querySelectorAll(".lab-rows canvas").length === 9`);
    const gpipe = labRows(firstLab)[0];
    const makespan = "makespan" in gpipe ? gpipe.makespan : 0;
    expect((await studio.rows(".lab"))[0].slice(0, 2)).toEqual(["gpipe", `${makespan} ms`]);
    const box = await studio.page.evaluate<{ left: number; top: number; width: number }>(
      `(({ left, top, width }) => ({ left, top, width }))((document.querySelector(".lab-rows canvas").scrollIntoView({ block: "center" }), document.querySelector(".lab-rows canvas")).getBoundingClientRect())`,
    );
    // The first forward of stage 0 ends 10 ms from the left; the longest schedule fills the width.
    const longest = Math.max(...labRows(firstLab).flatMap((row) => ("makespan" in row ? [row.makespan] : [])));
    const x = box.left + (10 / longest) * box.width;
    const mouse = (type: string, at: number) =>
      studio.page.command("Input.dispatchMouseEvent", {
        ...{ type, x: at, y: box.top + 10, button: "left", buttons: 1, clickCount: 1 },
      });
    await mouse("mousePressed", x);
    await mouse("mouseMoved", x + (10 / longest) * box.width);
    await mouse("mouseReleased", x + (10 / longest) * box.width);
    await studio.page.until(`location.hash.includes("lab=")`);
    const numbers = await studio.page.evaluate<string>(`new URLSearchParams(location.hash.slice(1)).get("lab")`);
    expect(Number(numbers.split(",")[8])).toBeCloseTo(2, 0);
    expect(numbers.split(",").slice(9)).toEqual(["1", "1", "1"]);
  });

  test("the search is shown while it runs: best plan, bound, settings and stages", async () => {
    await studio.show({ question: { ...small, method: "auto", microbatches: 0, seconds: 30 }, view: "search" });
    await studio.answered();
    await studio.page.until(`document.querySelector("path.line-bound")?.getAttribute("d")`);
    expect(await studio.page.evaluate(`document.querySelectorAll("#view td.picked").length`)).toBeGreaterThan(0);
    const [setting] = await studio.rows("#view");
    expect(setting[0]).toMatch(/1f1b|zb|gpipe/);
  });

  test("a selected part of the timeline is told in numbers; the critical path is marked", async () => {
    const pipeline: Question = { ...small, method: "megatron", pipelineParallel: 4, tensorParallel: 1 };
    await studio.show({ question: pipeline, view: "timeline" });
    await studio.answered();
    await studio.page.until(`document.querySelector("canvas")?.clientHeight > 0`);
    const picture = () => studio.page.evaluate<string>(`document.querySelector("canvas").toDataURL()`);
    const before = await picture();
    await studio.click("#view [aria-pressed]");
    await studio.page.until(`document.querySelector("canvas").toDataURL() !== ${JSON.stringify(before)}`);
    await studio.page.evaluate(
      `[...document.querySelectorAll("#view button")].find(({ textContent }) => textContent === "Select what is shown").click()`,
    );
    await studio.page.until(`document.querySelector(".range")`);
    const rows = await studio.rows(".range");
    expect(rows.find(([kind]) => kind === "forward")?.[1]).toBe("16");
    const { planned, cluster } = await planQuestion(pipeline);
    const { stages } = simulatedAnswer(planned, cluster, pipeline).answer.report;
    const lane = rows.find(([name]) => name === "device 0")!;
    expect(lane[1]).toContain(secondsText(stages[0].simulated!.computeSeconds));
    expect(lane[3]).toContain(secondsText(stages[0].simulated!.idleSeconds));
  });

  test("a measured step stands below the simulated one on its scale, with the ratio of each kind of task", async () => {
    const pipeline: Question = { ...small, method: "megatron", pipelineParallel: 4, tensorParallel: 1 };
    const { planned, cluster } = await planQuestion(pipeline);
    const program = lower(planned.step, planned.plan);
    const events = simulatedEvents(program, simulateProgram(program, { cluster }), "every device");
    const twice = events.map((event) => ({
      ...event,
      startSeconds: 2 * event.startSeconds,
      endSeconds: 2 * event.endSeconds,
    }));
    await studio.show({ question: pipeline, view: "plan" });
    await studio.answered();
    await studio.page.evaluate(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(chromeTrace(programBars(program, twice)))}], "run.json"));
      dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    })()`);
    await studio.page.until(`document.querySelectorAll("#view canvas").length === 2`);
    const rows = await studio.rows("#view");
    for (const kind of ["forward", "backward"]) {
      const [, predicted, measured, ratio] = rows.find(([name, , , text]) => name === kind && /^\d\.\d\d$/.test(text))!;
      expect(predicted).not.toBe(measured);
      expect(ratio).toBe("2.00");
    }
  });

  test("what an answer does otherwise than the one before: parameters, and ops by their seconds", async () => {
    await studio.show({ question: { ...small, method: "data" } });
    await studio.answered();
    await studio.page.evaluate(`(() => {
      const method = document.querySelector("#method");
      method.value = "zero3";
      method.dispatchEvent(new Event("change", { bubbles: true }));
    })()`);
    await studio.page.until(`document.body.textContent.includes("than before")`, 60);
    await studio.answered();
    await studio.click("#tab-compare");
    await studio.page.until(`document.querySelector("#view")?.textContent.includes("What differs")`);
    const matrices = (await studio.rows("#view")).filter(([name]) => name.includes(".w tensor"));
    expect(matrices.length).toBeGreaterThan(0);
    for (const [, , before, now] of matrices) expect([before, now === before]).toEqual(["[_, _]", false]);
    await studio.page.evaluate(
      `[...document.querySelectorAll("#view button")].find(({ textContent }) => textContent === "Compare the ops").click()`,
    );
    await studio.page.until(`/[+−][\\d.]+ [mµ]s/.test(document.querySelector("#view").textContent)`, 60);
  });

  test("a model's file is planned: one that the server has by its link, one that is dropped", async () => {
    const modelFile = await modelFileOf("mlp", 64);
    const site = await serveFolder(studio.folder, 0, { "/0123456789ab.json": JSON.stringify(modelFile) });
    const asked: Question = { ...small, method: "zero2", precision: "f32", microbatches: 1 };
    const { planned } = await planQuestion({ ...asked, batch: 0, modelFile: { ...modelFile, number: 1 } });
    const isPlanned = `document.querySelector(".lead .figure")?.dataset.seconds === "${planned.plan.estimate!.seconds}"`;
    await studio.page.goto("about:blank");
    await studio.page.goto(site.url + linkOf({ ...firstState, question: asked, session: "0123456789ab.json" }));
    await studio.page.until(isPlanned, 120);
    expect(await studio.page.evaluate("document.querySelector('.plan-file').textContent")).toContain("mlp");
    await site.close();
    await studio.show({ question: { ...asked, method: "data" } });
    await studio.answered();
    await studio.page.evaluate(`(() => {
      const method = document.querySelector("#method");
      method.value = "zero2";
      method.dispatchEvent(new Event("change", { bubbles: true }));
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(modelFile.text)}], "step.mlir"));
      dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    })()`);
    await studio.page.until(`document.querySelector(".plan-file")?.textContent.includes("step.mlir")`);
    await studio.page.evaluate(`(() => {
      const slider = document.querySelector("[name=microbatches]");
      slider.value = 1;
      slider.dispatchEvent(new Event("change", { bubbles: true }));
    })()`);
    await studio.page.until(isPlanned, 120);
  });

  test("with keys alone: a question is changed, an op found, its reasons read and a split pinned", async () => {
    await studio.show({ question: { ...small, batch: 128 }, view: "ops" });
    await studio.answered();
    await studio.page.until(`document.querySelector("#view .link")`, 60);
    const press = async (key: string, text?: string) => {
      const code = { Enter: 13, Tab: 9 }[key];
      for (const type of ["keyDown", "keyUp"])
        await studio.page.command("Input.dispatchKeyEvent", { type, key, text, windowsVirtualKeyCode: code });
    };
    const focused = () => studio.page.evaluate<string>(`document.activeElement.getAttribute("aria-label") ?? ""`);
    await press("/", "/");
    await studio.page.until(`document.activeElement.type === "search"`);
    expect(await focused()).toBe("Find an op");
    for (const letter of "dot_general.6") await press(letter, letter);
    await press("Escape");
    await press("j", "j");
    await press("Enter", "\r");
    await studio.page.until(`document.querySelector(".why .small")`, 60);
    await press("p", "p");
    await studio.page.until(`document.querySelector(".removables code")`);
    await studio.answered();
    expect(await studio.page.evaluate(`document.querySelector(".removables code").textContent`)).toMatch(
      /^dot_general\.6=/,
    );
  });

  test("a link with the plan inside shows it without a search, and without it searches again", async () => {
    await studio.show({ question: { ...small, method: "auto", microbatches: 0, seconds: 5 }, view: "timeline" });
    await studio.answered();
    const { link, seconds } = await studio.page.evaluate<{ link: string; seconds: string }>(`new Promise((resolve) => {
      navigator.clipboard.writeText = async (link) => resolve({ link, seconds: document.querySelector(".lead .figure").dataset.seconds });
      [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Copy plan link").click();
    })`);
    expect(link.length).toBeLessThan(4000);
    await studio.page.goto("about:blank");
    await studio.page.goto(link);
    await studio.answered();
    expect(await studio.page.evaluate(`document.querySelector(".lead .figure").dataset.seconds`)).toBe(seconds);
    expect(await studio.page.evaluate(`document.querySelector("#tab-timeline").ariaSelected`)).toBe("true");
    expect(await studio.page.evaluate(`document.querySelector(".plan-file").textContent`)).toContain("the link's plan");
    expect(await studio.page.evaluate("location.href")).toBe(link);
    await studio.click(`[aria-label="Close the link's plan"]`);
    await studio.page.until(`!location.hash.includes("plan=")`);
    await studio.page.evaluate("history.back()");
    await studio.page.until(`document.querySelector(".plan-file")?.textContent.includes("the link's plan")`);
    // A plan that was cut on its way is told, and the question stays.
    await studio.page.goto("about:blank");
    await studio.page.goto(link.replace("method=auto", "method=data").slice(0, -40));
    await studio.answered();
    expect(await studio.page.evaluate(`document.querySelector("main .note").textContent`)).toContain("cannot be read");
  });

  test("breaks no rule of its policy", () => {
    expect(studio.page.problems).toEqual([]);
  });
});
