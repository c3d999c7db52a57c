/**
 * @file Deferred all-gathers (FSDP: reshard after use; ZeRO-3). A large value that is split over the devices between
 *   steps is replicated only around its use. The partitioner gathers it again for every use, and the scheduler places
 *   the all-gather just before the use.
 */
import { bytesOf, type TensorType } from "../../ir/types.ts";

/**
 * Values that have at least this many bytes when gathered are gathered again for each use, at the price of one more
 * segment.
 */
export const minLateBytes = 1 << 20;

/** True if resharding a value from local type `from` to `to` takes memory that is worth saving. */
export const isDeferredGather = (from: TensorType, to: TensorType): boolean =>
  bytesOf(to) >= minLateBytes && bytesOf(to) > bytesOf(from);
