/** @file The mistake in JSON from outside, as a sentence. */
import type { ZodError } from "zod";
import { suggestion } from "./suggest.ts";

/**
 * The first mistake that a schema found in `json`: where, what it is, and what was perhaps meant: `hosts.0.preset: got
 * "h10"; did you mean "h100"?`.
 * @param whole  what to call the JSON itself, when its form as a whole is wrong
 */
export function jsonMistake(json: unknown, { issues: [issue] }: ZodError, whole: string): string {
  const { path } = issue;
  const value = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], json);
  const where = path.join(".") || whole;
  if (value === undefined) return `${where} is missing`;
  // Among several forms, the one with a misspelt name is the most likely one.
  const named = issue.code === "invalid_union" ? issue.errors.flat() : [issue];
  const choice = named.find((each) => each.code === "invalid_value");
  if (!choice) return `${where}: ${issue.message}`;
  const known = choice.values.map(String);
  const hint = known.length === 1 ? `, expected ${known[0]}` : suggestion(String(value), known);
  return `${where}: got ${JSON.stringify(value)}${hint}`;
}
