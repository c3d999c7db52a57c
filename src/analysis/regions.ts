/**
 * @file Builds the regions of a Step from a batch analysis: from the outputs backwards, which op is needed in which region and in
 * which form; then forwards, the ops themselves. An op that does not depend on the batch is repeated in every region that reads it.
 */
import { InternalError, Unsupported } from "../base/errors.ts";
import { definingOps, type Op, opName, type ValueId } from "../ir/graph.ts";
import type { OpAttrs } from "../ir/ops.ts";
import { factorRules, signaturesOf } from "../ir/signatures.ts";
import { localizeAttrs } from "../ir/table.ts";
import { allocateData, numElements, type TensorType } from "../ir/types.ts";
import { type BatchAnalysis, dimLedBy, leadingFactor, refuseCut } from "./batch.ts";
import type { Step } from "./step.ts";

/** What of a value is wanted: all of it, one microbatch's term of a sum over the batch, or the microbatch's piece of a dim ≥ 0. */
type Form = number;
const whole: Form = -2;
const term: Form = -1;

/** How an op runs: on whole operands (`whole`), linearly on terms (`term`), or with a factor ≥ 0 cut to the microbatch's piece. */
type Variant = number;

/** A variant of an op, and the forms in which it reads its operands and makes its results. */
interface Run {
  readonly variant: Variant;
  readonly operands: readonly Form[];
  readonly results: readonly Form[];
}

const prologue = 0;
const accumulate = 1;
const apply = 2;
const regions = [prologue, accumulate, apply] as const;
type Region = (typeof regions)[number];

/**
 * The step's graph with its regions. `sums[v]` tells whether a partial value v is summed itself or computed from summed operands.
 * Throws Unsupported when a value that does not depend on the batch cannot be cut to the piece that an op wants.
 */
export function buildRegions(
  analysis: BatchAnalysis,
  sums: readonly boolean[],
): Pick<Step, "graph" | "numPrologueOps" | "numAccumulateOps" | "accumulated"> {
  const { graph, states } = analysis;
  const needs = new Needs(analysis, sums);
  const outputs = graph.outputs.map(({ value, name }) => {
    const state = states[value];
    return state.kind === "split"
      ? { value, name, form: state.dim, region: accumulate as Region }
      : { value, name, form: whole, region: apply as Region };
  });
  for (const { value, form, region } of outputs) needs.want(region, value, form);
  needs.collect();

  const types: TensorType[] = [];
  const ids = regions.map(() => new Map<number, ValueId>());
  const keyOf = (value: ValueId, form: Form) => 64 * value + form;
  const idOf = (region: Region, value: ValueId, form: Form): ValueId => {
    const loop = form === whole ? needs.loopOf(value) : undefined;
    const id = loop === undefined ? ids[region].get(keyOf(value, form)) : ids[loop].get(keyOf(value, term));
    if (id === undefined) throw new InternalError("microbatches", `value ${value} is missing in region ${region}`);
    return id;
  };
  const add = (region: Region, value: ValueId, form: Form, type: TensorType): ValueId => {
    const id = types.push(type) - 1;
    ids[region].set(keyOf(value, form), id);
    return id;
  };

  const inputs = graph.inputs.map(({ value, name }) => {
    const state = states[value];
    const form = state.kind === "split" ? state.dim : whole;
    const id = add(prologue, value, form, pieceType(analysis, value, form));
    for (const region of regions) ids[region].set(keyOf(value, form), id);
    return { value: id, name };
  });
  const pieces = new Pieces(analysis);
  const ops: Op[] = [];
  const ends = regions.map((region) => {
    graph.ops.forEach((op, index) => {
      for (const run of needs.runs[region][index] ?? []) {
        const operands = op.operands.map((operand, position) => idOf(region, operand, run.operands[position]));
        const { attrs, resultTypes } = pieces.of(index, run);
        const results = op.results.map((result, i) => add(region, result, run.results[i], resultTypes[i]));
        ops.push({ ...op, attrs, operands, results } as Op);
      }
    });
    return ops.length;
  });
  return {
    graph: {
      name: graph.name,
      types,
      inputs,
      outputs: outputs.map(({ value, name, form, region }) => ({ value: idOf(region, value, form), name })),
      ops,
    },
    numPrologueOps: ends[prologue],
    numAccumulateOps: ends[accumulate],
    accumulated: [...needs.summed].map((value) => idOf(apply, value, whole)).sort((a, b) => a - b),
  };
}

