/** @file Arguments of a StableHLO module for a run: read from a file, or random. */
import type { ArgumentKind } from "../analysis/argument-roles.ts";
import { isKeyType } from "../analysis/random-keys.ts";
import { InvalidConfig } from "../base/errors.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { allocateNumbers, encode } from "../ir/evaluate/data.ts";
import { definingOps, type Graph, type ValueId } from "../ir/graph.ts";
import type { OpKind } from "../ir/ops.ts";
import { allocateData, isFloat, isWide, numElements, sameType, type TensorData, typeText } from "../ir/types.ts";
import { openTensors } from "../tensor-files/formats.ts";
import type { TensorFile } from "../tensor-files/tensor-file.ts";

/**
 * Reads the inputs of `graph` from a file, by name, or as `arg0`, `arg1`, …, or as NumPy's `arr_0`, `arr_1`, …
 * @throws InvalidConfig for missing tensors, wrong types, and tensors that are no argument
 */
export function readInputs(path: string, graph: Graph): TensorData[] {
  const file = openTensors(path);
  try {
    const read = new Set<string>();
    const inputs = graph.inputs.map(({ name, value }, input) => {
      const found = [name, `arg${input}`, `arr_${input}`].find((text) => file.types.has(text));
      const type = graph.types[value];
      if (found === undefined)
        throw new InvalidConfig(
          "--inputs",
          `${path} has no ${name} (${typeText(type)}), by that name or as arg${input}; it has ${someNames(file)}`,
        );
      const own = file.types.get(found)!;
      if (!sameType(own, type))
        throw new InvalidConfig(
          "--inputs",
          `${found} in ${path} is ${typeText(own)}, the module takes ${typeText(type)}; save it with that type and shape`,
        );
      read.add(found);
      return file.read(found);
    });
    const extra = [...file.types.keys()].find((name) => !read.has(name));
    if (extra !== undefined)
      throw new InvalidConfig(
        "--inputs",
        `${path} has ${extra}, and the module has no such argument; alpa import lists them`,
      );
    return inputs;
  } finally {
    file.close();
  }
}

const maxNames = 6;

function someNames({ types }: TensorFile): string {
  const names = [...types.keys()];
  const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
  return names.length === 0 ? "no tensors" : names.slice(0, maxNames).join(", ") + more;
}

/**
 * Draws random inputs from a seed: weights and examples are normally distributed, optimizer state is zero, integers of
 * the batch are valid indices of every table that they index.
 * @param roles  by input
 */
export function drawInputs(graph: Graph, roles: readonly ArgumentKind[], seed: number): TensorData[] {
  const random = seededRandom(seed);
  const limits = indexLimits(graph);
  return graph.inputs.map(({ value }, input) => {
    const type = graph.types[value];
    const length = numElements(type.shape);
    if (isKeyType(type)) return fill(allocateData(type.dtype, length), () => random.int(2 ** 32));
    if (roles[input] === "optimizer") return allocateData(type.dtype, length);
    if (isFloat(type.dtype)) {
      const deviation = deviationOf(roles[input], type.shape);
      const numbers = allocateNumbers(type.dtype, length);
      for (let i = 0; i < length; i++)
        numbers[i] = roles[input] === "number" ? smallNumber : deviation * random.normal();
      return encode(numbers, type.dtype);
    }
    const limit = type.dtype === "i1" ? 2 : (limits.get(value) ?? 2);
    return fill(allocateData(type.dtype, length), () => integer(random, limit, isWide(type.dtype)));
  });
}

/** Value for scalar inputs such as a learning rate or a temperature. */
const smallNumber = 1e-3;

/** Standard deviation: 1 / √rows for a weight, so that matmuls preserve magnitudes; 1 for examples. */
function deviationOf(role: ArgumentKind, shape: readonly number[]): number {
  const rows = shape.at(-2) ?? shape.at(-1) ?? 1;
  return role === "batch" ? 1 : 1 / Math.sqrt(Math.max(1, rows));
}

const integer = (random: Random, limit: number, isBig: boolean): number => {
  const drawn = random.int(limit);
  return (isBig ? BigInt(drawn) : drawn) as number;
};

function fill(data: TensorData, next: () => number): TensorData {
  for (let i = 0; i < data.length; i++) data[i] = next();
  return data;
}

/** Ops whose integer results index what their operands index. */
const keepsIndices: ReadonlySet<OpKind> = new Set([
  ...["convert", "reshape", "transpose", "broadcast_in_dim", "slice", "concatenate", "add", "select", "pad"],
  ...["maximum", "minimum"],
] as OpKind[]);

/**
 * For each value, the rows of the smallest table that it indexes by a gather, a scatter or a comparison with an iota.
 */
function indexLimits(graph: Graph): Map<ValueId, number> {
  const definers = definingOps(graph);
  const limits = new Map<ValueId, number>();
  const limit = (value: ValueId, size: number): void => {
    if (size < Number.POSITIVE_INFINITY)
      limits.set(value, Math.min(size, limits.get(value) ?? Number.POSITIVE_INFINITY));
  };
  /** The size of the iota that a value is a view of, if any. */
  const iotaSize = (value: ValueId): number | undefined => {
    const op = definers[value] < 0 ? undefined : graph.ops[definers[value]];
    if (op?.kind === "iota") return op.attrs.type.shape[op.attrs.dim];
    return op && keepsIndices.has(op.kind) && op.operands.length === 1 ? iotaSize(op.operands[0]) : undefined;
  };
  for (let index = graph.ops.length - 1; index >= 0; index--) {
    const op = graph.ops[index];
    const { operands, results } = op;
    if (op.kind === "gather" || op.kind === "scatter") {
      const table = graph.types[operands[0]].shape;
      const dims = op.kind === "gather" ? op.attrs.startIndexMap : op.attrs.scatterDimsToOperandDims;
      limit(operands[1], Math.min(...dims.map((dim) => table[dim])));
    } else if (op.kind === "compare" && op.attrs.direction === "EQ") {
      operands.forEach((operand, i) => {
        const size = iotaSize(operands[1 - i]);
        if (size !== undefined) limit(operand, size);
      });
    } else if (keepsIndices.has(op.kind)) {
      const own = Math.min(...results.map((result) => limits.get(result) ?? Number.POSITIVE_INFINITY));
      for (const operand of operands) limit(operand, own);
    }
  }
  return limits;
}
