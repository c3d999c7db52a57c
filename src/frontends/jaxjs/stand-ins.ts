/**
 * @file What a traced function gets for a plain number. Its owner takes it for a number and uses it as often as he
 * likes, so it is never used up, as arrays are by jax-js's ownership rules.
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
