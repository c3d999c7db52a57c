/** @file Places in the user's own source, from the stack of an error. */

/** Whether a place is in jax-js. */
export const isJaxjs = (place: string): boolean => place.includes("@jax-js/jax/");

const placesIn = (stack: string): string[] =>
  stack.split("\n").flatMap((line) => /\(?([^\s(]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? []);

/** Whether jax-js threw the error. */
export const isInJaxjs = (stack: string): boolean => isJaxjs(placesIn(stack)[0] ?? "");

/** The places that are neither in this folder nor in jax-js, innermost first. */
function outerPlaces(stack: string): string[] {
  const folder = thisFolder();
  return placesIn(stack).filter((each) => !isJaxjs(each) && !isIn(folder, each));
}

/** Whether a place is in a folder of this package; its tests count as user code. */
const isIn = (folder: string, place: string): boolean =>
  folder !== "" && place.startsWith(folder) && !/\.test\.ts:/.test(place);

/** ` at file:line:column` of the first place that is neither in this folder nor in jax-js; empty when there is none. */
export function userPlace(stack: string): string {
  const [place] = outerPlaces(stack);
  return place === undefined ? "" : ` at ${withoutScheme(place)}`;
}

/** `file:line` of the innermost of these places, and of the innermost outside of this package. */
export function stackLines(stack: string): { readonly inmost?: string; readonly own?: string } {
  const root = thisFolder().replace(/frontends\/jaxjs\/$/, "");
  const places = outerPlaces(stack).filter((place) => !place.startsWith("node:"));
  const lineOf = (place: string | undefined) => place && withoutScheme(place).replace(/:\d+$/, "");
  return { inmost: lineOf(places[0]), own: lineOf(places.find((place) => !isIn(root, place))) };
}

const withoutScheme = (place: string): string => place.replace(/^file:\/\//, "");

/** The folder of this file, as places name it. */
function thisFolder(): string {
  const [here = ""] = placesIn(new Error().stack ?? "");
  return here.slice(0, here.lastIndexOf("/") + 1);
}
