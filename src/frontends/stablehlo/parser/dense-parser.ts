/**
 * @file Reads `dense<…>`: splats, nested lists, hexadecimal strings, and `dense_resource<…>`, whose bytes are at the
 * end of the file.
 */
import type { DenseAttribute, TensorType } from "../ast.ts";
import { elementBytes, elementCodec, isComplex } from "./elements.ts";
import { TypeParser } from "./type-parser.ts";

/** Value of each hexadecimal digit by its character; 255 for any other. */
const hexValues = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? 255 : value;
});

interface Pending {
  readonly key: string;
  readonly offset: number;
  readonly attribute: { bytes: Uint8Array; type: TensorType };
}

export class DenseParser extends TypeParser {
  readonly #resources = new Map<string, { start: number; end: number }>();
  readonly #pending: Pending[] = [];
  /** Short literals by type and text: a module repeats the same few constants. */
  readonly #literalsOf = new Map<TensorType, Map<string, DenseAttribute>>();
  #buffer = new Uint8Array(256);
  #view = new DataView(this.#buffer.buffer);
  #used = 0;

  /**
   * `dense<…> : tensor<…>`; the word has been read. The type determines how to read the elements, but follows them.
   */
  dense(typed?: TensorType): DenseAttribute {
    this.expect("<");
    this.skip();
    const start = this.pos;
    const isString = this.is('"');
    const end = isString ? this.stringEnd(start) + 1 : this.bytes.indexOf(62, start);
    if (end < 0) this.fail("the dense attribute has no closing '>'", start);
    this.pos = end;
    this.expect(">");
    if (typed === undefined) this.expect(":", " and the tensor's type");
    const type = typed ?? this.tensorType();
    const after = this.pos;
    this.pos = start;
    const attribute = isString ? this.#hexadecimal(type, end) : this.#knownLiterals(type, end);
    this.pos = after;
    return attribute;
  }

