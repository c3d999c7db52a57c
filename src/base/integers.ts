/** @file Integer arithmetic. */

/** The numbers 0 … count − 1. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The positive divisors of a positive integer, in ascending order. */
export function divisorsOf(n: number): number[] {
  const small: number[] = [];
  for (let divisor = 1; divisor * divisor <= n; divisor++) if (n % divisor === 0) small.push(divisor);
  const large = small.map((divisor) => n / divisor).reverse();
  return [...small, ...large.slice(large[0] === small.at(-1) ? 1 : 0)];
}

/** 1, 2, 4, … up to `most`; at least 1. */
export function powersOfTwo(most: number): number[] {
  const all = [1];
  for (let power = 2; power <= most; power *= 2) all.push(power);
  return all;
}

/** The greatest common divisor. That of a number and 0 is the number. */
export const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
