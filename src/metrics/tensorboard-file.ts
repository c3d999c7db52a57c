/** @file TensorBoard's event files: scalars by step, as protobuf messages in TFRecords. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** Scalars of one step, by tag. Those that are not finite are written too: TensorBoard shows them as triangles. */
export type Scalars = Readonly<Record<string, number>>;

let numFiles = 0;

export class TensorBoardFile {
  readonly path: string;

  /**
   * Begins a new file in a folder. TensorBoard then ignores what earlier files of the folder say about steps after
   * `firstStep`.
   */
  constructor(folder: string, firstStep: number) {
    mkdirSync(folder, { recursive: true });
    const seconds = `${Math.floor(Date.now() / 1e3)}`.padStart(10, "0");
    this.path = join(folder, `events.out.tfevents.${seconds}.${hostname()}.${process.pid}.${numFiles++}`);
    const version = event(0, [string(3, "brain.Event:2")]);
    const start = event(firstStep + 1, [message(7, [varint(1, 1)])]);
    writeFileSync(this.path, Buffer.concat([record(version), record(start)]), { flag: "wx" });
  }

  write(step: number, scalars: Scalars): void {
    const values = Object.entries(scalars).map(([tag, value]) => message(1, [string(1, tag), float(2, value)]));
    appendFileSync(this.path, record(event(step, [message(5, values)])));
  }
}

/** An `Event` with the time now. */
const event = (step: number, fields: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([double(1, Date.now() / 1e3), varint(2, step), ...fields]);

// Fields of protobuf messages: the field's number and wire type, then its value.

/** A non-negative integer, seven bits a byte. */
function bytesOfVarint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

const varint = (field: number, value: number): Uint8Array => Uint8Array.from([8 * field, ...bytesOfVarint(value)]);

function double(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(9, 8 * field + 1);
  bytes.writeDoubleLE(value, 1);
  return bytes;
}

function float(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(5, 8 * field + 5);
  bytes.writeFloatLE(value, 1);
  return bytes;
}

const chunk = (field: number, content: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.from([8 * field + 2, ...bytesOfVarint(content.length)]), content]);
const string = (field: number, text: string): Uint8Array => chunk(field, Buffer.from(text));
const message = (field: number, fields: readonly Uint8Array[]): Uint8Array => chunk(field, Buffer.concat(fields));

/** A TFRecord: the length and the data, each followed by its masked CRC. */
function record(data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, maskedCrc(length), data, maskedCrc(data)]);
}

function maskedCrc(bytes: Uint8Array): Uint8Array {
  const crc = crc32c(bytes);
  const masked = Buffer.alloc(4);
  masked.writeUInt32LE((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0);
  return masked;
}

/** The reflected polynomial of Castagnoli. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** CRC-32C, which differs from zlib's CRC-32. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
