/** @file The plan request for one stage of a pipeline. */
import type { Step } from "../../analysis/step.ts";
import { InvalidConfig } from "../../base/errors.ts";
import { threadsCluster } from "../../cluster/host-presets.ts";
import type { PlanRequest } from "../method.ts";

/**
 * The request to plan one stage's step on `devices` devices, with the microbatches and updates of the pipeline.
 */
export function stageRequest(request: PlanRequest, step: Step, devices: number): PlanRequest {
  const { microbatches } = step;
  return {
    ...request,
    devices,
    microbatches,
    // A profile describes all devices of the machine, so the stage's request names the machine that it is part of.
    cluster: request.cluster ?? (request.profile && threadsCluster(request.devices)),
    step(asked, updates = 1) {
      if (asked === microbatches && updates === 1) return step;
      throw new InvalidConfig(
        "pipeline",
        `every stage has the pipeline's ${microbatches} microbatches, but the intra-stage method asks for ${asked} ` +
          `in ${updates} updates; use another intra-stage method`,
        { microbatches, asked, updates },
      );
    },
  };
}
