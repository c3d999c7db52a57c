/** What ZeRO splits. That it trains as one device does is tested with the engines. */
import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { findRoles } from "../analysis/roles.ts";
import { factorRules } from "../ir/signatures.ts";
import type { Placement } from "../plan/placement.ts";
import { opPlacements } from "../sharding/strategies/op-placements.ts";
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
