/** @file Integer arithmetic. */

/** The positive divisors of a positive integer, in ascending order. */
export const divisorsOf = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => i + 1).filter((divisor) => n % divisor === 0);

/** The greatest common divisor. That of a number and 0 is the number. */
export const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
