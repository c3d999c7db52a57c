/** @file Timed events of a Program: measured by an engine, or given by the simulator. */

/**
 * One instruction of a step on one device. Measured seconds count from the start of the process, simulated ones from
 * the start of the step.
 */
export interface TimelineEvent {
  readonly device: number;
  readonly mesh: number;
  readonly instruction: number;
  readonly microbatch: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Whether it runs beside other instructions of the device. */
  readonly isBeside?: boolean;
}
