/**
 * @file One conversion per primitive of jax-js. The types require all of them: if jax-js adds a primitive, this file
 * does not compile until it has a conversion. Results have the shapes and dtypes that jax-js infers. Integer ops have
 * jax-js's semantics (C-style division and remainder, logical right shift, saturating float → integer casts).
 */
import { Unsupported } from "../../base/errors.ts";
import type { ValueId } from "../../ir/graph.ts";
import type { BinaryKind, CompareDirection, NoAttrs, Reducer, UnaryKind } from "../../ir/ops.ts";
import { type DType, isFloat, type TensorType } from "../../ir/types.ts";
import { convolution, dot } from "./contractions.ts";
import type { Emitter } from "./emitter.ts";
import { dtypeFromJax } from "./host-array.ts";
import { gather, scatter } from "./indexing.ts";
import type { DType as JaxDType, Jaxpr } from "./jax.ts";
import { pool, poolTranspose } from "./pooling.ts";
import { randomBits } from "./random-bits.ts";

/** The equation of a Jaxpr; jax-js exports only the Jaxpr's own type. */
export type Equation = Jaxpr["eqns"][number];

export type Primitive = `${Equation["primitive"]}`;

/** The input of a conversion: the equation's parameters (each primitive's own), and the types jax-js inferred. */
export interface Conversion {
  readonly emitter: Emitter;
  readonly operands: readonly ValueId[];
  // biome-ignore lint/suspicious/noExplicitAny: jax-js keeps parameters untyped; each conversion names its own below.
  readonly params: any;
  /** Types of the results. */
  readonly results: readonly TensorType[];
  /** For each operand, whether jax-js treats it as a weakly typed number, which takes the other operand's dtype. */
  readonly weak: readonly boolean[];
}

/** The empty attributes of most ops, as one shared object. */
const none: NoAttrs = {};

type Convert = (conversion: Conversion) => readonly ValueId[];

const unary =
  (kind: UnaryKind): Convert =>
  ({ emitter, operands: [x] }) => [emitter.op(kind, [x], none)];

/** Converts to the op `kind`, or for booleans to the corresponding logical op `onBool`. */
const binary =
  (kind: BinaryKind, onBool: BinaryKind = kind): Convert =>
  ({ emitter, operands, results: [type] }) => [
    emitter.op(
      type.dtype === "i1" ? onBool : kind,
      operands.map((x) => emitter.expand(x, type)),
      none,
    ),
  ];

/** Rounding leaves an integer unchanged. */
const rounding =
  (kind: "floor" | "ceil"): Convert =>
  ({ emitter, operands: [x] }) => [isFloat(emitter.type(x).dtype) ? emitter.op(kind, [x], {}) : x];

const refuse =
  (primitive: string, advice: string): Convert =>
  () => {
    throw new Unsupported(primitive, `the jax-js primitive "${primitive}" has no parallel form here; ${advice}`, {
      primitive,
    });
  };

const outsideStep = "compute it outside of the parallel step and pass the result in as an argument";

const dtypeRank: readonly DType[] = ["i1", "ui32", "i32", "f16", "f32", "f64"];

/** jax-js's promotion of two operands' dtypes: the higher one, where a weak operand counts at most as ui32. */
function promote(a: DType, aWeak: boolean, b: DType, bWeak: boolean): DType {
  if (aWeak !== bWeak) return promote(aWeak ? "ui32" : a, false, bWeak ? "ui32" : b, false);
  return dtypeRank.indexOf(a) >= dtypeRank.indexOf(b) ? a : b;
}

const compareDirections: Readonly<Record<string, CompareDirection>> = {
  less: "LT",
  less_equal: "LE",
  equal: "EQ",
  not_equal: "NE",
};

const reducers: Readonly<Record<string, readonly [onNumbers: Reducer, onBool: Reducer]>> = {
  Add: ["add", "or"],
  Mul: ["multiply", "and"],
  Min: ["minimum", "and"],
  Max: ["maximum", "or"],
};

/** Division truncated to an integer, as C's `/` on integers. */
const idiv: Convert = (conversion) => {
  const { emitter, results } = conversion;
  const [quotient] = binary("divide")(conversion);
  if (!isFloat(results[0].dtype)) return [quotient];
  const isNegative = emitter.op("compare", [quotient, emitter.splat(0, results[0])], { direction: "LT" });
  const [ceil, floor] = [emitter.op("ceil", [quotient], {}), emitter.op("floor", [quotient], {})];
  return [emitter.op("select", [isNegative, ceil, floor], {})];
};

const negate: Convert = (conversion) => {
  if (conversion.results[0].dtype === "i1") {
    throw new Unsupported(
      "neg",
      "jax-js negates a boolean array, which has no meaning; use np.logicalNot or cast first",
    );
  }
  return unary("negate")(conversion);
};

const compare: Convert = ({ emitter, operands: [x, y], params, weak, results: [{ shape }] }) => {
  const { op } = params as { op: string };
  const dtype = promote(emitter.type(x).dtype, weak[0], emitter.type(y).dtype, weak[1]);
  const sides = [x, y].map((side) => emitter.expand(side, { shape, dtype }));
  return [emitter.op("compare", sides, { direction: compareDirections[op] })];
};

const where: Convert = ({ emitter, operands: [condition, x, y], results: [type] }) => [
  emitter.op(
    "select",
    [emitter.expand(condition, { shape: type.shape, dtype: "i1" }), emitter.expand(x, type), emitter.expand(y, type)],
    {},
  ),
];

