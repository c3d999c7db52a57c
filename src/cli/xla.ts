/** @file `alpa xla setup`: makes the Python environment of the xla engine. */
import type { Command } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { type Accelerator, makeEnvironment, missingAccelerator } from "../engines/xla/make-environment.ts";
import { Interrupted, withInterrupt } from "./interrupt.ts";

interface SetupFlags {
  readonly cpu?: boolean;
  readonly cuda?: boolean;
  readonly tpu?: boolean;
  readonly python?: string;
  readonly dir?: string;
  readonly json?: boolean;
}

export function registerXla(program: Command): void {
  program
    .command("xla")
    .description("the Python environment of the xla engine")
    .command("setup")
    .description("make a virtual environment with the tested versions of jax and numpy, check it and remember it")
    .option("--cpu", "for CPU devices (default)")
    .option("--cuda", "for NVIDIA GPUs")
    .option("--tpu", "for TPUs")
    .option("--python <file>", "the Python to make it with (default: python3)")
    .option("--dir <folder>", "where to make it (default: xla-cpu, xla-cuda or xla-tpu in the user's data folder)")
    .option("--json", "print one JSON object: the environment, its versions and devices")
    .addHelpText(
      "after",
      "\nThe engine uses --python, else $ALPA_PYTHON, else the environment made last, else python3." +
        "\n\nExamples:\n  $ alpa xla setup\n  $ alpa xla setup --cuda --dir ~/envs/jax\n  $ alpa run gpt --engine xla --devices 4",
    )
    .exitOverride()
    .action((flags: SetupFlags) => withInterrupt((signal) => setup(flags, signal)));
}

const accelerators: readonly Accelerator[] = ["cpu", "cuda", "tpu"];

async function setup(flags: SetupFlags, signal: AbortSignal): Promise<void> {
  const chosen = accelerators.filter((name) => flags[name]);
  if (chosen.length > 1) throw new InvalidConfig(`--${chosen[1]}`, `excludes --${chosen[0]}; give one of them`);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const [accelerator = "cpu"] = chosen;
  const made = makeEnvironment({
    ...{ accelerator, signal, onProgress: say },
    python: flags.python,
    folder: flags.dir,
  });
  const environment = await made.catch((error) => {
    if (!signal.aborted) throw error;
    say("stopped; nothing is left of the environment");
    throw new Interrupted();
  });
  const warning = missingAccelerator(environment);
  if (warning !== undefined) say(`warning: ${warning}`);
  const { file, jax, jaxlib, numpy, python, devices, platform, reducedOver, isNew, remembered, folder } = environment;
  if (flags.json) {
    const facts = { python, jax, jaxlib, numpy, platform, devices, reducedOver };
    console.log(JSON.stringify({ file, folder, accelerator, isNew, remembered, ...facts }));
    return;
  }
  console.log(
    `${isNew ? "made" : "found"} ${folder}: Python ${python}, jax ${jax}, jaxlib ${jaxlib}, numpy ${numpy}\n` +
      `an all-reduce over ${reducedOver} ${platform} device${reducedOver === 1 ? "" : "s"} is right; ${remembered} remembers it\n` +
      "now: alpa run gpt --engine xla --devices 2",
  );
}
