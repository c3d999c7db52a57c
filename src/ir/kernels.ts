/**
 * @file Kernels of a graph: groups of ops that an engine with a fusing compiler (XLA, the fused kernels of Megatron-LM)
 * runs as one pass over memory. An op of a kernel reads from memory only what the kernel has not read or made, and
 * writes only what others read. Matrix products, convolutions, scatters, sorts and collectives are kernels of their
 * own.
 *
 * A value is kept in memory if it is an output, if an op that is a kernel of its own writes or reads it, if a reduction
 * writes it, or if such an op runs between the op that computes it and one of its readers, so values that the backward
 * pass reads stay in memory. All other values are computed again by each kernel that reads them. Kernels between the
 * same two products are then joined where they have the same extent and one reads what the other reads or makes. A
 * reduction is joined with the kernel that makes its operand or reads its result if it takes a whole row at a time: the
 * reduced dims are the last ones and a row fits in a processor's fast memory (softmax, layer normalization). A compiler
 * of loops ends a kernel where it reduces: softmax takes it three passes.
 */

import { type Attention, findAttention } from "./attention.ts";
import { findConstants } from "./constants.ts";
import { definingOps, type Graph, type Op, usersOf, type ValueId } from "./graph.ts";
import { type KernelPorts, kernelPorts } from "./kernel-ports.ts";
import { isCollective, isFusable, isView } from "./ops.ts";
import { numElements, type TensorType } from "./types.ts";

/** Values of this many f32 numbers a row are reduced within one kernel (256 KiB of fast memory). */
const longestRow = 65536;

export interface KernelOptions {
  /** An op before which all kernels end. */
  readonly border?: number;
  /** Whether attention is one kernel that keeps its scores to itself (`attention.ts`). */
  readonly flash?: boolean;
  /** Whether a kernel goes on with what it has reduced by rows. Default: true. */
  readonly rows?: boolean;
}

/**
 * By op: its ports within kernels; undefined for ops that are kernels of their own. Free ops have ports of zeros.
 * Products of attention kernels have ports without a launch.
 */
export const findKernels = (graph: Graph, options: KernelOptions = {}): readonly (KernelPorts | undefined)[] =>
  new KernelFinder(graph, options).ports();

/** A kernel that is being put together. */
interface Kernel {
  /** The ops whose results are kept, in order. */
  readonly roots: number[];
  /** All its ops, including those that other kernels compute again; an op may be listed more than once. */
  readonly ops: number[];
  /** Kept values that it reads. */
  readonly reads: Set<ValueId>;
  /** Elements that it walks over. */
  readonly extent: number;
  /** The kind of its reductions, if it has any. */
  reduces: "nothing" | "rows" | "columns";
}

class KernelFinder {
  readonly #graph: Graph;
  readonly #definers: Int32Array;
  readonly #users: readonly (readonly number[])[];
  /** By value: whether no kernel reads or writes it. */
  readonly #isFree: boolean[];
  readonly #isView: boolean[];
  /** By op: whether it is a kernel of its own. */
  readonly #isAlone: boolean[];
  /** By value: the value of which it is a view, or itself. */
  readonly #sources: Int32Array;
  /** By op: how many times kernels have ended before it, at ops that are kernels of their own or at the border. */
  readonly #gaps: number[];
  readonly #isKept: boolean[];
  readonly #rows: boolean;
  readonly #attention: Attention | undefined;
  /** By op: the root of the kernel that last took it in. */
  readonly #takenBy: Int32Array;

