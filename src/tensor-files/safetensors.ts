/** @file Hugging Face's .safetensors: a JSON header of names, types and offsets, then the bytes of all tensors. */
import {
  allocateData,
  bytesOf,
  bytesPerElement,
  type DType,
  numElements,
  type TensorType,
  viewData,
} from "../ir/types.ts";
import type { ReadSpace } from "./aligned-memory.ts";
import {
  type ByteSource,
  bytesOfData,
  type NamedTensor,
  openFile,
  type ParallelTensorFile,
  writeFile,
} from "./tensor-file.ts";

const dtypeOf: Readonly<Record<string, DType>> = {
  F64: "f64",
  F32: "f32",
  F16: "f16",
  BF16: "bf16",
  I64: "i64",
  I32: "i32",
  I16: "i16",
  I8: "i8",
  U64: "ui64",
  U32: "ui32",
  U16: "ui16",
  U8: "ui8",
  BOOL: "i1",
};

const spelling = new Map(Object.entries(dtypeOf).map(([text, dtype]) => [dtype, text]));

/** Maximum bytes of a header in this format. */
const maxHeaderBytes = 100_000_000;

interface Place {
  readonly type: TensorType;
  /** Offset of the first byte in the file. */
  readonly position: number;
}

/** Opens a file. @throws InvalidConfig if it is not a valid .safetensors file */
export const openSafetensors = (path: string): ParallelTensorFile =>
  openFile(path, (file) => {
    const places = readHeader(file);
    return {
      types: new Map([...places].map(([name, { type }]) => [name, type])),
      read(name: string) {
        const { type, position } = places.get(name)!;
        const data = allocateData(type.dtype, numElements(type.shape));
        file.fill(bytesOfData(data), position);
        return data;
      },
      async readLater(name: string, space: ReadSpace) {
        const { type, position } = places.get(name)!;
        const bytes = await file.bytesLater(position, bytesOf(type), space);
        const isAligned = bytes.byteOffset % bytesPerElement(type.dtype) === 0;
        const { buffer, byteOffset } = isAligned ? bytes : bytes.slice();
        return viewData(type.dtype, buffer, byteOffset, numElements(type.shape));
      },
    };
  });

function readHeader(file: ByteSource): Map<string, Place> {
  if (file.size < 8) throw file.damaged("is too short for a .safetensors file");
  const length = Number(new DataView(file.bytes(0, 8, "the header's length").buffer).getBigUint64(0, true));
  if (length > Math.min(maxHeaderBytes, file.size - 8)) throw file.damaged(`says its header has ${length} bytes`);
  const text = new TextDecoder().decode(file.bytes(8, length, "the header"));
  const begin = 8 + length;
  const places = new Map<string, Place>();
  for (const [name, entry] of Object.entries(parseObject(file, text))) {
    if (name !== "__metadata__") places.set(name, readEntry(file, name, entry, begin));
  }
  let end = begin;
  for (const [name, { type, position }] of [...places].sort(([, a], [, b]) => a.position - b.position)) {
    if (position !== end) throw file.damaged(`has ${name} at byte ${position}, where the tensor before ends at ${end}`);
    end = position + bytesOf(type);
  }
  if (end !== file.size) throw file.damaged(`has tensors up to byte ${end}, and ${file.size} bytes`);
  return places;
}

function parseObject(file: ByteSource, text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // The check below reports it.
  }
  throw file.damaged("has a header that is no JSON object");
}

function readEntry(file: ByteSource, name: string, entry: unknown, begin: number): Place {
  const { dtype: code, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  const areCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);
  if (typeof code !== "string" || !areCounts(shape) || !areCounts(offsets) || offsets.length !== 2)
    throw file.damaged(`gives ${name} no dtype, shape and data_offsets`);
  const dtype = Object.hasOwn(dtypeOf, code) ? dtypeOf[code] : undefined;
  if (dtype === undefined)
    throw file.damaged(`has ${name} with elements of type ${code}; ${Object.keys(dtypeOf).join(", ")} can be read`);
  const type = { dtype, shape };
  const bytes = offsets[1] - offsets[0];
  if (bytes !== bytesOf(type)) throw file.damaged(`gives ${name} ${bytes} bytes, its shape has ${bytesOf(type)}`);
  return { type, position: begin + offsets[0] };
}

const alignment = 8;

/**
 * The header of a file, and the tensors in the order of their bytes: the widest elements first, so that all are
 * aligned.
 */
export function safetensorsHeader<T extends Pick<NamedTensor, "name" | "type">>(
  tensors: readonly T[],
): { header: Uint8Array; order: T[] } {
  const width = ({ type }: T): number => bytesOf({ dtype: type.dtype, shape: [] });
  const order = [...tensors].sort((a, b) => width(b) - width(a));
  let end = 0;
  const entries = order.map(({ name, type }) => {
    const begin = end;
    end += bytesOf(type);
    return [name, { dtype: spelling.get(type.dtype), shape: type.shape, data_offsets: [begin, end] }];
  });
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const header = new Uint8Array(Math.ceil((8 + text.length) / alignment) * alignment).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - 8), true);
  header.set(text, 8);
  return { header, order };
}

/** Writes tensors. */
export function writeSafetensors(path: string, tensors: readonly NamedTensor[]): void {
  const { header, order } = safetensorsHeader(tensors);
  writeFile(path, (write) => {
    write(header);
    for (const { data } of order) write(bytesOfData(data));
  });
}
