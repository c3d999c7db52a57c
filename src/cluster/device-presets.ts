/**
 * @file Device presets. Peaks are the vendors' dense numbers (no sparsity; half of what a datasheet prints "with
 * sparsity") for the SXM or on-board part, memory and bandwidth those of the datasheet named in `source`. Memory is
 * what the part really has, so plans must leave room for the framework themselves.
 */
import type { DeviceKind, Efficiency } from "./device.ts";

const GiB = 2 ** 30;

/**
 * Flash attention of 128 numbers a head with a causal mask, forward and backward together (1 : 2.5 FLOPs), without what
 * the pads take of the published sizes. A100: FlashAttention-2 forward, 156 of 312 TFLOP/s at 4,096 tokens (liangan1,
 * GPU_travel/performance/flash-attn); its paper has 50 to 73 % of the peak. H100, 8,192 tokens: FlashAttention-2 has
 * 284 forward and 287 backward, FlashAttention-3 630 and 532 (flash-attention #1791). B200, 8,192 tokens: 1,418 and
 * 1,118 (flash-attention #2280). RTX 4090, 2,048 tokens: 151 and 99 (apache/tvm, tl_doc/flash_perf.md).
 */
const attention = {
  ampere: { sdpa: 0.52, fused: 0.52 },
  hopper: { sdpa: 0.3, fused: 0.57 },
  blackwell: { sdpa: 0.54, fused: 0.54 },
  ada: { sdpa: 0.73, fused: 0.73 },
} as const satisfies Record<string, Efficiency["attention"]>;

/**
 * GPUs: 0.85 of peak for huge matmuls (about 790 of 989 TFLOP/s of bf16 seen on an H200 at common large sizes; Calculon
 * has 0.99, AutoParallel 0.7), pads that give Calculon's fall-off between 128 and 1 GFLOP; memory 0.7 is
 * AutoParallel's, plain streaming does better. Checked against the layer times of Korthikanti et al. Table 4
 * (src/cost/ops.test.ts).
 */
const gpuEfficiency: Efficiency = {
  matmul: 0.85,
  pad: { m: 96, n: 96, k: 96 },
  conv: 0.6,
  attention: attention.ampere,
  memory: { matmul: 0.8, conv: 0.8, elementwise: 0.85, reduce: 0.8, move: 0.7 },
};

/**
 * Later GPUs reach a smaller share of their peak: their clocks fall at full power. A share is the A100's times the
 * ratio of the best products measured on both (mamf-finder, 16-bit: A100 SXM 86.9 % of peak, H100 SXM 80.3, B200 77.6,
 * B300 78.6, GB200 72.9, also for GB300, MI300X 51.4; stas00/ml-engineering, compute/accelerator, commit 744d01e).
 */
const measuredAgainstA100 = (share: number, own?: Efficiency["attention"]): Efficiency => {
  const { matmul, attention } = gpuEfficiency;
  const scaled = (all: number): number => (all * share) / 86.9;
  return {
    ...gpuEfficiency,
    matmul: scaled(matmul),
    attention: own ?? { sdpa: scaled(attention.sdpa), fused: scaled(attention.fused) },
  };
};

/** TPUs: 128×128 systolic arrays; fractions as for GPUs, not measured here. */
const tpuEfficiency: Efficiency = { ...gpuEfficiency, pad: { m: 64, n: 96, k: 96 } };

/** AutoParallel's kernel floor. XLA on TPU runs one fused program, where only a DMA round trip is left. */
const [gpuKernelSeconds, tpuKernelSeconds] = [7e-6, 1e-6];

const v100: Omit<DeviceKind, "name" | "memoryBytes"> = {
  source: "NVIDIA V100 datasheet (SXM2); no bf16 or tf32 units, int8 by DP4A",
  flopsPerSecond: { f64: 7.8e12, f32: 15.7e12, f16: 125e12, i8: 62.8e12 },
  vectorFlopsPerSecond: 15.7e12,
  memoryBytesPerSecond: 900e9,
  kernelSeconds: gpuKernelSeconds,
  fusion: "kernels",
  efficiency: gpuEfficiency,
};

const a100: Omit<DeviceKind, "name" | "memoryBytes" | "memoryBytesPerSecond"> = {
  source: "NVIDIA A100 datasheet (SXM4)",
  flopsPerSecond: { f64: 19.5e12, f32: 19.5e12, tf32: 156e12, f16: 312e12, bf16: 312e12, i8: 624e12 },
  vectorFlopsPerSecond: 19.5e12,
  kernelSeconds: gpuKernelSeconds,
  fusion: "kernels",
  efficiency: gpuEfficiency,
};

const hopper: Omit<DeviceKind, "name" | "source" | "memoryBytes" | "memoryBytesPerSecond"> = {
  flopsPerSecond: {
    ...{ f64: 67e12, f32: 67e12, tf32: 494.7e12, f16: 989.4e12, bf16: 989.4e12 },
    ...{ f8: 1978.9e12, i8: 1978.9e12 },
  },
  vectorFlopsPerSecond: 67e12,
  kernelSeconds: gpuKernelSeconds,
  fusion: "flash",
  efficiency: measuredAgainstA100(80.3, attention.hopper),
};

