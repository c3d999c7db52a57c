/** @file What one op of a kernel moves to and from memory. Equal ports are one object, by which prices are found. */
import { NumberTree } from "../base/number-tree.ts";

export interface KernelPorts {
  /** By operand: how often it is read; fractions where it broadcasts a smaller value. */
  readonly reads: readonly number[];
  /** By result: 1 if it is written, else 0. */
  readonly writes: readonly number[];
  /** 1 if a kernel starts with this op, else 0; left out where no launch is counted. */
  readonly launches?: number;
  /** The share of a product that its kernel computes. Default: 1. */
  readonly share?: number;
}

const known = new NumberTree<KernelPorts>();

/** The object for ports of these numbers. */
export function kernelPorts(
  reads: readonly number[],
  writes: readonly number[],
  launches?: number,
  share = 1,
): KernelPorts {
  const place = known
    .at(launches ?? -1)
    .at(share)
    .along(reads)
    .at(-1)
    .along(writes);
  place.value ??= { reads, writes, ...(launches !== undefined && { launches }), ...(share !== 1 && { share }) };
  return place.value;
}
