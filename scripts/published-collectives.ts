/** @file The published collective measurements of the shared validation data, and a model's errors on them. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { SwitchLink } from "../src/cluster/link.ts";
import type { SwitchGroup } from "../src/cluster/mesh.ts";
import { groupCollectiveSeconds, type PricedCollective } from "../src/cost/collectives.ts";

/** One measured collective inside one host. */
export interface Measurement {
  readonly numDevices: number;
  readonly bytes: number;
  readonly seconds: number;
}

export interface PublishedTable {
  readonly name: string;
  readonly kind: PricedCollective;
  readonly measurements: readonly Measurement[];
}

interface Row {
  readonly source: string;
  readonly op?: string;
  readonly gpu?: string;
  readonly group?: number;
  readonly out_of_place_time_us_by_MiB?: Record<string, number>;
  readonly time_us_by_MB?: Record<string, number>;
  readonly file?: string;
  readonly GBps_busbw?: Record<string, number>;
}

export interface PublishedData {
  /** NCCL all-reduce inside an 8-GPU host (vTrain's tables). */
  readonly a100: PublishedTable;
  readonly v100: PublishedTable;
  /** nccl-tests of an unnamed 8-GPU NVLink host (Galvatron's tables). */
  readonly galvatronAllReduce: PublishedTable;
  readonly galvatronAllToAll: PublishedTable;
  /** Galvatron's bandwidths in GB/s by file and entry (one and two hosts, all-reduce and point-to-point). */
  readonly bandwidths: Readonly<Record<string, Record<string, number>>>;
}

/** `<ALPA_SHARED_DATA or ../shared/data>/validation.json`, or undefined when it is not there. */
export function loadPublishedCollectives(): PublishedData | undefined {
  const folder = process.env.ALPA_SHARED_DATA ?? "../shared/data";
  const file = path.join(folder, "validation.json");
  if (!existsSync(file)) return undefined;
  const rows: Row[] = JSON.parse(readFileSync(file, "utf8")).collectives;
  const table = (name: string, kind: PricedCollective, keep: (row: Row) => boolean): PublishedTable => ({
    name,
    kind,
    measurements: rows.filter(keep).flatMap((row) =>
      Object.entries(row.out_of_place_time_us_by_MiB ?? row.time_us_by_MB ?? {}).map(([mebibytes, microseconds]) => ({
        numDevices: row.group!,
        bytes: Number(mebibytes) * 2 ** 20,
        seconds: microseconds * 1e-6,
      })),
    ),
  });
  return {
    a100: table("vTrain A100 all-reduce", "all_reduce", (row) => !!row.gpu?.startsWith("A100")),
    v100: table("vTrain V100 all-reduce", "all_reduce", (row) => !!row.gpu?.startsWith("V100")),
    galvatronAllReduce: table("Galvatron all-reduce", "all_reduce", (row) => row.op === "allreduce"),
    galvatronAllToAll: table("Galvatron all-to-all", "all_to_all", (row) => row.op === "all2all"),
    bandwidths: Object.fromEntries(rows.filter((row) => row.file).map((row) => [row.file, row.GBps_busbw!])),
  };
}

/** A group inside one host. */
export const groupInHost = (link: SwitchLink, numDevices: number): SwitchGroup => ({
  topology: "switch",
  numDevices,
  numHosts: 1,
  devicesPerHost: numDevices,
  groupsPerHost: 1,
  link,
  nicBytesPerSecond: Number.POSITIVE_INFINITY,
  nicStepSeconds: 0,
});

/** |model − measured| / measured per measurement, ascending. */
export function relativeErrors(link: SwitchLink, table: PublishedTable): number[] {
  return table.measurements
    .map(({ numDevices, bytes, seconds }) => {
      const model = groupCollectiveSeconds(table.kind, groupInHost(link, numDevices))(bytes);
      return Math.abs(model - seconds) / seconds;
    })
    .sort((a, b) => a - b);
}

export const median = (ascending: readonly number[]): number => ascending[Math.floor(ascending.length / 2)];
