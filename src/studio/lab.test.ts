import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLab, firstLab, labOfText, labRows, labText, type TimedLabRow } from "./lab.ts";

const timed = (settings: typeof firstLab): TimedLabRow[] =>
  labRows(settings).filter((row): row is TimedLabRow => "tasks" in row);

test.each([
  [2, 4],
  [4, 8],
  [8, 64],
])("%i stages, %i microbatches: synchronous schedules idle as their formula says", (stages, microbatches) => {
  const rows = timed(changedLab(firstLab, { stages, microbatches, update: 0 }));
  const formulas = { gpipe: 1, "1f1b": 1, "interleaved-1f1b": 1 / 2, "zb-h1": 1 / 3, "pipedream-flush": 1 };
  for (const [name, share] of Object.entries(formulas)) {
    const row = rows.find((each) => each.name === name)!;
    const ramp = share * (stages - 1);
    expect(row.idle, name).toBeCloseTo(ramp / (microbatches + ramp), 9);
    expect(row.formulaIdle, name).toBeCloseTo(row.idle, 9);
  }
});

test("a slow stage sets the pace: its work is never idle between first and last microbatch", () => {
  const rows = timed(changedLab(firstLab, { microbatches: 32, factors: [1, 1, 3, 1], update: 0 }));
  const { makespan } = rows.find(({ name }) => name === "1f1b")!;
  // 32 microbatches of 90 ms on stage 2, the way there and back, and the last forward and backward of stage 3.
  expect(makespan).toBeGreaterThanOrEqual(32 * 90 + 2 * 30);
  expect(makespan).toBeLessThanOrEqual(32 * 90 + 4 * 30);
});

test("a schedule that refuses the sizes says why", () => {
  const rows = labRows(changedLab(firstLab, { microbatches: 6, stages: 4 }));
  expect(rows.find(({ name }) => name === "interleaved-1f1b")).toEqual({
    name: "interleaved-1f1b",
    problem: "needs microbatches in multiples of the 4 stages, got 6; use 8 or 1f1b",
  });
});

test("the text of a link gives the settings back; any text gives settings within their limits", () => {
  const number = fc.integer({ min: 1, max: 32 });
  const settings = fc.record({
    ...{ stages: number, microbatches: number, chunks: fc.integer({ min: 2, max: 8 }) },
    ...{ forward: number, backwardInput: number, backwardWeight: number, update: number, transfer: number },
  });
  fc.assert(
    fc.property(settings, (given) => {
      const whole = changedLab(firstLab, given);
      expect(labOfText(labText(whole))).toEqual(whole);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = labOfText(text);
      expect(changedLab(read, {})).toEqual(read);
    }),
  );
});
