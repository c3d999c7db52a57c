/** @file The peak bytes of a device by kind. */
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
 * The parts of a stage's peak. With one microbatch a gradient is freed as soon as its update is computed, so not all
 * gradients are live at the peak.
 */
export function memoryParts({ parameters, optimizer, gradients, batch, peak = 0 }: StageMemory): MemoryParts {
  const alive = Math.min(gradients, Math.max(0, peak - parameters - optimizer - batch));
  const activations = Math.max(0, peak - parameters - optimizer - batch - alive);
  return { parameters, optimizer, gradients: alive, batch, activations };
}
