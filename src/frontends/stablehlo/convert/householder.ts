/** @file QR factors by Householder's reflections, in LAPACK's form: `geqrf` and `orgqr`, as JAX calls them on CPUs. */
import { Arithmetic } from "./arithmetic.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { diagonal, lowered, part, product, swapped } from "./matrices.ts";

/** The most reflections, which are computed one after another. */
const maxReflections = 256;

/** (I − τ v vᵀ) x */
function reflect({ emitter }: Conversion, x: Handle, v: Handle, tau: Handle): Handle {
  const row = product(emitter, swapped(emitter, v), x);
  const dims = row.type.shape.map((_, dim) => dim);
  const scaled = emitter.op("multiply", [row, emitter.broadcast(tau, row.type.shape, dims)], {});
  return emitter.op("subtract", [x, product(emitter, v, scaled)], {});
}

function countOf(conversion: Conversion, shape: readonly number[]): number {
  const count = Math.min(...shape.slice(-2));
  if (count > maxReflections)
    throw conversion.unsupported(`makes ${count} reflections; at most ${maxReflections} are made one after another`);
  return count;
}

/** R in the upper triangle, the reflections' vectors below it without their leading 1, and their factors τ. */
const geqrf: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const { shape, dtype } = operands[0].type;
  const [rows, columns] = shape.slice(-2);
  const lead = shape.slice(0, -2);
  const count = countOf(conversion, shape);
  let rest = operands[0];
  const [done, upper, factors]: [Handle[], Handle[], Handle[]] = [[], [], []];
  for (let j = 0; j < count; j++) {
    const size = rows - j;
    const first = part(emitter, rest, [0, 0], [size, 1]);
    const head = part(emitter, first, [0, 0], [1, 1]);
    const tail = part(emitter, first, [1, 0], [size, 1]);
    const a = new Arithmetic(emitter, { shape: [...lead, 1, 1], dtype });
    const below = product(emitter, swapped(emitter, tail), tail);
    const length = a.apply("sqrt", a.add(a.multiply(head, head), below));
    const beta = a.select(a.isNegative(head), length, a.negate(length));
    // Without anything to remove, LAPACK reflects nothing: τ is 0.
    const isDone = a.compare("EQ", below, a.number(0));
    const tau = a.select(isDone, a.number(0), a.divide(a.subtract(beta, head), beta));
    const divisor = a.select(isDone, a.number(1), a.subtract(head, beta));
    const spread = emitter.broadcast(
      divisor,
      tail.type.shape,
      tail.type.shape.map((_, dim) => dim),
    );
    const vector = size === 1 ? tail : emitter.op("divide", [tail, spread], {});
    const whole = size === 1 ? a.number(1) : emitter.op("concatenate", [a.number(1), vector], { dim: lead.length });
    const kept = a.select(isDone, head, beta);
    if (j + 1 < columns) {
      const others = reflect(conversion, part(emitter, rest, [0, 1], [size, columns - j]), whole, tau);
      const top = part(emitter, others, [0, 0], [1, columns - j - 1]);
      upper.push(emitter.op("concatenate", [kept, top], { dim: lead.length + 1 }));
      rest = part(emitter, others, [1, 0], [size, columns - j - 1]);
    } else upper.push(kept);
    done.push(vector);
    factors.push(emitter.reshape(tau, [...lead, 1]));
  }
  const zero = emitter.splat(0, { shape: [], dtype });
  const none = shape.map(() => 0);
  // Row j of R begins at column j, vector j at row j + 1 of column j; their sum is the packed matrix.
  const parts = [
    ...upper.map((row, j) =>
      emitter.op("pad", [row, zero], {
        low: none.with(-2, j).with(-1, j),
        high: none.with(-2, rows - j - 1),
        interior: none,
      }),
    ),
    ...done.flatMap((vector, j) =>
      j + 1 === rows
        ? []
        : [
            emitter.op("pad", [vector, zero], {
              low: none.with(-2, j + 1).with(-1, j),
              high: none.with(-1, columns - j - 1),
              interior: none,
            }),
          ],
    ),
  ];
  const packed = parts.reduce((sum, next) => emitter.op("add", [sum, next], {}));
  return [packed, factors.length === 1 ? factors[0] : emitter.op("concatenate", factors, { dim: lead.length })];
};

/** The first columns of the product of the reflections that `geqrf` packs. */
const orgqr: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [packed, factors] = operands;
  const { shape, dtype } = packed.type;
  const rows = shape.at(-2)!;
  const lead = shape.slice(0, -2);
  const count = Math.min(factors.type.shape.at(-1)!, countOf(conversion, shape));
  let found = emitter.convert(diagonal(emitter, packed.type), dtype);
  for (let j = count - 1; j >= 0; j--) {
    const one = emitter.splat(1, { shape: [...lead, 1, 1], dtype });
    const below = part(emitter, packed, [j + 1, j], [rows, j + 1]);
    const vector = j + 1 === rows ? one : emitter.op("concatenate", [one, below], { dim: lead.length });
    const at = lead.map(() => 0);
    const tau = emitter.slice(factors, [...at, j], [...lead, j + 1]);
    found = reflect(conversion, found, lowered(emitter, vector, j), emitter.reshape(tau, [...lead, 1, 1]));
  }
  return [found];
};

/** By target of a custom call, for each of LAPACK's element types. */
export const householderCalls: Readonly<Record<string, Convert>> = Object.fromEntries(
  ["s", "d"].flatMap((type) => [
    [`lapack_${type}geqrf_ffi`, geqrf],
    [`lapack_${type}orgqr_ffi`, orgqr],
  ]),
);
