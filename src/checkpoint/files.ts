/** @file The file operations that a checkpoint is written with. Tests inject layers that fail. */
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

/** Bytes to write in one call; Node takes less than 2 GiB. */
const mostAtOnce = 2 ** 28;

/** The files of this machine. */
export const localFiles: FileLayer = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  list: (path) => readdir(path),
  async create(path) {
    const handle = await open(path, "wx");
    return { write: (bytes) => writeAll(handle, bytes), sync: () => handle.sync(), close: () => handle.close() };
  },
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

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, Math.min(bytes.length - at, mostAtOnce));
    at += bytesWritten;
  }
}
