import { expect, test } from "vitest";
import { type Random, seededRandom } from "../../base/random.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import type { TensorData, TensorType } from "../../ir/types.ts";
import { allocateData, bytesOf, numElements } from "../../ir/types.ts";
import { runCollective } from "../../lower/simulated-collectives.ts";
import { axesSize, localType, type Mesh, meshSize, type Placement, placementText } from "../../plan/placement.ts";
import { axesPosition } from "../../plan/shard.ts";
import { canReshard, planReshard, type ReshardStep } from "./reshard.ts";

const meshOf = (sizes: Record<string, number>): Mesh => ({
  axes: Object.entries(sizes).map(([name, size]) => ({ name, size })),
});
const place = (dims: string[][], partial: string[] = [], reducer?: Placement["reducer"]): Placement => ({
  dims,
  partial,
  ...(reducer && { reducer }),
});
const f32 = (...shape: number[]): TensorType => ({ shape, dtype: "f32" });
const kinds = (steps: readonly ReshardStep[]) => steps.map((step) => step.kind);

/** The oracle: every device's array, element by element from the definition of a placement (not by shard.ts's runs). */
function placeNaively(whole: TensorData, type: TensorType, placement: Placement, mesh: Mesh): TensorData[] {
  const local = localType(type, placement, mesh);
  return Array.from({ length: meshSize(mesh) }, (_, device) => {
    const shard = allocateData(type.dtype, numElements(local.shape));
    for (let i = 0; i < shard.length; i++) {
      let rest = i;
      let offset = 0;
      let stride = 1;
      for (let dim = type.shape.length - 1; dim >= 0; dim--) {
        const at = (rest % local.shape[dim]) + local.shape[dim] * axesPosition(mesh, placement.dims[dim], device);
        rest = Math.floor(rest / local.shape[dim]);
        offset += at * stride;
        stride *= type.shape[dim];
      }
      shard[i] = whole[offset];
    }
    return shard;
  });
}

/** The terms of a value, one per position on the partial axes; they combine to the value, and none equals it. */
function termsOf(whole: TensorData, placement: Placement, mesh: Mesh, random: Random): TensorData[] {
  const count = axesSize(mesh, placement.partial);
  const terms = Array.from({ length: count }, () => whole.slice());
  if (count === 1) return terms;
  for (let i = 0; i < whole.length; i++) {
    const value = Number(whole[i]);
    const owner = random.int(count);
    const below = () => value - 1 - random.int(5);
    if (placement.reducer === "maximum")
      for (const [k, term] of terms.entries()) term[i] = k === owner ? value : below();
    else {
      const parts = terms.map(() => random.int(9) - 4);
      parts[owner] += value - parts.reduce((sum, part) => sum + part, 0);
      for (const [k, term] of terms.entries()) term[i] = parts[k];
    }
  }
  return terms;
}

function placeValue(
  whole: TensorData,
  type: TensorType,
  placement: Placement,
  mesh: Mesh,
  random: Random,
): TensorData[] {
  const terms = termsOf(whole, placement, mesh, random).map((term) => placeNaively(term, type, placement, mesh));
  return Array.from(
    { length: meshSize(mesh) },
    (_, device) => terms[axesPosition(mesh, placement.partial, device)][device],
  );
}

function randomPlacement(type: TensorType, mesh: Mesh, random: Random): Placement {
  const dims: string[][] = type.shape.map(() => []);
  const partial: string[] = [];
  const axes = mesh.axes.map((axis) => axis.name);
  while (axes.length > 0) {
    const [axis] = axes.splice(random.int(axes.length), 1);
    const dim = random.int(type.shape.length + 2);
    if (dim > type.shape.length) partial.push(axis);
    else if (dim < type.shape.length && type.shape[dim] % axesSize(mesh, [...dims[dim], axis]) === 0)
      dims[dim].push(axis);
  }
  return partial.length > 0 && random.int(3) === 0 ? { dims, partial, reducer: "maximum" } : { dims, partial };
}

const meshes = [
  meshOf({ x: 4 }),
  meshOf({ x: 2, y: 2 }),
  meshOf({ x: 2, y: 3 }),
  meshOf({ x: 2, y: 4 }),
  meshOf({ x: 2, y: 2, z: 2 }),
  meshOf({ x: 3, y: 1, z: 2 }),
];

