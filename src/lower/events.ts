/** @file Timed events of a Program: the runtime measures them, the simulator predicts them. */

/**
 * An instruction of a step on one device. Measured seconds count from when the process began, predicted ones from when
 * the step does.
 */
export interface TimelineEvent {
  readonly device: number;
  readonly mesh: number;
  readonly instruction: number;
  readonly microbatch: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}
