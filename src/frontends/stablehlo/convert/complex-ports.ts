/**
 * @file Complex arguments and results. They are real tensors whose last dim holds the two parts, as NumPy and XLA store
 * complex numbers.
 */
import type { Emitter, Handle } from "./emitter.ts";

/** The complex numbers of which `x` holds the parts in its last dim. */
export function split(emitter: Emitter, x: Handle): Handle {
  const shape = x.type.shape.slice(0, -1);
  const part = (index: number): Handle =>
    emitter.reshape(emitter.slice(x, [...shape.map(() => 0), index], [...shape, index + 1]), shape);
  const [real, imag] = [part(0), part(1)];
  return { type: real.type, complex: [real, imag] };
}

/** The parts of complex numbers beside each other in a last dim of two; real numbers as they are. */
export function interleaved(emitter: Emitter, x: Handle): Handle {
  if (!x.complex) return x;
  const { shape } = x.type;
  const parts = x.complex.map((part) => emitter.reshape(part, [...shape, 1]));
  return emitter.op("concatenate", parts, { dim: shape.length });
}