  constructor(graph: Graph, { border = graph.ops.length, flash = false, rows = true }: KernelOptions) {
    this.#graph = graph;
    this.#rows = rows;
    this.#attention = flash ? findAttention(graph) : undefined;
    this.#definers = definingOps(graph);
    this.#users = usersOf(graph);
    this.#isFree = this.#findFree();
    this.#isView = this.#findViews();
    this.#isAlone = graph.ops.map(({ kind }) => isCollective(kind) || !isFusable(kind));
    this.#sources = this.#findSources();
    let gap = 0;
    this.#gaps = graph.ops.map((_, index) => {
      if (index === border) gap++;
      return this.#isAlone[index] ? gap++ : gap;
    });
    this.#isKept = this.#findKept();
    this.#takenBy = new Int32Array(graph.ops.length).fill(-1);
  }

  /** Constants, what is computed from constants only, and scores inside attention kernels. */
  #findFree(): boolean[] {
    const isConstant = findConstants(this.#graph, { suits: ({ kind }) => isFusable(kind) });
    return isConstant.map((is, value) => is || this.#attention?.isInside[value] === 1);
  }

  /**
   * Views of values: what gives them another shape, the begin of a flat value, a flat value with room at its end, and
   * transposes that a product reads or writes in its own order.
   */
  #findViews(): boolean[] {
    const { ops } = this.#graph;
    const views = ops.map((op) => this.#isPlainView(op));
    const isProduct = (index: number): boolean => index >= 0 && ops[index].kind === "dot_general";
    ops.forEach(({ kind, operands: [operand], results: [result] }, index) => {
      if (kind !== "transpose") return;
      let definer = this.#definers[operand];
      while (definer >= 0 && views[definer]) definer = this.#definers[ops[definer].operands[0]];
      views[index] = isProduct(definer) || this.#readersThroughViews(result).every(isProduct);
    });
    return views;
  }

  /**
   * Whether an op is a view whoever reads it: it changes the shape, cuts off the end of a flat value, or pads a flat
   * value that an op can write into the padded memory.
   */
  #isPlainView({ kind, attrs, operands: [operand] }: Op): boolean {
    if (isView(kind)) return true;
    if (kind === "slice") return attrs.start.length === 1 && attrs.start[0] === 0 && attrs.strides[0] === 1;
    if (kind !== "pad" || attrs.low.length !== 1 || attrs.low[0] !== 0 || attrs.interior[0] !== 0) return false;
    return attrs.high[0] >= 0 && this.#definers[operand] >= 0;
  }

  #readersThroughViews(value: ValueId): number[] {
    return this.#users[value].flatMap((user) => {
      const op = this.#graph.ops[user];
      return this.#isPlainView(op) ? this.#readersThroughViews(op.results[0]) : [user];
    });
  }

  #findSources(): Int32Array {
    const sources = Int32Array.from(this.#graph.types.keys());
    this.#graph.ops.forEach(({ operands: [operand], results: [result] }, index) => {
      if (this.#isView[index]) sources[result] = sources[operand];
    });
    return sources;
  }

  #findKept(): boolean[] {
    const { ops, types, inputs, outputs } = this.#graph;
    const isKept = types.map(() => false);
    const keep = (value: ValueId): void => {
      const source = this.#sources[value];
      if (!this.#isFree[source]) isKept[source] = true;
    };
    for (const { value } of inputs) keep(value);
    for (const { value } of outputs) keep(value);
    ops.forEach(({ kind, operands, results }, index) => {
      if (this.#isAlone[index]) for (const value of [...operands, ...results]) keep(value);
      if (kind === "reduce") for (const value of results) keep(value);
      if (this.#isView[index]) return;
      for (const operand of operands) {
        const source = this.#sources[operand];
        const definer = this.#definers[source];
        if (definer >= 0 && this.#gaps[definer] !== this.#gaps[index]) keep(source);
      }
    });
    return isKept;
  }

  ports(): readonly (KernelPorts | undefined)[] {
    const { ops, types } = this.#graph;
    const reads = ops.map(({ operands }) => operands.map(() => 0));
    const writes = ops.map(({ results }) => results.map(() => 0));
    const launches = new Uint8Array(ops.length);
    const kernels = this.#joined();
    const isRead = this.#readOutsideKernels();
    for (const kernel of kernels) for (const value of kernel.reads) isRead[value] = 1;
    /** By value: the last kernel that made it or read it. */
    const lastUser = new Int32Array(types.length).fill(-1);
    kernels.forEach((kernel, number) => {
      launches[kernel.roots[0]] = 1;
      for (const root of kernel.roots)
        ops[root].results.forEach((value, position) => {
          lastUser[value] = number;
          writes[root][position] = isRead[value];
        });
      for (const index of kernel.ops.length > 1 ? [...new Set(kernel.ops)].sort((a, b) => a - b) : kernel.ops)
        ops[index].operands.forEach((operand, position) => {
          const source = this.#sources[operand];
          if (!this.#isKept[source] || lastUser[source] === number) return;
          lastUser[source] = number;
          reads[index][position] += this.#shareRead(operand);
        });
    });
    return ops.map((_, index) => {
      if (this.#attention?.isOfKernel[index]) return this.#portsInAttention(index, reads[index], writes[index]);
      return this.#isAlone[index] ? undefined : kernelPorts(reads[index], writes[index], launches[index]);
    });
  }

  /**
   * A product reads and writes all but scores, and computes half of them under a causal mask. Other ops are part of the
   * kernel of a product.
   */
  #portsInAttention(index: number, reads: readonly number[], writes: readonly number[]): KernelPorts {
    const { kind, operands, results } = this.#graph.ops[index];
    const isOutside = (value: ValueId): number => (this.#isFree[value] ? 0 : 1);
    const share = this.#attention?.isCausal[index] ? 0.5 : 1;
    if (kind === "dot_general") return kernelPorts(operands.map(isOutside), results.map(isOutside), undefined, share);
    if (!results.every((value) => this.#isFree[value])) return kernelPorts(reads, writes, 0);
    return kernelPorts(
      operands.map((value) => this.#shareRead(value)),
      writes,
      0,
    );
  }

  /** How often an op reads an operand: the share of the value of which it is a view. */
  #shareRead(operand: ValueId): number {
    const source = this.#sources[operand];
    if (!this.#isKept[source]) return 0;
    const { types } = this.#graph;
    return Math.min(1, numElements(types[source].shape) / Math.max(1, numElements(types[operand].shape)));
  }

  /** By value: 1 for kept values that are outputs or that ops with a kernel of their own read. */
  #readOutsideKernels(): Uint8Array {
    const { ops, outputs, types } = this.#graph;
    const isRead = new Uint8Array(types.length);
    for (const { value } of outputs) isRead[this.#sources[value]] = 1;
    ops.forEach(({ operands }, index) => {
      if (this.#isAlone[index]) for (const operand of operands) isRead[this.#sources[operand]] = 1;
    });
    return isRead;
  }

  /** The kernel of one kept value: the ops from which it is computed, back to kept values. */
  #kernelOf(root: number): Kernel {
    const { ops, types } = this.#graph;
    const found: number[] = [];
    const reads = new Set<ValueId>();
    const open = [root];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (this.#takenBy[index] === root) continue;
      this.#takenBy[index] = root;
      found.push(index);
      for (const operand of ops[index].operands) {
        const source = this.#sources[operand];
        if (this.#isFree[source]) continue;
        if (this.#isKept[source]) reads.add(source);
        else open.push(this.#definers[source]);
      }
    }
    const op = ops[root];
    const wide = op.kind === "reduce" ? op.operands[0] : op.results[0];
    return { roots: [root], ops: found, reads, extent: numElements(types[wide].shape), reduces: this.#reduces(op) };
  }

  #reduces(op: Op): Kernel["reduces"] {
    if (op.kind !== "reduce") return "nothing";
    const { shape } = this.#graph.types[op.operands[0]];
    const first = Math.min(...op.attrs.dims);
    const isTrailing = shape.every((size, dim) => dim < first || op.attrs.dims.includes(dim) || size === 1);
    return isTrailing && numElements(shape.slice(first)) <= longestRow ? "rows" : "columns";
  }

  /** All kernels, joined where they may be. */
  #joined(): Kernel[] {
    const { ops } = this.#graph;
    const all: Kernel[] = [];
    let near = new Neighbours(this.#graph.types);
    let gap = -1;
    ops.forEach((op, index) => {
      const isRoot = !this.#isAlone[index] && !this.#isView[index] && op.results.some((value) => this.#isKept[value]);
      if (!isRoot) return;
      if (this.#gaps[index] !== gap) [gap, near] = [this.#gaps[index], new Neighbours(this.#graph.types)];
      const kernel = this.#kernelOf(index);
      const mate = near.of(kernel).findLast((other) => this.#mayJoin(kernel, other, near.makers));
      if (mate) merge(mate, kernel, near.makers, ops);
      else all.push(kernel);
      near.add(kernel, mate ?? kernel, ops);
    });
    return all;
  }

  #mayJoin(kernel: Kernel, other: Kernel, makers: ReadonlyMap<ValueId, Kernel>): boolean {
    if ((kernel.reduces === "columns") !== (other.reduces === "columns")) return false;
    const { types } = this.#graph;
    let numMade = 0;
    let largestMade = 0;
    let largestShared = 0;
    for (const value of kernel.reads) {
      const isMade = makers.get(value) === other;
      if (!isMade && !other.reads.has(value)) continue;
      const size = numElements(types[value].shape);
      largestShared = Math.max(largestShared, size);
      if (!isMade) continue;
      if (!this.#rows && this.#graph.ops[this.#definers[value]].kind === "reduce") return false;
      numMade++;
      largestMade = Math.max(largestMade, size);
    }
    const isPerRow = other.reduces === "rows" && kernel.reduces === "nothing" && kernel.extent <= largestMade;
    if (kernel.extent !== other.extent && !isPerRow) return false;
    const isNear = 2 * largestShared >= kernel.extent || (numMade > 0 && other.reduces === "rows");
    if (!isNear || (other.reduces === "columns" && numMade > 0)) return false;
    for (const value of kernel.reads) {
      const maker = makers.get(value);
      if (maker && maker !== other && dependsOn(maker, other, makers)) return false;
    }
    return true;
  }
}

/** The kernels between two products, by what they read and make. */
class Neighbours {
  readonly #types: readonly TensorType[];
  readonly makers = new Map<ValueId, Kernel>();
  readonly #readers = new Map<ValueId, Set<Kernel>>();
  readonly #order = new Map<Kernel, number>();

  constructor(types: readonly TensorType[]) {
    this.#types = types;
  }

  /** Registers what `kernel` reads and makes under the kernel that it is now part of. */
  add(kernel: Kernel, whole: Kernel, ops: readonly Op[]): void {
    if (!this.#order.has(whole)) this.#order.set(whole, this.#order.size);
    for (const root of kernel.roots) for (const value of ops[root].results) this.makers.set(value, whole);
    for (const value of kernel.reads) {
      const readers = this.#readers.get(value) ?? new Set();
      this.#readers.set(value, readers.add(whole));
    }
  }

  /** The kernels that make something that `kernel` reads, or share a large read with it, in order. */
  of(kernel: Kernel): Kernel[] {
    const found = new Set<Kernel>();
    for (const value of kernel.reads) {
      const maker = this.makers.get(value);
      if (maker) found.add(maker);
      if (2 * numElements(this.#types[value].shape) < kernel.extent) continue;
      for (const reader of this.#readers.get(value) ?? []) found.add(reader);
    }
    return [...found].sort((a, b) => this.#order.get(a)! - this.#order.get(b)!);
  }
}

/** Whether a kernel reads what `other` makes, itself or through further kernels. */
function dependsOn(kernel: Kernel, other: Kernel, makers: ReadonlyMap<ValueId, Kernel>): boolean {
  const seen = new Set([kernel]);
  for (const each of seen)
    for (const value of each.reads) {
      const maker = makers.get(value);
      if (maker === other) return true;
      if (maker) seen.add(maker);
    }
  return false;
}

function merge(into: Kernel, kernel: Kernel, makers: ReadonlyMap<ValueId, Kernel>, ops: readonly Op[]): void {
  into.roots.push(...kernel.roots);
  into.ops.push(...kernel.ops);
  for (const value of kernel.reads) if (makers.get(value) !== into) into.reads.add(value);
  for (const root of kernel.roots) for (const value of ops[root].results) into.reads.delete(value);
  if (kernel.reduces !== "nothing") into.reduces = kernel.reduces;
}
