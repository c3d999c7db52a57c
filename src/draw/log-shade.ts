/** @file Shades of heat maps. */

/**
 * Returns a function from a number to its place among `values` on a logarithmic scale: 0 for the lowest, 1 for the
 * highest. Logarithms keep one slow plan from making all others look alike. Values of 0 or less do not count.
 */
export function logShade(values: readonly number[]): (value: number) => number {
  const logs = values.filter((value) => value > 0).map(Math.log);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return (value) => (high > low ? (Math.log(value) - low) / (high - low) : 0);
}
