/** @file Element types and tensor types, in StableHLO's spelling, and the typed arrays that hold them. */

/** StableHLO element types that alpa-js computes with. `i1` is a boolean, stored as one byte. */
export type DType =
  | "f64"
  | "f32"
  | "f16"
  | "bf16"
  | "i64"
  | "i32"
  | "i16"
  | "i8"
  | "ui64"
  | "ui32"
  | "ui16"
  | "ui8"
  | "i1";

export interface TensorType {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

const elementBytes: Readonly<Record<DType, number>> = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i64: 8,
  i32: 4,
  i16: 2,
  i8: 1,
  ui64: 8,
  ui32: 4,
  ui16: 2,
  ui8: 1,
  i1: 1,
};

export const dtypes = Object.keys(elementBytes) as readonly DType[];

/** Bytes of one element of `dtype`. */
export const bytesPerElement = (dtype: DType): number => elementBytes[dtype];

/** Number of elements of a shape (1 for a scalar). */
export const numElements = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Bytes of a tensor. */
export const bytesOf = (type: TensorType): number => numElements(type.shape) * elementBytes[type.dtype];

export const isFloat = (dtype: DType): boolean =>
  dtype === "f64" || dtype === "f32" || dtype === "f16" || dtype === "bf16";

/** Whether elements are 16-bit floats. */
export const isHalf = (dtype: DType): boolean => dtype === "f16" || dtype === "bf16";

/** Whether elements are 64-bit integers, which only bigints represent exactly. */
export const isWide = (dtype: DType): boolean => dtype === "i64" || dtype === "ui64";

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, dim) => size === b[dim]);

export const sameType = (a: TensorType, b: TensorType): boolean => a.dtype === b.dtype && sameShape(a.shape, b.shape);

/** StableHLO spelling: `tensor<64x2048xf32>`, `tensor<f32>`. */
export const typeText = (type: TensorType): string => `tensor<${[...type.shape, type.dtype].join("x")}>`;

/** Arrays that hold tensor data on the host. f16 and bf16 are kept as their 16 bits. */
export type TensorData =
  | Float64Array
  | Float32Array
  | Uint16Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint8Array;

type TensorDataConstructor = new (
  ...args: [length: number] | [buffer: ArrayBufferLike, byteOffset?: number, length?: number]
) => TensorData;

const dataConstructors: Readonly<Record<DType, unknown>> = {
  f64: Float64Array,
  f32: Float32Array,
  f16: Uint16Array,
  bf16: Uint16Array,
  i64: BigInt64Array,
  i32: Int32Array,
  i16: Int16Array,
  i8: Int8Array,
  ui64: BigUint64Array,
  ui32: Uint32Array,
  ui16: Uint16Array,
  ui8: Uint8Array,
  i1: Uint8Array,
};

/** A typed array of `length` zeros for `dtype`. */
export const allocateData = (dtype: DType, length: number): TensorData =>
  new (dataConstructors[dtype] as TensorDataConstructor)(length);

/** A typed view of `length` elements of `dtype` at `byteOffset` of `buffer`. */
export const viewData = (dtype: DType, buffer: ArrayBufferLike, byteOffset: number, length: number): TensorData =>
  new (dataConstructors[dtype] as TensorDataConstructor)(buffer, byteOffset, length);
