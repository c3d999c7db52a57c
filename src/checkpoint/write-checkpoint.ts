/**
 * @file Writes a checkpoint: one .safetensors file per device with its parts of the tensors, and a manifest. All files
 * are written and synchronized in a temporary folder, which is then renamed to the checkpoint's name.
 */
import { basename, join } from "node:path";
import { AlpaError, InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { bytesText } from "../base/units.ts";
import { systemReason } from "../node/system-reason.ts";
import { type FileLayer, localFiles } from "./files.ts";
import {
  type CheckpointFolder,
  folderName,
  isLeftover,
  listCheckpoints,
  removedName,
  replacedName,
  stepOfReplaced,
  writingName,
} from "./folders.ts";
import { type Manifest, type ManifestFacts, manifestName, manifestText } from "./manifest.ts";
import type { Snapshot } from "./snapshot.ts";

export interface WriteOptions {
  /** Number of newest checkpoints to keep in the root folder. Default: all. */
  readonly keep?: number;
  /** Default: the files of this machine. */
  readonly files?: FileLayer;
}

/** A checkpoint on the disk. */
export interface SavedCheckpoint extends CheckpointFolder {
  /** Bytes of its files. */
  readonly bytes: number;
}

/**
 * Refuses to save a step in a folder with later steps, which belong to another run or to a later part of this one.
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
 * Writes a checkpoint into `root`. Replaces one of the same step.
 * @throws InvalidConfig if the folder has later checkpoints
 * @throws RuntimeFailure if it cannot be written; earlier checkpoints are unchanged
 */
export async function writeCheckpoint(
  root: string,
  facts: ManifestFacts,
  snapshot: Snapshot,
  { keep, files = localFiles }: WriteOptions = {},
): Promise<SavedCheckpoint> {
  const { step } = facts;
  checkRoot(root, step);
  const folder = join(root, writingName(step));
  const path = join(root, folderName(step));
  let doing = "making the folder";
  try {
    await files.makeFolder(root);
    await removeLeftovers(root, files);
    await files.makeFolder(folder);
    for (const file of snapshot.files) {
      doing = `writing ${file.name}`;
      await writeFile(files, join(folder, file.name), async (write) => {
        await snapshot.writeHead(file, write);
        snapshot.sum(file);
        await write(file.bytes);
      });
    }
    doing = `writing ${manifestName}`;
    const text = new TextEncoder().encode(manifestText(manifestOf(facts, snapshot)));
    await writeFile(files, join(folder, manifestName), (write) => write(text));
    await files.syncFolder(folder);
    doing = "giving it its name";
    await putInPlace(files, root, folder, step);
    doing = pruning;
    await prune(root, keep, files);
    return { step, path, bytes: snapshot.numBytes + text.length };
  } catch (error) {
    await files.remove(folder).catch(() => {});
    if (error instanceof AlpaError) throw error;
    throw saveFailure(error as Error, { root, step, doing, needed: snapshot.numBytes });
  }
}

const manifestOf = (facts: ManifestFacts, { files, tensors }: Snapshot): Manifest => ({
  format: "alpa-checkpoint",
  version: 1,
  ...facts,
  savedAt: new Date().toISOString(),
  files: files.map(({ name, size }) => ({ name, bytes: size })),
  tensors,
});

/** Creates a file of what `content` writes. Resolves when it is on the disk. */
async function writeFile(
  files: FileLayer,
  path: string,
  content: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const file = await files.create(path);
  try {
    await content((bytes) => file.write(bytes));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Moves a former checkpoint of `step` aside, then renames the written folder to it. */
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

/** Removes the leftovers of interrupted saves. */
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

/**
 * Removes all but the newest `keep` checkpoints. Each loses its name first, so that a folder with the name of a
 * checkpoint is always whole.
 */
async function prune(root: string, keep: number | undefined, files: FileLayer): Promise<void> {
  if (keep === undefined) return;
  for (const { path, step } of listCheckpoints(root).slice(0, -keep)) {
    const removed = join(root, removedName(step));
    await files.rename(path, removed);
    await files.remove(removed);
  }
}

const pruning = "removing older checkpoints";

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
  /** Bytes of the files. */
  readonly needed: number;
}

/** The error of a failed save: where, why, what to do, and which checkpoints remain. */
function saveFailure(error: NodeJS.ErrnoException, { root, step, doing, needed }: FailedSave): RuntimeFailure {
  const remedy = remedies[error.code ?? ""]?.(bytesText(needed)) ?? "check the disk, or give another folder";
  const last = lastGood(root);
  const left = last ? `${basename(last.path)} is intact` : "there is no checkpoint before it";
  const what = `step ${step} was ${doing === pruning ? "saved, but older ones were not removed" : "not saved"}`;
  return new RuntimeFailure(root, `${what}: ${systemReason(error)} while ${doing}; ${remedy}; ${left}`, {
    code: error.code,
    step,
    lastGood: last?.path,
  });
}

function lastGood(root: string): CheckpointFolder | undefined {
  try {
    return listCheckpoints(root).at(-1);
  } catch {
    return undefined;
  }
}
