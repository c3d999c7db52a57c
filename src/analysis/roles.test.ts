import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../ir/builder.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { findRoles } from "./roles.ts";
import { matchState } from "./state.ts";

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
    expect(gradients.map((value) => step.graph.types[value].shape)).toEqual([[2, 3]]);
    expect(gradients.every((value) => roles.values[value] === "gradient")).toBe(true);
    expect(step.accumulated).toContain(gradients[0]);
  });

  test("of a batch of one example", () => {
    const step = splitMicrobatches(momentumStep(1), { batchInputs, microbatches: 1, stateOf });
    expect(findRoles(step).inputs).toEqual(["parameter", "optimizer", "optimizer", "other", "batch"]);
  });
});
