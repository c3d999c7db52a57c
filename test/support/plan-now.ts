/** @file The plan of a method for a step that is there, without a pause. */
import type { Step } from "../../src/analysis/step.ts";
import { runToCompletion } from "../../src/base/cooperative.ts";
import { checkDevices, type Method, type PlannedStep, type PlanRequest } from "../../src/methods/method.ts";
import type { Plan } from "../../src/plan/plan.ts";

export type AskedFor = Partial<Omit<PlanRequest, "devices" | "step">>;

/** What a method is asked for a step on `devices` devices. */
export function requestFor(step: Step, devices: number, asked: AskedFor = {}): PlanRequest {
  const { graph, batchInputs, microbatches } = step;
  const [batch = 1] = batchInputs.map(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim]);
  return { batch: batch * microbatches, microbatches, devices, step: () => step, ...asked };
}

export function planNow(method: Method, step: Step, devices: number, asked?: AskedFor): Plan {
  checkDevices(devices);
  return runToCompletion(method.plan(requestFor(step, devices, asked))).plan;
}

/** A method that chooses the number of microbatches, asked for a step that may be cut into any. */
export const chooseNow = (
  method: Method,
  { batch, split }: { readonly batch: number; readonly split: (microbatches: number) => Step },
  devices: number,
  asked: AskedFor = {},
): PlannedStep => runToCompletion(method.plan({ batch, step: split, devices, ...asked }));
