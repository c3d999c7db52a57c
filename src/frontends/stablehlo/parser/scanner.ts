/**
 * @file Reads MLIR text byte by byte: spaces and comments, names, strings, numbers. Names are interned, so that a long
 * text makes few strings. Every error gives the line, the column, the expected text and the text found.
 */
import { InvalidConfig } from "../../../base/errors.ts";
import { positionOf } from "../ast.ts";

/** Maximum nesting depth of brackets, types, attributes and regions. */
const maxDepth = 200;

const code = (character: string): number => character.charCodeAt(0);
const [newline, slash, quote, backslash] = ["\n", "/", '"', "\\"].map(code);
const [opening, closing, minus, underscore, dollar, dot] = ["<", ">", "-", "_", "$", "."].map(code);

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isLetter = (byte: number): boolean => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
const isHexDigit = (byte: number): boolean =>
  isDigit(byte) || (byte >= 97 && byte <= 102) || (byte >= 65 && byte <= 70);

/** By byte: whether a name may contain it. */
const isNameByte = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(isLetter(byte) || isDigit(byte) || byte === underscore || byte === dollar || byte === dot),
);

/** By opening bracket: the closing one; 0 for other bytes. */
const closerOf = new Uint8Array(256);
for (const [open, close] of ["()", "[]", "{}", "<>"]) closerOf[code(open)] = code(close);

const decoder = new TextDecoder();

/** Bytes of text that are decoded at a time for `line`. */
const windowSize = 65_536;

export class Scanner {
  readonly bytes: Uint8Array;
  readonly source: string;
  pos = 0;
  depth = 0;
  /** Interned strings by hash, with open addressing. */
  #strings: (string | undefined)[] = new Array(1024);
  #hashes = new Int32Array(1024);
  #numStrings = 0;
  /** The text from byte `#windowStart`; "" where it is not ASCII, so that bytes are no characters. */
  #window = "";
  #windowStart = 0;
  #windowEnd = 0;

  constructor(bytes: Uint8Array, source: string) {
    this.bytes = bytes;
    this.source = source;
  }

  /** Byte at which each line begins. */
  lineOffsets(): number[] {
    const offsets = [0];
    for (let at = this.bytes.indexOf(newline); at >= 0; at = this.bytes.indexOf(newline, at + 1)) offsets.push(at + 1);
    return offsets;
  }

  /** The text from here to the end of the line; undefined if it is longer than `limit` or not ASCII. */
  line(limit: number): string | undefined {
    const { bytes, pos } = this;
    if (pos < this.#windowStart || pos + limit >= this.#windowEnd) {
      const part = bytes.subarray(pos, pos + windowSize);
      const text = decoder.decode(part);
      this.#window = text.length === part.length ? text : "";
      this.#windowStart = pos;
      this.#windowEnd = pos + part.length;
    }
    const start = pos - this.#windowStart;
    const end = this.#window.indexOf("\n", start);
    return end < 0 || end - start > limit ? undefined : this.#window.slice(start, end);
  }

  /** Throws for the text at `offset`: `step.mlir:3:14: expected ':', found "%0"`. */
  fail(what: string, offset = this.pos): never {
    throw new InvalidConfig(positionOf({ source: this.source, lineOffsets: this.lineOffsets() }, offset), what);
  }

  /** Throws for the text that comes next. */
  expected(what: string): never {
    this.skip();
    let end = this.pos;
    while (end < this.bytes.length && end < this.pos + 24 && this.bytes[end] > 32) end++;
    const found = end === this.pos ? "the end of the text" : JSON.stringify(this.#decode(this.pos, end));
    return this.fail(`expected ${what}, found ${found}`);
  }

  /** Runs `read` one level deeper. */
  nested<T>(read: () => T): T {
    if (++this.depth > maxDepth) this.fail(`nested deeper than ${maxDepth} levels`);
    const result = read();
    this.depth--;
    return result;
  }

  /** Skips spaces and comments. */
  skip(): void {
    const { bytes } = this;
    for (;;) {
      const byte = bytes[this.pos];
      if (byte <= 32) this.pos++;
      else if (byte === slash && bytes[this.pos + 1] === slash) {
        const end = bytes.indexOf(newline, this.pos);
        this.pos = end < 0 ? bytes.length : end + 1;
      } else return;
    }
  }

  /** The next byte that is not a space; undefined at the end. */
  peek(): number | undefined {
    this.skip();
    return this.bytes[this.pos];
  }

  is(punctuation: string): boolean {
    this.skip();
    for (let i = 0; i < punctuation.length; i++) {
      if (this.bytes[this.pos + i] !== punctuation.charCodeAt(i)) return false;
    }
    return true;
  }

  /** Takes `punctuation` where it comes next. */
  eat(punctuation: string): boolean {
    if (!this.is(punctuation)) return false;
    this.pos += punctuation.length;
    return true;
  }

  expect(punctuation: string, where = ""): void {
    if (!this.eat(punctuation)) this.expected(`'${punctuation}'${where}`);
  }

  /** Whether `word` comes next as a whole name. */
  isWord(word: string): boolean {
    return this.is(word) && !isNameByte[this.bytes[this.pos + word.length]];
  }

  eatWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.pos += word.length;
    return true;
  }

