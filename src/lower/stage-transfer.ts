/** @file A value that one stage sends to another: when, from which local value, into which. */
import type { ValueId } from "../ir/graph.ts";
import type { TensorType } from "../ir/types.ts";
import type { Placement } from "../plan/placement.ts";
import type { Group, PhasePlace } from "./groups.ts";

/** When a value goes from stage to stage: before the whole step (`start`), or within a phase, from group to group. */
export type TransferTime = "start" | PhasePlace;

/** A value that goes from one stage to another. */
export interface StageTransfer {
  /** The step's value. */
  readonly value: ValueId;
  readonly name: string;
  readonly type: TensorType;
  readonly time: TransferTime;
  readonly from: TransferEnd;
  readonly to: TransferEnd;
}

/** One end of a transfer: the local value and its placement. */
export interface TransferEnd {
  readonly stage: number;
  readonly value: ValueId;
  readonly placement: Placement;
  /** The value is sent after this group, or received before it; undefined at the start of the step. */
  readonly group?: Group;
}
