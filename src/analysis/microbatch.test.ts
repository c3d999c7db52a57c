import { describe, expect, test } from "vitest";
import { randomBatchGraph, randomInputs } from "../../test/support/random-batch-graph.ts";
import {
  batchFirst,
  build,
  dot,
  kinds,
  maxError,
  mixingOps,
  noState,
  passesOf,
  scale,
  splitAndCheck,
  spread,
  sumOver,
} from "../../test/support/split-graph.ts";
import { Unsupported } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import { verifyGraph } from "../ir/verify.ts";
import { evaluateStep } from "./evaluate-step.ts";
import { splitMicrobatches } from "./microbatch.ts";
import type { Step } from "./step.ts";

describe("the boundary between accumulate and update", () => {
  test("SGD on a mean: the loss and the gradient are summed, the update runs once", () => {
    const graph = build((b, x, w) => {
      const y = b.op("tanh", [dot(b, x, w, 1, 0)], {});
      const gradient = scale(b, dot(b, x, y, 0, 0), 1 / 16);
      const loss = scale(b, sumOver(b, b.op("multiply", [y, y], {}), 0, 1), 1 / 16);
      return { w: b.op("subtract", [w, scale(b, gradient, 0.1)], {}), loss };
    });
    const step = splitAndCheck(graph);
    expect(step.numPrologueOps).toBe(0);
    expect(kinds(step, 0, step.numAccumulateOps).sort()).toEqual([
      "dot_general",
      "dot_general",
      "multiply",
      "reduce",
      "tanh",
    ]);
    expect(step.accumulated.map((value) => step.graph.types[value].shape)).toEqual([[3, 2], []]);
  });

  test("clipping by the global norm runs in the update", () => {
    const graph = build((b, x, w) => {
      const gradient = dot(b, x, dot(b, x, w, 1, 0), 0, 0);
      const norm = b.op("sqrt", [sumOver(b, b.op("multiply", [gradient, gradient], {}), 0, 1)], {});
      return { w: b.op("subtract", [w, b.op("divide", [gradient, spread(b, norm, w)], {})], {}) };
    });
    const step = splitAndCheck(graph);
    expect(kinds(step, 0, step.numAccumulateOps)).toEqual(["dot_general", "dot_general"]);
    expect(step.accumulated).toHaveLength(1);
  });

  test("terms are carried through a linear op that makes them smaller", () => {
    const graph = build((b, x, w) => {
      const outer = dot(b, x, x, 0, 0); // [3, 3] from [8, 3]
      return { out: b.op("tanh", [dot(b, outer, w, 1, 0)], {}) }; // [3, 2]
    });
    const step = splitAndCheck(graph);
    expect(step.accumulated.map((value) => step.graph.types[value].shape)).toEqual([[3, 2]]);
  });

  test("half-precision terms are widened before they are summed", () => {
    const builder = new GraphBuilder("step");
    const x = builder.input("x", { shape: [8, 3], dtype: "bf16" });
    const wide = builder.op("convert", [sumOver(builder, x, 0)], { dtype: "f32" });
    const graph = builder.finish([{ name: "out", value: builder.op("tanh", [wide], {}) }]);
    const step = splitMicrobatches(graph, { batchInputs: batchFirst, microbatches: 2, stateOf: [-1] });
    expect(step.accumulated.map((value) => step.graph.types[value].dtype)).toEqual(["f32"]);
  });

  test("values that do not depend on the batch are computed in every section that reads them", () => {
    const graph = build((b, x, w) => {
      const half = b.op("tanh", [w], {});
      return { w: b.op("add", [half, dot(b, x, dot(b, x, half, 1, 0), 0, 0)], {}), y: dot(b, x, half, 1, 0) };
    });
    const step = splitAndCheck(graph);
    expect(kinds(step, 0, step.numAccumulateOps).filter((kind) => kind === "tanh")).toHaveLength(1);
    expect(kinds(step, step.numAccumulateOps, step.graph.ops.length)).toEqual(["tanh", "add"]);
    expect(step.batchOutputs).toEqual([{ output: 1, dim: 0 }]);
  });

  test("zeros, broadcasts and reshapes of the batch's shape are computed slice by slice", () => {
    const graph = build((b, x, w) => {
      const flat = b.op("reshape", [b.op("maximum", [x, b.splat(b.typeOf(x), 0)], {})], { shape: [24] });
      const y = dot(b, b.op("reshape", [flat], { shape: [8, 3] }), w, 1, 0);
      const row = b.op("reshape", [b.op("slice", [w], { start: [0, 0], limit: [1, 2], strides: [1, 1] })], {
        shape: [2],
      });
      return { loss: sumOver(b, b.op("multiply", [y, spread(b, row, y, 1)], {}), 0, 1) };
    });
    expect(splitAndCheck(graph).accumulated).toHaveLength(1);
  });

  test("scatter-add over the batch (an embedding's gradient)", () => {
    const builder = new GraphBuilder("step");
    const tokens = builder.input("tokens", { shape: [6], dtype: "i32" });
    const rows = builder.input("rows", { shape: [6, 2], dtype: "f64" });
    const attrs = {
      updateWindowDims: [1],
      insertedWindowDims: [0],
      inputBatchingDims: [],
      scatterIndicesBatchingDims: [],
      scatterDimsToOperandDims: [0],
      indexVectorDim: 1,
      reducer: "add",
    } as const;
    const zeros = builder.splat({ shape: [4, 2], dtype: "f64" }, 0);
    const graph = builder.finish([{ name: "out", value: builder.op("scatter", [zeros, tokens, rows], attrs) }]);
    const batchInputs = [
      { input: 0, dim: 0 },
      { input: 1, dim: 0 },
    ];
    const step = splitMicrobatches(graph, { batchInputs, microbatches: 3, stateOf: [-1] });
    const inputs = [Int32Array.of(0, 3, 1, 3, 3, 0), Float64Array.from({ length: 12 }, (_, i) => i)];
    expect(evaluateStep(step, inputs)).toEqual(evaluateGraph(graph, inputs));
  });

  test("constant rows that are the same in every microbatch", () => {
    const graph = build((b, x) => {
      const dense = Float64Array.from({ length: 24 }, (_, i) => i % 6);
      const rows = b.op("constant", [], { type: b.typeOf(x), data: { dense } });
      return { out: sumOver(b, b.op("multiply", [x, rows], {}), 0) };
    });
    expect(splitAndCheck(graph).accumulated).toHaveLength(1);
  });

  test("one microbatch never fails, whatever the graph does to the batch", () => {
    const graph = build((b, x) => ({ out: b.op("reverse", [x], { dims: [0] }), mean: sumOver(b, x, 0) }));
    const step = splitMicrobatches(graph, { batchInputs: batchFirst, microbatches: 1, stateOf: [-1, -1] });
    expect(step.graph).toEqual(graph);
    expect(step.numAccumulateOps).toBe(graph.ops.length);
  });
});

