/** @file Loaded arrays: a step takes their elements without a copy, and nobody can change what it has taken. */
import { expect, test } from "vitest";
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import { CopyPool } from "./copy-pool.ts";
import { elementsNow, loadedArray } from "./loaded-array.ts";

const elements = (): Float32Array => Float32Array.of(1, 2, 3);

test("elements that nobody holds are taken without a copy; a later reader gets its own", () => {
  const data = elements();
  const array = loadedArray(data, [3], "f32");
  expect(elementsNow(array, new CopyPool())).toBe(data);
  expect(elementsNow(array, new CopyPool())).toBe(data);
  array.data[0] = 9;
  expect([...data]).toEqual([1, 2, 3]);
  expect([...array.data]).toEqual([9, 2, 3]);
  const taken = elementsNow(array, new CopyPool());
  array.data[0] = 8;
  expect([...taken]).toEqual([9, 2, 3]);
});

test("elements that were read before are copied", () => {
  for (const array of [loadedArray(elements(), [3], "f32"), new HostArray(elements(), [3])]) {
    const { data } = array;
    const taken = elementsNow(array, new CopyPool());
    data[0] = 9;
    expect([...taken]).toEqual([1, 2, 3]);
    expect(array.data).toBe(data);
  }
});
