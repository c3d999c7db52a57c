/**
 * @file Link presets. The A100 and V100 numbers are fits to published tables, printed by `scripts/fit-collectives.ts`;
 * the newer switches are the A100 fit scaled by NVLink rate.
 */
import type { Nic, SwitchLink, TorusLink } from "./link.ts";

const scaled = (rates: readonly number[], factor: number): number[] => rates.map((rate) => rate * factor);

const nvswitchA100: SwitchLink = {
  topology: "switch",
  name: "nvswitch-a100",
  source: "fit: vTrain's NCCL all-reduce tables on A100 (2–8 GPUs); all-to-all and p2p: Galvatron's shipped profile",
  busBytesPerSecond: [196.1e9, 210.7e9, 221.8e9, 222.1e9, 228.7e9, 225.2e9, 228.1e9],
  baseSeconds: 40.5e-6,
  stepSeconds: 4.87e-6,
  launchSeconds: 5e-6,
  ramp: [
    [16e-6, 11.3e-6],
    [32e-6, 23e-6],
    [64e-6, 66e-6],
    [128e-6, 145e-6],
    [256e-6, 264e-6],
    [512e-6, 541e-6],
  ],
  allToAllBytesPerSecond: [165.6e9, 178.1e9, 190.7e9, 189e9, 187.3e9, 185.6e9, 183.9e9],
  allToAllBaseSeconds: 84.5e-6,
  p2pBytesPerSecond: 136e9,
  p2pSeconds: 12e-6,
  shared: false,
};

/** The A100 switch with links `factor` times as fast and the same latencies. */
const fasterSwitch = (name: string, factor: number): SwitchLink => ({
  ...nvswitchA100,
  name,
  source: `the A100 fit, NVLink rate × ${Number(factor.toFixed(2))}; not measured`,
  busBytesPerSecond: scaled(nvswitchA100.busBytesPerSecond, factor),
  allToAllBytesPerSecond: scaled(nvswitchA100.allToAllBytesPerSecond, factor),
  p2pBytesPerSecond: nvswitchA100.p2pBytesPerSecond * factor,
});

/**
 * MI300X: every two of eight devices share one Infinity Fabric link of 64 GB/s each way (AMD's datasheet: 7 links of
 * 128 GB/s in both directions), so a group of n has n − 1 of them per device; 0.75 of that, as the A100's bus has of
 * NVLink.
 */
const mi300xLink = 0.75 * 64e9;
const mi300xBus = Array.from({ length: 7 }, (_, i) => (i + 1) * mi300xLink);

const v100Bus = [22.57e9, 45.2e9, 83.48e9, 37.43e9, 46.4e9, 86.73e9, 133.6e9];

const pcie = (name: string, bytesPerSecond: number): SwitchLink => ({
  ...nvswitchA100,
  name,
  source: "0.75 of one ×16 slot, latencies of the A100 fit; not measured",
  busBytesPerSecond: [bytesPerSecond],
  allToAllBytesPerSecond: [bytesPerSecond],
  p2pBytesPerSecond: bytesPerSecond,
  shared: true,
});

const ici = (name: string, rank: number, wrapMultiple: number, linkBytesPerSecond: number): TorusLink => ({
  topology: "torus",
  name,
  source: "Google Cloud TPU pages and the public scaling book (about 1 µs per hop); 0.9 of the link rate; not measured",
  rank,
  linkBytesPerSecond: 0.9 * linkBytesPerSecond,
  hopSeconds: 1e-6,
  launchSeconds: 2e-6,
  wrapMultiple,
});