/** Mean of x·x over the examples whose mask (0 or 1) is set, and its gradient with respect to a scale of x. */
function maskedMean(): Graph {
  return build((b, x, w) => {
    const mask = b.op("slice", [x], { start: [0, 0], limit: [8, 1], strides: [1, 1] });
    const weights = b.op("logistic", [b.op("reshape", [mask], { shape: [8] })], {});
    const count = b.op("maximum", [sumOver(b, weights, 0), b.splat({ shape: [], dtype: "f64" }, 1)], {});
    const share = b.op("divide", [weights, spread(b, count, weights)], {});
    const y = dot(b, x, w, 1, 0);
    const gradient = dot(b, x, b.op("multiply", [y, spread(b, share, y, 0)], {}), 0, 0);
    return { w: b.op("subtract", [w, gradient], {}), count };
  });
}

describe("batch totals that flow back into the per-example part", () => {
  test("a masked mean's denominator is summed in a prologue", () => {
    const step = splitAndCheck(maskedMean(), 4, [1, -1]);
    expect(passesOf(step)).toEqual([
      [
        ["slice", "reshape", "logistic", "reduce"],
        ["constant", "maximum"],
      ],
    ]);
    expect(step.accumulated.map((value) => step.graph.types[value].shape)).toEqual([[], [3, 2]]);
  });

  test("statistics of activations are computed in a pass of their own, whether or not weights are state", () => {
    const graph = build((b, x, w) => {
      const y = dot(b, x, w, 1, 0);
      const mean = scale(b, sumOver(b, y, 0), 1 / 8);
      return { y: b.op("subtract", [y, spread(b, mean, y, 1)], {}), w };
    });
    const step = splitAndCheck(graph, 4, [-1, 1]);
    expect(passesOf(step)).toEqual([
      [
        ["dot_general", "reduce"],
        ["constant", "multiply"],
      ],
    ]);
    expect(splitAndCheck(graph).graph).toEqual(step.graph);
  });

  test("totals of totals run in passes one after another", () => {
    const graph = build((b, x, w) => {
      const centered = b.op("subtract", [x, spread(b, scale(b, sumOver(b, x, 0), 1 / 8), x, 1)], {});
      const variance = scale(b, sumOver(b, b.op("multiply", [centered, centered], {}), 0), 1 / 8);
      return { y: b.op("divide", [centered, spread(b, variance, x, 1)], {}), w };
    });
    const step = splitAndCheck(graph, 4, [-1, 1]);
    expect(passesOf(step)).toEqual([
      [["reduce"], ["constant", "multiply"]],
      [
        ["broadcast_in_dim", "subtract", "multiply", "reduce"],
        ["constant", "multiply"],
      ],
    ]);
  });

  test("a loss that is not a sum over the batch: its gradient is scaled by the total", () => {
    const graph = build((b, x, w) => {
      const y = dot(b, x, w, 1, 0);
      const loss = b.op("sqrt", [sumOver(b, b.op("multiply", [y, y], {}), 0, 1)], {});
      const slope = b.op("divide", [b.splat({ shape: [], dtype: "f64" }, 1), loss], {});
      const gradient = dot(b, x, b.op("multiply", [y, spread(b, slope, y)], {}), 0, 0);
      return { w: b.op("subtract", [w, gradient], {}), loss };
    });
    const step = splitAndCheck(graph, 4, [1, -1]);
    expect(passesOf(step)[0][1]).toEqual(["sqrt", "constant", "divide"]);
  });
});