  expectWord(word: string): void {
    if (!this.eatWord(word)) this.expected(`'${word}'`);
  }

  isName(): boolean {
    const byte = this.peek();
    return byte !== undefined && (isLetter(byte) || byte === underscore);
  }

  /** A name: letters, digits, `_`, `$`, `.`. */
  name(what: string): string {
    if (!this.isName()) this.expected(what);
    return this.#word(this.pos);
  }

  /** `%arg0`, `%6`: a value's name without results' numbers. */
  valueName(): string {
    if (this.peek() !== 37) this.expected("a value such as '%0'");
    return this.suffix("a value's name after '%'");
  }

  /** A sigil (`%`, `@`, `#`, `!`, `^`) and the name or number after it. */
  suffix(what: string): string {
    const start = this.pos;
    const next = this.bytes[start + 1];
    if (!isNameByte[next] && next !== minus) {
      this.pos++;
      this.expected(what);
    }
    return this.#word(start);
  }

  /** The interned word that begins at `start`. Its first byte may be any byte. */
  #word(start: number): string {
    const { bytes } = this;
    let hash = bytes[start];
    let at = start + 1;
    // A name after a sigil may hold minus signs, but "->" is an arrow.
    const takesMinus = !isNameByte[bytes[start]];
    for (; ; at++) {
      const byte = bytes[at];
      if (!isNameByte[byte] && !(takesMinus && byte === minus && bytes[at + 1] !== closing)) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.pos = at;
    return this.#intern(start, at, hash);
  }

  #intern(start: number, end: number, hash: number): string {
    const mask = this.#strings.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#strings[slot];
      if (known === undefined) {
        const text = this.#decode(start, end);
        this.#strings[slot] = text;
        this.#hashes[slot] = hash;
        if (2 * ++this.#numStrings > mask) this.#grow();
        return text;
      }
      if (this.#hashes[slot] === hash && known.length === end - start && this.#equals(known, start)) return known;
    }
  }

