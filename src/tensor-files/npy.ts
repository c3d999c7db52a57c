/** @file Headers of NumPy's .npy format: element type, order and shape of one array, written as a Python dict. */
import { type DType, numElements, type TensorType } from "../ir/types.ts";

/** A parsed header. */
export interface NpyHeader {
  readonly type: TensorType;
  /** Whether the first dim varies fastest. */
  readonly isFortran: boolean;
  readonly isBigEndian: boolean;
  readonly dataOffset: number;
}

/**
 * Element types by NumPy's kind and size. NumPy has no bf16: ml_dtypes' bfloat16 is stored as two untyped bytes
 * (`V2`).
 */
const dtypeOf: Readonly<Record<string, DType>> = {
  f8: "f64",
  f4: "f32",
  f2: "f16",
  V2: "bf16",
  i8: "i64",
  i4: "i32",
  i2: "i16",
  i1: "i8",
  u8: "ui64",
  u4: "ui32",
  u2: "ui16",
  u1: "ui8",
  b1: "i1",
};

/** Types of the parts of complex numbers, which are the last dim of the tensor. */
const partsOf: Readonly<Record<string, DType>> = { c8: "f32", c16: "f64" };

const spelling = new Map(Object.entries(dtypeOf).map(([text, dtype]) => [dtype, text]));

const magic = "\x93NUMPY";
const alignment = 64;

/** Number of bytes at the start of an array that are certain to hold its whole header. */
export const maxHeaderBytes = 1 << 16;

/**
 * Parses the header at the start of `bytes`.
 * @returns the header, or a text that ends a sentence about the invalid file
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader | string {
  const latin = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (latin(0, 6) !== magic) return "is no .npy array";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = bytes[6];
  if (!(major >= 1 && major <= 3)) return `is in version ${major} of the .npy format, and versions 1 to 3 can be read`;
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) return "ends within its header";
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length) return "ends within its header";
  const text = latin(start, start + length);
  const order = /'fortran_order': (True|False)/.exec(text)?.[1];
  const dims = /'shape': \(([\d, L]*)\)/.exec(text)?.[1];
  const [, endian, code] = /'descr': '([<>|=])?(\w+)'/.exec(text) ?? [];
  if (order === undefined || dims === undefined) return "has a header without shape or order";
  if (code === undefined) return "has records for elements; save arrays of numbers";
  const known = { ...dtypeOf, ...partsOf };
  const dtype = Object.hasOwn(known, code) ? known[code] : undefined;
  if (dtype === undefined) return `has elements of type ${code}; save ${Object.keys(known).join(", ")}`;
  const isComplex = Object.hasOwn(partsOf, code);
  if (isComplex && order === "True") return "has complex numbers in Fortran's order; save them in C's";
  const size = dims.split(",").flatMap((dim) => (dim.trim() === "" ? [] : [Number.parseInt(dim, 10)]));
  const shape = isComplex ? [...size, 2] : size;
  if (!Number.isSafeInteger(numElements(shape))) return `has a shape of too many elements: [${shape}]`;
  return {
    type: { dtype, shape },
    isFortran: order === "True",
    isBigEndian: endian === ">",
    dataOffset: start + length,
  };
}

/**
 * The header of a row-major array, padded so that the elements begin at a multiple of 64 bytes.
 * @param isComplex  whether the last dim holds the parts of complex numbers
 */
export function npyHeader(type: TensorType, isComplex = false): Uint8Array<ArrayBuffer> {
  const { dtype } = type;
  const shape = isComplex ? type.shape.slice(0, -1) : type.shape;
  const code = isComplex ? (dtype === "f64" ? "c16" : "c8") : spelling.get(dtype)!;
  const order = code === "V2" || code.endsWith("1") ? "|" : "<";
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dict = `{'descr': '${order}${code}', 'fortran_order': False, 'shape': (${dims}), }`;
  const isLong = 10 + dict.length + alignment > 0xffff;
  const start = isLong ? 12 : 10;
  const length = Math.ceil((start + dict.length + 1) / alignment) * alignment - start;
  const text = `${magic}${isLong ? "\x02" : "\x01"}\0${"\0".repeat(start - 8)}${dict.padEnd(length - 1)}\n`;
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  if (isLong) view.setUint32(8, length, true);
  else view.setUint16(8, length, true);
  return bytes;
}
