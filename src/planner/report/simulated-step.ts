/** @file A simulated step, for `--json`. */
import type { Program } from "../../lower/program.ts";
import type { Simulation } from "../../simulate/simulate.ts";
import type { HostTraffic } from "../../simulate/traffic.ts";
import type { Usage } from "../../simulate/usage.ts";

/** Usage and memory of each device of a stage in a simulated step. */
export interface SimulatedStage extends Usage {
  readonly devices: readonly number[];
  /** Peak bytes of buffers; simulate/memory.ts says what is not included. */
  readonly peakBytes: number;
  /** Peak number of microbatches in flight, counted once per chunk; 0 without a pipeline. */
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
