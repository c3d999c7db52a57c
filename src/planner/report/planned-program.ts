/**
 * @file What a plan's program will do, without writing all of it: a program unrolls its microbatches, of which a large model's plan
 * may have hundreds, and from the third on they are alike.
 */
import type { Step } from "../../analysis/step.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import { type CollectiveKind, isCollective } from "../../ir/ops.ts";
import { bytesOf } from "../../ir/types.ts";
import { planArena } from "../../lower/arena.ts";
import { lower } from "../../lower/lower.ts";
import { partitionStages } from "../../lower/partition.ts";
import { segmentBytes } from "../../lower/segment-memory.ts";
import type { Plan } from "../../plan/plan.ts";

/** Collectives of one kind over the same mesh axes. */
export interface PlannedCollective {
  readonly kind: CollectiveKind;
  readonly axes: readonly string[];
  /** Times in one step, microbatches included. */
  readonly count: number;
  /** Bytes that one device sends in one step, as ring collectives do. */
  readonly sentBytes: number;
}

/**
 * By stage, the collectives of one step on one device, most bytes first: those of one microbatch, as often as there are microbatches.
 */
export function plannedCollectives(step: Step, plan: Plan): PlannedCollective[][] {
  return partitionStages(step, plan).stages.map(({ graph, groups }) => {
    const found = new Map<string, PlannedCollective>();
    graph.ops.forEach((op, index) => {
      const { kind, operands } = op;
      if (!isCollective(kind) || kind === "all_slice") return;
      const { axes, groupSize } = op.attrs as { axes: readonly string[]; groupSize: number };
      const { phase } = groups[index];
      const times = phase === "prologue" || phase === "loop" ? step.microbatches : 1;
      const key = `${kind} ${axes}`;
      const known = found.get(key) ?? { kind, axes, count: 0, sentBytes: 0 };
      const sentBytes = known.sentBytes + times * bytesSent(kind, groupSize, bytesOf(graph.types[operands[0]]));
      found.set(key, { ...known, count: known.count + times, sentBytes });
    });
    return [...found.values()].sort((a, b) => b.sentBytes - a.sentBytes);
  });
}

/** Microbatches of which the first, the middle and the last differ. */
const distinct = 3;

/** Peak bytes per device (arena and the largest segment workspace), and the part of them that is not inputs. For plans of one stage. */
export function plannedBytes(step: Step, plan: Plan): { readonly peak: number; readonly temporaries: number } {
  // Results made example by example are kept for all microbatches.
  const microbatches = step.batchOutputs.length > 0 ? step.microbatches : Math.min(step.microbatches, distinct);
  const { meshes, inputs, outputs } = lower({ ...step, microbatches }, { ...plan, microbatches });
  const outputBuffers = outputs.map(({ buffer }) => buffer);
  const arena = planArena(meshes[0], outputBuffers);
  const inside = meshes[0].segments.reduce((most, segment) => Math.max(most, segmentBytes(segment)), 0);
  const temporaries = arena.bytes - arena.inputBytes + inside;
  const batchBytes = step.batchInputs.reduce(
    (sum, { input }) => sum + bytesOf(meshes[0].buffers[inputs[input].buffer].type),
    0,
  );
  return { temporaries, peak: arena.bytes + inside + (batchBytes / microbatches) * (step.microbatches - microbatches) };
}
