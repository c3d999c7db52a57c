/** @file `alpa checkpoint`: lists, verifies and compares checkpoints; exports and imports them as one file. */
import { statSync } from "node:fs";
import type { Command } from "commander";
import { AlpaError, InvalidConfig } from "../base/errors.ts";
import { textTable } from "../base/text-table.ts";
import { bytesText, numberOf } from "../base/units.ts";
import { Checkpoint, readManifest } from "../checkpoint/checkpoint.ts";
import { findCheckpoint, listCheckpoints } from "../checkpoint/folders.ts";
import type { Manifest, ManifestTensor } from "../checkpoint/manifest.ts";
import { diffTensors } from "../checkpoint/tensor-diff.ts";
import { exportCheckpoint, importCheckpoint } from "../checkpoint/whole-file.ts";
import { typeText } from "../ir/types.ts";
import { openTensors, tensorFileEndings } from "../tensor-files/formats.ts";
import type { TensorFile } from "../tensor-files/tensor-file.ts";
import { Exit } from "./exit.ts";
import { integerOption } from "./options.ts";
import { checkOutputFiles } from "./output-file.ts";
import { type ErrorJson, errorJson } from "./report-error.ts";

interface JsonFlag {
  readonly json?: boolean;
}

const folderHelp = "a checkpoint's folder, or a folder of checkpoints";

/** Adds the command `checkpoint` with its subcommands to `program`. */
export function registerCheckpoint(program: Command): void {
  const command = program
    .command("checkpoint")
    .description("list, check, compare, export and import the checkpoints of alpa run and step.save")
    .addHelpText(
      "after",
      "\nExamples:\n  $ alpa checkpoint ls saved\n  $ alpa checkpoint export saved weights.safetensors",
    );
  const add = (name: string, description: string, examples: readonly string[]): Command =>
    command
      .command(name)
      .description(description)
      .option("--json", "print one JSON object")
      .addHelpText("after", `\nExamples:\n${examples.map((line) => `  $ alpa checkpoint ${name} ${line}`).join("\n")}`)
      .exitOverride()
      .showSuggestionAfterError();
  add("ls", "list the checkpoints of a folder, or the tensors of one", ["saved", "saved/step-00000050 --json"])
    .argument("<dir>", folderHelp)
    .action(list);
  add("verify", "read all of a checkpoint, or of every one in a folder; exit code 1 if a file was altered", ["saved"])
    .argument("<dir>", folderHelp)
    .action(verify);
  add("diff", "compare two checkpoints or tensor files by name; exit code 1 if they differ", [
    "saved/step-00000050 saved/step-00000100",
    "saved weights.safetensors --json",
  ])
    .argument("<first>", `${folderHelp}, or a file ending in ${tensorFileEndings.join(" or ")}`)
    .argument("<second>", "the same")
    .action(diff);
  add("export", "write all tensors, whole and by name, into one file", [
    "saved weights.safetensors",
    "saved/step-00000050 state.npz",
  ])
    .argument("<dir>", folderHelp)
    .argument("<file>", `a file ending in ${tensorFileEndings.join(" or ")}`)
    .action(exportTo);
  add("import", "make a checkpoint of the tensors in a file, for alpa run --resume; what it lacks starts anew", [
    "weights.safetensors saved",
    "weights.safetensors saved --step 100",
  ])
    .argument("<file>", `a file ending in ${tensorFileEndings.join(" or ")}`)
    .argument("<dir>", "a folder for the checkpoint")
    .option("--step <n>", "steps trained", integerOption("--step", 0), 0)
    .action(importFrom);
}

/** The checkpoint at `dir`, or all checkpoints in it. @throws InvalidConfig if there is none */
function pathsAt(dir: string): string[] {
  const all = listCheckpoints(dir).map(({ path }) => path);
  return all.length > 0 ? all : [findCheckpoint(dir)];
}

interface Listed {
  readonly path: string;
  readonly manifest?: Manifest;
  /** Why the manifest cannot be read. */
  readonly error?: AlpaError;
}

function listed(path: string): Listed {
  try {
    return readManifest(path);
  } catch (error) {
    if (!(error instanceof AlpaError)) throw error;
    return { path, error };
  }
}

const bytesIn = ({ files }: Manifest): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

function summary({ path, manifest, error }: Listed) {
  if (!manifest) return { path, error: errorJson(error) };
  const { step, savedAt, seed, data, run, tensors } = manifest;
  return { step, path, savedAt, bytes: bytesIn(manifest), numTensors: tensors.length, seed, data, run };
}

const tensorJson = ({ name, placement, parts, ...type }: ManifestTensor) => ({
  name,
  type: typeText(type),
  placement,
  files: parts.map(({ file }) => file),
});