/** A GPU with Hopper's kernel floor; its efficiencies are Hopper's where none was measured on it. */
const gpu = <Name extends string>(
  name: Name,
  own: Omit<DeviceKind, "name" | "kernelSeconds" | "efficiency" | "vectorFlopsPerSecond"> & {
    readonly efficiency?: Efficiency;
    readonly flopsPerSecond: { readonly f16: number; readonly f32: number };
  },
) => ({ ...hopper, vectorFlopsPerSecond: own.flopsPerSecond.f32, ...own, name });

/** A TPU multiplies in bf16 (or int8); f32 matmuls take six bf16 passes (XLA's "highest" precision). */
const tpu = (
  name: string,
  bf16: number,
  i8: number,
  memory: number,
  bandwidth: number,
  vector: number,
): DeviceKind => ({
  name,
  source: "Google Cloud TPU system architecture pages; vector rate from the public scaling book, order of magnitude",
  flopsPerSecond: { f32: bf16 / 6, f16: bf16, bf16, i8 },
  vectorFlopsPerSecond: vector,
  memoryBytes: memory,
  memoryBytesPerSecond: bandwidth,
  kernelSeconds: tpuKernelSeconds,
  fusion: "kernels",
  efficiency: tpuEfficiency,
});

export const devicePresets = {
  "v100-16gb": { name: "v100-16gb", memoryBytes: 16 * GiB, ...v100 },
  "v100-32gb": { name: "v100-32gb", memoryBytes: 32 * GiB, ...v100 },
  "a100-40gb": { name: "a100-40gb", memoryBytes: 40 * GiB, memoryBytesPerSecond: 1555e9, ...a100 },
  "a100-80gb": { name: "a100-80gb", memoryBytes: 80 * GiB, memoryBytesPerSecond: 2039e9, ...a100 },
  h100: {
    name: "h100",
    source: "NVIDIA H100 datasheet (SXM5, 80 GB, 700 W)",
    memoryBytes: 80 * GiB,
    memoryBytesPerSecond: 3350e9,
    ...hopper,
  },
  "h100-pcie": gpu("h100-pcie", {
    source: "NVIDIA H100 datasheet (PCIe, 80 GB HBM2e, 350 W)",
    flopsPerSecond: { f64: 51e12, f32: 51e12, tf32: 378e12, f16: 756e12, bf16: 756e12, f8: 1513e12, i8: 1513e12 },
    memoryBytes: 80 * GiB,
    memoryBytesPerSecond: 2000e9,
  }),
  h800: gpu("h800", {
    source: "NVIDIA H800 datasheet (SXM5, 80 GB): an H100 with 1 TFLOP/s of f64 and NVLink of 400 GB/s",
    flopsPerSecond: { ...hopper.flopsPerSecond, f16: 989.4e12, f32: 67e12, f64: 1e12 },
    memoryBytes: 80 * GiB,
    memoryBytesPerSecond: 3350e9,
  }),
  a800: {
    ...a100,
    name: "a800",
    source: "NVIDIA A800 datasheet (SXM4, 80 GB): an A100 with NVLink of 400 GB/s",
    memoryBytes: 80 * GiB,
    memoryBytesPerSecond: 2039e9,
  },
  h200: {
    name: "h200",
    source: "NVIDIA H200 datasheet (SXM, 141 GB)",
    memoryBytes: 141e9,
    memoryBytesPerSecond: 4800e9,
    ...hopper,
  },
  b200: {
    name: "b200",
    source: "NVIDIA DGX B200 datasheet, one eighth (180 GB, 8 TB/s)",
    flopsPerSecond: { f64: 37e12, f32: 75e12, tf32: 1125e12, f16: 2250e12, bf16: 2250e12, f8: 4500e12, i8: 4500e12 },
    vectorFlopsPerSecond: 75e12,
    memoryBytes: 180e9,
    memoryBytesPerSecond: 8000e9,
    kernelSeconds: gpuKernelSeconds,
    fusion: "flash",
    efficiency: measuredAgainstA100(77.6, attention.blackwell),
  },
  gb200: gpu("gb200", {
    source: "NVIDIA GB200 NVL72 datasheet, one of 72 (13.4 TB, 576 TB/s in all)",
    flopsPerSecond: {
      ...{ f64: 40e12, f32: 80e12, tf32: 1250e12, f16: 2500e12, bf16: 2500e12 },
      ...{ f8: 5000e12, i8: 5000e12 },
    },
    efficiency: measuredAgainstA100(72.9, attention.blackwell),
    memoryBytes: 186e9,
    memoryBytesPerSecond: 8000e9,
  }),
  b300: gpu("b300", {
    source: "NVIDIA HGX B300 datasheet, one eighth (2.1 TB, 64 TB/s in all; few f64 and 8-bit integer units)",
    flopsPerSecond: { f64: 1.25e12, f32: 75e12, tf32: 1125e12, f16: 2250e12, bf16: 2250e12, f8: 4500e12 },
    efficiency: measuredAgainstA100(78.6, attention.blackwell),
    memoryBytes: 268e9,
    memoryBytesPerSecond: 8000e9,
  }),
  gb300: gpu("gb300", {
    source: "NVIDIA GB300 NVL72 datasheet, one of 72 (20 TB, 576 TB/s in all; few f64 and 8-bit integer units)",
    flopsPerSecond: { f64: 1.3e12, f32: 80e12, tf32: 1250e12, f16: 2500e12, bf16: 2500e12, f8: 5000e12 },
    efficiency: measuredAgainstA100(72.9, attention.blackwell),
    memoryBytes: 278e9,
    memoryBytesPerSecond: 8000e9,
  }),
  l40s: gpu("l40s", {
    source: "NVIDIA L40S datasheet (PCIe, 48 GB GDDR6); f64 is 1/64 of f32 (Ada whitepaper)",
    flopsPerSecond: {
      ...{ f64: 1.43e12, f32: 91.6e12, tf32: 183e12, f16: 362e12, bf16: 362e12 },
      ...{ f8: 733e12, i8: 733e12 },
    },
    memoryBytes: 48 * GiB,
    memoryBytesPerSecond: 864e9,
  }),
  "rtx-4090": gpu("rtx-4090", {
    source:
      "NVIDIA Ada whitepaper, GeForce RTX 4090: 16- and 8-bit products with sums in f32, at half of the full rate",
    flopsPerSecond: {
      ...{ f64: 1.29e12, f32: 82.6e12, tf32: 82.6e12, f16: 165.2e12, bf16: 165.2e12 },
      ...{ f8: 330.3e12, i8: 660.6e12 },
    },
    efficiency: { ...hopper.efficiency, attention: attention.ada },
    memoryBytes: 24 * GiB,
    memoryBytesPerSecond: 1008e9,
  }),
  mi300x: gpu("mi300x", {
    source: "AMD Instinct MI300X datasheet (OAM, 192 GB HBM3, 750 W); xf32 counts as tf32",
    flopsPerSecond: {
      ...{ f64: 163.4e12, f32: 163.4e12, tf32: 653.7e12, f16: 1307.4e12, bf16: 1307.4e12 },
      ...{ f8: 2614.9e12, i8: 2614.9e12 },
    },
    efficiency: measuredAgainstA100(51.4),
    memoryBytes: 192 * GiB,
    memoryBytesPerSecond: 5300e9,
  }),
  "tpu-v4": tpu("tpu-v4", 275e12, 275e12, 32 * GiB, 1228e9, 4.3e12),
  "tpu-v5e": tpu("tpu-v5e", 197e12, 393e12, 16 * GiB, 819e9, 6e12),
  "tpu-v5p": tpu("tpu-v5p", 459e12, 918e12, 95 * GiB, 2765e9, 7e12),
  "tpu-v6e": tpu("tpu-v6e", 918e12, 1836e12, 32 * GiB, 1638e9, 7e12),
} as const satisfies Record<string, DeviceKind>;

