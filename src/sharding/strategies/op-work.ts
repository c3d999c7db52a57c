/** @file The work of one device in an op under a strategy: the input of the cost model. */
import type { OpClass } from "../../cluster/device.ts";
import { attentionKernel, type MatmulSizes, type OpWork } from "../../cost/ops.ts";
import type { Graph, Op } from "../../ir/graph.ts";
import type { KernelPorts } from "../../ir/kernel-ports.ts";
import { isSource, isView, type OpKind } from "../../ir/ops.ts";
import type { OpRule } from "../../ir/rule.ts";
import { localizeAttrs, opRules } from "../../ir/table.ts";
import { bytesOf, numElements, type TensorType } from "../../ir/types.ts";
import { localType, type Mesh } from "../../plan/placement.ts";
import type { Strategy } from "./strategies.ts";

/** Ops that are views or are folded into their readers: they cost neither time nor memory of their own. */
export const isFree = ({ kind }: Op): boolean => isView(kind) || isSource(kind);

const moveKinds: ReadonlySet<OpKind> = new Set([
  "transpose",
  "reverse",
  "slice",
  "pad",
  "concatenate",
  "gather",
  "scatter",
  "sort",
  "convert",
]);

function classOf(kind: OpKind): OpClass {
  if (kind === "dot_general") return "matmul";
  if (kind === "convolution") return "conv";
  if (kind === "reduce") return "reduce";
  return moveKinds.has(kind) ? "move" : "elementwise";
}

/**
 * The work of `op` on one device of `mesh` under `strategy`; undefined when it is free.
 * @param ports  the memory reads and writes of the op if it is part of a kernel
 */
export function opWork(graph: Graph, op: Op, strategy: Strategy, mesh: Mesh, ports?: KernelPorts): OpWork | undefined {
  const local = (values: readonly number[], placements: Strategy["operands"]): TensorType[] =>
    values.map((value, position) => localType(graph.types[value], placements[position], mesh));
  const operands = local(op.operands, strategy.operands);
  const results = local(op.results, strategy.results);
  const work = localWork({ ...op, attrs: localizeAttrs(op, operands, results) } as Op, operands, results);
  return work && ports ? kernelPart(op, work, operands, results, ports) : work;
}

/** The share of an op in the work of its kernel; undefined if the op moves nothing to or from memory. */
export function kernelPart(
  op: Op,
  work: OpWork,
  operands: readonly TensorType[],
  results: readonly TensorType[],
  { reads, writes, launches, share }: KernelPorts,
): OpWork | undefined {
  const bytes = (types: readonly TensorType[], times: readonly number[]): number =>
    types.reduce((sum, type, position) => sum + times[position] * bytesOf(type), 0);
  // A gather reads the rows that it returns, not the table.
  const read = op.kind === "gather" ? [results[0], ...operands.slice(1)] : operands;
  const [bytesRead, bytesWritten] = [bytes(read, reads), bytes(results, writes)];
  if (bytesRead + bytesWritten === 0 && !launches) return undefined;
  const { kernel: _, ...part } = work;
  // Other products are kernels of their own and have no ports.
  const kernel = op.kind === "dot_general" && { kernel: attentionKernel, ...(share !== undefined && { share }) };
  return { ...part, ...kernel, bytesRead, bytesWritten, ...(launches !== undefined && { launches }) };
}

/** The work of an op of a per-device graph, on operands and results of the given types; undefined if it is free. */
export function localWork(op: Op, operands: readonly TensorType[], results: readonly TensorType[]): OpWork | undefined {
  if (isFree(op)) return undefined;
  const rule = opRules[op.kind] as OpRule<OpKind>;
  const bytes = (types: readonly TensorType[]): number => types.reduce((sum, type) => sum + bytesOf(type), 0);
  const kernel = kernelOf(op, operands, results);
  const work = {
    kind: classOf(op.kind),
    ...(kernel !== undefined && { kernel }),
    dtype: results[0].dtype,
    flops: rule.flops(operands, results, op.attrs),
    // A gather reads the rows it returns, not the table.
    bytesRead: op.kind === "gather" ? bytes(results) + bytesOf(operands[1]) : bytes(operands),
    bytesWritten: bytes(results),
  };
  if (op.kind === "dot_general") return { ...work, sizes: matmulSizesOf(op, operands) };
  if (op.kind === "convolution") return { ...work, sizes: convolutionSizesOf(op, operands, results) };
  return work;
}