describe("values computed from the whole batch", () => {
  test.each(["maximum", "minimum", "multiply"] as const)("its %s is combined as such", (reducer) => {
    const step = splitAndCheck(build((b, x) => ({ out: b.op("reduce", [x], { reducer, dims: [0] }) })));
    expect(step.accumulated.map((value) => step.reducers.get(value))).toEqual([reducer]);
    expect(step.prologue).toEqual([]);
  });

  test.each(["and", "or"] as const)("whether %s holds is combined as such", (reducer) => {
    const step = splitAndCheck(
      build((b, x) => {
        const isPositive = b.op("compare", [x, b.splat(b.typeOf(x), 0)], { direction: "GT" });
        return { out: b.op("reduce", [isPositive], { reducer, dims: [0] }) };
      }),
    );
    expect(step.accumulated.map((value) => step.reducers.get(value))).toEqual([reducer]);
  });
});

describe("ops that depend on the position in the batch", () => {
  test("an index over the batch counts from the microbatch's first example", () => {
    const step = splitAndCheck(
      build((b, x) => ({ out: b.op("add", [x, b.op("iota", [], { type: b.typeOf(x), dim: 0 })], {}) })),
    );
    expect(step.graph.ops.some(({ kind }) => kind === "microbatch_id")).toBe(true);
    expect(step.batchOutputs).toEqual([{ output: 0, dim: 0 }]);
  });

  test("a constant with different rows for every microbatch is sliced", () => {
    const dense = Float64Array.from({ length: 24 }, (_, i) => i);
    const step = splitAndCheck(
      build((b, x) => {
        const rows = b.op("constant", [], { type: b.typeOf(x), data: { dense } });
        return { out: sumOver(b, b.op("multiply", [x, rows], {}), 0) };
      }),
    );
    expect(kinds(step, 0, step.numAccumulateOps)).toContain("gather");
  });

  test("rows that are read and written by their own index are split", () => {
    const rowwise = (b: GraphBuilder, x: ValueId) => {
      const { shape } = b.typeOf(x);
      const positions = b.op("iota", [], { type: { shape, dtype: "i32" }, dim: 1 });
      return b.emit("sort", [x, positions], { dim: 1 });
    };
    const attrs = { indexVectorDim: 2 };
    const step = splitAndCheck(
      build((b, x) => {
        const [sorted, order] = rowwise(b, x);
        const back = b.op("scatter", [b.splat(b.typeOf(x), 0), order, sorted], {
          updateWindowDims: [],
          insertedWindowDims: [1],
          inputBatchingDims: [0],
          scatterIndicesBatchingDims: [0],
          scatterDimsToOperandDims: [1],
          reducer: "add",
          ...attrs,
        });
        const taken = b.op("gather", [x, order], {
          offsetDims: [],
          collapsedSliceDims: [1],
          operandBatchingDims: [0],
          startIndicesBatchingDims: [0],
          startIndexMap: [1],
          sliceSizes: [1, 1],
          ...attrs,
        });
        return { back, taken };
      }),
    );
    expect(step.batchOutputs).toHaveLength(2);
    expect(step.accumulated).toEqual([]);
  });
});