  #knownLiterals(type: TensorType, end: number): DenseAttribute {
    if (end - this.pos > 40) return this.#literals(type, end);
    let known = this.#literalsOf.get(type);
    if (known === undefined) {
      known = new Map();
      this.#literalsOf.set(type, known);
    }
    const start = this.pos;
    const text = this.internTo(end);
    let attribute = known.get(text);
    if (attribute === undefined) {
      this.pos = start;
      attribute = this.#literals(type, end);
      known.set(text, attribute);
    }
    return attribute;
  }

  #codec({ element }: TensorType, offset: number) {
    const codec = elementCodec(element);
    return codec ?? this.fail(`elements of type ${element} cannot be read`, offset);
  }

  #literals(type: TensorType, end: number): DenseAttribute {
    const codec = this.#codec(type, this.pos);
    const start = this.pos;
    const size = elementBytes(type.element, codec);
    this.#used = 0;
    const number = (): void => {
      this.skip();
      const at = this.pos;
      const text = this.isName() ? this.name("a number") : this.numberText("a number or '['");
      if (this.#used + 8 > this.#buffer.length) this.#growBuffer();
      if (!codec.write(this.#view, this.#used, text)) this.fail(`${text} is not of type ${type.element}`, at);
      this.#used += codec.bytes;
    };
    const element = (): void => {
      if (!isComplex(type.element)) {
        number();
        return;
      }
      this.expect("(", " of a complex number");
      number();
      this.expect(",");
      number();
      this.expect(")");
    };
    const values = (dim: number): void => {
      if (dim === type.shape.length) {
        element();
        return;
      }
      this.expect("[");
      const count = this.is("]") ? 0 : 1;
      let length = count;
      if (count) for (values(dim + 1); this.eat(","); length++) values(dim + 1);
      this.expect("]", " or ','");
      if (length !== type.shape[dim]) {
        this.fail(`the list has ${length} entries, dim ${dim} of the type ${type.shape[dim]}`);
      }
    };
    let isSplat = false;
    this.skip();
    if (this.pos === end) {
      if (!type.shape.includes(0)) this.fail("no elements for a tensor that has some");
    } else if (this.is("[")) {
      if (type.shape.length === 0) this.fail("a list of elements for a tensor without dims");
      this.nested(() => values(0));
    } else {
      isSplat = true;
      element();
    }
    this.skip();
    if (this.pos !== end) this.expected("'>' after the elements");
    if (isSplat && this.#used !== size) this.fail("a splat has one element", start);
    return { kind: "dense", type, isSplat, bytes: this.#buffer.slice(0, this.#used) };
  }

  #growBuffer(): void {
    const larger = new Uint8Array(2 * this.#buffer.length);
    larger.set(this.#buffer);
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** `"0x0000803F"`: the bytes of one element or of all; booleans may be packed, eight in a byte. */
  #hexadecimal(type: TensorType, end: number): DenseAttribute {
    const start = this.pos;
    const size = elementBytes(type.element, this.#codec(type, start));
    const bytes = this.#hexBytes(start, end);
    const count = type.shape.reduce((product, dim) => product * dim, 1);
    const packed = Math.ceil(count / 8);
    if (bytes.length === count * size) return { kind: "dense", type, isSplat: false, bytes };
    if (type.element === "i1" && bytes.length === packed) {
      const unpacked = Uint8Array.from({ length: count }, (_, i) => (bytes[i >> 3] >> (i & 7)) & 1);
      return { kind: "dense", type, isSplat: false, bytes: unpacked };
    }
    if (bytes.length === size) return { kind: "dense", type, isSplat: true, bytes };
    return this.fail(`${bytes.length} bytes for ${count} elements of ${size} bytes`, start);
  }

  #hexBytes(start: number, end: number): Uint8Array {
    const { bytes } = this;
    const first = start + 3;
    const length = (end - 1 - first) / 2;
    if (bytes[start + 1] !== 48 || bytes[start + 2] !== 120 || !Number.isInteger(length)) {
      this.fail('expected "0x" and an even number of hexadecimal digits', start);
    }
    const out = new Uint8Array(length);
    let wrong = 0;
    for (let i = 0, at = first; i < length; i++, at += 2) {
      const [high, low] = [hexValues[bytes[at]], hexValues[bytes[at + 1]]];
      wrong |= high | low;
      out[i] = (high << 4) | low;
    }
    if (wrong > 15) this.fail("expected hexadecimal digits", start);
    return out;
  }

  /** `dense_resource<key> : tensor<…>`; the word has been read. */
  denseResource(): DenseAttribute {
    this.expect("<");
    this.skip();
    const offset = this.pos;
    const key = this.is('"') ? this.string() : this.name("a resource's name");
    this.expect(">");
    this.expect(":", " and the tensor's type");
    const attribute = { kind: "dense" as const, type: this.tensorType(), isSplat: false, bytes: new Uint8Array() };
    this.#pending.push({ key, offset, attribute });
    return attribute;
  }

  /**
   * `{-# dialect_resources: { builtin: { key: "0x…" } } #-}`: bytes by key, each after four bytes that give its
   * alignment.
   */
  fileMetadata(): void {
    this.expect("{-#");
    while (!this.eat("#-}")) {
      const section = this.name("a section's name or '#-}'");
      this.expect(":");
      this.expect("{");
      this.list("}", () => {
        this.name("a dialect's name");
        this.expect(":");
        this.expect("{");
        this.list("}", () => {
          const key = this.is('"') ? this.string() : this.name("a resource's name");
          this.expect(":");
          this.skip();
          const start = this.pos;
          if (this.is('"')) this.pos = this.stringEnd(start) + 1;
          else if (!this.eatWord("true") && !this.eatWord("false")) this.expected("a resource's data");
          if (section === "dialect_resources") this.#resources.set(key, { start, end: this.pos });
        });
      });
      this.eat(",");
    }
  }

  /** Sets the bytes of the attributes that name resources. */
  protected resolveResources(): void {
    for (const { key, offset, attribute } of this.#pending) {
      const place = this.#resources.get(key);
      if (!place) this.fail(`the text has no data for the resource ${key}; print it without leaving data out`, offset);
      const bytes = this.#hexBytes(place.start, place.end).subarray(4);
      const size = elementBytes(attribute.type.element, this.#codec(attribute.type, offset));
      const count = attribute.type.shape.reduce((product, dim) => product * dim, 1);
      if (bytes.length !== count * size) {
        this.fail(`the resource ${key} has ${bytes.length} bytes for ${count} elements of ${size} bytes`, offset);
      }
      attribute.bytes = bytes;
    }
  }
}
