/** @file What the stage map tells of each stage of a compiled step: its layers, parameters, and predicted seconds and bytes. */
import { findLayers } from "../../analysis/layers.ts";
import { findRoles, isWeightRole } from "../../analysis/roles.ts";
import type { MappedStage } from "../../draw/stage-map.ts";
import { numElements } from "../../ir/types.ts";
import type { Simulation } from "../../simulate/simulate.ts";
import type { Planned } from "../compile.ts";

export function mapStages(
  { step, plan }: Pick<Planned, "step" | "plan">,
  simulation: Simulation,
  limitBytes: number,
): MappedStage[] {
  const roles = findRoles(step);
  const layers = plan.stages.length === 1 ? ["the whole model"] : stageLayers(step, plan);
  return plan.stages.map((stage, index) => {
    const { usage, memory, peakInFlight } = simulation.meshes[index];
    const numParameters = step.graph.inputs.reduce((sum, { value }, input) => {
      const isOwn = isWeightRole(roles.inputs[input]) && plan.inputs[input].stage === index;
      return isOwn ? sum + numElements(step.graph.types[value].shape) : sum;
    }, 0);
    const { peakBytes } = memory;
    return {
      plan: stage,
      facts: { layers: layers[index], numParameters, ...usage, peakInFlight, peakBytes, limitBytes },
    };
  });
}

/** By stage, the layers of the model whose forward ops it computes: `layers 0–5`; a layer that two stages share is named by both. */
function stageLayers(step: Planned["step"], { ops, stages }: Planned["plan"]): string[] {
  const { opLayers, isForward } = findLayers(step, { numLayers: "auto" });
  const held = stages.map(() => new Set<number>());
  ops.forEach(({ stage }, op) => {
    if (isForward[op] && opLayers[op] >= 0) held[stage].add(opLayers[op]);
  });
  return held.map((layers) => {
    const sorted = [...layers].sort((a, b) => a - b);
    const runs = sorted.flatMap((layer) => {
      if (layers.has(layer - 1)) return [];
      let last = layer;
      while (layers.has(last + 1)) last++;
      return [last > layer ? `${layer}–${last}` : `${layer}`];
    });
    return `${sorted.length === 1 ? "layer" : "layers"} ${runs.join(", ")}`;
  });
}
