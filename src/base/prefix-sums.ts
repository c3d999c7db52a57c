/** @file Prefix sums: the sum of consecutive values is the difference of two prefix sums. */

/** Returns n + 1 sums for n values; sums[i] is the sum of the first i values. */
export function prefixSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums[sums.length - 1] + value);
  return sums;
}
