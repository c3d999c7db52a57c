/** @file The layouts that the methods of a comparison choose from, the most promising first. */
import type { Precision } from "../../analysis/precision.ts";
import { divisorsOf } from "../../base/integers.ts";
import { numberOf } from "../../base/units.ts";
import type { LeastRemat, Remat } from "../../plan/plan.ts";
import { divideBlocks, type Layout } from "../predict/layout.ts";

/** Methods whose layouts are degrees of parallelism. */
export type Family = "data" | "zero1" | "zero2" | "zero3" | "pipedream" | "pipedream-flush" | "gpipe" | "megatron";

export interface LayoutSpace {
  readonly devices: number;
  readonly perHost: number;
  readonly batch: number;
  readonly precision: Precision;
  /** Identical blocks of the model; undefined when it has none or they are unknown. */
  readonly blocks?: number;
  /** Parameters of the model and bytes that a device may use, to leave out layouts whose state alone does not fit. */
  readonly parameters?: number;
  readonly limitBytes?: number;
  /** The baseline of recomputation: `fused` where the engine fuses kernels, else `none`. */
  readonly leastRemat: LeastRemat;
  /** Only this number of microbatches. */
  readonly microbatches?: number;
}

/** The sizes of a replica's microbatch that are tried, in examples. */
const microbatchSizes = [1, 2, 4, 8, 16];
const chunkCounts = [1, 2, 3, 4, 6, 8];
/** Maximum number of stages for a model whose blocks are unknown. */
const mostStages = 16;

/** All layouts of a family, the most promising first, whether they fit or not. */
export function layoutsOf(family: Family, space: LayoutSpace): Layout[] {
  const { devices, perHost, batch, precision, blocks } = space;
  const most = Math.min(devices, blocks ?? mostStages);
  const isPipeline = family === "megatron" || isStagesOnly(family);
  const layouts: Layout[] = [];
  for (const tensor of family === "megatron" ? divisorsOf(Math.min(perHost, devices)) : [1])
    for (const pipeline of isPipeline ? divisorsOf(devices / tensor) : [1]) {
      const data = devices / tensor / pipeline;
      if (!Number.isInteger(data) || batch % data !== 0 || pipeline > most) continue;
      if (pipeline === 1 && isStagesOnly(family)) continue;
      const perReplica = batch / data;
      const sizes = space.microbatches
        ? [perReplica / space.microbatches].filter(Number.isInteger)
        : microbatchSizes.filter((size) => perReplica % size === 0);
      if (!isPipeline && !space.microbatches && perReplica < 64 && !sizes.includes(perReplica)) sizes.push(perReplica);
      for (const microbatch of sizes)
        for (const remat of rematsOf(family, space.leastRemat))
          for (const sequenceParallel of tensor > 1 ? [true, false] : [false])
            for (const [schedule, chunks] of schedulesOf(family, pipeline, perReplica / microbatch, blocks))
              for (const zero of zerosOf(family, data))
                layouts.push({
                  ...{ tensor, pipeline, data, schedule, chunks, microbatch, remat, precision, sequenceParallel, zero },
                  isSynchronized: family !== "pipedream",
                  numMicrobatches: perReplica / microbatch,
                  blocks: blocks === undefined ? [] : divideBlocks(blocks, pipeline * chunks),
                });
    }
  const possible = layouts.filter((layout) => leastStateBytes(layout, space) <= (space.limitBytes ?? Infinity));
  // If no layout's state fits, all are priced, so that the row says what the smallest needs.
  return (possible.length > 0 ? possible : layouts)
    .map((layout) => ({ layout, cost: roughCost(layout) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ layout }) => layout);
}

/** Whether the family's only degrees are stages and replicas. */
export const isStagesOnly = (family: Family): boolean =>
  family === "gpipe" || family === "pipedream" || family === "pipedream-flush";

/** Bytes of a weight and its gradient, each of 16 bits. */
const bytesPerParameter = 4;

/** A lower bound on the bytes of weights and gradients on a device. */
function leastStateBytes({ tensor, pipeline, data, zero }: Layout, { parameters = 0 }: LayoutSpace): number {
  const replicas = zero === 3 ? data : 1;
  return ((zero === 2 ? bytesPerParameter / 2 : bytesPerParameter) * parameters) / (tensor * pipeline * replicas);
}

const rematsOf = (family: Family, least: LeastRemat): readonly Remat[] =>
  family === "pipedream" ? [least] : isStagesOnly(family) ? [least, "full"] : [least, "selective", "full"];

/** The rank of a recomputation: 0 without, 2 for full. */
const rematRank = (remat: Remat): number => (remat === "full" ? 2 : remat === "selective" ? 1 : 0);

function zerosOf(family: Family, data: number): readonly Layout["zero"][] {
  if (family === "zero1" || family === "zero2" || family === "zero3") return [Number(family.slice(4)) as 1 | 2 | 3];
  return family === "megatron" && data > 1 ? [1, 0] : [0];
}

