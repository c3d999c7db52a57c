/** @file Arithmetic of integers. */

/** The greatest common divisor; of a number and 0, the number. */
export const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
