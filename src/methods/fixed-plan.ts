/** @file A plan that is there already, from a file or another program, as a method. */
import { InvalidConfig } from "../base/errors.ts";
import type { Plan } from "../plan/plan.ts";
import type { Method } from "./method.ts";

/** Runs `plan` as it is. Refuses another number of devices or microbatches than the plan is for. */
export const fixedPlan = (plan: Plan): Method => ({
  name: plan.method,
  plan(step, devices) {
    const planned = plan.stages.reduce((sum, stage) => sum + stage.devices.length, 0);
    if (planned !== devices)
      throw new InvalidConfig("plan", `is for ${planned} devices, got ${devices}; run it with --devices ${planned}`);
    if (plan.microbatches !== step.microbatches)
      throw new InvalidConfig(
        "plan",
        `is for ${plan.microbatches} microbatches, got ${step.microbatches}; run it with --microbatches ${plan.microbatches}`,
      );
    return plan;
  },
});