const reduce: Convert = ({ emitter, operands: [x], params }) => {
  const { op, axis } = params as { op: string; axis: number[] };
  if (axis.length === 0) return [x];
  const reducer = reducers[op][emitter.type(x).dtype === "i1" ? 1 : 0];
  return [emitter.op("reduce", [x], { reducer, dims: axis })];
};

const split: Convert = ({ emitter, operands: [x], params }) => {
  const { axis, sizes } = params as { axis: number; sizes: number[] };
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return emitter.sliceDim(x, axis, start - size, start);
  });
};

const concatenate: Convert = ({ emitter, operands, params, results: [{ dtype }] }) => {
  const { axis } = params as { axis: number };
  const parts = operands.map((x) => emitter.convert(x, dtype)).filter((x) => emitter.shape(x)[axis] > 0);
  if (parts.length === 1) return parts;
  return [emitter.op("concatenate", parts.length ? parts : operands, { dim: axis })];
};

const broadcast: Convert = ({ emitter, operands: [x], params, results: [{ shape }] }) => {
  const { axis } = params as { axis: number[] };
  return [
    emitter.broadcast(
      x,
      shape,
      [...shape.keys()].filter((dim) => !axis.includes(dim)),
    ),
  ];
};

const shrink: Convert = ({ emitter, operands: [x], params }) => {
  const { slice } = params as { slice: [start: number, limit: number][] };
  const start = slice.map(([from]) => from);
  const limit = slice.map(([, to]) => to);
  return [emitter.op("slice", [x], { start, limit, strides: slice.map(() => 1) })];
};

const pad: Convert = ({ emitter, operands: [x], params }) => {
  const { width } = params as { width: [low: number, high: number][] };
  const [low, high] = [width.map((w) => w[0]), width.map((w) => w[1])];
  return [
    emitter.pad(
      x,
      low,
      high,
      width.map(() => 0),
    ),
  ];
};

const sort: Convert = ({ emitter, operands: [x] }) => emitter.emit("sort", [x], { dim: emitter.shape(x).length - 1 });

const argsort: Convert = ({ emitter, operands: [x] }) => {
  const { shape } = emitter.type(x);
  const dim = shape.length - 1;
  const positions = emitter.op("iota", [], { type: { shape, dtype: "i32" }, dim });
  return emitter.emit("sort", [x, positions], { dim });
};

/** Every primitive of jax-js 0.1.25. */
export const conversions: Readonly<Record<Exclude<Primitive, "jit">, Convert>> = {
  add: binary("add", "or"),
  mul: binary("multiply", "and"),
  idiv,
  mod: binary("remainder"),
  min: binary("minimum", "and"),
  max: binary("maximum", "or"),
  bit_combine: (conversion) => binary((conversion.params as { op: "and" | "or" | "xor" }).op)(conversion),
  bit_shift: (conversion) =>
    binary((conversion.params as { op: string }).op === "shl" ? "shift_left" : "shift_right_logical")(conversion),
  bit_count: ({ emitter, operands: [x] }) => [emitter.convert(emitter.op("popcnt", [x], {}), "i32")],
  neg: negate,
  reciprocal: ({ emitter, operands: [x] }) => [emitter.op("divide", [emitter.splat(1, emitter.type(x)), x], none)],
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  // The graph already contains the gradients, so stop_gradient is the identity.
  stop_gradient: ({ operands }) => operands,
  cast: ({ emitter, operands: [x], params }) => [
    emitter.convert(x, dtypeFromJax((params as { dtype: JaxDType }).dtype)),
  ],
  bitcast: ({ emitter, operands: [x], params }) => {
    const dtype = dtypeFromJax((params as { dtype: JaxDType }).dtype);
    return [emitter.type(x).dtype === dtype ? x : emitter.op("bitcast_convert", [x], { dtype })];
  },
  sin: unary("sine"),
  cos: unary("cosine"),
  asin: unary("asin"),
  atan: unary("atan"),
  exp: unary("exponential"),
  log: unary("log"),
  erf: unary("erf"),
  erfc: unary("erfc"),
  sqrt: unary("sqrt"),
  reduce,
  dot: ({ emitter, operands: [x, y], results: [type] }) => [dot(emitter, x, y, type)],
  conv: ({ emitter, operands: [x, y], params, results: [type] }) => [convolution(emitter, x, y, params, type)],
  pool: ({ emitter, operands: [x], params }) => [pool(emitter, x, params)],
  pool_transpose: ({ emitter, operands: [x], params }) => [poolTranspose(emitter, x, params)],
  compare,
  where,
  concatenate,
  split,
  random_bits: ({ emitter, operands: [k0, k1], params }) => [randomBits(emitter, k0, k1, params)],
  gather: ({ emitter, operands: [x, ...indices], params }) => [gather(emitter, x, indices, params)],
  transpose: ({ emitter, operands: [x], params }) => [emitter.transpose(x, (params as { perm: number[] }).perm)],
  broadcast,
  reshape: ({ emitter, operands: [x], results: [{ shape }] }) => [emitter.reshape(x, shape)],
  flip: ({ emitter, operands: [x], params }) => [
    emitter.op("reverse", [x], { dims: (params as { axis: number[] }).axis }),
  ],
  shrink,
  pad,
  sort,
  argsort,
  scatter: ({ emitter, operands: [updates, ...indices], params }) => [scatter(emitter, updates, indices, params)],
  triangular_solve: refuse("triangular_solve", outsideStep),
  cholesky: refuse("cholesky", outsideStep),
  lu: refuse("lu", outsideStep),
  jacobi_eigh: refuse("jacobi_eigh", outsideStep),
  fft: refuse("fft", `${outsideStep}, or write it as a product with a DFT matrix`),
};
