import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { deviceTable } from "../../test/support/device-table.ts";
import { InvalidConfig } from "../base/errors.ts";
import { numDevices } from "./cluster.ts";
import type { DeviceKind } from "./device.ts";
import { devicePresets, threadDevice } from "./device-presets.ts";
import { hostPresets } from "./host-presets.ts";
import type { SwitchLink } from "./link.ts";
import { linkPresets } from "./link-presets.ts";
import { clusterFromJson, parseCluster } from "./parse.ts";

describe("cluster text", () => {
  test("hosts x devices per host : device", () => {
    const cluster = parseCluster("64x8:a100-80gb");
    expect(numDevices(cluster)).toBe(512);
    expect(cluster.hosts).toHaveLength(64);
    expect(cluster.hostOf[8]).toBe(1);
    expect(cluster.hosts[0].device.memoryBytes).toBe(80 * 2 ** 30);
    expect(parseCluster("4:threads").hosts).toHaveLength(1);
  });

  test("hosts may differ, and equal ones are one kind", () => {
    const cluster = parseCluster("2x8:a100-80gb + 3x4:v100-16gb + 1x8:a100-80gb");
    expect(numDevices(cluster)).toBe(36);
    expect(new Set(cluster.hosts).size).toBe(2);
    expect(cluster.hosts[5]).toBe(cluster.hosts[0]);
  });

  test.each([
    ["8x8:a100-80g", 'cluster "8x8:a100-80g": unknown device "a100-80g"; did you mean a100-80gb?'],
    ["8x8:a100", "did you mean a100-40gb or a100-80gb?"],
    ["8x8:v5e", "did you mean tpu-v5e?"],
    ["8x8:h10", "did you mean h100 or h100-pcie?"],
    ["8x8:h300", 'did you mean "h100"?'],
    ["8x8:abacus", "known: v100-16gb, v100-32gb"],
    ["8x8:constructor", "unknown device"],
    ["8x8:gaudi-2-hl225", "known: v100-16gb, v100-32gb, a100-40gb"],
    ["8x16:h100", "16 devices per host, but h100 (DGX H100) has 1 to 8; use more hosts"],
    ["8x0:h100", "0 devices per host"],
    ["0x8:h100", "0 hosts; write hosts x devices"],
    ["1000000x8:h100", 'cluster "1000000x8:h100": has 8000000 devices; give at most 1000000'],
    ["99999999999999999999x8:h100+1x8:h100", "give at most 1000000"],
    ["8 h100", 'cannot read "8 h100"; write hosts x devices per host : device, like 64x8:a100-80gb'],
    ["", 'cannot read ""'],
    ["2x8:h100@fast", 'got "fast"; give the speed of a network card, as in 25GB/s or 100Gbit/s'],
    ["2x8:h100@0GB/s", 'got "0GB/s"; give the speed of a network card'],
    ["2x4:tpu-v4+1x8:h100", "joins all devices to one torus, so its 3 hosts must be of one kind"],
  ])("%j is refused", (text, message) => {
    expect(() => parseCluster(text)).toThrow(InvalidConfig);
    expect(() => parseCluster(text)).toThrow(message);
  });
});

describe("cluster JSON", () => {
  test("presets with changes", () => {
    const cluster = clusterFromJson({
      version: 1,
      name: "mixed",
      hosts: [
        { count: 2, devices: 10, preset: "h100", nic: { count: 2, bytesPerSecond: 12.5e9 }, link: "pcie5" },
        { devices: 4, preset: "v100-16gb", device: { name: "v100-8gb", memoryBytes: 8e9 } },
        { devices: 8, preset: "a100-40gb", link: { preset: "nvswitch-a100", busBytesPerSecond: [100e9] } },
      ],
    });
    expect(numDevices(cluster)).toBe(32);
    expect(cluster.hosts[0].nic).toMatchObject({ count: 2, bytesPerSecond: 12.5e9, efficiency: 0.9 });
    expect(cluster.hosts[0].link.name).toBe("pcie5");
    expect(cluster.hosts[2].device).toMatchObject({ memoryBytes: 8e9, vectorFlopsPerSecond: 15.7e12 });
    expect(cluster.hosts[3].link).toMatchObject({ busBytesPerSecond: [100e9], p2pBytesPerSecond: 136e9 });
  });

  test.each([
    [{ version: 1, hosts: [{ devices: 8, preset: "h10" }] }, "did you mean h100 or h100-pcie?"],
    [
      { version: 1, hosts: [{ devices: 8, preset: "h100", nic: "infiniband-8x40g" }] },
      'cluster file: hosts.0.nic: got "infiniband-8x40g"; did you mean "infiniband-8x400g"?',
    ],
    [{ version: 1, hosts: [{ devices: 8, preset: "h100", device: { memory: 1 } }] }, 'Unrecognized key: "memory"'],
    [{ version: 1, hosts: [{ devices: 8, preset: "h100", device: { memoryBytes: -1 } }] }, "memoryBytes: Too small"],
    [
      { version: 1, hosts: [{ count: 1e9, devices: 8, preset: "h100" }] },
      "cluster file: has 8000000000 devices; give at most 1000000",
    ],
    [{ version: 2, hosts: [] }, "cluster file: version: got 2, expected 1"],
    [{ hosts: [] }, "cluster file: version is missing"],
    [null, "cluster file: the cluster: Invalid input: expected object, received null"],
  ])("%j is refused", (json, message) => {
    expect(() => clusterFromJson(json)).toThrow(InvalidConfig);
    expect(() => clusterFromJson(json)).toThrow(message);
  });
});

