import { beforeAll, expect, test } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { allocateData, type DType, numElements } from "../../ir/types.ts";
import { HostArray } from "./host-array.ts";
import { grad, init, lax, makeJaxpr, nn, numpy as np, random, vmap } from "./jax.ts";
import { conversions } from "./primitives.ts";
import { traceJaxjs } from "./trace.ts";

type Arr = np.Array;
// biome-ignore lint/suspicious/noExplicitAny: each case has its own arity.
type AnyFn = (...args: any[]) => any;

const rng = seededRandom(1);

/** A tensor of random numbers: normal floats, integers of |x| ≤ 9 (or below `limit`), coin flips. */
function arr(shape: number[], dtype: DType = "f32", limit?: number): HostArray {
  const data = allocateData(dtype, numElements(shape)) as Float32Array;
  for (let i = 0; i < data.length; i++) {
    if (dtype === "f32") data[i] = rng.normal();
    else if (dtype === "i1") data[i] = rng.int(2);
    else data[i] = limit ? rng.int(limit) : rng.int(19) - (dtype === "i32" ? 9 : 0);
  }
  return new HostArray(data, shape, dtype);
}

const filled = (values: number[], shape: number[], dtype: DType = "f32"): HostArray => {
  const data = allocateData(dtype, values.length) as Float32Array;
  data.set(values);
  return new HostArray(data, shape, dtype);
};

const positive = (x: HostArray): HostArray =>
  new HostArray(Float32Array.from(x.data as Float32Array, Math.abs), x.shape, x.dtype);

interface Case {
  readonly name: string;
  readonly fn: AnyFn;
  readonly args: readonly HostArray[];
  /** Largest allowed |difference| relative to 1 + |expected|; 0 for exact. */
  readonly tolerance?: number;
}

const x34 = arr([3, 4]);
const i34 = arr([3, 4], "i32");
const nonzero = filled([1, -2, 3, -4, 5, -6, 7, 2, -3, 4, -5, 6], [3, 4], "i32");
const square = (x: Arr): Arr => x.ref.mul(x);

