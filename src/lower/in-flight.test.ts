import { expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { pipeshard } from "../methods/pipeshard.ts";
import { findSchedule } from "../schedules/registry.ts";
import { lower } from "./lower.ts";
import type { MeshProgram } from "./program.ts";

const numStages = 4;
/** Sixteen equal layers: four for each stage, two for each chunk. */
const traced = mlp(16, Array<number>(17).fill(8));

/**
 * The largest number of (microbatch, chunk) pairs for which a stage holds a value from forward to backward at one time.
 */
function mostInFlight({ instructions, buffers, tasks }: MeshProgram): number {
  const taskOf = (index: number) => tasks.find(({ begin, end }) => begin <= index && index < end);
  const [made, read] = [new Map<number, number>(), new Map<number, number>()];
  instructions.forEach((instruction, index) => {
    if (instruction.kind !== "run") return;
    for (const id of instruction.outputs) made.set(id, index);
    for (const id of instruction.inputs) read.set(id, index);
  });
  const held = new Map<string, [number, number]>();
  for (const [id, from] of made) {
    const [producer, reader] = [taskOf(from), taskOf(read.get(id) ?? -1)];
    if (buffers[id].kind !== "temporary" || producer?.kind !== "forward" || !reader?.kind.startsWith("backward"))
      continue;
    const key = `${producer.microbatch} ${producer.chunk}`;
    const [first, last] = held.get(key) ?? [Number.POSITIVE_INFINITY, 0];
    held.set(key, [Math.min(first, from), Math.max(last, read.get(id)!)]);
  }
  const spans = [...held.values()];
  return Math.max(...spans.map(([from]) => spans.filter(([first, last]) => first <= from && from <= last).length));
}

test.each(["gpipe", "1f1b", "interleaved-1f1b", "zb-h1", "zb-v"])(
  "activations of %s are held for as many microbatches as the schedule says",
  (schedule) => {
    const microbatches = 8;
    const rule = findSchedule(schedule);
    const step = stepOf(traced, microbatches);
    const { meshes } = lower(
      step,
      planNow(pipeshard({ stages: numStages, schedule, intra: dataParallel() }), step, numStages),
    );
    const counts = meshes.map(mostInFlight);
    expect(counts).toEqual(meshes.map((_, s) => rule.inFlight(s, numStages, microbatches, rule.defaultChunks)));
  },
);
