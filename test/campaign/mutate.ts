/** @file Random changes of inputs: bytes of any file, and values of JSON. */
import type { Random } from "../../src/base/random.ts";

const fragments = [
  "\0",
  "é",
  "\ufffd",
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  "null",
  "-",
  "1e999",
  "99999999999999999999",
  "\n",
];

/** Bytes with a few of them changed, dropped, doubled, moved, cut off or put in. */
export function mutateBytes(random: Random, source: Uint8Array): Uint8Array {
  let bytes = Buffer.from(source);
  for (let count = 1 + random.int(3); count > 0; count--) {
    const [at, length] = [random.int(bytes.length + 1), random.int(16)];
    const [before, piece, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ];
    const choice = random.int(7);
    if (choice === 0) bytes = Buffer.concat([before, after]);
    else if (choice === 1) bytes = Buffer.concat([before, piece, piece, after]);
    else if (choice === 2) bytes = Buffer.concat([before, Buffer.from(random.pick(fragments)), after]);
    else if (choice === 3) bytes = Buffer.concat([after, before]);
    else if (choice === 4) bytes = Buffer.from(before);
    else if (choice === 5 && at < bytes.length) bytes[at] ^= 1 << random.int(8);
    else if (at < bytes.length) bytes[at] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.int(256)]);
  }
  return bytes;
}

/** MLIR text with a few numbers, values, types or operations replaced by others of it; often still well-formed. */
export function mutateTokens(random: Random, text: string): string {
  for (let count = 1 + random.int(2); count > 0; count--) {
    const kind = random.pick([
      /\b\d+\b/g,
      /%[\w#]+/g,
      /stablehlo\.\w+/g,
      /tensor<[^<>]*>/g,
      /\b(f32|bf16|i32|i1|ui32|i64)\b/g,
    ]);
    const tokens = [...text.matchAll(kind)];
    const { 0: token, index } = random.pick(tokens);
    const other = random.pick(tokens)[0];
    text = text.slice(0, index) + other + text.slice(index + token.length);
  }
  return text;
}

const oddValues = [
  ...[null, true, false, 0, 1, -1, 0.5, 2, 3, 7, 1e15, 1e300, -0, 2 ** 31, 2 ** 32, 2 ** 53],
  ...["", "x", "__proto__", "constructor", "length", "0", "data", "../../x", "\0", "é"],
  ...[[], {}, [[]], [0], [[0, 1]], [null], { version: 1 }],
];

/** A copy of a JSON value with one to three parts replaced, removed, doubled, moved, or taken from elsewhere in it. */
export function mutateJson(random: Random, source: unknown): unknown {
  const root = { value: structuredClone(source) as unknown };
  for (let count = 1 + random.int(3); count > 0; count--) {
    const places = placesOf(root);
    const [owner, key] = random.pick(places);
    const container = owner as Record<string | number, unknown>;
    const choice = random.int(9);
    if (choice < 3) container[key] = structuredClone(random.pick(oddValues));
    else if (choice === 3 && Array.isArray(owner)) owner.splice(Number(key), 1);
    else if (choice === 3) delete container[key];
    else if (choice === 4 && Array.isArray(owner)) owner.splice(Number(key), 0, structuredClone(owner[Number(key)]));
    else if (choice === 4) container[`${key}${random.pick(["_", "2", ""])}`] = structuredClone(container[key]);
    else if (choice === 5) {
      const [other, otherKey] = random.pick(places);
      container[key] = structuredClone((other as Record<string | number, unknown>)[otherKey]);
    } else if (choice === 6 && Array.isArray(owner)) owner.reverse();
    else if (typeof container[key] === "number") container[key] = changedNumber(random, container[key]);
    else if (Array.isArray(container[key]) && choice === 7) container[key] = container[key].slice(1);
  }
  return root.value;
}

const changedNumber = (random: Random, value: number): number =>
  random.pick([value + 1, value - 1, 2 * value, value / 2, -value, 0, value * 1e9, value + 0.5]);

/** Every part of a JSON value: the object or list that holds it, and its key there. */
function placesOf(root: { readonly value: unknown }): [object, string | number][] {
  const places: [object, string | number][] = [];
  const visit = (owner: object, key: string | number): void => {
    places.push([owner, key]);
    const value = (owner as Record<string | number, unknown>)[key];
    if (Array.isArray(value)) for (const i of value.keys()) visit(value, i);
    else if (typeof value === "object" && value !== null) for (const name of Object.keys(value)) visit(value, name);
  };
  visit(root, "value");
  return places;
}
