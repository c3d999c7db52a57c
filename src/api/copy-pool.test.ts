/** @file The copy pool: copies of a call that ended are reused, those of a call that has not are left alone. */
import { expect, test } from "vitest";
import { CopyPool } from "./copy-pool.ts";

test("a copy is reused after it was given back, not before", () => {
  const pool = new CopyPool();
  const first = pool.copy(Float32Array.of(1, 2));
  const second = pool.copy(Float32Array.of(3, 4));
  expect([...first, ...second]).toEqual([1, 2, 3, 4]);
  pool.giveBack([7, first, undefined]);
  const third = pool.copy(Float32Array.of(5, 6));
  expect(third).toBe(first);
  expect([...second, ...third]).toEqual([3, 4, 5, 6]);
});

test("copies of another length or type are new, and arrays that are no copies are never reused", () => {
  const pool = new CopyPool();
  const own = Float32Array.of(9, 9);
  const copy = pool.copy(Float32Array.of(1, 2));
  pool.giveBack([copy, own]);
  expect(pool.copy(Float32Array.of(1, 2, 3))).not.toBe(copy);
  expect(pool.copy(Int32Array.of(1, 2))).not.toBe(copy);
  expect(pool.copy(Float32Array.of(5, 6))).toBe(copy);
  expect(pool.copy(Float32Array.of(7, 8))).not.toBe(own);
  expect([...own]).toEqual([9, 9]);
});
