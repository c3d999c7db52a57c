/** @file Matrix products and convolutions, brought to the layouts of the IR's ops. */
import { freeDims } from "../../../ir/rules/contraction.ts";
import type { TensorType } from "../../../ir/types.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";

interface DotDims {
  readonly lhsBatch: readonly number[];
  readonly rhsBatch: readonly number[];
  readonly lhsContract: readonly number[];
  readonly rhsContract: readonly number[];
}

/** A product whose result has another element type than the operands is computed in the result's type. */
function product({ emitter }: Conversion, operands: readonly Handle[], attrs: DotDims, { dtype }: TensorType): Handle {
  const sides = operands.map((operand) => emitter.convert(operand, dtype));
  if (dtype !== "i1") return emitter.op("dot_general", sides, attrs);
  // Sums and products of booleans mean "or" and "and".
  const counts = emitter.op(
    "dot_general",
    sides.map((side) => emitter.convert(side, "i32")),
    attrs,
  );
  return emitter.op("compare", [counts, emitter.splat(0, counts.type)], { direction: "NE" });
}

const dotGeneral: Convert = (conversion) => {
  const { numbers } = conversion.fields("dot_dimension_numbers");
  const attrs: DotDims = {
    lhsBatch: numbers("lhs_batching_dimensions"),
    rhsBatch: numbers("rhs_batching_dimensions"),
    lhsContract: numbers("lhs_contracting_dimensions"),
    rhsContract: numbers("rhs_contracting_dimensions"),
  };
  return [product(conversion, conversion.operands, attrs, conversion.type())];
};

/** Contracts the last dim of the left side with the first of the right. */
const dot: Convert = (conversion) => {
  const rank = conversion.operands[0].type.shape.length;
  const attrs = { lhsBatch: [], rhsBatch: [], lhsContract: [rank - 1], rhsContract: [0] };
  return [product(conversion, conversion.operands, attrs, conversion.type())];
};

/** `ab,bc->ac` where every letter of one side is in the result, in both, or summed in both. */
const einsum: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const config = conversion.text("einsum_config");
  const [, left, right, result] = /^(\w*),(\w*)->(\w*)$/.exec(config) ?? [];
  const letters = [left, right, result].map((side) => [...(side ?? "")]);
  const unique = letters.every((side) => new Set(side).size === side.length);
  const shared = letters[0].filter((letter) => letters[1].includes(letter));
  const lone = [...letters[0], ...letters[1]].filter((letter) => !shared.includes(letter));
  if (left === undefined || !unique || !lone.every((letter) => letters[2].includes(letter))) {
    throw conversion.unsupported(`the config "${config}" is no product of two operands; write dot_general`);
  }
  const [batch, contract] = [true, false].map((kept) =>
    shared.filter((letter) => letters[2].includes(letter) === kept),
  );
  const at = (side: number, of: readonly string[]) => of.map((letter) => letters[side].indexOf(letter));
  const attrs = {
    lhsBatch: at(0, batch),
    rhsBatch: at(1, batch),
    lhsContract: at(0, contract),
    rhsContract: at(1, contract),
  };
  const out = product(conversion, operands, attrs, conversion.type());
  const free = [0, 1].flatMap((side) => {
    const [batchDims, contractDims] = [at(side, batch), at(side, contract)];
    return freeDims(letters[side].length, batchDims, contractDims).map((dim) => letters[side][dim]);
  });
  const order = [...batch, ...free];
  return [
    emitter.transpose(
      out,
      letters[2].map((letter) => order.indexOf(letter)),
    ),
  ];
};

/**
 * `[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]`: for each side the dims in the order of the letters given, then the spatial
 * ones.
 */
function convolutionLayouts(conversion: Conversion): number[][] {
  const text = conversion.text("dimension_numbers");
  const sides = [...text.matchAll(/\[([^\]]*)\]/g)].map(([, dims]) => dims.split(",").map((dim) => dim.trim()));
  const letters = ["bf", "oi", "bf"];
  const layouts = sides.map((side, i) => {
    const spatial = side.filter((dim) => /^\d+$/.test(dim)).sort((a, b) => Number(a) - Number(b));
    return [...letters[i], ...spatial].map((dim) => side.indexOf(dim));
  });
  if (layouts.length !== 3 || layouts.flat().includes(-1)) {
    throw conversion.unsupported(`cannot read the dimension numbers ${text}`);
  }
  return layouts;
}

/** `groups` groups of the batch dim become groups of the channels: [G·N, C, …] → [N, G·C, …]. */
function groupsToChannels({ emitter }: Conversion, lhs: Handle, groups: number): Handle {
  const [batch, channels, ...space] = lhs.type.shape;
  const apart = emitter.reshape(lhs, [groups, batch / groups, channels, ...space]);
  const rest = space.map((_, i) => i + 3);
  const turned = emitter.transpose(apart, [1, 0, 2, ...rest]);
  return emitter.reshape(turned, [batch / groups, groups * channels, ...space]);
}

const convolution: Convert = (conversion) => {
  const { emitter } = conversion;
  const result = conversion.type();
  const [lhsLayout, rhsLayout, outLayout] = convolutionLayouts(conversion);
  const numSpatial = result.shape.length - 2;
  const ones = Array<number>(numSpatial).fill(1);
  let [lhs, rhs] = conversion.operands.map((side) => emitter.convert(side, result.dtype));
  lhs = emitter.transpose(lhs, lhsLayout);
  rhs = emitter.transpose(rhs, rhsLayout);
  const reversed = conversion.numbers("window_reversal").flatMap((isReversed, i) => (isReversed ? [i + 2] : []));
  if (reversed.length > 0) rhs = emitter.op("reverse", [rhs], { dims: reversed });

  const batchGroups = conversion.integer("batch_group_count", 1);
  if (batchGroups > 1) lhs = groupsToChannels(conversion, lhs, batchGroups);
  const featureGroups = conversion.integer("feature_group_count", 1) * batchGroups;

  const flat = conversion.numbers("padding", Array<number>(2 * numSpatial).fill(0));
  let padding = ones.map((_, i) => [flat[2 * i], flat[2 * i + 1]] as const);
  let lhsDilation = conversion.numbers("lhs_dilation", ones);
  if (flat.some((amount) => amount < 0)) {
    // Kernels take no negative padding: the operand is cropped first.
    const around = (amounts: readonly number[]): number[] => [0, 0, ...amounts];
    lhs = emitter.op("pad", [lhs, emitter.splat(0, { shape: [], dtype: result.dtype })], {
      low: around(padding.map(([low]) => low)),
      high: around(padding.map(([, high]) => high)),
      interior: around(lhsDilation.map((step) => step - 1)),
    });
    padding = padding.map(() => [0, 0] as const);
    lhsDilation = ones;
  }
  const strides = conversion.numbers("window_strides", ones);
  const rhsDilation = conversion.numbers("rhs_dilation", ones);
  const attrs = { strides, padding, lhsDilation, rhsDilation, featureGroups };
  const out = emitter.op("convolution", [lhs, rhs], attrs);
  return [
    emitter.transpose(
      out,
      outLayout.map((_, dim) => outLayout.indexOf(dim)),
    ),
  ];
};

export const contractionConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.dot_general": dotGeneral,
  "stablehlo.dot": dot,
  "stablehlo.einsum": einsum,
  "stablehlo.convolution": convolution,
};
