/** @file Writes the folder of `alpa export --to xla`. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InvalidConfig, RuntimeFailure, Unsupported } from "../base/errors.ts";
import type { ManifestFacts } from "../checkpoint/manifest.ts";
import { pythonFolder } from "../engines/xla/python-package.ts";
import type { Program } from "../lower/program.ts";
import { xlaProgram } from "../lower/xla/xla-program.ts";
import { systemReason } from "../node/system-reason.ts";
import type { Plan } from "../plan/plan.ts";
import { writeTensors } from "../tensor-files/formats.ts";
import type { NamedTensor } from "../tensor-files/tensor-file.ts";
import { clusterReadme } from "./cluster-readme.ts";

export interface XlaFolder {
  /** The exported model, as the user named it. */
  readonly name: string;
  readonly program: Program;
  readonly plan: Plan;
  readonly planText: string;
  readonly devices: number;
  /** The number of processes that README.md launches. */
  readonly processes: number;
  /** Output of the program that is the loss. */
  readonly loss: number;
  readonly steps: number;
  /** The inputs that batches.py does not provide. */
  readonly state: readonly NamedTensor[];
  /** Names of the inputs that batches.py provides. */
  readonly batchNames: readonly string[];
  /** Sample batches for batches.py, as `k/name`. */
  readonly samples: readonly NamedTensor[];
  readonly numSamples: number;
  /** What checkpoints need to know; undefined if the state cannot be saved. */
  readonly checkpoint?: ExportedState;
}

/** The state of an exported run, for its checkpoints. */
export interface ExportedState {
  readonly seed: number;
  readonly batchSize: number;
  readonly run: NonNullable<ManifestFacts["run"]>;
  /** The tensors by their names in checkpoints, and the inputs that hold them. */
  readonly tensors: readonly { readonly name: string; readonly input: string; readonly placement: string }[];
}

/** Files that belong to the user once they exist: a later export keeps them. */
const usersOwn = "batches.py";

/** @throws InvalidConfig if the folder holds other files */
export async function writeXlaFolder(path: string, folder: XlaFolder): Promise<void> {
  const root = resolve(path);
  const { program } = folder;
  const partial = program.outputs[folder.loss].placement.partial.length > 0 ? program.outputs[folder.loss] : undefined;
  const port = partial ?? program.inputs.find(({ placement }) => placement.partial.length > 0);
  if (port)
    throw new Unsupported(
      port.name,
      "lies on the devices as terms of a sum, which cannot be exported; use another method",
    );
  if (existsSync(root)) {
    const names = list(root, path);
    if (names.length > 0 && !names.includes("program.json"))
      throw new InvalidConfig("--out", `${path} holds other files; give a new folder, or one of an earlier export`);
    for (const name of names) if (/^m\d+\.mlir$/.test(name)) rmSync(join(root, name));
  }
  const { file, modules } = xlaProgram(program);
  const { name, devices, loss, steps } = folder;
  try {
    mkdirSync(root, { recursive: true });
    cpSync(join(pythonFolder(), "alpa_xla"), join(root, "alpa_xla"), {
      recursive: true,
      filter: (source) => !source.includes("__pycache__"),
    });
    const write = (file: string, text: string) => writeFileSync(join(root, file), text);
    modules.forEach(({ text }, k) => {
      write(file.modules[k].file, text);
    });
    write("run.json", `${JSON.stringify({ name, devices, loss, steps, checkpoint: folder.checkpoint })}\n`);
    write("plan.json", folder.planText);
    write("run.py", runText(name));
    if (!existsSync(join(root, usersOwn))) write(usersOwn, batchesText(folder));
    write("README.md", clusterReadme(folder, file));
    writeTensors(join(root, "state.safetensors"), folder.state);
    writeTensors(join(root, "samples.safetensors"), folder.samples);
    // Written last, because this file marks the folder as an export.
    write("program.json", `${JSON.stringify(file)}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new RuntimeFailure("--out", `cannot write ${path}: ${systemReason(error as Error)}; give another folder`);
  }
}

function list(root: string, path: string): string[] {
  try {
    return readdirSync(root);
  } catch (error) {
    throw new InvalidConfig("--out", `cannot use ${path}: ${systemReason(error as Error)}; give a folder`);
  }
}

const runText = (
  name: string,
): string => `"""Trains ${name}. README.md says how to start it on one host and on several."""

import os
import sys

folder = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, folder)

from alpa_xla.run import main

import batches

if __name__ == "__main__":
    main(folder, batches.batches)
`;

function batchesText({ program, batchNames, numSamples }: XlaFolder): string {
  const lines = batchNames.map((name) => {
    const { type } = program.inputs.find((port) => port.name === name)!;
    return `  ${name}: ${type.dtype}[${type.shape.join(", ")}]`;
  });
  return `"""The training data. Put yours here; as exported, ${numSamples === 1 ? "one sample batch comes" : `${numSamples} sample batches come`} again and again."""

# The inputs of every step:
${lines.map((line) => `#${line.slice(1)}`).join("\n")}
names = ${JSON.stringify(batchNames)}


def batches(samples):
    """Yields a dict of the inputs of every step by name, whole tensors of NumPy or anything with a shape that is sliced like one.

    Every process calls it and must get the same batches. Of every tensor, a process reads only what its devices hold,
    so np.memmap and the like load no more than that. Other inputs, such as a learning rate, may be in the dict, too.
    """
    while True:
        for k in range(${numSamples}):
            yield {name: samples[f"{k}/{name}"] for name in names}
`;
}
