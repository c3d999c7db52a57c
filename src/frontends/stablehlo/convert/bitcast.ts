/**
 * @file `bitcast_convert`. Between types of different sizes, the narrow elements of a wide one are a last dim, the
 * lowest bits first; integers are cut and joined by shifts.
 */
import { bytesPerElement, type DType } from "../../../ir/types.ts";
import { carrierOf } from "./carried.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";

const unsignedOf = (dtype: DType): DType => `ui${8 * bytesPerElement(dtype)}` as DType;

/** `x` with the same bits as elements of `dtype`, of the same size. */
function reinterpret({ emitter }: Conversion, x: Handle, dtype: DType): Handle {
  return x.type.dtype === dtype ? x : emitter.op("bitcast_convert", [x], { dtype });
}

/** Elements of `dtype` that make up each wide integer, in a new last dim. */
function cut({ emitter }: Conversion, x: Handle, dtype: DType): Handle {
  const count = bytesPerElement(x.type.dtype) / bytesPerElement(dtype);
  const parts = Array.from({ length: count }, (_, i) => {
    const by = emitter.splat(8 * i * bytesPerElement(dtype), x.type);
    const low = i === 0 ? x : emitter.op("shift_right_logical", [x, by], {});
    return emitter.reshape(emitter.convert(low, dtype), [...x.type.shape, 1]);
  });
  return emitter.op("concatenate", parts, { dim: x.type.shape.length });
}

/** Wide integers made of the elements along the last dim. */
function join({ emitter }: Conversion, x: Handle, dtype: DType): Handle {
  const { shape } = x.type;
  const whole = { shape: shape.slice(0, -1), dtype };
  const parts = Array.from({ length: shape.at(-1)! }, (_, i) => {
    const start = shape.map((_, dim) => (dim === shape.length - 1 ? i : 0));
    const limit = shape.map((size, dim) => (dim === shape.length - 1 ? i + 1 : size));
    const part = emitter.convert(emitter.reshape(emitter.slice(x, start, limit), whole.shape), dtype);
    if (i === 0) return part;
    return emitter.op("shift_left", [part, emitter.splat(8 * i * bytesPerElement(x.type.dtype), whole)], {});
  });
  return parts.reduce((sum, part) => emitter.op("or", [sum, part], {}));
}

export const bitcast: Convert = (conversion) => {
  const [x] = conversion.operands;
  const [operand] = conversion.operation.operands;
  const source = operand.type.kind === "tensor" ? operand.type.element : "";
  const carried = [source, conversion.element()].find((element) => carrierOf(element) !== undefined);
  if (carried !== undefined) throw conversion.unsupported(`reinterprets bits of ${carried}, which are not kept here`);
  const { dtype } = conversion.type();
  const [from, to] = [x.type.dtype, dtype].map(bytesPerElement);
  if (from === to) return [conversion.emitter.op("bitcast_convert", [x], { dtype })];
  if (x.type.dtype === "i1" || dtype === "i1")
    throw conversion.unsupported(`reinterprets ${x.type.dtype} as ${dtype}; bits are no numbers of their own here`);
  const plain = reinterpret(conversion, x, unsignedOf(x.type.dtype));
  const changed = (from > to ? cut : join)(conversion, plain, unsignedOf(dtype));
  return [reinterpret(conversion, changed, dtype)];
};
