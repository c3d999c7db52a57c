/** @file What the stage map shows of each stage of a simulated plan: its layers, parameters, seconds and bytes. */
import type { MappedStage } from "../../draw/stage-map.ts";
import type { StageReport } from "./plan-report.ts";
import { layersText } from "./plan-text.ts";

/** @param stages of a report with a simulated step */
export const mapStages = (stages: readonly StageReport[]): MappedStage[] =>
  stages.map(({ layers, numParameters, devices, mesh, memory, simulated }) => {
    const isOne = layers.length === 1 && layers[0][0] === layers[0][1];
    return {
      plan: { mesh: { axes: mesh }, devices },
      facts: {
        layers: stages.length === 1 ? "the whole model" : `${isOne ? "layer" : "layers"} ${layersText(layers)}`,
        numParameters,
        ...simulated!,
        peakBytes: memory.peak!,
        limitBytes: memory.limit,
      },
    };
  });
