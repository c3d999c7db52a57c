/**
 * @file The microbatch split: turns a traced graph into a Step that processes its batch in equal microbatches. The
 * split relies on linearity. A partial value that is used nonlinearly, or is an output, is summed over the
 * microbatches; ops before the sum run once per microbatch, ops after it once per step. This is exact for sums and
 * means over the batch (a mean's 1/B is a constant of the graph). Totals that the examples themselves need take
 * additional passes, and ops that mix examples run on the whole batch. If too much of the step's work would run on the
 * whole batch, the split is refused with the op's name.
 */
import { InvalidConfig } from "../base/errors.ts";
import { divisorsOf } from "../base/integers.ts";
import type { Graph } from "../ir/graph.ts";
import { analyzeBatch, analyzeSplit, type BatchAnalysis } from "./batch.ts";
import { findExampleOps } from "./example-ops.ts";
import { chooseSums } from "./microbatch-sums.ts";
import { buildRegions } from "./regions.ts";
import { checkUnsplitShare, costNotice } from "./split-cost.ts";
import type { BatchInput, Step } from "./step.ts";
import { unshareCheapOps, unsharedFrom } from "./unshare.ts";
import { chooseWholeSums } from "./whole-batch.ts";
import { buildWholeRegions } from "./whole-regions.ts";

export interface MicrobatchOptions {
  readonly batchInputs: readonly BatchInput[];
  /** Number of microbatches; 1 does not split the batch. */
  readonly microbatches: number;
  /** For each output, the input it replaces in the next call, or −1. */
  readonly stateOf: readonly number[];
}

/**
 * Splits the batch of a traced graph (dim `dim` of every batch input) into microbatches.
 * @throws InvalidConfig if the batch does not divide evenly; Unsupported, naming the op, if too much of the step's work
 *   would run on the whole batch
 */
export function splitMicrobatches(traced: Graph, { batchInputs, microbatches, stateOf }: MicrobatchOptions): Step {
  checkBatch(traced, batchInputs, microbatches);
  const graph = unshareCheapOps(traced);
  const analysis = (microbatches === 1 ? analyzeBatch : analyzeSplit)(graph, batchInputs, microbatches);
  const batchOutputs = graph.outputs.flatMap(({ value }, output) => {
    const state = analysis.states[value];
    return state.kind === "split" ? [{ output, dim: state.dim }] : [];
  });
  const of = { microbatches, batchInputs, batchOutputs, stateOf };
  if (microbatches > 1) checkUnsplitShare(analysis);
  const { regions, origins } =
    microbatches > 1
      ? buildRegions(analysis, chooseSums(analysis))
      : buildWholeRegions(analysis, chooseWholeSums(graph, findExampleOps(analysis, batchInputs, stateOf)));
  const step = { ...regions, ...of };
  splits.set(step, { traced, analysis, origins });
  return step;
}

/** The split of a step. `origins` gives, by op of the step, the op of the analyzed graph. */
interface Split {
  readonly traced: Graph;
  readonly analysis: BatchAnalysis;
  readonly origins: readonly number[];
}

const splits = new WeakMap<Step, Split>();

/**
 * By op of a step that `splitMicrobatches` returned: the op of the traced graph; −1 for ops that splitting added and
 * for ops of the kinds that it copies (constants, iotas, broadcasts).
 */
export function tracedOps(step: Step): readonly number[] {
  const { traced, analysis, origins } = splits.get(step)!;
  const ofGraph = unsharedFrom(traced, analysis.graph);
  return origins.map((op) => (op < 0 ? -1 : ofGraph[op]));
}

/** Returns the extra cost of a split by `splitMicrobatches` in one line, or undefined if it is negligible. */
export function splitNotice(step: Step): string | undefined {
  const split = splits.get(step);
  return split && step.microbatches > 1 ? costNotice(step, split.analysis) : undefined;
}

function checkBatch(graph: Graph, batchInputs: readonly BatchInput[], microbatches: number): void {
  if (!Number.isInteger(microbatches) || microbatches < 1) {
    throw new InvalidConfig("microbatches", `got ${microbatches}; give an integer of 1 or more`, { microbatches });
  }
  if (microbatches > 1 && batchInputs.length === 0) {
    throw new InvalidConfig("microbatches", `no argument is a batch, so there is nothing to cut in ${microbatches}`);
  }
  for (const { input, dim } of batchInputs) {
    const { name, value } = graph.inputs[input];
    const batch = graph.types[value].shape[dim];
    if (batch === undefined) {
      const { length } = graph.types[value].shape;
      throw new InvalidConfig(
        name,
        `has ${length} dims, so dim ${dim} cannot be its batch; leave it out of the batch arguments`,
      );
    }
    if (batch % microbatches !== 0) {
      const divisors = divisorsOf(batch).join(", ");
      throw new InvalidConfig(
        "microbatches",
        `batch ${batch} (dim ${dim} of ${name}) does not divide by ${microbatches}; use ${divisors}`,
        { batch, microbatches, input: name },
      );
    }
  }
}
