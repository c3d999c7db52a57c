/** @file The learning rate of every step, from the schedule that an example names. */
import { InvalidConfig } from "../base/errors.ts";
import type { AnyExample } from "../frontends/jaxjs/example.ts";
import { numpy as np } from "../frontends/jaxjs/jax.ts";

/**
 * The learning rate by step, from 1; undefined if the example names no schedule.
 * @throws InvalidConfig if the schedule gives no number
 */
export function learningRateOf({ name, learningRate }: AnyExample): ((step: number) => number) | undefined {
  if (learningRate === undefined) return undefined;
  const where = `example ${name}: learningRate`;
  if (typeof learningRate !== "function")
    throw new InvalidConfig(
      where,
      `got ${typeof learningRate}; give the optimizer's schedule, such as constantSchedule(1e-3)`,
    );
  return (step) => {
    const value = learningRate(np.array(step - 1)).js();
    if (typeof value === "number") return value;
    throw new InvalidConfig(where, "gave no scalar; give the optimizer's schedule");
  };
}
