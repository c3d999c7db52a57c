/** @file Reads attributes, attribute dictionaries, and locations. */
import type { Attribute, Attributes, Location, Type } from "../ast.ts";
import { DenseParser } from "./dense-parser.ts";

export const noAttributes: Attributes = new Map();

const unit: Attribute = { kind: "unit" };
const [i64, f64]: Type[] = [
  { kind: "scalar", element: "i64" },
  { kind: "scalar", element: "f64" },
];

/** The integer in `text`: a number if a double represents it exactly, otherwise a bigint. */
function integerOf(text: string): number | bigint {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}

export class AttributeParser extends DenseParser {
  readonly #aliases = new Map<string, Attribute>();
  readonly #locations = new Map<string, { name?: string }>();

  attribute(): Attribute {
    return this.nested(() => this.#attribute());
  }

  #attribute(): Attribute {
    switch (this.peek()) {
      case 34: // "
        return this.#string();
      case 91: // [
        this.pos++;
        return { kind: "array", values: this.list("]", () => this.attribute()) };
      case 123: // {
        return { kind: "dictionary", entries: this.dictionary() };
      case 64: // @
        return { kind: "symbol", value: this.symbol() };
      case 35: // #
        return this.#dialectAttribute();
    }
    if (this.isNumber()) return this.#number();
    if (!this.isName()) return this.isType() ? { kind: "type", value: this.type() } : this.expected("an attribute");
    if (this.eatWord("dense")) return this.dense();
    if (this.eatWord("dense_resource")) return this.denseResource();
    if (this.eatWord("array")) return this.#numbers();
    if (this.eatWord("true")) return { kind: "bool", value: true };
    if (this.eatWord("false")) return { kind: "bool", value: false };
    if (this.eatWord("unit")) return unit;
    if (this.isWord("loc")) return { kind: "string", value: this.location()?.name ?? "" };
    if (this.isType()) return { kind: "type", value: this.type() };
    for (const word of ["affine_map", "affine_set", "sparse", "strided", "opaque"]) {
      if (this.eatWord(word)) return { kind: "dialect", name: word, text: this.balanced("<") };
    }
    return this.expected("an attribute");
  }

