/** @file The pretty forms of operations that contain others: modules, functions, `reduce` and `while`. */
import type { Attribute, Attributes, Operation, Region, Type, Value } from "../ast.ts";
import type { OperationParser, Parsed } from "./operation-parser.ts";

const none: Attributes = new Map();
const string = (value: string): Attribute => ({ kind: "string", value });
const dictionaries = (list: readonly Attributes[]): Attribute => ({
  kind: "array",
  values: list.map((entries) => ({ kind: "dictionary", entries })),
});

/** `@name attributes {…} { operations }`. */
export function moduleAssembly(p: OperationParser): Parsed {
  const attributes = new Map<string, Attribute>();
  if (p.is("@")) attributes.set("sym_name", string(p.symbol()));
  if (p.eatWord("attributes")) for (const [key, value] of p.dictionary()) attributes.set(key, value);
  return { operands: [], attributes, regions: [p.isolated(() => p.region())], resultTypes: [] };
}

/** `public @name(%arg0: type {…}, …) -> (type {…}, …) attributes {…} { operations }`. */
export function functionAssembly(p: OperationParser): Parsed {
  const visibility = ["public", "private", "nested"].find((word) => p.eatWord(word));
  const name = p.symbol();
  const args = p.functionArguments();
  const resultTypes: Type[] = [];
  const resultAttributes: Attributes[] = [];
  if (p.eat("->")) {
    // A dictionary belongs to a result in parentheses; after a bare type the brace opens the body.
    if (!p.eat("(")) resultTypes.push(p.type());
    else {
      p.list(")", () => {
        resultTypes.push(p.type());
        resultAttributes.push(p.optionalDictionary());
      });
    }
  }
  const attributes = new Map<string, Attribute>(p.eatWord("attributes") ? p.dictionary() : none);
  const inputs = args.map(({ value }) => value.type);
  attributes.set("sym_name", string(name));
  if (visibility !== undefined) attributes.set("sym_visibility", string(visibility));
  attributes.set("function_type", { kind: "type", value: { kind: "function", inputs, results: resultTypes } });
  attributes.set("arg_attrs", dictionaries(args.map((arg) => arg.attributes)));
  attributes.set("res_attrs", dictionaries(resultAttributes));
  const regions = p.is("{") ? [p.isolated(() => p.region(args.map(({ value }) => value)))] : [];
  return { operands: [], attributes, regions, resultTypes: [] };
}

/** The element of a tensor as a tensor without dims. */
const scalarOf = (type: Type): Type => (type.kind === "tensor" ? { ...type, shape: [] } : type);

/** A region of one operation on its two arguments: the meaning of `applies stablehlo.add`. */
function appliedRegion(name: string, type: Type, offset: number): Region {
  const args: Value[] = ["%lhs", "%rhs"].map((arg) => ({ type, name: arg, index: 0 }));
  const operation = (of: string, operands: Value[], results: Value[]): Operation => ({
    name: of,
    operands,
    results,
    attributes: none,
    regions: [],
    offset,
  });
  const result: Value = { type, name: "%result", index: 0 };
  return { args, operations: [operation(name, args, [result]), operation("stablehlo.return", [result], [])] };
}

/**
 * `(%0 init: %1), … applies stablehlo.add across dimensions = [1] : types`, or with
 * `reducer(%a: type, %b: type) … { operations }` after the types.
 */
export function reduceAssembly(p: OperationParser): Parsed {
  const [inputs, inits]: Value[][] = [[], []];
  p.skip();
  const offset = p.pos;
  do {
    p.expect("(", " and a value to reduce");
    inputs.push(p.operand());
    p.expectWord("init");
    p.expect(":");
    inits.push(p.operand());
    p.expect(")");
  } while (p.eat(","));
  const applied = p.eatWord("applies") ? p.name("an operation") : undefined;
  p.expectWord("across");
  p.expectWord("dimensions");
  p.expect("=");
  const attributes = new Map<string, Attribute>([["dimensions", p.numbers()]]);
  for (const [key, value] of p.optionalDictionary()) attributes.set(key, value);
  const operands = [...inputs, ...inits];
  const resultTypes = p.signature(operands);
  if (applied !== undefined) {
    const region = appliedRegion(applied, scalarOf(inputs[0].type), offset);
    return { operands, attributes, regions: [region], resultTypes };
  }
  p.expectWord("reducer");
  const pairs = inputs.map(() => {
    p.expect("(");
    const pair = [p.argument()];
    p.expect(",");
    pair.push(p.argument());
    p.expect(")");
    return pair;
  });
  p.location();
  const args = [...pairs.map(([first]) => first), ...pairs.map(([, second]) => second)];
  return { operands, attributes, regions: [p.region(args)], resultTypes };
}

/** `(%iterArg = %0, …) : types attributes {…} cond { … } do { … }`. */
export function whileAssembly(p: OperationParser): Parsed {
  p.expect("(", " and the loop's values");
  const names: string[] = [];
  const operands = p.list(")", () => {
    names.push(p.valueName());
    p.expect("=");
    return p.operand();
  });
  const resultTypes = operands.length === 0 ? [] : p.signature(operands, "all");
  if (resultTypes.length !== operands.length) p.fail(`${operands.length} values have ${resultTypes.length} types`);
  const attributes = p.eatWord("attributes") ? p.dictionary() : none;
  // Both regions have their own arguments, with the same names.
  const args = (): Value[] => names.map((name, i) => ({ type: resultTypes[i], name, index: 0 }));
  p.expectWord("cond");
  const condition = p.region(args());
  p.expectWord("do");
  return { operands, attributes, regions: [condition, p.region(args())], resultTypes };
}

/** `(%0, …) inits(%1, …) dimension=0 attributes {…} { operations } : types`. */
export function scanAssembly(p: OperationParser): Parsed {
  p.expect("(", " and the values to scan");
  const inputs = p.list(")", () => p.operand());
  p.expectWord("inits");
  p.expect("(");
  const inits = p.list(")", () => p.operand());
  p.expectWord("dimension");
  p.expect("=");
  const dimension: Attribute = { kind: "integer", value: p.integer(), type: { kind: "scalar", element: "i64" } };
  const attributes = new Map<string, Attribute>([["dimension", dimension]]);
  if (p.eatWord("attributes")) for (const [key, value] of p.dictionary()) attributes.set(key, value);
  const regions = [p.region()];
  const operands = [...inputs, ...inits];
  const resultTypes = p.signature(operands);
  // The generic form gives the numbers of both kinds of operands.
  attributes.set("operandSegmentSizes", { kind: "numbers", element: "i32", values: [inputs.length, inits.length] });
  return { operands, attributes, regions, resultTypes };
}
