/** @file The total order of floating-point numbers: −NaN, −∞, …, −0, 0, …, ∞, NaN. */
import { bytesPerElement, type DType, isFloat } from "../../../ir/types.ts";
import type { Emitter, Handle } from "./emitter.ts";

/**
 * An integer that ascends with `x` in total order. A float's bits have its order once the bits below the sign of
 * negative numbers are flipped.
 */
export function totalOrderKey(emitter: Emitter, x: Handle): Handle {
  if (!isFloat(x.type.dtype)) return x;
  const value = bytesPerElement(x.type.dtype) < 4 ? emitter.convert(x, "f32") : x;
  const dtype = `i${8 * bytesPerElement(value.type.dtype)}` as DType;
  const bits = emitter.op("bitcast_convert", [value], { dtype });
  const isNegative = emitter.op("compare", [bits, emitter.splat(0, bits.type)], { direction: "LT" });
  // The largest integer: all bits below the sign are set.
  const turned = emitter.op("xor", [bits, emitter.identity("minimum", bits.type)], {});
  return emitter.op("select", [isNegative, turned, bits], {});
}