  #string(): Attribute {
    const value = this.string();
    if (this.eat(":")) this.type();
    return { kind: "string", value };
  }

  #number(): Attribute {
    const start = this.pos;
    const text = this.numberText();
    const isHex = text.includes("0x");
    const isFloat = !isHex && /[.eE]/.test(text);
    const type = this.is("::") || !this.eat(":") ? (isFloat ? f64 : i64) : this.type();
    if (type.kind !== "scalar") this.fail(`expected a number's type, found ${type.kind}`, start);
    if (!isFloat && !/^b?f\d/.test(type.element)) return { kind: "integer", value: integerOf(text), type };
    if (isFloat && !/^(b|t)?f\d/.test(type.element)) this.fail(`${text} is not of type ${type.element}`, start);
    return { kind: "float", value: Number(text), type };
  }

  /** `array<i64: 1, 2>`; the word has been read. */
  #numbers(): Attribute {
    this.expect("<");
    const type = this.type();
    if (type.kind !== "scalar") return this.expected("an element type");
    const number = (): number | bigint => {
      if (this.eatWord("true")) return 1;
      if (this.eatWord("false")) return 0;
      const text = this.numberText();
      return /^b?f\d/.test(type.element) || /[.eE]/.test(text.replace("0x", "")) ? Number(text) : integerOf(text);
    };
    if (this.eat(">")) return { kind: "numbers", element: type.element, values: [] };
    this.expect(":");
    return { kind: "numbers", element: type.element, values: this.list(">", number) };
  }

  /** `@name`, `@"any name"`, `@a::@b`. */
  symbol(): string {
    this.expect("@", " and a name");
    const part = () => (this.bytes[this.pos] === 34 ? this.string() : this.name("a name after '@'"));
    let symbol = part();
    while (this.eat("::@")) symbol += `::${part()}`;
    return symbol;
  }

  /** `#alias`, `#dialect.name<…>`, `#dialect<name …>`. */
  #dialectAttribute(): Attribute {
    const start = this.pos;
    const name = this.suffix("an attribute's name after '#'");
    const alias = this.#aliases.get(name);
    if (alias) return alias;
    if (!this.isOpen()) {
      if (!name.includes(".")) this.fail(`the attribute ${name} is not defined before it`, start);
      return { kind: "dialect", name: name.slice(1), text: "" };
    }
    const end = this.balancedEnd();
    this.pos++;
    if (name.includes(".")) {
      const fields = this.#fields(end - 1);
      const text = this.#textTo(end - 1);
      this.pos = end;
      return fields
        ? { kind: "dialect", name: name.slice(1), text, fields }
        : { kind: "dialect", name: name.slice(1), text };
    }
    const inner = this.name("an attribute's name");
    const text = this.#textTo(end - 1);
    this.pos = end;
    return { kind: "dialect", name: `${name.slice(1)}.${inner}`, text };
  }

  #textTo(end: number): string {
    return this.internTo(end).trim();
  }

  /** `key = attribute, …` up to `end`. Returns undefined and reads nothing if the text is not of that form. */
  #fields(end: number): Attributes | undefined {
    this.skip();
    const start = this.pos;
    if (start === end) return noAttributes;
    if (!this.isName()) return undefined;
    this.name("a field");
    const hasFields = this.is("=") && !this.is("==");
    this.pos = start;
    if (!hasFields) return undefined;
    const fields = this.entries(">");
    if (this.pos !== end + 1) this.fail("expected the end of the attribute", this.pos - 1);
    this.pos = start;
    return fields;
  }

  /** `{key = attribute, "other key", …}`. */
  dictionary(): Attributes {
    this.expect("{");
    return this.entries("}");
  }

  /** Entries of a dictionary up to and with `closing`; a key alone is a unit attribute. */
  entries(closing: string): Attributes {
    if (this.eat(closing)) return noAttributes;
    const entries = new Map<string, Attribute>();
    this.list(closing, () => {
      this.skip();
      const start = this.pos;
      const key = this.is('"') ? this.string() : this.name(`an attribute's name or '${closing}'`);
      if (entries.has(key)) this.fail(`the attribute ${key} is given twice`, start);
      entries.set(key, this.eat("=") ? this.attribute() : unit);
    });
    return entries;
  }

  /** A dictionary, if one comes next. */
  optionalDictionary(): Attributes {
    return this.is("{") && !this.is("{-#") ? this.dictionary() : noAttributes;
  }

  /** `#name = attribute`, `!name = type`. */
  alias(): void {
    const isType = this.is("!");
    const start = this.pos;
    const name = this.suffix("an alias's name");
    this.expect("=");
    if ((isType ? this.typeAliases : this.#aliases).has(name)) this.fail(`the alias ${name} is defined twice`, start);
    if (isType) this.typeAliases.set(name, this.type());
    else if (this.isWord("loc")) Object.assign(this.#location(name), this.location());
    else this.#aliases.set(name, this.attribute());
  }

  /** The location called `name`, which the text may define later. */
  #location(name: string): Location {
    let location = this.#locations.get(name);
    if (!location) {
      location = {};
      this.#locations.set(name, location);
    }
    return location;
  }

  /** `loc(…)`, if one comes next. */
  location(): Location | undefined {
    if (!this.eatWord("loc")) return undefined;
    this.expect("(");
    const location = this.#place();
    this.expect(")", " after the location");
    return location;
  }

  #place(): Location {
    return this.nested(() => {
      if (this.is("#")) return this.#location(this.suffix("a location's name"));
      if (this.is('"')) return this.#namedPlace();
      if (this.eatWord("unknown")) return {};
      if (this.eatWord("callsite")) {
        this.expect("(");
        const callee = this.#place();
        this.expectWord("at");
        const caller = this.#place();
        this.expect(")");
        return callee.name === undefined ? { inner: callee, caller } : { name: callee.name, inner: callee, caller };
      }
      if (this.eatWord("fused")) {
        if (this.isOpen()) this.balanced("<");
        this.expect("[");
        const places = this.list("]", () => this.#place());
        return places.find(({ name }) => name !== undefined) ?? places[0] ?? {};
      }
      return this.expected("a location");
    });
  }

  /** `"name"`, `"name"(child)`, `"file":line:column`, `"file":line:column to :column`. */
  #namedPlace(): Location {
    const name = this.string();
    if (this.eat("(")) {
      const inner = this.#place();
      this.expect(")");
      return { name, inner };
    }
    if (!this.eat(":")) return { name };
    const line = `${name}:${this.integer("a line or column")}`;
    const numbers = () => {
      while (this.eat(":")) this.integer("a line or column");
    };
    numbers();
    if (this.eatWord("to")) {
      if (this.isNumber()) this.integer();
      numbers();
    }
    return { line };
  }
}
