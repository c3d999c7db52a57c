/**
 * @file A snapshot: a copy of named tensors as the bytes of a checkpoint's .safetensors files, one per device. Training
 * waits for the copy only; the files are written from it.
 */
import { crc32 } from "node:zlib";
import type { TensorType } from "../ir/types.ts";
import type { TensorPart } from "../plan/shard.ts";
import { alignedBytes } from "../tensor-files/aligned-memory.ts";
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

/** The bytes of one file. */
interface FileImage {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The offsets of the parts in it, and the manifest's entries that receive their checksums. */
  readonly parts: readonly { readonly start: number; readonly end: number; readonly entry: { checksum: number } }[];
}

export class Snapshot {
  readonly files: readonly FileImage[];
  /** The manifest's entries. Their checksums are 0 until `sum` is called. */
  readonly tensors: Manifest["tensors"];

  private constructor(files: readonly FileImage[], tensors: Manifest["tensors"]) {
    this.files = files;
    this.tensors = tensors;
  }

  /**
   * Copies tensors.
   * @param reused  an earlier snapshot that is no longer needed. Its memory is reused for files of the same size,
   *     because copying to memory that was written before is several times as fast
   */
  static take(tensors: readonly TensorParts[], reused?: Snapshot): Snapshot {
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
    return new Snapshot(
      names.map((name) => fileImage(name, parts.get(name)!, reused)),
      entries,
    );
  }

  get numBytes(): number {
    return this.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Computes the checksums of a file's parts. */
  sum({ bytes, parts }: FileImage): void {
    for (const { start, end, entry } of parts) entry.checksum = crc32(bytes.subarray(start, end));
  }
}

function fileImage(name: string, parts: readonly Part[], reused: Snapshot | undefined): FileImage {
  const { header, order } = safetensorsHeader(parts);
  const size = order.reduce((sum, { data }) => sum + data.byteLength, header.length);
  const former = reused?.files.find((file) => file.name === name && file.bytes.length === size);
  const bytes = former?.bytes ?? alignedBytes(size);
  bytes.set(header);
  let end = header.length;
  const placed = order.map(({ data, entry }) => {
    const start = end;
    bytes.set(bytesOfData(data), start);
    end += data.byteLength;
    return { start, end, entry };
  });
  return { name, bytes, parts: placed };
}
