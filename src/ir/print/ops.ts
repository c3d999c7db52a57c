/** @file The StableHLO text of each op kind: the pretty form where there is a readable one, else the generic form. */
import { InvalidConfig } from "../../base/errors.ts";
import type { Graph, Op, ValueId } from "../graph.ts";
import { binaryKinds, type CollectiveKind, type OpKind, type Reducer, type UnaryKind, unaryKinds } from "../ops.ts";
import { type DType, type TensorType, typeText } from "../types.ts";
import { groupRanks, groupText, type PrintMesh, reducerRegion } from "./collectives.ts";
import { denseText } from "./literals.ts";

/** The parts of the surrounding function that the text of an op needs. */
export interface PrintContext {
  name(value: ValueId): string;
  type(value: ValueId): TensorType;
  /** The identity constant of a reduction. */
  identity(reducer: Reducer, dtype: DType): string;
  /** A name for an intermediate value. */
  fresh(): string;
  /** The mesh; throws when the text needs one and none was given. */
  mesh(): PrintMesh;
  /**
   * The lines of a region that computes `graph` of values with the names `inputs`, and returns its outputs. Its own
   * values' names begin with `prefix`.
   */
  region(graph: Graph, inputs: readonly string[], prefix: string): readonly string[];
  /** The op that gives a device its number. */
  readonly deviceId: "replica_id" | "partition_id";
  /** The channel of the next collective between partitions; undefined between replicas. */
  channel(): string | undefined;
}

/** An op in parts: `%result = head {attributes} tail`, after the lines of the ops it needs `before` it. */
export interface Spelling {
  readonly before?: readonly string[];
  /** `stablehlo.add %0, %1`. */
  readonly head: string;
  /** Entries of the dictionary that shardings join. */
  readonly attributes?: readonly string[];
  /** ` : type`. */
  readonly tail: string;
}

type Spell<K extends OpKind> = (op: Op<K>, context: PrintContext) => Spelling;

const list = (numbers: readonly number[]): string => `[${numbers.join(", ")}]`;

/**
 * Two lists of corresponding dims, sorted by the first as StableHLO requires; empty text for empty lists.
 */
function pairsText(first: string, dims: readonly number[], second: string, others: readonly number[]): string {
  if (dims.length === 0) return "";
  const order = [...dims.keys()].sort((a, b) => dims[a] - dims[b]);
  return `${first} = ${list(order.map((at) => dims[at]))}, ${second} = ${list(order.map((at) => others[at]))}, `;
}

const array = (numbers: readonly number[]): string =>
  numbers.length === 0 ? "array<i64>" : `array<i64: ${numbers.join(", ")}>`;
const scalarText = (dtype: DType): string => typeText({ shape: [], dtype });

const operandsText = (op: Op, c: PrintContext): string => op.operands.map((value) => c.name(value)).join(", ");
const typesText = (values: readonly ValueId[], c: PrintContext): string =>
  values.map((value) => typeText(c.type(value))).join(", ");

/** ` : (operand types) -> result types`. */
function signature(op: Op, c: PrintContext): string {
  const results = typesText(op.results, c);
  return ` : (${typesText(op.operands, c)}) -> ${op.results.length === 1 ? results : `(${results})`}`;
}

/** `stablehlo.kind %a, %b` and the common type. */
const sameTyped =
  (dialectOp: string): Spell<OpKind> =>
  (op, c) => ({ head: `${dialectOp} ${operandsText(op as Op, c)}`, tail: ` : ${typesText(op.results, c)}` });

/** `stablehlo.kind %a, attributes` and the full signature. */
const withSignature =
  <K extends OpKind>(attributes: (attrs: Op<K>["attrs"]) => string): Spell<K> =>
  (op, c) => {
    const text = attributes(op.attrs);
    const operands = operandsText(op as unknown as Op, c);
    return { head: `stablehlo.${op.kind} ${operands}${text && `, ${text}`}`, tail: signature(op as unknown as Op, c) };
  };

const generic = (
  op: Op<"gather" | "scatter" | "sort" | "all_reduce" | "reduce_scatter" | "all_gather" | "all_to_all">,
  c: PrintContext,
  properties: string,
  region: readonly string[] = [],
): Spelling => {
  const body = region.length === 0 ? "" : ` ({\n${region.map((line) => `    ${line}`).join("\n")}\n    })`;
  return {
    head: `"stablehlo.${op.kind}"(${operandsText(op as Op, c)}) <{${properties}}>${body}`,
    tail: signature(op as Op, c),
  };
};

