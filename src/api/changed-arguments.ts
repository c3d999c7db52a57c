/** @file How a call's arguments differ from those of the call before, in words: why a step is compiled again. */
import { type ClassifiedArguments, typeText } from "../frontends/jaxjs/arguments.ts";
import { leafKind } from "../frontends/jaxjs/leaf-kinds.ts";
import { namedLeaves } from "../frontends/jaxjs/names.ts";

/** What a program depends on in its arguments, by the leaf's name: types of inputs, values that are compiled in. Keeps no data. */
export type ProgramFacts = ReadonlyMap<string, Fact>;

interface Fact {
  readonly text: string;
  /** What is compiled in, which may differ though its text is the same. */
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

/** As in `x is float32[4,7], was float32[4,6]`; of several differences the first, with their number. Undefined when there is none. */
export function describeChange(before: ProgramFacts, after: ProgramFacts): string | undefined {
  const changes: string[] = [];
  for (const [name, { text, value }] of after) {
    const old = before.get(name);
    if (!old) changes.push(`${name} is new`);
    else if (old.text !== text) changes.push(`${name} is ${text}, was ${old.text}`);
    else if (!Object.is(old.value, value)) changes.push(`${name} is another object or function`);
  }
  for (const name of before.keys()) if (!after.has(name)) changes.push(`${name} is missing`);
  return changes.length > 1 ? `${changes[0]} (and ${changes.length - 1} more)` : changes[0];
}
