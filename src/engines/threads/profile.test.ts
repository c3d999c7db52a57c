import { beforeAll, expect, test } from "vitest";
import { conv } from "../../../examples/conv.ts";
import { gpt } from "../../../examples/gpt.ts";
import { logicalMesh } from "../../cluster/mesh.ts";
import { parseCluster } from "../../cluster/parse.ts";
import { pricedCollectives } from "../../cost/collectives.ts";
import { type MeshCost, meshCost } from "../../cost/mesh-cost.ts";
import { type Profile, parseProfile } from "../../cost/profile.ts";
import { type AnyExample, exampleSpecs } from "../../frontends/jaxjs/example.ts";
import { traceJaxjs } from "../../frontends/jaxjs/trace.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import { definingOps, type Graph, type Op } from "../../ir/graph.ts";
import { simplify } from "../../ir/simplify.ts";
import { bytesOf, type TensorType } from "../../ir/types.ts";
import { localWork } from "../../sharding/strategies/op-work.ts";
import { bindOrtC, ortC } from "./executors/ort-c.ts";
import { loadGraph } from "./executors/run-graph.ts";
import { profileMachine } from "./profile.ts";

const progress: number[] = [];
let profile: Profile;
let cost: MeshCost;
beforeAll(async () => {
  const measured = await profileMachine(2, { onProgress: (done, total) => progress.push(done / total) });
  profile = parseProfile(JSON.parse(JSON.stringify(measured)));
  cost = meshCost(logicalMesh(parseCluster("2:threads"), [{ name: "x", size: 2 }]), profile);
}, 480_000);

test("the cost model accepts a measured profile, for every collective and class of op", () => {
  expect(progress.at(-1)).toBe(1);
  expect([...new Set(profile.ops.map(({ kind }) => kind))].sort()).toEqual(
    ["conv", "elementwise", "matmul", "move", "reduce"], // each also without a kernel, for all that are not measured
  );
  for (const kind of ["conv", "elementwise", "matmul", "move", "reduce"])
    expect(profile.ops.filter((table) => table.kind === kind && table.kernel === undefined)).toHaveLength(1);
  expect(profile.collectives.map(({ kind, numDevices }) => [kind, numDevices])).toEqual(
    pricedCollectives.map((kind) => [kind, 2]),
  );
  for (const { points } of [...profile.ops, ...profile.collectives].filter(({ kind }) => kind !== "conv"))
    expect(points.at(-1)!.seconds).toBeGreaterThan(points[0].seconds);

  // At the measured sizes, the cost model returns the measured seconds.
  const { points } = profile.collectives[0];
  expect(cost.collective(profile.collectives[0].kind, ["x"])(points[0].bytes)).toBe(points[0].seconds);
  const matmuls = profile.ops.find(({ kind }) => kind === "matmul")!;
  for (const point of matmuls.points)
    expect(cost.op({ ...point, kind: "matmul", dtype: "f32" }) / point.seconds).toBeCloseTo(1, 9);
});

/** A graph with one op of `graph`, and the constants and broadcasts that feed it. */
function alone(graph: Graph, op: Op): Graph {
  const definers = definingOps(graph);
  const builder = new GraphBuilder(op.kind);
  const copies = new Map<number, number>();
  const copy = (value: number): number => {
    const copied = copies.get(value);
    if (copied !== undefined) return copied;
    const definer: Op | undefined = graph.ops[definers[value]];
    const isIncluded = definer?.kind === "constant" || definer?.kind === "broadcast_in_dim";
    const result = isIncluded
      ? builder.op(definer.kind, definer.operands.map(copy), definer.attrs as never)
      : builder.input(`x${value}`, graph.types[value]);
    copies.set(value, result);
    return result;
  };
  const result = builder.op(op.kind, op.operands.map(copy), op.attrs as never);
  return builder.finish([{ value: result, name: "y" }]);
}

/** Median seconds of an op. It uses several sets of tensors in turn, together larger than the caches, as in a step. */
function secondsAlone(graph: Graph): number {
  const bytes = graph.types.reduce((sum, type) => sum + bytesOf(type), 0);
  const copies = Array.from({ length: Math.min(16, Math.ceil(2 ** 25 / bytes)) }, () =>
    loadGraph(ortC, bindOrtC, graph),
  );
  const seconds: number[] = [];
  for (const { inputs } of copies) for (const data of inputs) data.fill(1 as never);
  for (let i = 0; i < 3 * copies.length + 8; i++) {
    const start = performance.now();
    copies[i % copies.length].bound.run();
    if (i >= copies.length) seconds.push((performance.now() - start) / 1e3);
  }
  for (const { release } of copies) release();
  return seconds.sort((a, b) => a - b)[seconds.length >> 1];
}

/**
 * Tolerance. Kernels of a class differ by up to 20 times, so an op priced by the wrong kernel stands out. Absolute
 * seconds depend on the load of the machine, so each kind of op is compared with all kinds together.
 */
const factor = 4;

test("each kind of op has about the same ratio of measured to priced seconds", () => {
  const kinds = new Map<string, { taken: number; priced: number }>();
  const seen = new Set<string>();
  for (const [example, batch] of [
    [conv(), 16],
    [gpt({ layers: 1 }), 8],
  ] as const) {
    const graph = simplify(traceJaxjs(example.trainStep as never, exampleSpecs(example as AnyExample, batch)).graph);
    for (const op of graph.ops) {
      const typesOf = (values: readonly number[]): TensorType[] => values.map((value) => graph.types[value]);
      const work = localWork(op, typesOf(op.operands), typesOf(op.results));
      // Skip small ops, which measure the call overhead, and ops with indices, which do not accept arbitrary numbers.
      const isSmall = !work || (work.bytesRead + work.bytesWritten < 4e5 && work.flops < 4e6);
      if (isSmall || op.kind === "gather" || op.kind === "scatter") continue;
      const signature = JSON.stringify([op.kind, op.attrs, typesOf(op.operands)]);
      if (seen.has(signature)) continue;
      seen.add(signature);
      const kind = `${work.kind} ${work.kernel ?? ""}`;
      const sum = kinds.get(kind) ?? { taken: 0, priced: 0 };
      const taken = secondsAlone(alone(graph, op));
      kinds.set(kind, { taken: sum.taken + taken, priced: sum.priced + cost.op(work) });
    }
  }
  const all = [...kinds.values()].reduce(
    (sum, { taken, priced }) => ({ taken: sum.taken + taken, priced: sum.priced + priced }),
    { taken: 0, priced: 0 },
  );
  for (const [kind, { taken, priced }] of kinds) {
    const ratio = taken / priced / (all.taken / all.priced);
    expect(ratio, `${kind}: ${taken} s, priced ${priced} s`).toBeGreaterThan(1 / factor);
    expect(ratio, `${kind}: ${taken} s, priced ${priced} s`).toBeLessThan(factor);
  }
  const measured = ["conv ", "matmul ", "elementwise select", "reduce windows", "reduce columns", "move blocks"];
  expect([...kinds.keys()]).toEqual(expect.arrayContaining([...measured, "elementwise compare"]));
}, 240_000);

test("a measurement is stopped by its signal", async () => {
  const controller = new AbortController();
  const measuring = profileMachine(2, { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(measuring).rejects.toThrow();
}, 240_000);
