/** @file The fixed layout of a training run: degrees of parallelism, schedule, microbatches, recomputation. */
import type { Precision } from "../../analysis/precision.ts";
import type { Remat } from "../../plan/plan.ts";

/** The split of a run's model and batch, in the terms of the named methods. */
export interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
  /** Replicas that share the batch. */
  readonly data: number;
  /** Devices that share each sequence. Default: 1. */
  readonly context?: number;
  /** Replicas that divide the experts among them. Default: 1. */
  readonly experts?: number;
  readonly zero: 0 | 1 | 2 | 3;
  readonly sequenceParallel: boolean;
  /** Name of a schedule; only with 2 or more stages. */
  readonly schedule: string;
  /** Chunks of the model per stage. */
  readonly chunks: number;
  /**
   * Whether stages wait for each other at the end of a step. With the zero-bubble schedules they need not, because the
   * optimizer step is validated later.
   */
  readonly isSynchronized: boolean;
  /** Examples of one microbatch of one replica. */
  readonly microbatch: number;
  readonly numMicrobatches: number;
  readonly remat: Remat;
  readonly precision: Precision;
  /** By chunk in the model's order: its number of identical blocks. */
  readonly blocks: readonly number[];
}

/** Devices of one stage. */
export const stageDevices = ({ tensor, data, context = 1 }: Layout): number => tensor * data * context;

/**
 * Divides `total` blocks among `count` chunks as evenly as possible. If `total` does not divide evenly but `total` + 2
 * does, the first and the last chunk hold one block less, in addition to the embedding and the head.
 */
export function divideBlocks(total: number, count: number): number[] {
  const isShorter = count > 1 && total % count !== 0 && (total + 2) % count === 0;
  if (isShorter) {
    const each = (total + 2) / count;
    return Array.from({ length: count }, (_, i) => (i === 0 || i === count - 1 ? each - 1 : each));
  }
  const [each, rest] = [Math.floor(total / count), total % count];
  // Chunks in the middle take the remainder, because the first and the last also hold the embedding and the head.
  const first = Math.floor((count - rest) / 2);
  return Array.from({ length: count }, (_, i) => each + (i >= first && i < first + rest ? 1 : 0));
}
