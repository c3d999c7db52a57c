/** @file Pins as text: `params[0].w=_,2` per dim, `dot_general.7=factors:_,x` per factor of an op. */
import { InvalidConfig } from "../../base/errors.ts";
import type { Pin, Split } from "./constraints.ts";

const factorsMark = "factors:";

/** @param option  what the text was given to, for the error */
export function parsePin(text: string, option: string): [name: string, pin: Pin] {
  const at = text.lastIndexOf("=");
  if (at < 1)
    throw new InvalidConfig(
      option,
      `got "${text}"; write name=split,split,… for example 'params[0].w=_,2' for half of dim 1`,
    );
  const splits = text.slice(at + 1);
  const parse = (list: string): Split[] => list.split(",").map((split) => parseSplit(split, option));
  return [
    text.slice(0, at),
    splits.startsWith(factorsMark) ? { factors: parse(splits.slice(factorsMark.length)) } : parse(splits),
  ];
}

function parseSplit(text: string, option: string): Split {
  if (text === "_" || text === "") return null;
  if (/^\d+$/.test(text)) return Number(text);
  if (/^[-+.\d]/.test(text))
    throw new InvalidConfig(option, `got "${text}"; give _ for not split, a number of parts, or mesh axes as in x+y`);
  return text.includes("+") ? text.split("+") : text;
}

/** The text of a pin of an op's factors, each split over mesh axes. */
export const factorsPin = (op: string, factors: readonly (readonly string[])[]): string =>
  `${op}=${factorsMark}${factors.map((axes) => axes.join("+") || "_").join(",")}`;
