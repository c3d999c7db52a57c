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

/** Values' names in a line. */
const namePattern = /%[\w$.-]+(?:#\d+)?/g;

/** Bytes of the longest line that is remembered, and how many lines are. */
const [longestLine, maxLines] = [400, 65_536];

/** An operation of one line without the names of its values. */
interface Line extends Omit<Parsed, "operands"> {
  readonly name: string;
  readonly operandTypes: readonly Type[];
  /** Number of results of each name before `=`. */
  readonly counts: readonly number[];
}

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
  /** Operations by their line without the names of values: a module repeats few of them. */
  readonly #lines = new Map<string, Line>();
  /** Open regions of this scope. */
  #numRegions = 0;
  /** Names that regions in regions define, and their earlier meanings, which the regions' ends restore. */
  #hiddenNames: string[] = [];
  #hiddenValues: (Value | readonly Value[] | undefined)[] = [];

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
    const line = this.line(longestLine);
    const place = line?.lastIndexOf(" loc(") ?? -1;
    const text = place < 0 ? line : line?.slice(0, place);
    const pattern = text?.replace(namePattern, "%");
    const known = pattern === undefined ? undefined : this.#lines.get(pattern);
    if (known !== undefined) {
      const operation = this.#repeated(known, text?.match(namePattern) ?? [], offset + text!.length);
      if (operation !== undefined) return operation;
    }
    const names = this.peek() === 37 ? this.#resultNames() : undefined;
    this.skip();
    const at = this.pos;
    const isGeneric = this.is('"');
    const word = isGeneric ? this.string() : this.name("an operation");
    const name = isGeneric ? word : (shortNames.get(word) ?? word);
    const parsed = isGeneric ? this.#generic(name) : this.#pretty(name, at);
    const { operands, attributes, regions, resultTypes } = parsed;
    let results = noValues;
    if (names !== undefined) results = this.#defineResults(names[0], names[1], resultTypes, name, at);
    else if (resultTypes.length > 0) results = resultTypes.map((type, index) => ({ type, name: "", index }));
    if (pattern !== undefined && known === undefined && this.#isJustAfter(offset + text!.length))
      this.#remember(pattern, text!, name, parsed, names?.[1] ?? []);
    const location = this.location();
    return location === undefined
      ? { name, operands, results, attributes, regions, offset }
      : { name, operands, results, attributes, regions, location, offset };
  }

  /** Whether what was read last ends at `end`; spaces and comments after it may have been read, too. */
  #isJustAfter(end: number): boolean {
    const { pos } = this;
    this.pos = end;
    this.skip();
    const next = this.pos;
    this.pos = pos;
    return pos === end || pos === next;
  }

  /** Remembers a line, if the names after its results' are those of its operands, each once and in their order. */
  #remember(pattern: string, text: string, name: string, parsed: Parsed, counts: readonly number[]): void {
    const { operands, attributes, regions, resultTypes } = parsed;
    const names = text.match(namePattern)?.slice(counts.length) ?? [];
    if (this.#lines.size >= maxLines || regions.length > 0 || names.length !== operands.length) return;
    if (new Set(operands).size < operands.length) return;
    if (!names.every((name, i) => this.#named(name) === operands[i])) return;
    const operandTypes = operands.map(({ type }) => type);
    this.#lines.set(pattern, { name, operandTypes, counts, attributes, regions, resultTypes });
  }

  /** The operation of a known line that ends at `end`; undefined, and nothing read, if its operands do not fit it. */
  #repeated(line: Line, names: readonly string[], end: number): Operation | undefined {
    const { name, operandTypes, counts, attributes, regions, resultTypes } = line;
    if (names.length !== counts.length + operandTypes.length) return undefined;
    const offset = this.pos;
    const operands: Value[] = new Array(operandTypes.length);
    for (let i = 0; i < operands.length; i++) {
      const value = this.#named(names[counts.length + i]);
      if (value === undefined || !sameType(value.type, operandTypes[i])) return undefined;
      operands[i] = value;
    }
    let results: readonly Value[] = noValues;
    if (counts.length > 0) results = this.#defineResults(names, counts, resultTypes, name, offset);
    else if (resultTypes.length > 0) results = resultTypes.map((type, index) => ({ type, name: "", index }));
    this.pos = end;
    const location = this.location();
    return location === undefined
      ? { name, operands, results, attributes, regions, offset }
      : { name, operands, results, attributes, regions, location, offset };
  }

  /** The value that `%0` or `%3#1` names; undefined if there is none. */
  #named(text: string): Value | undefined {
    const at = text.indexOf("#");
    const found = this.#scope.get(at < 0 ? text : text.slice(0, at));
    const index = at < 0 ? 0 : Number(text.slice(at + 1));
    if (Array.isArray(found)) return found[index];
    return index === 0 ? (found as Value | undefined) : undefined;
  }

  /** `%0:2, %x =`: names, and how many results each stands for. */
  #resultNames(): [names: string[], counts: number[]] {
    const [names, counts]: [string[], number[]] = [[], []];
    do {
      names.push(this.valueName());
      counts.push(this.bytes[this.pos] === 58 && this.eat(":") ? this.integer("a number of results") : 1);
    } while (this.eat(","));
    this.expect("=", " after the results' names");
    return [names, counts];
  }

  /** The results of an operation, in scope by the first of `names`: one for each number of `counts`. */
  #defineResults(
    names: readonly string[],
    counts: readonly number[],
    types: readonly Type[],
    operation: string,
    offset: number,
  ): readonly Value[] {
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total !== types.length) this.fail(`${operation} has ${types.length} results, named are ${total}`, offset);
    if (total === 1 && counts.length === 1) {
      const result: Value = { type: types[0], name: names[0], index: 0 };
      this.#define(names[0], result);
      return [result];
    }
    const results: Value[] = [];
    counts.forEach((count, i) => {
      const first = results.length;
      for (let index = 0; index < count; index++) results.push({ type: types[results.length], name: names[i], index });
      this.#define(names[i], count === 1 ? results[first] : results.slice(first));
    });
    return results;
  }

  #define(name: string, value: Value | readonly Value[]): void {
    if (this.#numRegions > 1) {
      this.#hiddenNames.push(name);
      this.#hiddenValues.push(this.#scope.get(name));
    }
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
      const before = this.#hiddenNames.length;
      this.#numRegions++;
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
      while (this.#hiddenNames.length > before) {
        const [name, value] = [this.#hiddenNames.pop()!, this.#hiddenValues.pop()];
        if (value === undefined) this.#scope.delete(name);
        else this.#scope.set(name, value);
      }
      this.#numRegions--;
      return { args: values, operations };
    });
  }

  /** Runs `read` with no values in scope, because functions see none from outside. */
  isolated<T>(read: () => T): T {
    const [scope, numRegions] = [this.#scope, this.#numRegions];
    this.#scope = new Map();
    this.#numRegions = 0;
    const result = read();
    this.#scope = scope;
    this.#numRegions = numRegions;
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
