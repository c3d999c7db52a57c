/** @file An existing plan, from a file or another program, as a method. */
import { InvalidConfig } from "../base/errors.ts";
import type { Plan } from "../plan/plan.ts";
import { checkGraph } from "../sharding/check-plan.ts";
import type { Method } from "./method.ts";

/** A method that returns `plan` unchanged. Refuses other numbers of devices or microbatches than those of the plan. */
export function fixedPlan(plan: Plan): Method {
  const devices = plan.stages.reduce((sum, stage) => sum + stage.devices.length, 0);
  const numUpdates = plan.pipeline?.numUpdates ?? 1;
  const microbatches = plan.microbatches * numUpdates;
  const check = (what: string, planned: number, got: number): void => {
    if (planned === got) return;
    throw new InvalidConfig(
      "plan",
      `is for ${planned} ${what}, got ${got}; run it with ${planned}, or make a new plan`,
    );
  };
  return {
    name: plan.method,
    defaults: {
      ...{ devices, microbatches, remat: plan.remat, layers: plan.layers },
      ...{ flash: plan.flash, wholeLayers: plan.wholeLayers },
    },
    *plan(request) {
      check("devices", devices, request.devices);
      check("microbatches", microbatches, request.microbatches ?? microbatches);
      yield;
      const step = request.step(plan.microbatches, numUpdates);
      checkGraph(step, plan);
      return { step, plan };
    },
  };
}
