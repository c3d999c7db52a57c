/** @file Comparison of tensors that two different computations of the same values produced. */
import { expect } from "vitest";
import { isFloat, type TensorData, type TensorType, typeText } from "../../src/ir/types.ts";

/**
 * Expects equal integers, and floats that differ by at most `tolerance` times the largest magnitude. (The rounding
 * error of a sum in another order is relative to its terms, not to the result.)
 */
export function expectClose(
  actual: TensorData,
  expected: TensorData,
  type: TensorType,
  label: string,
  tolerance = 2e-5,
): void {
  if (!isFloat(type.dtype) || type.dtype === "f16" || type.dtype === "bf16") {
    expect(actual, label).toEqual(expected);
    return;
  }
  const scale = (expected as Float32Array).reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(Number(actual[i]) - Number(expected[i]));
    if (difference <= tolerance * scale || Object.is(actual[i], expected[i])) continue;
    expect.fail(`${label}: element ${i} of ${typeText(type)} is ${actual[i]}, not ${expected[i]} (scale ${scale})`);
  }
  expect(actual.length, label).toBe(expected.length);
}
