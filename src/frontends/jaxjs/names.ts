/** @file Names of a function's parameters and of leaves in a tree, as in source code: `params[0].w`. */
import { InvalidConfig } from "../../base/errors.ts";

/**
 * Names of a function's parameters from its source: `arg1` for a destructured parameter, `args[2]` for a rest
 * parameter.
 * @param count  how many arguments to name
 */
export function parameterNames(fn: (...args: never[]) => unknown, count: number): string[] {
  const source = fn.toString().replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  const written = single ? [single[1]] : splitTopLevel(source.slice(source.indexOf("(") + 1));
  const rest = written.findIndex((text) => text.startsWith("..."));
  return Array.from({ length: count }, (_, i) => {
    if (rest >= 0 && i >= rest) return `${written[rest].slice(3)}[${i - rest}]`;
    const named = nameOf(written[i]);
    if (named !== undefined) return named;
    // Another parameter may be called arg1.
    let name = `arg${i}`;
    while (written.some((text) => nameOf(text) === name)) name += "_";
    return name;
  });
}

const nameOf = (parameter = ""): string | undefined => /^[\w$]+/.exec(parameter)?.[0];

/**
 * Whether a function's source mentions its parameter at `position` after declaring it. True also for parameters without
 * a name of their own, and where `arguments` or `eval` could reach them.
 */
export function isMentioned(fn: (...args: never[]) => unknown, position: number): boolean {
  const source = fn.toString().replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  const [name] = parameterNames(fn, position + 1).slice(position);
  if (!/^[\w$]+$/.test(name) || /\b(arguments|eval)\b|\[native code\]/.test(source)) return true;
  const mentions = source.match(new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`, "g")) ?? [];
  return mentions.length !== 1;
}

/** The comma-separated parts up to the closing bracket of an already opened bracket. */
function splitTopLevel(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const char of text) {
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char) && --depth < 0) break;
    if (char === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

/** A leaf of a tree. */
export interface NamedLeaf {
  /** The leaf's path, appended to the tree's own name: `params[0].w`. */
  readonly name: string;
  readonly value: unknown;
}

/** The leaves of a tree in jax-js's order. @throws InvalidConfig for a tree that contains itself */
export function namedLeaves(name: string, value: unknown): NamedLeaf[] {
  const leaves: NamedLeaf[] = [];
  collect(name, value, leaves, []);
  return leaves;
}

/** Names of a tree's leaves. */
export const leafNames = (name: string, value: unknown): string[] => namedLeaves(name, value).map((leaf) => leaf.name);

function collect(name: string, value: unknown, leaves: NamedLeaf[], parents: unknown[]): void {
  const isList = Array.isArray(value);
  if (!isList && !(typeof value === "object" && value !== null && value.constructor === Object)) {
    leaves.push({ name, value });
    return;
  }
  if (parents.includes(value)) throw new InvalidConfig(name, "contains itself; pass a tree without cycles");
  parents.push(value);
  for (const [key, child] of Object.entries(value))
    collect(isList ? `${name}[${key}]` : childName(name, key), child, leaves, parents);
  parents.pop();
}

function childName(name: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${name}[${JSON.stringify(key)}]`;
  return name === "" ? key : `${name}.${key}`;
}
