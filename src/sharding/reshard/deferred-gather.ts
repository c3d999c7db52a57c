/**
 * @file Which values are gathered late: a large value that lies split over the devices between steps and is whole only
 * around its use. The partitioner gathers it again for every use, the scheduler gathers it just before (ZeRO-3, FSDP).
 */
import { bytesOf, type TensorType } from "../../ir/types.ts";

/** Smaller values are not worth a segment of their own around their use. */
export const minLateBytes = 1 << 20;

/** True when bringing a value from local type `from` to `to` takes memory worth saving. */
export const isGatheredLate = (from: TensorType, to: TensorType): boolean =>
  bytesOf(to) >= minLateBytes && bytesOf(to) > bytesOf(from);