/** The properties of a collective: its groups, its own ones, and the channel where the devices are partitions. */
function collectiveText(op: Op<CollectiveKind>, c: PrintContext, ...own: readonly string[]): string {
  const channel = c.channel();
  // The channel makes the numbers in the groups partitions; all_to_all has no flag to say so.
  const ids = channel && op.kind !== "all_to_all" ? ["use_global_device_ids"] : [];
  return [groupText(c.mesh(), op.attrs), ...own, ...(channel ? [channel] : []), ...ids].join(", ");
}

const chlo: readonly UnaryKind[] = ["erf", "erfc", "asin", "atan"];

const unarySpellings = Object.fromEntries(
  unaryKinds.map((kind): [UnaryKind, Spell<OpKind>] => [
    kind,
    chlo.includes(kind)
      ? (op, c) => ({
          head: `chlo.${kind} ${operandsText(op as Op, c)}`,
          tail: signature(op as Op, c).replace(/[()]/g, ""),
        })
      : sameTyped(`stablehlo.${kind}`),
  ]),
) as { readonly [K in UnaryKind]: Spell<K> };

const binarySpellings = Object.fromEntries(binaryKinds.map((kind) => [kind, sameTyped(`stablehlo.${kind}`)])) as {
  readonly [K in (typeof binaryKinds)[number]]: Spell<K>;
};

/** A slice whose start depends on the device: a table by device number gives the start. */
function spellAllSlice(op: Op<"all_slice">, c: PrintContext): Spelling {
  const { axes, groupSize, dim } = op.attrs;
  const type = c.type(op.results[0]);
  const ranks = groupRanks(c.mesh(), axes);
  const [id, table, row, start, zero] = [c.fresh(), c.fresh(), c.fresh(), c.fresh(), c.fresh()];
  if (ranks.some((rank) => rank >= groupSize)) {
    throw new InvalidConfig("print", `all_slice over [${axes}] has ${groupSize} slices but the mesh has more members`);
  }
  const tableType = `tensor<${ranks.length}xi32>`;
  const starts = type.shape.map((_, d) => (d === dim ? start : zero)).join(", ");
  const startTypes = type.shape.map(() => "tensor<i32>").join(", ");
  return {
    before: [
      `${id} = stablehlo.${c.deviceId} : tensor<ui32>`,
      `${table} = stablehlo.constant dense<${list(ranks.map((rank) => rank * type.shape[dim]))}> : ${tableType}`,
      `${row} = stablehlo.dynamic_slice ${table}, ${id}, sizes = [1] : (${tableType}, tensor<ui32>) -> tensor<1xi32>`,
      `${start} = stablehlo.reshape ${row} : (tensor<1xi32>) -> tensor<i32>`,
      `${zero} = stablehlo.constant dense<0> : tensor<i32>`,
    ],
    head: `stablehlo.dynamic_slice ${operandsText(op as unknown as Op, c)}, ${starts}, sizes = ${list(type.shape)}`,
    tail: ` : (${typesText(op.operands, c)}, ${startTypes}) -> ${typesText(op.results, c)}`,
  };
}

/**
 * Ascending order with NaN last: LT in IEEE's total order, for which every NaN is first replaced by the positive NaN.
 */
function sortRegion(op: Op<"sort">, c: PrintContext): string[] {
  const names = op.operands.flatMap((_, index) => [`%s${2 * index}`, `%s${2 * index + 1}`]);
  const types = op.operands.flatMap((value) => [scalarText(c.type(value).dtype), scalarText(c.type(value).dtype)]);
  const { dtype } = c.type(op.operands[0]);
  const order = dtype === "i1" || dtype.startsWith("u") ? "UNSIGNED" : dtype.startsWith("i") ? "SIGNED" : "TOTALORDER";
  return [
    `^bb0(${names.map((name, index) => `${name}: ${types[index]}`).join(", ")}):`,
    `  %lt = stablehlo.compare LT, %s0, %s1, ${order} : (${types[0]}, ${types[1]}) -> tensor<i1>`,
    "  stablehlo.return %lt : tensor<i1>",
  ];
}

const dimLetters = (letters: readonly [string, string], numSpatial: number): string =>
  `[${[...letters, ...Array.from({ length: numSpatial }, (_, index) => index)].join(", ")}]`;

