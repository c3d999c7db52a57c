/** Tests of each rewrite: a small graph and the ops that remain. */
import { expect, test } from "vitest";
import { GraphBuilder } from "../builder.ts";
import type { Graph, ValueId } from "../graph.ts";
import type { BinaryKind, DotAttrs, UnaryKind } from "../ops.ts";
import { simplify } from "../simplify.ts";
import type { DType } from "../types.ts";

/** Helpers to write graphs briefly; values are inputs of the given shapes. */
class Words {
  readonly builder = new GraphBuilder("test");

  input = (...shape: number[]): ValueId => this.builder.input("x", { shape, dtype: "f32" });
  unary = (kind: UnaryKind, x: ValueId): ValueId => this.builder.op(kind, [x], {});
  binary = (kind: BinaryKind, x: ValueId, y: ValueId): ValueId => this.builder.op(kind, [x, y], {});
  splat = (value: number, shape: number[], dtype: DType = "f32"): ValueId =>
    this.builder.splat({ shape, dtype }, value);
  reshape = (x: ValueId, ...shape: number[]): ValueId => this.builder.op("reshape", [x], { shape });
  transpose = (x: ValueId, ...permutation: number[]): ValueId => this.builder.op("transpose", [x], { permutation });
  broadcast = (x: ValueId, shape: number[], dims: number[]): ValueId =>
    this.builder.op("broadcast_in_dim", [x], { shape, dims });
  sum = (x: ValueId, ...dims: number[]): ValueId => this.builder.op("reduce", [x], { reducer: "add", dims });
  dot = (x: ValueId, y: ValueId, attrs: Partial<DotAttrs>): ValueId =>
    this.builder.op("dot_general", [x, y], { lhsBatch: [], rhsBatch: [], lhsContract: [], rhsContract: [], ...attrs });
}

/** The ops that are left, as `kind attrs`, where `out` is the only output. */
function left(write: (words: Words) => ValueId): string[] {
  const words = new Words();
  const out = write(words);
  const graph: Graph = simplify(words.builder.finish([{ value: out, name: "out" }]));
  const text = (attrs: object): string => {
    const parts = Object.entries(attrs).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
    return parts.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join("");
  };
  return graph.ops.map(({ kind, attrs }) => (kind === "constant" ? "constant" : `${kind}${text(attrs)}`));
}

test("neutral elements, signs and reciprocals", () => {
  expect(left((w) => w.binary("multiply", w.splat(1, [3]), w.input(3)))).toEqual([]);
  expect(left((w) => w.binary("add", w.input(3), w.splat(0, [3])))).toEqual([]);
  expect(left((w) => w.unary("negate", w.unary("negate", w.input(3))))).toEqual([]);
  expect(left((w) => w.binary("add", w.input(3), w.unary("negate", w.input(3))))).toEqual(["subtract"]);
  expect(left((w) => w.binary("divide", w.input(3), w.splat(1, [3])))).toEqual([]);
  const timesReciprocal = (w: Words) =>
    w.binary("multiply", w.input(3), w.binary("divide", w.splat(1, [3]), w.input(3)));
  expect(left(timesReciprocal)).toEqual(["divide"]);
  expect(left((w) => w.binary("power", w.input(3), w.splat(2, [3])))).toEqual(["multiply"]);
});

test("equal ops are made once, whatever the order of commutative operands", () => {
  const twice = (w: Words) => {
    const [x, y] = [w.input(3), w.input(3)];
    return w.binary("subtract", w.binary("add", x, y), w.unary("tanh", w.binary("add", y, x)));
  };
  expect(left(twice)).toEqual(["add", "tanh", "subtract"]);
});

test("constants fold", () => {
  const splats = (w: Words) => w.binary("multiply", w.input(3), w.unary("exponential", w.splat(0, [3])));
  expect(left(splats)).toEqual([]);
  const large = (w: Words) => w.binary("multiply", w.splat(3, [1 << 20]), w.splat(2, [1 << 20]));
  expect(left(large)).toEqual(["constant"]);
});

