/**
 * @file `rng_bit_generator` by Philox (Salmon et al. 2011, also for DEFAULT, as XLA has it on CPUs and GPUs) and
 * Threefry, composed of integer ops. The state is a key and a counter, 64-bit integers; bits are those of XLA.
 */
import { bytesPerElement, numElements, type TensorType } from "../../../ir/types.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Emitter, Handle } from "./emitter.ts";

/** Rotations of Threefry's rounds, four by four. */
const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
];

/** Integer arithmetic on values of one shape. */
class Words {
  readonly #emitter: Emitter;
  readonly #shape: readonly number[];

  constructor(emitter: Emitter, shape: readonly number[]) {
    this.#emitter = emitter;
    this.#shape = shape;
  }

  word = (value: number): Handle => this.#emitter.splat(value, { shape: this.#shape, dtype: "ui32" });
  add = (x: Handle, y: Handle): Handle => this.#emitter.op("add", [x, y], {});
  xor = (x: Handle, y: Handle): Handle => this.#emitter.op("xor", [x, y], {});

  /** The low and the high half of 64-bit integers. */
  halves(x: Handle): [low: Handle, high: Handle] {
    const by = this.#emitter.splat(32, x.type);
    const high = this.#emitter.op("shift_right_logical", [x, by], {});
    return [this.#emitter.convert(x, "ui32"), this.#emitter.convert(high, "ui32")];
  }

  /** The halves of the product of 32-bit integers with a constant. */
  multiply(x: Handle, by: number): [low: Handle, high: Handle] {
    const wide = this.#emitter.convert(x, "ui64");
    return this.halves(this.#emitter.op("multiply", [wide, this.#emitter.splat(by, wide.type)], {}));
  }

  rotate(x: Handle, by: number): Handle {
    const left = this.#emitter.op("shift_left", [x, this.word(by)], {});
    const right = this.#emitter.op("shift_right_logical", [x, this.word(32 - by)], {});
    return this.#emitter.op("or", [left, right], {});
  }

  spread(scalar: Handle): Handle {
    return this.#emitter.broadcast(scalar, this.#shape, []);
  }

  philox(counter: readonly Handle[], key: readonly Handle[]): Handle[] {
    let [x0, x1, x2, x3] = counter;
    let [key0, key1] = key;
    for (let round = 0; round < 10; round++) {
      const [low0, high0] = this.multiply(x0, 0xd2511f53);
      const [low1, high1] = this.multiply(x2, 0xcd9e8d57);
      [x0, x1, x2, x3] = [this.xor(this.xor(high1, x1), key0), low1, this.xor(this.xor(high0, x3), key1), low0];
      [key0, key1] = [this.add(key0, this.word(0x9e3779b9)), this.add(key1, this.word(0xbb67ae85))];
    }
    return [x0, x1, x2, x3];
  }

  threefry([first, second]: readonly Handle[], [key0, key1]: readonly Handle[]): Handle[] {
    const keys = [key0, key1, this.xor(this.xor(key0, key1), this.word(0x1bd11bda))];
    let [x, y] = [this.add(first, key0), this.add(second, key1)];
    for (let group = 0; group < 5; group++) {
      for (const by of rotations[group % 2]) {
        x = this.add(x, y);
        y = this.xor(this.rotate(y, by), x);
      }
      x = this.add(x, keys[(group + 1) % 3]);
      y = this.add(this.add(y, keys[(group + 2) % 3]), this.word(group + 1));
    }
    return [x, y];
  }
}

/** Element `i` of a vector, as a scalar. */
const elementOf = (emitter: Emitter, vector: Handle, i: number): Handle =>
  emitter.reshape(emitter.slice(vector, [i], [i + 1]), []);

/** `parts` beside each other in a new last dim. */
function stacked(emitter: Emitter, parts: readonly Handle[]): Handle {
  const { shape } = parts[0].type;
  const apart = parts.map((part) => emitter.reshape(part, [...shape, 1]));
  return emitter.op("concatenate", apart, { dim: shape.length });
}

/** 64-bit integers of their low and high halves. */
function joined(emitter: Emitter, low: Handle, high: Handle): Handle {
  const [wideLow, wideHigh] = [low, high].map((half) => emitter.convert(half, "ui64"));
  const moved = emitter.op("shift_left", [wideHigh, emitter.splat(32, wideHigh.type)], {});
  return emitter.op("or", [moved, wideLow], {});
}

/** The first elements of a vector, as a tensor. */
const firstOf = (emitter: Emitter, vector: Handle, { shape }: TensorType): Handle =>
  emitter.reshape(emitter.slice(vector, [0], [numElements(shape)]), shape);

/** Bits as 32- or 64-bit integers, and how far the counter moves. */
interface Bits {
  readonly bits: Handle;
  readonly numCounts: number;
}

/** Counters from the state's on, in a vector. */
function counters({ emitter }: Conversion, start: Handle, count: number): Handle {
  const type: TensorType = { shape: [count], dtype: "ui64" };
  return emitter.op("add", [emitter.op("iota", [], { type, dim: 0 }), emitter.broadcast(start, [count], [])], {});
}

/** Philox gives four words for each count, which are consecutive elements. */
function philoxBits(conversion: Conversion, state: readonly Handle[], type: TensorType): Bits {
  const { emitter } = conversion;
  const isWide = bytesPerElement(type.dtype) === 8;
  const numCounts = Math.ceil((numElements(type.shape) * (isWide ? 2 : 1)) / 4);
  const words = new Words(emitter, [numCounts]);
  const key = words.halves(state[0]).map((word) => words.spread(word));
  // In a state without a third element, the counter's high half is the key too.
  const rest = words.halves(state[2] ?? state[0]).map((word) => words.spread(word));
  const low = counters(conversion, state[1], numCounts);
  const out = words.philox([...words.halves(low), ...rest], key);
  const elements = isWide ? [joined(emitter, out[0], out[1]), joined(emitter, out[2], out[3])] : out;
  const vector = emitter.reshape(stacked(emitter, elements), [numCounts * elements.length]);
  return { bits: firstOf(emitter, vector, type), numCounts };
}

/**
 * Threefry gives two words for each count: the halves of a 64-bit element, or neighbours along the first even dim, else
 * the longest.
 */
function threefryBits(conversion: Conversion, state: readonly Handle[], type: TensorType): Bits {
  const { emitter } = conversion;
  const isWide = bytesPerElement(type.dtype) === 8;
  const dims = type.shape.length === 0 ? [1] : [...type.shape];
  const even = dims.findIndex((size) => size % 2 === 0);
  const split = even < 0 ? dims.indexOf(Math.max(...dims)) : even;
  const halved = dims.map((size, dim) => (dim === split && !isWide ? Math.ceil(size / 2) : size));
  const numCounts = numElements(halved);
  const words = new Words(emitter, [numCounts]);
  const key = words.halves(state[0]).map((word) => words.spread(word));
  const [low, high] = words.threefry(words.halves(counters(conversion, state[1], numCounts)), key);
  if (isWide) return { bits: emitter.reshape(joined(emitter, low, high), type.shape), numCounts };
  const pair = [low, high].map((half) => emitter.reshape(half, halved.toSpliced(split + 1, 0, 1)));
  const both = emitter.op("concatenate", pair, { dim: split + 1 });
  const whole = emitter.reshape(
    both,
    halved.map((size, dim) => (dim === split ? 2 * size : size)),
  );
  const cut = emitter.slice(
    whole,
    dims.map(() => 0),
    dims,
  );
  return { bits: emitter.reshape(cut, type.shape), numCounts };
}

const rngBitGenerator: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [state] = operands;
  const { type } = state;
  const result = conversion.type(1);
  const length = type.shape.length === 1 ? type.shape[0] : 0;
  const algorithm = conversion.text("rng_algorithm");
  const isThreefry = algorithm === "THREE_FRY";
  if (type.dtype !== "ui64" || !(length === 2 || (length === 3 && !isThreefry)))
    throw conversion.unsupported(
      `has a state of ${length} elements of ${type.dtype}; give a key and a counter of ui64`,
    );
  const elements = Array.from({ length }, (_, i) => elementOf(emitter, state, i));
  const { bits, numCounts } = (isThreefry ? threefryBits : philoxBits)(conversion, elements, result);
  const moved = emitter.op("add", [elements[1], emitter.splat(numCounts, elements[1].type)], {});
  const next = elements.map((element, i) => emitter.reshape(i === 1 ? moved : element, [1]));
  if (length === 3) {
    const hasCarry = emitter.op("compare", [moved, elements[1]], { direction: "LT" });
    next[2] = emitter.reshape(emitter.op("add", [elements[2], emitter.convert(hasCarry, "ui64")], {}), [1]);
  }
  // Narrow integers are the low bits of words.
  return [emitter.op("concatenate", next, { dim: 0 }), emitter.convert(bits, result.dtype)];
};

export const randomConversions: Readonly<Record<string, Convert>> = { "stablehlo.rng_bit_generator": rngBitGenerator };
