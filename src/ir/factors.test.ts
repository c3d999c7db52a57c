import { expect, test } from "vitest";
import { randomData, randomInputs } from "../../test/support/random-data.ts";
import { graphKinds, randomGraph } from "../../test/support/random-graph.ts";
import { seededRandom } from "../base/random.ts";
import { decode } from "./evaluate/data.ts";
import { evaluateGraph, evaluateOp } from "./evaluate.ts";
import type { Graph, Op } from "./graph.ts";
import { factorRule, inferTypes, localizeAttrs } from "./table.ts";
import { isFloat, numElements, type TensorData, type TensorType } from "./types.ts";
import { verifyGraph } from "./verify.ts";

const graphsPerKind = 25;

/** Every op of `kind` in many random graphs grown from that kind. */
function* instances(): Generator<[string, Graph, Op]> {
  for (const [index, kind] of graphKinds.entries()) {
    for (let count = 0; count < graphsPerKind; count++) {
      const graph = randomGraph(seededRandom(1000 * index + count), { kinds: [kind], numOps: 3 });
      for (const op of graph.ops) if (op.kind === kind) yield [`${kind} in graph ${1000 * index + count}`, graph, op];
    }
  }
}

test("random graphs obey the verifier and cover every kind", () => {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 200; seed++) {
    const graph = randomGraph(seededRandom(seed));
    verifyGraph(graph);
    for (const op of graph.ops) seen.set(op.kind, (seen.get(op.kind) ?? 0) + 1);
  }
  expect(graphKinds.filter((kind) => (seen.get(kind) ?? 0) < 5)).toEqual([]);
});

test("the sizes of a dim's factors multiply to the dim, and only its first factor can be split", () => {
  const kinds = new Set<string>();
  for (const [where, graph, op] of instances()) {
    kinds.add(op.kind);
    const rule = factorRule(graph, op);
    const sides: [readonly number[], typeof rule.operands][] = [
      [op.operands, rule.operands],
      [op.results, rule.results],
    ];
    for (const [values, placed] of sides) {
      expect(placed.length, where).toBe(values.length);
      values.forEach((value, position) => {
        const sizes = placed[position].map((factors) => numElements(factors.map((f) => rule.factors[f].size)));
        expect(sizes, where).toEqual(graph.types[value].shape);
        const minor = placed[position].flatMap((factors) => factors.slice(1));
        expect(
          minor.filter((factor) => rule.factors[factor].kind !== "whole"),
          where,
        ).toEqual([]);
      });
    }
    const inResults = rule.results.flat(2);
    expect(
      inResults.filter((factor) => rule.factors[factor].kind === "reduction"),
      where,
    ).toEqual([]);
    for (const factor of rule.factors.keys()) {
      const uses = [...rule.operands, ...rule.results].flat(2).filter((used) => used === factor);
      expect(uses.length, `${where}: factor ${factor} is used`).toBeGreaterThan(0);
    }
    for (const set of rule.linear) expect(Math.max(...set), where).toBeLessThan(op.operands.length);
  }
  expect(kinds.size).toBe(graphKinds.length);
});

test("localized ops have the local result types, for random splits of the factors", () => {
  const random = seededRandom(7);
  for (const [where, graph, op] of instances()) {
    const rule = factorRule(graph, op);
    const parts = rule.factors.map(({ size, kind }) => {
      const divisors = Array.from({ length: size }, (_, index) => index + 1).filter((part) => size % part === 0);
      return kind === "whole" ? 1 : random.pick(divisors);
    });
    const local = (value: number, dims: readonly (readonly number[])[]): TensorType => ({
      dtype: graph.types[value].dtype,
      shape: graph.types[value].shape.map((size, dim) => size / numElements(dims[dim].map((factor) => parts[factor]))),
    });
    const operands = op.operands.map((value, position) => local(value, rule.operands[position]));
    const results = op.results.map((value, position) => local(value, rule.results[position]));
    expect(inferTypes(op.kind, operands, localizeAttrs(op, operands, results)), where).toEqual(results);
  }
});

/** Elementwise a + b or a − b in the dtype's own arithmetic. */
function combine(kind: "add" | "subtract", type: TensorType, a: TensorData, b: TensorData): TensorData {
  const op = { kind, attrs: {}, operands: [0, 1], results: [2] } as const;
  return evaluateOp(op, [type, type], [type], [a, b])[0];
}

test("in its linear sets an op of terms is the sum of the op of each term", () => {
  const random = seededRandom(11);
  const checked = new Set<string>();
  for (const [where, graph, op] of instances()) {
    const { linear } = factorRule(graph, op);
    const types = op.operands.map((value) => graph.types[value]);
    const results = op.results.map((value) => graph.types[value]);
    if (linear.length === 0 || results.some(({ dtype }) => dtype === "i1")) continue;
    const everyOperand = { ...graph, outputs: op.operands.map((value) => ({ value, name: "" })) };
    const operands = evaluateGraph(everyOperand, randomInputs(random, graph));
    for (const set of linear) {
      const first = operands.map((data, index) => (set.includes(index) ? randomData(random, types[index]) : data));
      const second = operands.map((data, index) =>
        set.includes(index) ? combine("subtract", types[index], data, first[index]) : data,
      );
      const [whole, a, b] = [operands, first, second].map((data) => evaluateOp(op, types, results, data)[0]);
      const sum = decode(combine("add", results[0], a, b), results[0].dtype);
      const want = decode(whole, results[0].dtype);
      const scale = Math.max(1, ...want.map(Math.abs), ...decode(a, results[0].dtype).map(Math.abs));
      const tolerance = isFloat(results[0].dtype) ? 1e-5 * scale : 0;
      const wrong = want.findIndex((x, index) => !(Math.abs(x - sum[index]) <= tolerance));
      if (wrong >= 0) expect.fail(`${where}, set [${set}], element ${wrong}: ${want[wrong]} is not ${sum[wrong]}`);
      checked.add(op.kind);
    }
  }
  expect([...checked].sort()).toEqual(
    [
      ...["add", "broadcast_in_dim", "concatenate", "convert", "convolution", "divide", "dot_general", "gather"],
      ...["multiply", "negate", "pad", "reduce", "reshape", "reverse", "scatter", "select", "shift_left", "slice"],
      ...["subtract", "transpose"],
    ].sort(),
  );
});
