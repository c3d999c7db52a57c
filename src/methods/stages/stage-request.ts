/** @file The request for the plan of one stage of a pipeline. */
import type { Step } from "../../analysis/step.ts";
import { InvalidConfig } from "../../base/errors.ts";
import { threadsCluster } from "../../cluster/host-presets.ts";
import type { PlanRequest } from "../method.ts";

/**
 * The request for one stage's step, on its own `devices`. Microbatches and updates are those of the
 * pipeline.
 */
export function stageRequest(request: PlanRequest, step: Step, devices: number): PlanRequest {
  const { microbatches } = step;
  return {
    ...request,
    devices,
    microbatches,
    // A profile is of all devices together, so a stage must know the machine that it is part of.
    cluster: request.cluster ?? (request.profile && threadsCluster(request.devices)),
    step(asked, updates = 1) {
      if (asked === microbatches && updates === 1) return step;
      throw new InvalidConfig(
        "pipeline",
        `its ${microbatches} microbatches are those of every stage, and a method inside asks for ${asked} in ${updates} updates; use another method inside`,
        { microbatches, asked, updates },
      );
    },
  };
}
