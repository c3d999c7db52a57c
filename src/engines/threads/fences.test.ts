import { expect, test } from "vitest";
import { findRace } from "../../../test/support/races.ts";
import { randomGraph } from "../../../test/support/random-graph.ts";
import { randomMesh, randomPlan, stepOf } from "../../../test/support/random-plan.ts";
import { type Random, seededRandom } from "../../base/random.ts";
import { planArena } from "../../lower/arena.ts";
import { lower } from "../../lower/lower.ts";
import type { Buffer, Instruction, MeshProgram } from "../../lower/program.ts";
import { axesSize, type Mesh } from "../../plan/placement.ts";
import { needsFence, placeFences } from "./fences.ts";

/** Random collectives and copies between few buffers of one size, so that every kind of reuse happens. */
function randomCollectives(random: Random, mesh: Mesh): MeshProgram {
  const buffers: Buffer[] = Array.from({ length: 5 }, (_, i) => ({
    kind: "input",
    type: { dtype: "f32", shape: [16, 16] },
    name: `b${i}`,
  }));
  const names = mesh.axes.map((axis) => axis.name);
  const instructions: Instruction[] = Array.from({ length: 25 }, () => {
    const [input, output] = [random.int(5), random.int(5)];
    const first = random.pick(names);
    const axes = random.int(3) === 0 ? names : [first];
    const attrs = { axes, groupSize: axesSize(mesh, axes), reducer: "add", dim: 0, splitDim: 0, concatDim: 1 } as const;
    const kind = random.pick([
      "all_reduce",
      "all_gather",
      "reduce_scatter",
      "all_to_all",
      "all_slice",
      "copy",
      "send",
      "recv",
    ] as const);
    if (kind === "send" || kind === "recv") return { kind, microbatch: 0, transfer: 0, message: 0, buffer: output };
    if (kind === "copy" || input === output) return { kind: "copy", microbatch: 0, into: output, from: input };
    return { kind, microbatch: 0, attrs, input, output } as Instruction;
  });
  return { mesh, devices: [], buffers, segments: [], instructions, tasks: [] };
}

test("fences order all conflicting accesses of random collectives, and are no more than two each", () => {
  const random = seededRandom(5);
  let [fences, collectives] = [0, 0];
  for (let trial = 0; trial < 150; trial++) {
    const program = randomCollectives(random, randomMesh(random));
    const { offsets } = planArena(program, []);
    const placed = placeFences(program, offsets);
    expect(findRace([{ program, offsets, placed }]), `trial ${trial}`).toBeUndefined();
    fences += placed.filter((item) => "axes" in item).length;
    collectives += program.instructions.filter(needsFence).length;
  }
  expect(fences).toBeLessThan(2 * collectives);
});

test("fences order all conflicting accesses of lowered random plans", () => {
  for (let seed = 0; seed < 60; seed++) {
    const random = seededRandom(seed);
    const graph = randomGraph(random, { numOps: 16 });
    const plan = randomPlan(random, stepOf(graph), randomMesh(random));
    const program = lower(stepOf(graph), plan);
    const mesh = program.meshes[0];
    const { offsets } = planArena(
      mesh,
      program.outputs.map((port) => port.buffer),
    );
    expect(findRace([{ program: mesh, offsets, placed: placeFences(mesh, offsets) }]), `seed ${seed}`).toBeUndefined();
  }
});

test("the race check itself finds a missing fence", () => {
  const random = seededRandom(8);
  const mesh: Mesh = { axes: [{ name: "x", size: 4 }] };
  let found = 0;
  for (let trial = 0; trial < 20; trial++) {
    const program = randomCollectives(random, mesh);
    const { offsets } = planArena(program, []);
    const placed = placeFences(program, offsets);
    const removed = random.pick(placed.filter((item) => "axes" in item));
    const without = placed.filter((item) => item !== removed);
    if (findRace([{ program, offsets, placed: without }])) found++;
  }
  // Some fences are conservative: without them there is no conflict.
  expect(found).toBeGreaterThan(8);
});

test("collectives in a row share their fences; reading a gathered value needs none", () => {
  const type = { dtype: "f32", shape: [16] } as const;
  const buffers: Buffer[] = ["a", "b", "c", "d", "e"].map((name) => ({ kind: "input", type, name }));
  const attrs = { axes: ["x"], groupSize: 2, dim: 0 };
  const gather = (input: number, output: number): Instruction => ({
    kind: "all_gather",
    microbatch: 0,
    attrs,
    input,
    output,
  });
  const copy = (from: number, into: number): Instruction => ({ kind: "copy", microbatch: 0, into, from });
  const offsets = [0, 64, 128, 192, 256];
  const countFences = (instructions: Instruction[]): number =>
    placeFences({ buffers, instructions }, offsets).filter((item) => "axes" in item).length;
  expect(countFences([gather(0, 1), gather(2, 3)])).toBe(1);
  expect(countFences([gather(0, 1), copy(1, 4)])).toBe(1);
  expect(countFences([gather(0, 1), copy(4, 0)])).toBe(2);
  expect(countFences([gather(0, 1), gather(1, 2)])).toBe(2);
});
