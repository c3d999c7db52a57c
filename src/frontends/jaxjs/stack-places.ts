/** @file Places in the user's own source, from the stack of an error. */

const isJaxjs = (place: string): boolean => place.includes("@jax-js/jax/");

const placesIn = (stack: string): string[] =>
  stack.split("\n").flatMap((line) => /\(?([^\s(]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? []);

/** Whether jax-js threw the error. */
export const isInJaxjs = (stack: string): boolean => isJaxjs(placesIn(stack)[0] ?? "");

/** ` at file:line:column` of the first place that is neither in this folder nor in jax-js; empty when there is none. */
export function userPlace(stack: string): string {
  const [here = ""] = placesIn(new Error().stack ?? "");
  const folder = here.slice(0, here.lastIndexOf("/") + 1);
  // Tests in this folder count as user code.
  const isOwn = (place: string): boolean => folder !== "" && place.startsWith(folder) && !/\.test\.ts:/.test(place);
  const place = placesIn(stack).find((each) => !isJaxjs(each) && !isOwn(each));
  return place === undefined ? "" : ` at ${place.replace(/^file:\/\//, "")}`;
}
