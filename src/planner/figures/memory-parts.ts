/** @file The peak bytes of a device by what they are. */
import type { StageMemory } from "../report/plan-report.ts";

export interface MemoryParts {
  readonly parameters: number;
  readonly optimizer: number;
  readonly gradients: number;
  readonly batch: number;
  /** The rest of the peak: activations, messages, workspace. */
  readonly activations: number;
}

/**
 * The parts of a stage's peak. With one microbatch a gradient dies as soon as its update is computed, so fewer of them
 * may be alive at the peak.
 */
export function memoryParts({ parameters, optimizer, gradients, batch, peak = 0 }: StageMemory): MemoryParts {
  const alive = Math.min(gradients, Math.max(0, peak - parameters - optimizer - batch));
  const activations = Math.max(0, peak - parameters - optimizer - batch - alive);
  return { parameters, optimizer, gradients: alive, batch, activations };
}
