import { expect, test } from "vitest";
import { conv, gpt, mlp, moe, smallGpt, stepOf } from "../../test/support/train-steps.ts";
import { evaluateStep } from "../analysis/evaluate-step.ts";
import { findLayers } from "../analysis/layers.ts";
import { rematerialize } from "../analysis/remat.ts";
import type { Step } from "../analysis/step.ts";
import { rematChoices } from "../plan/plan.ts";
import { findAttention } from "./attention.ts";
import { GraphBuilder } from "./builder.ts";
import type { Graph, ValueId } from "./graph.ts";
import { findKernels } from "./kernels.ts";
import { numElements } from "./types.ts";

const sizes = { ...smallGpt, layers: 3, length: 24 };
const traced = gpt(4, sizes);
const head = sizes.width / sizes.heads;

const count = (marks: Uint8Array): number => marks.reduce((sum, each) => sum + each, 0);

/** Elements that products of attention heads read and write. */
function attentionTraffic(step: Step): number {
  const { graph, numAccumulateOps: border } = step;
  const ports = findKernels(graph, { border, flash: true });
  const moved = (values: readonly ValueId[], times: readonly number[] | undefined): number =>
    values.reduce((sum, value, i) => sum + (times?.[i] ?? 1) * numElements(graph.types[value].shape), 0);
  return graph.ops.reduce((sum, op, index) => {
    if (op.kind !== "dot_general" || op.attrs.lhsBatch.length === 0) return sum;
    return sum + moved(op.operands, ports[index]?.reads) + moved(op.results, ports[index]?.writes);
  }, 0);
}

test.each(rematChoices.filter((choice) => choice !== "none"))(
  "with recomputation %s, scores stay inside kernels, and the step computes the same bit for bit",
  (choice) => {
    for (const microbatches of [1, 2]) {
      const step = stepOf(traced, microbatches);
      const layers = findLayers(step, { numLayers: "auto" });
      const flash = rematerialize(step, layers, choice, { flash: true });
      const { isScore, isInside } = findAttention(flash.graph);
      // A score product, its scaling, mask, softmax of a few ops, and their gradients in every layer.
      expect(count(isScore)).toBeGreaterThan(8 * sizes.layers);
      expect(isInside).toEqual(isScore);
      expect(evaluateStep(flash, traced.inputs)).toEqual(evaluateStep(step, traced.inputs));
    }
  },
);

test("a causal mask is found forward, recomputed and backward; scores without one have none", () => {
  const step = stepOf(traced, 2);
  const flash = rematerialize(step, findLayers(step, { numLayers: "auto" }), "fused", { flash: true });
  const { isCausal, isOfKernel } = findAttention(flash.graph);
  expect(count(isCausal)).toBeGreaterThan(0);
  expect(isCausal).toEqual(isOfKernel);
  // Products of causal kernels compute half of their scores.
  const ports = findKernels(flash.graph, { border: flash.numAccumulateOps, flash: true });
  const shares = flash.graph.ops.flatMap(({ kind, operands, results }, index) =>
    kind === "dot_general" && [...operands, ...results].some((value) => findAttention(flash.graph).isScore[value])
      ? ports[index]?.share
      : [],
  );
  // Seven a layer: two forward, one again, four backward.
  expect(shares).toEqual(Array(7 * sizes.layers).fill(0.5));
  const whole = findAttention(attention(16));
  expect([count(whole.isOfKernel) > 0, count(whole.isCausal)]).toEqual([true, 0]);
});

test("a layer's products of heads move their queries, keys, values, results and gradients of these, no scores", () => {
  const step = stepOf(traced, 1);
  const flash = rematerialize(step, findLayers(step, { numLayers: "auto" }), "fused", { flash: true });
  const one = 4 * sizes.heads * sizes.length * head;
  // Forward: q·k reads 2, p·v reads 1 and writes 1. Backward: q·k again and dO·v read 2 each; the gradients of q, k and
  // v read 1 and write 1 each.
  expect(attentionTraffic(flash)).toBe(sizes.layers * one * (2 + 2 + 4 + 6));
});

test("without recomputation the backward pass reads scores, so no kernel holds all of them", () => {
  const { isScore, isInside } = findAttention(stepOf(traced, 1).graph);
  expect(count(isScore)).toBeGreaterThan(0);
  expect(count(isInside)).toBe(0);
});

test.each([
  ["mlp", mlp(64, [8, 64, 64, 8])],
  ["moe", moe(16)],
  ["conv", conv(8)],
] as const)("%s has no scores", (_, { graph }) => {
  expect(count(findAttention(graph).isScore)).toBe(0);
});

/** softmax(q·kᵀ)·v of one head; `also` may read the scores too. */
function attention(length: number, also?: (b: GraphBuilder, scores: ValueId) => ValueId): Graph {
  const b = new GraphBuilder("attention");
  const of = (name: string) => b.input(name, { dtype: "f32", shape: [2, length, 8] });
  const [q, k, v] = [of("q"), of("k"), of("v")];
  const shape = [2, length, length];
  const rows = (value: ValueId) => b.op("broadcast_in_dim", [value], { shape, dims: [0, 1] });
  const batched = { lhsBatch: [0], rhsBatch: [0], lhsContract: [2] };
  const scores = b.op("dot_general", [q, k], { ...batched, rhsContract: [2] });
  const most = b.op("reduce", [scores], { reducer: "maximum", dims: [2] });
  const powers = b.op("exponential", [b.op("subtract", [scores, rows(most)], {})], {});
  const p = b.op("divide", [powers, rows(b.op("reduce", [powers], { reducer: "add", dims: [2] }))], {});
  const out = b.op("dot_general", [p, v], { ...batched, rhsContract: [1] });
  return b.finish([out, ...(also ? [also(b, scores)] : [])].map((value, i) => ({ value, name: `out${i}` })));
}

test("scores that are an output are written; heads wider than the sequence have no scores", () => {
  const plain = findAttention(attention(16));
  expect([count(plain.isScore), count(plain.isInside)]).toEqual([4, 4]);
  const shown = findAttention(attention(16, (_, scores) => scores));
  expect([count(shown.isScore), count(shown.isInside)]).toEqual([4, 3]);
  expect(count(findAttention(attention(8)).isScore)).toBe(0);
});

test("a score that another product reads and gives back is no kernel's own", () => {
  const graph = attention(16, (b, scores) => {
    const squared = b.op("dot_general", [scores, scores], {
      ...{ lhsBatch: [0], rhsBatch: [0], lhsContract: [2], rhsContract: [1] },
    });
    return b.op("add", [squared, scores], {});
  });
  // The product belongs to the kernel, which then computes everything; its own result is an output.
  const { isInside } = findAttention(graph);
  const written = graph.outputs.map(({ value }) => isInside[value]);
  expect(written).toEqual([0, 0]);
});
