import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisGroups, deviceGroups, logicalMesh, type SwitchGroup, type TorusGroup } from "./mesh.ts";
import { parseCluster } from "./parse.ts";
import { enumerateSubmeshes, meshShapes, placeSubmesh } from "./submesh.ts";

const mesh2 = (cluster: string, x: number, y: number, devices?: number[]) =>
  logicalMesh(
    parseCluster(cluster),
    [
      { name: "x", size: x },
      { name: "y", size: y },
    ],
    devices,
  );

describe("axes map to real links", () => {
  test("(8,1) and (1,8) over one switch use the same links", () => {
    expect(deviceGroups(mesh2("8:h100", 8, 1), ["x"])).toEqual(deviceGroups(mesh2("8:h100", 1, 8), ["y"]));
  });

  test("the minor axis stays inside hosts, the major one crosses and shares the cards", () => {
    const mesh = mesh2("4x8:a100-80gb", 4, 8);
    const [x] = deviceGroups(mesh, ["x"]) as SwitchGroup[];
    expect(x).toMatchObject({ numDevices: 4, numHosts: 4, devicesPerHost: 1, groupsPerHost: 8 });
    expect(x.nicBytesPerSecond).toBeCloseTo(0.9 * 25e9);
    const [y] = deviceGroups(mesh, ["y"]) as SwitchGroup[];
    expect(y).toMatchObject({ numDevices: 8, numHosts: 1, devicesPerHost: 8, groupsPerHost: 1 });
    expect(y.nicBytesPerSecond).toBe(Number.POSITIVE_INFINITY);
  });

  test("a minor axis longer than a host is priced as crossing", () => {
    const [y] = deviceGroups(mesh2("4x8:a100-80gb", 2, 16), ["y"]) as SwitchGroup[];
    expect(y).toMatchObject({ numDevices: 16, numHosts: 2, devicesPerHost: 8, groupsPerHost: 1 });
    expect(y.nicBytesPerSecond).toBeCloseTo(0.9 * 200e9);
  });

  test("one 25 Gbit/s card is shared by all groups that cross", () => {
    const [x] = deviceGroups(mesh2("2x8:v100-16gb", 2, 8), ["x"]) as SwitchGroup[];
    expect(x.nicBytesPerSecond).toBeCloseTo((0.9 * 3.125e9) / 8);
  });

  test("axes that do not align with hosts give groups of several kinds", () => {
    const groups = deviceGroups(mesh2("3x4:a100-80gb", 2, 6), ["y"]) as SwitchGroup[];
    expect(groups.every((group) => group.numDevices === 6 && group.numHosts === 2 && group.devicesPerHost === 2)).toBe(
      true,
    );
    expect(groups.some((group) => group.groupsPerHost === 2)).toBe(true);
  });

  test("groups that stay inside a host leave its cards to those that cross", () => {
    // Groups of 4 over hosts of 6: 0–3 | 4–7 crosses | 8–11.
    const mesh = logicalMesh(parseCluster("2x6:v100-16gb"), [
      { name: "x", size: 3 },
      { name: "y", size: 4 },
    ]);
    const groups = deviceGroups(mesh, ["y"]) as SwitchGroup[];
    expect(groups.map((group) => group.numHosts)).toEqual([1, 2]);
    expect(groups[1]).toMatchObject({ devicesPerHost: 2, groupsPerHost: 2 });
    expect(groups[1].nicBytesPerSecond).toBeCloseTo(0.9 * 3.125e9);
  });

  test("between hosts of different kinds the slowest link and card count", () => {
    const mesh = mesh2("1x8:a100-80gb+1x8:v100-16gb", 2, 8);
    const inHost = deviceGroups(mesh, ["y"]) as SwitchGroup[];
    expect(inHost.map((group) => group.link.name).sort()).toEqual(["nvlink-v100", "nvswitch-a100"]);
    const [across] = deviceGroups(mesh, ["x", "y"]) as SwitchGroup[];
    expect(across.link.name).toBe("nvlink-v100");
    expect(across.nicBytesPerSecond).toBeCloseTo(0.9 * 3.125e9);
  });

  test("axes on a TPU torus: whole dims are rings, parts are chains, strides share links", () => {
    const cluster = parseCluster("16x4:tpu-v4");
    expect(cluster.torusShape).toEqual([4, 4, 4]);
    const axes = (x: number, y: number) => [
      { name: "x", size: x },
      { name: "y", size: y },
    ];
    const spans = (x: number, y: number, axis: string) =>
      (deviceGroups(logicalMesh(cluster, axes(x, y)), [axis])[0] as TorusGroup).spans;
    const ring = { size: 4, stride: 1, ring: true };
    expect(spans(16, 4, "y")).toEqual([ring]);
    expect(spans(16, 4, "x")).toEqual([ring, ring]);
    expect(spans(32, 2, "y")).toEqual([{ size: 2, stride: 1, ring: false }]);
    expect(spans(32, 2, "x")).toEqual([ring, ring, { size: 2, stride: 2, ring: true }]);
  });

  test("bad meshes and axes are refused with numbers", () => {
    expect(() => mesh2("8:h100", 4, 4)).toThrow("mesh: axes (x=4, y=4) need 16 devices, got 8");
    expect(() => mesh2("8:h100", 1, 2, [7, 8])).toThrow("lists device 8; cluster 8:h100 has devices 0 to 7");
    expect(() => mesh2("8:h100", 1, 2, [7, 7])).toThrow("lists a device twice");
    const axes = [
      { name: "x", size: 2 },
      { name: "x", size: 4 },
    ];
    expect(() => logicalMesh(parseCluster("8:h100"), axes)).toThrow("use a name twice");
    expect(() => deviceGroups(mesh2("8:h100", 2, 4), ["z"])).toThrow('no axis "z"');
  });
});

