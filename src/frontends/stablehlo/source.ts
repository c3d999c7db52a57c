/** @file The line of a program's source that an operation comes from, as its location tells. */
import { memoizeWeakly } from "../../base/memoize.ts";
import type { Location } from "./ast.ts";

/** Most places that are read of one location. */
const maxPlaces = 64;

/** Whether a line belongs to an installed package. */
const isInstalled = (line: string): boolean => /[\\/](site|dist)-packages[\\/]/.test(line);

/**
 * `/home/me/step.py:12`: the innermost line, or undefined if the location has none. Of a line of an installed package,
 * the innermost line that calls it stands before: `/home/me/step.py:12 through …/linear.py:271`.
 */
export function sourceOf(location: Location): string | undefined {
  const [inmost, ...callers] = linesOf(location);
  if (inmost === undefined || !isInstalled(inmost)) return inmost;
  const own = callers.find((line) => !isInstalled(line));
  return own === undefined ? inmost : `${own} through ${inmost}`;
}

/** The lines of a location, innermost first. A location of a broken text may contain itself. */
const linesOf = memoizeWeakly((location: Location): readonly string[] => {
  const lines: string[] = [];
  const seen = new Set<Location>();
  const visit = (place: Location | undefined): void => {
    if (!place || seen.has(place) || seen.size === maxPlaces) return;
    seen.add(place);
    if (place.line !== undefined) lines.push(place.line);
    visit(place.inner);
    visit(place.caller);
  };
  visit(location);
  return lines;
});
