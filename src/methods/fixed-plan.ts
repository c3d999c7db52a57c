/** @file A plan that is there already, from a file or another program, as a method. */
import { InvalidConfig } from "../base/errors.ts";
import type { Plan } from "../plan/plan.ts";
import { checkGraph } from "../sharding/check-plan.ts";
import type { Method } from "./method.ts";

/** Runs `plan` as it is, on the devices and in the microbatches that it is for. Refuses other numbers of them. */
export function fixedPlan(plan: Plan): Method {
  const devices = plan.stages.reduce((sum, stage) => sum + stage.devices.length, 0);
  const microbatches = plan.microbatches * (plan.pipeline?.numUpdates ?? 1);
  const check = (what: string, planned: number, got: number): void => {
    if (planned === got) return;
    throw new InvalidConfig("plan", `is for ${planned} ${what}, got ${got}; run it with ${planned}, or plan anew`);
  };
  return {
    name: plan.method,
    madeFor: { devices, microbatches, remat: plan.remat, layers: plan.layers },
    microbatchesPerUpdate: (got) => {
      check("microbatches", microbatches, got);
      return plan.microbatches;
    },
    plan: (step, gotDevices, numUpdates = 1) => {
      check("devices", devices, gotDevices);
      check("microbatches", microbatches, step.microbatches * numUpdates);
      checkGraph(step, plan);
      return plan;
    },
  };
}