describe("refusals name the op", () => {
  test.each(mixingOps)("%s", (_, message, body) => {
    const graph = build((b, x, w) => ({ out: body(b, x, w) }));
    const split = () => splitMicrobatches(graph, { batchInputs: batchFirst, microbatches: 4, stateOf: [-1] });
    expect(split).toThrow(Unsupported);
    expect(split).toThrow(message);
    expect(split).toThrow(/use 1 microbatch$/);
  });

  test("a step with most of its work on the whole batch", () => {
    const graph = build((b, x, w) => {
      const grouped = b.op("reshape", [b.op("tanh", [x], {})], { shape: [2, 4, 3] });
      const y = b.op("dot_general", [grouped, w], { lhsBatch: [], rhsBatch: [], lhsContract: [2], rhsContract: [0] });
      return { out: sumOver(b, b.op("tanh", [y], {}), 0, 1) };
    });
    expect(() => splitMicrobatches(graph, { batchInputs: batchFirst, microbatches: 4, stateOf: [-1] })).toThrow(
      "reshape.1: regroups the batch in 2 groups, which 4 microbatches do not divide, and 79 % of the step's work " +
        "depends on such ops, so the batch cannot be cut into microbatches here; use 1 microbatch",
    );
    splitAndCheck(graph, 2);
  });

  test("a total that takes too many passes", () => {
    const graph = build((b, x, w) => {
      let y = x;
      for (let layer = 0; layer < 60; layer++)
        y = b.op("tanh", [b.op("subtract", [y, spread(b, sumOver(b, y, 0), y, 1)], {})], {});
      return { out: sumOver(b, y, 0), w };
    });
    expect(() => splitMicrobatches(graph, { batchInputs: batchFirst, microbatches: 4, stateOf: [-1, 1] })).toThrow(
      /^subtract.\d+: reads a batch total that takes 60 passes over the batch one after another, \d+ times the step's ops/,
    );
  });

  test("another argument with the batch's size", () => {
    const builder = new GraphBuilder("step");
    const x = builder.input("x", { shape: [8], dtype: "f64" });
    const y = builder.input("labels", { shape: [8], dtype: "f64" });
    const graph = builder.finish([{ name: "out", value: builder.op("add", [x, y], {}) }]);
    expect(() => splitMicrobatches(graph, { batchInputs: batchFirst, microbatches: 2, stateOf: [-1] })).toThrow(
      /^labels: its dim 0 of size 8 meets the batch \(first read by add.0\), but it is not a batch argument/,
    );
  });

  test("a batch that does not divide, and no batch at all", () => {
    const graph = build((b, x) => ({ loss: sumOver(b, x, 0, 1) }));
    const split = (microbatches: number, batchInputs = batchFirst) =>
      splitMicrobatches(graph, { batchInputs, microbatches, stateOf: [-1] });
    expect(() => split(3)).toThrow("microbatches: batch 8 (dim 0 of x) does not divide by 3; use 1, 2, 4, 8");
    expect(() => split(0)).toThrow("microbatches: got 0; give an integer of 1 or more");
    expect(() => split(2, [])).toThrow(/no argument is a batch/);
    expect(() => split(2, [{ input: 0, dim: 2 }])).toThrow(/^x: has 2 dims, so dim 2 cannot be its batch/);
  });
});

describe("random graphs", () => {
  // ALPA_CASES=20000 tries more.
  test("microbatched = whole batch, or refused by name", () => {
    const count = Number(process.env.ALPA_CASES ?? 400);
    let [split, withPrologue] = [0, 0];
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const graph = randomBatchGraph(random, 12, 4 + random.int(16));
      const microbatches = random.pick([2, 3, 4, 6, 12]);
      const batchInputs = [
        { input: 0, dim: 0 },
        { input: 1, dim: 1 },
      ];
      let step: Step;
      try {
        step = splitMicrobatches(graph, { batchInputs, microbatches, stateOf: noState(graph) });
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
        continue;
      }
      split++;
      if (step.numPrologueOps > 0) withPrologue++;
      verifyGraph(step.graph);
      const inputs = randomInputs(graph, random);
      const error = maxError(evaluateStep(step, inputs), evaluateGraph(graph, inputs));
      expect(error, `seed ${seed}`).toBeLessThan(1e-8);
    }
    expect(split / count).toBeGreaterThan(0.5);
    expect(withPrologue / count).toBeGreaterThan(0.02);
  });

  test("one microbatch = the graph, whatever it does to its batch, of one example too", () => {
    const count = Number(process.env.ALPA_CASES ?? 400);
    let numUpdates = 0;
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const graph = randomBatchGraph(random, random.pick([1, 6]), 4 + random.int(16));
      const batchInputs = [
        { input: 0, dim: 0 },
        { input: 1, dim: 1 },
      ];
      const step = splitMicrobatches(graph, { batchInputs, microbatches: 1, stateOf: noState(graph) });
      verifyGraph(step.graph);
      const inputs = randomInputs(graph, random);
      const error = maxError(evaluateStep(step, inputs), evaluateGraph(graph, inputs));
      expect(error, `seed ${seed}`).toBe(0);
      if (step.numAccumulateOps < step.graph.ops.length) numUpdates++;
    }
    expect(numUpdates / count).toBeGreaterThan(0.3);
  });
});
