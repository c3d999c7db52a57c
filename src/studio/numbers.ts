/** @file Numbers for people, with enough digits that two that differ look different. */

const units = [
  { name: "s", perSecond: 1 },
  { name: "ms", perSecond: 1e3 },
  { name: "µs", perSecond: 1e6 },
] as const;

/** The unit in which `seconds` has a number from 1 to 999. */
export const unitOf = (seconds: number): (typeof units)[number] =>
  units.find(({ perSecond }) => seconds * perSecond >= 1) ?? units[2];

/**
 * Two durations in one unit: with three digits, or with as many more as tell them apart, up to six.
 */
export function pairText(seconds: number, other: number): readonly [string, string] {
  const { name, perSecond } = unitOf(Math.max(seconds, other));
  for (let digits = 3; ; digits++) {
    const texts = [seconds, other].map((value) => fixed(value * perSecond, digits));
    if (texts[0] !== texts[1] || seconds === other || digits === 6)
      return [`${texts[0]} ${name}`, `${texts[1]} ${name}`];
  }
}

/** A number with `digits` significant digits, without an exponent. */
const fixed = (value: number, digits: number): string =>
  value.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(Math.max(value, 1e-9)))));

/** `1.8 %`, `0.04 %`, `0 %`. */
export function percentText(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return "0 %";
  return percent < 0.01 ? "< 0.01 %" : `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

/** A duration for an axis whose neighbours are `step` apart. */
export function tickText(seconds: number, step: number, unit: (typeof units)[number]): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step * unit.perSecond) + 1e-9));
  return `${(seconds * unit.perSecond).toFixed(digits)} ${unit.name}`;
}

/** Round positions from `from` to `to`, about `count` of them, and their distance. */
export function ticks(
  from: number,
  to: number,
  count: number,
): { readonly step: number; readonly at: readonly number[] } {
  const span = to - from;
  if (!(span > 0)) return { step: 1, at: [] };
  const magnitude = 10 ** Math.floor(Math.log10(span / count));
  const step = [1, 2, 5, 10].map((n) => n * magnitude).find((each) => span / each <= count + 1)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return { step, at: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step) };
}
