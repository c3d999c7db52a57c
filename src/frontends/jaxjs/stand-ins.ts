/**
 * @file Stand-ins: the traced arrays that a function receives for plain numbers. The user's code treats them as numbers
 * and may use them any number of times, so jax-js's ownership rules must never free them.
 */

const standIns = new WeakSet<object>();

/** Makes a tracer stand for a plain number; returns it. */
export function keepAlive<T extends object>(tracer: T): T {
  const keep = { value: () => {} };
  Object.defineProperties(tracer, { ref: { get: () => tracer }, dispose: keep, trackLiftedConstant: keep });
  standIns.add(tracer);
  return tracer;
}

export const isStandIn = (value: object): boolean => standIns.has(value);
