import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EarlyStop } from "./early-stop.ts";
import { loadState } from "./load-state.ts";
import { parallelize } from "./parallelize.ts";

const stepsUntilStop = (early: EarlyStop, values: readonly number[]): number => values.findIndex((v) => early.isDue(v));

test("a metric that has not improved for as many values as the patience is due", () => {
  const early = new EarlyStop({ patience: 2 });
  expect(stepsUntilStop(early, [3, 2, 2.5, 1, 1, 1, 0])).toBe(5);
  expect([early.best, early.hasImproved]).toEqual([1, false]);
});

test("small improvements and values that are no numbers do not count; higher ones do if they are better", () => {
  expect(stepsUntilStop(new EarlyStop({ patience: 2, minDelta: 0.1 }), [1, 0.95, 0.91, 0])).toBe(2);
  expect(stepsUntilStop(new EarlyStop({ patience: 2 }), [Number.NaN, 1, Number.NaN, Number.NaN])).toBe(3);
  const accuracy = new EarlyStop({ patience: 1, better: "higher" });
  expect(stepsUntilStop(accuracy, [0.5, 0.6, 0.6])).toBe(2);
  expect(accuracy.best).toBe(0.6);
});

test("a checkpoint holds what it has seen, and a later run goes on from there", async () => {
  const dir = mkdtempSync(join(tmpdir(), "alpa-early-stop-"));
  const values = [3, 2, 2.5, 1, 1, 1, 0];
  for (let saveAfter = 0; saveAfter < 5; saveAfter++) {
    const first = new EarlyStop({ patience: 2 });
    expect(stepsUntilStop(first, values.slice(0, saveAfter))).toBe(-1);
    const step = parallelize((x: never) => x, { devices: 1 });
    await step.save(dir, { state: { early: first.state }, step: saveAfter });
    const next = new EarlyStop({ patience: 2 });
    next.state = (await loadState(dir, { early: next.state })).early;
    expect([next.best, next.hasImproved]).toEqual([first.best, first.hasImproved]);
    expect(saveAfter + stepsUntilStop(next, values.slice(saveAfter))).toBe(5);
  }
  rmSync(dir, { recursive: true });
  const early = new EarlyStop({ patience: 1 });
  expect(() => {
    early.state = { best: 1, numSince: -1 };
  }).toThrow("EarlyStop: state: got best 1, numSince -1; give another one's state");
});

test("options that are no such numbers are refused", () => {
  expect(() => new EarlyStop({ patience: 0 })).toThrow("EarlyStop: patience: got 0; give an integer of 1 or more");
  expect(() => new EarlyStop({ patience: 1, minDelta: -1 })).toThrow("EarlyStop: minDelta: got -1");
  expect(() => new EarlyStop({ patience: 1, better: "most" as never })).toThrow("EarlyStop: better: got most");
});
