/** @file The studio's budgets in headless Chromium; bench/studio.ts prints the figures of this machine. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../support/browser/chromium.ts";
import {
  type Budget,
  memoryBudget,
  messageBudget,
  sizeBudget,
  zoomBudgets,
} from "../support/browser/studio-budgets.ts";
import { StudioSite } from "../support/browser/studio-site.ts";

const chromium = findChromium();
if (!chromium) console.warn("SKIPPED: no Chromium on PATH; the studio's budgets were not measured (set ALPA_CHROMIUM)");

/** Expects a budget to hold; `slack` times as much where other work slows the machine. */
function expectHeld({ what, measured, most }: Budget, slack = 1): void {
  expect(measured, what).toBeGreaterThan(0);
  expect(measured, what).toBeLessThanOrEqual(slack * most);
}

describe.skipIf(!chromium)("the studio's budgets", () => {
  let studio: StudioSite;

  beforeAll(async () => {
    studio = await StudioSite.open(chromium!);
  });
  afterAll(() => studio?.close());

  test("the files that the first paint waits for are small", () => expectHeld(sizeBudget(studio.folder)));

  test("a search sends the page few messages", async () => expectHeld(await messageBudget(studio, 4)));

  test.skipIf(process.platform !== "linux")("a search and its picture take little memory", async () =>
    expectHeld(await memoryBudget(chromium!, 10)),
  );

  test("zooms in 100,000 bars on 64 lanes within a frame", async () => {
    for (const budget of await zoomBudgets(chromium!, studio.folder)) expectHeld(budget, 2);
  });
});
