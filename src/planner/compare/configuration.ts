/** @file The choices of a plan as a short text. */
import { numberOf } from "../../base/units.ts";
import type { PlannedGraph } from "../plan-source.ts";

/** Stages, schedule, microbatches, recomputation. */
export function planWords({ step, plan }: Pick<PlannedGraph, "step" | "plan">): string {
  const { pipeline, stages, remat = [] } = plan;
  const sizes = stages.map(({ devices }) => devices.length);
  const isEven = sizes.every((size) => size === sizes[0]);
  return [
    ...(stages.length > 1
      ? [`${stages.length} stages of ${isEven ? sizes[0] : sizes.join("+")}`, pipeline!.schedule]
      : ["1 stage"]),
    numberOf(step.microbatches * (pipeline?.numUpdates ?? 1), "microbatch"),
    ...(["fused", "selective", "full"] as const).flatMap((kind) => {
      const layers = remat.filter((each) => each === kind).length;
      return layers > 0 ? [`remat ${kind} of ${numberOf(layers, "layer")}`] : [];
    }),
  ].join(", ");
}
