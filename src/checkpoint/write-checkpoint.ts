/**
 * @file Writes a checkpoint: one .safetensors file per device with the parts that it holds, and a manifest. All is
 * written and synchronized in a folder of another name, which a rename makes the checkpoint.
 */
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";
import { AlpaError, InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { bytesText } from "../base/units.ts";
import type { TensorType } from "../ir/types.ts";
import { systemReason } from "../node/system-reason.ts";
import type { TensorPart } from "../plan/shard.ts";
import { safetensorsHeader } from "../tensor-files/safetensors.ts";
import { bytesOfData } from "../tensor-files/tensor-file.ts";
import { type FileLayer, localFiles } from "./files.ts";
import {
  type CheckpointFolder,
  folderName,
  isLeftover,
  listCheckpoints,
  replacedName,
  stepOfReplaced,
  writingName,
} from "./folders.ts";
import { type Manifest, type ManifestFacts, type ManifestTensor, manifestName, manifestText } from "./manifest.ts";

/** A tensor to save. `parts` hold every element once, at most one part per device. */
export interface TensorCopy extends TensorType {
  readonly name: string;
  /** Where it was placed, for people. */
  readonly placement?: string;
  readonly parts: readonly TensorPart[];
}

export interface WriteOptions {
  /** Number of newest checkpoints to keep in the root folder. Default: all. */
  readonly keep?: number;
  /** Default: the files of this machine. */
  readonly files?: FileLayer;
}

/** A checkpoint that is on the disk. */
export interface SavedCheckpoint extends CheckpointFolder {
  /** Bytes of its files. */
  readonly bytes: number;
}

/**
 * Refuses to save a step in a folder with later ones, which belong to another run or to a later part of this one.
 * @throws InvalidConfig
 */
export function checkRoot(root: string, step: number): void {
  const last = listCheckpoints(root).at(-1);
  if (last === undefined || last.step <= step) return;
  throw new InvalidConfig(
    root,
    `has ${basename(last.path)}, later than step ${step} that is to be saved; resume from it, or give another folder`,
  );
}

/**
 * Writes a checkpoint into `root`, in place of one of the same step. Empties `tensors`: the memory of each part is free
 * once it is written.
 * @throws InvalidConfig if the folder has later checkpoints
 * @throws RuntimeFailure if it cannot be written; the checkpoints before stay as they were
 */
export async function writeCheckpoint(
  root: string,
  facts: ManifestFacts,
  tensors: TensorCopy[],
  { keep, files = localFiles }: WriteOptions = {},
): Promise<SavedCheckpoint> {
  const { step } = facts;
  checkRoot(root, step);
  const folder = join(root, writingName(step));
  const needed = tensors.reduce((sum, { parts }) => sum + parts.reduce((all, { data }) => all + data.byteLength, 0), 0);
  const path = join(root, folderName(step));
  let doing = "making the folder";
  try {
    await files.makeFolder(root);
    await removeLeftovers(root, files);
    await files.makeFolder(folder);
    const shards = shardsOf(tensors.splice(0));
    const manifest: Manifest = {
      format: "alpa-checkpoint",
      version: 1,
      ...facts,
      savedAt: new Date().toISOString(),
      files: [],
      tensors: shards.tensors,
    };
    for (const [name, parts] of shards.files) {
      doing = `writing ${name}`;
      const bytes = await writeFile(files, join(folder, name), (write) => writeShard(parts, write));
      manifest.files.push({ name, bytes });
    }
    doing = `writing ${manifestName}`;
    const text = new TextEncoder().encode(manifestText(manifest));
    await writeFile(files, join(folder, manifestName), (write) => write(text));
    await files.syncFolder(folder);
    doing = "giving it its name";
    await putInPlace(files, root, folder, step);
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, text.length);
    doing = "removing older checkpoints";
    await prune(root, keep, files);
    return { step, path, bytes };
  } catch (error) {
    await files.remove(folder).catch(() => {});
    if (error instanceof AlpaError) throw error;
    throw saveFailure(error as Error, { root, step, doing, needed });
  }
}

interface ShardPart {
  readonly name: string;
  readonly type: TensorType;
  /** Dropped when written. */
  part: TensorPart | undefined;
  readonly entry: { checksum: number };
}

