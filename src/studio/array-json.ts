/** @file JSON text of data that contains typed arrays, which become base64 of their bytes. */
import { bytesIn } from "../base/bytes.ts";

const kinds = { Float64Array, Float32Array, Uint32Array, Int32Array, Uint8Array } as const;
type Kind = keyof typeof kinds;

interface PackedArray {
  readonly array: Kind;
  readonly base64: string;
}

/** JSON text in which no `<` occurs, so that it can stand inside of an HTML element. */
export const arrayJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (ArrayBuffer.isView(part) ? packed(part) : part)).replaceAll(
    "<",
    "\\u003c",
  );

/** The data of a text that {@link arrayJson} wrote. */
export const fromArrayJson = <T>(text: string): T =>
  JSON.parse(text, (_, part: unknown) => (isPacked(part) ? unpacked(part) : part)) as T;

function packed(view: ArrayBufferView): PackedArray {
  const array = Object.prototype.toString.call(view).slice(8, -1) as Kind;
  if (!Object.hasOwn(kinds, array)) throw new TypeError(`a ${array} has no form in JSON here`);
  return { array, base64: base64Of(bytesIn(view)) };
}

const isPacked = (part: unknown): part is PackedArray =>
  typeof part === "object" &&
  part !== null &&
  "base64" in part &&
  "array" in part &&
  Object.hasOwn(kinds, String(part.array));

function unpacked({ array, base64 }: PackedArray): ArrayBufferView {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new kinds[array](bytes.buffer);
}

/** Characters that one call turns into text; more may exceed the engine's limit of arguments. */
const chunk = 8192;

function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += chunk) parts.push(String.fromCharCode(...bytes.subarray(at, at + chunk)));
  return btoa(parts.join(""));
}
