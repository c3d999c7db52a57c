import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logicalMesh } from "../cluster/mesh.ts";
import { parseCluster } from "../cluster/parse.ts";
import { meshCost } from "./mesh-cost.ts";
import type { OpWork } from "./ops.ts";
import { interpolateSeconds, parseProfile } from "./profile.ts";

const matmul = (side: number): OpWork => ({
  kind: "matmul",
  dtype: "f32",
  flops: 2 * side ** 3,
  bytesRead: 8 * side ** 2,
  bytesWritten: 4 * side ** 2,
  sizes: { batch: 1, m: side, n: side, k: side },
});
const add = (bytes: number): OpWork => ({
  kind: "elementwise",
  dtype: "f32",
  flops: bytes / 12,
  bytesRead: (2 / 3) * bytes,
  bytesWritten: bytes / 3,
});
const point = ({ flops, bytesRead, bytesWritten, sizes }: OpWork, seconds: number) => ({
  flops,
  bytesRead,
  bytesWritten,
  sizes,
  seconds,
});

/** A selection of the same number of bytes as the addition. */
const select = (bytes: number): OpWork => ({ ...add(bytes), kernel: "select" });

const profile = parseProfile({
  version: 1,
  device: "threads",
  numDevices: 4,
  ops: [
    { kind: "matmul", dtype: "f32", points: [point(matmul(256), 1e-3), point(matmul(1024), 40e-3)] },
    { kind: "elementwise", dtype: "f32", points: [point(add(3e6), 1e-3), point(add(3e8), 0.2), point(add(3e7), 5e-3)] },
    { kind: "elementwise", kernel: "select", dtype: "f32", points: [point(add(3e7), 2e-2)] },
  ],
  collectives: [
    {
      kind: "all_reduce",
      numDevices: 4,
      points: [
        { bytes: 1e3, seconds: 1e-4 },
        { bytes: 1e6, seconds: 1e-3 },
      ],
    },
    { kind: "all_reduce", numDevices: 2, numGroups: 2, points: [{ bytes: 1e6, seconds: 3e-3 }] },
  ],
});
const mesh = logicalMesh(parseCluster("4:threads"), [
  { name: "x", size: 2 },
  { name: "y", size: 2 },
]);
const [measured, analytic] = [meshCost(mesh, profile), meshCost(mesh)];

describe("measured numbers replace the model", () => {
  test("exactly at measured points", () => {
    expect(measured.op(matmul(256))).toBeCloseTo(1e-3, 12);
    expect(measured.op(matmul(1024))).toBeCloseTo(40e-3, 12);
    expect(measured.op(add(3e7))).toBeCloseTo(5e-3, 12);
    expect(measured.collective("all_reduce", ["x", "y"])(1e6)).toBeCloseTo(1e-3, 12);
    expect(measured.collective("all_reduce", ["x"])(1e6)).toBeCloseTo(3e-3, 12);
  });

  test("between them by interpolation, beyond them at the last rate", () => {
    expect(measured.op(add(1.65e7))).toBeCloseTo(3e-3, 12);
    expect(measured.op(add(6e8))).toBeCloseTo(0.4, 12);
    expect(measured.op(add(12))).toBeCloseTo(1e-3, 12);
    const ratio = measured.op(matmul(512)) / analytic.op(matmul(512));
    const ratios = [256, 1024].map((side) => measured.op(matmul(side)) / analytic.op(matmul(side)));
    expect(ratio).toBeGreaterThan(Math.min(...ratios));
    expect(ratio).toBeLessThan(Math.max(...ratios));
  });

  test("a kernel uses its own measurements, or else those of its class, in any element type", () => {
    expect(measured.op(select(3e7))).toBeCloseTo(2e-2, 12);
    expect(measured.op({ ...select(3e7), dtype: "i32" })).toBeCloseTo(2e-2, 12);
    expect(measured.op({ ...add(3e7), kernel: "compare", dtype: "i1" })).toBeCloseTo(5e-3, 12);
    // Presets do not distinguish kernels.
    expect(analytic.op(select(3e7))).toBe(analytic.op(add(3e7)));
  });

  test("a convolution includes the cost of im2col, even with few filters", () => {
    const conv = (filters: number): OpWork => ({
      kind: "conv",
      dtype: "f32",
      flops: 2 * 16 * filters * 196 * 400,
      bytesRead: 4 * (16 * 16 * 196 + filters * 400),
      bytesWritten: 4 * 16 * filters * 196,
      sizes: { batch: 16, m: filters, n: 196, k: 400 },
    });
    const ops = [{ kind: "conv" as const, dtype: "f32", points: [point(conv(64), 2.5e-3)] }];
    const { op } = meshCost(mesh, { ...profile, ops });
    expect(op(conv(64))).toBeCloseTo(2.5e-3, 12);
    // ONNX Runtime takes 1.0 ms with 4 filters where it takes 2.5 with 64 (one thread).
    expect(op(conv(4))).toBeCloseTo(1.0e-3, 4);
  });

  test("slices cost the same as copies", () => {
    const pass = measured.op({ ...add(0), bytesRead: 2 ** 20, bytesWritten: 2 ** 20 });
    expect(measured.slice(2 ** 21)).toBeCloseTo(2 * pass, 12);
    expect(analytic.slice(2 ** 21)).toBe(0);
  });

  test("the analytic model applies to what was not measured", () => {
    expect(measured.op({ ...add(1e6), kind: "reduce" })).toBe(analytic.op({ ...add(1e6), kind: "reduce" }));
    const gather = (cost: typeof measured) => cost.collective("all_gather", ["x"])(1e6);
    expect(gather(measured)).toBe(gather(analytic));
  });
});

test("interpolation never falls, even through noisy points", () => {
  const points = fc.array(
    fc.record({
      bytes: fc.double({ min: 1, max: 1e9, noNaN: true }),
      seconds: fc.double({ min: 1e-9, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const bytes = fc.double({ min: 0, max: 2e9, noNaN: true });
  fc.assert(
    fc.property(points, bytes, bytes, (known, a, b) => {
      const seconds = interpolateSeconds(known);
      return seconds(Math.min(a, b)) <= seconds(Math.max(a, b)) * (1 + 1e-12);
    }),
  );
});

test("a profile of other devices, or a broken one, is refused", () => {
  const other = logicalMesh(parseCluster("2:threads"), [{ name: "x", size: 2 }]);
  expect(() => meshCost(other, profile)).toThrow("profile: is for 4 threads per host, the mesh uses 2 threads");
  expect(() => parseProfile({ ...profile, version: 9 })).toThrow("profile: version");
  expect(() => parseProfile({ ...profile, collectives: [{ kind: "all_reduce", numDevices: 1, points: [] }] })).toThrow(
    "profile: collectives.0.numDevices",
  );
});
