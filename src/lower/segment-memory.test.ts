import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { conv, gpt, mlp, moe, stepOf } from "../../test/support/train-steps.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { lower } from "./lower.ts";
import { lowerToOnnx } from "./onnx/lower.ts";
import { segmentBytes } from "./segment-memory.ts";

test("values live from their op to their last reader; elementwise ops overwrite dying operands", () => {
  const builder = new GraphBuilder("segment");
  const x = builder.input("x", { shape: [100], dtype: "f32" });
  const a = builder.op("exponential", [x], {});
  const view = builder.op("reshape", [a], { shape: [10, 10] });
  const turned = builder.op("transpose", [view], { permutation: [1, 0] });
  const negated = builder.op("negate", [turned], {});
  const out = builder.op("add", [view, negated], {});
  const graph = builder.finish([{ value: out, name: "out" }]);
  // `a` and its transpose, then negated in place; `out` is a buffer of the program.
  expect(segmentBytes({ kernel: "general", graph })).toBe(2 * 400);
  expect(segmentBytes({ kernel: "elementwise", graph })).toBe(0);
});

test.each([
  ["mlp", mlp(512)],
  ["gpt", gpt(64)],
  ["moe", moe(64)],
  ["conv", conv(64)],
])("%s on one device: about what ONNX Runtime's plan of the same segment holds", (_, traced) => {
  const step = stepOf(traced);
  const [{ segments }] = lower(step, planNow(dataParallel(), step, 1)).meshes;
  const general = segments.filter(({ kernel }) => kernel === "general");
  const most = (bytes: readonly number[]): number => bytes.reduce((a, b) => Math.max(a, b), 0);
  const ratio =
    most(general.map((segment) => segmentBytes(segment))) /
    most(general.map(({ graph }) => lowerToOnnx(graph).workspaceBytes));
  // ONNX Runtime has its own order of execution, and its kernels use scratch memory.
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(1.5);
});
