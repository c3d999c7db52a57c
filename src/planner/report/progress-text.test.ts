import { expect, test } from "vitest";
import { progressText } from "./progress-text.ts";

test("a lower bound is left out until one is known", () => {
  const nothing = { seconds: Infinity, boundSeconds: 0, numSolved: 0 };
  expect(progressText(nothing)).toBe("no plan yet, 0 problems solved");
  expect(progressText({ ...nothing, boundSeconds: 0.0025, numSolved: 1 })).toBe(
    "no plan yet, lower bound 2.50 ms, 1 problem solved",
  );
  expect(progressText({ seconds: 0.003, simulatedSeconds: 0.0031, boundSeconds: 0.0025, numSolved: 2 })).toBe(
    "best 3.00 ms (3.10 ms simulated), lower bound 2.50 ms, 2 problems solved",
  );
});
