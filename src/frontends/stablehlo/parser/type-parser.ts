/** @file Reads types. A text repeats few distinct tensor types often, so each spelling is parsed once. */
import type { TensorType, Type } from "../ast.ts";
import { Scanner } from "./scanner.ts";

const scalarPattern = /^(?:f\d+|bf16|tf32|f\d+E\d+M\d+\w*|s?i\d+|ui\d+|index|none)$/;

/** Words that begin a type with its own brackets. */
const bracketed = new Set(["memref", "vector", "complex"]);

export class TypeParser extends Scanner {
  readonly #tensors = new Map<string, TensorType>();
  /** `!name = type`. */
  protected readonly typeAliases = new Map<string, Type>();

  /** Whether a type comes next. */
  isType(): boolean {
    const next = this.peek();
    // '(' begins a function type, '!' one of a dialect.
    if (next === 40 || next === 33) return true;
    if (!this.isName()) return false;
    const start = this.pos;
    const word = this.name("a type");
    this.pos = start;
    return word === "tensor" || word === "tuple" || bracketed.has(word) || scalarPattern.test(word);
  }

  type(): Type {
    if (this.is("tensor<")) return this.tensorType();
    if (this.is("(")) return this.#functionType();
    if (this.is("!")) return this.#dialectType();
    const start = this.pos;
    const word = this.isName() ? this.name("a type") : "";
    if (word === "tuple") {
      this.expect("<");
      return { kind: "tuple", members: this.nested(() => this.list(">", () => this.type())) };
    }
    if (word === "complex") return { kind: "scalar", element: `complex${this.balanced("<")}` };
    if (bracketed.has(word)) return { kind: "other", text: `${word}${this.balanced("<")}` };
    if (scalarPattern.test(word)) return { kind: "scalar", element: word };
    this.pos = start;
    return this.expected("a type");
  }

  tensorType(what = "a tensor type"): TensorType {
    if (!this.is("tensor<")) {
      const start = this.pos;
      const type = this.is("!") ? this.type() : undefined;
      if (type?.kind === "tensor") return type;
      this.pos = start;
      return this.expected(what);
    }
    const start = this.pos;
    this.pos += "tensor".length;
    const end = this.balancedEnd();
    this.pos = start;
    const text = this.internTo(end);
    let type = this.#tensors.get(text);
    if (!type) {
      this.pos = start + "tensor<".length;
      type = this.#tensorBody();
      this.#tensors.set(text, type);
    }
    return type;
  }

  /** `2x?xf32, #encoding>`. */
  #tensorBody(): TensorType {
    const shape: number[] = [];
    for (;;) {
      if (this.eat("?")) shape.push(-1);
      else if (this.isNumber() && this.bytes[this.pos] !== 45) shape.push(this.#dim());
      else break;
      if (!this.eat("x")) this.expected("'x' after a dim");
    }
    const element = this.#element();
    let encoding: string | undefined;
    if (this.eat(",")) {
      this.skip();
      const start = this.pos;
      while (this.bytes[this.pos] !== 62) this.pos = this.is("<") ? this.balancedEnd() : this.pos + 1;
      const end = this.pos;
      this.pos = start;
      encoding = this.internTo(end).trim();
    }
    this.expect(">", " at the end of the tensor type");
    return encoding === undefined ? { kind: "tensor", shape, element } : { kind: "tensor", shape, element, encoding };
  }

  /** Digits only: `0x4` is the dim 0 and an 'x'. */
  #dim(): number {
    const start = this.pos;
    let size = 0;
    for (; this.bytes[this.pos] >= 48 && this.bytes[this.pos] <= 57; this.pos++) {
      size = 10 * size + this.bytes[this.pos] - 48;
    }
    if (!Number.isSafeInteger(size)) this.fail("a dim must be below 2^53", start);
    return size;
  }

  #element(): string {
    const type = this.nested(() => this.type());
    if (type.kind === "scalar") return type.element;
    if (type.kind === "other") return type.text;
    return this.expected("an element type");
  }

  /** `(inputs) -> result` or `(inputs) -> (results)`. */
  #functionType(): Type {
    return this.nested(() => {
      this.expect("(");
      const inputs = this.list(")", () => this.type());
      this.expect("->", " and the result types");
      return { kind: "function" as const, inputs, results: this.resultTypes() };
    });
  }

  /** One type, or several in parentheses. */
  resultTypes(): readonly Type[] {
    return this.eat("(") ? this.list(")", () => this.type()) : [this.type()];
  }

  #dialectType(): Type {
    const start = this.pos;
    const name = this.suffix("a type's name after '!'");
    const alias = this.typeAliases.get(name);
    if (alias) return alias;
    if (!name.includes(".") && !this.isOpen()) this.fail(`the type ${name} is not defined`, start);
    const body = this.bytes[this.pos] === 60 ? this.balanced("<") : "";
    return { kind: "other", text: `${name}${body}` };
  }
}
