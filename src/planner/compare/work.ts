/** @file The work of a training step: the FLOPs of its products, and its tokens. Rates are relative to it. */
import { firstEqualOps } from "../../analysis/same-ops.ts";
import { opRepeats, type Step } from "../../analysis/step.ts";
import { exampleSpecs } from "../../frontends/jaxjs/example.ts";
import { traceJaxjs } from "../../frontends/jaxjs/trace.ts";
import type { Graph } from "../../ir/graph.ts";
import { isMatmul } from "../../ir/ops.ts";
import { simplify } from "../../ir/simplify.ts";
import { opFlops } from "../../ir/table.ts";
import type { TensorType } from "../../ir/types.ts";
import type { PlannedGraph } from "../plan-source.ts";
import type { Subject } from "../predict/traces.ts";

export interface Work {
  /** FLOPs of matrix products and convolutions, without recomputation. */
  readonly flops: number;
  /** Tokens of a model whose batch is token ids. */
  readonly tokens?: number;
}

/** A model of identical blocks, and how many it has. */
export interface Blocks extends Subject {
  readonly count: number;
}

const productsOf = (graph: Graph): number =>
  graph.ops.reduce((sum, op) => (isMatmul(op.kind) ? sum + opFlops(graph, op) : sum), 0);

/** The work of a model of blocks: linear in blocks and examples, extrapolated from one and two blocks. */
export function workOfBlocks({ make, count }: Blocks, batch: number): Work {
  const of = (blocks: number): { flops: number; tokens: number } => {
    const model = make(blocks);
    const specs = exampleSpecs(model, 1);
    const { graph } = traceJaxjs(model.trainStep as never, specs);
    const { shape } = specs.at(-1) as unknown as { shape: readonly number[] };
    return { flops: productsOf(simplify(graph)), tokens: shape[1] };
  };
  const [one, two] = [of(1), of(2)];
  return { flops: batch * (one.flops + (count - 1) * (two.flops - one.flops)), tokens: batch * one.tokens };
}

/** The work of a step of one microbatch. */
export function workOfStep({ graph, batchInputs }: Step): Work {
  const types = batchInputs.map(({ input }) => graph.types[graph.inputs[input].value]);
  const text = types.find(isText);
  return { flops: productsOf(graph), ...(text && { tokens: text.shape[0] * text.shape[1] }) };
}

/** The work of a planned step of `batch` examples: of all its microbatches and updates. */
export function workOfPlanned({ step, plan }: Pick<PlannedGraph, "step" | "plan">, batch: number): Work {
  const { graph, batchInputs, numPrologueOps } = step;
  const [firsts, repeats] = [firstEqualOps(step), opRepeats(step)];
  const isRepetition = (op: number): boolean => firsts[op] !== op && firsts[op] >= numPrologueOps;
  const flops = graph.ops.reduce(
    (sum, op, index) => (isMatmul(op.kind) && !isRepetition(index) ? sum + repeats[index] * opFlops(graph, op) : sum),
    0,
  );
  const types = batchInputs.map(({ input }) => graph.types[graph.inputs[input].value]);
  const text = types.find(isText);
  return { flops: flops * (plan.pipeline?.numUpdates ?? 1), ...(text && { tokens: batch * text.shape[1] }) };
}

/** True for token ids: examples × positions. */
const isText = ({ shape, dtype }: TensorType): boolean => shape.length === 2 && dtype === "i32";
