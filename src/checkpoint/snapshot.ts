/**
 * @file A snapshot: a copy of named tensors as the bytes of a checkpoint's .safetensors files, one per device. Training
 * waits for the copy, and until the small part that is not copied is written; the rest is written from the copy.
 */
import { crc32 } from "node:zlib";
import type { TensorType } from "../ir/types.ts";
import type { TensorPart } from "../plan/shard.ts";
import { alignedBytes, blockBytes } from "../tensor-files/aligned-memory.ts";
import { safetensorsHeader } from "../tensor-files/safetensors.ts";
import { bytesOfData } from "../tensor-files/tensor-file.ts";
import type { Manifest } from "./manifest.ts";

/** A tensor to save. `parts` hold every element once, with at most one part per device. */
export interface TensorParts extends TensorType {
  readonly name: string;
  /** Its placement as text, for readers of the manifest. */
  readonly placement?: string;
  readonly parts: readonly TensorPart[];
}

interface Part {
  readonly name: string;
  readonly type: TensorType;
  readonly data: TensorPart["data"];
  readonly entry: { checksum: number };
}

/** The bytes of one file: a head of views of the tensors' memory, and a copy of the rest. */
interface FileImage {
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly head: readonly Uint8Array[];
  readonly bytes: Uint8Array;
  /**
   * For each part: its offsets in the file, the checksum of its bytes in the head, and the manifest's entry that
   * receives its checksum.
   */
  readonly parts: readonly {
    readonly start: number;
    readonly end: number;
    readonly headSum: number;
    readonly entry: { checksum: number };
  }[];
}

export interface SnapshotOptions {
  /**
   * An earlier snapshot that is no longer needed. Its memory is reused for files of the same size, because copying to
   * memory that was written before is several times as fast.
   */
  readonly reused?: Snapshot;
  /** Share of the bytes that is written without a copy, straight from the tensors, until `released`. Default: 0. */
  readonly headShare?: number;
}

/** Bytes of a head per write. */
const headChunk = 2 ** 21;

export class Snapshot {
  readonly files: readonly FileImage[];
  /** The manifest's entries. Their checksums are 0 until `sum` is called. */
  readonly tensors: Manifest["tensors"];
  /** Resolves when the tensors may change, because the head is written. */
  readonly released: Promise<void>;
  #release = (): void => {};

  private constructor(files: readonly FileImage[], tensors: Manifest["tensors"]) {
    this.files = files;
    this.tensors = tensors;
    this.released = new Promise((resolve) => {
      this.#release = resolve;
    });
    if (files.every(({ head }) => head.length === 0)) this.#release();
  }

  /** Copies tensors, all but the head. */
  static take(tensors: readonly TensorParts[], { reused, headShare = 0 }: SnapshotOptions = {}): Snapshot {
    const parts = new Map<string, Part[]>();
    const entries = tensors.map(({ name, dtype, shape, placement, parts: own }) => ({
      name,
      dtype,
      shape: [...shape],
      ...(placement !== undefined && { placement }),
      parts: own.map((part) => {
        const file = `device-${part.device}.safetensors`;
        const entry = { file, start: [...part.start], shape: [...part.shape], checksum: 0 };
        if (!parts.has(file)) parts.set(file, []);
        parts.get(file)!.push({ name, type: { dtype, shape: part.shape }, data: part.data, entry });
        return entry;
      }),
    }));
    const names = [...parts.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const total = [...parts.values()].flat().reduce((sum, { data }) => sum + data.byteLength, 0);
    return new Snapshot(
      names.map((name, i) => fileImage(name, parts.get(name)!, i === 0 ? headShare * total : 0, reused)),
      entries,
    );
  }

  get numBytes(): number {
    return this.files.reduce((sum, { size }) => sum + size, 0);
  }

  /** Writes the head of a file. */
  async writeHead({ head }: FileImage, write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    if (head.length === 0) return;
    const chunk = alignedBytes(headChunk);
    let filled = 0;
    for (const piece of head) {
      for (let at = 0; at < piece.length; ) {
        const some = piece.subarray(at, at + headChunk - filled);
        chunk.set(some, filled);
        at += some.length;
        filled += some.length;
        if (filled < headChunk) continue;
        await write(chunk);
        filled = 0;
      }
    }
    if (filled > 0) await write(chunk.subarray(0, filled));
    this.#release();
  }

  /** Computes the checksums of a file's parts. */
  sum({ size, bytes, parts }: FileImage): void {
    const headBytes = size - bytes.length;
    for (const { start, end, headSum, entry } of parts)
      entry.checksum = crc32(bytes.subarray(Math.max(0, start - headBytes), Math.max(0, end - headBytes)), headSum);
  }
}

/** @param mostHead  maximum bytes of the head, which ends at the end of a block */
function fileImage(name: string, parts: readonly Part[], mostHead: number, reused: Snapshot | undefined): FileImage {
  const { header, order } = safetensorsHeader(parts);
  const size = order.reduce((sum, { data }) => sum + data.byteLength, header.length);
  const headBytes = Math.floor(Math.min(mostHead, size) / blockBytes) * blockBytes;
  const length = size - headBytes;
  const former = reused?.files.find((file) => file.name === name && file.bytes.length === length);
  const bytes = former?.bytes ?? alignedBytes(length);
  const head: Uint8Array[] = [];
  let end = 0;
  /** Appends bytes to the file. Returns those of them that are in the head. */
  const place = (given: Uint8Array): Uint8Array => {
    const inHead = given.subarray(0, Math.max(0, headBytes - end));
    if (inHead.length > 0) head.push(inHead);
    bytes.set(given.subarray(inHead.length), Math.max(0, end - headBytes));
    end += given.length;
    return inHead;
  };
  place(header);
  const placed = order.map(({ data, entry }) => {
    const start = end;
    const headSum = crc32(place(bytesOfData(data)));
    return { start, end, headSum, entry };
  });
  return { name, size, head, bytes, parts: placed };
}
