import { expect, test } from "vitest";
import { divisorsOf } from "./integers.ts";

test("divisors are those that leave no rest, in order", () => {
  for (let n = 0; n < 500; n++) {
    const all = Array.from({ length: n }, (_, i) => i + 1).filter((divisor) => n % divisor === 0);
    expect(divisorsOf(n)).toEqual(all);
  }
});

test("divisors of a large number take no memory of its size", () => {
  expect(divisorsOf(2 ** 40)).toHaveLength(41);
});
