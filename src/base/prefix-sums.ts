/** @file Prefix sums: the sum of a run of values is a difference of two. */

/** sums[i] is the sum of the first i values; one more than there are values. */
export function prefixSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums[sums.length - 1] + value);
  return sums;
}
