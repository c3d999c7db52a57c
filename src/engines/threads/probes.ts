/**
 * @file The ops that a profile measures: matmuls, convolutions and their gradients, and memory-bound ops, one for each
 * kernel of different speed.
 */
import type { OpWork } from "../../cost/ops.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import type { Graph } from "../../ir/graph.ts";
import type { TensorType } from "../../ir/types.ts";
import { localWork } from "../../sharding/strategies/op-work.ts";

const f32 = (...shape: number[]): TensorType => ({ dtype: "f32", shape });

/** Batches of m×k by k×n matmuls: small to large, the skinny ones of small microbatches, and those of attention. */
const matmuls: readonly (readonly [batch: number, m: number, n: number, k: number])[] = [
  [1, 32, 32, 32],
  [1, 128, 128, 128],
  [1, 512, 512, 512],
  [1, 1024, 1024, 1024],
  [1, 16, 1024, 1024],
  [1, 128, 2048, 512],
  [1, 512, 64, 2048],
  [1, 1024, 1024, 64],
  [1, 32, 2048, 2048],
  [1, 2048, 2048, 32],
  [1, 16, 16, 1024],
  [16, 64, 64, 32],
  [16, 256, 256, 64],
];
/** Numbers of rows (of 256 elements) of the memory-bound probes. */
const passRows = [16, 256, 4096, 32768];
/** Largest number of rows for kernels other than the usual one of each class. */
const maxRowsOfUnusual = 4096;
/** Represents all elementwise ops that are not measured themselves; most of them run at memory bandwidth. */
export const usualElementwise = "add";

/** A square convolution: `size` × `size` images, `window` × `window` filters, padding `pad` on all sides. */
interface Convolution {
  readonly images: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly size: number;
  readonly window: number;
  readonly pad: number;
  /** Dilation of the input; 2 in the input gradient of a convolution with stride 2. */
  readonly inputDilation?: number;
}

const convolution = (images: number, inputs: number, outputs: number, size: number, window: number): Convolution => ({
  images,
  inputs,
  outputs,
  size,
  window,
  pad: window >> 1,
});
/** The convolution that computes the filter gradient: images and input channels are exchanged. */
const filterGradient = (of: Convolution): Convolution => ({
  ...of,
  images: of.inputs,
  inputs: of.images,
  window: of.size,
});
const small = convolution(16, 1, 16, 28, 5);
const middle = convolution(16, 16, 32, 14, 5);
const deep = convolution(8, 64, 64, 14, 3);
const convolutions: readonly Convolution[] = [
  convolution(4, 8, 16, 32, 5),
  convolution(16, 16, 32, 32, 5),
  convolution(8, 64, 128, 14, 1),
  ...[small, middle, deep].flatMap((of) => [of, filterGradient(of)]),
  filterGradient({ ...middle, images: 4 }),
  // Input gradients: input and output channels are exchanged.
  convolution(16, 32, 16, 14, 5),
  { ...convolution(8, 64, 32, 14, 3), inputDilation: 2 },
];

/** A graph of one op and the constants that it reads, and the op's work as the cost model counts it. */
export interface Probe {
  readonly graph: Graph;
  readonly work: OpWork;
}

function probe(
  types: readonly TensorType[],
  make: (builder: GraphBuilder, inputs: readonly number[]) => number,
): Probe {
  const builder = new GraphBuilder("probe");
  const inputs = types.map((type, i) => builder.input(`x${i}`, type));
  const graph = builder.finish([{ value: make(builder, inputs), name: "y" }]);
  const op = graph.ops.at(-1)!;
  const typesOf = (values: readonly number[]): TensorType[] => values.map((value) => graph.types[value]);
  return { graph, work: localWork(op, typesOf(op.operands), typesOf(op.results))! };
}

function matmulProbe([batch, m, n, k]: (typeof matmuls)[number]): Probe {
  // A single matmul has no batch dim, so that it uses the same kernel as a matmul by a weight.
  const [lhs, rhs] = batch > 1 ? [f32(batch, m, k), f32(batch, k, n)] : [f32(m, k), f32(k, n)];
  const attrs =
    batch > 1
      ? { lhsBatch: [0], rhsBatch: [0], lhsContract: [2], rhsContract: [1] }
      : { lhsBatch: [], rhsBatch: [], lhsContract: [1], rhsContract: [0] };
  return probe([lhs, rhs], (b, inputs) => b.op("dot_general", inputs, attrs));
}

function convolutionProbe({ images, inputs, outputs, size, window, pad, inputDilation = 1 }: Convolution): Probe {
  const attrs = {
    strides: [1, 1],
    padding: [
      [pad, pad],
      [pad, pad],
    ],
    lhsDilation: [inputDilation, inputDilation],
    rhsDilation: [1, 1],
    featureGroups: 1,
  } as const;
  return probe([f32(images, inputs, size, size), f32(outputs, inputs, window, window)], (b, operands) =>
    b.op("convolution", operands, attrs),
  );
}

function passProbes(rows: number): Probe[] {
  const [x, mask] = [f32(rows, 256), { dtype: "i1", shape: [rows, 256] } as const];
  const sum = (type: TensorType, dims: readonly number[]): Probe =>
    probe([type], (b, inputs) => b.op("reduce", inputs, { reducer: "add", dims }));
  const swap = (type: TensorType, permutation: readonly number[]): Probe =>
    probe([type], (b, inputs) => b.op("transpose", inputs, { permutation }));
  const usual = [probe([x, x], (b, inputs) => b.op(usualElementwise, inputs, {})), sum(x, [1]), swap(x, [1, 0])];
  if (rows > maxRowsOfUnusual) return usual;
  return [
    ...usual,
    ...(["log", "erf"] as const).map((kind) => probe([x], (b, inputs) => b.op(kind, inputs, {}))),
    probe([x, x], (b, inputs) => b.op("power", inputs, {})),
    // One operand is a constant, as in relu, pooling and attention masks.
    probe([mask, x], (b, inputs) => b.op("select", [...inputs, b.splat(x, 0)], {})),
    sum(x, [0]),
    sum(f32(rows, 64, 2, 2), [2, 3]),
    swap(f32(rows / 16, 16, 256), [1, 0, 2]),
  ];
}

export const opProbes = (): Probe[] => [
  ...matmuls.map(matmulProbe),
  ...convolutions.map(convolutionProbe),
  ...passRows.flatMap(passProbes),
];

/** Seconds of an op to the right order of magnitude; determines how often it is repeated. */
export function roughSeconds({ kind, kernel, flops, bytesRead, bytesWritten }: OpWork): number {
  const isUsual = kernel === undefined || kernel === usualElementwise;
  const computing = { matmul: flops / 2e11, conv: flops / 5e10 }[kind as string] ?? 0;
  return 2e-6 + (bytesRead + bytesWritten) / (isUsual ? 6e10 : 6e9) + computing;
}
