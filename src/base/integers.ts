/** @file Integer arithmetic. */

/** The greatest common divisor. That of a number and 0 is the number. */
export const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