test("any reshard equals placing the whole value directly", () => {
  const random = seededRandom(Number(process.env.ALPA_SEED ?? 1));
  const cases = Number(process.env.ALPA_CASES ?? 400);
  for (let run = 0; run < cases; run++) {
    const mesh = random.pick(meshes);
    const shape = Array.from({ length: 1 + random.int(3) }, () => random.pick([1, 2, 4, 6, 8, 12]));
    const type = f32(...shape);
    const from = randomPlacement(type, mesh, random);
    const drawn = randomPlacement(type, mesh, random);
    const partial = drawn.partial.filter((axis) => from.partial.includes(axis));
    const to: Placement = { ...from, dims: drawn.dims, partial };
    expect(canReshard(from, to)).toBe(true);

    const whole = Float32Array.from({ length: numElements(shape) }, () => random.int(100) - 50);
    let held = placeValue(whole, type, from, mesh, random);
    let local = localType(type, from, mesh);
    for (const step of planReshard(type, from, to, mesh)) {
      expect(step.input).toEqual(local);
      held = runCollective(step.kind, step.attrs, held, local, mesh);
      local = step.output;
    }
    expect(local).toEqual(localType(type, to, mesh));
    // Values that stay partial are completed by definition: the terms of devices that differ on those axes are
    // combined.
    const left = mesh.axes.map((axis) => axis.name).filter((axis) => to.partial.includes(axis));
    if (left.length > 0) {
      const group = { axes: left, groupSize: axesSize(mesh, left), reducer: from.reducer ?? "add" };
      held = runCollective("all_reduce", group, held, local, mesh);
    }
    const label = `${shape} ${placementText(from)} → ${placementText(to)}`;
    expect(held, label).toEqual(placeNaively(whole, type, to, mesh));
  }
});

test("each change of placement is its own collective", () => {
  const mesh = meshOf({ x: 2, y: 4 });
  const type = f32(16, 16);
  const steps = (from: Placement, to: Placement) => kinds(planReshard(type, from, to, mesh));
  expect(steps(place([[], []], ["x"]), place([[], []]))).toEqual(["all_reduce"]);
  expect(steps(place([[], []], ["x"]), place([["x"], []]))).toEqual(["reduce_scatter"]);
  expect(steps(place([["x"], []]), place([[], []]))).toEqual(["all_gather"]);
  expect(steps(place([["x"], []]), place([[], ["x"]]))).toEqual(["all_to_all"]);
  expect(steps(place([[], []]), place([[], ["x"]]))).toEqual(["all_slice"]);
  expect(steps(place([["x"], []]), place([["x"], []]))).toEqual([]);
});

test("sums over two axes go as one all-reduce", () => {
  const mesh = meshOf({ x: 2, y: 4 });
  const steps = planReshard(f32(8), place([[]], ["x", "y"]), place([[]]), mesh);
  expect(kinds(steps)).toEqual(["all_reduce"]);
  expect(steps[0].attrs.groupSize).toBe(8);
  expect(bytesSent(steps[0].kind, steps[0].attrs.groupSize, bytesOf(steps[0].input))).toBeCloseTo((2 * 7 * 32) / 8);
});

test("an axis is moved before it is gathered, which sends fewer bytes", () => {
  const mesh = meshOf({ x: 2, y: 4 });
  const steps = planReshard(f32(16, 16), place([["x", "y"], []]), place([["x"], ["y"]]), mesh);
  expect(kinds(steps)).toEqual(["all_to_all"]);
});

test("only the minor axis of a dim can be gathered", () => {
  const mesh = meshOf({ x: 2, y: 4 });
  const steps = planReshard(f32(16), place([["x", "y"]]), place([["y"]]), mesh);
  expect(kinds(steps)).toEqual(["all_gather", "all_slice"]);
});

test("a maximum is never reduce-scattered", () => {
  const mesh = meshOf({ x: 2 });
  const steps = planReshard(f32(16), place([[]], ["x"], "maximum"), place([["x"]]), mesh);
  expect(kinds(steps)).toEqual(["all_reduce", "all_slice"]);
});

test("the caller's cost function decides", () => {
  const mesh = meshOf({ x: 2 });
  const from = place([["x"], []]);
  const to = place([[], ["x"]]);
  const noAllToAll = (step: ReshardStep) => (step.kind === "all_to_all" ? 1e9 : 1);
  expect(kinds(planReshard(f32(4, 4), from, to, mesh, noAllToAll))).toEqual(["all_gather", "all_slice"]);
});

test("a value cannot become partial", () => {
  expect(() => planReshard(f32(4), place([[]]), place([[]], ["x"]), meshOf({ x: 2 }))).toThrow(/cannot go from \[_\]/);
});
