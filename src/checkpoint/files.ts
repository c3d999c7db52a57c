/** @file The file operations for writing a checkpoint. Tests inject failing ones. */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { blockBytes, leastUnbuffered } from "../tensor-files/aligned-memory.ts";

/** A file being written. */
export interface OpenFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything written so far is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Operations that change files; all reject with the operating system's error. */
export interface FileLayer {
  /** Makes a folder and its missing parents. */
  makeFolder(path: string): Promise<void>;
  /** Returns the names in a folder. */
  list(path: string): Promise<string[]>;
  create(path: string): Promise<OpenFile>;
  /** Resolves when the folder's directory entries are on the disk. */
  syncFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with its contents. Does nothing if it does not exist. */
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
    // Windows has no handles of folders; renames are durable there without a sync.
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

/** Bytes per write call; Node's limit is 2 GiB. */
const mostAtOnce = 2 ** 24;

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
   * Writes the whole blocks of `bytes` without the system's cache, where that is possible. Copying a checkpoint into
   * the cache takes ten times as much CPU time, which training needs.
   * @returns bytes written; 0 if unbuffered writes are not possible
   */
  async #writeUnbuffered(bytes: Uint8Array): Promise<number> {
    const whole = bytes.length - (bytes.length % blockBytes);
    if (constants.O_DIRECT === undefined || whole < leastUnbuffered || this.#size % blockBytes !== 0) return 0;
    const handle = await open(this.#path, constants.O_WRONLY | constants.O_DIRECT).catch(() => undefined);
    if (!handle) return 0;
    try {
      let at = 0;
      // A write that ends within a block means a full disk; the buffered write that follows reports the error.
      while (at < whole && at % blockBytes === 0)
        at += await writeSome(handle, bytes.subarray(0, whole), at, this.#size + at);
      return at;
    } catch (error) {
      // The memory is not aligned to a block, or the file system has no unbuffered writes.
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
