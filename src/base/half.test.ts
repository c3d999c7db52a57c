import { expect, test } from "vitest";
import { fromBrainFloat, fromHalf, toBrainFloat, toHalf } from "./half.ts";

test("every f16 and bf16 survives the way to a number and back", () => {
  for (let half = 0; half < 0x10000; half++) {
    if (Number.isNaN(fromHalf(half))) expect(fromHalf(toHalf(fromHalf(half)))).toBeNaN();
    else if (toHalf(fromHalf(half)) !== half) expect.fail(`f16 ${half}`);
    if (Number.isNaN(fromBrainFloat(half))) expect(fromBrainFloat(toBrainFloat(Number.NaN))).toBeNaN();
    else if (toBrainFloat(fromBrainFloat(half)) !== half) expect.fail(`bf16 ${half}`);
  }
});

test("known values and ties to even (IEEE 754 examples)", () => {
  expect(fromHalf(0x3c01)).toBe(1 + 2 ** -10);
  expect(fromHalf(0x0001)).toBe(2 ** -24);
  expect(fromHalf(0xc000)).toBe(-2);
  expect(toHalf(65504)).toBe(0x7bff);
  expect(toHalf(65520)).toBe(0x7c00);
  expect(toHalf(1 / 3)).toBe(0x3555);
  expect(toHalf(1 + 2 ** -11)).toBe(0x3c00);
  expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(toHalf(2 ** -25)).toBe(0);
  expect(toHalf(-0)).toBe(0x8000);
  expect(toBrainFloat(1 + 2 ** -8)).toBe(0x3f80);
  expect(toBrainFloat(1 + 3 * 2 ** -8)).toBe(0x3f82);
});
