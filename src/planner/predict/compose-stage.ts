/**
 * @file Composes a step without a pipeline from simulated steps of one block and of two blocks, with one or two
 * microbatches.
 */
import { dataParallelRoles } from "../../lower/data-parallel-roles.ts";
import { besideOfBlocks, endOf, type OnceBeside, onceBeside, waitFor } from "./beside.ts";
import type { Prediction } from "./compose.ts";
import type { Layout } from "./layout.ts";
import { secondsBeside } from "./parts.ts";
import type { Probe } from "./probe.ts";

/** What a simulated step of one stage says about steps of more microbatches. */
export interface StageParts {
  /** Seconds of the first microbatch and of each later one, and of what is done once in a step. */
  readonly first: number;
  readonly next: number;
  readonly once: number;
  readonly peakBytes: number;
  /** Absent if the engine runs no collectives beside compute. */
  readonly beside?: StageBeside;
}

export function stagePartsOf(probe: Probe): StageParts {
  return { ...microbatchesOf(probe), beside: stageBeside(probe) };
}

function microbatchesOf({ program, simulation }: Pick<Probe, "program" | "simulation">): Omit<StageParts, "beside"> {
  const [{ startSeconds, endSeconds, memory }] = simulation.meshes;
  let [first, next, once] = [0, 0, 0];
  program.meshes[0].instructions.forEach(({ microbatch }, i) => {
    const seconds = endSeconds[i] - startSeconds[i];
    if (microbatch === 0) first += seconds;
    else if (microbatch > 0) next += seconds;
    else once += seconds;
  });
  return { first, next, once, peakBytes: memory.peakBytes };
}

const repeated = ({ first, next, once, peakBytes }: StageParts, numMicrobatches: number): Prediction => ({
  seconds: first + once + next * (numMicrobatches - 1),
  peakBytes,
});

/** A step of one stage with more microbatches than the one or two that were simulated; the second is repeated. */
export const repeatMicrobatch = (probe: Pick<Probe, "program" | "simulation">, numMicrobatches: number): Prediction =>
  repeated(microbatchesOf(probe), numMicrobatches);

/**
 * A step of one stage, extrapolated from simulated steps of one block and of two blocks: all blocks and all
 * microbatches but the first are alike.
 */
export function composeStage(
  stages: readonly [StageParts, StageParts],
  { blocks, numMicrobatches }: Layout,
): Prediction {
  const line = (a: number, b: number): number => a + (blocks[0] - 1) * (b - a);
  const parts = stages.map((stage) => repeated(stage, numMicrobatches));
  const peakBytes = line(parts[0].peakBytes, parts[1].peakBytes);
  const [one, two] = stages.map(({ beside }) => beside);
  if (!one || !two) return { seconds: line(parts[0].seconds, parts[1].seconds), peakBytes };
  const of = (pick: (stage: StageBeside) => number): number => line(pick(one), pick(two));
  const perMicrobatch = Math.max(
    of(({ next }) => next),
    of(({ nextBeside }) => nextBeside),
  );
  // A run of one microbatch may be simulated with two (a batch of one example is not cut).
  const backwardEnd = of(({ end }) => end) + (numMicrobatches - one.numMicrobatches) * perMicrobatch;
  const { reductions, newParameters } = besideOfBlocks(one.once, two.once, blocks[0]);
  const reduced = Math.max(
    backwardEnd + Math.max(0, endOf(reductions)),
    of(({ nextBeside }) => nextBeside) * numMicrobatches,
  );
  const ended = reduced + of(({ updates }) => updates);
  return { seconds: ended + waitFor(newParameters), peakBytes };
}

/** Times of a simulated step of one stage whose engine runs collectives beside compute. */
interface StageBeside {
  /** The microbatches that were simulated. */
  readonly numMicrobatches: number;
  /** The end of the last backward pass. */
  readonly end: number;
  /** Seconds of the last microbatch, and those of its collectives beside compute. */
  readonly next: number;
  readonly nextBeside: number;
  /** Seconds of updates after the last backward pass. */
  readonly updates: number;
  readonly once: OnceBeside;
}

function stageBeside(probe: Probe): StageBeside | undefined {
  const { instructions } = probe.program.meshes[0];
  const { startSeconds: start, endSeconds: end, beside } = probe.simulation.meshes[0];
  if (!beside) return undefined;
  const isBeside = beside.is;
  const { roles } = dataParallelRoles(probe.program)[0];
  const own = [...instructions.keys()].filter((i) => !isBeside[i]);
  const last = Math.max(...instructions.map(({ microbatch }) => microbatch));
  const isCompute = (i: number): boolean => roles[i] !== "update" && instructions[i].microbatch >= 0;
  const endOfMicrobatch = (of: number): number =>
    Math.max(0, ...own.filter((i) => isCompute(i) && instructions[i].microbatch === of).map((i) => end[i]));
  const backwardEnd = endOfMicrobatch(last);
  const sum = (indices: readonly number[]): number => indices.reduce((total, i) => total + end[i] - start[i], 0);
  const firstInstruction = instructions.findIndex(({ microbatch }) => microbatch === last);
  const once = onceBeside(probe, 0, { firstInstruction, endSeconds: backwardEnd, startSeconds: 0 })!;
  return {
    numMicrobatches: last + 1,
    end: backwardEnd,
    next: backwardEnd - endOfMicrobatch(last - 1),
    nextBeside: secondsBeside(probe, 0),
    updates: sum(own.filter((i) => start[i] >= backwardEnd)),
    once,
  };
}
