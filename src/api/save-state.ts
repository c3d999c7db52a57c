/** @file Saves a parallelized step's state: copies it between two steps and writes the copy while later steps run. */
import { crc32 } from "node:zlib";
import { InvalidConfig } from "../base/errors.ts";
import type { FileLayer } from "../checkpoint/files.ts";
import type { ManifestFacts } from "../checkpoint/manifest.ts";
import { Snapshot, type TensorParts } from "../checkpoint/snapshot.ts";
import { checkRoot, type SavedCheckpoint, writeCheckpoint } from "../checkpoint/write-checkpoint.ts";
import type { NamedLeaf } from "../frontends/jaxjs/names.ts";
import { bytesOf } from "../ir/types.ts";
import { partsOfLeaf, stateLeaves } from "./checkpoint-tree.ts";
import type { Executable } from "./executable.ts";
import type { LoadedStep } from "./loaded-step.ts";

/** Options of `step.save`. */
export interface SaveOptions extends Pick<ManifestFacts, "seed" | "data"> {
  /** Steps trained so far, which names the checkpoint. Default: the calls of this parallelized step. */
  readonly step?: number;
  /**
   * The tree to save. Default: the state that the latest call returned, as the tree of its state argument, or as one
   * tree per name if there are several state arguments.
   */
  readonly state?: unknown;
  /** Name of the model, for readers of the manifest. */
  readonly name?: string;
  /** Number of newest checkpoints to keep in the folder, 1 or more. Default: all. */
  readonly keep?: number;
  /** File operations. Default: those of this machine; tests inject failing ones. */
  readonly files?: FileLayer;
}

/** A checkpoint on the disk, with the seconds that saving took. */
export interface SaveReport extends SavedCheckpoint {
  /** Seconds that later calls waited: for an earlier save to be written, and for the copy of the state. */
  readonly waitSeconds: number;
  /** Seconds of writing, while later calls ran. */
  readonly writeSeconds: number;
}

/** The tensors that a save copies, and the facts that its manifest records. */
export interface StateToSave extends Pick<ManifestFacts, "step" | "run"> {
  /** The tensors, as views of the devices' memory where the engine shares it. */
  readonly tensors: readonly TensorParts[];
}

/**
 * Share of a state that is written while training waits, straight from the devices' memory, so that the copy is less
 * than one state.
 */
const headShare = 1 / 16;
/** States of fewer bytes are copied whole: waiting for the disk would take longer than copying. */
const leastWithHead = 2 ** 24;

/** Saves states one after another. A state is copied once the previous save is written, so at most one copy exists. */
export class StateSaver {
  #writing: Promise<unknown> = Promise.resolve();
  /** The copy of the latest save; the next save reuses its memory. */
  #snapshot: Snapshot | undefined;

  /** Frees the memory of the latest copy once it is written. */
  release(): void {
    this.#snapshot = undefined;
  }

  /**
   * Copies the state, and returns the promise of the written checkpoint.
   * @param state  called between two steps, once the previous save is written
   */
  async copy(
    dir: string,
    options: SaveOptions,
    state: () => Promise<StateToSave>,
  ): Promise<{ report: Promise<SaveReport> }> {
    checkSaveOptions(dir, options);
    const begin = performance.now();
    await this.#writing;
    const { tensors, step, run } = await state();
    const { seed, data, keep, files } = options;
    checkRoot(dir, step);
    const isLarge = tensors.reduce((sum, type) => sum + bytesOf(type), 0) >= leastWithHead;
    const snapshot = Snapshot.take(tensors, { reused: this.#snapshot, headShare: isLarge ? headShare : 0 });
    this.#snapshot = snapshot;
    const facts: ManifestFacts = {
      step,
      ...(seed !== undefined && { seed }),
      ...(data && { data }),
      ...(run && { run }),
    };
    const report = write(dir, facts, snapshot, { keep, files, begin });
    this.#writing = report.catch(() => {});
    // A save that fails before the head is written no longer needs the tensors.
    await Promise.race([snapshot.released, this.#writing]);
    return { report };
  }
}

/** Calls of a parallelized step. */
export interface Calls {
  readonly executable: Executable | undefined;
  /** Number of calls that ended well. */
  readonly numSteps: number;
  /** Name of the step, for errors. */
  readonly name: string;
}

/** Returns the tensors and facts that `step.save` saves. */
export async function stateOfCalls({ executable, numSteps, name }: Calls, options: SaveOptions): Promise<StateToSave> {
  const leaves = options.state === undefined ? callState(executable, name) : stateLeaves(options.state);
  return {
    step: options.step ?? numSteps,
    tensors: await Promise.all(leaves.map(partsOfLeaf)),
    ...(executable && { run: runFacts(executable, options.name ?? name) }),
  };
}

interface WriteOf extends Pick<SaveOptions, "keep" | "files"> {
  /** The time of the request. */
  readonly begin: number;
}

async function write(
  dir: string,
  facts: ManifestFacts,
  snapshot: Snapshot,
  { keep, files, begin }: WriteOf,
): Promise<SaveReport> {
  const copied = performance.now();
  let released = copied;
  const waited = snapshot.released.then(() => {
    released = performance.now();
  });
  const saved = await writeCheckpoint(dir, facts, snapshot, { keep, files });
  await waited;
  return { ...saved, waitSeconds: (released - begin) / 1e3, writeSeconds: (performance.now() - copied) / 1e3 };
}

function checkSaveOptions(dir: unknown, { step, keep }: SaveOptions): void {
  if (typeof dir !== "string" || dir === "")
    throw new InvalidConfig("save: dir", `got ${typeof dir === "string" ? '""' : typeof dir}; give a folder's path`);
  if (step !== undefined && !(Number.isSafeInteger(step) && step >= 0))
    throw new InvalidConfig("save: step", `got ${step}; give an integer of 0 or more`);
  if (keep !== undefined && !(Number.isSafeInteger(keep) && keep >= 1))
    throw new InvalidConfig("save: keep", `got ${keep}; give an integer of 1 or more`);
}

/** The state that the latest call returned. Names omit the argument's name if there is only one state argument. */
function callState(executable: Executable | undefined, name: string): NamedLeaf[] {
  const leaves = [...(executable?.state() ?? [])];
  if (leaves.length === 0)
    throw new InvalidConfig("save", `${name} has returned no state yet; run a step first, or give { state }`);
  const trees: Record<string, NamedLeaf[]> = {};
  for (const leaf of leaves) {
    const [argument] = /^[^.[]+/.exec(leaf.name) ?? [""];
    trees[argument] = [...(trees[argument] ?? []), leaf];
  }
  const [[argument], ...others] = Object.entries(trees);
  if (others.length > 0) return leaves;
  return leaves.map((leaf) => ({ ...leaf, name: leaf.name.slice(argument.length).replace(/^\./, "") || "value" }));
}

/** Describes the run that trained the state. */
export function runFacts(
  { plan, program }: Pick<LoadedStep, "plan" | "program">,
  name: string,
): NonNullable<ManifestFacts["run"]> {
  const { estimate: _, graph, ...choices } = plan;
  return {
    name,
    method: plan.method,
    devices: new Set(program.meshes.flatMap(({ devices }) => devices)).size,
    stages: plan.stages.length,
    microbatches: plan.microbatches * (plan.pipeline?.numUpdates ?? 1),
    ...(graph && { graph: graph.hash }),
    plan: crc32(JSON.stringify(choices)).toString(16).padStart(8, "0"),
  };
}
