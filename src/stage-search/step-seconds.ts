/**
 * @file The seconds of a step from the costs of its stages: Σ (r·tᵢ + xᵢ) + max ((m − r)·tᵢ + u·sᵢ) for m
 * microbatches and u updates. Stage i takes tᵢ per microbatch, xᵢ for the transfers at the inputs of its chunks and sᵢ
 * per update; r is the schedule's ramp share. For 1F1B and GPipe this is Alpa's Σ tᵢ + (m − 1)·max tᵢ.
 *
 * Without transfers the formula is exact for equal stages and for GPipe, and an upper bound for unequal stages. With
 * transfers it may be too small: each counts once, when the first microbatch waits for it, and 1F1B waits in later
 * rounds too. `schedules/timing.ts` times a schedule exactly.
 */
import type { ScheduleRule } from "../schedules/schedule.ts";

export interface StepModel {
  readonly schedule: ScheduleRule;
  readonly numMicrobatches: number;
  readonly numChunks: number;
  readonly numUpdates: number;
}

export interface StageSeconds {
  /** Forward and backward of one microbatch. */
  readonly seconds: number;
  /** Seconds of the update: gradient synchronization and optimizer. */
  readonly perStepSeconds: number;
  /** Seconds to receive the inputs of one microbatch and send back their gradients, over all chunks of the stage. */
  readonly transferSeconds: number;
}

/** Splits the seconds of a stage into those that add to the step and those of which only the maximum counts. */
export function splitSeconds(model: StepModel, stage: StageSeconds): { addSeconds: number; topSeconds: number } {
  const ramp = model.schedule.rampShare(model.numChunks);
  return {
    addSeconds: ramp * stage.seconds + stage.transferSeconds,
    topSeconds: (model.numMicrobatches - ramp) * stage.seconds + model.numUpdates * stage.perStepSeconds,
  };
}

/** Seconds of a step (of `numUpdates` updates) of the given stages. */
export function stepSeconds(model: StepModel, stages: readonly StageSeconds[]): number {
  const parts = stages.map((stage) => splitSeconds(model, stage));
  return (
    parts.reduce((sum, { addSeconds }) => sum + addSeconds, 0) +
    parts.reduce((most, { topSeconds }) => Math.max(most, topSeconds), 0)
  );
}
