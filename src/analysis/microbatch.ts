/**
 * @file The microbatch split: from a traced graph to a Step whose batch is worked off in equal pieces, by linearity. Where a
 * value partial over the batch is used nonlinearly, or reaches an output, it is summed over the microbatches; ops before run once per
 * microbatch, ops behind once per step. Exact for sums and means over the batch (a mean's 1/B is a constant of the graph);
 * what is not linear in the batch is refused with the op's name.
 */
import { InvalidConfig } from "../base/errors.ts";
import { type Graph, opName, type ValueId } from "../ir/graph.ts";
import { analyzeBatch, type BatchAnalysis, refuseCut } from "./batch.ts";
import { chooseSums } from "./cut.ts";
import { buildRegions } from "./regions.ts";
import { type BatchInput, type Step, uncutStep } from "./step.ts";
import { unshareCheapOps } from "./unshare.ts";

export interface MicrobatchOptions {
  readonly batchInputs: readonly BatchInput[];
  /** How many equal pieces the batch is cut into; 1 cuts nothing. */
  readonly microbatches: number;
  /** For each output, the input it replaces in the next call, or −1. */
  readonly stateOf: readonly number[];
}

/**
 * Cuts the batch of a traced graph (dim `dim` of every batch input) into microbatches.
 * Throws InvalidConfig when the batch does not divide, Unsupported naming the op when the graph is not linear in its batch.
 */
export function splitMicrobatches(traced: Graph, { batchInputs, microbatches, stateOf }: MicrobatchOptions): Step {
  checkBatch(traced, batchInputs, microbatches);
  const graph = unshareCheapOps(traced);
  const analysis = analyzeBatch(graph, batchInputs, microbatches);
  const batchOutputs = graph.outputs.flatMap(({ value }, output) => {
    const state = analysis.states[value];
    return state.kind === "split" ? [{ output, dim: state.dim }] : [];
  });
  if (microbatches === 1) return uncutStep(graph, { batchInputs, batchOutputs, stateOf });
  for (const { op, why } of analysis.obstacles) refuseCut(graph, op, why);
  for (const { op, value } of analysis.flowBacks) checkFlowBack(analysis, op, value, stateOf);
  return { ...buildRegions(analysis, chooseSums(analysis)), microbatches, batchInputs, batchOutputs, stateOf };
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
      const divisors = Array.from({ length: batch }, (_, i) => i + 1).filter((n) => batch % n === 0);
      throw new InvalidConfig(
        "microbatches",
        `batch ${batch} (dim ${dim} of ${name}) does not divide by ${microbatches}; use ${divisors.join(", ")}`,
        { batch, microbatches, input: name },
      );
    }
  }
}

/** A batch total that the per-example part reads is computed in a prologue if that is cheap: if it needs no state. */
function checkFlowBack(analysis: BatchAnalysis, op: number, value: ValueId, stateOf: readonly number[]): void {
  const { graph, states, levels, batchFactors } = analysis;
  const cone = new Set<ValueId>([value]);
  let sum = -1;
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const { operands, results } = graph.ops[index];
    if (!results.some((result) => cone.has(result))) continue;
    if (sum < 0 && batchFactors[index] >= 0 && results.some((result) => states[result].kind === "partial")) sum = index;
    for (const operand of operands) cone.add(operand);
  }
  const state = new Set(stateOf.filter((input) => input >= 0));
  const needed = graph.inputs.find((port, input) => state.has(input) && cone.has(port.value));
  if (needed === undefined && levels[value] === 0) return;
  const reason =
    needed === undefined
      ? "which itself needs another total over the batch"
      : `which depends on the state (${needed.name})`;
  refuseCut(
    graph,
    op,
    `computes per example with the batch total of ${opName(graph, sum)}, ${reason} (batch statistics)`,
  );
}
