/**
 * @file Seconds of one op on one device: a roofline (compute, memory, minimum time of a kernel) whose compute side is
 * less efficient for small and skinny shapes. The input is plain numbers, so that the search, the simulator and runtime
 * reports can all use it.
 */

import { type DeviceKind, type OpClass, peakFlopsPerSecond } from "../cluster/device.ts";
import { type Engine, engines } from "../cluster/engine.ts";

/**
 * Sizes of one device's matmul: `batch` products of m×k by k×n. For a convolution, those of the matrix product after
 * im2col.
 */
export interface MatmulSizes {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** The work of one op on one device. */
export interface OpWork {
  readonly kind: OpClass;
  /** The kernel that runs, if its class has slower and faster ones. Only profiles distinguish them. */
  readonly kernel?: string;
  /** The element type of the computation; "tf32" for f32 data on TensorFloat-32 units. */
  readonly dtype: string;
  /** Operations, multiply and add counted separately. */
  readonly flops: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /**
   * For a part of a kernel: 1 if the part starts the kernel, else 0. The seconds of a kernel are the sum of those of
   * its parts: its launch and its passes over memory.
   */
  readonly launches?: number;
  /** Sizes of a matmul or a convolution; without them it is priced as a product of cubes with the same FLOPs. */
  readonly sizes?: MatmulSizes;
  /** The share of a product that its kernel computes: half if it skips what a causal mask hides. Default: 1. */
  readonly share?: number;
}

/** The name of the kernel of attention's products, which are of 16 bits where others are of 8. */
export const attentionKernel = "attention";

/** Seconds that `device` takes for `work`; monotone in every number of `work`. */
export function opSeconds(device: DeviceKind, work: OpWork): number {
  const { efficiency } = device;
  if (work.launches !== undefined) {
    const bytes = work.bytesRead + work.bytesWritten;
    return work.launches * device.kernelSeconds + bytes / (device.memoryBytesPerSecond * efficiency.memory.elementwise);
  }
  const memory = (work.bytesRead + work.bytesWritten) / (device.memoryBytesPerSecond * efficiency.memory[work.kind]);
  return Math.max(device.kernelSeconds, memory, computeSeconds(device, work));
}

/** Sizes of a matmul or a convolution; if it has none, those of a product of cubes with the same FLOPs. */
export function matmulSizes(work: OpWork): MatmulSizes {
  if (work.sizes) return work.sizes;
  const side = Math.cbrt(work.flops / 2);
  return { batch: 1, m: side, n: side, k: side };
}

/**
 * Seconds of an attention kernel per padded FLOP of one of its products. The smallest size is that of a head, which a
 * tile holds as a whole: it is not padded.
 */
function attentionSecondsPerFlop(device: DeviceKind, work: OpWork): number {
  const { m, n, k } = matmulSizes(work);
  const { pad, attention } = device.efficiency;
  const head = Math.min(m / (m + pad.m), n / (n + pad.n), k / (k + pad.k));
  const library = (device.engine && (engines[device.engine] as Engine).attention) ?? "fused";
  return ((work.share ?? 1) * head) / (peakFlopsPerSecond(device, work.dtype) * attention[library]);
}

function computeSeconds(device: DeviceKind, work: OpWork): number {
  const { efficiency } = device;
  switch (work.kind) {
    case "matmul": {
      const { batch, m, n, k } = matmulSizes(work);
      const { pad } = efficiency;
      const paddedFlops = 2 * batch * (m + pad.m) * (n + pad.n) * (k + pad.k);
      if (work.kernel === attentionKernel) return paddedFlops * attentionSecondsPerFlop(device, work);
      // Without attention kernels, products of a batch of matrices are taken for attention's.
      const isAttention = device.fusion !== "flash" && batch > 1;
      const type = device.multipliesIn8Bits && !isAttention && /^b?f16$/.test(work.dtype) ? "f8" : work.dtype;
      return paddedFlops / (peakFlopsPerSecond(device, type) * efficiency.matmul);
    }
    case "conv":
      return work.flops / (peakFlopsPerSecond(device, work.dtype) * efficiency.conv);
    case "elementwise":
    case "reduce":
    case "move":
      return work.flops / device.vectorFlopsPerSecond;
  }
}
