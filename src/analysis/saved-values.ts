/**
 * @file The forward values that stay in memory for the backward pass when layers recompute the others. Of the values
 * that are worth recomputing, a minimum cut between what must be saved and what the backward pass reads saves the
 * fewest bytes, as in AOTAutograd's min-cut partitioner; of equal cuts, the one that recomputes least.
 */
import { FlowNetwork } from "../base/flow-network.ts";
import { type Graph, type Op, usersOf, type ValueId } from "../ir/graph.ts";
import { isFusable, isView } from "../ir/ops.ts";
import { opFlops } from "../ir/table.ts";
import { bytesOf } from "../ir/types.ts";
import type { Remat } from "../plan/plan.ts";
import type { LayerOps } from "./layers.ts";
import type { Pass } from "./passes.ts";
import type { Step } from "./step.ts";

/**
 * By value of a layer's forward part: whether it is saved, so that the backward pass reads it and does not recompute
 * it. Values that layers make for the outputs, for sums over the microbatches, for other layers and for the update are
 * saved in any case.
 * @param isScore  by value: 1 for scores of attention, which are recomputed at any cost
 */
export function savedValues(
  { graph, accumulated }: Step,
  { opLayers, numLayers }: Pick<LayerOps, "opLayers" | "numLayers">,
  passes: readonly Pass[],
  choiceOf: readonly Remat[],
  isScore: Uint8Array,
): boolean[] {
  const users = usersOf(graph);
  const isSaved = graph.types.map(() => false);
  for (const value of accumulated) isSaved[value] = true;
  for (const { value } of graph.outputs) isSaved[value] = true;
  const forward = Array.from({ length: numLayers }, (): number[] => []);
  graph.ops.forEach(({ results }, index) => {
    const layer = opLayers[index];
    if (passes[index] !== "forward" || layer < 0) return;
    forward[layer].push(index);
    for (const value of results) {
      isSaved[value] ||= choiceOf[layer] === "none";
      isSaved[value] ||= users[value].some((user) => opLayers[user] !== layer || passes[user] === "update");
    }
  });
  forward.forEach((ops, layer) => {
    const choice = choiceOf[layer];
    if (choice === "none" || choice === "full") return;
    const part = new ForwardPart(graph, ops, passes, isSaved);
    const isCheap = choice === "fused" ? part.opsOfKernels() : part.opsOfFewFlops();
    const makesScores = ops.filter((index) => graph.ops[index].results.some((value) => isScore[value]));
    for (const value of part.leastSaved(new Set([...isCheap, ...makesScores]))) isSaved[value] = true;
  });
  return isSaved;
}

/** The forward ops of one layer. */
class ForwardPart {
  readonly #graph: Graph;
  readonly #ops: readonly number[];
  readonly #passes: readonly Pass[];
  readonly #users: readonly (readonly number[])[];
  /** Results that may be saved or recomputed; all others are in memory anyway. */
  readonly #open: readonly ValueId[];

  constructor(graph: Graph, ops: readonly number[], passes: readonly Pass[], isInMemory: readonly boolean[]) {
    this.#graph = graph;
    this.#ops = ops;
    this.#passes = passes;
    this.#users = usersOf(graph);
    this.#open = ops.flatMap((index) => graph.ops[index].results.filter((value) => !isInMemory[value]));
  }

  #isReadByBackward(value: ValueId): boolean {
    return this.#users[value].some((user) => this.#passes[user] === "backward");
  }

  /**
   * Ops that kernels of the backward pass compute again without another pass over memory: views and transposes; and
   * other fusable ops, except reductions and gathers, if no unfused op of the backward pass (a matmul, a convolution)
   * reads their results.
   */
  opsOfKernels(): Set<number> {
    const { ops } = this.#graph;
    const isRow = ({ kind }: Op) => kind === "reduce" || kind === "gather";
    return new Set(
      this.#ops.filter((index) => {
        const op = ops[index];
        if (isView(op.kind) || op.kind === "transpose") return true;
        return isFusable(op.kind) && !isRow(op) && !op.results.some((value) => this.#isOperandOfBackward(value));
      }),
    );
  }

  /** Whether a backward op that is a kernel of its own reads `value`, or a view of it. */
  #isOperandOfBackward(value: ValueId): boolean {
    return this.#users[value].some((user) => {
      const { kind, results } = this.#graph.ops[user];
      if (isView(kind) || kind === "transpose") return this.#isOperandOfBackward(results[0]);
      return this.#passes[user] === "backward" && !isFusable(kind);
    });
  }

  /** Ops whose FLOPs per result byte are below the layer's FLOPs per byte read by its backward part. */
  opsOfFewFlops(): Set<number> {
    const { ops, types } = this.#graph;
    const bytes = (values: readonly ValueId[]) => values.reduce((sum, value) => sum + bytesOf(types[value]), 0);
    const all = this.#ops.reduce((sum, index) => sum + opFlops(this.#graph, ops[index]), 0);
    const read = bytes(this.#open.filter((value) => this.#isReadByBackward(value)));
    return new Set(
      this.#ops.filter((index) => opFlops(this.#graph, ops[index]) * read < all * bytes(ops[index].results)),
    );
  }

  /**
   * Returns the open values that are not recomputed.
   * @param isCheap  the ops that may be recomputed
   */
  leastSaved(isCheap: ReadonlySet<number>): ValueId[] {
    const { ops, types } = this.#graph;
    const numbers = new Map(this.#open.map((value, i) => [value, i]));
    const before = (value: ValueId): number => 2 * numbers.get(value)!;
    const after = (value: ValueId): number => before(value) + 1;
    const [source, sink] = [2 * numbers.size, 2 * numbers.size + 1];
    const network = new FlowNetwork(sink + 1);
    const always = Number.POSITIVE_INFINITY;
    for (const index of this.#ops) {
      const { operands, results } = ops[index];
      const sources = isCheap.has(index) ? operands.filter((operand) => numbers.has(operand)).map(after) : [source];
      for (const value of results.filter((result) => numbers.has(result))) {
        network.connect(before(value), after(value), bytesOf(types[value]));
        if (this.#isReadByBackward(value)) network.connect(after(value), sink, always);
        for (const node of sources) network.connect(node, before(value), always);
      }
    }
    // Results of ops that may not be recomputed are on the source's side.
    const isBehind = network.sinkSide(source, sink);
    return this.#open.filter((value) => !isBehind[before(value)]);
  }
}
