import { expect, test } from "vitest";
import { logicalMesh } from "../cluster/mesh.ts";
import { parseCluster } from "../cluster/parse.ts";
import { collectiveKinds } from "../cost/collectives.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import { parseProfile } from "../cost/profile.ts";
import { profileMachine } from "./profile.ts";

test("a measured profile is one that the cost model takes, for every collective and class of op", async () => {
  const progress: number[] = [];
  const measured = await profileMachine(2, { onProgress: (done, total) => progress.push(done / total) });
  const profile = parseProfile(JSON.parse(JSON.stringify(measured)));
  expect(progress.at(-1)).toBe(1);
  expect(profile.ops.map(({ kind }) => kind).sort()).toEqual(["conv", "elementwise", "matmul", "move", "reduce"]);
  expect(profile.collectives.map(({ kind, numDevices }) => [kind, numDevices])).toEqual(
    collectiveKinds.map((kind) => [kind, 2]),
  );
  for (const { points } of [...profile.ops, ...profile.collectives])
    expect(points.at(-1)!.seconds).toBeGreaterThan(points[0].seconds);

  // What was measured is what the cost model answers.
  const cost = meshCost(logicalMesh(parseCluster("2:threads"), [{ name: "x", size: 2 }]), profile);
  const { points } = profile.collectives[0];
  expect(cost.collective(profile.collectives[0].kind, ["x"])(points[0].bytes)).toBe(points[0].seconds);
  const matmuls = profile.ops.find(({ kind }) => kind === "matmul")!;
  for (const point of matmuls.points)
    expect(cost.op({ ...point, kind: "matmul", dtype: "f32" }) / point.seconds).toBeCloseTo(1, 9);
}, 240_000);

test("a measurement is stopped by its signal", async () => {
  const controller = new AbortController();
  const measuring = profileMachine(2, { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(measuring).rejects.toThrow();
}, 240_000);
