/** @file A plan for the devices that are left after others were lost. */
import { isRefusal } from "../base/errors.ts";
import { auto } from "../methods/auto.ts";
import type { Method } from "../methods/method.ts";

/** Options that a step is compiled with. */
export interface DeviceChoice {
  readonly method: Method;
  readonly devices: number;
}

/**
 * Compiles for `left` devices or fewer: with the same method for as many as it accepts, at least half of them; else
 * with `auto()`. A method may need an even number, the batch may not divide, or the memory may not suffice.
 * @param compile  compiles for a choice; may refuse it
 * @throws the last refusal if none is accepted
 */
export async function compileForFewer<T>(
  method: Method,
  left: number,
  compile: (choice: DeviceChoice) => Promise<T>,
): Promise<{ readonly choice: DeviceChoice; readonly compiled: T }> {
  const upTo = (most: number, least: number): number[] =>
    Array.from({ length: most - least + 1 }, (_, i) => most - i).filter((devices) => devices >= 1);
  const choices: DeviceChoice[] = [
    ...upTo(left, Math.ceil(left / 2)).map((devices) => ({ method, devices })),
    ...upTo(left, 1).map((devices) => ({ method: auto(), devices })),
  ];
  let refusal: unknown;
  for (const choice of choices) {
    try {
      return { choice, compiled: await compile(choice) };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}
