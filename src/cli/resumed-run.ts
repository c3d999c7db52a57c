/** @file ResumedRun: the checkpoint from which `alpa run --resume` continues; its differences from the saved run. */
import { resolve } from "node:path";
import type { Executable } from "../api/executable.ts";
import { loadLeaves, loadOnDevices, loadTree } from "../api/load-state.ts";
import type { LoadedStep } from "../api/loaded-step.ts";
import { runFacts } from "../api/save-state.ts";
import { DeviceLost, InvalidConfig } from "../base/errors.ts";
import { numberOf } from "../base/units.ts";
import { Checkpoint } from "../checkpoint/checkpoint.ts";
import { listCheckpoints } from "../checkpoint/folders.ts";
import type { Manifest } from "../checkpoint/manifest.ts";
import { type AnyExample, initialState, stateSpecs } from "../frontends/jaxjs/example.ts";
import type { HostArray } from "../frontends/jaxjs/host-array.ts";
import type { NamedLeaf } from "../frontends/jaxjs/names.ts";
import type { TensorData } from "../ir/types.ts";
import type { CheckpointFlags } from "./run-checkpoints.ts";
import type { LiveLine } from "./run-report.ts";

/** A saved run and this one differ in `what`. */
export interface Difference {
  readonly what: string;
  readonly saved: string | number;
  readonly now: string | number;
}

/** A run that continues from a checkpoint. */
export class ResumedRun {
  readonly path: string;
  readonly manifest: Manifest;
  readonly #checkpoint: Checkpoint;

  private constructor(checkpoint: Checkpoint) {
    this.path = checkpoint.path;
    this.manifest = checkpoint.manifest;
    this.#checkpoint = checkpoint;
  }

  /** Opens the checkpoint that `--resume` names; undefined if the run starts from its initial state. */
  static open({ resume, checkpoint }: CheckpointFlags): ResumedRun | undefined {
    if (resume === undefined) return undefined;
    const isOwn = checkpoint !== undefined && resolve(checkpoint) === resolve(resume);
    if (isOwn && listCheckpoints(resume).length === 0) return undefined;
    return new ResumedRun(new Checkpoint(resume));
  }

  /**
   * Returns the state of an example: on the devices of `executable` if it can be read straight to them, else in the
   * memory of this process. A checkpoint that was imported from a file may lack tensors, such as optimizer state; these
   * are initialized from `seed`.
   */
  async state(example: AnyExample, seed: number, live: LiveLine, executable?: Executable): Promise<unknown> {
    if (executable) {
      const loaded = await loadOnDevices(this.#checkpoint, stateSpecs(example), executable).catch((error: unknown) => {
        // The next step goes on with the devices that are left.
        if (!(error instanceof DeviceLost)) throw error;
      });
      if (loaded !== undefined) {
        this.#checkpoint.close();
        return loaded;
      }
    }
    const like = initialState(example, seed);
    const isImported = this.manifest.run === undefined;
    try {
      const { state, missing } = await loadTree(this.#checkpoint, like, isImported ? "keep" : "refuse");
      if (missing.length > 0)
        live.warn(
          `${this.path} lacks ${numberOf(missing.length, "tensor")}, which start anew: ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? ", …" : ""}`,
        );
      return state;
    } finally {
      this.#checkpoint.close();
    }
  }

  /** Returns named tensors, such as the state of a StableHLO module. @throws InvalidConfig if one is missing */
  async tensors(wanted: readonly NamedLeaf[]): Promise<TensorData[]> {
    try {
      const { values } = await loadLeaves(this.#checkpoint, wanted, "refuse");
      return values.map((value) => (value as HostArray).data);
    } finally {
      this.#checkpoint.close();
    }
  }

  /** Number of batches of `batchSize` examples to skip: the saved run has trained on them. */
  batchesDrawn(batchSize: number): number {
    const { data, step } = this.manifest;
    return data ? Math.round((data.batches * data.batchSize) / batchSize) : step;
  }

  /** The properties that differ from the saved run. */
  differences(now: LoadedStep, example: string, { batch, seed }: { batch: number; seed: number }): Difference[] {
    const { run, data, seed: savedSeed } = this.manifest;
    const facts = runFacts(now, example);
    type Pair = [what: string, saved: string | number | undefined, now: string | number | undefined];
    const pairs: Pair[] = [
      ["example", run?.name, facts.name],
      ["batch", data?.batchSize, batch],
      ["seed", savedSeed, seed],
      ["method", run?.method, facts.method],
      ["devices", run?.devices, facts.devices],
      ["stages", run?.stages, facts.stages],
      ["microbatches", run?.microbatches, facts.microbatches],
    ];
    const differing = (list: readonly Pair[]): Difference[] =>
      list.flatMap(([what, saved, current]) =>
        saved === undefined || current === undefined || saved === current ? [] : [{ what, saved, now: current }],
      );
    const choices = differing(pairs);
    // Different options imply different graphs and plans; with equal options, a difference is worth reporting.
    if (choices.some(({ what }) => what !== "seed")) return choices;
    return [
      ...choices,
      ...differing([
        ["graph", run?.graph, facts.graph],
        ["plan", run?.plan, facts.plan],
      ]),
    ];
  }
}

/** Refuses a number of steps that the checkpoint has trained already. */
export function checkSteps(numSteps: number, resumed: ResumedRun | undefined): void {
  if (!resumed || resumed.manifest.step < numSteps) return;
  const what = `got ${numSteps}, and ${resumed.path} has trained ${resumed.manifest.step}; give more`;
  throw new InvalidConfig("--steps", what);
}

const notes: Readonly<Record<string, string>> = {
  graph: "its train step has other ops, sizes or constants",
  plan: "another plan",
};

/** `resumes step-00000010 at step 11; differs: devices 4, was 2`. */
export function resumedText({ path, manifest }: ResumedRun, differences: readonly Difference[]): string {
  const facts = differences.map(({ what, saved, now }) => notes[what] ?? `${what} ${now}, was ${saved}`);
  const unchanged = manifest.run ? "as it was saved" : "imported from a file";
  const which = facts.length > 0 ? `differs from the saved run: ${facts.join("; ")}` : unchanged;
  return `resumes ${path} at step ${manifest.step + 1}; ${which}`;
}
