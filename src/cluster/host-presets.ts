/** @file Host presets: the machine that each device usually sits in. */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { type Cluster, type HostKind, makeCluster } from "./cluster.ts";
import { devicePresets, type Machine, measuredMachine, threadDevice } from "./device-presets.ts";
import { linkPresets, nicPresets, sharedMemoryLink } from "./link-presets.ts";

interface HostPreset {
  /** A description of the host. */
  readonly about: string;
  /** Most devices that one such host has. */
  readonly maxDevices: number;
  readonly host: (numDevices: number) => HostKind;
}

const usual = (
  about: string,
  maxDevices: number,
  device: keyof typeof devicePresets,
  link: keyof typeof linkPresets,
  nic: keyof typeof nicPresets,
): HostPreset => ({
  about,
  maxDevices,
  host: (numDevices) => ({ device: devicePresets[device], numDevices, link: linkPresets[link], nic: nicPresets[nic] }),
});

export const hostPresets: Readonly<Record<string, HostPreset>> = {
  "v100-16gb": usual("AWS p3.16xlarge (Alpa's cluster)", 8, "v100-16gb", "nvlink-v100", "ethernet-25g"),
  "v100-32gb": usual("AWS p3dn.24xlarge", 8, "v100-32gb", "nvlink-v100", "efa-100g"),
  "a100-40gb": usual("AWS p4d.24xlarge", 8, "a100-40gb", "nvswitch-a100", "efa-4x100g"),
  "a100-80gb": usual("DGX A100 (Selene)", 8, "a100-80gb", "nvswitch-a100", "infiniband-8x200g"),
  a800: usual("HGX A800", 8, "a800", "nvswitch-a800", "infiniband-8x200g"),
  h100: usual("DGX H100", 8, "h100", "nvswitch-h100", "infiniband-8x400g"),
  "h100-pcie": usual("server with PCIe cards, no NVLink bridges", 8, "h100-pcie", "pcie5", "ethernet-2x200g"),
  h800: usual("HGX H800", 8, "h800", "nvswitch-h800", "infiniband-8x400g"),
  h200: usual("DGX H200", 8, "h200", "nvswitch-h100", "infiniband-8x400g"),
  b200: usual("DGX B200", 8, "b200", "nvswitch-b200", "infiniband-8x400g"),
  b300: usual("DGX B300", 8, "b300", "nvswitch-b200", "infiniband-8x800g"),
  // The 72 devices of a rack share one NVLink switch: the rack is the host.
  gb200: usual("GB200 NVL72 rack", 72, "gb200", "nvswitch-b200", "infiniband-72x400g"),
  gb300: usual("GB300 NVL72 rack", 72, "gb300", "nvswitch-b200", "infiniband-72x800g"),
  l40s: usual("OVX L40S server", 8, "l40s", "pcie4", "ethernet-2x200g"),
  "rtx-4090": usual("workstation or server, no NVLink", 8, "rtx-4090", "pcie4", "ethernet-25g"),
  mi300x: usual("AMD MI300X platform", 8, "mi300x", "infinity-fabric-mi300x", "infiniband-8x400g"),
  "tpu-v4": usual("TPU v4 slice, 4 chips per host, 3-D torus", 4, "tpu-v4", "ici-v4", "dcn-200g"),
  "tpu-v5e": usual("TPU v5e slice, 8 chips per host, 2-D torus", 8, "tpu-v5e", "ici-v5e", "dcn-200g"),
  "tpu-v5p": usual("TPU v5p slice, 4 chips per host, 3-D torus", 4, "tpu-v5p", "ici-v5p", "dcn-200g"),
  "tpu-v6e": usual("TPU v6e slice, 8 chips per host, 2-D torus", 8, "tpu-v6e", "ici-v6e", "dcn-200g"),
  threads: {
    about: "worker threads of one machine (numbers of a two-core server; profile your own)",
    maxDevices: 256,
    host: (numDevices) => threadsHost(numDevices),
  },
};

/** A machine as `numDevices` worker threads. Default: the measured one. */
export const threadsHost = (numDevices: number, machine: Machine = measuredMachine): HostKind => ({
  device: threadDevice(numDevices, machine),
  numDevices,
  link: sharedMemoryLink(numDevices, machine.numCores),
  nic: nicPresets.loopback,
});

/** This machine as a cluster of `numDevices` worker threads. */
export const threadsCluster = (numDevices: number): Cluster =>
  makeCluster(`${numDevices} threads`, [threadsHost(numDevices)]);

/** One host of a preset. Throws with the nearest names for unknown ones. */
export function presetHost(where: string, preset: string, numDevices: number): HostKind {
  const found = Object.hasOwn(hostPresets, preset) ? hostPresets[preset] : undefined;
  if (!found) {
    const starting = Object.keys(hostPresets).filter((name) => name.startsWith(preset) || name.endsWith(`-${preset}`));
    const hint = starting.length
      ? `; did you mean ${starting.join(" or ")}?`
      : suggestion(preset, Object.keys(hostPresets));
    throw new InvalidConfig(where, `unknown device "${preset}"${hint}`);
  }
  if (!Number.isInteger(numDevices) || numDevices < 1 || numDevices > found.maxDevices) {
    throw new InvalidConfig(
      where,
      `${numDevices} devices per host, but ${preset} (${found.about}) has 1 to ${found.maxDevices}; use more hosts`,
    );
  }
  return found.host(numDevices);
}