/**
 * The name of the kernel that runs an op, within its class; undefined for the usual kernel of the class. Elementwise
 * ops have a kernel each. Other classes have kernels by memory access pattern.
 */
function kernelOf(op: Op, operands: readonly TensorType[], results: readonly TensorType[]): string | undefined {
  switch (classOf(op.kind)) {
    case "matmul":
      return undefined;
    case "conv":
      return convolutionKernel(operands[1].shape.slice(2), (op as Op<"convolution">).attrs);
    case "reduce":
      return reduceKernel(operands[0].shape, (op as Op<"reduce">).attrs.dims);
    case "elementwise":
      return op.kind;
    case "move":
      return keepsLastDim(op, operands[0].shape, results[0].shape) ? "blocks" : undefined;
  }
}

/** Dilated inputs use another kernel ("spread"); 1×1 convolutions ("pointwise") need no im2col. */
function convolutionKernel(window: readonly number[], { lhsDilation }: Op<"convolution">["attrs"]): string | undefined {
  if (lhsDilation.some((by) => by > 1)) return "spread";
  return window.every((size) => size === 1) ? "pointwise" : undefined;
}

/** Contiguous runs of fewer elements than this are reduced, or kept, element by element. */
const shortRun = 16;

/**
 * The kernel of a reduction. Reducing the last dims (rows) is the usual case; "columns" reduces leading dims, "windows"
 * reduces or keeps short runs of contiguous elements.
 */
function reduceKernel(shape: readonly number[], dims: readonly number[]): string | undefined {
  const real = [...shape.keys()].filter((dim) => shape[dim] > 1);
  const isReduced = (dim: number): boolean => dims.includes(dim);
  const last = real.at(-1);
  if (last === undefined) return undefined;
  const border = real.findLastIndex((dim) => isReduced(dim) !== isReduced(last));
  const run = real.slice(border + 1).reduce((product, dim) => product * shape[dim], 1);
  if (run < shortRun) return "windows";
  return isReduced(last) ? undefined : "columns";
}

/** Whether the last dim larger than 1 stays last, so that contiguous elements stay contiguous. */
function keepsLastDim(op: Op, from: readonly number[], to: readonly number[]): boolean {
  const last = (shape: readonly number[]): number => shape.findLastIndex((size) => size > 1);
  switch (op.kind) {
    case "transpose": {
      const { permutation } = (op as Op<"transpose">).attrs;
      return last(to) < 0 || permutation[last(to)] === last(from);
    }
    case "reverse":
      return !(op as Op<"reverse">).attrs.dims.includes(last(from));
    case "slice":
      return ((op as Op<"slice">).attrs.strides[last(from)] ?? 1) === 1;
    case "pad":
      return ((op as Op<"pad">).attrs.interior[last(from)] ?? 0) === 0;
    case "sort":
      return false;
    default:
      return true;
  }
}

/**
 * The sizes of the matrix product that equals a convolution: per image, each window is a column of one matrix and each
 * filter a row of the other.
 */
function convolutionSizesOf(
  { attrs }: Op<"convolution">,
  [lhs, rhs]: readonly TensorType[],
  [result]: readonly TensorType[],
): MatmulSizes {
  const { featureGroups } = attrs;
  return {
    batch: lhs.shape[0] * featureGroups,
    m: rhs.shape[0] / featureGroups,
    n: numElements(result.shape.slice(2)),
    k: numElements(rhs.shape.slice(1)),
  };
}

function matmulSizesOf(op: Op<"dot_general">, [lhs, rhs]: readonly TensorType[]): MatmulSizes {
  const product = (type: TensorType, dims: readonly number[]): number =>
    dims.reduce((n, dim) => n * type.shape[dim], 1);
  const { lhsBatch, rhsBatch, lhsContract, rhsContract } = op.attrs;
  const free = (type: TensorType, batch: readonly number[], contract: readonly number[]): number =>
    product(
      type,
      [...type.shape.keys()].filter((dim) => !batch.includes(dim) && !contract.includes(dim)),
    );
  return {
    batch: product(lhs, lhsBatch),
    m: free(lhs, lhsBatch, lhsContract),
    n: free(rhs, rhsBatch, rhsContract),
    k: product(lhs, lhsContract),
  };
}
