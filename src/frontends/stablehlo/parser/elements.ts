/** @file Elements of dense attributes: the bytes of each type, and the writing of literals into them. */
import { toBrainFloat, toHalf } from "../../../base/half.ts";
import { minifloatValues, toMinifloat } from "./minifloats.ts";

export interface ElementCodec {
  /** Bytes of one number; a complex element has two. */
  readonly bytes: number;
  readonly isFloat: boolean;
  /**
   * Writes the number in `text` (decimal, `true`, or the bits in hexadecimal). Returns false if the type has no such
   * number.
   */
  readonly write: (view: DataView, at: number, text: string) => boolean;
}

function integerCodec(bits: number, isSigned: boolean): ElementCodec {
  const bytes = bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
  const [low, high] = [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits)];
  return {
    bytes,
    isFloat: false,
    write(view, at, text) {
      if (text === "true" || text === "false") {
        if (bits !== 1) return false;
        view.setUint8(at, text === "true" ? 1 : 0);
        return true;
      }
      if (!/^(-?\d+|0x[\da-fA-F]+)$/.test(text)) return false;
      if (bits <= 32) {
        const value = Number(text);
        if (Number.isNaN(value) || value < (isSigned ? -(2 ** (bits - 1)) : 0) || value >= 2 ** bits) return false;
        if (bytes === 1) view.setUint8(at, value & 0xff);
        else if (bytes === 2) view.setUint16(at, value & 0xffff, true);
        else view.setUint32(at, value >>> 0, true);
        return true;
      }
      const value = text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
      if (value < (isSigned ? low : 0n) || value >= high) return false;
      view.setBigUint64(at, BigInt.asUintN(64, value), true);
      return true;
    },
  };
}

function floatCodec(
  bytes: number,
  setBits: (view: DataView, at: number, bits: bigint) => void,
  setValue: (view: DataView, at: number, value: number) => void,
): ElementCodec {
  return {
    bytes,
    isFloat: true,
    write(view, at, text) {
      if (text.startsWith("0x")) {
        const bits = BigInt(text);
        if (bits >= 1n << BigInt(8 * bytes)) return false;
        setBits(view, at, bits);
        return true;
      }
      const value = Number(text);
      if (Number.isNaN(value)) return false;
      setValue(view, at, value);
      return true;
    },
  };
}

const setUint16 = (view: DataView, at: number, bits: bigint): void => view.setUint16(at, Number(bits), true);

const floatCodecs: Readonly<Record<string, ElementCodec>> = {
  f64: floatCodec(
    8,
    (view, at, bits) => view.setBigUint64(at, bits, true),
    (view, at, value) => view.setFloat64(at, value, true),
  ),
  f32: floatCodec(
    4,
    (view, at, bits) => view.setUint32(at, Number(bits), true),
    (view, at, value) => view.setFloat32(at, value, true),
  ),
  f16: floatCodec(2, setUint16, (view, at, value) => view.setUint16(at, toHalf(value), true)),
  bf16: floatCodec(2, setUint16, (view, at, value) => view.setUint16(at, toBrainFloat(value), true)),
};

const codecs = new Map<string, ElementCodec | undefined>();

/** The codec of elements of a type; undefined for types without numbers. `complex<T>` has the codec of T. */
export function elementCodec(element: string): ElementCodec | undefined {
  if (!codecs.has(element)) codecs.set(element, findCodec(element));
  return codecs.get(element);
}

function findCodec(element: string): ElementCodec | undefined {
  const part = /^complex<(\w+)>$/.exec(element)?.[1] ?? element;
  if (Object.hasOwn(floatCodecs, part)) return floatCodecs[part];
  const values = minifloatValues(part);
  if (values) {
    const set = (view: DataView, at: number, value: number) => view.setUint8(at, toMinifloat(value, values));
    return floatCodec(1, (view, at, bits) => view.setUint8(at, Number(bits)), set);
  }
  if (part === "index") return integerCodec(64, true);
  const [, sign, bits] = /^(u?)s?i(\d+)$/.exec(part) ?? [];
  if (bits === undefined || Number(bits) < 1 || Number(bits) > 64) return undefined;
  return integerCodec(Number(bits), sign !== "u");
}

export const isComplex = (element: string): boolean => element.startsWith("complex<");

/** Bytes of one element. */
export const elementBytes = (element: string, { bytes }: ElementCodec): number =>
  isComplex(element) ? 2 * bytes : bytes;
