/**
 * @file Loaded arrays: `HostArray`s whose elements have no other owner until `data` is read. Until then a step takes
 * them without a copy, which saves the allocation of new memory.
 */
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import type { DType, TensorData } from "../ir/types.ts";
import type { CopyPool } from "./copy-pool.ts";

interface Held {
  data: TensorData;
  /** Whether a step has taken the elements. */
  isTaken: boolean;
}

const unread = new WeakMap<HostArray, Held>();

/** A `HostArray` that is the only owner of `data`. */
export function loadedArray(data: TensorData, shape: readonly number[], dtype: DType): HostArray {
  const array = new HostArray(data, shape, dtype);
  unread.set(array, { data, isTaken: false });
  return Object.defineProperty(array, "data", { configurable: true, enumerable: true, get: () => read(array) });
}

/** The elements for a reader, who may change them: a copy if a step has taken them. */
function read(array: HostArray): TensorData {
  const held = unread.get(array)!;
  const data = held.isTaken ? held.data.slice() : held.data;
  unread.delete(array);
  Object.defineProperty(array, "data", { value: data, enumerable: true });
  return data;
}

/** The present elements, which later changes by a reader do not affect; a copy from the pool if there is a reader. */
export function elementsNow(array: HostArray, copies: CopyPool): TensorData {
  const held = unread.get(array);
  if (!held) return copies.copy(array.data);
  held.isTaken = true;
  return held.data;
}
