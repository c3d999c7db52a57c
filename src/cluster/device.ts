/** @file Kinds of devices: peak rates, memory, and how far real kernels stay below the peaks. */
import type { AttentionLibrary, EngineName } from "./engine.ts";

/**
 * Number formats that a device has a rate for; `tf32` is f32 data multiplied with TensorFloat-32 inputs, `f8` either
 * 8-bit float with sums in f32.
 */
export type ComputeType = "f64" | "f32" | "tf32" | "f16" | "bf16" | "f8" | "i8";

/** The class of an op by its limit: dot products, convolutions, passes over memory, or scattered memory accesses. */
export type OpClass = "matmul" | "conv" | "elementwise" | "reduce" | "move";

/** The shares of the peaks that real kernels reach, measured or fitted (docs/cost-model.md). */
export interface Efficiency {
  /** Fraction of the peak FLOP/s that a very large matmul reaches. */
  readonly matmul: number;
  /**
   * A matmul of m×n×k takes as long as one of (m+padM)×(n+padN)×(k+padK) at full rate: tiles that do not fill,
   * pipelines that start and drain. So small and skinny matmuls are less efficient, and seconds grow with each size.
   */
  readonly pad: { readonly m: number; readonly n: number; readonly k: number };
  /** Fraction of the peak FLOP/s that a large convolution reaches. */
  readonly conv: number;
  /**
   * Fraction of the peak FLOP/s that kernels of flash attention reach on the FLOPs that they do, by library: `sdpa` is
   * what PyTorch's `scaled_dot_product_attention` chooses, `fused` the fastest there is (cuDNN, FlashAttention-3 or 4).
   */
  readonly attention: Readonly<Record<AttentionLibrary, number>>;
  /** Fraction of the memory bandwidth that ops of each class reach. */
  readonly memory: Readonly<Record<OpClass, number>>;
}

/**
 * The ops that an engine runs as one pass over memory, from the fewest to the most: none; those of each optimizer
 * update; all that a compiler of loops puts into one kernel (`ir/kernels.ts`); these, with reductions of rows and what
 * is computed from them in one pass; these, with attention as one kernel that does not write its scores to memory
 * (`ir/attention.ts`).
 */
export const fusions = ["nothing", "updates", "loops", "kernels", "flash"] as const;
export type Fusion = (typeof fusions)[number];

/** The fusion that all of several engines have. */
export const leastFusion = (all: readonly Fusion[]): Fusion => fusions.find((fusion) => all.includes(fusion))!;

/** Whether an engine with this fusion runs ops as the kernels of a fusing compiler. */
export const fusesKernels = (fusion: Fusion): boolean => fusions.indexOf(fusion) >= fusions.indexOf("loops");

export interface DeviceKind {
  readonly name: string;
  /** The source of the peak numbers. */
  readonly source: string;
  /** Dense peak of the matrix units per format, FLOP/s (multiply and add counted separately). */
  readonly flopsPerSecond: Readonly<Partial<Record<ComputeType, number>>>;
  /** Peak of the vector units, f32 FLOP/s; also used for formats without a matrix rate. */
  readonly vectorFlopsPerSecond: number;
  readonly memoryBytes: number;
  readonly memoryBytesPerSecond: number;
  /** The least seconds of an op that is a kernel of its own; what a kernel of several ops takes besides its passes. */
  readonly kernelSeconds: number;
  readonly efficiency: Efficiency;
  /** The ops that its engine runs as one pass over memory. Default: none. */
  readonly fusion?: Fusion;
  /** Whether weights and activations are multiplied in 8-bit floats; attention's products stay in 16 bits. */
  readonly multipliesIn8Bits?: boolean;
  /** What its engine runs beside compute. Default: nothing. */
  readonly engine?: EngineName;
}

/** Peak FLOP/s of the matrix units for an element type. */
export const peakFlopsPerSecond = (device: DeviceKind, dtype: string): number =>
  device.flopsPerSecond[dtype as ComputeType] ?? device.vectorFlopsPerSecond;
