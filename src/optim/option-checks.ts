/**
 * @file Checks an optimizer's numbers when it is created. Otherwise a wrong number would show only much later, as NaN
 * or as a rising loss.
 */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";

/** The allowed range of a number. */
interface NumberRule {
  readonly text: string;
  allows(value: number): boolean;
}

export const finite: NumberRule = { text: "a finite number of 0 or more", allows: (x) => x >= 0 && x < Infinity };
/** Infinity means that there is no limit. */
export const limit: NumberRule = { text: "a number of 0 or more", allows: (x) => x >= 0 };
export const share: NumberRule = { text: "a number of 0 or more and below 1", allows: (x) => x >= 0 && x < 1 };

export const finiteNumber: NumberRule = { text: "a finite number", allows: Number.isFinite };
export const positive: NumberRule = { text: "a finite number above 0", allows: (x) => x > 0 && x < Infinity };
export const count: NumberRule = { text: "an integer of 0 or more", allows: (x) => Number.isInteger(x) && x >= 0 };

/** Returns `value`. @throws InvalidConfig unless it is a number that the rule allows */
export function checkedNumber(where: string, value: unknown, { text, allows }: NumberRule): number {
  if (typeof value === "number" && allows(value)) return value;
  throw new InvalidConfig(where, `got ${shown(value)}; give ${text}`);
}

/**
 * Returns `options`. @throws InvalidConfig for an option without a rule, for a number that its rule does not allow, and
 * for a required option that is missing
 */
export function checkedOptions<Options extends object>(
  where: string,
  options: Options,
  rules: Readonly<Record<keyof Options, NumberRule>>,
  required: readonly (keyof Options & string)[] = [],
): Options {
  const names = Object.keys(rules);
  if (typeof options !== "object" || options === null)
    throw new InvalidConfig(where, `got ${options} for options; give an object of ${names.join(", ")}`);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, name))
      throw new InvalidConfig(`${where}: ${name}`, `is not an option${suggestion(name, names)}`);
    if (value !== undefined) checkedNumber(`${where}: ${name}`, value, rules[name as keyof Options]);
  }
  for (const name of required) checkedNumber(`${where}: ${name}`, options[name], rules[name]);
  return options;
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