function list(dir: string, { json }: JsonFlag): void {
  const found = pathsAt(dir).map(listed);
  const isRoot = listCheckpoints(dir).length > 0;
  if (!isRoot && found[0].error) throw found[0].error;
  const tensors = isRoot ? [] : (found[0].manifest?.tensors ?? []);
  if (json) {
    const checkpoints = found.map(summary);
    console.log(JSON.stringify(isRoot ? { checkpoints } : { ...checkpoints[0], tensors: tensors.map(tensorJson) }));
    return;
  }
  console.log(textTable([["step", "saved at", "size", "tensors", "by", "folder"], ...found.map(listRow)]));
  for (const { error } of found) if (error) console.error(`alpa: ${error.message}`);
  if (isRoot) return;
  const rows = tensors.map(({ name, placement = "", parts, ...type }) => [
    ...[name, typeText(type), placement, numberOf(parts.length, "part")],
  ]);
  console.log(`\n${textTable([["tensor", "type", "placement", "parts"], ...rows])}`);
}

function listRow({ path, manifest }: Listed): string[] {
  if (!manifest) return ["", "", "", "", "damaged", path];
  const { step, savedAt, run, tensors } = manifest;
  const by = run ? `${run.name}, ${run.method}, ${numberOf(run.devices, "device")}` : "imported";
  return [`${step}`, savedAt, bytesText(bytesIn(manifest)), `${tensors.length}`, by, path];
}

interface Verified {
  readonly path: string;
  readonly ok: boolean;
  readonly error?: ErrorJson;
}

function verify(dir: string, { json }: JsonFlag): void {
  const results = pathsAt(dir).map(verifyOne);
  if (json) console.log(JSON.stringify({ checkpoints: results }));
  else
    for (const { path, error } of results)
      if (error) console.error(`alpa: ${error.message}`);
      else console.log(`${path}: all tensors are as they were written`);
  if (results.some(({ ok }) => !ok)) throw new Exit(1);
}

function verifyOne(path: string): Verified {
  try {
    const checkpoint = new Checkpoint(path);
    try {
      checkpoint.verify();
    } finally {
      checkpoint.close();
    }
    return { path, ok: true };
  } catch (error) {
    if (!(error instanceof AlpaError)) throw error;
    return { path, ok: false, error: errorJson(error) };
  }
}

/** Opens a checkpoint's folder, or a tensor file. */
function open(path: string): TensorFile {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const isFile = !isFolder && tensorFileEndings.some((ending) => path.endsWith(ending));
  return isFile ? openTensors(path) : new Checkpoint(path);
}

function diff(firstPath: string, secondPath: string, { json }: JsonFlag): void {
  const first = open(firstPath);
  try {
    const second = open(secondPath);
    try {
      const found = diffTensors(first, second);
      const { numEqual, changed, retyped, onlyFirst, onlySecond } = found;
      if (json) console.log(JSON.stringify({ first: firstPath, second: secondPath, ...found }));
      else {
        console.log(`${numberOf(numEqual, "tensor")} equal, ${changed.length} changed`);
        const rows = changed.map(({ name, type, numChanged, maxDifference, relative }) => [
          ...[name, type, `${numChanged}`, maxDifference.toPrecision(3), relative.toPrecision(3)],
        ]);
        if (rows.length > 0)
          console.log(textTable([["tensor", "type", "elements", "largest difference", "relative"], ...rows]));
        for (const each of retyped) console.log(`${each.name}: ${each.first}, then ${each.second}`);
        for (const name of onlyFirst) console.log(`only in ${firstPath}: ${name}`);
        for (const name of onlySecond) console.log(`only in ${secondPath}: ${name}`);
      }
      if (changed.length + retyped.length + onlyFirst.length + onlySecond.length > 0) throw new Exit(1);
    } finally {
      second.close();
    }
  } finally {
    first.close();
  }
}

async function exportTo(dir: string, file: string, { json }: JsonFlag): Promise<void> {
  await checkOutputFiles([["file", file, tensorFileEndings]]);
  const { path, numTensors } = exportCheckpoint(dir, file);
  if (json) console.log(JSON.stringify({ path, file, numTensors }));
  else console.log(`${file}: ${numberOf(numTensors, "tensor")} of ${path}`);
}

async function importFrom(
  file: string,
  dir: string,
  { step, json }: JsonFlag & { readonly step: number },
): Promise<void> {
  if (!tensorFileEndings.some((ending) => file.endsWith(ending)))
    throw new InvalidConfig("file", `got "${file}"; give a file that ends in ${tensorFileEndings.join(" or ")}`);
  const { path, bytes } = await importCheckpoint(file, dir, step);
  if (json) console.log(JSON.stringify({ path, step, bytes }));
  else console.log(`${path}: ${bytesText(bytes)} of ${file}`);
}
