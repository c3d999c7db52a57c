/**
 * @file Loaded arrays: `HostArray`s whose elements nobody holds until their `data` is read. Until then a step takes
 * them without a copy; memory that is new costs several times as much as the copy into it.
 */
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import type { DType, TensorData } from "../ir/types.ts";

interface Held {
  data: TensorData;
  /** Whether a step has taken the elements. */
  isTaken: boolean;
}

const unread = new WeakMap<HostArray, Held>();

/** A `HostArray` of elements that only it holds. */
export function loadedArray(data: TensorData, shape: readonly number[], dtype: DType): HostArray {
  const array = new HostArray(data, shape, dtype);
  unread.set(array, { data, isTaken: false });
  return Object.defineProperty(array, "data", { configurable: true, enumerable: true, get: () => read(array) });
}

/** From now on the reader may change the elements, so those that a step has taken are not the reader's. */
function read(array: HostArray): TensorData {
  const held = unread.get(array)!;
  const data = held.isTaken ? held.data.slice() : held.data;
  unread.delete(array);
  Object.defineProperty(array, "data", { value: data, enumerable: true });
  return data;
}

/** The elements as they are now, whatever their reader does to them later. */
export function elementsNow(array: HostArray): TensorData {
  const held = unread.get(array);
  if (!held) return array.data.slice();
  held.isTaken = true;
  return held.data;
}
