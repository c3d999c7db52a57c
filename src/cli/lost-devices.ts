/** @file The options of `alpa run` for devices that die or hang, and the state that it goes back to. */
import { basename } from "node:path";
import type { Command } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { listCheckpoints } from "../checkpoint/folders.ts";
import { type AnyExample, initialState } from "../frontends/jaxjs/example.ts";
import { positiveOption } from "./options.ts";
import { ResumedRun } from "./resumed-run.ts";
import type { CheckpointFlags } from "./run-checkpoints.ts";
import type { LiveLine } from "./run-report.ts";

export interface LostDeviceFlags {
  readonly elastic?: boolean;
  readonly stallSeconds?: number;
}

export const withLostDeviceOptions = (command: Command): Command =>
  command
    .option(
      "--elastic",
      "when devices die or hang, go on with the remaining devices: from the state that they hold, else from the last checkpoint, else from the start",
    )
    .option(
      "--stall-seconds <n>",
      "seconds without progress after which a device counts as lost (default: 600)",
      positiveOption("--stall-seconds"),
    );

/** Refuses options that `--engine xla` does not have, or not with so many processes. */
export function checkXlaLostDeviceFlags({ elastic, stallSeconds }: LostDeviceFlags, processes: number): void {
  if (stallSeconds !== undefined)
    throw new InvalidConfig(
      "--stall-seconds",
      "is for --engine threads; with --engine xla a process that gives no sign of life for 10 s counts as lost",
    );
  if (elastic && processes < 2)
    throw new InvalidConfig(
      "--elastic",
      "needs --processes 2 or more with --engine xla, since all devices of a process are lost with it",
    );
}

/** A state that training can go back to. */
export interface EarlierState {
  /** Steps that it was trained. */
  readonly step: number;
  readonly state: unknown;
  /** Its name, for people. */
  readonly name: string;
}

interface StartedRun {
  readonly example: AnyExample;
  readonly flags: CheckpointFlags;
  readonly seed: number;
  readonly firstStep: number;
  readonly live: LiveLine;
}

/** The newest checkpoint that this run has saved, or else the state that it started with. */
export async function earlierState({ example, flags, seed, firstStep, live }: StartedRun): Promise<EarlierState> {
  const { checkpoint } = flags;
  const last = checkpoint === undefined ? undefined : listCheckpoints(checkpoint).at(-1);
  const dir = last && last.step > firstStep ? last.path : flags.resume;
  const resumed = dir === undefined ? undefined : ResumedRun.open({ ...flags, resume: dir });
  if (!resumed) return { step: 0, state: initialState(example, seed), name: "the initial state" };
  const { manifest, path } = resumed;
  return { step: manifest.step, state: await resumed.state(example, seed, live), name: basename(path) };
}
