/**
 * @file ONNX lowering of gather and scatter. Every index vector and the window at it become explicit indices into the
 *   operand's indexed dims, which are transposed to the front; the other dims are moved whole.
 */
import type { ValueId } from "../../ir/graph.ts";
import { numElements } from "../../ir/types.ts";
import type { OnnxBuilder, OnnxValue } from "./builder.ts";
import { encodeElements } from "./builder.ts";
import type { LoweringContext } from "./context.ts";
import type { OnnxLowering } from "./lowering.ts";

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** The index component of every mapped dim, each as an i64 tensor of the batch dims. */
function indexComponents(
  context: LoweringContext,
  indices: ValueId,
  indexVectorDim: number,
  count: number,
): OnnxValue[] {
  const { builder } = context;
  const tensor = builder.cast(context.dense(indices), "i64");
  const batchShape = tensor.shape.filter((_, dim) => dim !== indexVectorDim);
  return range(count).map((i) => {
    if (indexVectorDim === tensor.shape.length) return tensor;
    const cut = builder.slice(tensor, [{ dim: indexVectorDim, start: i, limit: i + 1, stride: 1 }]);
    return builder.reshape(cut, batchShape);
  });
}

/** The positions along batching dim `dim` of `indices`, broadcast over the other batch dims. */
function positions(context: LoweringContext, indices: ValueId, dim: number, indexVectorDim: number): OnnxValue {
  const { shape } = context.type(indices);
  const spread = shape.map((size, d) => (d === dim ? size : 1)).filter((_, d) => d !== indexVectorDim);
  return context.builder.constant("i64", spread, encodeElements("i64", range(shape[dim])));
}

function clamp(builder: OnnxBuilder, index: OnnxValue, highest: number): OnnxValue {
  const atLeast = builder.raw("Max", [index, builder.scalar("i64", 0)], index.shape, "i64");
  return builder.raw("Min", [atLeast, builder.scalar("i64", highest)], index.shape, "i64");
}

/** `starts` ([batch…] each) plus 0…window−1 in every indexed dim: [batch…, windows…], one tensor per indexed dim. */
function windowIndices(
  builder: OnnxBuilder,
  starts: readonly OnnxValue[],
  windows: readonly number[],
): readonly OnnxValue[] {
  return starts.map((start, i) => {
    const spread = builder.reshape(start, [...start.shape, ...windows.map(() => 1)]);
    if (windows[i] === 1) return spread;
    const shape = windows.map((size, j) => (j === i ? size : 1));
    const offsets = builder.constant("i64", shape, encodeElements("i64", range(windows[i])));
    return builder.raw("Add", [spread, offsets], [...start.shape, ...shape], "i64");
  });
}

/** Concatenates index components into index vectors along a new last dim of a common shape. */
function indexVectors(builder: OnnxBuilder, components: readonly OnnxValue[], shape: readonly number[]): OnnxValue {
  const columns = components.map((component) => builder.reshape(builder.expand(component, shape), [...shape, 1]));
  if (columns.length === 1) return columns[0];
  return builder.raw("Concat", columns, [...shape, columns.length], "i64", { attributes: { axis: -1 } });
}

