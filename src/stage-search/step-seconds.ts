/**
 * @file The seconds of a step from the costs of its stages: Σ (r·tᵢ + xᵢ) + max ((m − r)·tᵢ + u·sᵢ) for m
 * microbatches and u updates, where stage i takes tᵢ per microbatch, xᵢ for the transfers at its input (at that of each
 * of its chunks) and sᵢ per update, and r is the schedule's ramp share. This is Alpa's Σ tᵢ + (m − 1)·max tᵢ for 1F1B
 * and GPipe. Exact for equal stages without transfers, and for GPipe; never too small for unequal ones. Each transfer
 * counts once, as the first microbatch waits for it: what 1F1B waits again in every round is left out
 * (`schedules/timing.ts` times a schedule exactly).
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
  /** To bring one microbatch's input and take its gradient back, of all the stage's chunks together. */
  readonly transferSeconds: number;
}

/** The seconds that a stage adds to the step in any case, and those that count only for the largest of the stages. */
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
