/** @file Files of named tensors (`.npz`, `.safetensors`). Opening reads names and types; tensors are read singly. */
import { closeSync, constants, fstatSync, openSync, read, readSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { InvalidConfig } from "../base/errors.ts";
import type { TensorData, TensorType } from "../ir/types.ts";
import { blockBytes, leastUnbuffered, type ReadSpace } from "./aligned-memory.ts";

const readLater = promisify(read);

/** An open file of tensors. */
export interface TensorFile {
  /** Types by name, in the order of the file. */
  readonly types: ReadonlyMap<string, TensorType>;
  /** Returns the elements of a tensor, row-major, in new memory. @throws InvalidConfig if its bytes are damaged */
  read(name: string): TensorData;
  close(): void;
}

/** A file whose tensors can be read several at a time, which is faster from a disk. */
export interface ParallelTensorFile extends TensorFile {
  /** Like `read`, outside of this thread. The elements lie in `space`, until something else is read there. */
  readLater(name: string, space: ReadSpace): Promise<TensorData>;
}

/** A tensor to write. */
export interface NamedTensor {
  readonly name: string;
  readonly type: TensorType;
  readonly data: TensorData;
  /** Whether the last dim holds the two parts of complex numbers. */
  readonly isComplex?: boolean;
}

/** Bytes to read or write in one call; Node takes less than 2 GiB. */
const mostAtOnce = 2 ** 30;
/** Bytes of one of the reads that go on at the same time. */
const bytesOfRead = 2 ** 22;

/** A file that is read at any position, also beyond the 2 GiB that Node reads at once. */
export class ByteSource {
  readonly path: string;
  readonly size: number;
  readonly #handle: number;

  constructor(path: string) {
    this.path = path;
    try {
      this.#handle = openSync(path, "r");
      const stat = fstatSync(this.#handle);
      if (!stat.isFile()) throw Object.assign(new Error("not a file"), { code: "EISDIR" });
      this.size = stat.size;
    } catch (error) {
      throw new InvalidConfig(
        path,
        `cannot be read (${(error as NodeJS.ErrnoException).code}); give a .npz or .safetensors file`,
      );
    }
  }

  /** Returns `length` bytes at `position`. @throws InvalidConfig if the file ends earlier */
  bytes(position: number, length: number, what: string): Uint8Array<ArrayBuffer> {
    if (!(position >= 0 && length >= 0 && position + length <= this.size))
      throw this.damaged(`${what} is said to lie at bytes ${position} to ${position + length} of ${this.size}`);
    const bytes = new Uint8Array(length);
    this.fill(bytes, position);
    return bytes;
  }

  /** Fills `bytes` from `position`; the file must be long enough. */
  fill(bytes: Uint8Array, position: number): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + mostAtOnce);
      const count = readSync(this.#handle, part, 0, part.length, position + at);
      if (count === 0) throw this.damaged(`ended at byte ${position + at} while it was read`);
      at += count;
    }
  }

  /**
   * Returns bytes that lie in `space` until something else is read there, by several reads at the same time, without
   * the system's cache where that is possible: filling the cache takes as much CPU time as all the rest of loading.
   */
  async bytesLater(position: number, length: number, space: ReadSpace): Promise<Uint8Array> {
    const isLarge = length >= leastUnbuffered;
    const begin = isLarge ? position - (position % blockBytes) : position;
    const end = position + length;
    const bytes = space.take(isLarge ? Math.ceil((end - begin) / blockBytes) * blockBytes : length);
    const direct = isLarge ? this.#openUnbuffered() : undefined;
    const starts = Array.from({ length: Math.ceil((end - begin) / bytesOfRead) }, (_, i) => begin + i * bytesOfRead);
    const ended = await Promise.allSettled(
      starts.map((start) => this.#readPart(bytes, begin, [start, Math.min(start + bytesOfRead, end)], direct)),
    );
    if (direct !== undefined) closeSync(direct);
    for (const each of ended) if (each.status === "rejected") throw each.reason;
    return bytes.subarray(position - begin, end - begin);
  }

  /** Reads the file's bytes from `start` to `end`; `bytes` begin at the file's byte `begin`. */
  async #readPart(bytes: Uint8Array, begin: number, [start, end]: [number, number], direct: number | undefined) {
    let at = start;
    if (direct !== undefined) {
      // The file may end within the last block. Memory that is not aligned is refused, and read with the cache.
      const whole = Math.min(Math.ceil((end - start) / blockBytes) * blockBytes, bytes.length - (start - begin));
      const read = await readLater(direct, bytes, start - begin, whole, start).catch(() => undefined);
      at += read?.bytesRead ?? 0;
    }
    while (at < end) {
      const { bytesRead } = await readLater(this.#handle, bytes, at - begin, end - at, at);
      if (bytesRead === 0) throw this.damaged(`ended at byte ${at} while it was read`);
      at += bytesRead;
    }
  }

  /** A handle for unbuffered reads; undefined if the system has none. */
  #openUnbuffered(): number | undefined {
    if (constants.O_DIRECT === undefined) return undefined;
    try {
      return openSync(this.path, constants.O_RDONLY | constants.O_DIRECT);
    } catch {
      return undefined;
    }
  }

  /** Returns an error about the file. */
  damaged(what: string): InvalidConfig {
    return new InvalidConfig(basename(this.path), `${what}; write the file anew`);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** Opens a file and reads its directory. Closes it if that fails. */
export function openFile<F extends Omit<TensorFile, "close">>(
  path: string,
  open: (file: ByteSource) => F,
): F & Pick<TensorFile, "close"> {
  const file = new ByteSource(path);
  try {
    return { ...open(file), close: () => file.close() };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The bytes that hold `data`. */
export const bytesOfData = (data: TensorData): Uint8Array =>
  new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);

/** Creates a file from the bytes that `content` writes, one after another. */
export function writeFile(path: string, content: (write: (bytes: Uint8Array) => void) => void): void {
  const handle = openSync(path, "w");
  try {
    content((bytes) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, Math.min(bytes.length - at, mostAtOnce));
    });
  } finally {
    closeSync(handle);
  }
}
