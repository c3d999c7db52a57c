/**
 * @file Describes how a call's arguments differ from those of the previous call, which is why a step is compiled again.
 */
import { type ClassifiedArguments, typeText } from "../frontends/jaxjs/arguments.ts";
import { leafKind } from "../frontends/jaxjs/leaf-kinds.ts";
import { namedLeaves } from "../frontends/jaxjs/names.ts";

/**
 * The properties of arguments that a program depends on, by leaf name: the types of inputs and the compiled-in values.
 * Holds no tensor data.
 */
export type ProgramFacts = ReadonlyMap<string, Fact>;

interface Fact {
  readonly text: string;
  /** The compiled-in value. Two different values may have the same text. */
  readonly value?: unknown;
}

export function programFacts({ leaves }: ClassifiedArguments): ProgramFacts {
  const facts = new Map<string, Fact>();
  for (const { name, value, type } of leaves) {
    if (type) facts.set(name, { text: leafKind(value) === "array" ? typeText(type) : `a ${typeof value}` });
    else for (const leaf of namedLeaves(name, value)) facts.set(leaf.name, staticFact(leaf.value));
  }
  return facts;
}

const staticFact = (value: unknown): Fact => {
  if (typeof value === "function") return { text: `function ${value.name || "without a name"}`, value };
  return { text: typeof value === "string" ? JSON.stringify(value) : String(value), value };
};

/**
 * The first difference and the number of others, for example `x is float32[4,7], was float32[4,6] (and 2 more)`;
 * undefined if nothing differs.
 */
export function describeChange(before: ProgramFacts, after: ProgramFacts): string | undefined {
  const changes: string[] = [];
  for (const [name, { text, value }] of after) {
    const previous = before.get(name);
    if (!previous) changes.push(`${name} is new`);
    else if (previous.text !== text) changes.push(`${name} is ${text}, was ${previous.text}`);
    else if (!Object.is(previous.value, value)) changes.push(`${name} is another object or function`);
  }
  for (const name of before.keys()) if (!after.has(name)) changes.push(`${name} is missing`);
  return changes.length > 1 ? `${changes[0]} (and ${changes.length - 1} more)` : changes[0];
}
