/** @file The bars of a timeline: intervals of work on devices, measured or simulated. */
import type { ScheduleTask } from "../plan/plan.ts";

/** A task of a pipeline schedule. */
export interface TimelineTask {
  readonly kind: ScheduleTask;
  readonly chunk: number;
  readonly microbatch: number;
}

/** An interval of work on one device. Bars of a device do not overlap, except those of collectives beside compute. */
export interface TimelineBar {
  readonly device: number;
  readonly name: string;
  /** `wait`: the device waits for a message of another mesh. */
  readonly kind: "compute" | "update" | "communication" | "wait";
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Whether it is a collective that runs beside compute. */
  readonly isBeside?: boolean;
  /** The task that it belongs to, in a pipeline. */
  readonly task?: TimelineTask;
}

/** Names a lane. A lane may stand for several devices that run the same instructions. */
export type LaneName = (device: number) => string;