test("views merge and cancel", () => {
  expect(left((w) => w.transpose(w.transpose(w.input(2, 3, 4), 1, 2, 0), 2, 0, 1))).toEqual([]);
  expect(left((w) => w.reshape(w.reshape(w.input(2, 3), 6), 3, 2))).toEqual(["reshape shape=[3,2]"]);
  expect(left((w) => w.transpose(w.input(2, 1, 3), 1, 0, 2))).toEqual(["reshape shape=[1,2,3]"]);
  expect(left((w) => w.broadcast(w.broadcast(w.input(3), [2, 3], [1]), [4, 2, 3], [1, 2]))).toEqual([
    "broadcast_in_dim shape=[4,2,3] dims=[2]",
  ]);
  expect(left((w) => w.broadcast(w.reshape(w.input(2), 2, 1), [2, 3], [0, 1]))).toEqual([
    "broadcast_in_dim shape=[2,3] dims=[0]",
  ]);
});

test("elementwise ops are done on the small side of a broadcast", () => {
  const write = (w: Words) => w.unary("exponential", w.broadcast(w.input(3), [2, 3], [1]));
  expect(left(write)).toEqual(["exponential", "broadcast_in_dim shape=[2,3] dims=[1]"]);
});

test("a sum of a broadcast is a multiple", () => {
  expect(left((w) => w.sum(w.broadcast(w.input(3), [2, 3], [1]), 0))).toEqual(["constant", "multiply"]);
});

test("a product with a transposed weight has no transpose", () => {
  const write = (w: Words) => {
    const weight = w.transpose(w.input(5, 7), 1, 0);
    return w.dot(w.input(3, 5), weight, { lhsContract: [1], rhsContract: [1] });
  };
  expect(left(write)).toEqual(["dot_general lhsContract=[1] rhsContract=[0]"]);
});

test("a batch dim that one side repeats is that side's no more", () => {
  const write = (w: Words) => {
    const repeated = w.broadcast(w.input(3, 5), [7, 3, 5], [1, 2]);
    return w.dot(repeated, w.input(7, 5), { lhsBatch: [0], rhsBatch: [0], lhsContract: [2], rhsContract: [1] });
  };
  expect(left(write)).toEqual(["dot_general lhsContract=[1] rhsContract=[1]"]);
});

test("a transposed product swaps its operands", () => {
  const write = (w: Words) =>
    w.transpose(w.dot(w.input(3, 5), w.input(5, 7), { lhsContract: [1], rhsContract: [0] }), 1, 0);
  expect(left(write)).toEqual(["dot_general lhsContract=[0] rhsContract=[1]"]);
});

test("a sum over a batch dim of a product is contracted", () => {
  const write = (w: Words) => {
    const product = w.dot(w.input(4, 3, 5), w.input(4, 5, 7), {
      lhsBatch: [0],
      rhsBatch: [0],
      lhsContract: [2],
      rhsContract: [1],
    });
    return w.sum(product, 0);
  };
  expect(left(write)).toEqual(["dot_general lhsContract=[0,2] rhsContract=[0,1]"]);
});

test("a sum of an outer product is a product of matrices", () => {
  const write = (w: Words) => {
    const [x, y] = [w.broadcast(w.input(3, 5), [3, 5, 7], [0, 1]), w.broadcast(w.input(5, 7), [3, 5, 7], [1, 2])];
    return w.sum(w.binary("multiply", x, y), 1);
  };
  expect(left(write)).toEqual(["dot_general lhsContract=[1] rhsContract=[0]"]);
});

test("a product with ones is a sum", () => {
  const write = (w: Words) => w.dot(w.input(3, 5), w.splat(1, [5]), { lhsContract: [1], rhsContract: [0] });
  expect(left(write)).toEqual(['reduce reducer="add" dims=[1]']);
});
