/** @file Clusters from text (`64x8:a100-80gb`, `2x8:a100-80gb+4x8:v100-16gb`) and from JSON. */
import * as z from "zod";
import { InvalidConfig } from "../base/errors.ts";
import { jsonMistake } from "../base/json-mistake.ts";
import { type Cluster, type HostKind, makeCluster } from "./cluster.ts";
import { fusions } from "./device.ts";
import { type EngineName, engines } from "./engine.ts";
import { hostPresets, presetHost } from "./host-presets.ts";
import type { Nic } from "./link.ts";
import { linkPresets, nicPresets } from "./link-presets.ts";

const positive = z.number().positive();
const rates = z.array(positive).min(1);

/** Presets of links that are not a torus. */
type SwitchName = Exclude<keyof typeof linkPresets, `ici-${string}`>;

/** The fields of a preset's parts that JSON may change; units as in device.ts and link.ts. */
const deviceSchema = z.strictObject({
  name: z.string().optional(),
  flopsPerSecond: z.partialRecord(z.enum(["f64", "f32", "tf32", "f16", "bf16", "f8", "i8"]), positive).optional(),
  vectorFlopsPerSecond: positive.optional(),
  memoryBytes: positive.optional(),
  memoryBytesPerSecond: positive.optional(),
  kernelSeconds: positive.optional(),
  fusion: z.enum(fusions).optional(),
  engine: z.enum(Object.keys(engines) as EngineName[]).optional(),
});
const linkSchema = z.union([
  z.enum(Object.keys(linkPresets) as (keyof typeof linkPresets)[]),
  z.strictObject({
    preset: z.enum([
      ...["nvlink-v100", "nvswitch-a100", "nvswitch-a800", "nvswitch-h100", "nvswitch-h800", "nvswitch-b200"],
      ...["infinity-fabric-mi300x", "pcie3", "pcie4", "pcie5"],
    ] as SwitchName[]),
    busBytesPerSecond: rates.optional(),
    allToAllBytesPerSecond: rates.optional(),
    p2pBytesPerSecond: positive.optional(),
    baseSeconds: positive.optional(),
    stepSeconds: positive.optional(),
  }),
]);
const nicSchema = z.union([
  z.enum(Object.keys(nicPresets) as (keyof typeof nicPresets)[]),
  z.strictObject({
    count: z.int().positive().optional(),
    bytesPerSecond: positive.optional(),
    stepSeconds: positive.optional(),
    efficiency: positive.max(1).optional(),
    ringEfficiency: positive.max(1).optional(),
  }),
]);

/** A cluster file: hosts by preset, with what differs from the preset. */
export const clusterSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().optional(),
  hosts: z
    .array(
      z.strictObject({
        count: z.int().positive().default(1),
        devices: z.int().positive(),
        preset: z.string(),
        device: deviceSchema.optional(),
        link: linkSchema.optional(),
        nic: nicSchema.optional(),
      }),
    )
    .min(1),
});

export type ClusterFile = z.input<typeof clusterSchema>;
type HostEntry = z.output<typeof clusterSchema>["hosts"][number];

const examples = "write hosts x devices per host : device, like 64x8:a100-80gb, 4:threads or 2x8:h100+4x8:v100-16gb";

/**
 * A cluster from its text, `hosts`x`devices per host`:`preset`, joined by `+` where hosts differ. `@25GB/s` after a
 * preset is the speed of each network card of its hosts.
 */
export function parseCluster(text: string): Cluster {
  const where = `cluster "${text}"`;
  const groups = text.split("+").map((part) => {
    const match = /^\s*(?:(\d+)\s*x\s*)?(\d+)\s*:\s*([\w.-]+)\s*(?:@(.*))?$/i.exec(part);
    if (!match) throw new InvalidConfig(where, `cannot read "${part.trim()}"; ${examples}`);
    const [, numHosts = "1", devices, preset, speed] = match;
    if (Number(numHosts) < 1) throw new InvalidConfig(where, `${numHosts} hosts; ${examples}`);
    const host = presetHost(where, preset.toLowerCase(), Number(devices));
    const withSpeed = speed === undefined ? host : { ...host, nic: nicOf(host.nic, speed, where) };
    return { host: withSpeed, count: Number(numHosts) };
  });
  return makeCluster(text.trim(), listHosts(where, groups));
}

const nicOf = (nic: Nic, speed: string, where: string): Nic => ({
  ...nic,
  name: `${nic.name} at ${speed.trim()}`,
  bytesPerSecond: parseSpeed(speed, where),
});

/** Cluster text whose network cards have another speed, such as `25GB/s`. */
export const withNetworkSpeed = (text: string, speed: string): string =>
  text
    .split("+")
    .map((part) => `${part.split("@")[0].trim()}@${speed}`)
    .join("+");

/** Bytes per second of a text such as `25GB/s` or `100Gbit/s`. */
export function parseSpeed(text: string, where: string): number {
  const [, number, prefix, unit] = /^\s*([\d.]+)\s*([kMGT])(B|bit)\/s\s*$/.exec(text) ?? [];
  const bytes = (Number(number) * 1000 ** ("kMGT".indexOf(prefix) + 1)) / (unit === "bit" ? 8 : 1);
  if (!(bytes > 0 && bytes < Number.POSITIVE_INFINITY))
    throw new InvalidConfig(where, `got "${text.trim()}"; give the speed of a network card, as in 25GB/s or 100Gbit/s`);
  return bytes;
}

/**
 * A cluster from parsed JSON of the form `clusterSchema`.
 * @throws InvalidConfig naming `from` (the file) and the path of the first mistake
 */
export function clusterFromJson(json: unknown, from = "cluster file"): Cluster {
  const parsed = clusterSchema.safeParse(json);
  if (!parsed.success) throw new InvalidConfig(from, jsonMistake(json, parsed.error, "the cluster"));
  const { name, hosts } = parsed.data;
  const groups = hosts.map((entry, index) => ({
    host: hostOf(entry, `${from}: hosts.${index}`),
    count: entry.count,
  }));
  return makeCluster(
    name ?? hosts.map((host) => `${host.count}x${host.devices}:${host.preset}`).join("+"),
    listHosts(from, groups),
  );
}

function hostOf(entry: HostEntry, where: string): HostKind {
  const base = presetHost(where, entry.preset, Math.min(entry.devices, hostPresets[entry.preset]?.maxDevices ?? 1));
  const { link = base.link, nic = base.nic } = entry;
  return {
    numDevices: entry.devices,
    device: {
      ...base.device,
      ...entry.device,
      flopsPerSecond: { ...base.device.flopsPerSecond, ...entry.device?.flopsPerSecond },
    },
    link: typeof link === "string" ? linkPresets[link] : "preset" in link ? customLink(link) : link,
    nic: typeof nic === "string" ? nicPresets[nic] : { ...base.nic, ...nic },
  };
}

function customLink({ preset, ...changes }: Exclude<NonNullable<HostEntry["link"]>, string>): HostKind["link"] {
  return { ...linkPresets[preset], ...changes, name: `${preset} ${JSON.stringify(changes)}` };
}

/** More than any cluster has; devices are listed one by one. */
const maxDevices = 1_000_000;

function listHosts(where: string, groups: readonly { readonly host: HostKind; readonly count: number }[]): HostKind[] {
  const devices = groups.reduce((sum, { host, count }) => sum + count * host.numDevices, 0);
  if (devices > maxDevices)
    throw new InvalidConfig(where, `has ${devices} devices; give at most ${maxDevices}`, { devices, maxDevices });
  return groups.flatMap(({ host, count }) => Array<HostKind>(count).fill(host));
}
