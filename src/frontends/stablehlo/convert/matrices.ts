/** @file Batches of matrices in the last two dims: products, transposes, parts; the settings of LAPACK routines. */
import { isHalf, type TensorType } from "../../../ir/types.ts";
import type { Conversion } from "./conversion.ts";
import type { Emitter, Handle } from "./emitter.ts";

/** The product of two batches of matrices. */
export function product(emitter: Emitter, left: Handle, right: Handle): Handle {
  const batch = left.type.shape.slice(0, -2).map((_, dim) => dim);
  const rank = left.type.shape.length;
  const attrs = { lhsBatch: batch, rhsBatch: batch, lhsContract: [rank - 1], rhsContract: [rank - 2] };
  return emitter.op("dot_general", [left, right], attrs);
}

/** Every matrix transposed. */
export function swapped(emitter: Emitter, x: Handle): Handle {
  const dims = x.type.shape.map((_, dim) => dim);
  return emitter.transpose(x, [...dims.slice(0, -2), dims.length - 1, dims.length - 2]);
}

/** Part [from, to) of the last two dims. */
export function part(emitter: Emitter, x: Handle, from: readonly number[], to: readonly number[]): Handle {
  const lead = x.type.shape.slice(0, -2);
  return emitter.slice(x, [...lead.map(() => 0), ...from], [...lead, ...to]);
}

/** `x` with `rows` rows of zeros before its own. */
export function lowered(emitter: Emitter, x: Handle, rows: number): Handle {
  if (rows === 0) return x;
  const zero = emitter.splat(0, { shape: [], dtype: x.type.dtype });
  const none = x.type.shape.map(() => 0);
  return emitter.op("pad", [x, zero], { low: none.with(-2, rows), high: none, interior: none });
}

/** Whether elements of the last two dims are on the diagonal. */
export function diagonal(emitter: Emitter, { shape }: TensorType): Handle {
  const type: TensorType = { shape: shape.slice(-2), dtype: "i32" };
  const [rows, columns] = [0, 1].map((dim) => emitter.op("iota", [], { type, dim }));
  const isOn = emitter.op("compare", [rows, columns], { direction: "EQ" });
  return emitter.broadcast(isOn, shape, [shape.length - 2, shape.length - 1]);
}

/** Results for operands of at least 32 bits: 16-bit floats are computed in f32. */
export function withoutHalves(
  conversion: Conversion,
  operands: readonly Handle[],
  compute: (operands: readonly Handle[]) => readonly Handle[],
): Handle[] {
  const { emitter } = conversion;
  const { dtype } = operands[0].type;
  if (!isHalf(dtype)) return [...compute(operands)];
  return compute(operands.map((operand) => emitter.convert(operand, "f32"))).map((x) => emitter.convert(x, dtype));
}

/** A letter among the settings of a LAPACK routine, which are written as numbers of characters; "" if absent. */
export function charOf(conversion: Conversion, key: string): string {
  const settings = conversion.attribute("mhlo.backend_config");
  const found = settings?.kind === "dictionary" ? settings.entries.get(key) : undefined;
  return found?.kind === "integer" ? String.fromCharCode(Number(found.value)) : "";
}
