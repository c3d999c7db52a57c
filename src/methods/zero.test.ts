/** What ZeRO splits. That it trains as one device does is tested with the engines. */
import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import { computeIn } from "../analysis/precision.ts";
import { findRoles } from "../analysis/roles.ts";
import { parseCluster } from "../cluster/parse.ts";
import { factorRules } from "../ir/signatures.ts";
import { bytesOf, isHalf } from "../ir/types.ts";
import { lower } from "../lower/lower.ts";
import type { Placement } from "../plan/placement.ts";
import { opPlacements } from "../sharding/strategies/op-placements.ts";
import { meshMemory } from "../simulate/memory.ts";
import { zero } from "./zero.ts";

test.each([
  [1, 0],
  [2, 1],
  [3, 1],
] as const)("stage %i with plain SGD: each gradient whose dims divide is read in parts (share %i)", (stage, share) => {
  const step = stepOf(mlp(8, [8, 16, 16, 4]));
  const plan = planNow(zero({ stage }), step, 4);
  const { graph } = step;
  const roles = findRoles(step);
  const rules = factorRules(graph);
  const isSplit = ({ dims }: Placement): boolean => dims.some((axes) => axes.length > 0);
  const reads = graph.ops.flatMap(({ operands }, op) => {
    const { operands: placements } = opPlacements(rules[op], plan.ops[op], plan.stages[0].mesh, "op");
    return operands.flatMap((value, at) => (roles.values[value] === "gradient" ? [isSplit(placements[at])] : []));
  });
  expect(reads.length).toBeGreaterThan(4);
  expect(reads.filter(Boolean).length / reads.length).toBe(share);
});

test.each([2, 3] as const)("stage %i in one microbatch of 16 bits: whole gradients are not held together", (stage) => {
  const traced = mlp(16, [64, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 8]);
  const { graph, batchInputs, stateOf } = computeIn("bf16", stepOf(traced));
  const step = splitMicrobatches(graph, { batchInputs, stateOf, microbatches: 1 });
  const cluster = parseCluster("1x4:a100-80gb");
  const plan = planNow(zero({ stage, cluster }), step, 4);
  const roles = findRoles(step);
  const isGradient = (value: number): boolean =>
    roles.values[value] === "gradient" && isHalf(step.graph.types[value].dtype);
  const whole = step.graph.ops
    .slice(0, step.numAccumulateOps)
    .flatMap(({ kind, results: [value] }) => (kind === "dot_general" && isGradient(value) ? [value] : []))
    .reduce((sum, value) => sum + bytesOf(step.graph.types[value]), 0);
  expect(whole).toBeGreaterThan(50e6);
  const [mesh] = lower(step, plan).meshes;
  const { peakBytes, inputBytes } = meshMemory(mesh, false);
  // A quarter is held in the end, and the gradient of a layer or of a segment on the way.
  for (const peak of [plan.estimate!.peakBytes, peakBytes])
    expect(peak - inputBytes).toBeLessThan(0.75 * whole + 2 ** 26);
  expect(plan.estimate!.peakBytes - inputBytes).toBeLessThan(0.7 * whole);
});
