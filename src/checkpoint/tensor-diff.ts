/** @file Differences of two sets of named tensors: checkpoints or tensor files. */
import { decode } from "../ir/evaluate/data.ts";
import { sameType, type TensorData, type TensorType, typeText } from "../ir/types.ts";
import type { TensorFile } from "../tensor-files/tensor-file.ts";
import { bytesOfData } from "../tensor-files/tensor-file.ts";

/** A tensor that both sets have, with the same type and different bytes. */
export interface ChangedTensor {
  readonly name: string;
  readonly type: string;
  /** Elements that differ. */
  readonly numChanged: number;
  /** Largest absolute difference of two elements; NaN if one of them is NaN. */
  readonly maxDifference: number;
  /** `maxDifference` relative to the largest element of the first. */
  readonly relative: number;
}

export interface TensorDiff {
  /** Number of tensors with the same bytes. */
  readonly numEqual: number;
  readonly changed: readonly ChangedTensor[];
  /** Tensors whose types differ. */
  readonly retyped: readonly { readonly name: string; readonly first: string; readonly second: string }[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
}

/** Compares tensors by name, one at a time. */
export function diffTensors(first: TensorFile, second: TensorFile): TensorDiff {
  const changed: ChangedTensor[] = [];
  const retyped: TensorDiff["retyped"][number][] = [];
  let numEqual = 0;
  for (const [name, type] of first.types) {
    const other = second.types.get(name);
    if (!other) continue;
    if (!sameType(type, other)) {
      retyped.push({ name, first: typeText(type), second: typeText(other) });
      continue;
    }
    const [a, b] = [first.read(name), second.read(name)];
    if (Buffer.compare(bytesOfData(a), bytesOfData(b)) === 0) numEqual++;
    else changed.push({ name, type: typeText(type), ...difference(a, b, type) });
  }
  const missing = (from: TensorFile, to: TensorFile) => [...from.types.keys()].filter((name) => !to.types.has(name));
  return { numEqual, changed, retyped, onlyFirst: missing(first, second), onlySecond: missing(second, first) };
}

function difference(a: TensorData, b: TensorData, { dtype }: TensorType) {
  const [x, y] = [decode(a, dtype), decode(b, dtype)];
  let [numChanged, maxDifference, largest] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [left, right] = [Number(x[i]), Number(y[i])];
    largest = Math.max(largest, Math.abs(left));
    if (Object.is(left, right)) continue;
    numChanged++;
    maxDifference = Math.max(maxDifference, Math.abs(left - right));
  }
  return { numChanged, maxDifference, relative: maxDifference === 0 ? 0 : maxDifference / largest };
}
