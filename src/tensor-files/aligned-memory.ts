/** @file Memory aligned to the disk's blocks, which files are read into and written from without the system's cache. */

/** Addresses, file positions and lengths of unbuffered reads and writes are multiples of this many bytes. */
export const blockBytes = 4096;
/** Smaller reads and writes are buffered. */
export const leastUnbuffered = 2 ** 20;

const pageBytes = 65536;

/**
 * Memory aligned to the disk's block size. In JavaScript only a WebAssembly memory is aligned so; if it cannot be
 * allocated, reads and writes are buffered.
 */
export function alignedBytes(size: number): Uint8Array {
  const pages = Math.ceil(size / pageBytes);
  if (size >= leastUnbuffered && pages <= 65536) {
    try {
      return new Uint8Array(new WebAssembly.Memory({ initial: pages, maximum: pages }).buffer, 0, size);
    } catch {
      // The process cannot reserve that much address space.
    }
  }
  return new Uint8Array(size);
}

/** Memory that one read after another fills. Memory that was written before is several times as fast as new memory. */
export class ReadSpace {
  #bytes = new Uint8Array(0);

  /** Returns `size` bytes, which the next call returns too. */
  take(size: number): Uint8Array {
    if (this.#bytes.length < size) this.#bytes = alignedBytes(size) as Uint8Array<ArrayBuffer>;
    return this.#bytes.subarray(0, size);
  }
}
