/**
 * @file Seconds of one op on one device: a roofline (compute, memory, kernel floor) whose compute side pays for small
 * and skinny shapes. Plain numbers in, so that search, simulator and runtime reports can all use it.
 */
import { type DeviceKind, type OpClass, peakFlopsPerSecond } from "../cluster/device.ts";

/**
 * Sizes of one device's matmul: `batch` products of m×k by k×n. A convolution's are those of its windows laid out as
 * matrices.
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
  /** Which kernel of its class runs, where a class has slower and faster ones. Only profiles tell them apart. */
  readonly kernel?: string;
  /** Element type it computes in; "tf32" for f32 data on TensorFloat-32 units. */
  readonly dtype: string;
  /** Operations, multiply and add counted separately. */
  readonly flops: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /**
   * Of a part of a kernel: 1 if it is the part that starts the kernel, else 0. A kernel's seconds are the sum of its
   * parts': its launch and its passes over memory.
   */
  readonly launches?: number;
  /** Sizes of a matmul or a convolution; without them it is priced as a cube of the same FLOPs. */
  readonly sizes?: MatmulSizes;
}

/** Seconds that `device` takes for `work`. Grows with every number in it. */
export function opSeconds(device: DeviceKind, work: OpWork): number {
  const { efficiency } = device;
  if (work.launches !== undefined) {
    const bytes = work.bytesRead + work.bytesWritten;
    return work.launches * device.kernelSeconds + bytes / (device.memoryBytesPerSecond * efficiency.memory.elementwise);
  }
  const memory = (work.bytesRead + work.bytesWritten) / (device.memoryBytesPerSecond * efficiency.memory[work.kind]);
  return Math.max(device.kernelSeconds, memory, computeSeconds(device, work));
}

/** Sizes of a matmul or a convolution; those of a cube of the same FLOPs when it has none. */
export function matmulSizes(work: OpWork): MatmulSizes {
  if (work.sizes) return work.sizes;
  const side = Math.cbrt(work.flops / 2);
  return { batch: 1, m: side, n: side, k: side };
}

function computeSeconds(device: DeviceKind, work: OpWork): number {
  const { efficiency } = device;
  switch (work.kind) {
    case "matmul": {
      const { batch, m, n, k } = matmulSizes(work);
      const { pad } = efficiency;
      const paddedFlops = 2 * batch * (m + pad.m) * (n + pad.n) * (k + pad.k);
      return paddedFlops / (peakFlopsPerSecond(device, work.dtype) * efficiency.matmul);
    }
    case "conv":
      return work.flops / (peakFlopsPerSecond(device, work.dtype) * efficiency.conv);
    case "elementwise":
    case "reduce":
    case "move":
      return work.flops / device.vectorFlopsPerSecond;
  }
}
