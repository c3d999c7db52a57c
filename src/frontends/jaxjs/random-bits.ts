/**
 * @file jax-js's counter-based random bits: threefry2x32 (Salmon et al. 2011) with 20 rounds in ui32 ops, bitwise equal
 * to jax-js's.
 */
import type { ValueId } from "../../ir/graph.ts";
import { numElements, type TensorType } from "../../ir/types.ts";
import type { Emitter } from "./emitter.ts";

interface RandomBitsParams {
  readonly shape: readonly number[];
  /** The words of a block to return: one of the two, or their xor. */
  readonly mode: "xor" | 0 | 1;
}

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

const keyParity = 0x1bd11bda;

/**
 * One block per element of `shape`. Keys [k0, k1] cover the leading dims; the counter is the position within the
 * others.
 */
export function randomBits(emitter: Emitter, k0: ValueId, k1: ValueId, { shape, mode }: RandomBitsParams): ValueId {
  const type: TensorType = { shape, dtype: "ui32" };
  const keyRank = emitter.shape(k0).length;
  const add = (a: ValueId, b: ValueId): ValueId => emitter.op("add", [a, b], {});
  const xor = (a: ValueId, b: ValueId): ValueId => emitter.op("xor", [a, b], {});
  const number = (value: number, of: TensorType = type): ValueId => emitter.splat(value, of);
  const rotate = (x: ValueId, by: number): ValueId =>
    emitter.op(
      "or",
      [emitter.op("shift_left", [x, number(by)], {}), emitter.op("shift_right_logical", [x, number(32 - by)], {})],
      {},
    );

  // The key schedule needs one word per key, not per element.
  const k2 = xor(xor(k0, k1), number(keyParity, emitter.type(k0)));
  const keys = [k0, k1, k2].map((key) => emitter.broadcast(key, shape, [...Array(keyRank).keys()]));
  // A sum over the dims, so that a device that computes a part of the bits counts along its own part of each dim.
  let counter = number(0);
  for (let dim = keyRank; dim < shape.length; dim++) {
    if (shape[dim] === 1) continue;
    const line: TensorType = { shape: [shape[dim]], dtype: "ui32" };
    const steps = emitter.op("iota", [], { type: line, dim: 0 });
    const positions = emitter.op("multiply", [steps, number(numElements(shape.slice(dim + 1)) % 2 ** 32, line)], {});
    counter = add(counter, emitter.broadcast(positions, shape, [dim]));
  }

  let [x0, x1] = [keys[0], add(counter, keys[1])];
  for (let group = 0; group < 5; group++) {
    for (const rotation of rotations[group % 2]) {
      x0 = add(x0, x1);
      x1 = xor(rotate(x1, rotation), x0);
    }
    x0 = add(x0, keys[(group + 1) % 3]);
    x1 = add(add(x1, keys[(group + 2) % 3]), number(group + 1));
  }
  if (mode === "xor") return xor(x0, x1);
  return mode === 0 ? x0 : x1;
}
