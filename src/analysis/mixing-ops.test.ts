import { describe, expect, test } from "vitest";
import { build, dot, mixingOps, passesOf, splitAndCheck } from "../../test/support/split-graph.ts";
import type { GraphBuilder } from "../ir/builder.ts";
import type { ValueId } from "../ir/graph.ts";
import { splitNotice } from "./microbatch.ts";

describe("ops that mix the examples run once, on the whole batch", () => {
  /** The gradient of a few layers, so that most of the step is computed per example. */
  const layers = (b: GraphBuilder, x: ValueId, w: ValueId): ValueId => {
    let y = dot(b, x, w, 1, 0);
    for (let layer = 0; layer < 6; layer++) y = b.op("tanh", [dot(b, dot(b, y, w, 1, 1), w, 1, 0)], {});
    return dot(b, x, y, 0, 0);
  };

  test.each(mixingOps)("%s", (_, _message, body) => {
    const step = splitAndCheck(build((b, x, w) => ({ out: body(b, x, w), gradient: layers(b, x, w) })));
    expect(step.prologue).toEqual([]);
    expect(step.batchOutputs).toEqual([]);
  });

  test("and each microbatch reads its slice of their results", () => {
    const graph = build((b, x, w) => {
      const reversed = b.op("reverse", [b.op("tanh", [x], {})], { dims: [0] });
      return { out: b.op("add", [x, reversed], {}), gradient: dot(b, x, b.op("multiply", [reversed, x], {}), 0, 0), w };
    });
    const step = splitAndCheck(graph, 4, [-1, -1, 1]);
    expect(splitNotice(step)).toBe(
      "4 microbatches: a pass over the batch before the main one, for batch totals that examples need (scatter.7): " +
        "16 % more operations; reverse reverses the order of the batch, so it runs once, on the whole batch of 192 B",
    );
    expect(passesOf(step)).toEqual([[expect.arrayContaining(["tanh", "scatter"]), ["reverse"]]]);
    expect(step.batchOutputs).toEqual([{ output: 0, dim: 0 }]);
  });

  test("booleans are joined too", () => {
    splitAndCheck(
      build((b, x, w) => {
        const isPositive = b.op("compare", [x, b.splat(b.typeOf(x), 0)], { direction: "GT" });
        return { out: b.op("reverse", [isPositive], { dims: [0] }), gradient: layers(b, x, w) };
      }),
    );
  });
});
