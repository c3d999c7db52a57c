/** @file ZIP archives as NumPy writes them: entries stored or deflated, with 64-bit sizes where needed. */
import { crc32, inflateRawSync } from "node:zlib";
import type { ByteSource } from "./tensor-file.ts";

export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly storedBytes: number;
  readonly bytes: number;
  readonly checksum: number;
  /** Offset of the local header in the file. */
  readonly position: number;
}

const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const locator64Mark = 0x07064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
/** The 32-bit value that refers to a 64-bit size. */
const large = 0xffffffff;
/** Maximum bytes of an archive's comment and the end record before it. */
const maxEndBytes = 0xffff + 22;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const uint64 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/**
 * Returns the entries of an archive, in order. @throws InvalidConfig if it is no archive or has a form that NumPy does
 * not write
 */
export function readDirectory(file: ByteSource): ZipEntry[] {
  const { numEntries, bytes, position } = findDirectory(file);
  const directory = file.bytes(position, bytes, "the directory of the archive");
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < numEntries; ) {
    if (at + 46 > bytes || view.getUint32(at, true) !== entryMark)
      throw file.damaged(`has ${entries.length} entries, where its end says ${numEntries}`);
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = at + 46 + nameBytes + extraBytes + commentBytes;
    if (next > bytes) throw file.damaged("has a directory that ends within an entry");
    const name = new TextDecoder().decode(directory.subarray(at + 46, at + 46 + nameBytes));
    const method = view.getUint16(at + 10, true);
    if (view.getUint16(at + 8, true) & 1) throw file.damaged(`has the encrypted entry ${name}`);
    if (method !== 0 && method !== 8)
      throw file.damaged(`has ${name} compressed by method ${method}; 0 (stored) and 8 (deflated) can be read`);
    const extra = viewOf(directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes));
    const [size, storedSize, offset] = wideFields(
      extra,
      [24, 20, 42].map((field) => view.getUint32(at + field, true)),
    );
    entries.push({
      ...{ name, isDeflated: method === 8, bytes: size, storedBytes: storedSize, position: offset },
      checksum: view.getUint32(at + 16, true),
    });
    at = next;
  }
  return entries;
}

/** 32-bit fields, each replaced by the next 64-bit one of the extra field 1 where it is too large. */
function wideFields(extra: DataView, fields: readonly number[]): number[] {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const [id, length] = [extra.getUint16(at, true), extra.getUint16(at + 2, true)];
    if (id === 1) {
      let wide = at + 4;
      return fields.map((field) => {
        if (field !== large || wide + 8 > Math.min(at + 4 + length, extra.byteLength)) return field;
        wide += 8;
        return uint64(extra, wide - 8);
      });
    }
    at += 4 + length;
  }
  return [...fields];
}

function findDirectory(file: ByteSource): { numEntries: number; bytes: number; position: number } {
  const tailBytes = Math.min(file.size, maxEndBytes + 20);
  const tailStart = file.size - tailBytes;
  const view = viewOf(file.bytes(tailStart, tailBytes, "the end of the archive"));
  let at = tailBytes - 22;
  while (at >= 0 && view.getUint32(at, true) !== endMark) at--;
  if (at < 0) throw file.damaged("is no .npz archive");
  const isWide = at >= 20 && view.getUint32(at - 20, true) === locator64Mark;
  if (!isWide) {
    const numEntries = view.getUint16(at + 10, true);
    return { numEntries, bytes: view.getUint32(at + 12, true), position: view.getUint32(at + 16, true) };
  }
  const end = viewOf(file.bytes(uint64(view, at - 12), 56, "the end of the archive"));
  if (end.getUint32(0, true) !== end64Mark) throw file.damaged("has no 64-bit end record where its locator says");
  return { numEntries: uint64(end, 32), bytes: uint64(end, 40), position: uint64(end, 48) };
}

/** Returns the offset of an entry's stored bytes. */
function dataPosition(file: ByteSource, { name, position }: ZipEntry): number {
  const header = viewOf(file.bytes(position, 30, name));
  if (header.getUint32(0, true) !== localMark) throw file.damaged(`has no entry at byte ${position}, where ${name} is`);
  return position + 30 + header.getUint16(26, true) + header.getUint16(28, true);
}

/** Returns the first `count` bytes of an entry, or all if there are fewer. */
export function entryStart(file: ByteSource, entry: ZipEntry, count: number): Uint8Array<ArrayBuffer> {
  if (entry.isDeflated) return readEntry(file, entry).slice(0, count);
  return file.bytes(dataPosition(file, entry), Math.min(count, entry.bytes), entry.name);
}