function schedulesOf(
  family: Family,
  pipeline: number,
  microbatches: number,
  blocks: number | undefined,
): (readonly [schedule: string, chunks: number])[] {
  if (pipeline === 1) return [["1f1b", 1]];
  if (family !== "megatron") return [[family, 1]];
  const counts = chunkCounts.filter(
    (chunks) =>
      chunks === 1 || (blocks !== undefined && blocks % (pipeline * chunks) === 0 && microbatches % pipeline === 0),
  );
  return counts.map((chunks) => [chunks === 1 ? "1f1b" : "interleaved-1f1b", chunks]);
}

/** Whether a layout is like those of large published runs, and so likely to fit. */
export const isUsual = (
  { tensor, sequenceParallel, microbatch, remat, chunks, zero }: Layout,
  perHost: number,
): boolean =>
  tensor === perHost && sequenceParallel && microbatch === 1 && rematRank(remat) > 0 && chunks === 1 && zero === 1;

/** Whether `b` is `a` with one setting changed by one step: two degrees by a factor of 2, the microbatch by 2, … */
export function areNeighbors(a: Layout, b: Layout): boolean {
  const factors = (pick: (layout: Layout) => number): number => Math.abs(Math.log2(pick(a) / pick(b)));
  const degrees = factors(({ tensor }) => tensor) + factors(({ pipeline }) => pipeline) + factors(({ data }) => data);
  const steps = (pick: (layout: Layout) => number): number => Math.abs(pick(a) - pick(b));
  const distance =
    degrees / 2 +
    factors(({ microbatch }) => microbatch) +
    steps(({ chunks }) => chunkCounts.indexOf(chunks)) +
    steps(({ remat }) => rematRank(remat)) +
    steps(({ sequenceParallel }) => Number(sequenceParallel)) +
    steps(({ zero }) => zero);
  return distance === 1;
}

/**
 * A rough cost that orders the layouts: recomputation, the pipeline's bubble and uneven stages, tensor parallelism's
 * communication, small microbatches.
 */
function roughCost(layout: Layout): number {
  const { tensor, pipeline, chunks, numMicrobatches, microbatch, remat, sequenceParallel, blocks } = layout;
  // The slowest stage sets the pace; the embedding and the head count as a block.
  const mean = (blocks.reduce((sum, count) => sum + count, 0) + 1) / blocks.length;
  const imbalance = pipeline > 1 && blocks.length > 0 ? (Math.max(...blocks) + 1 / 2) / mean : 1;
  const recompute = remat === "full" ? 4 / 3 : remat === "selective" ? 1.03 : 1;
  const bubble = 1 + (pipeline - 1) / (chunks * numMicrobatches);
  const communication = 1 + 0.04 * Math.log2(tensor) + (tensor > 1 && !sequenceParallel ? 0.05 : 0) + 0.002 * chunks;
  return recompute * bubble * communication * Math.max(1, imbalance) * (1 + 0.2 / microbatch);
}

/**
 * Whether `other` needs at least the memory of `layout`, so that it does not fit when `layout` does not. Both have the
 * same family and number of devices; under ZeRO-1 the optimizer state per device is then equal.
 */
export function needsAsMuch(other: Layout, layout: Layout): boolean {
  return (
    other.zero <= layout.zero &&
    other.tensor <= layout.tensor &&
    other.pipeline <= layout.pipeline &&
    other.microbatch >= layout.microbatch &&
    rematRank(other.remat) <= rematRank(layout.remat) &&
    Number(other.sequenceParallel) <= Number(layout.sequenceParallel) &&
    other.chunks >= layout.chunks
  );
}

/** A layout in a few words. */
export function layoutText(layout: Layout): string {
  const { tensor, pipeline, data, chunks, schedule, sequenceParallel, microbatch, numMicrobatches, remat, zero } =
    layout;
  return [
    `data ${data}`,
    ...(tensor > 1 ? [`tensor ${tensor}${sequenceParallel ? " with sequence" : ""}`] : []),
    ...(pipeline > 1 ? [`pipeline ${pipeline}`, chunks > 1 ? `${schedule} of ${chunks} chunks` : schedule] : []),
    ...(zero > 0 ? [`ZeRO-${zero}`] : []),
    `${numberOf(numMicrobatches, "microbatch")} of ${microbatch}`,
    ...(remat === "none" ? [] : [`remat ${remat}`]),
  ].join(", ");
}

/** Settings that a user chooses to get a layout: the degrees, schedule, chunks, microbatch, recomputation. */
export const linesOf = ({ tensor, pipeline, data, chunks, sequenceParallel, remat, zero }: Layout): number =>
  [tensor > 1, pipeline > 1, pipeline > 1, data > 1, chunks > 1, sequenceParallel, remat !== "none", zero > 0].filter(
    Boolean,
  ).length + 1;
