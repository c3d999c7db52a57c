/** @file Runs a method to completion on an existing step. */
import type { Step } from "../../src/analysis/step.ts";
import { runToCompletion } from "../../src/base/cooperative.ts";
import { checkDevices, type Method, type PlannedStep, type PlanRequest } from "../../src/methods/method.ts";
import type { Plan } from "../../src/plan/plan.ts";

export type RequestOptions = Partial<Omit<PlanRequest, "devices" | "step">>;

/** The request to plan `step` on `devices` devices. */
export function requestFor(step: Step, devices: number, options: RequestOptions = {}): PlanRequest {
  const { graph, batchInputs, microbatches } = step;
  const [batch = 1] = batchInputs.map(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim]);
  return { batch: batch * microbatches, microbatches, devices, step: () => step, ...options };
}

export function planNow(method: Method, step: Step, devices: number, options?: RequestOptions): Plan {
  checkDevices(devices);
  return runToCompletion(method.plan(requestFor(step, devices, options))).plan;
}

/** Plans with a method that chooses the number of microbatches; `split` makes the step for any number. */
export const chooseNow = (
  method: Method,
  { batch, split }: { readonly batch: number; readonly split: (microbatches: number) => Step },
  devices: number,
  options: RequestOptions = {},
): PlannedStep => runToCompletion(method.plan({ batch, step: split, devices, ...options }));
