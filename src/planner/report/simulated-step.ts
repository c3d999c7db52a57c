/** @file A simulated step, for `--json`. */

import type { Program } from "../../lower/program.ts";
import type { Simulation } from "../../simulate/simulate.ts";
import type { HostTraffic } from "../../simulate/traffic.ts";
import type { Usage } from "../../simulate/usage.ts";

/** What each device of a stage does in a simulated step. */
export interface SimulatedStage extends Usage {
  readonly devices: readonly number[];
  /** Of buffers; see simulate/memory.ts for what is not in it. */
  readonly peakBytes: number;
  /** Most microbatches (of each chunk) whose activations are held at once; 0 where there is no pipeline. */
  readonly peakInFlight: number;
}

export interface SimulatedStep {
  readonly seconds: number;
  readonly stages: readonly SimulatedStage[];
  readonly traffic: readonly HostTraffic[];
}

export function simulatedStep(program: Program, { seconds, meshes, traffic }: Simulation): SimulatedStep {
  const stages = meshes.map(({ usage, memory, peakInFlight }, mesh) => {
    return { devices: program.meshes[mesh].devices, ...usage, peakBytes: memory.peakBytes, peakInFlight };
  });
  return { seconds, stages, traffic };
}