export const linkPresets = {
  "nvlink-v100": {
    ...nvswitchA100,
    name: "nvlink-v100",
    source:
      "fit: vTrain's NCCL all-reduce tables on V100 (hybrid cube mesh); all-to-all 0.8 of the bus rate as on A100",
    busBytesPerSecond: v100Bus,
    baseSeconds: 5e-6,
    stepSeconds: 8.41e-6,
    ramp: [
      [16e-6, 25.9e-6],
      [32e-6, 50.1e-6],
      [64e-6, 80.1e-6],
      [128e-6, 144e-6],
      [256e-6, 250e-6],
      [512e-6, 503e-6],
    ],
    allToAllBytesPerSecond: scaled(v100Bus, 0.8),
    p2pBytesPerSecond: v100Bus[0],
  },
  "nvswitch-a100": nvswitchA100,
  // NVLink per GPU, both directions: 600 GB/s on A100, 400 on A800 and H800, 900 on H100 and H200, 1,800 on Blackwell.
  "nvswitch-a800": fasterSwitch("nvswitch-a800", 2 / 3),
  "nvswitch-h100": fasterSwitch("nvswitch-h100", 1.5),
  "nvswitch-h800": fasterSwitch("nvswitch-h800", 2 / 3),
  "nvswitch-b200": fasterSwitch("nvswitch-b200", 3),
  "infinity-fabric-mi300x": {
    ...nvswitchA100,
    name: "infinity-fabric-mi300x",
    source:
      "AMD Instinct MI300X datasheet: all-to-all links; 0.75 of their rate, latencies of the A100 fit; not measured",
    busBytesPerSecond: mi300xBus,
    allToAllBytesPerSecond: mi300xBus,
    p2pBytesPerSecond: mi300xLink,
  },
  pcie3: pcie("pcie3", 12e9),
  pcie4: pcie("pcie4", 24e9),
  pcie5: pcie("pcie5", 48e9),
  "ici-v4": ici("ici-v4", 3, 4, 50e9),
  "ici-v5e": ici("ici-v5e", 2, 16, 50e9),
  "ici-v5p": ici("ici-v5p", 3, 4, 100e9),
  "ici-v6e": ici("ici-v6e", 2, 16, 100e9),
} as const satisfies Record<string, SwitchLink | TorusLink>;

/**
 * Shared memory between worker threads: an all-reduce reads every buffer and writes every buffer once. Faster than the
 * memory rate while the tensors fit the caches; with more workers than cores each rendezvous costs thread switches.
 */
export function sharedMemoryLink(numDevices: number, numCores: number): SwitchLink {
  const start = numDevices <= numCores ? 0.3e-6 : 40e-6;
  return {
    topology: "switch",
    name: `shared-memory-${numDevices}-on-${numCores}`,
    source: "measured: wasm-SIMD collectives of the threads engine, 2 and 4 workers on 2 cores, 4 KB to 100 MB",
    busBytesPerSecond: [14.2e9, 11e9, 9.8e9],
    baseSeconds: start,
    stepSeconds: 0,
    launchSeconds: start,
    ramp: [
      [4.6e-6, 0.9e-6],
      [74e-6, 14e-6],
      [1.2e-3, 0.55e-3],
      [7.4e-3, 7.2e-3],
    ],
    allToAllBytesPerSecond: [14.2e9, 11e9, 9.8e9],
    allToAllBaseSeconds: start,
    p2pBytesPerSecond: 17e9,
    p2pSeconds: start,
    // bench/methods: moe in 28 pieces with collectives between them against 2 pieces, on 2 and 4 workers.
    syncSeconds: 0.5e-3 * Math.max(1, numDevices / numCores),
    shared: true,
  };
}

/**
 * Cards of one host. `efficiency` 0.9 is Calculon's for InfiniBand. Galvatron's two-host tables (cards of 8 × 65
 * Gbit/s) need `ringEfficiency` two thirds of `efficiency`; well-tuned DGX fabrics keep it, so presets do too.
 */
const nic = (name: string, count: number, gigabitsPerSecond: number, stepSeconds: number): Nic => ({
  name,
  source: "the host's datasheet; efficiency from Calculon, step seconds from NCCL's tuning table or, for TCP, typical",
  count,
  bytesPerSecond: (gigabitsPerSecond * 1e9) / 8,
  stepSeconds,
  efficiency: 0.9,
  ringEfficiency: 0.9,
});

export const nicPresets = {
  "ethernet-25g": nic("ethernet-25g", 1, 25, 30e-6),
  "efa-100g": nic("efa-100g", 1, 100, 20e-6),
  "efa-4x100g": nic("efa-4x100g", 4, 100, 20e-6),
  "infiniband-8x200g": nic("infiniband-8x200g", 8, 200, 14e-6),
  "infiniband-8x400g": nic("infiniband-8x400g", 8, 400, 14e-6),
  "infiniband-8x800g": nic("infiniband-8x800g", 8, 800, 14e-6),
  "infiniband-72x400g": nic("infiniband-72x400g", 72, 400, 14e-6),
  "infiniband-72x800g": nic("infiniband-72x800g", 72, 800, 14e-6),
  "ethernet-2x200g": nic("ethernet-2x200g", 2, 200, 20e-6),
  "dcn-200g": nic("dcn-200g", 1, 200, 30e-6),
  loopback: nic("loopback", 1, 16, 20e-6),
} as const satisfies Record<string, Nic>;
