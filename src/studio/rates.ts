/** @file How well a planned step uses its devices: tokens per second and the share of their peak. */
import type { Precision } from "../analysis/precision.ts";
import { type Cluster, hostOfDevice } from "../cluster/cluster.ts";
import { peakFlopsPerSecond } from "../cluster/device.ts";
import { workOfPlanned } from "../planner/compare/work.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";

export interface Rates {
  /** Products of the model per second and device, recomputation not counted. */
  readonly flopsPerDevice: number;
  /** `flopsPerDevice` over the peak of the device. */
  readonly mfu: number;
  /** Of a model whose batch is token ids. */
  readonly tokensPerSecond?: number;
}

/** The rates of a step of `batch` examples that takes `seconds`. */
export function ratesOf(
  planned: PlannedGraph,
  cluster: Cluster,
  { batch, precision, seconds }: { readonly batch: number; readonly precision: Precision; readonly seconds: number },
): Rates {
  const devices = planned.plan.stages.flatMap((stage) => stage.devices);
  const peak = devices.reduce(
    (sum, device) => sum + peakFlopsPerSecond(hostOfDevice(cluster, device).device, precision),
    0,
  );
  const { flops, tokens } = workOfPlanned(planned, batch);
  return {
    flopsPerDevice: flops / seconds / devices.length,
    mfu: flops / seconds / peak,
    ...(tokens !== undefined && { tokensPerSecond: tokens / seconds }),
  };
}
