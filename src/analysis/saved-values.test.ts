import { expect, test } from "vitest";
import { gpt, stepOf } from "../../test/support/train-steps.ts";
import { bytesOf } from "../ir/types.ts";
import type { Remat } from "../plan/plan.ts";
import { findLayers } from "./layers.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { computeIn } from "./precision.ts";
import { rematerializedLayer } from "./remat.ts";

// Korthikanti et al. 2022, equation 1: a layer of Megatron-LM saves 34·s·b·h + 5·a·s²·b bytes in 16 bits. Of that
// dropout, which our model does not have, takes 2·s·b·h + 3·a·s²·b, and ours saves scores besides probabilities.
test.each([
  [4, 256, 128, 4],
  [2, 128, 64, 2],
  [8, 512, 64, 8],
])("a GPT layer of batch %i, width %i, length %i, %i heads saves about what Megatron-LM saves", (b, h, s, a) => {
  const traced = stepOf(gpt(b, { layers: 4, heads: a, width: h, length: s, vocabulary: 128 }), 1);
  const { graph, batchInputs, stateOf } = computeIn("bf16", traced);
  const step = splitMicrobatches(graph, { batchInputs, stateOf, microbatches: 1 });
  const { opLayers, isForward } = findLayers(step, { numLayers: 4 });
  const layer = { numLayers: 1, isForward, opLayers: opLayers.map((each) => (each === 1 ? 0 : -1)) };
  const saved = (remat: Remat, flash: boolean = false): number =>
    [...rematerializedLayer(step, layer, remat, { flash }).saved]
      .filter((op) => opLayers[op] === 1)
      .flatMap((op) => step.graph.ops[op].results)
      .reduce((sum, value) => sum + bytesOf(step.graph.types[value]), 0);
  const [fused, none] = [saved("fused"), saved("none")];
  const share = fused / (34 * s * b * h + 5 * a * s * s * b);
  expect(share).toBeGreaterThan(0.9);
  expect(share).toBeLessThan(1.1);
  expect(fused).toBeLessThan(none / 2);
  // Flash attention saves no scores, but f32 statistics of each row.
  const statistics = 2 * 4 * a * s * b;
  if (s > h / a) expect(saved("fused", true) - statistics).toBeLessThan(1.15 * 34 * s * b * h);
});
