/** @file Finds inputs or outputs of a graph by user-written names: leaves, subtrees or positions. */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import type { Port } from "../ir/graph.ts";

/**
 * Returns the ports that `text` names: `3` or `3-5` are positions, `x` is a leaf, `params` is every leaf below it.
 * @param flag  option to name in errors
 * @param kind  word for a port in errors: "argument" or "result"
 */
export function namedPorts(text: string, ports: readonly Port[], flag: string, kind: string): number[] {
  const range = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (range) {
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (first > last) throw new InvalidConfig(flag, `got "${text}"; give the smaller position first`);
    if (last >= ports.length)
      throw new InvalidConfig(flag, `got ${kind} ${last}, the module has ${ports.length}; count from 0`);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }
  const found = ports.flatMap(({ name }, port) => (isBelow(name, text) ? [port] : []));
  if (found.length > 0) return found;
  const names = ports.map(({ name }) => name);
  const known = [...new Set([...names.map(rootOf), ...names])];
  throw new InvalidConfig(
    flag,
    `unknown ${kind} "${text}"${suggestion(text, known)}; alpa import lists the names, and positions count from 0`,
  );
}

/** The argument or result that a leaf belongs to: `params` of `params[0].w`. */
export const rootOf = (name: string): string => /^[^.[]+/.exec(name)?.[0] ?? name;

/** Whether `name` is `branch` or a leaf below it: `params[0].w` is below `params` and `params[0]`. */
const isBelow = (name: string, branch: string): boolean =>
  name.startsWith(branch) && /^(?:$|[.[])/.test(name.slice(branch.length));

/** Splits a list such as `a,b['x,y'],3` at its commas, except those within brackets. */
export function listItems(text: string): string[] {
  const items = [""];
  let depth = 0;
  for (const char of text) {
    if (char === "[") depth++;
    if (char === "]") depth--;
    if (char === "," && depth === 0) items.push("");
    else items[items.length - 1] += char;
  }
  return items.map((item) => item.trim()).filter((item) => item !== "");
}
