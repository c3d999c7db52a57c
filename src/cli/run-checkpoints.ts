/** @file The checkpoint options of `alpa run`, and its saves during training and at the end. */
import { access, constants, mkdir } from "node:fs/promises";
import type { Command } from "commander";
import type { SaveOptions, SaveReport } from "../api/save-state.ts";
import { AlpaError, InvalidConfig } from "../base/errors.ts";
import { checkRoot } from "../checkpoint/write-checkpoint.ts";
import { systemReason } from "../node/system-reason.ts";
import type { OnNan } from "./not-finite.ts";
import { integerOption } from "./options.ts";
import type { LiveLine } from "./run-report.ts";

export interface CheckpointFlags {
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  readonly keep?: number;
  readonly resume?: string;
}

/** Adds the options to `alpa run`. */
export const withCheckpointOptions = (command: Command): Command =>
  command
    .optionsGroup("Checkpoints:")
    .option("--checkpoint <dir>", "save the state in this folder at the end, and when Ctrl-C ends the run")
    .option(
      "--checkpoint-every <n>",
      "save every n steps too, while training goes on",
      integerOption("--checkpoint-every", 1),
    )
    .option("--keep <n>", "checkpoints to keep in the folder, the newest (default: all)", integerOption("--keep", 1))
    .option(
      "--resume <dir>",
      "go on from a checkpoint, or from the newest in a folder, under any method and devices; starts anew if --checkpoint names the same folder and it has none yet",
    );

/** Refuses flags without the flag that they depend on, and a folder that cannot be written. */
export async function checkCheckpointFlags({ checkpoint, checkpointEvery, keep }: CheckpointFlags): Promise<void> {
  if (checkpoint === undefined) {
    for (const [flag, value] of [
      ["--checkpoint-every", checkpointEvery],
      ["--keep", keep],
    ] as const)
      if (value !== undefined) throw new InvalidConfig(flag, "needs a folder to save in; add --checkpoint dir");
    return;
  }
  try {
    await mkdir(checkpoint, { recursive: true });
    await access(checkpoint, constants.W_OK);
  } catch (error) {
    throw new InvalidConfig(
      "--checkpoint",
      `cannot write to ${checkpoint}: ${systemReason(error as Error)}; give a folder that you may write to`,
    );
  }
}

/** One save, as it appears in the run's result. */
export type RunSave = Pick<SaveReport, "step" | "path" | "bytes" | "waitSeconds" | "writeSeconds">;

interface SavingRun extends CheckpointFlags {
  readonly save: (dir: string, options: SaveOptions) => Promise<SaveReport>;
  readonly facts: Pick<SaveOptions, "seed" | "name">;
  readonly batch: number;
  /** Batches drawn before the first step of this run. */
  readonly batchesBefore: number;
  readonly firstStep: number;
  readonly onNan: OnNan;
  readonly live: LiveLine;
}

/** Saves a run's state. A failed save is reported at once; training continues. */
export class RunCheckpoints {
  readonly saves: RunSave[] = [];
  readonly #run: SavingRun;
  #savedStep: number;
  #pending: Promise<void> = Promise.resolve();
  /** The error of the latest save, if it failed. */
  #failure: AlpaError | undefined;

  /** @throws InvalidConfig if the folder has checkpoints of later steps than this run's first */
  constructor(run: SavingRun) {
    this.#run = run;
    this.#savedStep = run.firstStep;
    if (run.checkpoint !== undefined) checkRoot(run.checkpoint, run.firstStep);
  }

  /** Saves after step `step` if a save is due. Resolves at once; the next step waits for the copy only. */
  afterStep(step: number, state: unknown, loss: number): void {
    const { checkpointEvery } = this.#run;
    if (checkpointEvery !== undefined && step % checkpointEvery === 0) this.#save(step, state, loss);
  }

  /**
   * Saves the last step unless it is saved already. Resolves when all saves are on the disk.
   * @returns the error of the latest save, if it failed
   */
  async end(step: number, state: unknown, loss: number): Promise<AlpaError | undefined> {
    if (step > this.#savedStep) this.#save(step, state, loss);
    await this.#pending;
    return this.#failure;
  }

  /** Resolves when the saves so far have ended. */
  settled(): Promise<void> {
    return this.#pending;
  }

  /** Training goes back to `step`, whose state is saved. */
  backTo(step: number): void {
    this.#savedStep = step;
  }

  #save(step: number, state: unknown, loss: number): void {
    const { checkpoint, keep, save, facts, batch, batchesBefore, firstStep, onNan, live } = this.#run;
    if (checkpoint === undefined) return;
    this.#savedStep = step;
    // A step that was skipped has left the state as it was.
    if (!Number.isFinite(loss) && onNan !== "skip") {
      live.warn(`step ${step} is not saved, since its loss is ${loss}; the checkpoints before are intact`);
      return;
    }
    const data = { batches: batchesBefore + step - firstStep, batchSize: batch };
    const saved = save(checkpoint, { ...facts, step, state, data, keep }).then(
      ({ path, bytes, waitSeconds, writeSeconds }) => {
        this.saves.push({ step, path, bytes, waitSeconds, writeSeconds });
        this.#failure = undefined;
      },
      (error: unknown) => {
        if (!(error instanceof AlpaError)) throw error;
        live.warn(error.message);
        this.#failure = error;
      },
    );
    this.#pending = Promise.all([this.#pending, saved]).then(() => {});
    // `end` reports the error; until then it must not count as an unhandled rejection.
    this.#pending.catch(() => {});
  }
}
