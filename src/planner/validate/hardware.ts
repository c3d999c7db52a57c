/** @file The hardware of a published run: the preset of its GPU, with the numbers that the run's description gives. */

import { Unsupported } from "../../base/errors.ts";
import type { HostKind } from "../../cluster/cluster.ts";
import { type DeviceKind, fusesKernels } from "../../cluster/device.ts";
import type { EngineName } from "../../cluster/engine.ts";
import { presetHost } from "../../cluster/host-presets.ts";
import { engineOf } from "./engine.ts";
import type { Point } from "./point.ts";
import type { Hardware } from "./predict.ts";

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
  const engine = engineOf(point);
  return {
    key: JSON.stringify([gpu, inter, perHost, isEightBit, engine]),
    perHost,
    host: (devices) => {
      const described = withText(presetHost("hardware.gpu", preset, devices), gpu, inter);
      const host = engine ? { ...described, device: withEngine(described.device, engine) } : described;
      return isEightBit ? withEightBitProducts(host) : host;
    },
  };
}

/** The device with an engine. FSDP has PyTorch 2's FlashAttention (`scaled_dot_product_attention`). */
const withEngine = (device: DeviceKind, engine: EngineName): DeviceKind => ({
  ...device,
  engine,
  ...(engine === "fsdp" && fusesKernels(device.fusion ?? "nothing") && { fusion: "flash" as const }),
});

/**
 * The host whose products of weights run at the rate of 8-bit floats. Conversions are not counted.
 * @throws Unsupported for a device without such a rate
 */
function withEightBitProducts(host: HostKind): HostKind {
  if (host.device.flopsPerSecond.f8 === undefined)
    throw new Unsupported("precision", `${host.device.name} has no rate of 8-bit floats`);
  return { ...host, device: { ...host.device, multipliesIn8Bits: true } };
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
