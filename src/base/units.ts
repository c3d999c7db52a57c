/** @file Formats numbers with units. */

/** `1.5 MB`, `232 B`: decimal units, three significant digits. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let unit = 0;
  for (; bytes >= 1000 && unit < units.length - 1; unit++) bytes /= 1000;
  return `${unit === 0 ? bytes : bytes.toPrecision(3)} ${units[unit]}`;
}

/** `25 GB/s`, `3.125 GB/s`. */
export const speedText = (bytesPerSecond: number): string => `${+(bytesPerSecond / 1e9).toPrecision(4)} GB/s`;

/** `1.24 s`, `35.2 ms`, `8.1 µs`, `3 min 12 s`. Less than a picosecond is what differences of sums leave: `0 s`. */
export function secondsText(seconds: number): string {
  if (Math.abs(seconds) < 1e-12) return "0 s";
  if (seconds >= 60) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  return seconds >= 1e-3 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${(seconds * 1e6).toPrecision(3)} µs`;
}

/** `1 step`, `3 steps`, `2 microbatches`. */
export const numberOf = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : noun.endsWith("ch") ? "es" : "s"}`;

/** `30.4M`, `175B`. */
export function countText(count: number): string {
  const units = ["", "k", "M", "B", "T"];
  let unit = 0;
  for (; count >= 1000 && unit < units.length - 1; unit++) count /= 1000;
  return unit === 0 ? `${count}` : `${count.toPrecision(count >= 100 ? 4 : 3)}${units[unit]}`;
}
