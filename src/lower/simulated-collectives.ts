/**
 * @file The collectives in plain JavaScript, over one array per device: the reference for partitioned graphs and
 *   engines.
 */
import { InternalError } from "../base/errors.ts";
import type { CollectiveKind, OpAttrs, Reducer } from "../ir/ops.ts";
import { allocateData, isFloat, numElements, type TensorData, type TensorType } from "../ir/types.ts";
import type { Mesh } from "../plan/placement.ts";
import { groupOf } from "../plan/shard.ts";

const combine: Readonly<Record<Reducer, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
};

function reduceAll(parts: readonly TensorData[], reducer: Reducer, dtype: TensorType["dtype"]): TensorData {
  const result = allocateData(dtype, parts[0].length);
  // Products of 32-bit integers wrap around; as doubles they would lose their low bits.
  const isProduct = reducer === "multiply" && !isFloat(dtype);
  const apply = isProduct ? Math.imul : combine[reducer];
  if (dtype === "i64" || dtype === "f16" || dtype === "bf16") {
    throw new InternalError("simulated-collectives", `no ${reducer} of ${dtype}`);
  }
  for (let i = 0; i < result.length; i++) {
    result[i] = parts.map((part) => Number(part[i])).reduce((a, b) => apply(a, b));
  }
  return result;
}

/** Slice number `index` of `count` equal slices of `dim`. */
function sliceOf(data: TensorData, type: TensorType, dim: number, index: number, count: number): TensorData {
  const size = type.shape[dim] / count;
  const inner = numElements(type.shape.slice(dim + 1));
  const outer = numElements(type.shape.slice(0, dim));
  const result = allocateData(type.dtype, outer * size * inner);
  for (let o = 0; o < outer; o++) {
    const from = (o * type.shape[dim] + index * size) * inner;
    result.set(data.slice(from, from + size * inner) as never, o * size * inner);
  }
  return result;
}

/** Concatenates arrays of type `type` along `dim`. */
function joinAlong(parts: readonly TensorData[], type: TensorType, dim: number): TensorData {
  const run = numElements(type.shape.slice(dim));
  const outer = numElements(type.shape.slice(0, dim));
  const result = allocateData(type.dtype, outer * run * parts.length);
  for (let o = 0; o < outer; o++) {
    parts.forEach((part, p) => {
      result.set(part.slice(o * run, (o + 1) * run) as never, (o * parts.length + p) * run);
    });
  }
  return result;
}

/**
 * Runs one collective on every device of the mesh.
 * @param inputs each device's array, of local type `type`
 * @returns each device's result
 */
export function runCollective<K extends CollectiveKind>(
  kind: K,
  attrs: OpAttrs[K],
  inputs: readonly TensorData[],
  type: TensorType,
  mesh: Mesh,
): TensorData[] {
  const op = { kind, attrs } as { [P in CollectiveKind]: { kind: P; attrs: OpAttrs[P] } }[CollectiveKind];
  const resultOf = (device: number): TensorData => {
    const group = groupOf(mesh, op.attrs.axes, device);
    const position = group.indexOf(device);
    const count = group.length;
    const parts = group.map((member) => inputs[member]);
    if (count !== op.attrs.groupSize) throw new InternalError(kind, `group of ${count}, not ${op.attrs.groupSize}`);
    switch (op.kind) {
      case "all_reduce":
        return reduceAll(parts, op.attrs.reducer, type.dtype);
      case "reduce_scatter":
        return sliceOf(reduceAll(parts, op.attrs.reducer, type.dtype), type, op.attrs.dim, position, count);
      case "all_gather":
        return joinAlong(parts, type, op.attrs.dim);
      case "all_slice":
        return sliceOf(inputs[device], type, op.attrs.dim, position, count);
      case "all_to_all": {
        const { splitDim, concatDim } = op.attrs;
        const shape = type.shape.map((size, dim) => (dim === splitDim ? size / count : size));
        const arriving = parts.map((part) => sliceOf(part, type, splitDim, position, count));
        return joinAlong(arriving, { dtype: type.dtype, shape }, concatDim);
      }
    }
  };
  return inputs.map((_, device) => resultOf(device));
}
