import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  groupInHost,
  loadPublishedCollectives,
  median,
  type PublishedTable,
  relativeErrors,
} from "../../scripts/published-collectives.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { threadsHost } from "../cluster/host-presets.ts";
import type { SwitchLink } from "../cluster/link.ts";
import { linkPresets } from "../cluster/link-presets.ts";
import { logicalMesh, type SwitchGroup } from "../cluster/mesh.ts";
import { clusterFromJson, parseCluster } from "../cluster/parse.ts";
import { groupCollectiveSeconds, maxGrowth, type PricedCollective, pricedCollectives } from "./collectives.ts";
import { meshCost } from "./mesh-cost.ts";
import { transferSeconds } from "./transfer.ts";

const MiB = 2 ** 20;
const costOf = (cluster: Cluster, ...sizes: number[]) =>
  meshCost(
    logicalMesh(
      cluster,
      sizes.map((size, i) => ({ name: "xyz"[i], size })),
    ),
  );

const published = loadPublishedCollectives();
if (!published) console.warn("skipped: published collective tables (no ../shared/data/validation.json)");

describe.skipIf(!published)(
  "published tables (bounds of the fit; scripts/fit-collectives.ts prints the numbers)",
  () => {
    const { "nvswitch-a100": a100, "nvlink-v100": v100 } = linkPresets;
    test.each<[string, (data: NonNullable<typeof published>) => PublishedTable, SwitchLink, number, number]>([
      ["all-reduce on 2–8 A100, 1 MiB–1 GiB", (data) => data.a100, a100, 0.03, 0.18],
      ["all-reduce on 2–8 V100, 1 MiB–1 GiB", (data) => data.v100, v100, 0.03, 0.21],
      ["all-reduce on an unnamed 8-GPU host, held out", (data) => data.galvatronAllReduce, a100, 0.1, 0.35],
      ["all-to-all on an unnamed 8-GPU host", (data) => data.galvatronAllToAll, a100, 0.06, 0.7],
    ])("%s", (_, table, link, medianBound, maxBound) => {
      const errors = relativeErrors(link, table(published!));
      expect(errors.length).toBeGreaterThan(30);
      expect(median(errors)).toBeLessThan(medianBound);
      expect(errors.at(-1)).toBeLessThan(maxBound);
    });

    test("two hosts whose groups share eight cards (Galvatron): bandwidths within 9 %", () => {
      const cluster = clusterFromJson({
        version: 1,
        hosts: [
          {
            count: 2,
            devices: 8,
            preset: "a100-80gb",
            nic: { count: 8, bytesPerSecond: 8.13e9 / 0.9, efficiency: 0.9, ringEfficiency: 0.9 * 0.66 },
          },
        ],
      });
      const measured = published!.bandwidths.allreduce_bandwidth_2nodes_8gpus_per_node;
      const bytes = 1024 * MiB;
      for (const [size, name] of [
        [2, "allreduce_size_2_consec_0"],
        [4, "allreduce_size_4_consec_0"],
        [8, "allreduce_size_8_consec_0"],
        [16, "allreduce_size_16_consec_1"],
      ] as const) {
        // Strided groups: the major axis steps over both hosts.
        const seconds = costOf(cluster, size, 16 / size).collective("all_reduce", ["x"])(bytes);
        const busBandwidth = ((2 * (size - 1)) / size) * (bytes / seconds / 1e9);
        expect(Math.abs(busBandwidth / measured[name] - 1), name).toBeLessThan(0.09);
      }
    });
  },
);

test.each([
  [2, 4096, 0.36e-6],
  [2, 65536, 1.2e-6],
  [2, MiB, 14e-6],
  [2, 16 * MiB, 0.5e-3],
  [2, 100e6, 7.2e-3],
  [4, 4096, 40e-6],
  [4, MiB, 80e-6],
  [4, 16 * MiB, 1.8e-3],
  [4, 100e6, 15e-3],
])("shared-memory all-reduce, %i workers on 2 cores, %i bytes", (workers, bytes, measured) => {
  const { link } = threadsHost(workers);
  const seconds = groupCollectiveSeconds("all_reduce", groupInHost(link as SwitchLink, workers))(bytes);
  expect(Math.abs(seconds / measured - 1)).toBeLessThan(0.3);
});