describe("presets", () => {
  test.each(Object.entries(devicePresets))("%s is a plausible device", (name, device) => {
    expect(device.name).toBe(name);
    expect(device.source).not.toBe("");
    const flops: DeviceKind["flopsPerSecond"] = device.flopsPerSecond;
    const fastest = Math.max(...Object.values(flops));
    expect(fastest / 1e12).toBeGreaterThan(100);
    expect(fastest / 1e12).toBeLessThan(10_000);
    expect(flops.f16!).toBeGreaterThanOrEqual(flops.f32!);
    // FLOPs per byte of memory traffic to keep the matrix units busy.
    expect(flops.f16! / device.memoryBytesPerSecond).toBeGreaterThan(100);
    // TPU v6e has most, 560; the published ratio of HBM GPUs is below 320.
    expect(flops.f16! / device.memoryBytesPerSecond).toBeLessThan(name === "tpu-v6e" ? 600 : 420);
    expect(device.memoryBytes / 2 ** 30).toBeGreaterThanOrEqual(16);
  });

  test("each generation is faster than the one before", () => {
    const line = ["v100-16gb", "a100-40gb", "a100-80gb", "h100", "h200", "b200"] as const;
    line.slice(1).forEach((name, i) => {
      const [older, newer] = [devicePresets[line[i]], devicePresets[name]];
      expect(newer.flopsPerSecond.f16!).toBeGreaterThanOrEqual(older.flopsPerSecond.f16!);
      expect(newer.memoryBytesPerSecond).toBeGreaterThan(older.memoryBytesPerSecond);
    });
  });

  test("parts cut for export differ from the original in what the vendor cut", () => {
    const { a800, "a100-80gb": a100, h800, h100 } = devicePresets;
    expect({ ...a800, name: "", source: "" }).toEqual({ ...a100, name: "", source: "" });
    expect({ ...h800.flopsPerSecond, f64: 0 }).toEqual({ ...h100.flopsPerSecond, f64: 0 });
    const bus = (name: keyof typeof linkPresets) => (linkPresets[name] as SwitchLink).busBytesPerSecond[6];
    expect(bus("nvswitch-a800") / bus("nvswitch-a100")).toBeCloseTo(400 / 600, 6);
    expect(bus("nvswitch-h800") / bus("nvswitch-h100")).toBeCloseTo(400 / 900, 6);
  });

  test("docs/cost-model.md has the table of presets (npx tsx scripts/device-table.ts writes it)", () => {
    expect(readFileSync(new URL("../../docs/cost-model.md", import.meta.url), "utf8")).toContain(deviceTable());
  });

  test("every device has a host, and 8-bit products are twice as fast as 16-bit ones", () => {
    for (const [name, device] of Object.entries(devicePresets)) {
      expect(hostPresets).toHaveProperty([name]);
      const { f8, bf16 }: DeviceKind["flopsPerSecond"] = device.flopsPerSecond;
      if (f8 !== undefined) expect(f8 / bf16!).toBeCloseTo(2, 1);
    }
  });

  test("every host preset builds, and every link's ramp rises", () => {
    for (const [name, preset] of Object.entries(hostPresets)) {
      const host = preset.host(preset.maxDevices);
      expect(host.numDevices, name).toBe(preset.maxDevices);
      expect(host.nic.bytesPerSecond).toBeGreaterThan(0);
    }
    for (const link of Object.values(linkPresets)) {
      if (link.topology !== "switch") continue;
      link.ramp.slice(1).forEach(([x, y], i) => {
        expect(x).toBeGreaterThan(link.ramp[i][0]);
        expect(y).toBeGreaterThan(link.ramp[i][1]);
      });
    }
  });

  test("workers share the cores and the memory bus of the machine", () => {
    const [one, two, four] = [1, 2, 4].map((workers) => threadDevice(workers));
    expect(two.flopsPerSecond.f32).toBe(one.flopsPerSecond.f32);
    expect(four.flopsPerSecond.f32).toBe(one.flopsPerSecond.f32! / 2);
    expect(four.memoryBytesPerSecond).toBeLessThan(two.memoryBytesPerSecond);
  });
});
