/** @file The table of device presets in docs/cost-model.md. */
import type { DeviceKind } from "../../src/cluster/device.ts";
import { hostPresets } from "../../src/cluster/host-presets.ts";

const tera = (rate: number | undefined): string => (rate === undefined ? "" : `${Math.round(rate / 1e12)}`);

/** A row per host preset of an accelerator. */
export function deviceTable(): string {
  const rows = Object.entries(hostPresets).flatMap(([name, { about, maxDevices, host }]) => {
    if (name === "threads") return [];
    const { device, link, nic } = host(maxDevices);
    const { bf16, f16, f8 }: DeviceKind["flopsPerSecond"] = device.flopsPerSecond;
    const memory = `${Math.round(device.memoryBytes / 1e9)} GB, ${(device.memoryBytesPerSecond / 1e12).toFixed(2)} TB/s`;
    const cells = [`\`${name}\``, tera(bf16 ?? f16), tera(f8), memory, `${maxDevices}, ${link.name}`, nic.name, about];
    return [`| ${cells.join(" | ")} |`];
  });
  return [
    "| device | 16-bit | 8-bit float | memory | devices per host, link | cards of a host | host |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}
