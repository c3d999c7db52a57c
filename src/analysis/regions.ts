/**
 * @file Builds the regions of a Step of several microbatches: first which ops each section needs and in which forms
 * (`needs.ts`), then the ops themselves.
 */
import { InternalError } from "../base/errors.ts";
import type { Op, ValueId } from "../ir/graph.ts";
import type { OpAttrs, OpKind, Reducer } from "../ir/ops.ts";
import { inferTypes } from "../ir/table.ts";
import type { DType, TensorType } from "../ir/types.ts";
import type { BatchAnalysis } from "./batch.ts";
import { Needs } from "./needs.ts";
import { type Form, SliceOps, sliceType, term, whole } from "./slice-ops.ts";
import { checkRepeats } from "./split-cost.ts";
import type { Step } from "./step.ts";

/** A step's graph with its regions. */
export interface BuiltRegions {
  readonly regions: Pick<
    Step,
    "graph" | "prologue" | "numPrologueOps" | "numAccumulateOps" | "accumulated" | "reducers"
  >;
  /** By op of that graph: the op of the analyzed graph, or −1 for ops that only slicing needs. */
  readonly origins: readonly number[];
}

/**
 * The regions of a step of several microbatches. `sums[v]` is true if the terms of partial value v are combined, and
 * false if v is computed from combined operands.
 * @throws Unsupported if a slice is needed of an argument that is not a batch argument, or if totals take too many
 *   passes
 */
export function buildRegions(analysis: BatchAnalysis, sums: readonly boolean[]): BuiltRegions {
  const { graph, states } = analysis;
  const needs = new Needs(analysis, sums);
  checkRepeats(analysis, needs.numOps);
  const writer = new RegionWriter(analysis, needs);
  const ends = Array.from({ length: needs.numSections }, (_, section) => writer.write(section));
  const outputs = graph.outputs.map(({ value, name }) => {
    const { section, form } = needs.outputOf(value);
    return { value: writer.idOf(section, value, form), name };
  });
  const update = needs.numSections - 1;
  const accumulated = [...needs.accumulated].map((value) => ({ id: writer.idOf(update, value, whole), value }));
  const prologue = Array.from({ length: update >> 1 }, (_, pass) => ({
    loopEnd: ends[2 * pass],
    end: ends[2 * pass + 1],
  }));
  const regions = {
    graph: { name: graph.name, types: writer.types, inputs: writer.inputs, outputs, ops: writer.ops },
    prologue,
    numPrologueOps: prologue.at(-1)?.end ?? 0,
    numAccumulateOps: ends[update - 1],
    accumulated: accumulated.map(({ id }) => id).sort((a, b) => a - b),
    reducers: new Map(
      accumulated.flatMap(({ id, value }): [ValueId, Reducer][] => {
        const state = states[value];
        // Slices padded with zeros are joined by adding them, or by "or" for booleans.
        const reducer = state.kind === "partial" ? state.reducer : graph.types[value].dtype === "i1" ? "or" : "add";
        return reducer === "add" ? [] : [[id, reducer]];
      }),
    ),
  };
  return { regions, origins: writer.origins };
}

/** Writes the ops of a step, section by section. */
class RegionWriter {
  readonly types: TensorType[] = [];
  readonly ops: Op[] = [];
  /** By op written: the op of the graph, or −1 for ops that only slicing needs. */
  readonly origins: number[] = [];
  readonly inputs: readonly { readonly value: ValueId; readonly name: string }[];
  readonly #analysis: BatchAnalysis;
  readonly #needs: Needs;
  readonly #sliceOps: SliceOps;
  /** By section: the ValueId of every form of a value that the section computes, or receives as an input. */
  readonly #ids: readonly Map<number, ValueId>[];
  /** By section and slice size: the index of the microbatch's first example, as a scalar. */
  readonly #firsts: readonly Map<string, ValueId>[];

  constructor(analysis: BatchAnalysis, needs: Needs) {
    this.#analysis = analysis;
    this.#needs = needs;
    this.#sliceOps = new SliceOps(analysis);
    this.#ids = Array.from({ length: needs.numSections }, () => new Map());
    this.#firsts = this.#ids.map(() => new Map());
    const { graph, states } = analysis;
    this.inputs = graph.inputs.map(({ value, name }) => {
      const state = states[value];
      const form = state.kind === "split" ? state.dim : whole;
      const id = this.#define(sliceType(analysis, value, form));
      for (const ids of this.#ids) ids.set(this.#keyOf(value, form), id);
      return { value: id, name };
    });
  }

  /** Returns the ValueId of `value` in a form, as section `section` reads it. */
  idOf(section: number, value: ValueId, form: Form): ValueId {
    const source = form === whole ? this.#needs.sectionOf(value, section) : section;
    const isTerms = form === whole && this.#needs.accumulated.has(value);
    const id = this.#ids[source].get(this.#keyOf(value, isTerms ? term : form));
    if (id === undefined) throw new InternalError("microbatches", `value ${value} is missing in section ${section}`);
    return id;
  }

  /** Writes the ops of a section; returns the index after the last one. */
  write(section: number): number {
    const { graph } = this.#analysis;
    this.#move(section, -1);
    graph.ops.forEach((op, index) => {
      const needs = this.#needs.at(section, index);
      if (!needs) return;
      for (const run of needs.runs) {
        const operands = op.operands.map((operand, position) => this.idOf(section, operand, run.operands[position]));
        const { attrs, resultTypes } = this.#sliceOps.of(index, run);
        const results = resultTypes.map((type) => this.#define(type));
        this.ops.push({ ...op, attrs, operands, results } as Op);
        this.origins.push(index);
        op.results.forEach((value, i) => {
          this.#ids[section].set(this.#keyOf(value, run.results[i]), results[i]);
        });
      }
      for (const form of needs.counts) {
        this.#ids[section].set(this.#keyOf(op.results[0], form), this.#count(section, op as Op<"iota">, form));
      }
      this.#move(section, index);
    });
    return this.ops.length;
  }

  #keyOf(value: ValueId, form: Form): number {
    return 64 * value + form;
  }

  #define(type: TensorType): ValueId {
    return this.types.push(type) - 1;
  }

