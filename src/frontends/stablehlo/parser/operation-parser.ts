/**
 * @file Reads operations: results, the generic form, the pretty form by the table of assemblies, regions, and
 * functions. Values are looked up by the names in scope; an inner region sees the names of the outer one.
 */
import type { Attributes, FuncArgument, NumbersAttribute, Operation, Region, Type, Value } from "../ast.ts";
import { typeText } from "../ast.ts";
import { AttributeParser, noAttributes } from "./attribute-parser.ts";

/** The parsed text of an operation, without its name, its results' names and its location. */
export interface Parsed {
  readonly operands: readonly Value[];
  readonly attributes: Attributes;
  readonly regions: readonly Region[];
  readonly resultTypes: readonly Type[];
}

/** Reads the pretty form of an operation after its name. */
export type Assembly = (p: OperationParser) => Parsed;

const noRegions: readonly Region[] = [];
const noValues: readonly Value[] = [];

/** Operations that are written without their dialect. */
const shortNames = new Map([
  ["call", "func.call"],
  ["return", "func.return"],
  ["constant", "func.constant"],
  ["module", "builtin.module"],
]);

/** Whether types are the same apart from their encodings, which can be spelled in several ways. */
function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== "tensor" || b.kind !== "tensor") return typeText(a) === typeText(b);
  return (
    a.element === b.element && a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i])
  );
}

/** Both dictionaries' entries. */
function merged(first: Attributes, second: Attributes): Attributes {
  if (first.size === 0) return second;
  return second.size === 0 ? first : new Map([...first, ...second]);
}

export class OperationParser extends AttributeParser {
  readonly #assemblyOf: (name: string) => Assembly | undefined;
  /** Values by name: the results of one operation together. */
  #scope = new Map<string, Value | readonly Value[]>();
  /** Lists of integers by their text: a module repeats few of them. */
  readonly #numbers = new Map<string, NumbersAttribute>();
  /** Earlier meanings of the names that open regions define, restored at their end; undefined outside of regions. */
  #undo: [string, Value | readonly Value[] | undefined][] | undefined;

  /**
   * @param assemblyOf  the reader of a named operation's pretty form; undefined if only its generic form is known
   */
  constructor(bytes: Uint8Array, source: string, assemblyOf: (name: string) => Assembly | undefined) {
    super(bytes, source);
    this.#assemblyOf = assemblyOf;
  }

  operation(): Operation {
    this.skip();
    const offset = this.pos;
    const names = this.peek() === 37 ? this.#resultNames() : undefined;
    this.skip();
    const at = this.pos;
    const isGeneric = this.is('"');
    const word = isGeneric ? this.string() : this.name("an operation");
    const name = isGeneric ? word : (shortNames.get(word) ?? word);
    const parsed = isGeneric ? this.#generic(name) : this.#pretty(name, at);
    const { operands, attributes, regions, resultTypes } = parsed;
    let results = noValues;
    if (names !== undefined) results = this.#defineResults(names, resultTypes, name, at);
    else if (resultTypes.length > 0) results = resultTypes.map((type, index) => ({ type, name: "", index }));
    const location = this.location();
    return location === undefined
      ? { name, operands, results, attributes, regions, offset }
      : { name, operands, results, attributes, regions, location, offset };
  }

