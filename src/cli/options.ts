/** @file Parsers of option values. Each error names the option and says which values are valid. */
import { Option } from "commander";
import { type Precision, precisions } from "../analysis/precision.ts";
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { rematChoices } from "../plan/plan.ts";

/** An integer of at least `min`. */
export const integerOption =
  (flag: string, min: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < min)
      throw new InvalidConfig(flag, `got "${text}"; give an integer of ${min} or more`);
    return value;
  };

/** A number above 0. */
export const positiveOption =
  (flag: string) =>
  (text: string): number => {
    const value = Number(text);
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new InvalidConfig(flag, `got "${text}"; give a number above 0`);
    return value;
  };

/** One of a list of names. */
export const choiceOption =
  <T extends string>(flag: string, choices: readonly T[]) =>
  (text: string): T => {
    if (!(choices as readonly string[]).includes(text))
      throw new InvalidConfig(flag, `unknown name "${text}"${suggestion(text, choices)}`);
    return text as T;
  };

/** Several values, separated by commas. */
export const listOf =
  <T>(flag: string, parse: (text: string) => T) =>
  (text: string): T[] => {
    const parts = text.split(",");
    if (parts.includes("")) throw new InvalidConfig(flag, `got "${text}"; give values separated by commas`);
    return [...new Set(parts.map(parse))];
  };

/** An option that may be given any number of times. */
export const listOption = (flags: string, description: string): Option =>
  new Option(flags, `${description}; may be repeated`)
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], "none");

/** The `--place` option of commands with `--method manual`. */
export const placeOption = (): Option =>
  listOption("--place <name=dims>", "a placement of --method manual, for example 'params[*].w=_,model'");

/** The `--precision` option. @param more  what the help says behind the choices */
export const precisionOption = (more = ""): Option =>
  new Option("--precision <type>", `f32, bf16 or f16${more}`)
    .argParser(choiceOption("--precision", precisions))
    .default("f32" satisfies Precision);

/** The `--remat` option of commands that compile a step. */
export const rematOption = (): Option =>
  new Option(
    "--remat <choice>",
    "none, fused, selective or full: what to recompute in the backward pass to save memory (default: fused on GPUs and TPUs, none on threads; full for a StableHLO module that recomputes)",
  ).argParser(choiceOption("--remat", rematChoices));
