import { expect, test } from "vitest";
import { randomGraph } from "../../test/support/random-graph.ts";
import { seededRandom } from "../base/random.ts";
import { GraphBuilder } from "./builder.ts";
import { definingOps, type Graph, type ValueId } from "./graph.ts";
import { findKernels, type KernelOptions } from "./kernels.ts";
import { isView, type OpKind } from "./ops.ts";
import { numElements } from "./types.ts";

const f32 = (...shape: number[]) => ({ dtype: "f32" as const, shape });

/** Elements that the ops of kernels read and write, and the number of kernels. */
function traffic(graph: Graph, options: KernelOptions = {}) {
  let [read, written, launches] = [0, 0, 0];
  findKernels(graph, options).forEach((ports, index) => {
    if (!ports) return;
    const { operands, results } = graph.ops[index];
    const moved = (values: readonly ValueId[], times: readonly number[]): number =>
      values.reduce((sum, value, position) => sum + times[position] * numElements(graph.types[value].shape), 0);
    read += moved(operands, ports.reads);
    written += moved(results, ports.writes);
    launches += ports.launches ?? 0;
  });
  return { read, written, launches };
}

const product = (b: GraphBuilder, lhs: ValueId, rhs: ValueId): ValueId =>
  b.op("dot_general", [lhs, rhs], { lhsBatch: [], rhsBatch: [], lhsContract: [1], rhsContract: [0] });
const along = (b: GraphBuilder, row: ValueId, ...shape: number[]): ValueId =>
  b.op("broadcast_in_dim", [row], { shape, dims: [0] });
const sum = (b: GraphBuilder, x: ValueId, ...dims: number[]): ValueId => b.op("reduce", [x], { reducer: "add", dims });

test("a softmax is one kernel that reads its input once and writes its result", () => {
  const b = new GraphBuilder("softmax");
  const x = b.input("x", f32(8, 100));
  const most = b.op("reduce", [x], { reducer: "maximum", dims: [1] });
  const powers = b.op("exponential", [b.op("subtract", [x, along(b, most, 8, 100)], {})], {});
  const y = b.op("divide", [powers, along(b, sum(b, powers, 1), 8, 100)], {});
  const graph = b.finish([{ value: y, name: "y" }]);
  expect(traffic(graph)).toEqual({ read: 800, written: 800, launches: 1 });
  // A compiler of loops reads the input for the maximum, again for the sum, and again for the result.
  expect(traffic(graph, { rows: false })).toEqual({ read: 3 * 800 + 3 * 8, written: 800 + 2 * 8, launches: 3 });
});

test("rows that are too long for fast memory are read again after each reduction", () => {
  const long = 100_000;
  const b = new GraphBuilder("long rows");
  const x = b.input("x", f32(2, long));
  const y = b.op("subtract", [x, along(b, sum(b, x, 1), 2, long)], {});
  // A kernel for the sums and one for the difference; both read x.
  expect(traffic(b.finish([{ value: y, name: "y" }]))).toEqual({
    read: 4 * long + 2,
    written: 2 * long + 2,
    launches: 2,
  });
});

test("bias and activation between two products are one kernel; what a later product separates is kept", () => {
  const b = new GraphBuilder("mlp");
  const [x, w, v, bias] = [f32(16, 32), f32(32, 64), f32(64, 32), f32(64)].map((type, i) => b.input(`x${i}`, type));
  const biased = b.op("add", [product(b, x, w), b.op("broadcast_in_dim", [bias], { shape: [16, 64], dims: [1] })], {});
  const hidden = b.op("tanh", [biased], {});
  const y = product(b, hidden, v);
  const graph = b.finish([{ value: y, name: "y" }]);
  expect(traffic(graph)).toEqual({ read: 16 * 64 + 64, written: 16 * 64, launches: 1 });
  const both = b.op(
    "multiply",
    [biased, b.op("broadcast_in_dim", [sum(b, y, 0, 1)], { shape: [16, 64], dims: [] })],
    {},
  );
  const kept = traffic(b.finish([{ value: both, name: "z" }]));
  // The first kernel writes the sum with the bias too; the sum of y and the last kernel come to it.
  expect(kept.written).toBe(16 * 64 * 2 + 1 + 16 * 64);
  expect(kept.launches).toBe(3);
});

test("a sum over columns is a kernel of its own", () => {
  const b = new GraphBuilder("bias gradient");
  const x = b.input("x", f32(16, 64));
  const twice = b.op("add", [x, x], {});
  const graph = b.finish([
    { value: twice, name: "twice" },
    { value: sum(b, twice, 0), name: "sums" },
  ]);
  expect(traffic(graph).launches).toBe(2);
});

test("on random graphs, what kernels read was written, and they move no more than their ops one by one", () => {
  const random = seededRandom(5);
  for (let round = 0; round < 100; round++) {
    const graph = randomGraph(random, { numOps: 24 });
    const definers = definingOps(graph);
    const ports = findKernels(graph);
    const isConstant = graph.types.map(() => true);
    for (const { value } of graph.inputs) isConstant[value] = false;
    for (const { operands, results } of graph.ops)
      if (operands.some((operand) => !isConstant[operand])) for (const result of results) isConstant[result] = false;
    /** The value of which `value` is a view that no kernel writes. */
    const sourceOf = (value: ValueId): ValueId => {
      const { kind, operands } = graph.ops[definers[value]] ?? {};
      const isBegin = (kind === "slice" || kind === "pad") && graph.types[value].shape.length === 1;
      const mayBeView = isView(kind) || kind === "transpose" || isBegin;
      return mayBeView && ports[definers[value]]?.writes[0] === 0 ? sourceOf(operands[0]) : value;
    };
    const isInMemory = (value: ValueId): boolean => {
      const source = sourceOf(value);
      const definer = definers[source];
      if (definer < 0 || isConstant[source] || !ports[definer]) return true;
      return ports[definer].writes[graph.ops[definer].results.indexOf(source)] === 1;
    };
    graph.ops.forEach(({ operands, kind }, index) => {
      const own = ports[index];
      operands.forEach((operand, position) => {
        if (own && own.reads[position] === 0) return;
        expect(isInMemory(operand), `round ${round}: operand ${position} of ${kind}.${index}`).toBe(true);
      });
      for (const times of own?.writes ?? []) expect(times === 0 || times === 1).toBe(true);
    });
    for (const { value, name } of graph.outputs) expect(isInMemory(value), `round ${round}: ${name}`).toBe(true);
    const isFree = (kind: OpKind): boolean => isView(kind) || kind === "constant" || kind === "iota";
    const oneByOne = graph.ops.reduce((total, { kind, operands, results }, index) => {
      const values = isFree(kind) || !ports[index] ? [] : [...operands, ...results];
      return values.reduce((moved, value) => moved + numElements(graph.types[value].shape), total);
    }, 0);
    const { read, written } = traffic(graph);
    expect(read + written, `round ${round}`).toBeLessThanOrEqual(oneByOne);
  }
});