describe("properties of the model", () => {
  const clusters = ["8:h100", "4x8:a100-80gb", "2x8:v100-16gb", "16x4:tpu-v4", "8x8:tpu-v5e", "4:threads", "3x6:b200"];
  const meshes = clusters.flatMap((text) => {
    const cluster = parseCluster(text);
    const n = cluster.hostOf.length;
    return [costOf(cluster, n, 1), costOf(cluster, 2, n / 2), costOf(cluster, n / 2, 2)].map((cost) => ({
      text,
      cost,
    }));
  });
  const axes = fc.constantFrom(["x"], ["y"], ["x", "y"]);
  const size = fc.double({ min: 0, max: 1e11, noNaN: true });

  test("seconds never fall as bytes grow and are finite", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...meshes),
        axes,
        fc.constantFrom(...pricedCollectives),
        size,
        size,
        ({ cost }, on, kind, a, b) => {
          const seconds = cost.collective(kind, on);
          const [low, high] = [seconds(Math.min(a, b)), seconds(Math.max(a, b))];
          return low >= 0 && low <= high && Number.isFinite(high);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("an all-reduce costs no more than its two halves, and more than either", () => {
    fc.assert(
      fc.property(fc.constantFrom(...meshes), axes, size, ({ cost }, on, bytes) => {
        const [all, scatter, gather] = (["all_reduce", "reduce_scatter", "all_gather"] as const).map((kind) =>
          cost.collective(kind, on)(bytes),
        );
        // (A tree starts faster than a ring on many hosts, so the latency alone is not compared.)
        return all <= (scatter + gather) * (1 + 1e-12) && (bytes < 1e9 || all >= Math.max(scatter, gather));
      }),
      { numRuns: 2000 },
    );
  });

  test("an axis of one device costs nothing, and the same links cost the same under any name", () => {
    const cluster = parseCluster("8:a100-80gb");
    for (const kind of pricedCollectives) {
      expect(costOf(cluster, 8, 1).collective(kind, ["y"])(1e9)).toBe(0);
      expect(costOf(cluster, 8, 1).collective(kind, [])(1e9)).toBe(0);
      const seconds = costOf(cluster, 8, 1).collective(kind, ["x"])(1e8);
      expect(costOf(cluster, 1, 8).collective(kind, ["y"])(1e8)).toBe(seconds);
      expect(costOf(cluster, 2, 4).collective(kind, ["y", "x"])(1e8)).toBe(seconds);
    }
  });

  test("collectives across hosts take longer than inside a host", () => {
    for (const text of ["2x8:a100-80gb", "2x8:v100-16gb", "2x8:h100"]) {
      const cost = costOf(parseCluster(text), 2, 8);
      for (const kind of pricedCollectives) {
        const perDevice = (on: string) => cost.collective(kind, [on])(1e8);
        expect(perDevice("x"), `${text} ${kind}`).toBeGreaterThan(perDevice("y"));
      }
    }
  });

  test("faster network cards make collectives between hosts faster, more groups per card slower", () => {
    const slow = costOf(parseCluster("2x8:v100-16gb"), 2, 8).collective("all_reduce", ["x"])(1e8);
    const fast = costOf(parseCluster("2x8:v100-32gb"), 2, 8).collective("all_reduce", ["x"])(1e8);
    expect(slow / fast).toBeCloseTo(4, 0);
    const alone = costOf(parseCluster("2x1:v100-16gb"), 2).collective("all_reduce", ["x"])(1e8);
    expect(slow / alone).toBeGreaterThan(7);
  });

  test("the slowest group of an axis counts", () => {
    const mixed = costOf(parseCluster("1x8:a100-80gb+1x8:v100-16gb"), 2, 8).collective("all_reduce", ["y"])(1e8);
    expect(mixed).toBe(costOf(parseCluster("8:v100-16gb"), 8).collective("all_reduce", ["x"])(1e8));
  });

  test("latency of an all-reduce grows with the logarithm of the hosts, its halves with their number", () => {
    const start = (hosts: number, kind: PricedCollective) =>
      costOf(parseCluster(`${hosts}x8:h100`), hosts * 8).collective(kind, ["x"])(0);
    expect(start(256, "all_reduce") / start(4, "all_reduce")).toBeLessThan(4);
    expect(start(256, "all_gather") / start(4, "all_gather")).toBeGreaterThan(20);
  });
});

test("a TPU torus: collectives over whole dims use both directions of every ring", () => {
  const cost = costOf(parseCluster("16x4:tpu-v4"), 16, 4);
  const bytes = 1e9;
  // Bytes on the wire over 45 GB/s links: one ring, then two rings at once.
  expect(cost.collective("all_gather", ["y"])(bytes)).toBeCloseTo((0.75 * bytes) / (2 * 45e9), 4);
  expect(cost.collective("all_gather", ["x"])(bytes)).toBeCloseTo(((15 / 16) * bytes) / (4 * 45e9), 4);
  expect(cost.collective("all_to_all", ["y"])(bytes)).toBeCloseTo((4 * bytes) / 8 / 45e9, 4);
});

describe("transfers", () => {
  const send = (...pairs: (readonly [number, number])[]) => pairs.map(([from, to]) => ({ from, to, bytes: 1e9 }));
  const eight = Array.from({ length: 8 }, (_, i) => [i, i + 8] as const);

  test("inside a host, across hosts, and eight at a time", () => {
    const cluster = parseCluster("2x8:a100-80gb");
    const inside = transferSeconds(cluster, send([0, 1]));
    const across = transferSeconds(cluster, send([0, 8]));
    expect(inside).toBeCloseTo(1e9 / 136e9, 4);
    expect(across).toBeCloseTo(1e9 / (0.9 * 25e9), 3);
    expect(transferSeconds(cluster, send(...eight))).toBe(across);
    const oneCard = parseCluster("2x8:v100-16gb");
    expect(transferSeconds(oneCard, send(...eight))).toBeCloseTo(8e9 / (0.9 * 3.125e9), 2);
    expect(transferSeconds(cluster, send([3, 3]))).toBe(0);
    expect(transferSeconds(cluster, [])).toBe(0);
  });

  test("messages out of or into one device, or over a shared link, are sent one after another", () => {
    const cluster = parseCluster("2x8:a100-80gb");
    const start = transferSeconds(cluster, [{ from: 0, to: 1, bytes: 0 }]);
    const one = transferSeconds(cluster, send([0, 1])) - start;
    expect(transferSeconds(cluster, send([0, 1], [2, 3])) - start).toBeCloseTo(one, 9);
    expect(transferSeconds(cluster, send([0, 1], [1, 0])) - start).toBeCloseTo(one, 9);
    expect(transferSeconds(cluster, send([0, 1], [0, 2])) - start).toBeCloseTo(2 * one, 9);
    expect(transferSeconds(cluster, send([0, 2], [1, 2])) - start).toBeCloseTo(2 * one, 9);
    const threads = parseCluster("4:threads");
    expect(transferSeconds(threads, send([0, 1], [2, 3]))).toBeGreaterThan(
      1.9 * transferSeconds(threads, send([0, 1])),
    );
  });

  test("on a torus, distance adds only latency", () => {
    const cluster = parseCluster("16x4:tpu-v4");
    const seconds = (to: number, bytes: number) => transferSeconds(cluster, [{ from: 0, to, bytes }]);
    expect(seconds(42, 0) - seconds(1, 0)).toBeCloseTo(5e-6, 9);
    expect(seconds(42, 1e9) - seconds(42, 0)).toBeCloseTo(seconds(1, 1e9) - seconds(1, 0), 9);
  });
});

test("across hosts the slower of link and network cards counts", () => {
  const group = (devicesPerHost: number, nicBytesPerSecond: number): SwitchGroup => ({
    ...groupInHost(linkPresets["nvswitch-a100"], devicesPerHost * 2),
    numHosts: 2,
    devicesPerHost,
    nicBytesPerSecond,
    nicStepSeconds: 10e-6,
  });
  const slow = groupCollectiveSeconds("all_reduce", group(8, 20e9))(1e9);
  const fast = groupCollectiveSeconds("all_reduce", group(8, 180e9))(1e9);
  const limitedByLink = groupCollectiveSeconds("all_reduce", group(8, 1e12))(1e9);
  expect(slow / fast).toBeCloseTo(9, 0);
  expect(limitedByLink).toBeLessThan(fast);
  expect(limitedByLink).toBeGreaterThan(((15 / 16) * 2 * 1e9) / 230e9);
});

test.each(["1x8:a100-80gb", "4x8:a100-80gb", "2x8:v100-16gb", "2x8:h100", "1x4:threads"])(
  "on %s, p times the bytes take at most p·maxGrowth times the seconds, among a part of the hosts too",
  (text) => {
    const cluster = parseCluster(text);
    const growth = maxGrowth(cluster.hosts[0].link);
    const [numHosts, perHost] = [cluster.hosts.length, cluster.hosts[0].numDevices];
    const parts = [1, 2, 4].filter((count) => perHost % count === 0);
    fc.assert(
      fc.property(
        fc.constantFrom(...pricedCollectives),
        fc.constantFrom(["x"], ["y"], ["x", "y"]),
        fc.constantFrom(...parts),
        fc.constantFrom(...[1, 2, 4].filter((count) => numHosts % count === 0)),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 32, noNaN: true }),
        (kind, axes, part, fewer, times, logBytes) => {
          const secondsOn = (hosts: number) => {
            const sizes = [hosts * part, perHost / part].map((size, i) => ({ name: "xy"[i], size }));
            const devices = Array.from({ length: hosts * perHost }, (_, device) => device);
            return meshCost(logicalMesh(cluster, sizes, devices)).collective(kind, axes);
          };
          const whole = secondsOn(numHosts)(2 ** logBytes);
          const factor = Math.max(times, fewer);
          expect(secondsOn(numHosts / fewer)(factor * 2 ** logBytes)).toBeLessThanOrEqual(
            factor * growth * whole * (1 + 1e-9) + 1e-15,
          );
        },
      ),
    );
  },
);
