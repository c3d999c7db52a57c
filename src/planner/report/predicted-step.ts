/** @file What the simulator says of a step, for `--json` and for people. */

import { textTable } from "../../base/text-table.ts";
import { bytesText, secondsText } from "../../base/units.ts";
import type { Program } from "../../lower/program.ts";
import type { Simulation } from "../../simulate/simulate.ts";
import type { HostTraffic } from "../../simulate/traffic.ts";
import type { Usage } from "../../simulate/usage.ts";

/** What each device of a stage is predicted to do in a step. */
export interface PredictedStage extends Usage {
  readonly devices: readonly number[];
  /** Of buffers; see simulate/memory.ts for what is not in it. */
  readonly peakBytes: number;
  /** Most microbatches (of each chunk) whose activations are held at once; 0 where there is no pipeline. */
  readonly peakInFlight: number;
}

export interface PredictedStep {
  readonly seconds: number;
  readonly stages: readonly PredictedStage[];
  readonly traffic: readonly HostTraffic[];
}

export function predictedStep(program: Program, { seconds, meshes, traffic }: Simulation): PredictedStep {
  const stages = meshes.map(({ usage, memory, peakInFlight }, mesh) => {
    return { devices: program.meshes[mesh].devices, ...usage, peakBytes: memory.peakBytes, peakInFlight };
  });
  return { seconds, stages, traffic };
}

export function predictedText({ seconds, stages }: PredictedStep): string {
  const [{ computeSeconds, communicationSeconds }] = stages;
  if (stages.length === 1)
    return `simulated: ${secondsText(seconds)} a step (compute ${secondsText(computeSeconds)}, communication ${secondsText(communicationSeconds)})`;
  return [
    `simulated: ${secondsText(seconds)} a step`,
    textTable([
      ["stage", "devices", "compute", "communication", "idle", "in flight", "peak"],
      ...stages.map((stage, i) => [
        `${i}`,
        `${stage.devices.length}`,
        secondsText(stage.computeSeconds),
        secondsText(stage.communicationSeconds),
        `${(100 * stage.bubble).toFixed(1)} %`,
        `${stage.peakInFlight}`,
        bytesText(stage.peakBytes),
      ]),
    ]),
  ].join("\n");
}
