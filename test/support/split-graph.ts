/** @file Small graphs, split into microbatches and compared with the whole batch. */
import { expect } from "vitest";
import { evaluateStep } from "../../src/analysis/evaluate-step.ts";
import { splitMicrobatches } from "../../src/analysis/microbatch.ts";
import type { Step } from "../../src/analysis/step.ts";
import { seededRandom } from "../../src/base/random.ts";
import { GraphBuilder } from "../../src/ir/builder.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import type { Graph, ValueId } from "../../src/ir/graph.ts";
import type { TensorData } from "../../src/ir/types.ts";
import { verifyGraph } from "../../src/ir/verify.ts";
import { randomInputs } from "./random-batch-graph.ts";

export const noState = (graph: Graph) => graph.outputs.map(() => -1);

export function maxError(actual: readonly TensorData[], expected: readonly TensorData[]): number {
  let worst = 0;
  expected.forEach((data, i) => {
    let scale = 1;
    for (const x of data) if (Number.isFinite(Number(x))) scale = Math.max(scale, Math.abs(Number(x)));
    expect(actual[i].length).toBe(data.length);
    data.forEach((x, j) => {
      if (!Object.is(Number(actual[i][j]), Number(x))) {
        const difference = Math.abs(Number(actual[i][j]) - Number(x));
        worst = Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / scale);
      }
    });
  });
  return worst;
}

export const batchFirst = [{ input: 0, dim: 0 }];

/** Splits with input 0 as the batch (dim 0), checks against the whole batch, returns the step. */
export function splitAndCheck(graph: Graph, microbatches = 4, stateOf = noState(graph)): Step {
  const step = splitMicrobatches(graph, { batchInputs: batchFirst, microbatches, stateOf });
  verifyGraph(step.graph);
  const inputs = randomInputs(graph, seededRandom(7));
  expect(maxError(evaluateStep(step, inputs), evaluateGraph(graph, inputs))).toBeLessThan(1e-10);
  return step;
}

/** A graph over x [8, 3], w [3, 2] built by `body`, which returns named outputs. */
export function build(body: (b: GraphBuilder, x: ValueId, w: ValueId) => Record<string, ValueId>): Graph {
  const builder = new GraphBuilder("step");
  const x = builder.input("x", { shape: [8, 3], dtype: "f64" });
  const w = builder.input("w", { shape: [3, 2], dtype: "f64" });
  const outputs = body(builder, x, w);
  return builder.finish(Object.entries(outputs).map(([name, value]) => ({ name, value })));
}

export const dot = (b: GraphBuilder, x: ValueId, y: ValueId, lhsContract: number, rhsContract: number) =>
  b.op("dot_general", [x, y], { lhsBatch: [], rhsBatch: [], lhsContract: [lhsContract], rhsContract: [rhsContract] });
export const sumOver = (b: GraphBuilder, x: ValueId, ...dims: number[]) =>
  b.op("reduce", [x], { reducer: "add", dims });
export const scale = (b: GraphBuilder, x: ValueId, by: number) => b.op("multiply", [x, b.splat(b.typeOf(x), by)], {});
export const spread = (b: GraphBuilder, x: ValueId, like: ValueId, ...dims: number[]) =>
  b.op("broadcast_in_dim", [x], { shape: b.typeOf(like).shape, dims });
/** By pass of the prologue: the ops of its loop, and those that run once after it. */
export const passesOf = (step: Step) =>
  step.prologue.map(({ loopEnd, end }, pass) => [
    kinds(step, step.prologue[pass - 1]?.end ?? 0, loopEnd),
    kinds(step, loopEnd, end),
  ]);
export const kinds = (step: Step, begin: number, end: number) => step.graph.ops.slice(begin, end).map((op) => op.kind);

/** Ops that mix the examples of the batch, with the error message about each. */
export const mixingOps: [string, RegExp, (b: GraphBuilder, x: ValueId, w: ValueId) => ValueId][] = [
  ["sort", /^sort.0: sorts the examples/, (b, x) => b.op("sort", [x], { dim: 0 })],
  ["reverse", /^reverse.0: reverses the order/, (b, x) => b.op("reverse", [x], { dims: [0] })],
  [
    "slice",
    /^slice.0: takes some examples/,
    (b, x) => b.op("slice", [x], { start: [0, 0], limit: [4, 3], strides: [1, 1] }),
  ],
  ["concatenate", /^concatenate.0: joins the batch/, (b, x) => b.op("concatenate", [x, x], { dim: 0 })],
  [
    "pad",
    /^pad.1: pads the batch/,
    (b, x) =>
      b.op("pad", [x, b.splat({ shape: [], dtype: "f64" }, 0)], { low: [1, 0], high: [0, 0], interior: [0, 0] }),
  ],
  [
    "reshape behind another dim",
    /^reshape.1: regroups the batch with another dim/,
    (b, x) => b.op("reshape", [b.op("transpose", [x], { permutation: [1, 0] })], { shape: [24] }),
  ],
  [
    "reshape into few groups",
    /^reshape.0: regroups the batch in 2 groups, which 4 microbatches do not divide/,
    (b, x) => b.op("reshape", [x], { shape: [2, 12] }),
  ],
  ["every pair of examples", /^dot_general.0: combines every example with every other/, (b, x) => dot(b, x, x, 1, 1)],
  [
    "a term added to in one op",
    /^scatter.\d: adds a sum over the batch to another value/,
    (b, x, w) =>
      b.op("scatter", [b.op("transpose", [w], { permutation: [1, 0] }), b.splat({ shape: [8], dtype: "i32" }, 1), x], {
        updateWindowDims: [1],
        insertedWindowDims: [0],
        inputBatchingDims: [],
        scatterIndicesBatchingDims: [],
        scatterDimsToOperandDims: [0],
        indexVectorDim: 1,
        reducer: "add",
      }),
  ],
];