/** What becomes of ops that run in a variant, the same for all of one signature. */
class Pieces {
  readonly #analysis: BatchAnalysis;
  readonly #known = new Map<number, { readonly attrs: Op["attrs"]; readonly resultTypes: readonly TensorType[] }>();

  constructor(analysis: BatchAnalysis) {
    this.#analysis = analysis;
  }

  of(index: number, run: Run) {
    const { graph } = this.#analysis;
    const op = graph.ops[index];
    // Constants of one signature may have different elements.
    const key = op.kind === "constant" ? undefined : 64 * signaturesOf(graph)[index] + run.variant;
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known) return known;
    const typesOf = (values: readonly ValueId[], forms: readonly Form[]) =>
      values.map((value, position) => pieceType(this.#analysis, value, forms[position]));
    const resultTypes = typesOf(op.results, run.results);
    const operandTypes = typesOf(op.operands, run.operands);
    const attrs = run.variant >= 0 ? pieceAttrs(op, run.results[0], operandTypes, resultTypes) : op.attrs;
    if (key !== undefined) this.#known.set(key, { attrs, resultTypes });
    return { attrs, resultTypes };
  }
}

/** Attributes of an op that makes the microbatch's piece; a constant keeps its first rows, which all pieces are equal to. */
function pieceAttrs(op: Op, dim: Form, operands: readonly TensorType[], results: readonly TensorType[]): Op["attrs"] {
  const attrs = localizeAttrs(op, operands, results);
  if (op.kind !== "constant" || !("dense" in op.attrs.data)) return attrs;
  const { dense } = op.attrs.data;
  const run = numElements(results[0].shape.slice(dim));
  const wholeRun = numElements(op.attrs.type.shape.slice(dim));
  const piece = allocateData(results[0].dtype, numElements(results[0].shape));
  for (let outer = 0; outer * run < piece.length; outer++) {
    piece.set(dense.subarray(outer * wholeRun, outer * wholeRun + run) as never, outer * run);
  }
  return { type: results[0], data: { dense: piece } };
}

/** Whether a constant consists of `pieces` equal pieces along `dim`. */
function hasEqualPieces({ type, data }: OpAttrs["constant"], dim: number, pieces: number): boolean {
  if (!("dense" in data)) return true;
  const wholeRun = numElements(type.shape.slice(dim));
  const run = wholeRun / pieces;
  return data.dense.every((element: number | bigint, i: number) => {
    const within = i % wholeRun;
    return Object.is(element, data.dense[i - within + (within % run)]);
  });
}

function pieceType({ graph, pieces }: BatchAnalysis, value: ValueId, form: Form): TensorType {
  const type = graph.types[value];
  return form < 0 ? type : { ...type, shape: type.shape.map((size, dim) => (dim === form ? size / pieces : size)) };
}

function runOf({ graph, states }: BatchAnalysis, index: number, variant: Variant): Run {
  const op = graph.ops[index];
  if (variant < 0) {
    const formOf = (value: ValueId) => (variant === term && states[value].kind === "partial" ? term : whole);
    return { variant, operands: op.operands.map(formOf), results: op.results.map(formOf) };
  }
  const rule = factorRules(graph)[index];
  return {
    variant,
    operands: rule.operands.map((dims) => dimOr(dimLedBy(dims, variant), whole)),
    results: rule.results.map((dims) => dimOr(dimLedBy(dims, variant), term)),
  };
}

const dimOr = (dim: number, otherwise: Form): Form => (dim < 0 ? otherwise : dim);

/** Collects, from the outputs backwards, the variants of every op that each region needs. */
class Needs {
  /** By region and op index. */
  readonly runs: readonly Run[][][] = regions.map(() => []);
  /** Values summed over the microbatches. */
  readonly summed = new Set<ValueId>();
  readonly #analysis: BatchAnalysis;
  readonly #sums: readonly boolean[];
  readonly #definers: Int32Array;
  /** Sums that the accumulate region reads: they are taken in the prologue, for whoever reads them. */
  readonly #early = new Set<ValueId>();

