/**
 * @file Determines which ops each section of a step runs, and in which forms, by walking backward from the outputs.
 * Values that do not depend on the batch are computed in every section that reads them. Batch totals are computed once:
 * in the update or, if the per-example part reads them, right after the earliest loop that can provide them.
 */
import { InternalError, Unsupported } from "../base/errors.ts";
import { definingOps, opName, type ValueId } from "../ir/graph.ts";
import { factorRules } from "../ir/signatures.ts";
import { type BatchAnalysis, leadingFactor } from "./batch.ts";
import { type Form, hasEqualSlices, type Run, runOf, term, type Variant, whole } from "./slice-ops.ts";

/** A conversion of a value to another form: a slice taken from the whole, or a slice padded with zeros (a term). */
export interface Move {
  readonly value: ValueId;
  readonly form: Form;
}

/** The ops that a section runs for one op of the graph, in this order. */
export interface OpNeeds {
  readonly runs: Run[];
  /** Forms of an iota along its own dim: each counts from the microbatch's first example. */
  readonly counts: Form[];
  /** Conversions of the op's results. */
  readonly moves: Move[];
}

export class Needs {
  /** Sections 0, 2, 4, … are loops; the last two are accumulate and update. */
  readonly numSections: number;
  /** By section and 1 + op index; index 0 stands for the graph's inputs. */
  readonly #needs: (OpNeeds | undefined)[][];
  /** Values whose terms are combined over the microbatches. */
  readonly accumulated = new Set<ValueId>();
  readonly #analysis: BatchAnalysis;
  readonly #sums: readonly boolean[];
  readonly #definers: Int32Array;
  /** Batch totals that the per-example part reads, and the batch-dependent values that they are computed from. */
  readonly #early = new Set<ValueId>();