/** A machine that runs the threads engine. */
export interface Machine {
  readonly numCores: number;
  readonly memoryBytes: number;
}

/** The machine on which the threads presets were measured. */
export const measuredMachine: Machine = { numCores: 2, memoryBytes: 16 * GiB };

/**
 * One of `numDevices` worker threads of the threads engine, which share the machine's cores and memory. Rates are those
 * of ONNX Runtime measured on two cores of a server CPU; `alpa profile` replaces them by the machine's own.
 */
export function threadDevice(numDevices: number, { numCores, memoryBytes } = measuredMachine): DeviceKind {
  const coreShare = Math.min(1, numCores / numDevices);
  const memoryShare = Math.min(48e9, (31e9 * numCores) / numDevices);
  return {
    name: "threads",
    source: "measured: ONNX Runtime, one f32 thread per worker, AVX-512 server core (matmul 180–240 GFLOP/s)",
    flopsPerSecond: { f64: 120e9 * coreShare, f32: 240e9 * coreShare, f16: 230e9 * coreShare },
    vectorFlopsPerSecond: 20e9 * coreShare,
    memoryBytes: memoryBytes / numDevices,
    memoryBytesPerSecond: memoryShare,
    kernelSeconds: 0.25e-6 / coreShare,
    fusion: "updates",
    efficiency: {
      matmul: 0.9,
      pad: { m: 12, n: 4, k: 12 },
      conv: 0.58,
      attention: { sdpa: 0.9, fused: 0.9 },
      memory: { matmul: 1, conv: 1, elementwise: 1, reduce: 1, move: 0.15 },
    },
  };
}