  constructor(analysis: BatchAnalysis, sums: readonly boolean[]) {
    this.#analysis = analysis;
    this.#sums = sums;
    this.#definers = definingOps(analysis.graph);
    const queue = analysis.flowBacks.map(({ value }) => value);
    for (const value of queue) {
      if (sums[value]) this.#early.add(value);
      const index = this.#definers[value];
      if (index >= 0 && analysis.batchFactors[index] < 0) queue.push(...analysis.graph.ops[index].operands);
    }
  }

  /** The loop that sums a value, or undefined for values that are not summed. */
  loopOf(value: ValueId): Region | undefined {
    if (!this.#sums[value]) return undefined;
    return this.#early.has(value) ? prologue : accumulate;
  }

  want(region: Region, value: ValueId, form: Form): void {
    const loop = form === whole ? this.loopOf(value) : undefined;
    if (loop !== undefined) {
      this.summed.add(value);
      this.want(loop, value, term);
      return;
    }
    const index = this.#definers[value];
    if (index < 0) this.#checkInput(value, form);
    else {
      const variant = this.#variantOf(index, value, form);
      this.runs[region][index] ??= [];
      if (!this.runs[region][index].some((run) => run.variant === variant))
        this.runs[region][index].push(runOf(this.#analysis, index, variant));
    }
  }

  /** Goes through the regions and ops backwards, so that all that reads a value has asked for it before its op is reached. */
  collect(): void {
    const { graph } = this.#analysis;
    for (const region of regions.toReversed()) {
      for (let index = graph.ops.length - 1; index >= 0; index--) {
        for (const run of this.runs[region][index] ?? []) {
          graph.ops[index].operands.forEach((operand, position) => {
            this.want(region, operand, run.operands[position]);
          });
        }
      }
    }
  }

  #variantOf(index: number, value: ValueId, form: Form): Variant {
    const { graph, states, batchFactors, pieces } = this.#analysis;
    if (form === whole) return whole;
    if (form === term) return batchFactors[index] >= 0 ? batchFactors[index] : term;
    if (states[value].kind === "split") return batchFactors[index];
    // A piece of a value without a batch dim, such as zeros of the batch's shape.
    const op = graph.ops[index];
    if (batchFactors[index] >= 0)
      refuseCut(graph, index, "sums over the batch, and the total is spread over the batch again");
    const rule = factorRules(graph)[index];
    const factor = leadingFactor(rule.results[op.results.indexOf(value)], form);
    const { kind, size } = rule.factors[factor];
    const isLeading = rule.operands.every((dims) => dims.every((factors) => factors.indexOf(factor) <= 0));
    const isRepeated = op.kind === "constant" && size % pieces === 0 && hasEqualPieces(op.attrs, form, pieces);
    if (isRepeated) return factor;
    if (kind !== "parallel" || size % pieces !== 0 || !isLeading) refuseCut(graph, index, whyNoPiece(op));
    return factor;
  }

  #checkInput(value: ValueId, form: Form): void {
    const { graph, states } = this.#analysis;
    const state = states[value];
    if (form === (state.kind === "split" ? state.dim : whole)) return;
    const { name } = graph.inputs.find((port) => port.value === value)!;
    if (form < 0) throw new InternalError("microbatches", `the whole of batch input ${name} is wanted`);
    const size = graph.types[value].shape[form];
    const reader = graph.ops.findIndex((op) => op.operands.includes(value));
    throw new Unsupported(
      name,
      `its dim ${form} of size ${size} meets the batch (first read by ${opName(graph, reader)}), but it is not a batch argument; ` +
        "make it one or use 1 microbatch",
      { input: name, dim: form },
    );
  }
}

function whyNoPiece(op: Op): string {
  if (op.kind === "iota") {
    return "numbers the examples of the batch (an index over the batch, or one random key for the whole batch; a key per example works)";
  }
  if (op.kind === "constant")
    return "is a constant with rows of its own for every microbatch; pass it as a batch argument";
  return "makes values over the batch that do not depend on it and cannot be made piece by piece";
}