  #emit<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K], scope?: string): ValueId {
    const [type] = inferTypes(
      kind,
      operands.map((value) => this.types[value]),
      attrs,
    );
    const result = this.#define(type);
    this.ops.push({ kind, operands, attrs, results: [result], ...(scope && { scope }) } as unknown as Op);
    this.origins.push(-1);
    return result;
  }

  /**
   * Returns `size` times the index of the microbatch: the index of its first element along a dim with `size` elements
   * per microbatch.
   */
  #first(section: number, size: number, dtype: DType): ValueId {
    const key = `${size} ${dtype}`;
    let first = this.#firsts[section].get(key);
    if (first === undefined) {
      const number = this.#firsts[section].get("") ?? this.#emit("microbatch_id", [], {});
      this.#firsts[section].set("", number);
      const typed = dtype === "ui32" ? number : this.#emit("convert", [number], { dtype });
      const by = this.#emit("constant", [], { type: { shape: [], dtype }, data: { splat: size } });
      first = this.#emit("multiply", [typed, by], {});
      this.#firsts[section].set(key, first);
    }
    return first;
  }

  /** Writes the microbatch's slice of an iota along its dim. */
  #count(section: number, { attrs: { type, dim }, scope }: Op<"iota">, form: Form): ValueId {
    const shape = type.shape.map((size, d) => (d === form ? size / this.#analysis.numSlices : size));
    // Positions are counted in integers, because floats round, and converted at the end.
    const dtype: DType = type.dtype === "ui32" || type.dtype === "i64" ? type.dtype : "i32";
    const line: TensorType = { shape: [shape[dim]], dtype };
    const counted = this.#emit("iota", [], { type: line, dim: 0 }, scope);
    const first = this.#first(section, shape[dim], dtype);
    const start = this.#emit("broadcast_in_dim", [first], { shape: line.shape, dims: [] }, scope);
    let position = this.#emit("add", [counted, start], {}, scope);
    if (dtype !== type.dtype) position = this.#emit("convert", [position], { dtype: type.dtype }, scope);
    return shape.length === 1 ? position : this.#emit("broadcast_in_dim", [position], { shape, dims: [dim] }, scope);
  }

  /** Takes slices of the results of op `index` (of inputs if −1), and pads slices with zeros, right after the op. */
  #move(section: number, index: number): void {
    const { graph, states } = this.#analysis;
    const scope = index < 0 ? undefined : graph.ops[index].scope;
    for (const { value, form } of this.#needs.at(section, index)?.moves ?? []) {
      const state = states[value];
      const moved =
        form === term && state.kind === "split"
          ? this.#joined(section, value, state.dim, scope)
          : this.#sliceOf(section, value, form, scope);
      this.#ids[section].set(this.#keyOf(value, form), moved);
    }
  }

  /** Returns the start of the microbatch's slice of a value along `dim`, as an index vector. */
  #start(section: number, value: ValueId, dim: number, scope?: string): ValueId {
    const { graph, numSlices } = this.#analysis;
    const first = this.#first(section, graph.types[value].shape[dim] / numSlices, "i32");
    return this.#emit("reshape", [first], { shape: [1] }, scope);
  }

  #sliceOf(section: number, value: ValueId, dim: number, scope?: string): ValueId {
    const { shape } = this.#analysis.graph.types[value];
    const { numSlices } = this.#analysis;
    return this.#emit(
      "gather",
      [this.idOf(section, value, whole), this.#start(section, value, dim, scope)],
      {
        offsetDims: [...shape.keys()],
        collapsedSliceDims: [],
        operandBatchingDims: [],
        startIndicesBatchingDims: [],
        startIndexMap: [dim],
        indexVectorDim: 0,
        sliceSizes: shape.map((size, d) => (d === dim ? size / numSlices : size)),
      },
      scope,
    );
  }

  #joined(section: number, value: ValueId, dim: number, scope?: string): ValueId {
    const type = this.#analysis.graph.types[value];
    const zeros = this.#emit("constant", [], { type, data: { splat: 0 } }, scope);
    return this.#emit(
      "scatter",
      [zeros, this.#start(section, value, dim, scope), this.idOf(section, value, dim)],
      {
        updateWindowDims: [...type.shape.keys()],
        insertedWindowDims: [],
        inputBatchingDims: [],
        scatterIndicesBatchingDims: [],
        scatterDimsToOperandDims: [dim],
        indexVectorDim: 0,
        reducer: "set",
      },
      scope,
    );
  }
}