/** Clamps the start indices of a gather, so that the window lies inside the operand. */
const lowerGather: OnnxLowering<"gather"> = ({ attrs, operands, results }, context) => {
  const { builder } = context;
  const { shape, dtype } = context.type(results[0]);
  const { startIndexMap, sliceSizes, offsetDims, indexVectorDim, operandBatchingDims, startIndicesBatchingDims } =
    attrs;
  const collapsed = [...attrs.collapsedSliceDims, ...operandBatchingDims];
  const sizes = context.type(operands[0]).shape;
  const mapped = [...operandBatchingDims, ...startIndexMap];
  const unmapped = range(sizes.length).filter((dim) => !mapped.includes(dim));
  // Dims without an index start at 0.
  const operand = builder.slice(
    context.dense(operands[0]),
    unmapped.map((dim) => ({ dim, start: 0, limit: sliceSizes[dim], stride: 1 })),
  );
  const components = indexComponents(context, operands[1], indexVectorDim, startIndexMap.length);
  const starts = [
    ...startIndicesBatchingDims.map((dim) => positions(context, operands[1], dim, indexVectorDim)),
    ...startIndexMap.map((dim, i) => clamp(builder, components[i], sizes[dim] - sliceSizes[dim])),
  ];
  const batchShape = context.type(operands[1]).shape.filter((_, dim) => dim !== indexVectorDim);
  const windows = mapped.map((dim) => sliceSizes[dim]);

  // The gathered tensor has one dim per entry of `layout`, which names a batch dim of the indices or a dim of the
  // operand.
  const batchLayout = batchShape.map((_, i) => ({ batch: i }));
  const dimLayout = (dims: readonly number[]) => dims.map((dim) => ({ dim }));
  let gathered: OnnxValue;
  let layout: ({ batch: number } | { dim: number })[];
  if (mapped.length === 1) {
    const [axis] = mapped;
    const [spread] = windowIndices(builder, starts, windows);
    const index = builder.expand(spread, [...batchShape, ...windows]);
    const gatheredShape = [...operand.shape.slice(0, axis), ...index.shape, ...operand.shape.slice(axis + 1)];
    gathered = builder.raw("Gather", [operand, index], gatheredShape, dtype, { attributes: { axis } });
    layout = [
      ...dimLayout(range(axis)),
      ...batchLayout,
      { dim: axis },
      ...dimLayout(unmapped.filter((dim) => dim > axis)),
    ];
  } else if (mapped.length === 0) {
    const spread = builder.reshape(operand, [...batchShape.map(() => 1), ...operand.shape]);
    gathered = builder.expand(spread, [...batchShape, ...operand.shape]);
    layout = [...batchLayout, ...dimLayout(unmapped)];
  } else {
    const indexShape = [...batchShape, ...windows];
    const vectors = indexVectors(builder, windowIndices(builder, starts, windows), indexShape);
    const front = builder.transpose(operand, [...mapped, ...unmapped]);
    const gatheredShape = [...indexShape, ...unmapped.map((dim) => sliceSizes[dim])];
    gathered = builder.raw("GatherND", [front, vectors], gatheredShape, dtype);
    layout = [...batchLayout, ...dimLayout(mapped), ...dimLayout(unmapped)];
  }

  const windowDims = range(sizes.length).filter((dim) => !collapsed.includes(dim));
  const batchPositions = range(batchShape.length);
  const wanted = shape.map((_, position): { batch: number } | { dim: number } => {
    const at = offsetDims.indexOf(position);
    return at >= 0 ? { dim: windowDims[at] } : { batch: batchPositions.shift()! };
  });
  const place = (entry: (typeof layout)[number]): number =>
    layout.findIndex((other) =>
      "dim" in entry ? "dim" in other && other.dim === entry.dim : "batch" in other && other.batch === entry.batch,
    );
  const permutation = [...wanted, ...collapsed.map((dim) => ({ dim }))].map(place);
  context.define(results[0], builder.reshape(builder.transpose(gathered, permutation), shape));
};

/** By reducer: ONNX's operator, and the value of ScatterND's attribute. */
const combining = { add: "Add", multiply: "Mul", maximum: "Max", minimum: "Min" } as const;
const reductions = { multiply: "mul", maximum: "max", minimum: "min" } as const;

/**
 * Skips windows that reach outside of the input: an addition adds zero at a clamped place; other reducers write to an
 * extra row that is cut off afterwards.
 */
