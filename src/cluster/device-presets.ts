/**
 * @file Device presets. Peaks are the vendors' dense numbers (no sparsity) for the SXM or on-board part; memory is what
 * the part really has, so plans must leave room for the framework themselves.
 */
import type { DeviceKind, Efficiency } from "./device.ts";

const GiB = 2 ** 30;

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
  memory: { matmul: 0.8, conv: 0.8, elementwise: 0.85, reduce: 0.8, move: 0.7 },
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
  efficiency: gpuEfficiency,
};

const a100: Omit<DeviceKind, "name" | "memoryBytes" | "memoryBytesPerSecond"> = {
  source: "NVIDIA A100 datasheet (SXM4)",
  flopsPerSecond: { f64: 19.5e12, f32: 19.5e12, tf32: 156e12, f16: 312e12, bf16: 312e12, i8: 624e12 },
  vectorFlopsPerSecond: 19.5e12,
  kernelSeconds: gpuKernelSeconds,
  efficiency: gpuEfficiency,
};

const hopper: Omit<DeviceKind, "name" | "source" | "memoryBytes" | "memoryBytesPerSecond"> = {
  flopsPerSecond: { f64: 67e12, f32: 67e12, tf32: 494.7e12, f16: 989.4e12, bf16: 989.4e12, i8: 1978.9e12 },
  vectorFlopsPerSecond: 67e12,
  kernelSeconds: gpuKernelSeconds,
  efficiency: gpuEfficiency,
};

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
  efficiency: tpuEfficiency,
});

export const devicePresets = {
  "v100-16gb": { name: "v100-16gb", memoryBytes: 16 * GiB, ...v100 },
  "v100-32gb": { name: "v100-32gb", memoryBytes: 32 * GiB, ...v100 },
  "a100-40gb": { name: "a100-40gb", memoryBytes: 40 * GiB, memoryBytesPerSecond: 1555e9, ...a100 },
  "a100-80gb": { name: "a100-80gb", memoryBytes: 80 * GiB, memoryBytesPerSecond: 2039e9, ...a100 },
  h100: {
    name: "h100",
    source: "NVIDIA H100 datasheet (SXM5, 80 GB)",
    memoryBytes: 80 * GiB,
    memoryBytesPerSecond: 3350e9,
    ...hopper,
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
    flopsPerSecond: { f64: 37e12, f32: 75e12, tf32: 1125e12, f16: 2250e12, bf16: 2250e12, i8: 4500e12 },
    vectorFlopsPerSecond: 75e12,
    memoryBytes: 180e9,
    memoryBytesPerSecond: 8000e9,
    kernelSeconds: gpuKernelSeconds,
    efficiency: gpuEfficiency,
  },
  "tpu-v4": tpu("tpu-v4", 275e12, 275e12, 32 * GiB, 1228e9, 4.3e12),
  "tpu-v5e": tpu("tpu-v5e", 197e12, 393e12, 16 * GiB, 819e9, 6e12),
  "tpu-v5p": tpu("tpu-v5p", 459e12, 918e12, 95 * GiB, 2765e9, 7e12),
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
    fusesUpdates: true,
    efficiency: {
      matmul: 0.9,
      pad: { m: 12, n: 4, k: 12 },
      conv: 0.58,
      memory: { matmul: 1, conv: 1, elementwise: 1, reduce: 1, move: 0.15 },
    },
  };
}
