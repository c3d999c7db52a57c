/** @file Frames: a 4-byte length, a JSON header with the sizes of the bodies, and the bodies. */

export type Header = Readonly<Record<string, unknown>>;

export function writeFrame(header: Header, bodies: readonly Uint8Array[]): Buffer {
  const text = Buffer.from(JSON.stringify({ ...header, sizes: bodies.map((body) => body.byteLength) }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, ...bodies]);
}

/** Takes a stream's bytes and calls `onFrame` for every complete frame. */
export class FrameReader {
  readonly #onFrame: (header: Header, bodies: readonly Buffer[]) => void;
  /** Bytes of the next frames that have been joined, and the chunks that follow them. */
  #data: Buffer = Buffer.alloc(0);
  readonly #chunks: Buffer[] = [];
  #numBytes = 0;
  /** The number of bytes with which the next part of the frame is complete. */
  #needed = 4;

  constructor(onFrame: (header: Header, bodies: readonly Buffer[]) => void) {
    this.#onFrame = onFrame;
  }

  add(data: Buffer): void {
    this.#chunks.push(data);
    this.#numBytes += data.length;
    while (this.#numBytes >= this.#needed) {
      // Joined only when a part of the frame is complete, since joining for every chunk takes quadratic time.
      this.#data = Buffer.concat([this.#data, ...this.#chunks.splice(0)]);
      const begin = 4 + this.#data.readUInt32LE(0);
      this.#needed = begin;
      if (this.#data.length < begin) return;
      const header = JSON.parse(this.#data.toString("utf8", 4, begin)) as Header & { sizes: number[] };
      const end = header.sizes.reduce((sum, size) => sum + size, begin);
      this.#needed = end;
      if (this.#data.length < end) return;
      const bodies: Buffer[] = [];
      let at = begin;
      for (const size of header.sizes) {
        bodies.push(Buffer.from(this.#data.subarray(at, at + size)));
        at += size;
      }
      this.#data = this.#data.subarray(end);
      this.#numBytes = this.#data.length;
      this.#needed = 4;
      this.#onFrame(header, bodies);
    }
  }
}
