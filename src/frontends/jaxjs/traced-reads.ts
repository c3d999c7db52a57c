/**
 * @file Refuses JavaScript that turns an array into a number or a string (`x > 0`, `-x`, `${x}`) while a step is
 * traced. During tracing, arrays have only shapes, so one branch would be compiled in for all values. `===` and truth
 * values (`if (x)`, `x || y`) cannot be detected in JavaScript.
 */
import { Array as JaxArray } from "./jax.ts";
import { userPlace } from "./stack-places.ts";

/**
 * Returns the error for a value that is turned into a number or string. `place` is its position in the source, as ` at
 * file:line:column`, or empty.
 */
type Explain = (value: object, place: string) => Error;

/** The prototype of jax-js's arrays and tracers, whose class no export names. */
const prototype = Object.getPrototypeOf(JaxArray.prototype) as object;

/** The explanations of the traces in progress, innermost last. */
const explaining: Explain[] = [];

/** Runs `trace`; throws the error of `explain` if it turns an array into a number or string. */
export function refuseConversions<T>(explain: Explain, trace: () => T): T {
  if (explaining.length === 0)
    Object.defineProperty(prototype, Symbol.toPrimitive, { value: refuse, configurable: true });
  explaining.push(explain);
  try {
    return trace();
  } finally {
    explaining.pop();
    if (explaining.length === 0) Reflect.deleteProperty(prototype, Symbol.toPrimitive);
  }
}

function refuse(this: object): never {
  throw explaining[explaining.length - 1](this, userPlace(new Error().stack ?? ""));
}
