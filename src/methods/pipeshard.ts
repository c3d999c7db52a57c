/**
 * @file Pipeshard (Alpa §3): consecutive layers on stages, each stage on its own devices, the microbatches going through them by a
 * schedule; inside a stage any other method decides.
 */
import { planStages, type StageOptions } from "./cut-stages.ts";
import { dataParallel } from "./data-parallel.ts";
import { checkDevices, type Method } from "./method.ts";

export interface PipeshardOptions extends StageOptions {
  /** What every stage does on its devices; `dataParallel()` when left out. */
  readonly intra?: Method;
}

/** Stages of about equal FLOPs, or by hand; the devices are shared out evenly. The microbatches are the step's. */
export function pipeshard({ intra = dataParallel(), ...options }: PipeshardOptions): Method {
  const { stages, schedule = "1f1b", chunks } = options;
  const shown = [
    `stages=${typeof stages === "number" ? stages : JSON.stringify(stages)}`,
    `schedule=${schedule}`,
    ...(chunks === undefined ? [] : [`chunks=${chunks}`]),
    `intra=${intra.name}`,
  ];
  const name = `pipeshard(${shown.join(", ")})`;
  return {
    name,
    plan(step, devices) {
      checkDevices(devices);
      return planStages(step, devices, options, name, (part, own) => intra.plan(part.step, own));
    },
  };
}
