/**
 * @file Regions of scalars that are no reducer of the IR: applied to many elements at once. A reduction combines the
 * halves of its elements until one is left, since StableHLO leaves the order open.
 */
import type { Conversion, Convert } from "./conversion.ts";
import type { Complex, Handle } from "./emitter.ts";

/** Applies `change` to a value, or to both parts of a complex one. */
export function onEach(x: Handle, change: (part: Handle) => Handle): Handle {
  if (!x.complex) return change(x);
  const complex = x.complex.map(change) as unknown as Complex;
  return { type: complex[0].type, complex };
}

/** The values that the region combines from two of each. */
export function combined(conversion: Conversion, left: readonly Handle[], right: readonly Handle[]): readonly Handle[] {
  const { converter, operation } = conversion;
  return converter.lifted(operation.regions[0], [...left, ...right], left[0].type.shape, operation);
}

/** Reduces `dims` of every operand. The second half of the operands are the initial values. */
export function fold(conversion: Conversion, dims: readonly number[]): readonly Handle[] {
  const { emitter, operands } = conversion;
  const count = operands.length / 2;
  const { shape } = operands[0].type;
  const kept = shape.flatMap((_, dim) => (dims.includes(dim) ? [] : [dim]));
  const rest = kept.map((dim) => shape[dim]);
  const length = dims.reduce((product, dim) => product * shape[dim], 1);
  const inits = operands.slice(count).map((init) => onEach(init, (part) => emitter.broadcast(part, rest, [])));
  if (length === 0) return inits;
  let values: readonly Handle[] = operands
    .slice(0, count)
    .map((operand) =>
      onEach(operand, (part) => emitter.reshape(emitter.transpose(part, [...dims, ...kept]), [length, ...rest])),
    );
  const rows = (from: number, to: number): Handle[] =>
    values.map((value) => onEach(value, (part) => emitter.slice(part, [from, ...rest.map(() => 0)], [to, ...rest])));
  for (let left = length; left > 1; ) {
    const half = Math.floor(left / 2);
    const pairs = combined(conversion, rows(0, half), rows(half, 2 * half));
    const odd = left % 2 === 1 ? rows(left - 1, left) : undefined;
    values = odd ? pairs.map((pair, i) => joined(conversion, pair, odd[i])) : pairs;
    left = half + (odd ? 1 : 0);
  }
  const last = values.map((value) => onEach(value, (part) => emitter.reshape(part, rest)));
  return combined(conversion, inits, last);
}

function joined({ emitter }: Conversion, x: Handle, y: Handle): Handle {
  const join = (a: Handle, b: Handle): Handle => emitter.op("concatenate", [a, b], { dim: 0 });
  if (!x.complex || !y.complex) return join(x, y);
  return { type: x.type, complex: [join(x.complex[0], y.complex[0]), join(x.complex[1], y.complex[1])] };
}

/** `map`: the region for every element. */
export const map: Convert = ({ converter, operands, operation }) =>
  converter.lifted(operation.regions[0], operands, operands[0].type.shape, operation);
