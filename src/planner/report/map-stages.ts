/** @file Stages of a simulated plan as the stage map draws them: layers, parameters, seconds and bytes. */
import type { MappedStage } from "../../draw/stage-map.ts";
import type { StageReport } from "./plan-report.ts";
import { layersText } from "./plan-text.ts";

/** Returns the stages for `drawStageMap`. @param stages  stages of a report that includes a simulation */
export const mapStages = (stages: readonly StageReport[]): MappedStage[] =>
  stages.map(({ layers, numParameters, devices, mesh, memory, simulated }) => {
    const isOneLayer = layers.length === 1 && layers[0][0] === layers[0][1];
    return {
      plan: { mesh: { axes: mesh }, devices },
      facts: {
        layers: stages.length === 1 ? "the whole model" : `${isOneLayer ? "layer" : "layers"} ${layersText(layers)}`,
        numParameters,
        ...simulated!,
        peakBytes: memory.peak!,
        limitBytes: memory.limit,
      },
    };
  });
