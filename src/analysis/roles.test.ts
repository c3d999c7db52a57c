import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../ir/builder.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { findRoles } from "./roles.ts";
import { matchState } from "./state.ts";

/** Ports of the given names and shapes, outputs not connected to inputs by ops. */
function ports(inputs: Record<string, number[]>, outputs: Record<string, number[]>): Graph {
  const builder = new GraphBuilder("step");
  for (const [name, shape] of Object.entries(inputs)) builder.input(name, { shape, dtype: "f32" });
  return builder.finish(
    Object.entries(outputs).map(([name, shape]) => ({ name, value: builder.splat({ shape, dtype: "f32" }, 0) })),
  );
}

describe("state", () => {
  test("state in, state out under its own name", () => {
    const graph = ports(
      { "state.w": [3], "state.m": [3], "batch.x": [8], "batch.y": [8] },
      { "state.w": [3], "state.m": [3], loss: [] },
    );
    expect(matchState(graph, [{ input: 2, dim: 0 }])).toEqual([0, 1, -1]);
  });

  test("parameters and optimizer state in a list, in order", () => {
    const graph = ports(
      { "params[0].w": [3], "params[1].w": [4], "velocity[0].w": [3], "velocity[1].w": [4], x: [8] },
      { "out[0][0].w": [3], "out[0][1].w": [4], "out[1][0].w": [3], "out[1][1].w": [4], "out[2]": [] },
    );
    expect(matchState(graph, [{ input: 4, dim: 0 }])).toEqual([0, 1, 2, 3, -1]);
  });

  test("names decide between trees that look alike", () => {
    const graph = ports({ "params.w": [3], "mean.w": [3] }, { "mean.w": [3], "params.w": [3] });
    expect(matchState(graph, [])).toEqual([1, 0]);
  });

  test("the whole result may be the state; a learning rate is not taken for the loss", () => {
    expect(matchState(ports({ "params.w": [3], "params.b": [] }, { w: [3], b: [] }), [])).toEqual([0, 1]);
    expect(matchState(ports({ w: [3], rate: [] }, { "out[0]": [3], "out[1]": [] }), [])).toEqual([0, -1]);
  });

  test("a tree of another name is no state, though it looks like one", () => {
    expect(matchState(ports({ "params.w": [3] }, { "gradients.w": [3], loss: [] }), [])).toEqual([-1, -1]);
    expect(matchState(ports({ "params.w": [3] }, { "newParams.w": [3], loss: [] }), [])).toEqual([0, -1]);
    expect(matchState(ports({ "params2.w": [3] }, { "params.w": [3], loss: [] }), [])).toEqual([0, -1]);
  });

  test("other types or a batch argument are no state", () => {
    const graph = ports({ "params.w": [3], x: [8] }, { "params.w": [4], x: [8] });
    expect(matchState(graph, [{ input: 1, dim: 0 }])).toEqual([-1, -1]);
  });
});

/** SGD with momentum on a linear model; the momentum of `w` is also state, so is the step count. */
function momentumStep(batch = 8): Graph {
  const b = new GraphBuilder("step");
  const f32 = (...shape: number[]) => ({ shape, dtype: "f32" as const });
  const w = b.input("w", f32(3, 2));
  const m = b.input("m", f32(3, 2));
  const count = b.input("count", { shape: [], dtype: "i32" });
  const rate = b.input("rate", f32());
  const x = b.input("x", f32(batch, 3));
  const dot = (lhs: ValueId, rhs: ValueId, lhsContract: number, rhsContract: number) =>
    b.op("dot_general", [lhs, rhs], {
      lhsBatch: [],
      rhsBatch: [],
      lhsContract: [lhsContract],
      rhsContract: [rhsContract],
    });
  const y = dot(x, b.op("transpose", [w], { permutation: [1, 0] }), 1, 1);
  const gradient = b.op("transpose", [dot(y, x, 0, 0)], { permutation: [1, 0] });
  const momentum = b.op("add", [b.op("multiply", [m, b.splat(f32(3, 2), 0.9)], {}), gradient], {});
  const rates = b.op("broadcast_in_dim", [rate], { shape: [3, 2], dims: [] });
  const updated = b.op("subtract", [w, b.op("multiply", [momentum, rates], {})], {});
  const next = b.op("add", [count, b.splat({ shape: [], dtype: "i32" }, 1)], {});
  const loss = b.op("reduce", [y], { reducer: "add", dims: [0, 1] });
  return b.finish([
    { name: "w", value: updated },
    { name: "m", value: momentum },
    { name: "count", value: next },
    { name: "loss", value: loss },
  ]);
}

describe("roles", () => {
  const graph = momentumStep();
  const batchInputs = [{ input: 4, dim: 0 }];
  const stateOf = matchState(graph, batchInputs);

  test.each([1, 4])("with %d microbatches", (microbatches) => {
    const step = splitMicrobatches(graph, { batchInputs, microbatches, stateOf });
    const roles = findRoles(step);
    expect(roles.inputs).toEqual(["parameter", "optimizer", "optimizer", "other", "batch"]);
    expect(roles.outputs).toEqual(["parameter", "optimizer", "optimizer", "other"]);
    const gradients = roles.gradients.get(0)!;
    expect(gradients.map((value) => step.graph.types[value].shape)).toEqual(
      microbatches === 1
        ? [
            [2, 3],
            [3, 2],
          ]
        : [[2, 3]],
    );
    expect(gradients.every((value) => roles.values[value] === "gradient")).toBe(true);
    if (microbatches > 1) expect(step.accumulated).toContain(gradients[0]);
  });

  test("of a batch of one example", () => {
    const step = splitMicrobatches(momentumStep(1), { batchInputs, microbatches: 1, stateOf });
    expect(findRoles(step).inputs).toEqual(["parameter", "optimizer", "optimizer", "other", "batch"]);
  });
});