  constructor(analysis: BatchAnalysis, sums: readonly boolean[]) {
    this.#analysis = analysis;
    this.#sums = sums;
    const { graph, states, levels, flowBacks } = analysis;
    this.#definers = definingOps(graph);
    for (const { value } of flowBacks) this.#early.add(value);
    for (const value of this.#early) {
      if (this.#isAccumulated(value)) continue;
      for (const operand of graph.ops[this.#definers[value]].operands)
        if (states[operand].kind !== "independent") this.#early.add(operand);
    }
    const numPasses = [...this.#early].reduce((most, value) => Math.max(most, levels[value] + 1), 0);
    this.numSections = 2 * numPasses + 2;
    this.#needs = Array.from({ length: this.numSections }, () => []);
    graph.outputs.forEach(({ value }) => {
      const { section, form } = this.outputOf(value);
      this.want(section, value, form);
    });
    for (let section = this.numSections - 1; section >= 0; section--) this.#collect(section);
  }

  /** Returns the section that computes an output, and the form of the output. */
  outputOf(value: ValueId): { section: number; form: Form } {
    const state = this.#analysis.states[value];
    if (state.kind === "split") return { section: this.numSections - 2, form: state.dim };
    return { section: this.numSections - 1, form: whole };
  }

  /** Number of ops in all sections together. */
  get numOps(): number {
    return this.#needs.reduce((sum, ops) => sum + ops.reduce((count, op) => count + (op?.runs.length ?? 0), 0), 0);
  }

  at(section: number, op: number): OpNeeds | undefined {
    return this.#needs[section][op + 1];
  }

  /**
   * Returns the section that computes the whole of a value for readers in `section`: the loop that computes the terms
   * if the value's terms are combined.
   */
  sectionOf(value: ValueId, section: number): number {
    const { states, levels } = this.#analysis;
    if (states[value].kind === "independent") return section;
    const isEarly = this.#early.has(value);
    if (this.#isAccumulated(value)) return isEarly ? 2 * levels[value] : this.numSections - 2;
    return isEarly ? 2 * levels[value] + 1 : this.numSections - 1;
  }

  /** Whether the whole of a value is combined from the microbatches' terms or slices. */
  #isAccumulated(value: ValueId): boolean {
    return this.#sums[value] || this.#analysis.states[value].kind === "split";
  }

  want(section: number, value: ValueId, form: Form): void {
    const { states } = this.#analysis;
    const source = form === whole ? this.sectionOf(value, section) : section;
    if (source > section) throw new InternalError("microbatches", `value ${value} is read before it is computed`);
    if (form === whole && states[value].kind !== "independent" && this.#isAccumulated(value)) {
      if (source === section) throw new InternalError("microbatches", `the total of ${value} is read inside its loop`);
      this.accumulated.add(value);
      this.want(source, value, term);
      return;
    }
    const index = this.#definers[value];
    const needs = this.#needsAt(source, index);
    const isSplit = states[value].kind === "split";
    if (form === term && isSplit) addOnce(needs.moves, { value, form });
    else if (index < 0) this.#checkInput(value, form);
    else {
      const variant = this.#variantOf(index, value, form);
      if (variant === "count") addOnce(needs.counts, form);
      else if (variant === "move") addOnce(needs.moves, { value, form });
      else if (!needs.runs.some((run) => run.variant === variant))
        needs.runs.push(runOf(this.#analysis, index, variant));
    }
  }

  #needsAt(section: number, op: number): OpNeeds {
    this.#needs[section][op + 1] ??= { runs: [], counts: [], moves: [] };
    return this.#needs[section][op + 1]!;
  }

  /** Walks a section backward, so that all readers of a value have requested it before its op is reached. */
  #collect(section: number): void {
    const { graph, states } = this.#analysis;
    for (let index = graph.ops.length - 1; index >= -1; index--) {
      const needs = this.at(section, index);
      if (!needs) continue;
      for (const { value, form } of needs.moves) {
        const state = states[value];
        this.want(section, value, form === term && state.kind === "split" ? state.dim : whole);
      }
      for (const run of needs.runs) {
        graph.ops[index].operands.forEach((operand, position) => {
          this.want(section, operand, run.operands[position]);
        });
      }
    }
  }

  /** Returns the variant of an op that computes a value in a form; "move" if it is a slice taken of the whole value. */
  #variantOf(index: number, value: ValueId, form: Form): Variant | "count" | "move" {
    const { graph, states, batchFactors, numSlices } = this.#analysis;
    if (form === whole) return whole;
    if (form === term) return batchFactors[index] >= 0 ? batchFactors[index] : term;
    const state = states[value];
    if (state.kind === "split" && state.dim === form) return batchFactors[index];
    // The value is not split along that dim: zeros of the batch's shape, a total broadcast over the batch.
    if (this.#isAccumulated(value)) return "move";
    const op = graph.ops[index];
    if (op.kind === "iota" && op.attrs.dim === form) return "count";
    const rule = factorRules(graph)[index];
    const factor = leadingFactor(rule.results[op.results.indexOf(value)], form);
    if (op.kind === "constant") return hasEqualSlices(op.attrs, form, numSlices) ? factor : "move";
    const { kind, size, isIndexed } = rule.factors[factor];
    const isLeading = rule.operands.every((dims) => dims.every((factors) => factors.indexOf(factor) <= 0));
    if (kind !== "parallel" || isIndexed || size % numSlices !== 0 || !isLeading) return "move";
    const { operands } = runOf(this.#analysis, index, factor);
    const canRead = op.operands.every((operand, position) => {
      const read = states[operand];
      return operands[position] === whole || read.kind !== "split" || read.dim === operands[position];
    });
    return canRead ? factor : "move";
  }

  #checkInput(value: ValueId, form: Form): void {
    const { graph, states } = this.#analysis;
    const state = states[value];
    if (form === (state.kind === "split" ? state.dim : whole)) return;
    const { name } = graph.inputs.find((port) => port.value === value)!;
    if (form < 0) throw new InternalError("microbatches", `the whole of batch input ${name} is read`);
    const size = graph.types[value].shape[form];
    const reader = graph.ops.findIndex((op) => op.operands.includes(value));
    throw new Unsupported(
      name,
      `its dim ${form} of size ${size} meets the batch (first read by ${opName(graph, reader)}), but it is not a ` +
        "batch argument; make it one or use 1 microbatch",
      { input: name, dim: form },
    );
  }
}

function addOnce<T extends Form | Move>(list: T[], entry: T): void {
  const key = JSON.stringify(entry);
  if (!list.some((known) => JSON.stringify(known) === key)) list.push(entry);
}