  /** `%0:2, %x =`: names with how many results each stands for. */
  #resultNames(): [name: string, count: number][] {
    const names: [string, number][] = [];
    do {
      const name = this.valueName();
      names.push([name, this.bytes[this.pos] === 58 && this.eat(":") ? this.integer("a number of results") : 1]);
    } while (this.eat(","));
    this.expect("=", " after the results' names");
    return names;
  }

  #defineResults(
    names: readonly [string, number][],
    types: readonly Type[],
    operation: string,
    offset: number,
  ): readonly Value[] {
    const total = names.reduce((sum, [, count]) => sum + count, 0);
    if (total !== types.length) this.fail(`${operation} has ${types.length} results, named are ${total}`, offset);
    const results: Value[] = [];
    for (const [name, count] of names) {
      const first = results.length;
      for (let index = 0; index < count; index++) results.push({ type: types[results.length], name, index });
      this.#define(name, count === 1 ? results[first] : results.slice(first));
    }
    return results;
  }

  #define(name: string, value: Value | readonly Value[]): void {
    this.#undo?.push([name, this.#scope.get(name)]);
    this.#scope.set(name, value);
  }

  /** `%0`, `%3#1`. */
  operand(): Value {
    this.skip();
    const start = this.pos;
    const name = this.valueName();
    const found = this.#scope.get(name);
    if (found === undefined) this.fail(`the value ${name} is not defined`, start);
    const hasIndex = this.bytes[this.pos] === 35;
    if (hasIndex) this.pos++;
    const index = hasIndex ? this.integer("a result's number") : 0;
    if (!Array.isArray(found)) {
      if (index === 0) return found as Value;
    } else if (index < found.length) return found[index];
    const count = Array.isArray(found) ? found.length : 1;
    return this.fail(`the value ${name}#${index} is not defined, there are ${count} results`, start);
  }

  isOperand(): boolean {
    return this.peek() === 37;
  }

  /** `%0, %1` or nothing. */
  operands(): Value[] {
    const operands: Value[] = [];
    if (!this.isOperand()) return operands;
    do operands.push(this.operand());
    while (this.eat(","));
    return operands;
  }

  /** `"dialect.op"(operands) <{properties}> ({regions}) {attributes} : (types) -> types`. */
  #generic(name: string): Parsed {
    this.expect("(", " and the operands");
    const operands = this.list(")", () => this.operand());
    if (this.is("[")) this.fail("operations with successors are no part of StableHLO");
    let properties: Attributes = noAttributes;
    if (this.eat("<{")) {
      properties = this.entries("}");
      this.expect(">");
    }
    const isFunction = name === "func.func";
    let regions = noRegions;
    if (this.eat("(")) {
      const read = () => this.list(")", () => this.region());
      regions = isFunction ? this.isolated(read) : read();
    }
    const attributes = merged(properties, this.optionalDictionary());
    const resultTypes = this.signature(operands);
    return { operands, attributes, regions, resultTypes };
  }

  #pretty(name: string, offset: number): Parsed {
    const assembly = this.#assemblyOf(name);
    if (!assembly) this.fail(`the pretty form of ${name} is not known; print the module in generic form`, offset);
    return assembly(this);
  }

  /**
   * ` : ` and the types of operands and results: `(operands) -> results`, `operands -> results`, or a list of types. In
   * a list, the last type is the result's; with `all` every type is both an operand's and a result's; with `only` the
   * types are results' only.
   */
  signature(operands: readonly Value[], results: "last" | "all" | "only" | "none" = "last"): readonly Type[] {
    this.expect(":", " and the operation's types");
    this.skip();
    const start = this.pos;
    if (this.is("(")) {
      const type = this.type();
      if (type.kind !== "function") return this.fail("expected a function type", start);
      this.#checkOperands(operands, type.inputs, start);
      return type.results;
    }
    const types: Type[] = [this.type()];
    while (this.eat(",")) types.push(this.type());
    if (this.eat("->")) {
      this.#checkOperands(operands, types, start);
      return this.resultTypes();
    }
    if (results === "only") return types;
    if (types.length === 1) {
      for (const { type } of operands) this.#expectType(type, types[0], start);
    } else if (types.length === operands.length) this.#checkOperands(operands, types, start);
    if (results === "none") return [];
    return results === "all" ? types : types.slice(-1);
  }

  #checkOperands(operands: readonly Value[], types: readonly Type[], offset: number): void {
    if (operands.length !== types.length) {
      this.fail(`${operands.length} operands have ${types.length} types`, offset);
    }
    for (let i = 0; i < types.length; i++) this.#expectType(operands[i].type, types[i], offset);
  }

  #expectType(found: Type, written: Type, offset: number): void {
    if (!sameType(found, written)) {
      this.fail(`an operand of type ${typeText(found)} is written as ${typeText(written)}`, offset);
    }
  }

  /** `{ operations }`, preceded by `^bb0(%a: type):` if the region has arguments that are not in `args`. */
  region(args: readonly Value[] = []): Region {
    return this.nested(() => {
      this.expect("{", " and the region's operations");
      const undo = this.#undo;
      this.#undo = [];
      let values = args;
      for (const value of args) this.#define(value.name, value);
      if (this.peek() === 94) {
        this.suffix("a block's name");
        values = [];
        if (this.eat("(")) {
          values = this.list(")", () => {
            const value = this.argument();
            this.#define(value.name, value);
            return value;
          });
        }
        this.expect(":", " after the block's arguments");
      }
      const operations: Operation[] = [];
      while (!this.eat("}")) {
        if (this.peek() === 94) this.fail("a region of several blocks is no part of StableHLO");
        operations.push(this.operation());
      }
      for (let i = this.#undo.length - 1; i >= 0; i--) {
        const [name, before] = this.#undo[i];
        if (before === undefined) this.#scope.delete(name);
        else this.#scope.set(name, before);
      }
      this.#undo = undo;
      return { args: values, operations };
    });
  }

  /** Runs `read` with no values in scope, because functions see none from outside. */
  isolated<T>(read: () => T): T {
    const [scope, undo] = [this.#scope, this.#undo];
    this.#scope = new Map();
    this.#undo = undefined;
    const result = read();
    this.#scope = scope;
    this.#undo = undo;
    return result;
  }

  /** Arguments of a function: `(%arg0: type {attributes} loc(…), …)`, or only types in a declaration. */
  functionArguments(): FuncArgument[] {
    this.expect("(", " and the arguments");
    return this.list(")", () => {
      if (!this.isOperand()) {
        return { value: { type: this.type(), name: "", index: 0 }, attributes: this.optionalDictionary() };
      }
      const name = this.valueName();
      this.expect(":", " and the argument's type");
      const type = this.type();
      const attributes = this.optionalDictionary();
      return { value: this.#located(type, name), attributes };
    });
  }

  /** `%a: type loc(…)`. */
  argument(): Value {
    const name = this.valueName();
    this.expect(":", " and the argument's type");
    return this.#located(this.type(), name);
  }

  #located(type: Type, name: string): Value {
    const location = this.location();
    return location === undefined ? { type, name, index: 0 } : { type, name, index: 0, location };
  }

  /** A list of integers in a pretty form, as an attribute: `[0, 1]`. */
  numbers(): NumbersAttribute {
    if (!this.is("[")) this.expected("'['");
    const start = this.pos;
    const text = this.balanced("[");
    let numbers = this.#numbers.get(text);
    if (numbers === undefined) {
      this.pos = start + 1;
      numbers = { kind: "numbers", element: "i64", values: this.list("]", () => this.integer()) };
      this.#numbers.set(text, numbers);
    }
    return numbers;
  }
}
