/**
 * @file A gather or scatter on a device that holds a part of a dim that index vectors address, as in Megatron-LM's
 * vocabulary-parallel embedding. Indices count from the first element of the whole dim, so the device subtracts the
 * first index of its part. A gather gives zeros for elements of other parts, so that the sum over the devices is the
 * whole gather; a scatter drops updates of other parts, as it drops all updates outside its operand.
 */
import { elementOf } from "../ir/evaluate/data.ts";
import type { Op, ValueId } from "../ir/graph.ts";
import type { OpAttrs, OpKind } from "../ir/ops.ts";
import { allocateData, type DType, type TensorData, type TensorType } from "../ir/types.ts";
import type { Placement } from "../plan/placement.ts";

/** Adds an op with one result to the device's graph. */
export type EmitOp = <K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K]) => ValueId;

/** A component of the index vectors, and the part of its dim that a device holds. */
interface Component {
  /** Size of the whole dim, and of a device's part. */
  readonly size: number;
  readonly partSize: number;
  /** The mesh axes that split the dim, major first. */
  readonly axes: readonly string[];
  /** Indices above this one are lowered to it. */
  readonly limit: number;
}

export interface IndexedOp {
  readonly op: Op<"gather"> | Op<"scatter">;
  /** Attributes of the device's op. */
  readonly attrs: OpAttrs["gather"] | OpAttrs["scatter"];
  /** The type of operand 0 as a whole, and the placement in which the device holds it. */
  readonly type: TensorType;
  readonly placement: Placement;
  /** The device's operands. */
  readonly operands: readonly ValueId[];
  readonly typeOf: (value: ValueId) => TensorType;
  readonly emit: EmitOp;
}

/** The device's result of a gather or scatter; undefined when no dim that index vectors address is split. */
export function emitOnPart({ op, attrs, type, placement, operands, typeOf, emit }: IndexedOp): ValueId | undefined {
  const components = componentsOf(op, type, placement, typeOf(operands[0]));
  if (components.every(({ axes }) => axes.length === 0)) return undefined;
  const { indexVectorDim } = attrs;
  const wide = toSigned(typeOf(operands[1]).dtype);
  let indices = operands[1];
  if (typeOf(indices).dtype !== wide) indices = emit("convert", [indices], { dtype: wide });
  const { shape } = typeOf(indices);

  /** A value of the indices' shape from one number per component, given as a tensor of one dim. */
  const perComponent = (numbers: ValueId): ValueId =>
    indexVectorDim < shape.length
      ? emit("broadcast_in_dim", [numbers], { shape, dims: [indexVectorDim] })
      : emit("broadcast_in_dim", [emit("reshape", [numbers], { shape: [] })], { shape, dims: [] });
  const splat = (to: TensorType, value: number) => emit("constant", [], { type: to, data: { splat: value } });
  const constants = (numbers: readonly number[]): ValueId => {
    const dense = integerData(wide, numbers);
    return emit("constant", [], { type: { shape: [numbers.length], dtype: wide }, data: { dense } });
  };

  if (op.kind === "gather") {
    indices = emit("maximum", [indices, splat({ shape, dtype: wide }, 0)], {});
    indices = emit("minimum", [indices, perComponent(constants(components.map(({ limit }) => limit)))], {});
  }
  const firsts = components.map(({ size, partSize, axes }) => {
    if (axes.length === 0) return constants([0]);
    const numParts = size / partSize;
    const all = constants(Array.from({ length: numParts }, (_, part) => part * partSize));
    return emit("all_slice", [all], { axes, groupSize: numParts, dim: 0 });
  });
  const first = firsts.length === 1 ? firsts[0] : emit("concatenate", firsts, { dim: 0 });
  indices = emit("subtract", [indices, perComponent(first)], {});
  const result = emit(op.kind, [operands[0], indices, ...operands.slice(2)], attrs as never);
  if (op.kind === "scatter") return result;

  const isHere = components.flatMap(({ axes, partSize }, component) => {
    if (axes.length === 0) return [];
    const own = indexVectorDim < shape.length ? componentOf(indices, indexVectorDim, component) : indices;
    const ownType = typeOf(own);
    return [
      emit("compare", [own, splat(ownType, 0)], { direction: "GE" }),
      emit("compare", [own, splat(ownType, partSize)], { direction: "LT" }),
    ];
  });
  const isOwn = isHere.reduce((a, b) => emit("and", [a, b], {}));
  const rows = typeOf(result);
  const { offsetDims } = attrs as OpAttrs["gather"];
  const dims = rows.shape.flatMap((_, dim) => (offsetDims.includes(dim) ? [] : [dim]));
  const mask = emit("broadcast_in_dim", [isOwn], { shape: rows.shape, dims });
  return emit("select", [mask, result, splat(rows, 0)], {});

  /** One component of all index vectors, without the dim of the vectors. */
  function componentOf(vectors: ValueId, dim: number, component: number): ValueId {
    const all = typeOf(vectors).shape;
    const taken = emit("slice", [vectors], {
      start: all.map((_, d) => (d === dim ? component : 0)),
      limit: all.map((size, d) => (d === dim ? component + 1 : size)),
      strides: all.map(() => 1),
    });
    return emit("reshape", [taken], { shape: all.filter((_, d) => d !== dim) });
  }
}

function componentsOf(
  op: Op<"gather"> | Op<"scatter">,
  type: TensorType,
  placement: Placement,
  part: TensorType,
): readonly Component[] {
  const [addressed, single] =
    op.kind === "gather"
      ? [op.attrs.startIndexMap, op.attrs.collapsedSliceDims]
      : [op.attrs.scatterDimsToOperandDims, op.attrs.insertedWindowDims];
  return addressed.map((dim) => ({
    size: type.shape[dim],
    partSize: part.shape[dim],
    // A window that covers its dim starts at 0 on every device.
    axes: single.includes(dim) ? placement.dims[dim] : [],
    limit: type.shape[dim] - (op.kind === "gather" ? op.attrs.sliceSizes[dim] : 0),
  }));
}

/** A signed type that holds all indices of a type. */
const toSigned = (dtype: DType): DType => (dtype === "i64" || dtype === "ui32" ? "i64" : "i32");

function integerData(dtype: DType, numbers: readonly number[]): TensorData {
  const data = allocateData(dtype, numbers.length);
  numbers.forEach((number, i) => {
    data[i] = elementOf(number, dtype);
  });
  return data;
}
