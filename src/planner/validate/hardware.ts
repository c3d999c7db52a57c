/** @file The hardware of a published run: the preset of its GPU, with the numbers that the run's description gives. */

import { Unsupported } from "../../base/errors.ts";
import type { HostKind } from "../../cluster/cluster.ts";
import { type DeviceKind, type Efficiency, fusesKernels } from "../../cluster/device.ts";
import { presetHost } from "../../cluster/host-presets.ts";
import type { Hardware } from "../predict/predict.ts";
import { engineOf, fusionOf } from "./engine.ts";
import type { Point } from "./point.ts";

const GiB = 2 ** 30;

/** Presets by patterns of GPU names; the first match counts. */
const presets: readonly (readonly [pattern: RegExp, preset: string])[] = [
  [/\bGB200\b/i, "gb200"],
  [/\bGB300\b/i, "gb300"],
  [/\bB200\b/i, "b200"],
  [/\bB300\b/i, "b300"],
  [/\bH200\b/i, "h200"],
  [/\bH800\b/i, "h800"],
  [/\bH100\b.*PCIe/i, "h100-pcie"],
  [/\bH100\b/i, "h100"],
  [/\bA800\b/i, "a800"],
  [/\bA100\b.*\b40\s*GB/i, "a100-40gb"],
  [/\bA100\b/i, "a100-80gb"],
  [/\bV100\b.*\b16\s*GB/i, "v100-16gb"],
  [/\bV100\b/i, "v100-32gb"],
  [/\bL40S\b/i, "l40s"],
  [/\b4090\b/, "rtx-4090"],
  [/\bMI300X\b/i, "mi300x"],
  [/\bTPU[ -]?v4\b/i, "tpu-v4"],
  [/\bTPU[ -]?v5e\b/i, "tpu-v5e"],
  [/\bTPU[ -]?v5p\b/i, "tpu-v5p"],
  [/\bTPU[ -]?v6e\b/i, "tpu-v6e"],
];

/** Power at which the products of these presets were measured, in watts (their datasheets). */
const ratedWatts: Readonly<Record<string, number>> = { h100: 700, h200: 700, h800: 700, "a100-80gb": 400, a800: 400 };

/** Devices per host if the point does not say; the usual number for GPUs. */
const usualPerHost = 8;

/** @throws Unsupported for a GPU without preset */
export function hardwareOf(point: Point): Hardware {
  const { hardware, precision = "", techniques = "" } = point;
  if (!hardware) throw new Unsupported("hardware", "is not in the point");
  const { gpu, inter, n_gpus: total } = hardware;
  const preset = presets.find(([pattern]) => pattern.test(gpu))?.[1];
  if (!preset) throw new Unsupported("hardware.gpu", `"${gpu}" has no preset`);
  const perHost = Math.min(hardware.gpus_per_node ?? usualPerHost, total);
  const isEightBit = /float8|fp8/i.test(`${techniques} ${precision}`) && !/no [^+]*float8/i.test(techniques);
  if (/fp4/i.test(`${techniques} ${precision}`))
    throw new Unsupported("precision", "the presets have no rate of 4-bit products");
  return {
    key: JSON.stringify([gpu, inter, perHost, isEightBit, engineOf(point), fusionOf(point)]),
    perHost,
    host: (devices) => {
      const described = withPower(withText(presetHost("hardware.gpu", preset, devices), gpu, inter), gpu, preset);
      const host = { ...described, device: withFramework(described.device, point) };
      return isEightBit ? withEightBitProducts(host) : host;
    },
  };
}

/** The device with what the run's framework does besides. */
function withFramework(device: DeviceKind, point: Point): DeviceKind {
  const [engine, fusion] = [engineOf(point), fusionOf(point)];
  return {
    ...device,
    ...(engine && { engine }),
    ...(fusion && fusesKernels(device.fusion ?? "nothing") && { fusion }),
  };
}

/**
 * The host whose products of weights run at the rate of 8-bit floats. Conversions are not counted.
 * @throws Unsupported for a device without such a rate
 */
function withEightBitProducts(host: HostKind): HostKind {
  if (host.device.flopsPerSecond.f8 === undefined)
    throw new Unsupported("precision", `${host.device.name} has no rate of 8-bit floats`);
  return { ...host, device: { ...host.device, multipliesIn8Bits: true } };
}

/**
 * The host with the power limit in the description of its GPUs. Power grows with the clock and the square of the
 * voltage, which grows with the clock: products, which the limit slows, go with the cube root of the power.
 */
function withPower(host: HostKind, gpu: string, preset: string): HostKind {
  const watts = /\b(\d+)\s*W\b/.exec(gpu)?.[1];
  const rated = ratedWatts[preset];
  if (watts === undefined || rated === undefined) return host;
  const clock = Math.min(1, Math.cbrt(Number(watts) / rated));
  const { efficiency } = host.device;
  const { sdpa, fused } = efficiency.attention;
  const slower: Efficiency = {
    ...efficiency,
    matmul: efficiency.matmul * clock,
    conv: efficiency.conv * clock,
    attention: { sdpa: sdpa * clock, fused: fused * clock },
  };
  return { ...host, device: { ...host.device, efficiency: slower } };
}

/** The preset with the memory, bandwidth and network in the description of the run. */
function withText(host: HostKind, gpu: string, inter: string | undefined): HostKind {
  const memory = /\b(\d+)\s*GB\b/i.exec(gpu);
  const bandwidth = /([\d.]+)\s*TB\/s/i.exec(gpu);
  const { device, nic } = host;
  const bytes = memory ? Number(memory[1]) * GiB : device.memoryBytes;
  // Data sheets call 80 GiB "80GB" and 141·10⁹ bytes "141GB", so about equal numbers mean the preset's.
  const isSame = Math.abs(bytes / device.memoryBytes - 1) < 0.08;
  const cards = /(\d+)\s*[x×]\s*(\d+)\s*Gb/i.exec(inter ?? "");
  const each = /(\d+)\s*Gb(?:it)?\/s(\s+per\s+GPU)?/i.exec(inter ?? "");
  const network = cards
    ? { count: Number(cards[1]), gigabits: Number(cards[2]) }
    : each
      ? { count: each[2] || /RoCE|RDMA/i.test(inter ?? "") ? host.numDevices : 1, gigabits: Number(each[1]) }
      : undefined;
  return {
    ...host,
    device: {
      ...device,
      memoryBytes: isSame ? device.memoryBytes : bytes,
      memoryBytesPerSecond: bandwidth ? Number(bandwidth[1]) * 1e12 : device.memoryBytesPerSecond,
    },
    nic: network ? { ...nic, count: network.count, bytesPerSecond: (network.gigabits * 1e9) / 8 } : nic,
  };
}
