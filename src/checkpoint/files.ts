/** @file The file operations that a checkpoint is written with. Tests inject layers that fail. */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";

/** A file being written. */
export interface OpenFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when what was written is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Operations that change files; all reject with the operating system's error. */
export interface FileLayer {
  /** Makes a folder and those above it that are missing. */
  makeFolder(path: string): Promise<void>;
  /** Names in a folder. */
  list(path: string): Promise<string[]>;
  create(path: string): Promise<OpenFile>;
  /** Resolves when the folder's names are on the disk. */
  syncFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all in it; one that is missing counts as removed. */
  remove(path: string): Promise<void>;
}

/** The files of this machine. */
export const localFiles: FileLayer = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  list: (path) => readdir(path),
  create: async (path) => new LocalFile(path, await open(path, "wx")),
  async syncFolder(path) {
    // Windows has no handles of folders; a rename is durable there by itself.
    if (process.platform === "win32") return;
    const handle = await open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
};

/** Bytes to write in one call; Node takes less than 2 GiB. */
const mostAtOnce = 2 ** 24;
/** Unbuffered writes are multiples of it, in memory and in the file. */
const blockBytes = 4096;

class LocalFile implements OpenFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #size = 0;

  constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  async write(bytes: Uint8Array): Promise<void> {
    let at = await this.#writeUnbuffered(bytes);
    while (at < bytes.length) at += await writeSome(this.#handle, bytes, at, this.#size + at);
    this.#size += bytes.length;
  }

  /**
   * Writes the whole blocks of `bytes` past the system's cache, where the system can do that: copying a checkpoint into
   * the cache costs ten times as much of the CPU time that training needs.
   * @returns bytes written; 0 if it cannot
   */
  async #writeUnbuffered(bytes: Uint8Array): Promise<number> {
    const whole = bytes.length - (bytes.length % blockBytes);
    if (constants.O_DIRECT === undefined || whole < 2 ** 20 || this.#size % blockBytes !== 0) return 0;
    const handle = await open(this.#path, constants.O_WRONLY | constants.O_DIRECT).catch(() => undefined);
    if (!handle) return 0;
    try {
      let at = 0;
      // A write that ends within a block has met the end of the disk; the buffered write after it gets the error.
      while (at < whole && at % blockBytes === 0)
        at += await writeSome(handle, bytes.subarray(0, whole), at, this.#size + at);
      return at;
    } catch (error) {
      // Memory that does not begin at a block, or a file system without unbuffered writes.
      if ((error as NodeJS.ErrnoException).code === "EINVAL") return 0;
      throw error;
    } finally {
      await handle.close();
    }
  }

  sync(): Promise<void> {
    return this.#handle.sync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

async function writeSome(handle: FileHandle, bytes: Uint8Array, at: number, position: number): Promise<number> {
  return (await handle.write(bytes, at, Math.min(bytes.length - at, mostAtOnce), position)).bytesWritten;
}
