import { expect, test } from "vitest";
import { secondsText } from "./units.ts";

test.each([
  [0, "0 s"],
  [7.29e-14, "0 s"],
  [8.1e-6, "8.10 µs"],
  [0.0352, "35.2 ms"],
  [1.24, "1.24 s"],
  [192, "3 min 12 s"],
])("%s seconds are %s", (seconds, text) => {
  expect(secondsText(seconds)).toBe(text);
});