/** Returns all bytes of an entry after checking their CRC-32. */
export function readEntry(file: ByteSource, entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const stored = file.bytes(dataPosition(file, entry), entry.storedBytes, entry.name);
  const bytes = entry.isDeflated ? inflate(file, entry, stored) : stored;
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.checksum)
    throw file.damaged(`has damaged bytes in ${entry.name}: they are not those of its checksum`);
  return bytes;
}

function inflate(file: ByteSource, { name, bytes }: ZipEntry, stored: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(inflateRawSync(stored, { maxOutputLength: Math.max(1, bytes) }));
  } catch (error) {
    throw file.damaged(`has ${name}, which cannot be uncompressed (${(error as Error).message})`);
  }
}

/** An entry to write; its bytes are the concatenated parts. */
export interface ZipContent {
  readonly name: string;
  readonly parts: readonly Uint8Array[];
}

/** Passes the bytes of an archive of stored entries to `write`, in order. Sizes are 64-bit, as NumPy writes them. */
export function writeZip(contents: readonly ZipContent[], write: (bytes: Uint8Array) => void): void {
  let position = 0;
  const put = (bytes: Uint8Array): void => {
    write(bytes);
    position += bytes.length;
  };
  const headers = contents.map(({ name, parts }) => {
    const encoded = new TextEncoder().encode(name);
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    // Node 20 returns 0 for an empty view instead of the previous sum.
    const checksum = parts.reduce((sum, part) => (part.length > 0 ? crc32(part, sum) : sum), 0);
    const start = position;
    const fields = { encoded, checksum, size };
    put(entryHeader(fields, undefined));
    parts.forEach(put);
    return entryHeader(fields, start);
  });
  const directory = position;
  headers.forEach(put);
  put(endRecords(headers.length, position - directory, directory));
}

interface EntryFields {
  readonly encoded: Uint8Array;
  readonly checksum: number;
  readonly size: number;
}

/** 1980-01-01, ZIP's earliest date. A constant date makes equal tensors give equal files. */
const date = 0x21;
/** Names are UTF-8. */
const nameFlag = 0x800;
const version = 45;

/** A local header, or an entry of the directory for the local header at `start`. */
function entryHeader({ encoded, checksum, size }: EntryFields, start: number | undefined): Uint8Array {
  const isLocal = start === undefined;
  const fixed = isLocal ? 30 : 46;
  const extra = isLocal ? 20 : 28;
  const bytes = new Uint8Array(fixed + encoded.length + extra);
  const view = viewOf(bytes);
  view.setUint32(0, isLocal ? localMark : entryMark, true);
  if (!isLocal) view.setUint16(4, version, true);
  const at = isLocal ? 4 : 6;
  view.setUint16(at, version, true);
  view.setUint16(at + 2, nameFlag, true);
  view.setUint16(at + 8, date, true);
  view.setUint32(at + 10, checksum, true);
  view.setUint32(at + 14, large, true);
  view.setUint32(at + 18, large, true);
  view.setUint16(at + 22, encoded.length, true);
  view.setUint16(at + 24, extra, true);
  if (!isLocal) view.setUint32(42, large, true);
  bytes.set(encoded, fixed);
  const wide = fixed + encoded.length;
  view.setUint16(wide, 1, true);
  view.setUint16(wide + 2, extra - 4, true);
  view.setBigUint64(wide + 4, BigInt(size), true);
  view.setBigUint64(wide + 12, BigInt(size), true);
  if (!isLocal) view.setBigUint64(wide + 20, BigInt(start), true);
  return bytes;
}

function endRecords(numEntries: number, bytes: number, position: number): Uint8Array {
  const records = new Uint8Array(56 + 20 + 22);
  const view = viewOf(records);
  view.setUint32(0, end64Mark, true);
  view.setBigUint64(4, 44n, true);
  view.setUint16(12, version, true);
  view.setUint16(14, version, true);
  for (const [at, value] of [
    [24, numEntries],
    [32, numEntries],
    [40, bytes],
    [48, position],
  ])
    view.setBigUint64(at, BigInt(value), true);
  view.setUint32(56, locator64Mark, true);
  view.setBigUint64(64, BigInt(position + bytes), true);
  view.setUint32(72, 1, true);
  view.setUint32(76, endMark, true);
  view.setUint16(84, 0xffff, true);
  view.setUint16(86, 0xffff, true);
  view.setUint32(88, large, true);
  view.setUint32(92, large, true);
  return records;
}