const lowerScatter: OnnxLowering<"scatter"> = ({ attrs, operands, results }, context) => {
  const { builder } = context;
  const { shape: sizes, dtype } = context.type(results[0]);
  const { updateWindowDims, scatterDimsToOperandDims, indexVectorDim, reducer } = attrs;
  const { inputBatchingDims, scatterIndicesBatchingDims } = attrs;
  const inserted = [...attrs.insertedWindowDims, ...inputBatchingDims];
  const updatesShape = context.type(operands[2]).shape;
  const windowDims = range(sizes.length).filter((dim) => !inserted.includes(dim));
  const windowSize = sizes.map((_, dim) => {
    const at = windowDims.indexOf(dim);
    return at < 0 ? 1 : updatesShape[updateWindowDims[at]];
  });
  const batchShape = context.type(operands[1]).shape.filter((_, dim) => dim !== indexVectorDim);
  const components = indexComponents(context, operands[1], indexVectorDim, scatterDimsToOperandDims.length);
  // A dim without an index and with a partial window is indexed from 0.
  const named = [...scatterDimsToOperandDims, ...inputBatchingDims];
  const partial = range(sizes.length).filter((dim) => !named.includes(dim) && windowSize[dim] !== sizes[dim]);
  const indexed = [...named, ...partial];
  const whole = range(sizes.length).filter((dim) => !indexed.includes(dim));
  const zeros = builder.constant(
    "i64",
    batchShape.map(() => 1),
    encodeElements("i64", [0]),
  );
  const ownPositions = scatterIndicesBatchingDims.map((dim) => positions(context, operands[1], dim, indexVectorDim));
  const starts = [...components, ...ownPositions, ...partial.map(() => zeros)];
  const windows = indexed.map((dim) => windowSize[dim]);

  const updatePermutation = [
    ...range(updatesShape.length).filter((dim) => !updateWindowDims.includes(dim)),
    ...[...indexed, ...whole].flatMap((dim) => {
      const at = windowDims.indexOf(dim);
      return at < 0 ? [] : [updateWindowDims[at]];
    }),
  ];
  const indexShape = [...batchShape, ...windows];
  const wholeShape = whole.map((dim) => sizes[dim]);
  const updates = builder.reshape(builder.transpose(context.dense(operands[2]), updatePermutation), [
    ...indexShape,
    ...wholeShape,
  ]);
  const input = builder.transpose(context.dense(operands[0]), [...indexed, ...whole]);
  const back = [...indexed, ...whole];
  const restore = (tensor: OnnxValue): void =>
    context.define(
      results[0],
      builder.transpose(
        tensor,
        range(sizes.length).map((dim) => back.indexOf(dim)),
      ),
    );
  if (indexed.length === 0) {
    if (numElements(batchShape) !== 1)
      throw context.unsupported(
        "a scatter without indexed dims over more than one index is not supported; sum the updates",
      );
    const joined = builder.reshape(updates, wholeShape);
    return restore(reducer === "set" ? joined : builder.node(combining[reducer], [input, joined], wholeShape));
  }

  const insideEach = components.map((component, i) => {
    const dim = scatterDimsToOperandDims[i];
    const clamped = clamp(builder, component, sizes[dim] - windowSize[dim]);
    return { clamped, inside: builder.raw("Equal", [component, clamped], component.shape, "i1") };
  });
  const always = () => builder.constant("i1", zeros.shape, encodeElements("i1", [1]));
  const [first = always(), ...others] = insideEach.map((each) => each.inside);
  const inside = others.reduce((all, each) => builder.raw("And", [all, each], each.shape, "i1"), first);
  const clampedStarts = starts.map((start, i) => insideEach[i]?.clamped ?? start);
  const perVector = builder.reshape(inside, [...inside.shape, ...windows.map(() => 1)]);
  const perElement = builder.reshape(perVector, [...perVector.shape, ...whole.map(() => 1)]);

  if (reducer === "add") {
    const zero = builder.scalar(dtype, 0);
    const kept = builder.node("Where", [perElement, updates, zero], updates.shape, { element: dtype });
    const vectors = indexVectors(builder, windowIndices(builder, clampedStarts, windows), indexShape);
    // ONNX Runtime has no kernel that adds halves.
    const element = dtype === "f16" || dtype === "bf16" ? "f32" : dtype;
    const added = builder.raw(
      "ScatterND",
      [builder.cast(input, element), vectors, builder.cast(kept, element)],
      input.shape,
      element,
      { attributes: { reduction: "add" } },
    );
    return restore(builder.cast(added, dtype));
  }
  const [leading] = indexed;
  const places = windowIndices(builder, clampedStarts, windows);
  const firstPlace = builder.raw(
    "Where",
    [perVector, places[0], builder.scalar("i64", sizes[leading])],
    places[0].shape,
    "i64",
  );
  const none = input.shape.map(() => 0);
  const longer = builder.pad(input, none, none.with(0, 1), builder.scalar(dtype, 0));
  const vectors = indexVectors(builder, [firstPlace, ...places.slice(1)], indexShape);
  // ONNX Runtime combines floats and integers but no halves.
  const element = reducer !== "set" && (dtype === "f16" || dtype === "bf16") ? "f32" : dtype;
  const written = builder.raw(
    "ScatterND",
    [builder.cast(longer, element), vectors, builder.cast(updates, element)],
    longer.shape,
    element,
    { attributes: reducer === "set" ? {} : { reduction: reductions[reducer] } },
  );
  const cut = builder.slice(written, [{ dim: 0, start: 0, limit: sizes[leading], stride: 1 }]);
  restore(builder.cast(cut, dtype));
};

export const indexingLowerings = { gather: lowerGather, scatter: lowerScatter };
