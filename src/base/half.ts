/**
 * @file Converts the 16-bit floats f16 (IEEE binary16) and bf16 between bits and numbers, rounding to nearest, ties to
 * even.
 */

const floats = new Float32Array(1);
const bits = new Uint32Array(floats.buffer);

/** Value of the f16 with the given 16 bits. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The 16 bits of the f16 nearest to `value`. */
export function toHalf(value: number): number {
  floats[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return sign | 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  // Units in the last place of the result's binade; 2^-24 below the normal range.
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.max(magnitude, 2 ** -24))));
  let ulps = roundHalfToEven(magnitude * 2 ** (10 - exponent));
  if (exponent === -14) return sign | ulps;
  let biased = exponent + 15;
  if (ulps === 2048) {
    ulps = 1024;
    biased++;
  }
  return sign | (biased << 10) | (ulps - 1024);
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** Value of the bf16 with the given 16 bits. */
export function fromBrainFloat(brain: number): number {
  bits[0] = brain << 16;
  return floats[0];
}

/** The 16 bits of the bf16 nearest to `value`. */
export function toBrainFloat(value: number): number {
  floats[0] = value;
  if (Number.isNaN(value)) return 0x7fc0;
  return ((bits[0] + 0x7fff + ((bits[0] >>> 16) & 1)) >>> 16) & 0xffff;
}