test("the groups of any axes partition the mesh and have the product of their sizes", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 7 }), (shape, mask) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const axes = shape.map((n, i) => ({ name: `a${i}`, size: n }));
      const mesh = logicalMesh(parseCluster(`${size}x1:h100`), axes);
      const used = axes.filter((_, i) => mask & (1 << i));
      const groups = axisGroups(
        mesh,
        used.map((axis) => axis.name),
      );
      const expected = used.reduce((product, axis) => product * axis.size, 1);
      expect(groups.every((group) => group.length === expected)).toBe(true);
      expect(groups.flat().sort((a, b) => a - b)).toEqual(mesh.devices);
    }),
  );
});

describe("submeshes", () => {
  test("parts that tile a host, then whole hosts", () => {
    const shapes = enumerateSubmeshes(parseCluster("3x8:h100")).map((s) => [s.numHosts, s.devicesPerHost]);
    expect(shapes).toEqual([
      [1, 1],
      [1, 2],
      [1, 4],
      [1, 8],
      [2, 8],
      [3, 8],
    ]);
    const odd = enumerateSubmeshes(parseCluster("1x6:h100")).map((s) => s.devicesPerHost);
    expect(odd).toEqual([1, 2, 3, 6]);
  });

  test("only consecutive hosts of one kind go together", () => {
    const cluster = parseCluster("2x4:a100-80gb+1x8:v100-16gb+1x4:a100-80gb");
    const names = enumerateSubmeshes(cluster).map((s) => `${s.numHosts}x${s.devicesPerHost}:${s.host.device.name}`);
    expect(names).toContain("2x4:a100-80gb");
    expect(names).not.toContain("3x4:a100-80gb");
    expect(names).toContain("1x8:v100-16gb");
    const [v100, a100] = [cluster.hosts[2], cluster.hosts[0]];
    expect(placeSubmesh(cluster, { host: v100, numHosts: 1, devicesPerHost: 4 })).toEqual([8, 9, 10, 11]);
    expect(placeSubmesh(cluster, { host: a100, numHosts: 1, devicesPerHost: 2 }, 7)).toEqual([16, 17]);
    expect(placeSubmesh(cluster, { host: a100, numHosts: 2, devicesPerHost: 4 }, 1)).toBeUndefined();
  });

  test("logical shapes are all ordered factorizations", () => {
    expect(meshShapes(4, 2)).toEqual([
      [1, 4],
      [2, 2],
      [4, 1],
    ]);
    expect(meshShapes(12, 3)).toHaveLength(18);
    expect(meshShapes(7, 1)).toEqual([[7]]);
  });
});
