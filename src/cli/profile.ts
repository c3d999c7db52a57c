/** @file `alpa profile`: measures this machine's ops and collectives for the cost model. */
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { textTable } from "../base/text-table.ts";
import { bytesText, numberOf, secondsText } from "../base/units.ts";
import type { Profile } from "../cost/profile.ts";
import { profileMachine } from "../engines/threads/profile.ts";
import { Interrupted, withInterrupt } from "./interrupt.ts";
import { integerOption } from "./options.ts";
import { checkOutputFiles, writeOutput } from "./output-file.ts";

interface ProfileFlags {
  readonly devices: number;
  readonly out?: string;
  readonly json?: boolean;
}

export function registerProfile(program: Command): void {
  program
    .command("profile")
    .description("measure this machine's ops and collectives; alpa plan and alpa run take the result with --profile")
    .option(
      "-d, --devices <n>",
      "devices that work at the same time",
      integerOption("--devices", 1),
      availableParallelism(),
    )
    .option("-o, --out <file>", "write the profile to this file")
    .option("--json", "print the profile")
    .addHelpText(
      "after",
      "\nExamples:\n  $ alpa profile --devices 2 --out profile.json\n  $ alpa run mlp --devices 2 --method shard --profile profile.json",
    )
    .action(async (flags: ProfileFlags) => {
      await withInterrupt((signal) => runProfile(flags, signal));
    });
}

async function runProfile({ devices, out, json }: ProfileFlags, signal: AbortSignal): Promise<void> {
  await checkOutputFiles([["--out", out]]);
  process.stderr.write(`measuring ops and collectives on ${numberOf(devices, "device")} …\n`);
  let shownAt = performance.now();
  const onProgress = (done: number, total: number): void => {
    if (performance.now() - shownAt < 2_000) return;
    shownAt = performance.now();
    process.stderr.write(`${Math.round((100 * done) / total)} %\n`);
  };
  let profile: Profile;
  try {
    profile = await profileMachine(devices, { onProgress, signal });
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error;
  }
  const text = JSON.stringify(profile, null, 2);
  if (out) await writeOutput("--out", out, `${text}\n`);
  if (json) console.log(text);
  else console.log(profileText(profile));
}

/** Table of the measured seconds and the rates that follow from them. */
function profileText({ about, numDevices, ops, collectives }: Profile): string {
  const rate = (bytes: number, seconds: number): string => `${bytesText(bytes / seconds)}/s`;
  const opRows = ops.flatMap(({ kind, kernel, points }) =>
    points.map(({ flops, bytesRead, bytesWritten, sizes, seconds }) => {
      const bytes = bytesRead + bytesWritten;
      const isCompute = kind === "matmul" || kind === "conv";
      const size = sizes
        ? `${sizes.batch > 1 ? `${sizes.batch} of ` : ""}${sizes.m}×${sizes.n}×${sizes.k}`
        : bytesText(bytes);
      return [
        `${kind} ${kernel ? `${kernel} ` : ""}${size}`,
        secondsText(seconds),
        isCompute ? `${(flops / seconds / 1e9).toPrecision(3)} GFLOP/s` : rate(bytes, seconds),
      ];
    }),
  );
  const collectiveRows = collectives.flatMap((group) =>
    group.points.map(({ bytes, seconds }) => [
      `${group.kind} over ${group.numDevices}${group.numGroups > 1 ? `, ${group.numGroups} groups` : ""}: ${bytesText(bytes)}`,
      secondsText(seconds),
      rate(bytes, seconds),
    ]),
  );
  return [
    `${about}; ${numDevices} at the same time`,
    textTable([["", "seconds", "rate of each"], ...opRows, ...collectiveRows]),
  ].join("\n");
}
