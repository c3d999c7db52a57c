/**
 * @file The leaves that may replace a jax-js array: data in host memory (`HostArray`) and shapes without data
 * (`TensorSpec`). Both are classes, because jax-js treats every plain object as a branch of a pytree.
 */
import { InvalidConfig } from "../../base/errors.ts";
import { suggestion } from "../../base/suggest.ts";
import { allocateData, type DType, dtypes, numElements, type TensorData } from "../../ir/types.ts";
import { DType as JaxDType, numpy as np } from "./jax.ts";

const fromJax: Readonly<Record<JaxDType, DType>> = {
  [JaxDType.Float64]: "f64",
  [JaxDType.Float32]: "f32",
  [JaxDType.Float16]: "f16",
  [JaxDType.Int32]: "i32",
  [JaxDType.Uint32]: "ui32",
  [JaxDType.Bool]: "i1",
};

const toJax = Object.fromEntries(Object.entries(fromJax).map(([jax, dtype]) => [dtype, jax])) as Partial<
  Record<DType, JaxDType>
>;

/** The StableHLO element type for a jax-js element type. */
export const dtypeFromJax = (dtype: JaxDType): DType => fromJax[dtype];

/**
 * The jax-js element type for a StableHLO element type. Refuses types that jax-js lacks (bf16, 8- and 64-bit integers).
 * @param where  the name of the value that has the type, for the error
 */
export function dtypeToJax(dtype: DType, where = "dtype"): JaxDType {
  const found = toJax[dtype];
  if (found) return found;
  throw new InvalidConfig(where, `jax-js has no ${dtype}; use one of ${Object.keys(toJax).join(", ")}`, { dtype });
}

/** The type of a tensor, without data: enough to trace with. */
export class TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: DType;

  constructor(shape: readonly number[], dtype: DType = "f32") {
    checkType("TensorSpec", shape, dtype);
    this.shape = shape;
    this.dtype = dtype;
  }
}

/** Refuses invalid shapes and unknown element types. */
function checkType(where: string, shape: readonly number[], dtype: DType): void {
  if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size >= 0)) {
    const got = Array.isArray(shape) ? `[${shape}]` : String(shape);
    throw new InvalidConfig(where, `got the shape ${got}; give a list of sizes, such as [32, 64]`);
  }
  if (!dtypes.includes(dtype))
    throw new InvalidConfig(where, `has no type "${dtype}"${suggestion(String(dtype), dtypes)}`);
}

/** A tensor in the memory of this process, row-major. Booleans take one byte each. */
export class HostArray {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: TensorData;

  /** @param data  `numElements(shape)` elements in the typed array of `dtype` */
  constructor(data: TensorData, shape: readonly number[], dtype: DType = "f32") {
    checkType("HostArray", shape, dtype);
    if (!ArrayBuffer.isView(data) || !("length" in data)) {
      const got = Array.isArray(data) ? "a list" : `${data === null ? "null" : typeof data}`;
      throw new InvalidConfig("HostArray", `got ${got} for data; give a typed array, such as Float32Array.from(…)`);
    }
    if (data.length !== numElements(shape)) {
      throw new InvalidConfig(
        "HostArray",
        `shape [${shape}] holds ${numElements(shape)} elements, got ${data.length}; give as many`,
      );
    }
    if (data.constructor !== allocateData(dtype, 0).constructor) {
      const holder = allocateData(dtype, 0).constructor.name;
      const what = `${dtype} is not held in a ${data.constructor.name}; give a ${holder}, or the data's own type as the third argument`;
      throw new InvalidConfig("HostArray", what, { dtype });
    }
    this.data = data;
    this.shape = shape;
    this.dtype = dtype;
  }

  /** All zeros. */
  static zeros(shape: readonly number[], dtype: DType = "f32"): HostArray {
    return new HostArray(allocateData(dtype, numElements(shape)), shape, dtype);
  }

  /** Copies a jax-js array out of jax-js. Consumes `array`, as jax-js's own `dataSync` does. */
  static fromJax(array: np.Array): HostArray {
    const { shape } = array;
    const dtype = dtypeFromJax(array.dtype);
    const data = array.dataSync();
    return new HostArray(dtype === "i1" ? Uint8Array.from(data) : (data as TensorData), shape, dtype);
  }

  /** A jax-js array with a copy of the data. */
  toJax(): np.Array {
    const dtype = dtypeToJax(this.dtype);
    const data = this.dtype === "i1" ? Int32Array.from(this.data as Uint8Array) : this.data.slice();
    return np.array(data as Float32Array<ArrayBuffer>, { shape: [...this.shape], dtype });
  }
}