  #equals(text: string, start: number): boolean {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== this.bytes[start + i]) return false;
    return true;
  }

  #grow(): void {
    const [strings, hashes] = [this.#strings, this.#hashes];
    this.#strings = new Array(2 * strings.length);
    this.#hashes = new Int32Array(2 * strings.length);
    const mask = this.#strings.length - 1;
    strings.forEach((text, from) => {
      if (text === undefined) return;
      let slot = (hashes[from] ^ (hashes[from] >>> 15)) & mask;
      while (this.#strings[slot] !== undefined) slot = (slot + 1) & mask;
      this.#strings[slot] = text;
      this.#hashes[slot] = hashes[from];
    });
  }

  #decode(start: number, end: number): string {
    if (end - start > 64) return decoder.decode(this.bytes.subarray(start, end));
    let text = "";
    for (let at = start; at < end; at++) {
      if (this.bytes[at] > 127) return decoder.decode(this.bytes.subarray(start, end));
      text += String.fromCharCode(this.bytes[at]);
    }
    return text;
  }

  /** The text between here and `end`, interned. */
  internTo(end: number): string {
    let hash = 0;
    for (let at = this.pos; at < end; at++) hash = (Math.imul(hash, 31) + this.bytes[at]) | 0;
    const text = this.#intern(this.pos, end, hash);
    this.pos = end;
    return text;
  }

  /** The position of the closing quote of the string that begins at `start`. */
  stringEnd(start: number): number {
    const { bytes } = this;
    for (let at = bytes.indexOf(quote, start + 1); at >= 0; at = bytes.indexOf(quote, at + 1)) {
      let slashes = 0;
      while (bytes[at - 1 - slashes] === backslash) slashes++;
      if (slashes % 2 === 0) return at;
    }
    return this.fail("the string has no closing '\"'", start);
  }

  /** A quoted string, its escapes (`\n`, `\"`, `\0A`) resolved. */
  string(what = "a quoted string"): string {
    if (this.peek() !== quote) this.expected(what);
    const start = this.pos;
    const end = this.stringEnd(start);
    this.pos = end + 1;
    const { bytes } = this;
    if (!bytes.subarray(start, end).includes(backslash)) return this.#decode(start + 1, end);
    const out: number[] = [];
    for (let at = start + 1; at < end; at++) {
      if (bytes[at] !== backslash) {
        out.push(bytes[at]);
        continue;
      }
      const next = bytes[++at];
      if (isHexDigit(next) && isHexDigit(bytes[at + 1])) {
        out.push(Number.parseInt(String.fromCharCode(next, bytes[++at]), 16));
      } else if (next === code("n")) out.push(newline);
      else if (next === code("t")) out.push(code("\t"));
      else out.push(next);
    }
    return decoder.decode(Uint8Array.from(out));
  }

  /** The position after the bracket that closes the one here. Strings are skipped, and `->` closes nothing. */
  balancedEnd(): number {
    const { bytes } = this;
    const stack: number[] = [];
    for (let at = this.pos; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === quote) at = this.stringEnd(at);
      else if (byte === minus && bytes[at + 1] === closing) at++;
      else if (closerOf[byte] !== 0) stack.push(closerOf[byte]);
      else if (byte === stack[stack.length - 1]) {
        stack.pop();
        if (stack.length === 0) return at + 1;
      } else if (byte === 41 || byte === 93 || byte === 125) break;
      if (stack.length > maxDepth) this.fail(`nested deeper than ${maxDepth} levels`, at);
    }
    return this.fail("the bracket is not closed");
  }

  /** The interned text from the bracket here to the one that closes it. */
  balanced(opening: string): string {
    if (!this.is(opening)) this.expected(`'${opening}'`);
    return this.internTo(this.balancedEnd());
  }

  /** Whether a number, or a minus sign, comes next. */
  isNumber(): boolean {
    const byte = this.peek();
    return byte !== undefined && (isDigit(byte) || (byte === minus && isDigit(this.bytes[this.pos + 1])));
  }

  /** The text of a number: `-3`, `1.5e+10`, `0x7FC0`. */
  numberText(what = "a number"): string {
    if (!this.isNumber()) this.expected(what);
    const { bytes } = this;
    const start = this.pos;
    let at = bytes[start] === minus ? start + 1 : start;
    if (bytes[at] === 48 && bytes[at + 1] === 120 && isHexDigit(bytes[at + 2])) {
      for (at += 2; isHexDigit(bytes[at]); ) at++;
    } else {
      while (isDigit(bytes[at])) at++;
      if (bytes[at] === dot) for (at++; isDigit(bytes[at]); ) at++;
      if (bytes[at] === 101 || bytes[at] === 69) {
        const sign = bytes[at + 1] === minus || bytes[at + 1] === 43 ? 2 : 1;
        if (isDigit(bytes[at + sign])) for (at += sign; isDigit(bytes[at]); ) at++;
      }
    }
    this.pos = at;
    return this.#decode(start, at);
  }

  /** An integer that a double represents exactly. */
  integer(what = "a whole number"): number {
    this.skip();
    const start = this.pos;
    const text = this.numberText(what);
    const value = Number(text);
    if (!Number.isSafeInteger(value)) this.fail(`expected ${what} below 2^53, found ${text}`, start);
    return value;
  }

  /** `item, item, …` up to and with `closing`; the opening bracket has been read. */
  list<T>(closing: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.eat(closing)) return items;
    do items.push(item());
    while (this.eat(","));
    this.expect(closing, items.length === 0 ? "" : " or ','");
    return items;
  }

  isOpen(): boolean {
    return this.peek() === opening;
  }
}
