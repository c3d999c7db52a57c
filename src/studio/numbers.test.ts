import { expect, test } from "vitest";
import { pairText, percentText, ticks, tickText, unitOf } from "./numbers.ts";

test("two durations have digits enough to differ, in one unit", () => {
  expect(pairText(0.5929, 0.5823)).toEqual(["593 ms", "582 ms"]);
  expect(pairText(0.231072, 0.230517)).toEqual(["231.1 ms", "230.5 ms"]);
  expect(pairText(52.57, 52.564)).toEqual(["52.57 s", "52.56 s"]);
  expect(pairText(1.2, 0.0005)).toEqual(["1.20 s", "0.000500 s"]);
  expect(pairText(2, 2)).toEqual(["2.00 s", "2.00 s"]);
});

test("shares", () => {
  expect([0, 0.00001, 0.0024, 0.0184, 1].map(percentText)).toEqual(["0 %", "< 0.01 %", "0.24 %", "1.8 %", "100.0 %"]);
});

test("ticks are round and inside of the range", () => {
  const { step, at } = ticks(0.013, 0.0875, 6);
  expect(step).toBeCloseTo(0.02, 9);
  expect(at.map((each) => tickText(each, step, unitOf(0.0875)))).toEqual(["20 ms", "40 ms", "60 ms", "80 ms"]);
  expect(ticks(1, 1, 5).at).toEqual([]);
});
