import { expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { batchSpecs, stateSpecs } from "../frontends/jaxjs/example.ts";
import { bytesOf } from "../ir/types.ts";
import { placesOf } from "../lower/program.ts";
import type { Method } from "../methods/method.ts";
import { pipeshard } from "../methods/pipeshard.ts";
import { zero } from "../methods/zero.ts";
import { localType } from "../plan/placement.ts";
import { compile } from "../planner/compile.ts";
import { compileCompanion } from "../planner/compile-companion.ts";
import { findLent } from "./lend.ts";
import { addressIn } from "./threads/job.ts";
import { layOut } from "./threads/layout.ts";

const example = mlp({ hidden: 32, layers: 4 });
const { trainStep, batchArgs } = example;

async function programs(method: Method, microbatches: number, batch: number) {
  const specsOf = (size: number) => [stateSpecs(example), ...batchSpecs(example, size)];
  const trained = await compile(trainStep, specsOf(16), { method, devices: 4, microbatches, batchArgs });
  const { inputs: ports, stateOf } = trained.program;
  const inputs = new Map(stateOf.flatMap((input) => (input < 0 ? [] : [[ports[input].name, input] as const])));
  const lending = { ...trained, inputOf: (name: string) => inputs.get(name) };
  const companion = await compileCompanion(example.evaluation!.step, specsOf(batch), { batchArgs }, lending);
  return { lender: trained.program, companion };
}

test.each([
  ["zero3", zero({ stage: 3 }), 1, 16],
  ["zero3, a larger batch", zero({ stage: 3 }), 1, 4096],
  ["a pipeline of zero3", pipeshard({ stages: 2, intra: zero({ stage: 3 }) }), 4, 16],
] as const)("all state of %s is read in its place", async (_, method, microbatches, batch) => {
  const { lender, companion } = await programs(method, microbatches, batch);
  const { program, lent } = companion;
  expect(lent.size).toBe(lender.stateOf.filter((input) => input >= 0).length);
  const { buffers, copied } = findLent(program, lender, lent);
  expect(copied.size).toBe(0);
  const home = layOut(lender);
  const layout = layOut(program, { layout: home, lent: buffers });
  // Only the batch takes memory of the companion's own, and nothing of it lies over the lender's inputs.
  program.meshes.forEach(({ mesh }, index) => {
    const own = program.inputs.flatMap((port, input) =>
      lent.has(input) ? [] : placesOf(port).map((place) => ({ ...port, ...place })),
    );
    const bytes = own
      .filter((place) => place.mesh === index)
      .reduce((sum, { type, placement }) => sum + bytesOf(localType(type, placement, mesh)), 0);
    expect(layout.arenas[index].inputBytes - bytes).toBeLessThan(64 * own.length + 1);
  });
  layout.places.forEach((place, worker) => {
    const { mesh } = layout.workers[worker];
    const { start } = home.places[worker];
    const isOver = place.start < start + home.arenas[mesh].bytes && place.start >= start;
    if (isOver) expect(place.start).toBe(start + home.arenas[mesh].inputBytes);
    else expect(place.start).toBeGreaterThanOrEqual(home.memoryBytes);
    for (const [own, buffer] of buffers[mesh])
      expect(addressIn(place, layout.arenas[mesh].offsets[own])).toBe(start + home.arenas[mesh].offsets[buffer]);
  });
});

test("a program that writes what it borrows is refused", async () => {
  const { lender } = await programs(zero({ stage: 1 }), 1, 16);
  const own = lender.stateOf.find((input) => input >= 0)!;
  const { buffers } = findLent(lender, lender, new Map([[own, own]]));
  expect(() => layOut(lender, { layout: layOut(lender), lent: buffers })).toThrow(
    /writes .*, which another program lends/,
  );
});
