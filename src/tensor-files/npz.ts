/** @file NumPy's .npz: a ZIP archive of .npy arrays, one per tensor. */
import { allocateData, bytesOf, bytesPerElement, numElements, type TensorData, type TensorType } from "../ir/types.ts";
import { maxHeaderBytes, type NpyHeader, npyHeader, readNpyHeader } from "./npy.ts";
import { type ByteSource, bytesOfData, type NamedTensor, openFile, type TensorFile, writeFile } from "./tensor-file.ts";
import { entryStart, readDirectory, readEntry, writeZip, type ZipEntry } from "./zip.ts";

interface Member {
  readonly entry: ZipEntry;
  readonly header: NpyHeader;
}

/** Opens an archive. @throws InvalidConfig if the file is not a valid archive */
export const openNpz = (path: string): TensorFile =>
  openFile(path, (file) => {
    const members = readMembers(file);
    return {
      types: new Map([...members].map(([name, { header }]) => [name, header.type])),
      read: (name) => readMember(file, name, members.get(name)!),
    };
  });

function readMembers(file: ByteSource): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const entry of readDirectory(file)) {
    const name = entry.name.replace(/\.npy$/, "");
    if (members.has(name)) throw file.damaged(`has two tensors called ${name}`);
    const header = readNpyHeader(entryStart(file, entry, maxHeaderBytes));
    if (typeof header === "string") throw file.damaged(`${entry.name} ${header}`);
    const needed = header.dataOffset + bytesOf(header.type);
    if (entry.bytes !== needed)
      throw file.damaged(`has ${entry.bytes} bytes in ${entry.name}, its header asks for ${needed}`);
    members.set(name, { entry, header });
  }
  return members;
}

function readMember(file: ByteSource, name: string, { entry, header }: Member): TensorData {
  const { type, dataOffset, isBigEndian, isFortran } = header;
  const elements = readEntry(file, entry).subarray(dataOffset);
  const data = allocateData(type.dtype, numElements(type.shape));
  bytesOfData(data).set(elements);
  if (isBigEndian) swapBytes(bytesOfData(data), bytesPerElement(type.dtype));
  if (type.dtype === "i1" && (data as Uint8Array).some((bit) => bit > 1))
    throw file.damaged(`has booleans in ${name} that are neither 0 nor 1`);
  return isFortran ? rowMajor(data, type) : data;
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** Converts elements from column-major (first dim varies fastest) to row-major order. */
function rowMajor(data: TensorData, { dtype, shape }: TensorType): TensorData {
  const moved = allocateData(dtype, data.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, dim) => numElements(shape.slice(0, dim)));
  for (let at = 0, from = 0; at < data.length; at++) {
    moved[at] = data[from];
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      from += strides[dim];
      if (++index[dim] < shape[dim]) break;
      from -= shape[dim] * strides[dim];
      index[dim] = 0;
    }
  }
  return moved;
}

/** Writes tensors, uncompressed. */
export function writeNpz(path: string, tensors: readonly NamedTensor[]): void {
  const contents = tensors.map(({ name, type, data, isComplex }) => ({
    name: `${name}.npy`,
    parts: [npyHeader(type, isComplex), bytesOfData(data)],
  }));
  writeFile(path, (write) => writeZip(contents, write));
}
