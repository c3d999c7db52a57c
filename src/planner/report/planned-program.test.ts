import { describe, expect, test } from "vitest";
import { planNow } from "../../../test/support/plan-now.ts";
import { gpt, mlp, moe, stepOf } from "../../../test/support/train-steps.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import { bytesOf } from "../../ir/types.ts";
import { planArena } from "../../lower/arena.ts";
import { lower } from "../../lower/lower.ts";
import { partitionStages } from "../../lower/partition.ts";
import { segmentBytes } from "../../lower/segment-memory.ts";
import { dataParallel } from "../../methods/data-parallel.ts";
import { zero } from "../../methods/zero.ts";
import { plannedBytes, plannedCollectives } from "./planned-program.ts";

describe.each([
  ["mlp", mlp(24)],
  ["gpt", gpt(8, { layers: 1, heads: 4, width: 16, length: 4, vocabulary: 8 })],
  ["moe", moe(8)],
] as const)("%s", (_, traced) => {
  const batch = traced.graph.types[traced.graph.inputs.at(-1)!.value].shape[0];
  test.each([1, 2, 4])("collectives and bytes of %d microbatches equal those of the whole program", (microbatches) => {
    for (const method of [dataParallel(), zero({ stage: 2 })]) {
      const step = stepOf(traced, microbatches);
      const devices = (batch / microbatches) % 4 === 0 ? 4 : 2;
      const plan = planNow(method, step, devices);
      const { meshes, outputs } = lower(step, plan);
      const parts = partitionStages(step, plan);
      const counts = new Map<string, { count: number; sentBytes: number }>();
      for (const instruction of meshes[0].instructions) {
        if (!("attrs" in instruction) || instruction.kind === "all_slice") continue;
        const { kind, attrs, input } = instruction;
        const known = counts.get(`${kind} ${attrs.axes}`) ?? { count: 0, sentBytes: 0 };
        const bytes = bytesSent(kind, attrs.groupSize, bytesOf(meshes[0].buffers[input].type));
        counts.set(`${kind} ${attrs.axes}`, { count: known.count + 1, sentBytes: known.sentBytes + bytes });
      }
      const planned = plannedCollectives(step, parts)[0].map(
        ({ kind, axes, ...rest }) => [`${kind} ${axes}`, rest] as const,
      );
      expect(new Map(planned)).toEqual(counts);

      const outputBuffers = outputs.map(({ buffer }) => buffer);
      const arena = planArena(meshes[0], outputBuffers);
      const { temporaries, peak } = plannedBytes(step, plan, parts, false);
      const workspace = Math.max(0, ...meshes[0].segments.map((segment) => segmentBytes(segment)));
      expect(temporaries).toBe(arena.bytes - arena.inputBytes + workspace);
      // The arena rounds every batch input up to 64 bytes.
      expect(Math.abs(peak - arena.bytes - workspace)).toBeLessThanOrEqual(64 * step.batchInputs.length);
    }
  });
});
