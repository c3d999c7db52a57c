/**
 * @file The pretty forms of Shardy's operations. The attributes between operands and types are kept as text.
 */
import type { Attribute } from "../ast.ts";
import type { Assembly, OperationParser } from "./operation-parser.ts";

/** Kinds of the attributes whose kind the pretty forms omit. */
const kinds: Readonly<Record<string, string>> = {
  mesh: "sdy.mesh",
  sharding: "sdy.sharding",
  out_sharding: "sdy.sharding",
  in_shardings: "sdy.sharding_per_value",
  out_shardings: "sdy.sharding_per_value",
  manual_axes: "sdy.manual_axes",
};

/** The attribute called `key`, spelled `text`. */
function attributeOf(key: string, text: string): Attribute {
  return { kind: "dialect", name: kinds[key] ?? "sdy", text: text.startsWith("<") ? text.slice(1, -1) : text };
}

/** Bracketed text, with brackets that follow directly: `<@mesh, [{}]>`, `[{"a"}{"b"}]`. */
function bracketText(p: OperationParser): string {
  for (const opening of ["<", "[", "{"]) if (p.is(opening)) return p.balanced(opening);
  return p.isNumber() ? p.numberText() : p.name("an attribute");
}

/** `@mesh = <["a"=2]> {attributes}`. */
const mesh: Assembly = (p) => {
  const name: Attribute = { kind: "string", value: p.symbol() };
  p.expect("=");
  const attributes = new Map<string, Attribute>([["sym_name", name]]);
  attributes.set("mesh", attributeOf("mesh", p.balanced("<")));
  for (const [key, value] of p.optionalDictionary()) attributes.set(key, value);
  return { operands: [], attributes, regions: [], resultTypes: [] };
};

/** `[text] %0 [text] key=text … {attributes} : type`, or without an operand. */
const annotation: Assembly = (p) => {
  const attributes = new Map<string, Attribute>();
  const before = p.is("[") || p.is("<") ? bracketText(p) : undefined;
  if (before !== undefined) attributes.set("axes", attributeOf("axes", before));
  const operands = p.operands();
  if (p.is("<") || p.is("[")) attributes.set("sharding", attributeOf("sharding", bracketText(p)));
  while (p.isName()) {
    const key = p.name("a key");
    p.expect("=");
    attributes.set(key, attributeOf(key, bracketText(p)));
  }
  for (const [key, value] of p.optionalDictionary()) attributes.set(key, value);
  return { operands, attributes, regions: [], resultTypes: p.signature(operands) };
};

/**
 * `(%0) in_shardings=[…] out_shardings=[…] manual_axes={…} (%arg: type, …) {…} : types`, preceded by a name if it has
 * one.
 */
const withBody: Assembly = (p) => {
  const attributes = new Map<string, Attribute>();
  if (p.is("<")) attributes.set("name", attributeOf("name", p.balanced("<")));
  p.expect("(", " and the operands");
  const operands = p.list(")", () => p.operand());
  while (p.isName()) {
    const key = p.name("a key");
    p.expect("=");
    attributes.set(key, attributeOf(key, bracketText(p)));
  }
  p.expect("(", " and the body's arguments");
  const args = p.list(")", () => p.argument());
  const regions = [p.region(args)];
  for (const [key, value] of p.optionalDictionary()) attributes.set(key, value);
  return { operands, attributes, regions, resultTypes: p.signature(operands) };
};

const annotations = [
  "sharding_constraint",
  "reshard",
  "propagation_barrier",
  "sharding_group",
  "all_gather",
  "all_slice",
  "all_to_all",
  "all_reduce",
  "reduce_scatter",
  "collective_permute",
];

export const shardyAssemblies: Readonly<Record<string, Assembly>> = {
  "sdy.mesh": mesh,
  "sdy.manual_computation": withBody,
  "sdy.named_computation": withBody,
  ...Object.fromEntries(annotations.map((name) => [`sdy.${name}`, annotation])),
};