const cases: Case[] = [
  { name: "add broadcasts", fn: (x, y) => x.add(y), args: [x34, arr([4])] },
  { name: "add promotes i32 to f32", fn: (x, y) => x.add(y), args: [x34, arr([3, 1], "i32")] },
  { name: "add a number to i32", fn: (x) => x.add(2), args: [i34] },
  { name: "add booleans", fn: (x, y) => x.add(y), args: [arr([9], "i1"), arr([9], "i1")] },
  { name: "mul booleans", fn: (x, y) => x.mul(y), args: [arr([9], "i1"), arr([9], "i1")] },
  {
    name: "mul i32 wraps",
    fn: (x, y) => x.mul(y),
    args: [filled([123456789, -7], [2], "i32"), filled([987654321, 3], [2], "i32")],
  },
  {
    name: "f64 keeps its precision",
    fn: (x, y) => x.mul(y).add(1),
    args: [filled([1 / 3, 1e-9], [2], "f64"), filled([3, 0.5], [2], "f64")],
  },
  { name: "sub", fn: (x, y) => x.sub(y), args: [x34, arr([3, 1])] },
  { name: "div", fn: (x, y) => x.div(y), args: [x34, positive(arr([3, 4]))] },
  { name: "idiv truncates", fn: (x, y) => x.div(y), args: [i34, nonzero] },
  {
    name: "idiv of ui32",
    fn: (x, y) => x.div(y),
    args: [filled([4000000000, 7], [2], "ui32"), filled([3, 2], [2], "ui32")],
  },
  { name: "mod keeps the numerator's sign", fn: (x, y) => x.mod(y), args: [i34, nonzero] },
  { name: "mod of floats", fn: (x, y) => x.mod(y), args: [arr([8]), positive(arr([8]))], tolerance: 1e-5 },
  { name: "floor divide of floats", fn: (x, y) => np.floorDivide(x, y), args: [arr([8]), positive(arr([8]))] },
  { name: "min", fn: (x, y) => np.minimum(x, y), args: [x34, arr([4])] },
  { name: "max", fn: (x, y) => np.maximum(x, y), args: [i34, nonzero] },
  { name: "max of booleans", fn: (x, y) => np.maximum(x, y), args: [arr([9], "i1"), arr([9], "i1")] },
  {
    name: "bit and, or, xor",
    fn: (x, y) => [np.bitwiseAnd(x.ref, y.ref), np.bitwiseOr(x.ref, y.ref), np.bitwiseXor(x, y)],
    args: [i34, nonzero],
  },
  { name: "bit invert", fn: (x) => np.bitwiseInvert(x), args: [i34] },
  { name: "logical not", fn: (x) => np.logicalNot(x), args: [arr([9], "i1")] },
  {
    name: "shifts",
    fn: (x, y) => [np.leftShift(x.ref, y.ref), np.rightShift(x, y)],
    args: [arr([8], "ui32", 1e9), arr([8], "ui32", 31)],
  },
  { name: "bit count", fn: (x) => np.bitwiseCount(x), args: [i34] },
  { name: "neg", fn: (x) => x.neg(), args: [x34] },
  { name: "neg i32", fn: (x) => x.neg(), args: [i34] },
  { name: "reciprocal", fn: (x) => np.reciprocal(x), args: [x34] },
  { name: "floor and ceil", fn: (x) => [np.floor(x.ref), np.ceil(x)], args: [x34] },
  { name: "stop gradient", fn: (x) => lax.stopGradient(x), args: [x34] },
  {
    name: "cast f32 to i32 saturates",
    fn: (x) => x.astype(np.int32),
    args: [filled([1.7, -1.7, 3e10, -3e10, Number.NaN], [5])],
  },
  { name: "cast f32 to ui32", fn: (x) => x.astype(np.uint32), args: [filled([1.7, -1.7, 3e10], [3])] },
  {
    name: "cast i32 to ui32 and back",
    fn: (x) => [x.ref.astype(np.uint32), x.astype(np.uint32).astype(np.int32)],
    args: [i34],
  },
  { name: "cast to bool and back", fn: (x) => x.astype(np.bool).astype(np.float32), args: [i34] },
  { name: "bitcast", fn: (x) => [x.ref.view(np.uint32), x.view(np.int32)], args: [x34] },
  { name: "sin, cos", fn: (x) => [np.sin(x.ref), np.cos(x)], args: [x34], tolerance: 1e-6 },
  {
    name: "asin, atan",
    fn: (x) => [np.arcsin(x.ref), np.arctan(x)],
    args: [filled([-1, -0.5, 0, 0.3, 0.9], [5])],
    tolerance: 1e-5,
  },
  // jax-js computes log in wasm to 1.3e-5 only.
  { name: "exp, log", fn: (x) => [np.exp(x.ref), np.log(x)], args: [positive(arr([9]))], tolerance: 2e-5 },
  {
    name: "erf, erfc",
    fn: (x) => [lax.erf(x.ref), lax.erfc(x)],
    args: [filled([-4, -1, 0, 0.5, 1.5, 3], [6])],
    tolerance: 1e-6,
  },
  { name: "sqrt", fn: (x) => np.sqrt(x), args: [positive(arr([9]))], tolerance: 1e-7 },
  {
    name: "tanh, sigmoid, gelu",
    fn: (x) => [np.tanh(x.ref), nn.sigmoid(x.ref), nn.gelu(x)],
    args: [x34],
    tolerance: 1e-5,
  },
  {
    name: "reduce sum, prod, min, max",
    fn: (x) => [x.ref.sum(0), x.ref.prod(1), x.ref.min(), x.max(1, { keepdims: true })],
    args: [x34],
    tolerance: 1e-5,
  },
  { name: "reduce i32", fn: (x) => [x.ref.sum(0), x.ref.prod(), x.ref.min(1), x.max()], args: [i34] },
  { name: "any, all", fn: (x) => [x.ref.any(0), x.all(1)], args: [arr([4, 5], "i1")] },
  { name: "mean of i32", fn: (x) => x.mean(), args: [i34], tolerance: 1e-6 },
  { name: "dot of vectors", fn: (x, y) => np.dot(x, y), args: [arr([5]), arr([5])], tolerance: 1e-5 },
  { name: "matmul", fn: (x, y) => np.matmul(x, y), args: [x34, arr([4, 5])], tolerance: 1e-5 },
  {
    name: "matmul batched and broadcast",
    fn: (x, y) => np.matmul(x, y),
    args: [arr([2, 3, 4]), arr([4, 5])],
    tolerance: 1e-5,
  },
  { name: "matmul i32", fn: (x, y) => np.matmul(x, y), args: [i34, arr([4, 2], "i32")] },
  { name: "dot of size-1 dims", fn: (x, y) => np.matmul(x, y), args: [arr([1, 4]), arr([4, 1])], tolerance: 1e-5 },
  { name: "outer product", fn: (x, y) => np.outer(x, y), args: [arr([3]), arr([4])] },
  {
    name: "einsum attention",
    fn: (x, y) => np.einsum("bqhd,bkhd->bhqk", x, y),
    args: [arr([2, 3, 4, 5]), arr([2, 7, 4, 5])],
    tolerance: 1e-5,
  },
  {
    name: "einsum dispatch",
    fn: (x, y) => np.einsum("td,tec->ecd", x, y),
    args: [arr([6, 3]), arr([6, 2, 4])],
    tolerance: 1e-5,
  },
  { name: "einsum trace", fn: (x) => np.einsum("ii->", x), args: [arr([4, 4])], tolerance: 1e-5 },
  {
    name: "gradient of matmul",
    fn: (x, y) => grad((w: Arr, a: Arr) => square(np.matmul(a, w)).sum())(y, x),
    args: [x34, arr([4, 5])],
    tolerance: 1e-4,
  },
  { name: "conv 1d", fn: (x, y) => np.convolve(x, y), args: [arr([9]), arr([3])], tolerance: 1e-5 },
  {
    name: "conv 2d strided, padded, dilated",
    fn: (x, y) =>
      lax.convGeneralDilated(
        x,
        y,
        [2, 1],
        [
          [1, 2],
          [0, 1],
        ],
        { rhsDilation: [1, 2] },
      ),
    args: [arr([2, 3, 7, 8]), arr([4, 3, 3, 2])],
    tolerance: 1e-5,
  },
  {
    name: "conv 2d input dilation, negative padding",
    fn: (x, y) =>
      lax.convGeneralDilated(
        x,
        y,
        [1, 1],
        [
          [-1, 2],
          [1, -2],
        ],
        { lhsDilation: [2, 3] },
      ),
    args: [arr([2, 3, 7, 8]), arr([4, 3, 3, 2])],
    tolerance: 1e-5,
  },
  {
    name: "conv in groups",
    fn: (x, y) => lax.convGeneralDilated(x, y, [1, 1], "SAME", { featureGroupCount: 2 }),
    args: [arr([2, 4, 5, 6]), arr([6, 2, 3, 3])],
    tolerance: 1e-5,
  },
  {
    name: "conv vmapped",
    fn: (x, y) => vmap((a: Arr, b: Arr) => lax.convGeneralDilated(a, b, [1], [[0, 0]]))(x, y),
    args: [arr([3, 2, 4, 9]), arr([3, 5, 4, 2])],
    tolerance: 1e-5,
  },
  {
    name: "gradients of conv",
    fn: (x, y) => grad((b: Arr, a: Arr) => square(lax.convGeneralDilated(a, b, [2, 1], "SAME")).sum())(y, x),
    args: [arr([2, 3, 7, 8]), arr([4, 3, 3, 2])],
    tolerance: 1e-3,
  },
  {
    name: "gradient of conv by input",
    fn: (x, y) => grad((a: Arr, b: Arr) => square(lax.convGeneralDilated(a, b, [2, 2], "VALID")).sum())(x, y),
    args: [arr([2, 3, 8, 8]), arr([4, 3, 3, 2])],
    tolerance: 1e-3,
  },
  { name: "pool apart", fn: (x) => lax.reduceWindow(x, (w: Arr) => w.max(), [2, 3], [2, 3]), args: [arr([3, 8, 11])] },
  { name: "pool with gaps", fn: (x) => lax.reduceWindow(x, (w: Arr) => w.max(), [2], [3]), args: [arr([2, 10])] },
  {
    name: "pool overlapping",
    fn: (x) => lax.reduceWindow(x, (w: Arr) => w.sum(), [3, 2], [2, 1]),
    args: [arr([3, 8, 7])],
    tolerance: 1e-5,
  },
  {
    name: "gradient of pool apart",
    fn: (x) => grad((a: Arr) => square(lax.reduceWindow(a, (w: Arr) => w.sum(), [2, 3], [2, 3])).sum())(x),
    args: [arr([3, 8, 11])],
    tolerance: 1e-5,
  },
  {
    name: "gradient of pool overlapping",
    fn: (x) => grad((a: Arr) => square(lax.reduceWindow(a, (w: Arr) => w.sum(), [3, 2], [2, 1])).sum())(x),
    args: [arr([3, 8, 7])],
    tolerance: 1e-4,
  },
  {
    name: "compare",
    fn: (x, y) => [x.ref.less(y.ref), x.ref.lessEqual(y.ref), x.ref.equal(y.ref), x.notEqual(y)],
    args: [i34, arr([4], "i32")],
  },
  { name: "compare i32 with a number", fn: (x) => x.less(2), args: [i34] },
  { name: "where", fn: (c, x) => np.where(c, x, -1e9), args: [arr([4], "i1"), x34] },
  { name: "where promotes", fn: (c, x, y) => np.where(c, x, y), args: [arr([3, 1], "i1"), i34, x34] },
  { name: "concatenate", fn: (x, y) => np.concatenate([x, y], 1), args: [x34, arr([3, 2], "i32")] },
  { name: "split", fn: (x) => np.split(x, [1, 3], 1), args: [x34] },
  { name: "gather rows", fn: (x, i) => x.slice(i), args: [arr([10, 4]), arr([3, 2], "i32", 10)] },
  {
    name: "gather with two index arrays",
    fn: (x, i, j) => x.slice(i, [], j),
    args: [arr([5, 3, 6]), arr([4, 1], "i32", 5), arr([2], "i32", 6)],
  },
  {
    name: "gather inner dims",
    fn: (x, i, j) => x.slice([], i, j),
    args: [arr([2, 3, 4]), arr([5], "i32", 3), arr([5], "ui32", 4)],
  },
  {
    name: "gradient of gather",
    fn: (x, i) => grad((a: Arr, b: Arr) => square(a.slice(b)).sum())(x, i),
    args: [arr([10, 4]), arr([7], "i32", 10)],
    tolerance: 1e-5,
  },
  {
    name: "gradient of gather in two dims",
    fn: (x, i, j) => grad((a: Arr, b: Arr, c: Arr) => square(a.slice(b, [], c)).sum())(x, i, j),
    args: [arr([5, 3, 6]), arr([4], "i32", 5), arr([4], "i32", 6)],
    tolerance: 1e-5,
  },
  { name: "take along axis", fn: (x, i) => np.takeAlongAxis(x, i, 1), args: [x34, arr([3, 1], "i32", 4)] },
  { name: "one-hot", fn: (i) => nn.oneHot(i, 5), args: [arr([6], "i32", 5)] },
  { name: "transpose", fn: (x) => x.transpose([2, 0, 1]), args: [arr([2, 3, 4])] },
  { name: "broadcast", fn: (x) => np.broadcastTo(x, [2, 3, 4]), args: [arr([3, 1])] },
  { name: "reshape", fn: (x) => x.reshape([2, -1]), args: [x34] },
  { name: "flip", fn: (x) => np.flip(x, [0]), args: [x34] },
  { name: "shrink", fn: (x) => x.slice([1, 3], 2), args: [x34] },
  {
    name: "pad",
    fn: (x) =>
      np.pad(x, [
        [1, 0],
        [2, 3],
      ]),
    args: [x34],
  },
  { name: "sort", fn: (x) => np.sort(x, 0), args: [arr([7, 3])] },
  { name: "argsort is stable", fn: (x) => np.argsort(x), args: [arr([3, 20], "i32")] },
  { name: "gradient of sort", fn: (x) => grad((a: Arr) => np.sort(a).slice([0, 3]).sum())(x), args: [arr([7])] },
  { name: "top-k", fn: (x) => lax.topK(x, 2), args: [arr([3, 7])] },
  { name: "cumulative sum", fn: (x) => np.cumsum(x, 1), args: [x34], tolerance: 1e-5 },
  { name: "softmax, logsumexp", fn: (x) => [nn.softmax(x.ref, -1), nn.logsumexp(x)], args: [x34], tolerance: 1e-5 },
  { name: "triangular mask", fn: (x) => np.where(np.tril(np.ones([4, 4])).astype(np.bool), x, 0), args: [arr([4, 4])] },
  {
    name: "random bits, uniform, normal",
    fn: (k) => random.normal(k, [5, 3]),
    args: [filled([0, 42], [2], "ui32")],
    tolerance: 1e-4,
  },
  { name: "random bits exactly", fn: (k) => random.bits(k, [5, 3]), args: [filled([17, 42], [2], "ui32")] },
  { name: "random key split", fn: (k) => random.split(k, 3), args: [filled([17, 42], [2], "ui32")] },
];