/** The parts by file, and the manifest's entries, whose checksums are filled in when the parts are written. */
function shardsOf(tensors: readonly TensorCopy[]): { files: Map<string, ShardPart[]>; tensors: ManifestTensor[] } {
  const files = new Map<string, ShardPart[]>();
  const entries = tensors.map(
    ({ name, dtype, shape, placement, parts }): ManifestTensor => ({
      name,
      dtype,
      shape: [...shape],
      ...(placement !== undefined && { placement }),
      parts: parts.map((part) => {
        const file = `device-${part.device}.safetensors`;
        const entry = { file, start: [...part.start], shape: [...part.shape], checksum: 0 };
        if (!files.has(file)) files.set(file, []);
        files.get(file)!.push({ name, type: { dtype, shape: part.shape }, part, entry });
        return entry;
      }),
    }),
  );
  return {
    files: new Map([...files].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))),
    tensors: entries,
  };
}

type Write = (bytes: Uint8Array) => Promise<void>;

async function writeShard(parts: readonly ShardPart[], write: Write): Promise<void> {
  const { header, order } = safetensorsHeader(parts);
  await write(header);
  for (const shard of order) {
    const bytes = bytesOfData(shard.part!.data);
    shard.entry.checksum = crc32(bytes);
    await write(bytes);
    shard.part = undefined;
  }
}

/** Creates a file, and resolves with its bytes when they are on the disk. */
async function writeFile(files: FileLayer, path: string, content: (write: Write) => Promise<void>): Promise<number> {
  const file = await files.create(path);
  let bytes = 0;
  try {
    await content(async (chunk) => {
      bytes += chunk.length;
      if (chunk.length > 0) await file.write(chunk);
    });
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

/** Renames a written folder to the checkpoint of `step`, after moving a former one of that step aside. */
async function putInPlace(files: FileLayer, root: string, folder: string, step: number): Promise<void> {
  const [path, former] = [join(root, folderName(step)), join(root, replacedName(step))];
  const isReplacing = (await files.list(root)).includes(folderName(step));
  if (isReplacing) await files.rename(path, former);
  try {
    await files.rename(folder, path);
  } catch (error) {
    if (isReplacing) await files.rename(former, path).catch(() => {});
    throw error;
  }
  await files.syncFolder(root);
  if (isReplacing) await files.remove(former);
}

/** Removes what saves that ended before their time have left. */
async function removeLeftovers(root: string, files: FileLayer): Promise<void> {
  const names = await files.list(root);
  for (const name of names) {
    const replaced = stepOfReplaced(name);
    if (isLeftover(name)) await files.remove(join(root, name));
    else if (replaced === undefined) continue;
    else if (names.includes(folderName(replaced))) await files.remove(join(root, name));
    else await files.rename(join(root, name), join(root, folderName(replaced)));
  }
}

/** Removes all but the newest `keep` checkpoints. */
async function prune(root: string, keep: number | undefined, files: FileLayer): Promise<void> {
  if (keep === undefined) return;
  for (const { path } of listCheckpoints(root).slice(0, -keep)) await files.remove(path);
}

const remedies: Readonly<Record<string, (needed: string) => string>> = {
  ENOSPC: (needed) => `free ${needed}, or give a folder on another disk`,
  EDQUOT: (needed) => `free ${needed} of your quota, or give a folder on another disk`,
  EACCES: () => "give a folder that you may write to",
  EPERM: () => "give a folder that you may write to",
  EROFS: () => "give a folder that you may write to",
  ENOTDIR: () => "give a folder",
  EEXIST: () => "give a folder",
};

interface FailedSave {
  readonly root: string;
  readonly step: number;
  readonly doing: string;
  /** Bytes of the tensors. */
  readonly needed: number;
}

/** The error of a save that failed: where, why, what to do, and what is left. */
function saveFailure(error: NodeJS.ErrnoException, { root, step, doing, needed }: FailedSave): RuntimeFailure {
  const remedy = remedies[error.code ?? ""]?.(bytesText(needed)) ?? "check the disk, or give another folder";
  const last = lastGood(root);
  const left = last ? `${basename(last.path)} is intact` : "there is no checkpoint before it";
  return new RuntimeFailure(
    root,
    `step ${step} was not saved: ${systemReason(error)} while ${doing}; ${remedy}; ${left}`,
    { code: error.code, step, lastGood: last?.path },
  );
}

function lastGood(root: string): CheckpointFolder | undefined {
  try {
    return listCheckpoints(root).at(-1);
  } catch {
    return undefined;
  }
}
