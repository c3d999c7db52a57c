/** @file Bytes on the wire of a collective, by one convention for plans, simulator and engines. */
import type { CollectiveKind } from "./ops.ts";

/**
 * Bytes that one device sends in a bandwidth-optimal (ring) collective over n devices whose input is S bytes per
 * device: all_reduce 2(n−1)/n·S, reduce_scatter and all_to_all (n−1)/n·S, all_gather (n−1)·S, all_slice 0. This is
 * NCCL's convention of bus bytes, so volumes can be compared with published ones; it does not depend on how an engine
 * moves the bytes.
 */
export function bytesSent(kind: CollectiveKind, groupSize: number, inputBytes: number): number {
  const others = groupSize - 1;
  const shares: Readonly<Record<CollectiveKind, number>> = {
    all_reduce: (2 * others) / groupSize,
    reduce_scatter: others / groupSize,
    all_to_all: others / groupSize,
    all_gather: others,
    all_slice: 0,
  };
  return shares[kind] * inputBytes;
}