/** Every primitive of a Jaxpr, nested ones too. */
function primitivesOf(jaxpr: { eqns: readonly { primitive: string; params: Record<string, unknown> }[] }): string[] {
  return jaxpr.eqns.flatMap(({ primitive, params }) => [
    primitive,
    ...(primitive === "jit" ? primitivesOf(params.jaxpr as Parameters<typeof primitivesOf>[0]) : []),
  ]);
}

const seen = new Set<string>();

function close(actual: HostArray["data"], expected: HostArray, tolerance: number): string | undefined {
  for (let i = 0; i < expected.data.length; i++) {
    const [got, want] = [Number(actual[i]), Number(expected.data[i])];
    if (Object.is(got, want) || got === want) continue;
    if (!(Math.abs(got - want) <= tolerance * (1 + Math.abs(want)))) return `[${i}]: got ${got}, jax-js ${want}`;
  }
  return actual.length === expected.data.length ? undefined : `${actual.length} elements of ${expected.data.length}`;
}

beforeAll(async () => {
  await init("wasm");
});

test.each(cases)("$name: traced and interpreted = jax-js eager", ({ fn, args, tolerance = 0 }) => {
  const { jaxpr } = makeJaxpr(fn)(...(args.map((arg) => arg.toJax()) as never[]));
  for (const primitive of primitivesOf(jaxpr.jaxpr as never)) seen.add(primitive);
  const { graph } = traceJaxjs(fn, args);
  const eager = [fn(...args.map((arg) => arg.toJax()))].flat().map((array: Arr) => HostArray.fromJax(array));
  const outputs = evaluateGraph(
    graph,
    args.map((arg) => arg.data),
  );
  expect(outputs.length).toBe(eager.length);
  eager.forEach((expected, i) => {
    const type = graph.types[graph.outputs[i].value];
    expect(type).toEqual({ shape: expected.shape, dtype: expected.dtype });
    expect(close(outputs[i], expected, tolerance)).toBeUndefined();
  });
});

test("every primitive is compared or refused by name with what to do", () => {
  const refused = ["triangular_solve", "cholesky", "lu", "jacobi_eigh", "fft"];
  const compared = Object.keys(conversions).filter((primitive) => !refused.includes(primitive));
  expect(compared.filter((primitive) => !seen.has(primitive))).toEqual([]);
  expect(() => traceJaxjs((x: Arr) => np.linalg.cholesky(x), [arr([3, 3])])).toThrow(
    /cholesky.*outside of the parallel step/,
  );
  expect(() => traceJaxjs((x: Arr) => np.linalg.inv(x), [arr([3, 3])])).toThrow(/lu: .*argument/);
  expect(() => traceJaxjs((x: Arr) => np.linalg.eigh(x)[0], [arr([3, 3])])).toThrow(/jacobi_eigh/);
});
