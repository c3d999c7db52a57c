/** @file Bytes of dense attributes as the typed arrays that hold tensor data. */
import { bytesPerElement, type DType, type TensorData, viewData } from "../../../ir/types.ts";

/** Whether this machine stores numbers with the lowest byte first, as MLIR's text does. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Little-endian bytes as a new typed array of `dtype`. */
export function toTensorData(bytes: Uint8Array, dtype: DType): TensorData {
  const copy = bytes.slice();
  const size = bytesPerElement(dtype);
  if (!isLittleEndian && size > 1)
    for (let at = 0; at < copy.length; at += size) copy.subarray(at, at + size).reverse();
  return viewData(dtype, copy.buffer, 0, copy.length / size);
}
