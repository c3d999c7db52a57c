/**
 * @file Collectives and peak bytes of a plan's program, without generating the whole program. A program unrolls its
 * microbatches, and the plan of a large model may have hundreds of them; all but the first and the last are alike.
 */
import type { Step } from "../../analysis/step.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import { type CollectiveKind, isCollective } from "../../ir/ops.ts";
import { bytesOf } from "../../ir/types.ts";
import { planArena } from "../../lower/arena.ts";
import { lowerParts } from "../../lower/lower.ts";
import { type Partitioned, partitionStages } from "../../lower/partition.ts";
import { segmentBytes } from "../../lower/segment-memory.ts";
import { withMicrobatches } from "../../methods/method.ts";
import type { Plan } from "../../plan/plan.ts";

/** Collectives of one kind over the same mesh axes. */
export interface PlannedCollective {
  readonly kind: CollectiveKind;
  readonly axes: readonly string[];
  /** Number of executions in one step, over all microbatches. */
  readonly count: number;
  /** Bytes that one device sends in one step, by ring algorithms. */
  readonly sentBytes: number;
}

/** For each stage, the collectives of one device in one step, most bytes first. */
export function plannedCollectives(step: Step, { stages }: Partitioned): PlannedCollective[][] {
  return stages.map(({ graph, groups }) => {
    const found = new Map<string, PlannedCollective>();
    graph.ops.forEach((op, index) => {
      const { kind, operands } = op;
      if (!isCollective(kind) || kind === "all_slice") return;
      const { axes, groupSize } = op.attrs as { axes: readonly string[]; groupSize: number };
      const { phase } = groups[index];
      const times = phase === "prologue" || phase === "accumulate" ? step.microbatches : 1;
      const key = `${kind} ${axes}`;
      const known = found.get(key) ?? { kind, axes, count: 0, sentBytes: 0 };
      const sentBytes = known.sentBytes + times * bytesSent(kind, groupSize, bytesOf(graph.types[operands[0]]));
      found.set(key, { ...known, count: known.count + times, sentBytes });
    });
    return [...found.values()].sort((a, b) => b.sentBytes - a.sentBytes);
  });
}

/** Number of distinct microbatches: a first one, a middle one, a last one. */
const numDistinct = 3;

/**
 * Returns the peak bytes per device (arena plus the largest segment workspace), and the part of them that is not
 * inputs. For plans with one stage.
 */
export function plannedBytes(
  step: Step,
  plan: Plan,
  parts: Partitioned,
  flash: boolean,
): { readonly peak: number; readonly temporaries: number } {
  // Per-example outputs of all microbatches stay in memory until the step ends, so every microbatch must be counted.
  const microbatches = step.batchOutputs.length > 0 ? step.microbatches : Math.min(step.microbatches, numDistinct);
  const short = withMicrobatches({ step, plan }, microbatches);
  // A schedule has tasks for all microbatches; without one, the parts of a step are those of its short form.
  const own = plan.pipeline ? partitionStages(short.step, short.plan) : parts;
  const { meshes, inputs, outputs } = lowerParts(short.step, short.plan, own);
  const outputBuffers = outputs.map(({ buffer }) => buffer);
  const arena = planArena(meshes[0], outputBuffers);
  const workspace = meshes[0].segments.reduce((most, segment) => Math.max(most, segmentBytes(segment, flash)), 0);
  const temporaries = arena.bytes - arena.inputBytes + workspace;
  const batchBytes = step.batchInputs.reduce(
    (sum, { input }) => sum + bytesOf(meshes[0].buffers[inputs[input].buffer].type),
    0,
  );
  const omittedBatchBytes = (batchBytes / microbatches) * (step.microbatches - microbatches);
  return { temporaries, peak: arena.bytes + workspace + omittedBatchBytes };
}
