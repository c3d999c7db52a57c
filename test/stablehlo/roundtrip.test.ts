/** @file The text of `printGraph` is read back as an equal Graph, apart from dead ops. */
import { expect, test } from "vitest";
import { conv } from "../../examples/conv.ts";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { moe } from "../../examples/moe.ts";
import { seededRandom } from "../../src/base/random.ts";
import { type AnyExample, exampleSpecs } from "../../src/frontends/jaxjs/example.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import { importGraph } from "../../src/frontends/stablehlo/import.ts";
import { parseModule } from "../../src/frontends/stablehlo/parse.ts";
import { decode } from "../../src/ir/evaluate/data.ts";
import { evaluateGraph, evaluateOp } from "../../src/ir/evaluate.ts";
import type { Graph, Op } from "../../src/ir/graph.ts";
import { printGraph } from "../../src/ir/print.ts";
import { removeDeadCode } from "../../src/ir/rewrites/dead-code.ts";
import { dtypes } from "../../src/ir/types.ts";
import { graphKinds, randomGraph } from "../support/random-graph.ts";

/**
 * The graph in the normal form of the text: constants rounded to their type, scalars as splats, batching dims in the
 * order of the operand's dims, values numbered from the inputs on.
 */
function normalized(graph: Graph): Graph {
  const ops = graph.ops.map((op): Op => {
    if (op.kind === "gather")
      return { ...op, attrs: sortedPairs(op.attrs, "operandBatchingDims", "startIndicesBatchingDims") };
    if (op.kind === "scatter")
      return { ...op, attrs: sortedPairs(op.attrs, "inputBatchingDims", "scatterIndicesBatchingDims") };
    if (op.kind !== "constant") return op;
    const { type, data } = op.attrs;
    if ("dense" in data && type.shape.length > 0) return op;
    const scalar = { ...op, attrs: { type: { ...type, shape: [] }, data } } as Op;
    const [element] = evaluateOp(scalar, [], [{ ...type, shape: [] }], []);
    return { ...op, attrs: { type, data: { splat: Number(decode(element, type.dtype)[0]) } } };
  });
  // The extra type makes removeDeadCode renumber all values.
  return removeDeadCode({ ...graph, ops, types: [...graph.types, { shape: [], dtype: "f32" }] });
}

/** Sorts two attribute lists that correspond element by element, in the order of the first. */
function sortedPairs<K extends string, A extends Readonly<Record<K, readonly number[]>>>(
  attrs: A,
  first: K,
  second: K,
): A {
  const order = [...attrs[first].keys()].sort((a, b) => attrs[first][a] - attrs[first][b]);
  const ordered = (key: K) => order.map((at) => attrs[key][at]);
  return { ...attrs, [first]: ordered(first), [second]: ordered(second) };
}

function expectRoundTrip(graph: Graph): void {
  const text = printGraph(graph);
  const { graph: read, notes } = importGraph(parseModule(text));
  expect(notes).toEqual([]);
  expect(normalized(read), text.slice(0, 4000)).toEqual(normalized(graph));
}

const examples: readonly [AnyExample, batch: number][] = [
  [mlp({ hidden: 32, layers: 3 }), 8],
  [gpt({ layers: 1, hidden: 16, heads: 2, seq: 8 }), 2],
  [moe({ layers: 1, hidden: 16, heads: 2, seq: 8, experts: 4 }), 2],
  [conv({ channels: [4, 8] }), 2],
];

test.each(examples)("the train step of example %# is read back", (example, batch) => {
  expectRoundTrip(traceJaxjs(example.trainStep as never, exampleSpecs(example, batch)).graph);
});

// Loops of a known number of steps are unrolled by the reader.
const kinds = graphKinds.filter((kind) => kind !== "while");

test("random graphs over all ops are read back", () => {
  for (let seed = 0; seed < 150; seed++) expectRoundTrip(randomGraph(seededRandom(seed), { numOps: 20, kinds }));
});

test("loops until something is computed are read back", () => {
  const text = `func.func @main(%x: tensor<4xf32>, %i: tensor<i32>) -> tensor<4xf32> {
    %n = stablehlo.add %i, %i : tensor<i32>
    %r:2 = stablehlo.while(%k = %i, %a = %x) : tensor<i32>, tensor<4xf32>
      cond {
        %p = stablehlo.compare LT, %k, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
        stablehlo.return %p : tensor<i1>
      } do {
        %s:2 = stablehlo.while(%j = %k, %b = %a) : tensor<i32>, tensor<4xf32>
          cond {
            %q = stablehlo.compare LT, %j, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
            stablehlo.return %q : tensor<i1>
          } do {
            %one = stablehlo.constant dense<1> : tensor<i32>
            %next = stablehlo.add %j, %one : tensor<i32>
            %c = stablehlo.add %b, %x : tensor<4xf32>
            stablehlo.return %next, %c : tensor<i32>, tensor<4xf32>
          }
        %one = stablehlo.constant dense<1> : tensor<i32>
        %next = stablehlo.add %k, %one : tensor<i32>
        stablehlo.return %next, %s#1 : tensor<i32>, tensor<4xf32>
      }
    return %r#1 : tensor<4xf32> }`;
  const { graph } = importGraph(parseModule(text));
  // 5 to 9: 5 + 4 + 3 + 2 + 1 additions.
  expect(evaluateGraph(graph, [Float32Array.of(1, 2, 3, 4), Int32Array.of(5)])[0]).toEqual(
    Float32Array.of(16, 32, 48, 64),
  );
  const printed = printGraph(graph);
  expect(printGraph(importGraph(parseModule(printed)).graph)).toBe(printed);
});

test.each(dtypes.filter((dtype) => dtype !== "i1"))("random graphs in %s are read back", (dtype) => {
  for (let seed = 0; seed < 15; seed++) expectRoundTrip(randomGraph(seededRandom(seed), { dtypes: [dtype], kinds }));
});
