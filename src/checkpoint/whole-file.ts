/** @file Converts checkpoints to and from one file of whole tensors, `.safetensors` or `.npz`, for Python tools. */
import { openTensors, writeTensors } from "../tensor-files/formats.ts";
import { Checkpoint } from "./checkpoint.ts";
import { Snapshot } from "./snapshot.ts";
import { type SavedCheckpoint, writeCheckpoint } from "./write-checkpoint.ts";

/**
 * Writes every tensor of a checkpoint, whole, into one file.
 * @param dir   a checkpoint's folder, or a folder of checkpoints, of which the newest is written
 * @param file  its ending selects the format
 * @throws InvalidConfig for a damaged checkpoint; RuntimeFailure if the file cannot be written
 */
export function exportCheckpoint(dir: string, file: string): { readonly path: string; readonly numTensors: number } {
  const checkpoint = new Checkpoint(dir);
  try {
    const tensors = [...checkpoint.types].map(([name, type]) => ({ name, type, data: checkpoint.read(name) }));
    writeTensors(file, tensors);
    return { path: checkpoint.path, numTensors: tensors.length };
  } finally {
    checkpoint.close();
  }
}

/**
 * Makes a checkpoint of the tensors in a file. Its manifest names no run, so a resuming run initializes the tensors
 * that the file lacks.
 * @throws InvalidConfig for a damaged file, or if the folder has later checkpoints
 */
export async function importCheckpoint(file: string, root: string, step: number): Promise<SavedCheckpoint> {
  const source = openTensors(file);
  try {
    const tensors = [...source.types].map(([name, { dtype, shape }]) => ({
      ...{ name, dtype, shape },
      parts: [{ device: 0, start: shape.map(() => 0), shape, data: source.read(name) }],
    }));
    return await writeCheckpoint(root, { step }, Snapshot.take(tensors));
  } finally {
    source.close();
  }
}
