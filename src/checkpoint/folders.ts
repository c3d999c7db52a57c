/**
 * @file Names of checkpoint folders. A root folder holds `step-00000050` and others. A checkpoint's folder has another
 * name while it is written, while another of the same step replaces it, and while it is removed.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { InvalidConfig } from "../base/errors.ts";
import { systemReason } from "../node/system-reason.ts";
import { manifestName } from "./manifest.ts";

/** A complete checkpoint. */
export interface CheckpointFolder {
  readonly step: number;
  readonly path: string;
}

export const folderName = (step: number): string => `step-${`${step}`.padStart(8, "0")}`;

/** The folder that holds the former checkpoint of a step while a new one replaces it. */
export const replacedName = (step: number): string => `.replaced-${folderName(step)}`;

/** The folder of a checkpoint that is being removed. */
export const removedName = (step: number): string => `.removed-${folderName(step)}`;

let numWritten = 0;

/** A folder to write a checkpoint in, unique to this process and save. */
export const writingName = (step: number): string => `.writing-${folderName(step)}-${process.pid}-${numWritten++}`;

/**
 * Whether a folder is the leftover of an interrupted save, whose process has ended or was another one, or of an
 * interrupted removal.
 */
export function isLeftover(name: string): boolean {
  if (/^\.removed-step-\d+$/.test(name)) return true;
  const [, pid, count] = /^\.writing-step-\d+-(\d+)-(\d+)$/.exec(name) ?? [];
  if (pid === undefined) return false;
  if (Number(pid) === process.pid) return Number(count) >= numWritten;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** The step of a complete checkpoint's folder; undefined for other names. */
const stepOfFolder = (name: string): number | undefined => stepIn(/^step-(\d+)$/, name);

/** The step of a former checkpoint; undefined for other names. */
export const stepOfReplaced = (name: string): number | undefined => stepIn(/^\.replaced-step-(\d+)$/, name);

function stepIn(pattern: RegExp, name: string): number | undefined {
  const [, digits] = pattern.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The complete checkpoints in a root folder, by ascending step; none if there is no such folder.
 * @throws InvalidConfig if the folder cannot be read
 */
export function listCheckpoints(root: string): CheckpointFolder[] {
  const byStep = new Map<number, string>();
  const names = namesIn(root);
  // A save that was interrupted between its two renames leaves only the former checkpoint of its step.
  for (const stepOf of [stepOfReplaced, stepOfFolder])
    for (const name of names) {
      const step = stepOf(name);
      if (step !== undefined && existsSync(join(root, name, manifestName))) byStep.set(step, join(root, name));
    }
  return [...byStep].map(([step, path]) => ({ step, path })).sort((a, b) => a.step - b.step);
}

function namesIn(root: string): string[] {
  try {
    return readdirSync(root);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new InvalidConfig(root, `cannot be read: ${systemReason(error as Error)}; give a folder of checkpoints`);
  }
}

/**
 * The checkpoint at a path: the folder itself if it has a manifest, otherwise the newest one in it.
 * @throws InvalidConfig if there is none
 */
export function findCheckpoint(path: string): string {
  if (existsSync(join(path, manifestName))) return path;
  const newest = listCheckpoints(path).at(-1);
  if (newest) return newest.path;
  throw new InvalidConfig(path, "has no checkpoint; give a folder that --checkpoint or step.save(…) has written");
}
