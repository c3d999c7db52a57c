/** @file Random data for the values of a graph. */
import type { Random } from "../../src/base/random.ts";
import type { Graph } from "../../src/ir/graph.ts";
import {
  allocateData,
  type DType,
  isFloat,
  isWide,
  numElements,
  type TensorData,
  type TensorType,
} from "../../src/ir/types.ts";

export const isUnsigned = (dtype: DType): boolean => dtype.startsWith("ui");

/** Random data for the inputs of a random graph: floats in [−1, 1], integers in [−4, 4], unsigned in [0, 4]. */
export function randomInputs(random: Random, graph: Graph): TensorData[] {
  return graph.inputs.map(({ value }) => randomData(random, graph.types[value]));
}

/** Random data of one type, in the ranges of `randomInputs`. f16 and bf16 are multiples of 1/8, exact in both. */
export function randomData(random: Random, { shape, dtype }: TensorType): TensorData {
  const data = allocateData(dtype, numElements(shape));
  for (let index = 0; index < data.length; index++) {
    if (isWide(dtype)) data[index] = BigInt(isUnsigned(dtype) ? random.int(5) : random.int(9) - 4);
    else if (dtype === "i1") data[index] = random.int(2);
    else if (dtype === "f16" || dtype === "bf16") data[index] = smallFloatBits(dtype, (random.int(17) - 8) / 8);
    else if (isFloat(dtype)) data[index] = 2 * random.next() - 1;
    else data[index] = isUnsigned(dtype) ? random.int(5) : random.int(9) - 4;
  }
  return data;
}

/** The 16 bits of a value that both f16 and bf16 hold exactly. */
function smallFloatBits(dtype: "f16" | "bf16", value: number): number {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0];
  if (dtype === "bf16") return bits >>> 16;
  if (value === 0) return 0;
  const exponent = ((bits >>> 23) & 0xff) - 127 + 15;
  return ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}
