import { expect, test } from "vitest";
import { gpt, stepOf } from "../../../../test/support/train-steps.ts";
import { findLayers } from "../../../analysis/layers.ts";
import { parseCluster } from "../../../cluster/parse.ts";
import { submeshesOf } from "../../../cluster/restrict.ts";
import { LayerCosts } from "./layer-costs.ts";
import type { LayerCost } from "./layer-problem.ts";
import { LayerSlices } from "./layer-slices.ts";

test("costs on one device that are derived from larger microbatches are lower bounds", () => {
  const traced = gpt(16, { layers: 24, heads: 4, width: 64, length: 32, vocabulary: 256 });
  const step = (microbatches: number) => stepOf(traced, microbatches);
  const layers = findLayers(step(1), { numLayers: "auto" });
  const cluster = parseCluster("1x2:a100-80gb");
  const [submesh] = submeshesOf(cluster);
  const slices = new LayerSlices(step(1), layers, step, "fused");
  const counts = [1, 2, 4, 8, 16];
  const firsts = [...new Set(layers.classes)].map((each) => layers.classes.indexOf(each));
  const costs = new LayerCosts(slices, cluster);
  /** What a bound on a stage adds up: seconds with recomputation, and bytes. */
  const amounts = ({ seconds, rematCosts, perStepSeconds, memory }: LayerCost): number[] => [
    ...[seconds + rematCosts.fused.seconds, seconds + rematCosts.selective.seconds, seconds + rematCosts.full.seconds],
    ...[rematCosts.fused.savedBytes, rematCosts.selective.savedBytes, rematCosts.full.savedBytes, perStepSeconds],
    ...[memory.paramsBytes, memory.gradsBytes, memory.optimizerBytes, memory.activationBytesPerMicrobatch],
    ...[memory.waitingBytesPerMicrobatch, memory.temporaryBytes],
  ];
  let numDerived = 0;
  for (const microbatches of counts)
    for (const layer of firsts) {
      const own = amounts(costs.oneDeviceCost(layer, submesh, microbatches));
      const exact = amounts(new LayerCosts(slices, cluster).oneDeviceCost(layer, submesh, microbatches));
      for (const [i, amount] of own.entries())
        expect(amount, `${layer} ${microbatches} ${i}`).toBeLessThanOrEqual(exact[i] * (1 + 1e-9));
      if (own[0] < exact[0]) numDerived++;
    }
  expect(numDerived).toBeGreaterThan(0);
});
