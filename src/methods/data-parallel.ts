/**
 * @file Data parallel: every device works on its share of the batch with a copy of all parameters and optimizer state; the sums
 * over the batch (gradients, loss) are all-reduced.
 */
import type { Step } from "../analysis/step.ts";
import { type Placement, replicated } from "../plan/placement.ts";
import { completePlan } from "../sharding/propagate.ts";
import { checkBatchDivides, checkDevices, type Method } from "./method.ts";

/** Splits the batch over all devices and replicates everything else that enters the step. */
export function dataParallel(): Method {
  const name = "dataParallel";
  return {
    name,
    plan(step, devices) {
      checkDevices(devices);
      checkBatchDivides(step, devices, name);
      const mesh = { axes: [{ name: "data", size: devices }] };
      const { inputs, outputs } = batchPlacements(step, devices > 1 ? ["data"] : []);
      step.graph.inputs.forEach(({ value }, input) => {
        if (!inputs.has(input)) inputs.set(input, replicated(step.graph.types[value].shape.length));
      });
      return completePlan(step, mesh, { inputs, outputs }, name);
    },
  };
}

/** Placements of batch inputs and outputs, by index, with the batch dim split over `axes`. */
export function batchPlacements({ graph, batchInputs, batchOutputs }: Step, axes: readonly string[]) {
  const split = (rank: number, dim: number): Placement => ({
    dims: Array.from({ length: rank }, (_, d) => (d === dim ? axes : [])),
    partial: [],
  });
  const rankOf = (value: number) => graph.types[value].shape.length;
  return {
    inputs: new Map(batchInputs.map(({ input, dim }) => [input, split(rankOf(graph.inputs[input].value), dim)])),
    outputs: new Map(batchOutputs.map(({ output, dim }) => [output, split(rankOf(graph.outputs[output].value), dim)])),
  };
}
