/** @file `fft` as products with matrices of roots of unity, of at most 64 rows where the length has such factors. */
import { allocateNumbers, encode } from "../../../ir/evaluate/data.ts";
import type { TensorType } from "../../../ir/types.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Complex, Emitter, Handle } from "./emitter.ts";

/** Rows of a matrix of roots at which a transform is computed by one product. */
const plainLength = 64;

/** The largest prime length. */
const maxPrime = 1024;

/** exp(sign · 2πi · row · column / n) for every row and column of `type`. */
function roots(emitter: Emitter, type: TensorType, n: number, sign: number): Complex {
  const columns = type.shape[1];
  const [real, imag] = [Math.cos, Math.sin].map((wave) => {
    const numbers = allocateNumbers(type.dtype, type.shape[0] * columns);
    for (let i = 0; i < numbers.length; i++)
      numbers[i] = wave((sign * 2 * Math.PI * ((Math.floor(i / columns) * (i % columns)) % n)) / n);
    return emitter.constant(type, { isSplat: false, data: encode(numbers, type.dtype) });
  });
  return [real, imag];
}

/** A complex product, by a product of real tensors that is linear in both. */
function times(emitter: Emitter, [a, b]: Complex, [c, d]: Complex, of: (x: Handle, y: Handle) => Handle): Complex {
  return [emitter.op("subtract", [of(a, c), of(b, d)], {}), emitter.op("add", [of(a, d), of(b, c)], {})];
}

/** The transform along dim `dim` by one product; the result's dim is the last one. */
function plain(emitter: Emitter, x: Complex, dim: number, sign: number): Complex {
  const { shape, dtype } = x[0].type;
  const n = shape[dim];
  const matrix = roots(emitter, { shape: [n, n], dtype }, n, sign);
  const attrs = { lhsBatch: [], rhsBatch: [], lhsContract: [dim], rhsContract: [0] };
  return times(emitter, x, matrix, (a, b) => emitter.op("dot_general", [a, b], attrs));
}

const each = (x: Complex, change: (part: Handle) => Handle): Complex => [change(x[0]), change(x[1])];

/**
 * The unnormalized transform along the last dim (Cooley and Tukey): with index n₂·i + j and frequency k + n₁·l,
 * transforms of length n₁ over i, factors exp(2πi·jk/n), and transforms of length n₂ over j.
 */
function transform(conversion: Conversion, x: Complex, sign: number): Complex {
  const { emitter } = conversion;
  const { shape, dtype } = x[0].type;
  const [lead, n] = [shape.slice(0, -1), shape.at(-1)!];
  const rank = lead.length;
  if (n <= plainLength) return plain(emitter, x, rank, sign);
  let first = plainLength;
  while (first > 1 && n % first !== 0) first--;
  if (first === 1) {
    if (n > maxPrime)
      throw conversion.unsupported(
        `transforms ${n} elements, which has no factor up to ${plainLength}; pad to one that has`,
      );
    return plain(emitter, x, rank, sign);
  }
  const second = n / first;
  const apart = each(x, (part) => emitter.reshape(part, [...lead, first, second]));
  // [.., j, k]
  const outer = plain(emitter, apart, rank, sign);
  const factors = each(roots(emitter, { shape: [second, first], dtype }, n, sign), (part) =>
    emitter.broadcast(part, outer[0].type.shape, [rank, rank + 1]),
  );
  const turned = times(emitter, outer, factors, (a, b) => emitter.op("multiply", [a, b], {}));
  const swap = [...lead.map((_, dim) => dim), rank + 1, rank];
  const inner = transform(
    conversion,
    each(turned, (part) => emitter.transpose(part, swap)),
    sign,
  );
  // [.., k, l], frequency k + n₁·l
  return each(inner, (part) => emitter.reshape(emitter.transpose(part, swap), shape));
}

/** The transform along dim `dim`. */
function along(conversion: Conversion, x: Complex, dim: number, sign: number): Complex {
  const { emitter } = conversion;
  const dims = x[0].type.shape.map((_, d) => d);
  const last = [...dims.filter((d) => d !== dim), dim];
  const back = dims.map((d) => last.indexOf(d));
  const moved = each(x, (part) => emitter.transpose(part, last));
  return each(transform(conversion, moved, sign), (part) => emitter.transpose(part, back));
}

/** Elements [from, to) of the last dim. */
function cut(emitter: Emitter, x: Handle, from: number, to: number): Handle {
  const { shape } = x.type;
  return emitter.slice(x, shape.map(() => 0).with(-1, from), shape.with(-1, to));
}

/** All `length` frequencies of real numbers, of which the first half is given: the others are its conjugates. */
function completed(emitter: Emitter, x: Complex, length: number): Complex {
  const rank = x[0].type.shape.length;
  const half = Math.floor(length / 2) + 1;
  const rest = each(x, (part) =>
    emitter.op("reverse", [cut(emitter, part, 1, length - half + 1)], { dims: [rank - 1] }),
  );
  if (length === half) return x;
  const negative = new Arithmetic(emitter, rest[1].type).negate(rest[1]);
  const join = (a: Handle, b: Handle): Handle => emitter.op("concatenate", [a, b], { dim: rank - 1 });
  return [join(x[0], rest[0]), join(x[1], negative)];
}

function divided(emitter: Emitter, x: Handle, by: number): Handle {
  const a = new Arithmetic(emitter, x.type);
  return a.multiply(x, a.number(1 / by));
}

/** The transform along the last dims, one for each length. */
export const fourier: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [operand] = operands;
  const kind = conversion.text("fft_type");
  const lengths = conversion.numbers("fft_length");
  const rank = operand.type.shape.length;
  const dims = lengths.map((_, i) => rank - lengths.length + i);
  const sign = kind === "FFT" || kind === "RFFT" ? -1 : 1;
  const { shape } = conversion.partType();
  if (shape.includes(0)) {
    const nothing = emitter.splat(0, conversion.partType());
    return [kind === "IRFFT" ? nothing : { type: nothing.type, complex: [nothing, nothing] }];
  }
  const count = lengths.reduce((product, length) => product * length, 1);
  let x: Complex = operand.complex ?? [operand, emitter.splat(0, operand.type)];
  if (kind === "RFFT") {
    const half = Math.floor(lengths.at(-1)! / 2) + 1;
    x = each(along(conversion, x, rank - 1, sign), (part) => cut(emitter, part, 0, half));
    for (const dim of dims.slice(0, -1)) x = along(conversion, x, dim, sign);
  } else if (kind === "IRFFT") {
    for (const dim of dims.slice(0, -1)) x = along(conversion, x, dim, sign);
    const [real] = along(conversion, completed(emitter, x, lengths.at(-1)!), rank - 1, sign);
    return [divided(emitter, real, count)];
  } else for (const dim of dims) x = along(conversion, x, dim, sign);
  const scaled = kind === "IFFT" ? each(x, (part) => divided(emitter, part, count)) : x;
  return [{ type: scaled[0].type, complex: scaled }];
};