export const spellings: { readonly [K in OpKind]: Spell<K> } = {
  ...unarySpellings,
  ...binarySpellings,
  convert: withSignature(() => ""),
  bitcast_convert: withSignature(() => ""),
  compare: (op, c) => ({
    head: `stablehlo.compare ${op.attrs.direction}, ${op.operands.map((value) => c.name(value)).join(", ")}`,
    tail: ` : (${typesText(op.operands, c)}) -> ${typesText(op.results, c)}`,
  }),
  select: (op, c) => ({
    head: `stablehlo.select ${op.operands.map((value) => c.name(value)).join(", ")}`,
    tail: ` : ${typesText([op.operands[0], op.results[0]], c)}`,
  }),
  // A constant's discardable attributes come before its value.
  constant: ({ attrs }) => ({
    head: "stablehlo.constant",
    tail: ` ${denseText(attrs.data, attrs.type)} : ${typeText(attrs.type)}`,
  }),
  iota: ({ attrs }) => ({ head: `stablehlo.iota dim = ${attrs.dim}`, tail: ` : ${typeText(attrs.type)}` }),
  broadcast_in_dim: withSignature(({ dims }) => `dims = ${list(dims)}`),
  reshape: withSignature(() => ""),
  transpose: withSignature(({ permutation }) => `dims = ${list(permutation)}`),
  reverse: (op, c) => ({
    head: `stablehlo.reverse ${c.name(op.operands[0])}, dims = ${list(op.attrs.dims)}`,
    tail: ` : ${typesText(op.results, c)}`,
  }),
  slice: (op, c) => {
    const { start, limit, strides } = op.attrs;
    const ranges = start.map((from, dim) => `${from}:${limit[dim]}${strides[dim] === 1 ? "" : `:${strides[dim]}`}`);
    return {
      head: `stablehlo.slice ${c.name(op.operands[0])} [${ranges.join(", ")}]`,
      tail: ` : (${typesText(op.operands, c)}) -> ${typesText(op.results, c)}`,
    };
  },
  pad: withSignature(
    ({ low, high, interior }) => `low = ${list(low)}, high = ${list(high)}, interior = ${list(interior)}`,
  ),
  concatenate: withSignature(({ dim }) => `dim = ${dim}`),
  dot_general: withSignature(({ lhsBatch, rhsBatch, lhsContract, rhsContract }) => {
    const batching = lhsBatch.length === 0 ? "" : `batching_dims = ${list(lhsBatch)} x ${list(rhsBatch)}, `;
    return `${batching}contracting_dims = ${list(lhsContract)} x ${list(rhsContract)}`;
  }),
  convolution: (op, c) => {
    const { strides, padding, lhsDilation, rhsDilation, featureGroups } = op.attrs;
    const spatial = strides.length;
    const image = dimLetters(["b", "f"], spatial);
    const window =
      `stride = ${list(strides)}, pad = [${padding.map((pair) => list(pair)).join(", ")}], ` +
      `lhs_dilate = ${list(lhsDilation)}, rhs_dilate = ${list(rhsDilation)}`;
    return {
      head:
        `stablehlo.convolution(${op.operands.map((value) => c.name(value)).join(", ")}) ` +
        `dim_numbers = ${image}x${dimLetters(["o", "i"], spatial)}->${image}, window = {${window}}`,
      attributes: ["batch_group_count = 1 : i64", `feature_group_count = ${featureGroups} : i64`],
      tail: ` : (${typesText(op.operands, c)}) -> ${typesText(op.results, c)}`,
    };
  },
  reduce: (op, c) => {
    const { reducer, dims } = op.attrs;
    const { dtype } = c.type(op.operands[0]);
    return {
      head:
        `stablehlo.reduce(${c.name(op.operands[0])} init: ${c.identity(reducer, dtype)}) ` +
        `applies stablehlo.${reducer} across dimensions = ${list(dims)}`,
      tail: ` : (${typesText(op.operands, c)}, ${scalarText(dtype)}) -> ${typesText(op.results, c)}`,
    };
  },
  // StableHLO has no microbatches: the caller of the text passes the number of the microbatch.
  microbatch_id: (op, c) => ({
    head: "stablehlo.custom_call @microbatch_id()",
    tail: ` : () -> ${typesText(op.results, c)}`,
  }),
  gather: (op, c) => {
    const { offsetDims, collapsedSliceDims, startIndexMap, indexVectorDim, sliceSizes } = op.attrs;
    const { operandBatchingDims, startIndicesBatchingDims } = op.attrs;
    const batching = pairsText(
      "operand_batching_dims",
      operandBatchingDims,
      "start_indices_batching_dims",
      startIndicesBatchingDims,
    );
    const numbers =
      `offset_dims = ${list(offsetDims)}, collapsed_slice_dims = ${list(collapsedSliceDims)}, ${batching}` +
      `start_index_map = ${list(startIndexMap)}, index_vector_dim = ${indexVectorDim}`;
    return generic(
      op as Op<"gather">,
      c,
      `dimension_numbers = #stablehlo.gather<${numbers}>, indices_are_sorted = false, slice_sizes = ${array(sliceSizes)}`,
    );
  },
  scatter: (op, c) => {
    const { updateWindowDims, insertedWindowDims, scatterDimsToOperandDims, indexVectorDim, reducer } = op.attrs;
    const { inputBatchingDims, scatterIndicesBatchingDims } = op.attrs;
    const batching = pairsText(
      "input_batching_dims",
      inputBatchingDims,
      "scatter_indices_batching_dims",
      scatterIndicesBatchingDims,
    );
    const numbers =
      `update_window_dims = ${list(updateWindowDims)}, inserted_window_dims = ${list(insertedWindowDims)}, ${batching}` +
      `scatter_dims_to_operand_dims = ${list(scatterDimsToOperandDims)}, index_vector_dim = ${indexVectorDim}`;
    const [into] = op.operands;
    const text = (context: PrintContext): Spelling =>
      generic(
        op as Op<"scatter">,
        context,
        `indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<${numbers}>, unique_indices = false`,
        reducerRegion(reducer, scalarText(c.type(into).dtype)),
      );
    if (c.deviceId === "replica_id") return text(c);
    // A device's part has indices outside of it. XLA writes the element at the nearest index back, and reads another
    // one when it merges that with the slice that made the part, so the slice is kept apart.
    const apart = c.fresh();
    const before = [`${apart} = stablehlo.optimization_barrier ${c.name(into)} : ${typeText(c.type(into))}`];
    return { before, ...text({ ...c, name: (value) => (value === into ? apart : c.name(value)) }) };
  },
  sort: (op, c) =>
    generic(op as Op<"sort">, c, `dimension = ${op.attrs.dim} : i64, is_stable = true`, sortRegion(op, c)),

  while: ({ attrs: { loop }, operands, results }, c) => {
    const prefix = `${c.fresh()}_`;
    const carried = results.map((_, i) => `${prefix}arg${i}`);
    const names = [...carried, ...operands.slice(results.length).map((value) => c.name(value))];
    const types = typesText(results, c);
    const args = results.map((value, i) => `${carried[i]}: ${typeText(c.type(value))}`).join(", ");
    const regions = [loop.condition, loop.body].map((graph) =>
      [`    ^bb0(${args}):`, ...c.region(graph, names, prefix).map((line) => `      ${line}`)].join("\n"),
    );
    const initial = operands.slice(0, results.length).map((value) => c.name(value));
    return {
      head: `"stablehlo.while"(${initial.join(", ")}) ({\n${regions.join("\n    }, {\n")}\n    })`,
      tail: ` : (${types}) -> ${results.length === 1 ? types : `(${types})`}`,
    };
  },

  all_reduce: (op, c) =>
    generic(
      op as Op<"all_reduce">,
      c,
      collectiveText(op as Op<"all_reduce">, c),
      reducerRegion(op.attrs.reducer, scalarText(c.type(op.operands[0]).dtype)),
    ),
  reduce_scatter: (op, c) =>
    generic(
      op as Op<"reduce_scatter">,
      c,
      collectiveText(op as Op<"reduce_scatter">, c, `scatter_dimension = ${op.attrs.dim} : i64`),
      reducerRegion(op.attrs.reducer, scalarText(c.type(op.operands[0]).dtype)),
    ),
  all_gather: (op, c) =>
    generic(
      op as Op<"all_gather">,
      c,
      `all_gather_dim = ${op.attrs.dim} : i64, ${collectiveText(op as Op<"all_gather">, c)}`,
    ),
  all_to_all: (op, c) =>
    generic(
      op as Op<"all_to_all">,
      c,
      collectiveText(
        op as Op<"all_to_all">,
        c,
        `concat_dimension = ${op.attrs.concatDim} : i64`,
        `split_count = ${op.attrs.groupSize} : i64`,
        `split_dimension = ${op.attrs.splitDim} : i64`,
      ),
    ),
  all_slice: spellAllSlice,
};
