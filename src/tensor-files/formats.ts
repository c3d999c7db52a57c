/** @file The formats of tensor files, by the ending of a file's name. */
import { InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { openNpz, writeNpz } from "./npz.ts";
import { openSafetensors, writeSafetensors } from "./safetensors.ts";
import type { NamedTensor, TensorFile } from "./tensor-file.ts";

interface Format {
  readonly open: (path: string) => TensorFile;
  readonly write: (path: string, tensors: readonly NamedTensor[]) => void;
}

const formats: Readonly<Record<string, Format>> = {
  ".npz": { open: openNpz, write: writeNpz },
  ".safetensors": { open: openSafetensors, write: writeSafetensors },
};

/** Endings of the files that can be read and written. */
export const tensorFileEndings = Object.keys(formats);

function formatOf(path: string): Format {
  const ending = tensorFileEndings.find((known) => path.endsWith(known));
  if (ending) return formats[ending];
  throw new InvalidConfig(path, `is no tensor file; give one that ends in ${tensorFileEndings.join(" or ")}`);
}

/**
 * Opens a tensor file in the format of its ending. The caller closes it. @throws InvalidConfig if the file is damaged
 */
export const openTensors = (path: string): TensorFile => formatOf(path).open(path);

/** Writes a tensor file in the format of its ending. @throws RuntimeFailure if the file cannot be written */
export function writeTensors(path: string, tensors: readonly NamedTensor[]): void {
  const { write } = formatOf(path);
  try {
    write(path, tensors);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new RuntimeFailure(path, `cannot be written (${code}); give another file`);
  }
}
